/* SPDX-License-Identifier: ISC */
/* A step goes from item to item as long as the next one can be seen, else it
 * scrolls by a line.  What is out of sight is never jumped to: who has paged
 * away from the chosen item goes on from what is on the screen. */
#include "ui/detail_place.h"

#include "desk/reading.h"
#include "ui/detail_text.h"

size_t
detail_place_end(const struct detail_text *t, size_t height)
{
	return t->count > height ? t->count - height : 0;
}

bool
detail_place_scroll(struct reading_place *p, const struct detail_text *t, size_t height, long by)
{
	size_t old = p->top, end = detail_place_end(t, height);

	if (by < 0)
		p->top = (size_t)-by > p->top ? 0 : p->top - (size_t)-by;
	else
		p->top += (size_t)by;
	if (p->top > end)
		p->top = end;
	return p->top != old;
}

void
detail_place_show(struct reading_place *p, const struct detail_text *t, size_t height)
{
	size_t from, to;

	detail_text_find(t, p->chosen, &from, &to);
	if (to > p->top + height)
		p->top = to - height;
	if (to > 0 && from < p->top)
		p->top = from;
	(void)detail_place_scroll(p, t, height, 0);
}

static bool
is_in_view(const struct reading_place *p, const struct detail_text *t, size_t height)
{
	size_t from, to;

	detail_text_find(t, p->chosen, &from, &to);
	return to > p->top && from < p->top + height;
}

size_t
detail_place_below(const struct reading_place *p, const struct detail_text *t, size_t height)
{
	size_t from = 0, to = p->top;
	bool seen = is_in_view(p, t, height);

	/* Items may stand in another order than that of their numbers. */
	if (seen)
		detail_text_find(t, p->chosen, &from, &to);
	for (size_t y = to; y < t->count && y < p->top + height; y++) {
		size_t item = t->lines[y].related;

		if (item > 0 && item != p->chosen && (y == 0 || t->lines[y - 1].related != item))
			return item;
	}
	return p->chosen;
}

size_t
detail_place_above(const struct reading_place *p, const struct detail_text *t, size_t height)
{
	size_t from, to;

	if (!is_in_view(p, t, height))
		return p->chosen;
	detail_text_find(t, p->chosen, &from, &to);
	for (size_t y = from; y-- > 0;)
		if (t->lines[y].related > 0)
			return t->lines[y].related;
	return 0;
}
