/* SPDX-License-Identifier: ISC */
/* The mouse: a click goes to the pane under it, a second one soon after at the
 * same place is a double click, the wheel scrolls what is under it. */
#include "ui/reader_parts.h"

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

void
reader_mouse(struct reader *rd, const struct screen_key *k)
{
	struct box all = { 0, 0, rd->layout.lines, rd->layout.columns };

	if (rd->prompt != NULL)
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
