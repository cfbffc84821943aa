/* SPDX-License-Identifier: ISC */
/* In a story whose members come in the order of their times, the nearest of an
 * outlet is the last one before or the first one behind: both are kept for
 * each outlet while going through, so that a story costs its articles times its
 * outlets. */
#include "coverage/heat.h"

#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"

enum { HOUR = 60 * 60, NEAR_MOST = 8 };

const struct heat_weights heat_usual = {
#define X(name, usual) .name = usual,
	HEAT_WEIGHTS(X)
#undef X
};

void
heat_weights_format(const struct heat_weights *w, struct buf *out)
{
	const char *before = "";

#define X(name, usual) \
	buf_printf(out, "%s%d", before, w->name); \
	before = " ";
	HEAT_WEIGHTS(X)
#undef X
}

static bool
take_number(const char **text, int *out)
{
	char *end;
	long n = strtol(*text, &end, 10);

	if (end == *text || n < -10000 || n > 10000)
		return false;
	*text = end;
	*out = (int)n;
	return true;
}

bool
heat_weights_parse(const char *text, struct heat_weights *out)
{
	*out = heat_usual;
	bool ok = text != NULL;

#define X(name, usual) ok = ok && take_number(&text, &out->name);
	HEAT_WEIGHTS(X)
#undef X
	if (ok && out->near > 0)
		return true;
	*out = heat_usual;
	return false;
}

bool
heat_is_rated(const struct heat_facts *f)
{
	return f->rated >= HEAT_RATED;
}

int
heat_quality(const struct heat_weights *w, const struct heat_facts *f)
{
	if (heat_is_rated(f))
		return f->rating;
	return w->base + (f->image ? w->image : 0) + (f->excerpt ? w->excerpt : 0) +
	       (f->author ? w->author : 0) + (f->text ? w->text : 0);
}

/* Nothing of what is days away. */
static double
near_by(const struct heat_weights *w, int64_t a, int64_t b)
{
	double apart = fabs((double)a - (double)b) / HOUR / w->near;

	return apart < NEAR_MOST ? exp(-apart) : 0;
}

struct sweep {
	const struct heat_member *members;
	size_t n;
	size_t *slot;		/* of a member: the number of its outlet */
	size_t *next;		/* the next member of the same outlet, n: none */
	size_t *before, *after; /* of an outlet, n: none */
	size_t nslots;
};

static int
compare_providers(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
sweep_init(struct sweep *s, const struct heat_member *members, size_t n)
{
	int64_t *ids = mem_alloc(n * sizeof(*ids));
	size_t *all = mem_alloc(4 * n * sizeof(*all));

	*s = (struct sweep){ members, n, all, all + n, all + 2 * n, all + 3 * n, 0 };
	for (size_t i = 0; i < n; i++)
		ids[i] = members[i].provider;
	qsort(ids, n, sizeof(*ids), compare_providers);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || ids[i] != ids[i - 1])
			ids[s->nslots++] = ids[i];
	for (size_t i = 0; i < s->nslots; i++)
		s->before[i] = s->after[i] = n;
	for (size_t i = n; i-- > 0;) {
		int64_t *at =
		    bsearch(&members[i].provider, ids, s->nslots, sizeof(*ids), compare_providers);
		s->slot[i] = (size_t)(at - ids);
		s->next[i] = s->after[s->slot[i]];
		s->after[s->slot[i]] = i;
	}
	free(ids);
}

/* The member of outlet SLOT that is nearest to member AT. */
static size_t
nearest(const struct sweep *s, size_t slot, size_t at)
{
	size_t before = s->before[slot], after = s->after[slot];

	if (before == s->n || after == s->n)
		return before == s->n ? after : before;
	int64_t t = s->members[at].time;
	return t - s->members[before].time <= s->members[after].time - t ? before : after;
}

static void
sweep_pass(struct sweep *s, size_t at)
{
	s->before[s->slot[at]] = at;
	s->after[s->slot[at]] = s->next[at];
}

void
heat_of_all(const struct heat_weights *w, const struct heat_member *members, size_t n, int *out)
{
	struct sweep s;

	if (n == 0)
		return;
	sweep_init(&s, members, n);
	for (size_t i = 0; i < n; i++) {
		double sum = members[i].quality;

		for (size_t slot = 0; slot < s.nslots; slot++)
			if (slot != s.slot[i])
				sum += w->outlet *
				       near_by(w, members[i].time, members[nearest(&s, slot, i)].time);
		out[i] = (int)lround(sum);
		sweep_pass(&s, i);
	}
	free(s.slot);
}

size_t
heat_outlets(const struct heat_weights *w, const struct heat_member *members, size_t n, size_t at,
    struct heat_outlet *out)
{
	struct sweep s;
	size_t count = 0;

	sweep_init(&s, members, n);
	for (size_t i = 0; i < at; i++)
		sweep_pass(&s, i);
	for (size_t slot = 0; slot < s.nslots; slot++) {
		size_t other = slot != s.slot[at] ? nearest(&s, slot, at) : n;

		if (other < n)
			out[count++] = (struct heat_outlet){ other,
				near_by(w, members[at].time, members[other].time) };
	}
	free(s.slot);
	return count;
}

double
heat_now(int heat, int64_t age, int half)
{
	return age > 0 ? heat * exp2(-(double)age / HOUR / half) : heat;
}
