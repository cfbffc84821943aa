/* SPDX-License-Identifier: ISC */
/* One item of the coverage: in one line where there is room, else outlet above
 * headline; more of it when it is chosen. */
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "desk/reading.h"
#include "model/row.h"
#include "ui/canvas.h"
#include "ui/detail_layout.h"
#include "ui/when.h"

enum { ONE_LINE_FROM = 56, NARROW = 28, PROVIDER_MOST = 16, DELTA = 5, NUMBER = 5, FIGURES = 3 };

struct item {
	const struct related *rel;
	const char *number, *delta, *provider;
	const char *score, *quality;	/* "~.83", "52" */
	const char *sign;		/* unread, "" */
	struct detail_headline headline;
	int figures;			/* columns that the two take */
};

static int
columns(const char *s)
{
	return utf8_columns(s, strlen(s));
}

const char *
detail_item_delta(struct detail_layout *l, size_t i)
{
	const struct article *art = &l->view->reading->shown.art;
	const struct related *rel = &art->related[i];
	char delta[16];

	if (rel->published == DATE_NONE || art->published == DATE_NONE)
		return "";
	return arena_strdup(l->a, date_format_delta(rel->published, art->published, delta));
}

struct detail_headline
detail_item_headline(struct detail_layout *l, size_t i)
{
	const struct reading *rd = l->view->reading;
	const struct related *rel = &rd->shown.art.related[i];
	const struct store_match *match = &rd->matches[i];
	bool unread = match->id != 0 && !(match->marks & MARK_READ);
	bool given = rel->title != NULL && rel->title[0] != '\0';

	return (struct detail_headline){ given ? rel->title : "(no title)",
		given && rd->headlines != NULL ? &rd->headlines[i] : NULL, unread ? ROLE_STRONG : ROLE_TEXT };
}

static struct item
item_of(struct detail_layout *l, size_t i)
{
	const struct reading *rd = l->view->reading;
	const struct related *rel = &rd->shown.art.related[i];
	const struct store_match *match = &rd->matches[i];
	bool unread = match->id != 0 && !(match->marks & MARK_READ);

	struct item it = { .rel = rel, .sign = "", .quality = "", .score = "" };
	it.number = arena_printf(l->a, "[%zu]", i + 1);
	it.delta = detail_item_delta(l, i);
	it.provider = provider_label(&rel->provider);
	it.headline = detail_item_headline(l, i);
	if (rel->has_quality)
		it.quality = arena_printf(l->a, "%d", rel->quality);
	else if (match->quality != 0)
		it.quality = arena_printf(l->a, "~%d", match->quality);
	if (rel->by == BY_DATELINE && rel->score > 0)
		it.score = rel->score >= 0.995 ? "~1" :
		    arena_printf(l->a, "~.%02d", (int)(rel->score * 100 + 0.5));
	if (unread)
		it.sign = canvas_sign(l->view->canvas, SIGN_UNREAD);
	it.figures = columns(it.score) + (*it.score != '\0' && *it.quality != '\0') + columns(it.quality);
	return it;
}

/* How it was found and how good it is, at the right end. */
static void
put_figures(struct detail_layout *l, const struct item *it)
{
	int quality = columns(it->quality);

	detail_span_at(l, l->width - it->figures, columns(it->score), ROLE_DIM, it->score);
	detail_span_at(l, l->width - quality, quality, ROLE_DIM, it->quality);
}

static void
put_number(struct detail_layout *l, const struct item *it, int indent)
{
	int room = columns(it->number) > NUMBER - 1 ? columns(it->number) : NUMBER - 1;

	detail_span_at(l, indent, room, ROLE_LINK, it->number);
	detail_span_at(l, indent + NUMBER + (room > NUMBER - 1), 1, ROLE_UNREAD, it->sign);
}

static int
provider_room(const struct detail_layout *l)
{
	return l->width / 5 < PROVIDER_MOST ? l->width / 5 : PROVIDER_MOST;
}

static int
title_column(const struct detail_layout *l, int indent)
{
	return indent + NUMBER + 2 + DELTA + 1 + provider_room(l) + 1;
}

static int
headline_room(const struct detail_layout *l, const struct item *it, int indent)
{
	return l->width - title_column(l, indent) - (it->figures > FIGURES ? it->figures : FIGURES) - 1;
}

static void
put_wide(struct detail_layout *l, const struct item *it, int indent)
{
	int x = indent + NUMBER + 2;

	detail_line_begin(l);
	put_number(l, it, indent);
	detail_span_at(l, x + DELTA - columns(it->delta), DELTA, ROLE_DIM, it->delta);
	x += DELTA + 1;
	detail_span_at(l, x, provider_room(l), ROLE_COVERAGE, it->provider);
	x = title_column(l, indent);
	detail_headline_at(l, x, headline_room(l, it, indent), &it->headline);
	put_figures(l, it);
}

/* The headline below, all of it when the item is chosen. */
static void
put_narrow(struct detail_layout *l, struct item *it, int indent, bool whole)
{
	int x = indent + NUMBER + 2;

	detail_line_begin(l);
	put_number(l, it, indent);
	detail_span_at(l, x, columns(it->delta), ROLE_DIM, it->delta);
	x += it->delta[0] != '\0' ? columns(it->delta) + 1 : 0;
	/* Whose it is tells more than how good. */
	if (l->width < NARROW && x + columns(it->provider) + 1 + it->figures > l->width) {
		it->quality = it->score = "";
		it->figures = 0;
	}
	detail_span_at(l, x, l->width - x - (it->figures > 0 ? it->figures + 1 : 0), ROLE_COVERAGE,
	    it->provider);
	put_figures(l, it);
	if (whole) {
		detail_headline_wrap(l, indent + 2, &it->headline);
		return;
	}
	detail_line_begin(l);
	detail_headline_at(l, indent + 2, l->width - indent - 2, &it->headline);
}

/* The headline again if the line had no room for all of it. */
static void
put_more(struct detail_layout *l, const struct item *it, bool cut)
{
	int indent = l->width < NARROW ? 2 : 4;

	if (cut)
		detail_headline_wrap(l, indent, &it->headline);
	if (it->rel->published != DATE_NONE)
		detail_fact(l, when_full(l->a, it->rel->published));
	if (it->rel->type != NULL && strcmp(it->rel->type, "article") != 0)
		detail_fact(l, it->rel->type);
	if (it->rel->by == BY_DATELINE)
		detail_fact(l, it->rel->score > 0 ? arena_printf(l->a, "matched, %.2f", it->rel->score) :
		    "matched by dateline");
	else
		detail_fact(l, "given by the publisher");
	if (l->facts != NULL)
		detail_wrap(l, indent, ROLE_DIM, l->facts);
	l->facts = NULL;
	detail_wrap(l, indent, ROLE_TEXT, it->rel->excerpt);
}

void
detail_item(struct detail_layout *l, size_t i, int indent)
{
	struct item it = item_of(l, i);
	bool chosen = l->view->reading->place.chosen == i + 1;

	l->related = i + 1;
	if (l->width >= ONE_LINE_FROM) {
		put_wide(l, &it, indent);
		if (chosen)
			put_more(l, &it, columns(it.headline.text) > headline_room(l, &it, indent));
	} else {
		put_narrow(l, &it, indent, chosen);
		if (chosen)
			put_more(l, &it, false);
	}
	l->related = 0;
}
