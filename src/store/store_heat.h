/* SPDX-License-Identifier: ISC */
/* Quality and heat where publishers give none (store_heat.c).  What is computed
 * stands in the columns of the publishers' own, so that orders and filters know
 * no difference; which are which is kept beside.  What writes runs inside the
 * caller's transaction. */
#ifndef STORE_STORE_HEAT_H
#define STORE_STORE_HEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/article.h"
#include "store/store.h"

/* Asked for each article whose row is written, before it is, also for those that
 * bring a quality.  *QUALITY left as it is: to be found out later. */
struct store_rater {
	bool (*rate)(void *arg, int64_t provider, const struct article *art, int *quality, struct err *err);
	void *arg;
};
/* NULL: nobody is asked.  It lives until another is set. */
void store_set_rater(struct store *st, const struct store_rater *rater);

/* Up to MOST listed articles without a quality or a heat, the newest first. */
struct store_unrated {
	int64_t id, provider, story;
	struct article art;
};
bool store_unrated(struct store *st, size_t most, struct arena *a, struct store_unrated **out,
    size_t *count, struct err *err);
/* Of the newest MOST articles of an outlet those with a quality of its own, and
 * their mean. */
bool store_rating(
    struct store *st, int64_t provider, int most, int *rated, int *rating, struct err *err);
/* For what its publisher does not say; as long as it is alone it is as hot as it
 * is good. */
bool store_rate(struct store *st, int64_t article, int quality, struct err *err);
/* The same for one that is alone (again). */
bool store_heat_alone(struct store *st, int64_t article, struct err *err);

/* All of a story, by time. */
struct store_heat {
	int64_t id, time, provider;
	int quality, heat; /* HEAT_UNKNOWN: not rated yet */
	bool own_heat;	   /* its publisher's */
};
enum { HEAT_UNKNOWN = -1000000000 };
bool store_heats(struct store *st, int64_t story, struct arena *a, struct store_heat **out, size_t *count,
    struct err *err);
bool store_heat_put(struct store *st, int64_t article, int heat, struct err *err);

/* Forgets what was computed of articles with numbers up to *LEFT, MOST of them;
 * *LEFT 0: of all. */
bool store_unrate(struct store *st, int64_t most, int64_t *left, struct err *err);
/* The same of an outlet's listed articles with numbers above AFTER that were given
 * a quality. */
bool store_unrate_outlet(struct store *st, int64_t provider, int64_t after, struct err *err);

#endif
