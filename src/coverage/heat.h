/* SPDX-License-Identifier: ISC */
/* Figures where a publisher gives none: how good an article is by what is known
 * of it, and how hot by who else tells of the same.  Sums of a few weights, so
 * that they can be shown. */
#ifndef COVERAGE_HEAT_H
#define COVERAGE_HEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/* Name and usual value; the last two are for heat, the near in hours. */
#define HEAT_WEIGHTS(X) \
	X(base, 50) \
	X(image, 15) \
	X(excerpt, 5) \
	X(author, 5) \
	X(text, 5) \
	X(outlet, 20) \
	X(near, 24)

struct heat_weights {
#define X(name, usual) int name;
	HEAT_WEIGHTS(X)
#undef X
};
extern const struct heat_weights heat_usual;

/* "50 15 5 ...", and back; false: they are none, OUT is the usual ones. */
void heat_weights_format(const struct heat_weights *w, struct buf *out);
bool heat_weights_parse(const char *text, struct heat_weights *out);

enum { HEAT_EXCERPT = 100, /* bytes from which an excerpt counts */
	HEAT_RATED = 3,	   /* articles with figures from which an outlet is known */
	HEAT_RATED_MOST = 50 };

struct heat_facts {
	bool image, excerpt, author, text;
	int rated, rating; /* newest articles of the outlet with figures, and their mean */
};
/* The mean of its outlet where that is known, else what the facts add up to. */
int heat_quality(const struct heat_weights *w, const struct heat_facts *f);
bool heat_is_rated(const struct heat_facts *f);

struct heat_member {
	int64_t time;
	int64_t provider;
	int quality;
};
/* Of all members of a story, which come in the order of their times: quality,
 * and for each other outlet the weight, less for what is farther in time; of an
 * outlet with several articles the nearest counts. */
void heat_of_all(const struct heat_weights *w, const struct heat_member *members, size_t n, int *out);
/* The same for one, with its summands: OUT has room for N. */
struct heat_outlet {
	size_t member;
	double near; /* 1 at the same time, to 0 */
};
size_t heat_outlets(const struct heat_weights *w, const struct heat_member *members, size_t n, size_t at,
    struct heat_outlet *out);

/* What is left of it after so many seconds, of which HALF hours take a half. */
double heat_now(int heat, int64_t age, int half);

#endif
