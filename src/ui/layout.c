/* SPDX-License-Identifier: ISC */
/* Which arrangements a size allows is a short list; `z` goes through it and
 * the first one is what fits best.  Boxes never overlap and, with the lines
 * between them, cover the screen: the unit test goes over all sizes. */
#include "ui/layout.h"

#include <stddef.h>

#include "base/mem.h"

enum { TOPICS, STORIES, DETAIL };

static int
between(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
}

static enum layout_kind
choose(int lines, int columns, const struct layout_wish *wish)
{
	static const enum layout_kind wide[] = { LAYOUT_WIDE, LAYOUT_MEDIUM, LAYOUT_BESIDE, LAYOUT_SINGLE };
	bool is_wide = columns >= LAYOUT_WIDE_COLUMNS;
	const enum layout_kind *fitting = is_wide ? wide : wide + 1;
	unsigned count = is_wide ? COUNT(wide) : COUNT(wide) - 1, from = 0;

	if (lines < LAYOUT_LEAST_LINES || columns < LAYOUT_LEAST_COLUMNS)
		return LAYOUT_TINY;
	if (lines < LAYOUT_LOW_LINES || columns < LAYOUT_MEDIUM_COLUMNS || wish->linear)
		return LAYOUT_SINGLE;
	/* One that does not fit gives way to the first that does. */
	for (unsigned i = 0; i < count; i++)
		if ((int)fitting[i] == wish->kind - 1)
			from = i;
	return fitting[(from + (wish->turns < 0 ? 0U : (unsigned)wish->turns)) % count];
}

/* Cuts a column of WIDTH and the line beside it off the left of REST. */
static struct box
take_left(struct box *rest, int width)
{
	struct box b = *rest;

	b.width = width;
	rest->x += width + 1;
	rest->width -= width + 1;
	return b;
}

/* The list's part of ROOM: what was wished, or USUAL, with LEAST for both. */
static int
share(const struct layout_wish *wish, int room, int usual, int least)
{
	int n = wish->list > 0 ? room * wish->list / 100 : usual;

	return between(n, least, room - least > least ? room - least : least);
}

static int
topics_width(const struct layout *l, const struct layout_wish *wish, int usual)
{
	return wish->topics > 0 ? between(wish->topics, 20, l->columns / 3) : usual;
}

static void
split(struct layout *l, struct box rest, const struct layout_wish *wish)
{
	int focus = wish->focus;

	switch (l->kind) {
	case LAYOUT_WIDE:
		l->pane[TOPICS] = take_left(&rest,
		    topics_width(l, wish, between(l->columns * 16 / 100, 22, 32)));
		l->pane[STORIES] = take_left(&rest,
		    share(wish, rest.width - 1, rest.width - 1 - between(l->columns / 3, 44, 80), 30));
		l->pane[DETAIL] = rest;
		break;
	case LAYOUT_MEDIUM:
		if (focus == TOPICS)
			l->pane[TOPICS] = take_left(&rest, topics_width(l, wish, 26));
		l->pane[STORIES] = rest;
		l->pane[STORIES].height = share(wish, rest.height - 1, rest.height / 2, 3);
		l->pane[DETAIL] = rest;
		l->pane[DETAIL].y += l->pane[STORIES].height + 1;
		l->pane[DETAIL].height -= l->pane[STORIES].height + 1;
		break;
	case LAYOUT_BESIDE:
		l->pane[focus == TOPICS ? TOPICS : STORIES] =
		    take_left(&rest, share(wish, rest.width - 1, rest.width / 2, 30));
		l->pane[focus == TOPICS ? STORIES : DETAIL] = rest;
		break;
	default:
		l->pane[between(focus, TOPICS, DETAIL)] = rest;
	}
}

void
layout_compute(struct layout *l, int lines, int columns, const struct layout_wish *wish)
{
	struct box rest;

	*l = (struct layout){ .kind = choose(lines, columns, wish), .lines = lines, .columns = columns };
	if (l->kind == LAYOUT_TINY)
		return;
	l->ruled = !wish->linear && (l->kind != LAYOUT_SINGLE || lines >= 10);
	l->top = (struct box){ 0, 0, 1, columns };
	l->bottom = (struct box){ lines - 1, 0, 1, columns };
	rest = (struct box){ 1, 0, lines - 2, columns };
	if (l->ruled) {
		rest.y++;
		rest.height -= 2;
	}
	split(l, rest, wish);
}

const char *
layout_name(enum layout_kind kind)
{
	static const char *const names[] = { "wide", "medium", "beside", "single", "too small" };

	return names[kind];
}
