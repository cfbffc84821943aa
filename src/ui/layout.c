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
choose(int lines, int columns, int wanted)
{
	static const enum layout_kind wide[] = { LAYOUT_WIDE, LAYOUT_MEDIUM, LAYOUT_BESIDE, LAYOUT_SINGLE };
	static const enum layout_kind medium[] = { LAYOUT_MEDIUM, LAYOUT_BESIDE, LAYOUT_SINGLE };
	unsigned n = wanted < 0 ? 0 : (unsigned)wanted;

	if (lines < LAYOUT_LEAST_LINES || columns < LAYOUT_LEAST_COLUMNS)
		return LAYOUT_TINY;
	if (lines < LAYOUT_LOW_LINES || columns < LAYOUT_MEDIUM_COLUMNS)
		return LAYOUT_SINGLE;
	if (columns >= LAYOUT_WIDE_COLUMNS)
		return wide[n % COUNT(wide)];
	return medium[n % COUNT(medium)];
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

static void
split(struct layout *l, struct box rest, int focus)
{
	switch (l->kind) {
	case LAYOUT_WIDE:
		l->pane[TOPICS] = take_left(&rest, between(l->columns * 16 / 100, 22, 32));
		l->pane[STORIES] = take_left(&rest, rest.width - 1 - between(l->columns / 3, 44, 80));
		l->pane[DETAIL] = rest;
		break;
	case LAYOUT_MEDIUM:
		if (focus == TOPICS)
			l->pane[TOPICS] = take_left(&rest, 26);
		l->pane[STORIES] = rest;
		l->pane[STORIES].height = rest.height / 2;
		l->pane[DETAIL] = rest;
		l->pane[DETAIL].y += l->pane[STORIES].height + 1;
		l->pane[DETAIL].height -= l->pane[STORIES].height + 1;
		break;
	case LAYOUT_BESIDE:
		l->pane[focus == TOPICS ? TOPICS : STORIES] = take_left(&rest, rest.width / 2);
		l->pane[focus == TOPICS ? STORIES : DETAIL] = rest;
		break;
	default:
		l->pane[between(focus, TOPICS, DETAIL)] = rest;
	}
}

void
layout_compute(struct layout *l, int lines, int columns, int wanted, int focus)
{
	struct box rest;

	*l = (struct layout){ .kind = choose(lines, columns, wanted), .lines = lines, .columns = columns };
	if (l->kind == LAYOUT_TINY)
		return;
	l->ruled = l->kind != LAYOUT_SINGLE || lines >= 10;
	l->top = (struct box){ 0, 0, 1, columns };
	l->bottom = (struct box){ lines - 1, 0, 1, columns };
	rest = (struct box){ 1, 0, lines - 2, columns };
	if (l->ruled) {
		rest.y++;
		rest.height -= 2;
	}
	split(l, rest, focus);
}
