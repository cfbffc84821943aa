/* SPDX-License-Identifier: ISC */
/* The list of sources: columns as the width has room for them, and below it all
 * that is known of the chosen one. */
#include "ui/sources_pane.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/wrap.h"
#include "desk/sources_options.h"
#include "ui/canvas.h"
#include "ui/keymap.h"
#include "ui/overlay_box.h"
#include "ui/reader_parts.h"
#include "ui/when.h"

enum { WIDTH = 116, TITLE_LEAST = 18, FACTS = 5, ROWS_LEAST = 6, LONG = 400 };

enum column { COLUMN_KIND, COLUMN_ARTICLES, COLUMN_UNREAD, COLUMN_READ, COLUMN_NEXT, COLUMN_STATE,
	COLUMN_COUNT };

static const struct {
	const char *title;
	int width, rank;		/* the first ranks get room first */
} columns[COLUMN_COUNT] = {
	[COLUMN_KIND] = { "kind", 9, 5 },
	[COLUMN_ARTICLES] = { "articles", 8, 4 },
	[COLUMN_UNREAD] = { "unread", 7, 0 },
	[COLUMN_READ] = { "read", 7, 1 },
	[COLUMN_NEXT] = { "next", 8, 3 },
	[COLUMN_STATE] = { "state", 8, 2 },
};

/* Where each begins, -1: there is no room; gives the columns of the title. */
static int
place_columns(int width, int x[COLUMN_COUNT])
{
	int room = width - TITLE_LEAST - 3, title = width - 3, at, ranks = 0;

	for (int rank = 0; rank < COLUMN_COUNT; rank++)
		for (int i = 0; i < COLUMN_COUNT; i++)
			if (columns[i].rank == rank && rank == ranks && room >= columns[i].width + 1) {
				room -= columns[i].width + 1;
				title -= columns[i].width + 1;
				ranks++;
			}
	at = title + 3;
	for (int i = 0; i < COLUMN_COUNT; i++) {
		x[i] = columns[i].rank < ranks ? at : -1;
		at += columns[i].rank < ranks ? columns[i].width + 1 : 0;
	}
	return title;
}

/* When it is due; "" where nobody can say. */
static const char *
next_of(const struct sources_row *row, char out[WHEN_SIZE])
{
	const struct source *s = &row->source;

	out[0] = '\0';
	if (s->options.paused)
		return "paused";
	if (row->http.gone || row->http.next_fetch == INT64_MAX)
		return "never";
	if (!source_is_visited(s->kind))
		return "always";
	if (row->http.next_fetch <= date_now())
		return "now";
	return when_age(row->http.next_fetch, date_now(), out);
}

static const char *
state_of(const struct sources_row *row, char out[WHEN_SIZE])
{
	const struct source *s = &row->source;
	bool answered = row->http.status != 0;

	/* A good answer may have a bad document. */
	if (s->error != NULL && row->http.status >= 200 && row->http.status < 300)
		answered = false;
	if (answered)
		snprintf(out, WHEN_SIZE, "%s%d", s->error != NULL ? "! " : "", row->http.status);
	else
		snprintf(out, WHEN_SIZE, "%s",
		    s->error != NULL ? "! failed" : s->fetched == DATE_NONE ? "" : "ok");
	return out;
}

static const char *
cell(const struct sources_row *row, enum column column, char out[WHEN_SIZE])
{
	const struct source *s = &row->source;

	switch (column) {
	case COLUMN_UNREAD:
		return s->unread > 0 ? reader_format_count(s->unread, out) : "";
	case COLUMN_READ:
		return s->fetched == DATE_NONE ? "not yet" : when_age(s->fetched, date_now(), out);
	case COLUMN_NEXT:
		return next_of(row, out);
	case COLUMN_STATE:
		return state_of(row, out);
	case COLUMN_ARTICLES:
		return reader_format_count(s->articles, out);
	default:
		return source_kind_name(s->kind);
	}
}

static enum role
role_of(const struct sources_row *row, enum column column)
{
	if (column == COLUMN_UNREAD)
		return ROLE_UNREAD;
	return column == COLUMN_STATE && row->source.error != NULL ? ROLE_WARNING : ROLE_DIM;
}

/* Kind and state read from the left, numbers and ages end on the right. */
static int
place_text(enum column column, const char *text)
{
	int width = utf8_columns(text, strlen(text)), room = columns[column].width;

	return column == COLUMN_KIND || column == COLUMN_STATE || width >= room ? 0 : room - width;
}

static void
draw_row(const struct canvas *c, int y, const struct sources_row *row, bool chosen)
{
	enum role role = row->source.options.paused || row->http.gone ? ROLE_DIM : ROLE_TEXT;
	int x[COLUMN_COUNT], title = place_columns(c->width, x);
	char text[WHEN_SIZE];

	if (chosen)
		canvas_fill(c, y, 0, -1, ROLE_SELECTED);
	if (row->source.error != NULL)
		canvas_text(c, y, 0, 1, chosen ? ROLE_SELECTED : ROLE_WARNING, "!");
	canvas_text_cut(c, y, 2, title, chosen ? ROLE_SELECTED : role, source_label(&row->source));
	for (int i = 0; i < COLUMN_COUNT; i++) {
		const char *what = cell(row, (enum column)i, text);

		if (x[i] >= 0)
			canvas_text(c, y, x[i] + place_text((enum column)i, what), columns[i].width,
			    chosen ? ROLE_SELECTED : role_of(row, (enum column)i), what);
	}
}

static void
draw_titles(const struct canvas *c)
{
	int x[COLUMN_COUNT], title = place_columns(c->width, x);

	canvas_text_cut(c, 0, 2, title, ROLE_DIM, "source");
	for (int i = 0; i < COLUMN_COUNT; i++)
		if (x[i] >= 0)
			canvas_text(c, 0, x[i] + place_text((enum column)i, columns[i].title),
			    columns[i].width, ROLE_DIM, columns[i].title);
}

/* -- the chosen one */

static const char *
learned_of(struct arena *a, const char *text, const char *dot, int64_t minutes)
{
	bool hours = minutes >= 120;

	return arena_printf(a, "%s %s about every %" PRId64 " %s", text, dot, hours ? minutes / 60 : minutes,
	    hours ? "h" : "min");
}

static const char *
facts_of(struct arena *a, const struct canvas *c, const struct sources_row *row)
{
	const struct source *s = &row->source;
	const char *dot = canvas_sign(c, SIGN_DOT), *text = source_kind_name(s->kind);
	char number[32], age[WHEN_SIZE];

	text = arena_printf(a, "%s %s %s article%s", text, dot, reader_format_count(s->articles, number),
	    s->articles == 1 ? "" : "s");
	if (s->changed != DATE_NONE)
		text = arena_printf(a, "%s %s new ones %s", text, dot,
		    date_format_age(s->changed, date_now(), age));
	if (s->damaged > 0)
		text = arena_printf(a, "%s %s %" PRId64 " damaged", text, dot, s->damaged);
	if (row->http.learned_interval > 0 && s->options.interval == 0)
		text = learned_of(a, text, dot, row->http.learned_interval / 60);
	if (s->options.interval > 0)
		text = arena_printf(a, "%s %s every %s", text, dot,
		    sources_options_text(a, &s->options, "interval"));
	if (s->options.ntopics > 0)
		text = arena_printf(a, "%s %s topics: %s", text, dot,
		    sources_options_text(a, &s->options, "topics"));
	return text;
}

/* Folders below one's own begin with a tilde. */
static const char *
place_of(struct arena *a, const struct source *s)
{
	const char *home = getenv("HOME");
	size_t n = home == NULL ? 0 : strlen(home);

	if (n > 1 && strncmp(s->location, home, n) == 0 && s->location[n] == '/')
		return arena_printf(a, "~%s", s->location + n);
	return s->location;
}

static const char *
trouble_of(struct arena *a, const struct sources_row *row)
{
	const struct source *s = &row->source;

	if (row->http.gone)
		return "The server says that it has gone for good (410): it is not asked any more.";
	if (row->http.next_fetch == INT64_MAX && s->error == NULL)
		return "The feed says that nothing will come any more: it is not asked again.";
	if (s->error != NULL && row->http.failures > 1)
		return arena_printf(a, "%s (%d times in a row)", s->error, row->http.failures);
	return s->error;
}

static int
draw_wrapped(const struct canvas *c, int y, enum role role, const char *text, struct arena *a)
{
	size_t n, length = strlen(text);
	struct wrap_line *lines =
	    wrap_text(a, text, length < LONG ? length : utf8_fit(text, length, LONG, NULL), c->width - 1, &n);

	for (size_t i = 0; i < n && y < c->height; i++)
		canvas_text_n(c, y++, 0, -1, role, lines[i].s, lines[i].n);
	return y;
}

static void
draw_facts(const struct canvas *c, const struct sources_row *row)
{
	struct arena a = { 0 };
	const char *trouble = trouble_of(&a, row);
	int y = 1;

	canvas_hline(c, 0, 0, -1, ROLE_BORDER);
	if (trouble == NULL || c->height > 2)
		canvas_text_cut(c, y++, 0, -1, ROLE_STRONG, place_of(&a, &row->source));
	/* What is wrong matters more where there is room for one of them. */
	if (trouble == NULL || c->height >= FACTS)
		y = draw_wrapped(c, y, ROLE_DIM, facts_of(&a, c, row), &a);
	if (trouble != NULL)
		(void)draw_wrapped(c, y, ROLE_WARNING, trouble, &a);
	arena_done(&a);
}

/* -- the whole */

static void
draw_nothing(const struct reader *rd, const struct canvas *c)
{
	canvas_text_cut(c, 0, 0, -1, ROLE_STRONG, "There are no sources yet.");
	canvas_printf(c, 1, 0, -1, ROLE_TEXT, "%s adds one: a folder, an address, a page.",
	    keymap_first(rd->keymap, ACTION_ADD));
}

static void
scroll(struct sources_pane *p, int lines)
{
	if (p->chosen < p->top)
		p->top = p->chosen;
	if (lines > 0 && p->chosen >= p->top + (size_t)lines)
		p->top = p->chosen - (size_t)lines + 1;
	if (lines > 0 && p->top + (size_t)lines > p->count)
		p->top = p->count > (size_t)lines ? p->count - (size_t)lines : 0;
}

void
sources_draw(struct sources_pane *p, struct reader *rd, const struct canvas *screen)
{
	static const char *const titles[SOURCES_ORDER_COUNT] = { "Sources", "Sources, failed ones first",
		"Sources, last read ones first", "Sources, most unread ones first" };
	int lines = p->count > 0 ? (int)p->count + 1 + FACTS : 3;
	struct canvas c = overlay_box(screen, WIDTH, lines, titles[p->order],
	    "Enter lists  r reads  t title  o topics  i interval  p pause  D remove  a add  w home  s sort"
	    "  q closes");
	int shown = p->count < ROWS_LEAST ? (int)p->count : ROWS_LEAST;
	int facts = c.height > shown + FACTS ? FACTS : c.height >= 6 ? 2 : 0;
	int head = c.height >= 6 ? 1 : 0;
	struct canvas below = c;

	if (p->count == 0) {
		draw_nothing(rd, &c);
		return;
	}
	p->list.y = c.y - screen->y + head;
	p->list.x = c.x - screen->x;
	p->list.lines = c.height - head - facts;
	p->pane.height = p->list.lines;
	p->pane.width = c.width;
	scroll(p, p->list.lines);
	if (head)
		draw_titles(&c);
	for (int y = 0; y < p->list.lines && p->top + (size_t)y < p->count; y++) {
		bool chosen = p->top + (size_t)y == p->chosen;

		draw_row(&c, y + head, &p->rows[p->top + (size_t)y], chosen);
		if (chosen)
			canvas_cursor(&c, y + head, 0, true);
	}
	below.y += c.height - facts;
	below.height = facts;
	if (facts > 0)
		draw_facts(&below, &p->rows[p->chosen]);
}
