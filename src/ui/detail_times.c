/* SPDX-License-Identifier: ISC */
/* When the outlets joined a story: a line from the first to the last, with a
 * mark where one joined (a number where several did in one column), that of the
 * article itself standing out; below it who was first and who came last. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "desk/reading.h"
#include "model/row.h"
#include "ui/canvas.h"
#include "ui/detail_layout.h"
#include "ui/when.h"

enum { LEAST = 20, MOST = 72, WORDS_MOST = 12, WORTH = 3 };

struct joined {
	const char *outlet;
	int64_t time;
	bool own;
};

struct times {
	struct joined *list;
	size_t n;
};

static void
add(struct times *t, const char *outlet, int64_t time, bool own)
{
	if (time == DATE_NONE || outlet[0] == '\0')
		return;
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->list[i].outlet, outlet) == 0) {
			t->list[i].time = time < t->list[i].time ? time : t->list[i].time;
			return;
		}
	t->list[t->n++] = (struct joined){ outlet, time, own };
}

static int
compare(const void *a, const void *b)
{
	const struct joined *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return strcmp(x->outlet, y->outlet);
}

static struct times
collect(struct detail_layout *l)
{
	const struct reading *rd = l->view->reading;
	const struct article *art = &rd->shown.art;
	struct times t = { arena_array(l->a, art->nrelated + 1, sizeof(*t.list)), 0 };

	add(&t, provider_label(&art->provider), art->published, true);
	for (size_t i = 0; i < art->nrelated && !rd->matches[i].also; i++)
		add(&t, provider_label(&art->related[i].provider), art->related[i].published, false);
	if (t.n > 0)
		qsort(t.list, t.n, sizeof(*t.list), compare);
	return t;
}

static const char *
delta_of(struct detail_layout *l, const struct joined *j, int64_t base)
{
	char delta[16];

	return arena_strdup(l->a, date_format_delta(j->time, base, delta));
}

/* "First Echo, then Gazette +39m (this one), last Courier +2h." */
static void
put_words(struct detail_layout *l, const struct times *t)
{
	const char *text = arena_printf(l->a, "First %s%s at %s", t->list[0].outlet,
	    t->list[0].own ? " (this one)" : "", when_full(l->a, t->list[0].time));

	for (size_t i = 1; i < t->n; i++) {
		bool last = i + 1 == t->n;

		if (i > WORDS_MOST && !last && !t->list[i].own)
			continue;
		text = arena_printf(l->a, "%s, %s%s %s%s", text, last ? "last " : i == 1 ? "then " : "",
		    t->list[i].outlet, delta_of(l, &t->list[i], t->list[0].time),
		    t->list[i].own ? " (this one)" : "");
	}
	detail_wrap(l, 0, ROLE_TEXT, arena_printf(l->a, "%s.", text));
}

struct column {
	int count;
	bool own;
};

static const char *
mark_of(struct detail_layout *l, const struct column *c)
{
	if (c->count == 1)
		return canvas_sign(l->view->canvas, c->own ? SIGN_HERE : SIGN_BULLET);
	return c->count > 9 ? "9" : arena_printf(l->a, "%d", c->count);
}

static void
put_scale(struct detail_layout *l, const struct times *t, int width)
{
	struct column *columns = arena_array(l->a, (size_t)width, sizeof(*columns));
	int64_t first = t->list[0].time, span = t->list[t->n - 1].time - first;
	const char *rule = canvas_sign(l->view->canvas, SIGN_RULE);

	for (size_t i = 0; i < t->n; i++) {
		double part = (double)(t->list[i].time - first) / (double)span;
		struct column *c = &columns[(int)(part * (width - 1) + 0.5)];

		c->count++;
		c->own = c->own || t->list[i].own;
	}
	detail_line_begin(l);
	for (int x = 0; x < width; x++) {
		int from = x;
		const char *text = "";

		while (x < width && columns[x].count == 0) {
			text = arena_printf(l->a, "%s%s", text, rule);
			x++;
		}
		detail_span_at(l, from, x - from, ROLE_BORDER, text);
		if (x < width)
			detail_span_at(l, x, 1, columns[x].own ? ROLE_STRONG : ROLE_COVERAGE,
			    mark_of(l, &columns[x]));
	}
}

static int
columns_of(const char *s)
{
	return utf8_columns(s, strlen(s));
}

/* The hour, with the day where that is not the article's. */
static const char *
moment(struct detail_layout *l, int64_t t)
{
	int64_t own = l->view->reading->shown.art.published;
	char time[WHEN_SIZE], day[32], own_day[32];

	when_time(t, time);
	date_format_local(t, "%d %b ", day, sizeof(day));
	if (own != DATE_NONE)
		date_format_local(own, "%d %b ", own_day, sizeof(own_day));
	bool same = own != DATE_NONE && strcmp(day, own_day) == 0;
	return arena_printf(l->a, "%s%s", same ? "" : day, time + strspn(time, " "));
}

/* Who had it first, and who came last, as far as there is room. */
static void
put_ends(struct detail_layout *l, const struct times *t, int width)
{
	const struct joined *first = &t->list[0], *last = &t->list[t->n - 1];
	const char *left = arena_printf(l->a, "%s %s", moment(l, first->time), first->outlet);
	const char *right = arena_printf(l->a, "%s %s", last->outlet, delta_of(l, last, first->time));
	int room = columns_of(right);

	if (columns_of(left) + columns_of(right) + 15 <= width) {
		left = arena_printf(l->a, "first %s", left);
		right = arena_printf(l->a, "last %s", right);
		room += 5;
	}
	if (columns_of(left) + 2 + room > width)
		room = width - columns_of(left) - 2;
	detail_line_begin(l);
	detail_span_at(l, 0, room >= 8 ? width - room - 2 : width, first->own ? ROLE_STRONG : ROLE_DIM, left);
	if (room >= 8)
		detail_span_at(l, width - room, room, last->own ? ROLE_STRONG : ROLE_DIM, right);
}

void
detail_times(struct detail_layout *l)
{
	struct times t = collect(l);
	int width = l->width < MOST ? l->width : MOST;

	if (t.n < WORTH || t.list[0].time == t.list[t.n - 1].time)
		return;
	if (l->view->linear || width < LEAST) {
		if (l->view->linear)
			put_words(l, &t);
		return;
	}
	put_scale(l, &t, width);
	put_ends(l, &t, width);
}
