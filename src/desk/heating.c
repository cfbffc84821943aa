/* SPDX-License-Identifier: ISC */
/* The weights stand in the store beside what was computed with them; should the
 * settings have others, all is computed anew, bit by bit. */
#include "desk/heating.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "model/article.h"
#include "settings/settings.h"
#include "store/store.h"
#include "store/store_heat.h"

enum { BATCH = 64, STORIES = BATCH, LEAST_MS = 30, MOST_MS = 1000, UNRATE = 2000, RATINGS = 1024 };

struct rating {
	int64_t provider; /* 0: free */
	int rated, rating;
};

struct heating {
	struct store *st;
	struct err *err;
	struct heat_weights weights;
	struct arena arena;		 /* of the batch */
	struct rating ratings[RATINGS]; /* of the run, by the low bits of the outlet's number */
};

void
heating_weights(struct store *st, struct heat_weights *out)
{
	struct arena a = { 0 };

	(void)heat_weights_parse(store_meta(st, &a, "heat.weights"), out);
	arena_done(&a);
}

bool
heating_is_hot(const struct settings *s, int heat, int64_t time)
{
	return heat_now(heat, date_now() - time, s->heat_half) >= s->heat_hot;
}

static bool
is_given(const char *text)
{
	return text != NULL && text[0] != '\0';
}

struct heat_facts
heating_facts(const struct article *art)
{
	return (struct heat_facts){ .image = art->nimages > 0,
		.excerpt = art->excerpt != NULL && strnlen(art->excerpt, HEAT_EXCERPT) == HEAT_EXCERPT,
		.author = art->nauthors > 0,
		.text = is_given(art->content) };
}

/* -- stories */

void
heating_all(const struct heat_weights *w, const struct store_heat *list, size_t n, int *out)
{
	struct arena a = { 0 };
	struct heat_member *members = arena_array(&a, n + 1, sizeof(*members));

	for (size_t i = 0; i < n; i++)
		members[i] = (struct heat_member){ list[i].time, list[i].provider,
			list[i].quality != HEAT_UNKNOWN ? list[i].quality : w->base };
	heat_of_all(w, members, n, out);
	arena_done(&a);
}

bool
heating_story(struct store *st, const struct heat_weights *w, int64_t number, struct err *err)
{
	struct arena a = { 0 };
	struct store_heat *list;
	size_t n = 0;
	bool ok = store_heat_alone(st, number, err) && store_heats(st, number, &a, &list, &n, err);
	int *heats = arena_array(&a, n + 1, sizeof(*heats));

	if (ok)
		heating_all(w, list, n, heats);
	for (size_t i = 0; ok && i < n; i++)
		if (!list[i].own_heat && list[i].heat != HEAT_UNKNOWN && list[i].heat != heats[i])
			ok = store_heat_put(st, list[i].id, heats[i], err);
	arena_done(&a);
	return ok;
}

/* -- articles */

/* Looked up once a run: a feed brings many of one outlet. */
static bool
rate_outlet(struct heating *h, int64_t provider, struct heat_facts *facts)
{
	struct rating *r = &h->ratings[provider % RATINGS];

	if (r->provider != provider) {
		*r = (struct rating){ .provider = provider };
		if (!store_rating(h->st, provider, HEAT_RATED_MOST, &r->rated, &r->rating, h->err))
			return false;
	}
	facts->rated = r->rated;
	facts->rating = r->rating;
	return true;
}

static bool
rate_batch(struct heating *h, size_t *done)
{
	struct store_unrated *list;
	int64_t stories[STORIES];
	size_t n, nstories = 0;

	arena_reset(&h->arena);
	if (!store_unrated(h->st, BATCH, &h->arena, &list, &n, h->err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct heat_facts facts = heating_facts(&list[i].art);
		bool told = list[i].story == 0;

		if (!rate_outlet(h, list[i].provider, &facts) ||
		    !store_rate(h->st, list[i].id, heat_quality(&h->weights, &facts), h->err))
			return false;
		for (size_t k = 0; k < nstories && !told; k++)
			told = stories[k] == list[i].story;
		if (!told)
			stories[nstories++] = list[i].story;
	}
	for (size_t i = 0; i < nstories; i++)
		if (!heating_story(h->st, &h->weights, stories[i], h->err))
			return false;
	*done = n;
	return true;
}

/* What is left of what was computed with other weights goes first. */
static bool
unrate_batch(struct heating *h, int64_t *left)
{
	char text[32];

	if (!store_unrate(h->st, UNRATE, left, h->err))
		return false;
	snprintf(text, sizeof(text), "%lld", (long long)*left);
	return store_meta_set(h->st, "heat.left", text, h->err);
}

/* Articles up to this number may have figures by other weights. */
static int64_t
read_left(struct heating *h)
{
	const char *text = store_meta(h->st, &h->arena, "heat.left");

	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

/* Until somebody waits for the store, but not for ever. */
static bool
rate_some(struct heating *h, bool *more)
{
	int64_t began = date_clock_ms(), ms, left;
	size_t done = 0;

	if (!store_begin(h->st, h->err))
		return false;
	arena_reset(&h->arena);
	left = read_left(h);
	do {
		*more = left > 0;
		if (*more ? !unrate_batch(h, &left) : !rate_batch(h, &done)) {
			store_rollback(h->st);
			return false;
		}
		*more = *more || done > 0;
		ms = date_clock_ms() - began;
	} while (*more && ms < MOST_MS && (ms < LEAST_MS || !store_is_wanted(h->st)));
	return store_commit(h->st, h->err);
}

bool
heating_take_weights(struct store *st, const char *weights, struct err *err)
{
	struct arena a = { 0 };
	const char *before = store_meta(st, &a, "heat.weights");
	bool first = before == NULL, same = weights == NULL || (!first && strcmp(weights, before) == 0);
	char left[32];

	arena_done(&a);
	if (same)
		return true;
	snprintf(left, sizeof(left), "%lld", (long long)(first ? 0 : store_last_id(st)));
	if (!store_begin(st, err))
		return false;
	if (store_meta_set(st, "heat.weights", weights, err) && store_meta_set(st, "heat.left", left, err))
		return store_commit(st, err);
	store_rollback(st);
	return false;
}

/* Asked without the lock: mostly there is nothing, and nobody has to wait for that. */
static bool
find_work(struct heating *h, bool *more)
{
	struct store_unrated *list;
	size_t n = 0;
	bool ok = true;

	arena_reset(&h->arena);
	*more = read_left(h) > 0;
	if (!*more) {
		ok = store_unrated(h->st, 1, &h->arena, &list, &n, h->err);
		*more = n > 0;
	}
	return ok;
}

bool
heating_run(struct store *st, const struct heating_options *options, struct err *err)
{
	static const struct timespec moment = { 0, 1000000 };
	struct heating h = { .st = st, .err = err };
	bool more = false, ok = heating_take_weights(st, options->weights, err) && find_work(&h, &more);

	heating_weights(st, &h.weights);
	while (ok && more && (options->stop == NULL || !options->stop())) {
		ok = rate_some(&h, &more);
		/* That others may write meanwhile. */
		if (ok && more)
			nanosleep(&moment, NULL);
	}
	arena_done(&h.arena);
	return ok;
}
