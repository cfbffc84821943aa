/* SPDX-License-Identifier: ISC */
/* The coverage by other outlets: a line an item, more of the chosen one. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "desk/reading.h"
#include "model/row.h"
#include "ui/canvas.h"
#include "ui/detail_layout.h"
#include "ui/when.h"

enum { ONE_LINE_FROM = 56, NARROW = 28, PROVIDER_MOST = 16, DELTA = 5, NUMBER = 5 };

static size_t
count_outlets(const struct article *art)
{
	size_t count = 0;

	for (size_t i = 0; i < art->nrelated; i++) {
		const char *label = provider_label(&art->related[i].provider);
		bool seen = strcmp(label, provider_label(&art->provider)) == 0;

		for (size_t k = 0; k < i && !seen; k++)
			seen = strcmp(label, provider_label(&art->related[k].provider)) == 0;
		count += !seen;
	}
	return count;
}

/* Between the first and the last of all, the article among them. */
static const char *
span_of(struct arena *a, const struct article *art)
{
	int64_t first = art->published, last = art->published;

	for (size_t i = 0; i < art->nrelated; i++) {
		int64_t t = art->related[i].published;

		if (t == DATE_NONE)
			continue;
		first = first == DATE_NONE || t < first ? t : first;
		last = last == DATE_NONE || t > last ? t : last;
	}
	int64_t minutes = first == DATE_NONE ? 0 : (last - first) / 60;
	if (minutes == 0)
		return "";
	if (minutes < 60)
		return arena_printf(a, ", %d min", (int)minutes);
	if (minutes < 48 * 60)
		return arena_printf(a, ", %d h", (int)(minutes / 60));
	return arena_printf(a, ", %d d", (int)(minutes / (24 * 60)));
}

struct item {
	const struct related *rel;
	const char *number, *delta, *provider, *title, *quality;
	const char *sign;		/* unread, "" */
	enum role role;			/* of the headline */
};

static struct item
item_of(struct detail_layout *l, size_t i)
{
	const struct article *art = &l->view->reading->shown.art;
	const struct related *rel = &art->related[i];
	const struct store_match *match = &l->view->reading->matches[i];
	bool unread = match->id != 0 && !(match->marks & MARK_READ);
	char delta[16];

	struct item it = { .rel = rel, .sign = "", .quality = "", .delta = "", .role = ROLE_TEXT };
	it.number = arena_printf(l->a, "[%zu]", i + 1);
	if (rel->published != DATE_NONE && art->published != DATE_NONE)
		it.delta = arena_strdup(l->a, date_format_delta(rel->published, art->published, delta));
	it.provider = provider_label(&rel->provider);
	it.title = rel->title != NULL && rel->title[0] != '\0' ? rel->title : "(no title)";
	if (rel->has_quality)
		it.quality = arena_printf(l->a, "%d", rel->quality);
	if (unread)
		it.sign = canvas_sign(l->view->canvas, SIGN_UNREAD);
	else if (match->id != 0)
		it.role = ROLE_DIM;
	return it;
}

static int
columns(const char *s)
{
	return utf8_columns(s, strlen(s));
}

static void
put_number(struct detail_layout *l, const struct item *it)
{
	int room = columns(it->number) > NUMBER - 1 ? columns(it->number) : NUMBER - 1;

	detail_span_at(l, 0, room, ROLE_LINK, it->number);
	detail_span_at(l, NUMBER + (room > NUMBER - 1), 1, ROLE_UNREAD, it->sign);
}

static void
put_wide(struct detail_layout *l, const struct item *it)
{
	int provider = l->width / 5 < PROVIDER_MOST ? l->width / 5 : PROVIDER_MOST;
	int x = NUMBER + 2, quality = columns(it->quality);

	detail_line_begin(l);
	put_number(l, it);
	detail_span_at(l, x + DELTA - columns(it->delta), DELTA, ROLE_DIM, it->delta);
	x += DELTA + 1;
	detail_span_at(l, x, provider, ROLE_COVERAGE, it->provider);
	x += provider + 1;
	detail_span_at(l, x, l->width - x - 4, it->role, it->title);
	detail_span_at(l, l->width - quality, quality, ROLE_DIM, it->quality);
}

/* The headline below, all of it when the item is chosen. */
static void
put_narrow(struct detail_layout *l, const struct item *it, bool whole)
{
	int x = NUMBER + 2, quality = columns(it->quality);

	detail_line_begin(l);
	put_number(l, it);
	detail_span_at(l, x, columns(it->delta), ROLE_DIM, it->delta);
	x += it->delta[0] != '\0' ? columns(it->delta) + 1 : 0;
	/* Whose it is tells more than how good. */
	if (l->width < NARROW && x + columns(it->provider) + 1 + quality > l->width)
		quality = 0;
	detail_span_at(l, x, l->width - x - (quality > 0 ? 4 : 0), ROLE_COVERAGE, it->provider);
	detail_span_at(l, l->width - quality, quality, ROLE_DIM, it->quality);
	if (whole) {
		detail_wrap(l, 2, it->role, it->title);
		return;
	}
	detail_line_begin(l);
	detail_span_at(l, 2, l->width - 2, it->role, it->title);
}

/* The headline again if the line had no room for all of it. */
static void
put_more(struct detail_layout *l, const struct item *it, bool cut)
{
	int indent = l->width < NARROW ? 2 : 4;

	if (cut)
		detail_wrap(l, indent, ROLE_STRONG, it->title);
	if (it->rel->published != DATE_NONE)
		detail_fact(l, when_full(l->a, it->rel->published));
	if (it->rel->type != NULL && strcmp(it->rel->type, "article") != 0)
		detail_fact(l, it->rel->type);
	if (it->rel->by == BY_DATELINE)
		detail_fact(l, it->rel->score > 0 ? arena_printf(l->a, "matched, %.2f", it->rel->score) :
		    "matched by dateline");
	if (l->facts != NULL)
		detail_wrap(l, indent, ROLE_DIM, l->facts);
	l->facts = NULL;
	detail_wrap(l, indent, ROLE_TEXT, it->rel->excerpt);
}

static void
put_item(struct detail_layout *l, const struct item *it, bool chosen)
{
	int provider = l->width / 5 < PROVIDER_MOST ? l->width / 5 : PROVIDER_MOST;
	int room = l->width - (NUMBER + 2 + DELTA + 1 + provider + 1) - 4;

	if (l->width >= ONE_LINE_FROM) {
		put_wide(l, it);
		if (chosen)
			put_more(l, it, columns(it->title) > room);
	} else {
		put_narrow(l, it, chosen);
		if (chosen)
			put_more(l, it, false);
	}
}

static bool
is_mixed(const struct article *art)
{
	for (size_t i = 1; i < art->nrelated; i++)
		if (art->related[i].by != art->related[0].by)
			return true;
	return false;
}

void
detail_related(struct detail_layout *l)
{
	const struct reading *rd = l->view->reading;
	const struct article *art = &rd->shown.art;
	size_t outlets = count_outlets(art);
	bool mixed = is_mixed(art);

	if (reading_related_count(rd) == 0)
		return;
	detail_heading(l, "RELATED COVERAGE", arena_printf(l->a, "%zu %s%s", outlets,
	    outlets == 1 ? "outlet" : "outlets", span_of(l->a, art)));
	for (size_t i = 0; i < art->nrelated; i++) {
		struct item it = item_of(l, i);

		if ((mixed || it.rel->by == BY_DATELINE) && (i == 0 || it.rel->by != art->related[i - 1].by))
			detail_wrap(l, 0, ROLE_DIM, it.rel->by == BY_DATELINE ? "matched by dateline"
			    : "given by the publisher");
		l->related = i + 1;
		put_item(l, &it, rd->place.chosen == i + 1);
		l->related = 0;
	}
}
