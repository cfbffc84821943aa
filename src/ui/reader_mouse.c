/* SPDX-License-Identifier: ISC */
/* The mouse: a click goes to the pane under it, a second one soon after at the
 * same place is a double click, the wheel scrolls what is under it. */
#include "ui/reader_parts.h"

#include "desk/desk.h"
#include "ui/screen.h"

enum { TWICE_MS = 400, WHEEL_LINES = 3 };

static bool
is_in(const struct box *b, int y, int x)
{
	return y >= b->y && y < b->y + b->height && x >= b->x && x < b->x + b->width;
}

static bool
is_twice(struct reader *rd, const struct screen_key *k)
{
	int64_t now = reader_clock();
	bool twice = rd->own->click.at != 0 && now - rd->own->click.at < TWICE_MS
	    && rd->own->click.y == k->y && rd->own->click.x == k->x;

	rd->own->click.at = twice ? 0 : now;
	rd->own->click.y = k->y;
	rd->own->click.x = k->x;
	return twice;
}

static unsigned
give(struct reader *rd, struct pane *p, const struct box *b, const struct screen_key *k)
{
	switch (k->mouse) {
	case SCREEN_CLICK:
	case SCREEN_TWICE:
		if (p->ops->click == NULL)
			return EFFECT_NONE;
		return p->ops->click(p, rd, k->y - b->y, k->x - b->x,
		    k->mouse == SCREEN_TWICE || is_twice(rd, k));
	case SCREEN_WHEEL_UP:
		return p->ops->wheel == NULL ? EFFECT_NONE : p->ops->wheel(p, rd, -WHEEL_LINES);
	case SCREEN_WHEEL_DOWN:
		return p->ops->wheel == NULL ? EFFECT_NONE : p->ops->wheel(p, rd, WHEEL_LINES);
	default:
		return EFFECT_NONE;
	}
}

/* The line between two panes that is at a place. */
static enum drag
line_at(const struct reader *rd, int y, int x)
{
	const struct box *topics = &rd->layout.pane[PANE_TOPICS], *list = &rd->layout.pane[PANE_STORIES];
	bool inside = list->height > 0 && y >= list->y && y < rd->layout.lines - 1;

	if (!inside || rd->layout.kind == LAYOUT_SINGLE || rd->layout.kind == LAYOUT_TINY)
		return DRAG_NONE;
	if (topics->height > 0 && x == topics->x + topics->width)
		return DRAG_TOPICS;
	if (rd->layout.kind == LAYOUT_MEDIUM)
		return y == list->y + list->height ? DRAG_LIST : DRAG_NONE;
	return x == list->x + list->width ? DRAG_LIST : DRAG_NONE;
}

/* It was let go there: the settings follow. */
static void
drop_line(struct reader *rd, int y, int x)
{
	struct settings *s = &rd->desk->settings;
	const struct box *topics = &rd->layout.pane[PANE_TOPICS], *list = &rd->layout.pane[PANE_STORIES];
	const struct box *detail = &rd->layout.pane[PANE_DETAIL];
	bool above = rd->layout.kind == LAYOUT_MEDIUM;
	int room = above ? list->height + detail->height : list->width + detail->width;
	int part = above ? y - list->y : x - list->x;

	if (rd->own->drag == DRAG_TOPICS && x > topics->x)
		s->layout_topics = x - topics->x;
	else if (rd->own->drag == DRAG_LIST && room > 0)
		s->layout_list = part * 100 / room < 10   ? 10
				 : part * 100 / room > 90 ? 90
							  : part * 100 / room;
	reader_relayout(rd);
}

/* False: nothing is left to do. */
static bool
take_release(struct reader *rd, struct screen_key *k)
{
	bool pressed = rd->own->pressed;

	rd->own->pressed = k->mouse == SCREEN_CLICK;
	if (k->mouse != SCREEN_RELEASE)
		return true;
	/* Curses may swallow a press that comes with its release in one breath. */
	if (!pressed) {
		k->mouse = SCREEN_CLICK;
		return true;
	}
	if (rd->own->drag != DRAG_NONE && rd->overlay == NULL)
		drop_line(rd, k->y, k->x);
	rd->own->drag = DRAG_NONE;
	return false;
}

void
reader_mouse(struct reader *rd, const struct screen_key *event)
{
	struct box all = { 0, 0, rd->layout.lines, rd->layout.columns };
	struct screen_key copy = *event, *k = &copy;

	if (rd->prompt != NULL || !take_release(rd, k))
		return;
	edition_touch(rd->edition);
	if (rd->overlay != NULL) {
		struct pane *p = rd->overlay;
		unsigned effects = give(rd, p, &all, k);

		if ((effects & EFFECT_CLOSE) && rd->overlay == p)
			reader_overlay(rd, NULL);
		reader_spoil(rd);
		return;
	}
	rd->own->drag = k->mouse == SCREEN_CLICK ? line_at(rd, k->y, k->x) : DRAG_NONE;
	for (int i = 0; i < PANE_COUNT; i++) {
		struct box b = rd->layout.pane[i];

		if (!is_in(&b, k->y, k->x))
			continue;
		if (k->mouse == SCREEN_CLICK)
			reader_focus(rd, (enum pane_id)i);
		reader_effects(rd, give(rd, rd->panes[i], &b, k), (enum pane_id)i);
		return;
	}
}
