/* SPDX-License-Identifier: ISC */
/* One item of a story's coverage, below its line: the time before or after,
 * outlet and headline stand where those of the list do. */
#include "ui/cover_line.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "model/headline.h"
#include "model/row.h"
#include "store/store.h"
#include "ui/canvas.h"

enum { NARROW = 34, PROVIDER_MOST = 18, QUALITY_FROM = 60, TIME = 5 };

static enum role
role_in(const struct cover_line *l, enum role role)
{
	return !l->selected || l->marked ? role : l->focused ? ROLE_SELECTED : ROLE_SELECTED_OFF;
}

static void
draw_time(const struct cover_line *l, int x)
{
	const struct related *rel = l->related;
	char delta[16];

	if (rel->published == DATE_NONE || l->article->published == DATE_NONE)
		return;
	date_format_delta(rel->published, l->article->published, delta);
	int width = utf8_columns(delta, strlen(delta));
	canvas_text(l->c, l->y, x + (width < TIME ? TIME - width : 0), TIME,
	    role_in(l, l->first ? ROLE_STRONG : ROLE_DIM), delta);
}

static int
draw_quality(const struct cover_line *l)
{
	char text[16];

	if (!l->related->has_quality || l->c->width < QUALITY_FROM)
		return l->c->width - 1;
	int n = snprintf(text, sizeof(text), "%d", l->related->quality);
	canvas_text(l->c, l->y, l->c->width - 1 - n, n, role_in(l, ROLE_DIM), text);
	return l->c->width - 2 - n;
}

/* Bytes FROM to TO of the headline: what the article's own says too steps back. */
static int
draw_words(const struct cover_line *l, int x, const char *title, size_t to, enum role own)
{
	size_t from = 0, end = 0;

	for (size_t i = 0; i <= l->headline->n && from < to; i++, from = end) {
		bool rest = i == l->headline->n, shared = !rest && l->headline->parts[i].shared;

		end = rest || end + l->headline->parts[i].n > to ? to : end + l->headline->parts[i].n;
		x += canvas_text_n(l->c, l->y, x, -1, role_in(l, shared ? ROLE_SHARED : own), title + from,
		    end - from);
	}
	return x;
}

static void
draw_title(const struct cover_line *l, int x, int room, enum role own)
{
	const char *title = l->related->title;
	bool nameless = title == NULL || title[0] == '\0';
	size_t n = nameless ? 0 : strlen(title);

	if (nameless || l->headline->n == 0 || room < 2) {
		canvas_text_cut(l->c, l->y, x, room, role_in(l, own), nameless ? "(no title)" : title);
	} else if (utf8_columns(title, n) <= room) {
		draw_words(l, x, title, n, own);
	} else {
		x = draw_words(l, x, title, utf8_fit(title, n, room - 1, NULL), own);
		canvas_text(l->c, l->y, x, 1, role_in(l, own), canvas_sign(l->c, SIGN_ELLIPSIS));
	}
}

void
cover_line_draw(const struct cover_line *l)
{
	const struct related *rel = l->related;
	bool known = l->match->id != 0, unread = known && !(l->match->marks & MARK_READ);
	int x = 3, width = l->c->width, provider = width / 5 < PROVIDER_MOST ? width / 5 : PROVIDER_MOST;

	if (l->selected && !l->marked)
		canvas_fill(l->c, l->y, 0, -1, role_in(l, ROLE_TEXT));
	else if (l->selected)
		canvas_text(l->c, l->y, 0, 1, l->focused ? ROLE_TEXT : ROLE_DIM, ">");
	if (l->selected && l->focused)
		canvas_cursor(l->c, l->y, 0, true);
	if (unread)
		canvas_text(l->c, l->y, 1, 1, role_in(l, ROLE_UNREAD), canvas_sign(l->c, SIGN_UNREAD));
	if (width >= NARROW) {
		draw_time(l, x);
		x += TIME + 1;
	}
	/* What dateline has matched itself can be told apart. */
	canvas_text(l->c, l->y, x, 1, role_in(l, ROLE_DIM), rel->by == BY_DATELINE ? "~" :
	    canvas_sign(l->c, SIGN_COVERAGE));
	x += 2;
	canvas_text_cut(l->c, l->y, x, provider, role_in(l, ROLE_COVERAGE), provider_label(&rel->provider));
	x += provider + 1;
	int right = draw_quality(l);
	draw_title(l, x, right - x, known && !unread ? ROLE_DIM : ROLE_TEXT);
}
