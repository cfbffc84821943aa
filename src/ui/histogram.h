/* SPDX-License-Identifier: ISC */
/* The days of what is listed, as bars in the top line; weeks or months where
 * few of the last days have something and there is more further back. */
#ifndef UI_HISTOGRAM_H
#define UI_HISTOGRAM_H

#include <stdbool.h>
#include <stdint.h>

struct canvas;
struct reader;

enum { HISTOGRAM_MOST = 45, HISTOGRAM_LEAST = 7, HISTOGRAM_FROM = 72 };

enum histogram_unit { HISTOGRAM_DAYS, HISTOGRAM_WEEKS, HISTOGRAM_MONTHS };

struct histogram {
	const struct edition *edition;	/* that it was counted for */
	int newest, oldest;		/* local days of the articles at the ends */
	enum histogram_unit unit;	/* being counted */
	struct {			/* in sight */
		enum histogram_unit unit;
		int64_t bounds[HISTOGRAM_MOST + 1];
		int64_t counts[HISTOGRAM_MOST];	/* oldest first */
	} shown;
	bool stale, known;
	bool counted;			/* since it became stale */
	int64_t due;			/* monotonic ms: not before all that matters more */
};

/* Where the bars begin and the last one ends: local midnights, rising; the day
 * NEWEST is in the last one.  Weeks begin on Monday. */
void histogram_bounds(int newest, enum histogram_unit unit, int64_t bounds[HISTOGRAM_MOST + 1]);

/* Another filter, or other articles: it is counted again. */
void histogram_spoil(struct reader *rd);
/* One step of it; false when there is nothing left to count. */
bool histogram_idle(struct reader *rd);
/* When it will have something to count, monotonic ms; 0: it has not. */
int64_t histogram_due(const struct reader *rd);
/* Draws it in the top line so that it ends before column RIGHT, not before
 * LEFT; gives the columns that it takes, 0: there is no room. */
int histogram_draw(struct reader *rd, const struct canvas *c, int left, int right);

#endif
