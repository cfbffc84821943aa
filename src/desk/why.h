/* SPDX-License-Identifier: ISC */
/* Where an article's quality and heat come from, in words: sums with their
 * summands. */
#ifndef DESK_WHY_H
#define DESK_WHY_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct desk;
struct err;
struct store_article;

struct why_outlet {
	const char *name;
	const char *delta; /* the time before or after, "" at the same time */
	double adds, near;
};

struct why {
	const char *quality, *heat, *hot; /* a sentence each; NULL: not rated yet */
	struct why_outlet *outlets;	  /* of the heat's sum, what adds most first */
	size_t noutlets;
	int each; /* what an outlet adds at the same time */
};

bool why_load(struct desk *desk, struct arena *a, const struct store_article *sa, struct why *out,
    struct err *err);
/* "+19.6   -39m  Guardian (20 x 0.98)" */
const char *why_outlet_line(struct arena *a, const struct why *why, size_t i);

#endif
