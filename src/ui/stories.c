/* SPDX-License-Identifier: ISC */
/* The list in the middle: day headings and one line a story.  The edition
 * knows what to show; this pane knows what it looks like. */
#include "ui/overlays.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "desk/edition.h"
#include "desk/heating.h"
#include "ui/canvas.h"
#include "ui/cover_line.h"
#include "ui/keymap.h"
#include "ui/pane.h"
#include "ui/reader_chosen.h"
#include "ui/reader_parts.h"
#include "ui/found.h"
#include "ui/story_line.h"

enum { LINES_MOST = 1024 };

struct stories {
	struct pane pane;
	struct edition_line lines[LINES_MOST];
};

/* -- day headings */

static const char *
day_name(int day, char *out, size_t size)
{
	int today = date_day(date_now());
	/* Noon: no clock change reaches it. */
	int64_t noon = date_day_start(day) + 12 * 3600;

	if (day == today)
		snprintf(out, size, "TODAY  ");
	else if (day == today - 1)
		snprintf(out, size, "YESTERDAY  ");
	else if (day == today + 1)
		snprintf(out, size, "TOMORROW  ");
	else
		out[0] = '\0';
	size_t n = strlen(out);
	date_format_local(noon, "%a %e %b %Y", out + n, size - n);
	/* "%e" pads with a blank. */
	char *two = strstr(out + n, "  ");
	if (two != NULL)
		memmove(two, two + 1, strlen(two));
	return out;
}

static void
draw_heading(const struct canvas *c, int y, const struct edition_line *line, bool stories)
{
	char name[96], count[64], number[32];
	int x, width;

	const char *title = line->name != NULL ? line->name : day_name(line->day, name, sizeof(name));

	x = 1 + canvas_text_cut(c, y, 1, c->width - 2, ROLE_HEADING, *title != '\0' ? title : "(none)");
	if (line->count < 0)
		return;
	snprintf(count, sizeof(count), "%s %s", reader_format_count(line->count, number),
	    stories ? line->count == 1 ? "story" : "stories" : line->count == 1 ? "article" : "articles");
	width = utf8_columns(count, strlen(count));
	if (c->width - 1 - width > x + 1)
		canvas_text(c, y, c->width - 1 - width, width, ROLE_DIM, count);
}

/* -- nothing to show */

static void
draw_text(const struct canvas *c, int y, enum role role, const char *s)
{
	canvas_text_cut(c, y, 2, c->width - 3, role, s);
}

static void
draw_empty(struct reader *rd, const struct canvas *c)
{
	const struct query *q = edition_query(rd->edition);
	bool all = q == NULL || q->op == QUERY_ALL;
	struct arena a = { 0 };
	char done[32], total[32];
	int y = c->height > 4 ? 1 : 0;
	const char *const *hints;
	size_t n = reader_empty_lines(rd, &hints);

	if (all && rd->own->later.query != NULL) {
		draw_text(c, y, ROLE_STRONG, "Looking for:");
		draw_text(c, y + 1, ROLE_TEXT, query_explain(&a, rd->own->later.query));
	} else if (rd->refresh.running && all) {
		draw_text(c, y, ROLE_STRONG, arena_printf(&a, "Reading %s of %s files",
		    reader_format_count(rd->refresh.done, done),
		    reader_format_count(rd->refresh.total, total)));
		draw_text(c, y + 1, ROLE_DIM, "Articles appear here as they come.");
	} else if (all) {
		draw_text(c, y, ROLE_STRONG, "There are no articles yet.");
		draw_text(c, y + 1, ROLE_TEXT, rd->nsources > 0 ?
		    arena_printf(&a, "%s lists the sources and what is wrong, %s reads them.",
		    keymap_first(rd->keymap, ACTION_SOURCES), keymap_first(rd->keymap, ACTION_REFRESH)) :
		    arena_printf(&a, "%s adds a folder or an address, %s shows all keys.",
		    keymap_first(rd->keymap, ACTION_ADD), keymap_first(rd->keymap, ACTION_HELP)));
	} else {
		draw_text(c, y, ROLE_STRONG, "Nothing matches:");
		draw_text(c, y + 1, ROLE_TEXT, query_explain(&a, q));
		for (size_t i = 0; i < n; i++)
			draw_text(c, y + 2 + (int)i, ROLE_TEXT, hints[i]);
		draw_text(c, y + 2 + (int)n, ROLE_DIM, arena_printf(&a, "%s clears the filter, %s edits it.",
		    keymap_first(rd->keymap, ACTION_FILTER_CLEAR), keymap_first(rd->keymap, ACTION_FILTER)));
	}
	arena_done(&a);
}

/* Whether it is earlier than the article and all else of its coverage. */
static bool
is_first(const struct article *art, const struct related *rel)
{
	if (rel->published == DATE_NONE || art->published == DATE_NONE || rel->published >= art->published)
		return false;
	for (size_t i = 0; i < art->nrelated; i++)
		if (art->related[i].published != DATE_NONE && art->related[i].published < rel->published)
			return false;
	return true;
}

static void
draw_cover(const struct story_line *l, const struct edition_line *line)
{
	struct cover_line cover = { .c = l->c,
		.y = l->y,
		.article = line->article,
		.related = line->related,
		.match = line->match,
		.headline = line->headline,
		.first = is_first(line->article, line->related),
		.selected = l->selected,
		.focused = l->focused,
		.marked = l->marked };

	cover_line_draw(&cover);
}

static void
stories_draw(struct pane *pane, struct reader *rd, const struct canvas *c, bool focused)
{
	struct stories *s = (struct stories *)pane;
	bool by_day = edition_sort(rd->edition).order == ORDER_DATE;
	int height = c->height < LINES_MOST ? c->height : LINES_MOST;
	size_t n = edition_lines(rd->edition, (size_t)height, s->lines);

	struct found *found = found_new(edition_query(rd->edition));

	if (n == 0)
		draw_empty(rd, c);
	for (size_t i = 0; i < n; i++) {
		struct story_line l = { .c = c, .row = s->lines[i].row, .y = (int)i, .by_day = by_day,
			.selected = s->lines[i].selected, .focused = focused };

		l.found = found;
		l.other = l.row != NULL && edition_is_other(rd->edition, l.row);
		l.linear = rd->desk->settings.linear;
		l.hot = l.row != NULL && l.row->has_heat &&
			heating_is_hot(&rd->desk->settings, l.row->heat, l.row->time);
		l.marked = rd->desk->settings.selection == SELECTION_MARK;
		l.row_format = rd->desk->settings.row;
		l.chosen = l.row != NULL && reader_is_chosen(rd, l.row);
		if (s->lines[i].related != NULL)
			draw_cover(&l, &s->lines[i]);
		else if (s->lines[i].heading)
			draw_heading(c, l.y, &s->lines[i], edition_fold_of(rd->edition).stories);
		else
			story_line_draw(&l);
	}
	found_free(found);
}

/* -- keys and mouse */

static unsigned
unfold(struct reader *rd)
{
	struct err err = { .text = "" };

	if (edition_unfold(rd->edition, &err))
		return EFFECT_DRAW;
	if (err.text[0] == '\0')
		return EFFECT_NONE;
	reader_warn(rd, &err);
	return EFFECT_HANDLED;
}

static unsigned
stories_act(struct pane *p, struct reader *rd, enum action action, int count)
{
	long delta = pane_distance(action, count, p->height > 3 ? p->height - 2 : 1);
	bool moved;

	if (action == ACTION_UNFOLD)
		return unfold(rd);
	if (action == ACTION_FOLD)
		return edition_fold(rd->edition) ? EFFECT_DRAW | EFFECT_FOLLOW : EFFECT_NONE;
	if (action != ACTION_FIRST && action != ACTION_LAST && delta == 0)
		return EFFECT_NONE;
	reader_later_begin(rd, false);
	moved = action == ACTION_FIRST ? edition_first(rd->edition) :
	    action == ACTION_LAST ? edition_last(rd->edition) : edition_move(rd->edition, delta);
	reader_later_end(rd);
	if (!moved && reader_later_move(rd, action, count))
		return EFFECT_HANDLED;
	return moved ? EFFECT_DRAW | EFFECT_FOLLOW : EFFECT_HANDLED;
}

static unsigned
stories_click(struct pane *p, struct reader *rd, int y, int x, bool twice)
{
	struct stories *s = (struct stories *)p;

	(void)x;
	if (y >= 0 && y < p->height && y < LINES_MOST && s->lines[y].heading) {
		struct query_sort sort = edition_sort(rd->edition);

		/* A heading turns the order round. */
		sort.reverse = !sort.reverse;
		(void)reader_filter_sorted(rd, edition_query(rd->edition), sort, false);
		return EFFECT_HANDLED;
	}
	if (y < 0 || !edition_select_line(rd->edition, (size_t)y))
		return EFFECT_HANDLED;
	reader_follow(rd, false);
	if (twice)
		reader_effects(rd, reader_act(rd, ACTION_OPEN, 0), PANE_STORIES);
	return EFFECT_DRAW | EFFECT_FOLLOW;
}

static unsigned
stories_wheel(struct pane *p, struct reader *rd, int lines)
{
	(void)p;
	reader_later_begin(rd, false);
	edition_scroll(rd->edition, lines);
	reader_later_end(rd);
	return EFFECT_DRAW | EFFECT_FOLLOW;
}

static void
stories_free(struct pane *p)
{
	free(p);
}

struct pane *
stories_pane_new(struct reader *rd)
{
	static const struct pane_ops ops = {
		.title = "Stories",
		.act = stories_act,
		.click = stories_click,
		.wheel = stories_wheel,
		.draw = stories_draw,
		.free = stories_free,
	};
	struct stories *s = mem_alloc(sizeof(*s));

	(void)rd;
	s->pane.ops = &ops;
	return &s->pane;
}
