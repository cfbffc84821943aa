/* SPDX-License-Identifier: ISC */
/* What is shown is what is stored: should a summand have changed since, as the
 * mean of an outlet does, the difference is said. */
#include "desk/why.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "desk/desk.h"
#include "desk/heating.h"
#include "model/article.h"
#include "store/store.h"
#include "store/store_heat.h"
#include "store/store_story.h"

struct asking {
	struct store *st;
	struct arena *arena;
	const struct store_article *sa;
	struct heat_weights weights;
	struct err *err;
};

static void
add(struct buf *out, int n, const char *what)
{
	if (n != 0)
		buf_printf(out, " %c %d %s", n < 0 ? '-' : '+', abs(n), what);
}

/* What is not explained by what is known today. */
static void
add_rest(struct buf *out, int rest)
{
	add(out, rest, "by what was known then");
}

static bool
say_quality(struct asking *q, const char **out)
{
	const struct store_article *sa = q->sa;
	const struct heat_weights *w = &q->weights;
	struct heat_facts f = heating_facts(&sa->art);
	struct buf b = { 0 };

	if (sa->art.has_quality) {
		*out = arena_printf(q->arena, "quality %d, as its publisher says", sa->art.quality);
		return true;
	}
	if (!store_rating(q->st, sa->provider, HEAT_RATED_MOST, &f.rated, &f.rating, q->err))
		return false;
	buf_printf(&b, "quality %d = ", sa->quality);
	if (heat_is_rated(&f)) {
		buf_printf(&b, "%d, the mean of %d articles of %s whose publisher says it", f.rating, f.rated,
		    provider_label(&sa->art.provider));
	} else {
		buf_printf(&b, "%d to begin with", w->base);
		add(&b, f.image ? w->image : 0, "for a picture");
		add(&b, f.excerpt ? w->excerpt : 0, "for the excerpt");
		add(&b, f.author ? w->author : 0, "for an author");
		add(&b, f.text ? w->text : 0, "for the text");
	}
	add_rest(&b, sa->quality - heat_quality(w, &f));
	*out = arena_strdup(q->arena, buf_str(&b));
	buf_done(&b);
	return true;
}

/* Publishers add 10 or 20 for each that they list. */
static const char *
say_own_heat(struct asking *q)
{
	const struct article *art = &q->sa->art;
	int more = art->has_quality ? art->heat - art->quality : 0;

	if (!article_is_listed(art) && art->heat == -1)
		return "heat -1: its publisher has folded it into another one's coverage";
	for (int each = 20; each >= 10; each -= 10)
		if (more > 0 && more % each == 0 && (size_t)(more / each) <= art->nrelated)
			return arena_printf(q->arena,
			    "heat %d, as its publisher says: quality %d + %d x %d for coverage", art->heat,
			    art->quality, more / each, each);
	return arena_printf(q->arena, "heat %d, as its publisher says", art->heat);
}

static int
compare_outlets(const void *a, const void *b)
{
	const struct why_outlet *x = a, *y = b;

	if (fabs(x->adds) != fabs(y->adds))
		return fabs(x->adds) < fabs(y->adds) ? 1 : -1;
	return strcmp(x->name, y->name);
}

static bool
load_outlets(struct asking *q, struct why *out)
{
	struct store_story story;
	struct store_heat *list;
	size_t n, at = 0;

	if (!store_story(q->st, q->sa->art.id, &story, q->err))
		return false;
	if (story.id == 0)
		return true;
	if (!store_heats(q->st, story.id, q->arena, &list, &n, q->err))
		return false;
	while (at < n && list[at].id != q->sa->art.id)
		at++;
	if (at == n)
		return true;
	struct heat_member *members = arena_array(q->arena, n, sizeof(*members));
	struct heat_outlet *outlets = arena_array(q->arena, n, sizeof(*outlets));
	for (size_t i = 0; i < n; i++)
		members[i] = (struct heat_member){ list[i].time, list[i].provider, 0 };
	out->noutlets = heat_outlets(&q->weights, members, n, at, outlets);
	out->outlets = arena_array(q->arena, out->noutlets, sizeof(*out->outlets));
	for (size_t i = 0; i < out->noutlets; i++) {
		const struct store_heat *other = &list[outlets[i].member];
		char delta[16];

		out->outlets[i] = (struct why_outlet){
			store_provider_name(q->st, q->arena, other->provider),
			arena_strdup(q->arena, date_format_delta(other->time, list[at].time, delta)),
			q->weights.outlet * outlets[i].near, outlets[i].near };
	}
	if (out->noutlets > 1)
		qsort(out->outlets, out->noutlets, sizeof(*out->outlets), compare_outlets);
	return true;
}

static bool
say_heat(struct asking *q, struct why *out)
{
	const struct store_article *sa = q->sa;
	double sum = 0;
	struct buf b = { 0 };

	if (sa->art.has_heat) {
		out->heat = say_own_heat(q);
		return true;
	}
	if (!load_outlets(q, out))
		return false;
	for (size_t i = 0; i < out->noutlets; i++)
		sum += out->outlets[i].adds;
	buf_printf(&b, "heat %d = quality %d", sa->heat, sa->quality);
	if (out->noutlets > 0)
		buf_printf(&b, " + %.0f for %zu other outlet%s", sum, out->noutlets,
		    out->noutlets == 1 ? "" : "s");
	add_rest(&b, sa->heat - (int)lround(sa->quality + sum));
	out->heat = arena_strdup(q->arena, buf_str(&b));
	buf_done(&b);
	return true;
}

static const char *
say_hot(struct desk *desk, struct asking *q)
{
	const struct store_article *sa = q->sa;
	int64_t time = sa->art.published == DATE_NONE || sa->ahead ? sa->first_seen : sa->art.published;
	int64_t age = date_now() - time;
	int half = desk->settings.heat_half, least = desk->settings.heat_hot;
	double now = sa->heat > 0 ? heat_now(sa->heat, age, half) : 0;
	char text[32];

	return arena_printf(q->arena, "%s: %.0f left of %d (%s; a half goes in %d h), hot is %d or more",
	    now >= least ? "hot" : "not hot", now, sa->heat, date_format_age(time, date_now(), text), half,
	    least);
}

const char *
why_outlet_line(struct arena *a, const struct why *why, size_t i)
{
	const struct why_outlet *o = &why->outlets[i];

	return arena_printf(a, "%+5.1f  %5s  %s (%d x %.2f)", o->adds, o->delta, o->name, why->each, o->near);
}

bool
why_load(struct desk *desk, struct arena *a, const struct store_article *sa, struct why *out, struct err *err)
{
	struct asking q = { .st = desk->store, .arena = a, .sa = sa, .err = err };

	*out = (struct why){ 0 };
	if (!sa->rated)
		return true;
	heating_weights(desk->store, &q.weights);
	out->each = q.weights.outlet;
	if (!say_quality(&q, &out->quality) || !say_heat(&q, out))
		return false;
	out->hot = say_hot(desk, &q);
	return true;
}
