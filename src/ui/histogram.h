/* SPDX-License-Identifier: ISC */
/* The days of what is listed, as bars in the top line. */
#ifndef UI_HISTOGRAM_H
#define UI_HISTOGRAM_H

#include <stdbool.h>
#include <stdint.h>

struct canvas;
struct reader;

enum { HISTOGRAM_MOST = 45, HISTOGRAM_LEAST = 7, HISTOGRAM_FROM = 72 };

struct histogram {
	const struct edition *edition;	/* that it was counted for */
	int newest;			/* local day of the last bar */
	int64_t counts[HISTOGRAM_MOST];	/* newest first; -1: not counted yet */
	bool stale, known;
	bool counted;			/* since it became stale */
};

/* Another filter, or other articles: it is counted again. */
void histogram_spoil(struct reader *rd);
/* One step of it; false when there is nothing left to count. */
bool histogram_idle(struct reader *rd);
/* Draws it in the top line so that it ends before column RIGHT, not before
 * LEFT; gives the columns that it takes, 0: there is no room. */
int histogram_draw(struct reader *rd, const struct canvas *c, int left, int right);

#endif
