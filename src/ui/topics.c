/* SPDX-License-Identifier: ISC */
/* Topics and sources with their unread counts; choosing one filters. */
#include "ui/overlays.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "desk/edition.h"
#include "ui/canvas.h"
#include "ui/pane.h"
#include "ui/reader_parts.h"
#include "ui/topics_lines.h"

struct topics {
	struct pane pane;
	enum topics_kind kind;		/* what is chosen */
	int64_t id;
	size_t top;			/* first line drawn */
	struct topics_lines lines;
};

/* The line of what is chosen. */
static size_t
line_of(struct topics *t, const struct reader *rd)
{
	topics_lines_make(&t->lines, rd);
	return topics_lines_find(&t->lines, t->kind, t->id);
}

/* The first one drags its heading along. */
static void
place(struct topics *t, size_t line, size_t height)
{
	size_t least = line == 1 ? 0 : line;

	if (least < t->top)
		t->top = least;
	if (height > 0 && line >= t->top + height)
		t->top = line - height + 1;
	if (t->top > 0 && t->top + height > t->lines.count)
		t->top = t->lines.count > height ? t->lines.count - height : 0;
}

/* -- drawing */

struct entry {
	const char *name, *sign;
	int depth;
	int64_t unread;
	bool filters;
	enum role role, sign_role;
};

static struct entry
entry_of_topic(const struct topics *t, const struct reader *rd, const struct canvas *c, size_t i)
{
	const struct topic *topic = &rd->topics[i];
	const char *sign = !topics_lines_has_children(rd, i) ? " " :
	    canvas_sign(c, topics_lines_is_folded(&t->lines, topic->id) ? SIGN_CLOSED : SIGN_OPEN);

	return (struct entry){ topic->shortname != NULL ? topic->shortname : topic->name, sign,
		topic->depth + 1, topic->unread, topic->id == rd->topic, ROLE_TOPIC, ROLE_DIM };
}

static struct entry
entry_of_source(const struct reader *rd, const struct canvas *c, size_t i)
{
	const struct source *s = &rd->sources[i];
	int64_t unread = edition_fold_of(rd->edition).stories ? s->unread_stories : s->unread;

	return (struct entry){ source_label(s),
		s->error != NULL ? canvas_sign(c, SIGN_DAMAGED) : " ", 0, unread, s->id == rd->source,
		s->options.paused ? ROLE_DIM : ROLE_TEXT, ROLE_WARNING };
}

static struct entry
entry_of(const struct topics *t, const struct reader *rd, const struct canvas *c, size_t line)
{
	const struct topics_line *l = &t->lines.line[line];

	if (l->kind == TOPICS_TOPIC)
		return entry_of_topic(t, rd, c, l->index);
	if (l->kind == TOPICS_SOURCE)
		return entry_of_source(rd, c, l->index);
	if (l->kind == TOPICS_VIEW)
		return (struct entry){ rd->desk->views.all[l->index].name, " ", 0,
			reader_view_unread(rd, l->index), reader_view(rd) == l->index, ROLE_TEXT, ROLE_DIM };
	return (struct entry){ "All", canvas_sign(c, SIGN_OPEN), 0, rd->totals.unread,
		rd->topic == 0 && rd->source == 0 && reader_view(rd) == rd->desk->views.count, ROLE_TEXT,
		ROLE_DIM };
}

static void
draw_entry(const struct canvas *c, int y, const struct entry *e, enum role bar)
{
	bool plain = bar == ROLE_TEXT;
	char number[32] = "";
	int width, x = 1 + 2 * e->depth;

	if (!plain)
		canvas_fill(c, y, 0, -1, bar);
	if (e->unread > 0)
		reader_format_count(e->unread, number);
	width = utf8_columns(number, strlen(number));
	canvas_text(c, y, c->width - 1 - width, width, plain ? ROLE_UNREAD : bar, number);
	x += canvas_text(c, y, x, 2, plain ? e->sign_role : bar, e->sign);
	canvas_text_cut(c, y, x + 1, c->width - x - width - 3,
	    !plain ? bar : e->filters ? ROLE_STRONG : e->role, e->name);
	/* Not by its look alone. */
	if (e->filters)
		canvas_text(c, y, 0, 1, plain ? ROLE_UNREAD : bar, c->ascii ? ">" : "▌");
}

static void
topics_draw(struct pane *pane, struct reader *rd, const struct canvas *c, bool focused)
{
	struct topics *t = (struct topics *)pane;
	size_t line = line_of(t, rd);
	size_t height = c->height > 0 ? (size_t)c->height : 0;

	place(t, line, height);
	for (size_t l = t->top; l < t->lines.count && l - t->top < height; l++) {
		int y = (int)(l - t->top);

		if (t->lines.line[l].kind == TOPICS_HEADING) {
			canvas_text_cut(c, y, 1, c->width - 2, ROLE_HEADING, t->lines.line[l].text);
			continue;
		}
		struct entry e = entry_of(t, rd, c, l);
		/* Without the keys the place is of no interest: what filters is. */
		draw_entry(c, y, &e, l == line && focused ? ROLE_SELECTED : ROLE_TEXT);
		if (l == line && focused)
			canvas_cursor(c, y, 0, true);
	}
}

/* -- keys and mouse */

static unsigned
move_to(struct topics *t, size_t from, size_t to)
{
	if (to == from)
		return EFFECT_HANDLED;
	t->kind = t->lines.line[to].kind;
	t->id = t->lines.line[to].id;
	return EFFECT_DRAW;
}

static unsigned
choose(struct topics *t, struct reader *rd, size_t line)
{
	const struct topics_line *l = &t->lines.line[line];

	if (l->kind == TOPICS_SOURCE)
		reader_filter_source(rd, l->id);
	else if (l->kind == TOPICS_VIEW)
		reader_choose_view(rd, l->index);
	else
		reader_filter_topic(rd, l->kind == TOPICS_ALL ? NULL : rd->topics[l->index].name);
	return EFFECT_DRAW_ALL;
}

/* Folds the topic, or goes to its parent when there is nothing to fold. */
static unsigned
go_left(struct topics *t, const struct reader *rd, size_t line)
{
	const struct topics_line *l = &t->lines.line[line];

	if (l->kind != TOPICS_TOPIC)
		return EFFECT_HANDLED;
	if (topics_lines_has_children(rd, l->index) && !topics_lines_is_folded(&t->lines, l->id)) {
		topics_lines_fold(&t->lines, l->id, true);
		return EFFECT_DRAW;
	}
	for (size_t i = line; i-- > 0;)
		if (t->lines.line[i].kind == TOPICS_ALL ||
		    (t->lines.line[i].kind == TOPICS_TOPIC &&
		    rd->topics[t->lines.line[i].index].depth < rd->topics[l->index].depth))
			return move_to(t, line, i);
	return EFFECT_HANDLED;
}

static unsigned
go_right(struct topics *t, size_t line)
{
	const struct topics_line *l = &t->lines.line[line];

	if (l->kind != TOPICS_TOPIC || !topics_lines_is_folded(&t->lines, l->id))
		return EFFECT_NONE;
	topics_lines_fold(&t->lines, l->id, false);
	return EFFECT_DRAW;
}

static unsigned
topics_act(struct pane *pane, struct reader *rd, enum action action, int count)
{
	struct topics *t = (struct topics *)pane;
	size_t line = line_of(t, rd);
	long by = pane_distance(action, count, pane->height > 3 ? pane->height - 2 : 1);

	if (by != 0)
		return move_to(t, line, topics_lines_step(&t->lines, line, by));
	switch (action) {
	case ACTION_LEFT:
	case ACTION_FOLD:
		return go_left(t, rd, line);
	case ACTION_RIGHT:
	case ACTION_UNFOLD:
		return go_right(t, line);
	case ACTION_ENTER:
	case ACTION_PAGE_READ:
		choose(t, rd, line);
		reader_focus(rd, PANE_STORIES);
		return EFFECT_DRAW_ALL;
	default:
		return EFFECT_NONE;
	}
}

static unsigned
topics_click(struct pane *pane, struct reader *rd, int y, int x, bool twice)
{
	struct topics *t = (struct topics *)pane;
	size_t line = t->top + (size_t)(y > 0 ? y : 0);

	(void)twice;
	topics_lines_make(&t->lines, rd);
	if (line >= t->lines.count || t->lines.line[line].kind == TOPICS_HEADING)
		return EFFECT_HANDLED;
	const struct topics_line *l = &t->lines.line[line];
	t->kind = l->kind;
	t->id = l->id;
	if (l->kind == TOPICS_TOPIC && topics_lines_has_children(rd, l->index) &&
	    x <= 1 + 2 * (rd->topics[l->index].depth + 1)) {
		topics_lines_fold(&t->lines, l->id, !topics_lines_is_folded(&t->lines, l->id));
		return EFFECT_DRAW;
	}
	return choose(t, rd, line);
}

static unsigned
topics_wheel(struct pane *pane, struct reader *rd, int lines)
{
	struct topics *t = (struct topics *)pane;
	size_t line = line_of(t, rd);

	return move_to(t, line, topics_lines_step(&t->lines, line, lines));
}

static void
topics_free(struct pane *pane)
{
	struct topics *t = (struct topics *)pane;

	topics_lines_done(&t->lines);
	free(t);
}

struct pane *
topics_pane_new(struct reader *rd)
{
	static const struct pane_ops ops = {
		.title = "Topics",
		.act = topics_act,
		.click = topics_click,
		.wheel = topics_wheel,
		.draw = topics_draw,
		.free = topics_free,
	};
	struct topics *t = mem_alloc(sizeof(*t));

	(void)rd;
	t->kind = TOPICS_ALL;
	t->pane.ops = &ops;
	return &t->pane;
}
