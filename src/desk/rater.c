/* SPDX-License-Identifier: ISC */
/* An outlet is known by the qualities that its newest articles bring, as they were
 * before the run: one look for each outlet.  If it brings some in this run, its
 * articles of this run are rated by those too: the ones that were rated already
 * are not any more, and those that come wait for the end. */
#include "desk/rater.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/mem.h"
#include "desk/heating.h"
#include "model/article.h"
#include "store/store.h"
#include "store/store_heat.h"

enum { ROOM = 256 };

struct outlet {
	int64_t provider;		/* 0: free */
	bool rates;			/* some article of this run had a quality */
	bool rated;			/* some was given one here */
	int count, mean;		/* of the qualities it brought before */
};

struct rater {
	struct store *st;
	struct store_rater face;
	struct heat_weights weights;
	int64_t since;			/* articles of the run have higher numbers */
	struct outlet *outlets;		/* by their numbers, each at the next free place */
	size_t room, count;		/* a power of two, the half at most is taken */
};

static struct outlet *
place(struct outlet *all, size_t room, int64_t provider)
{
	size_t at = (size_t)provider & (room - 1);

	while (all[at].provider != 0 && all[at].provider != provider)
		at = (at + 1) & (room - 1);
	return &all[at];
}

static void
grow(struct rater *r)
{
	size_t room = r->room > 0 ? 2 * r->room : ROOM;
	struct outlet *all = mem_alloc(room * sizeof(*all));

	for (size_t i = 0; i < r->room; i++)
		if (r->outlets[i].provider != 0)
			*place(all, room, r->outlets[i].provider) = r->outlets[i];
	free(r->outlets);
	r->outlets = all;
	r->room = room;
}

static struct outlet *
outlet_get(struct rater *r, int64_t provider)
{
	if (2 * r->count >= r->room)
		grow(r);
	struct outlet *o = place(r->outlets, r->room, provider);
	if (o->provider == 0) {
		*o = (struct outlet){ .provider = provider, .count = -1 };
		r->count++;
	}
	return o;
}

static bool
rate(void *arg, int64_t provider, const struct article *art, int *quality, struct err *err)
{
	struct rater *r = arg;
	struct outlet *o = outlet_get(r, provider);

	if (art->has_quality) {
		bool again = o->rated;

		o->rates = true;
		o->rated = false;
		return !again || store_unrate_outlet(r->st, provider, r->since, err);
	}
	if (o->rates)
		return true;
	if (o->count < 0 && !store_rating(r->st, provider, HEAT_RATED_MOST, &o->count, &o->mean, err))
		return false;
	struct heat_facts facts = heating_facts(art);
	facts.rated = o->count;
	facts.rating = o->mean;
	*quality = heat_quality(&r->weights, &facts);
	o->rated = true;
	return true;
}

struct rater *
rater_new(struct store *st, const char *weights)
{
	struct err err = { 0 };

	if (!heating_take_weights(st, weights, &err))
		return NULL;
	struct rater *r = mem_alloc(sizeof(*r));
	r->st = st;
	r->face = (struct store_rater){ rate, r };
	heating_weights(st, &r->weights);
	r->since = store_last_id(st);
	store_set_rater(st, &r->face);
	return r;
}

void
rater_free(struct rater *r)
{
	if (r == NULL)
		return;
	store_set_rater(r->st, NULL);
	free(r->outlets);
	free(r);
}
