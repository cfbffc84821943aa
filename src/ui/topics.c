/* SPDX-License-Identifier: ISC */
/* The tree of topics with its unread counts.  Line 0 is all of them; choosing
 * a line filters.  What is selected and folded is remembered by id, so that a
 * new tree changes nothing that is on screen. */
#include "ui/overlays.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/canvas.h"
#include "ui/pane.h"
#include "ui/reader_parts.h"

enum { TITLE_LINES = 1 };

struct topics {
	struct pane pane;
	int64_t selected;		/* id, 0: all topics */
	size_t top;			/* first line drawn, counted among those not folded away */
	int64_t *folded;
	size_t nfolded;
	size_t *shown;			/* index of each line that is not folded away; ALL first */
	size_t nshown;
};

static const size_t ALL = (size_t)-1;

static size_t
find_folded(const struct topics *t, int64_t id)
{
	size_t i = 0;

	while (i < t->nfolded && t->folded[i] != id)
		i++;
	return i;
}

static bool
is_folded(const struct topics *t, int64_t id)
{
	return find_folded(t, id) < t->nfolded;
}

static void
fold(struct topics *t, int64_t id, bool yes)
{
	size_t i = find_folded(t, id);

	if (yes == (i < t->nfolded))
		return;
	if (!yes) {
		t->folded[i] = t->folded[--t->nfolded];
		return;
	}
	t->folded = mem_realloc(t->folded, t->nfolded + 1, sizeof(*t->folded));
	t->folded[t->nfolded++] = id;
}

static bool
has_children(const struct reader *rd, size_t i)
{
	return i + 1 < rd->ntopics && rd->topics[i + 1].depth > rd->topics[i].depth;
}

/* Which lines there are. */
static void
collect(struct topics *t, const struct reader *rd)
{
	int hidden_below = -1;

	t->shown = mem_realloc(t->shown, rd->ntopics + 1, sizeof(*t->shown));
	t->nshown = 0;
	t->shown[t->nshown++] = ALL;
	for (size_t i = 0; i < rd->ntopics; i++) {
		int depth = rd->topics[i].depth;

		if (hidden_below >= 0 && depth > hidden_below)
			continue;
		hidden_below = is_folded(t, rd->topics[i].id) ? depth : -1;
		t->shown[t->nshown++] = i;
	}
}

static int64_t
id_of(const struct reader *rd, size_t i)
{
	return i == ALL ? 0 : rd->topics[i].id;
}

/* The line of the selection; 0 when it is not there any more. */
static size_t
line_of(struct topics *t, const struct reader *rd)
{
	collect(t, rd);
	for (size_t l = 0; l < t->nshown; l++)
		if (id_of(rd, t->shown[l]) == t->selected)
			return l;
	return 0;
}

static void
place(struct topics *t, size_t line, size_t height)
{
	if (line < t->top)
		t->top = line;
	if (height > 0 && line >= t->top + height)
		t->top = line - height + 1;
	if (t->top > 0 && t->top + height > t->nshown)
		t->top = t->nshown > height ? t->nshown - height : 0;
}

/* -- drawing */

struct entry {
	const char *name, *sign;
	int depth;
	int64_t unread;
	bool filters;
};

static struct entry
entry_of(const struct topics *t, const struct reader *rd, const struct canvas *c, size_t i)
{
	const struct topic *topic = i == ALL ? NULL : &rd->topics[i];

	if (topic == NULL)
		return (struct entry){ "All", canvas_sign(c, SIGN_OPEN), 0, rd->totals.unread,
			rd->topic == 0 };
	const char *sign = !has_children(rd, i) ? " "
	    : canvas_sign(c, is_folded(t, topic->id) ? SIGN_CLOSED : SIGN_OPEN);
	return (struct entry){ topic->shortname != NULL ? topic->shortname : topic->name, sign,
		topic->depth + 1, topic->unread, topic->id == rd->topic };
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
	x += canvas_text(c, y, x, 2, plain ? ROLE_DIM : bar, e->sign);
	canvas_text_cut(c, y, x + 1, c->width - x - width - 3,
	    !plain ? bar : e->filters ? ROLE_STRONG : ROLE_TOPIC, e->name);
	/* Not by its look alone. */
	if (e->filters)
		canvas_text(c, y, 0, 1, plain ? ROLE_UNREAD : bar, c->ascii ? ">" : "▌");
}

static void
topics_draw(struct pane *pane, struct reader *rd, const struct canvas *c, bool focused)
{
	struct topics *t = (struct topics *)pane;
	size_t line = line_of(t, rd);
	size_t height = c->height > TITLE_LINES ? (size_t)(c->height - TITLE_LINES) : 0;

	place(t, line, height);
	canvas_text(c, 0, 1, -1, ROLE_HEADING, "TOPICS");
	for (size_t l = t->top; l < t->nshown && l - t->top < height; l++) {
		struct entry e = entry_of(t, rd, c, t->shown[l]);
		int y = (int)(l - t->top) + TITLE_LINES;
		/* Without the keys the place is of no interest: what filters is. */
		enum role bar = l == line && focused ? ROLE_SELECTED : ROLE_TEXT;

		draw_entry(c, y, &e, bar);
		if (l == line && focused)
			canvas_cursor(c, y, 0, true);
	}
}

/* -- keys and mouse */

static unsigned
move_to(struct topics *t, const struct reader *rd, size_t from, long to)
{
	size_t line = to < 0 ? 0 : (size_t)to >= t->nshown ? t->nshown - 1 : (size_t)to;

	if (line == from)
		return EFFECT_HANDLED;
	t->selected = id_of(rd, t->shown[line]);
	return EFFECT_DRAW;
}

static unsigned
choose(struct topics *t, struct reader *rd, size_t line)
{
	size_t i = t->shown[line];

	reader_filter_field(rd, QUERY_TOPIC, i == ALL ? NULL : rd->topics[i].name);
	return EFFECT_DRAW_ALL;
}

/* Folds the topic, or goes to its parent when there is nothing to fold. */
static unsigned
go_left(struct topics *t, const struct reader *rd, size_t line)
{
	size_t i = t->shown[line];

	if (i == ALL)
		return EFFECT_HANDLED;
	if (has_children(rd, i) && !is_folded(t, rd->topics[i].id)) {
		fold(t, rd->topics[i].id, true);
		return EFFECT_DRAW;
	}
	for (size_t l = line; l-- > 0;)
		if (t->shown[l] == ALL || rd->topics[t->shown[l]].depth < rd->topics[i].depth)
			return move_to(t, rd, line, (long)l);
	return EFFECT_HANDLED;
}

static unsigned
go_right(struct topics *t, const struct reader *rd, size_t line)
{
	size_t i = t->shown[line];

	if (i == ALL || !is_folded(t, rd->topics[i].id))
		return EFFECT_NONE;
	fold(t, rd->topics[i].id, false);
	return EFFECT_DRAW;
}

static unsigned
topics_act(struct pane *pane, struct reader *rd, enum action action, int count)
{
	struct topics *t = (struct topics *)pane;
	size_t line = line_of(t, rd);
	long n = count > 0 ? count : 1, page = pane->height > 3 ? pane->height - 2 : 1;

	switch (action) {
	case ACTION_NEXT:
		return move_to(t, rd, line, (long)line + n);
	case ACTION_PREVIOUS:
		return move_to(t, rd, line, (long)line - n);
	case ACTION_HALF_DOWN:
		return move_to(t, rd, line, (long)line + page / 2);
	case ACTION_HALF_UP:
		return move_to(t, rd, line, (long)line - page / 2);
	case ACTION_PAGE_DOWN:
		return move_to(t, rd, line, (long)line + page);
	case ACTION_PAGE_UP:
		return move_to(t, rd, line, (long)line - page);
	case ACTION_FIRST:
		return move_to(t, rd, line, 0);
	case ACTION_LAST:
		return move_to(t, rd, line, (long)t->nshown);
	case ACTION_LEFT:
		return go_left(t, rd, line);
	case ACTION_RIGHT:
		return go_right(t, rd, line);
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
	size_t line = t->top + (size_t)(y - TITLE_LINES), i;

	(void)twice;
	collect(t, rd);
	if (y < TITLE_LINES || line >= t->nshown)
		return EFFECT_HANDLED;
	i = t->shown[line];
	t->selected = id_of(rd, i);
	if (i != ALL && has_children(rd, i) && x <= 1 + 2 * (rd->topics[i].depth + 1)) {
		fold(t, rd->topics[i].id, !is_folded(t, rd->topics[i].id));
		return EFFECT_DRAW;
	}
	return choose(t, rd, line);
}

static unsigned
topics_wheel(struct pane *pane, struct reader *rd, int lines)
{
	struct topics *t = (struct topics *)pane;
	size_t line = line_of(t, rd);

	return move_to(t, rd, line, (long)line + lines);
}

static void
topics_free(struct pane *pane)
{
	struct topics *t = (struct topics *)pane;

	free(t->folded);
	free(t->shown);
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
	t->pane.ops = &ops;
	return &t->pane;
}
