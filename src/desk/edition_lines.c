/* SPDX-License-Identifier: ISC */
/* From rows to lines.  Line 0 names the day (or outlet, topic, source) of the first row drawn,
 * whatever that is; a heading goes in front of each further one.  So a place in
 * the view is simply the row at its top. */
#include "desk/edition_parts.h"

#include <assert.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/headline.h"

static bool
is_headed(const struct edition *ed, size_t height)
{
	return (ed->sort.order == ORDER_DATE || edition_is_grouped(ed)) && !ed->plain && height >= 2;
}

static bool
is_new_group(const struct edition *ed, size_t i)
{
	if (edition_is_grouped(ed))
		return ed->rows[i].sort != ed->rows[i - 1].sort;
	return date_day(ed->rows[i].time) != date_day(ed->rows[i - 1].time);
}

/* The first row from which TO is still drawn in HEIGHT lines; not before LEAST. */
static size_t
highest_top(const struct edition *ed, size_t to, size_t height, size_t least)
{
	bool headed = is_headed(ed, height);
	size_t used = (headed ? 2 : 1) + edition_cover_lines(ed, to, height), i = to;

	while (i > least) {
		used += (headed && is_new_group(ed, i) ? 2 : 1) + edition_cover_lines(ed, i - 1, height);
		if (used > height)
			break;
		i--;
	}
	return i;
}

size_t
edition_drawn_line(const struct edition *ed)
{
	bool headed = is_headed(ed, ed->height);
	size_t line = headed;

	for (size_t i = ed->top + 1; i <= ed->selected && i < ed->n; i++)
		line += (headed && is_new_group(ed, i) ? 2 : 1) + edition_cover_lines(ed, i - 1, ed->height);
	return line;
}

void
edition_put_at_line(struct edition *ed, size_t line)
{
	size_t height = line + 1 + edition_cover_lines(ed, ed->selected, ed->height);

	if (height > ed->height)
		height = ed->height;
	ed->top = ed->n == 0 ? 0 : highest_top(ed, ed->selected, height, 0);
}

/* The last row drawn from TOP on. */
static size_t
last_drawn(const struct edition *ed, size_t top, size_t height)
{
	bool headed = is_headed(ed, height);
	size_t used = (headed ? 2 : 1) + edition_cover_lines(ed, top, height), i = top;

	while (i + 1 < ed->n) {
		used += headed && is_new_group(ed, i + 1) ? 2 : 1;
		if (used > height)
			break;
		i++;
		used += edition_cover_lines(ed, i, height);
	}
	return i;
}

/* Puts the top where the selection is seen and no line is wasted. */
static void
place(struct edition *ed, size_t height)
{
	size_t lowest;

	while (ed->top < height && edition_extend(ed, true))
		;
	while (ed->n - ed->selected < 2 * height && edition_extend(ed, false))
		;
	if (ed->top > ed->selected)
		ed->top = ed->selected;
	ed->top = highest_top(ed, ed->selected, height, ed->top);
	lowest = highest_top(ed, ed->n - 1, height, 0);
	if (ed->at_end && ed->top > lowest)
		ed->top = lowest;
}

static struct edition_day *
find_day(struct edition *ed, int day)
{
	for (size_t i = 0; i < EDITION_DAYS; i++)
		if (ed->days[i].day == day && (ed->days[i].count >= 0 || ed->days[i].stale))
			return &ed->days[i];
	struct edition_day *d = &ed->days[ed->next_day];
	ed->next_day = (ed->next_day + 1) % EDITION_DAYS;
	*d = (struct edition_day){ day, -1, true };
	return d;
}

static void
add_heading(struct edition *ed, size_t row, struct edition_line *line)
{
	const struct row *r = &ed->rows[row];
	int day = date_day(r->time);

	if (ed->sort.order == ORDER_PROVIDER)
		*line = (struct edition_line){ .heading = true, .name = r->provider, .count = -1 };
	else if (edition_is_grouped(ed))
		*line = (struct edition_line){
			.heading = true, .name = r->group != NULL ? r->group : "", .count = -1
		};
	else
		*line =
		    (struct edition_line){ .heading = true, .day = day, .count = find_day(ed, day)->count };
	ed->drawn[ed->ndrawn++] = -1;
}

static void
add_row(struct edition *ed, size_t row, struct edition_line *line)
{
	*line = (struct edition_line){ .row = &ed->rows[row],
		.selected = row == ed->selected && edition_covered(ed) == 0 };
	ed->drawn_cover[ed->ndrawn] = 0;
	ed->drawn[ed->ndrawn++] = (int)row;
}

/* As many items as there is room for, the selected one among them. */
static void
add_cover(struct edition *ed, size_t row, struct edition_line *lines)
{
	const struct edition_cover *c = &ed->cover;
	size_t most = edition_cover_lines(ed, row, ed->height), chosen = row == ed->selected ? c->chosen : 0;
	size_t from = chosen > most ? chosen - most : 0;

	for (size_t i = from; i < from + most && ed->ndrawn < ed->height; i++) {
		lines[ed->ndrawn] = (struct edition_line){ .row = &ed->rows[row], .article = &c->shown.art,
			.related = &c->shown.art.related[i], .match = &c->matches[i],
			.headline = &c->headlines[i],
			.selected = chosen == i + 1 };
		ed->drawn_cover[ed->ndrawn] = i + 1;
		ed->drawn[ed->ndrawn++] = (int)row;
	}
}

size_t
edition_lines(struct edition *ed, size_t height, struct edition_line *lines)
{
	if (height > EDITION_LINES)
		height = EDITION_LINES;
	ed->ndrawn = 0;
	ed->height = height;
	ed->stopped = false;
	if (ed->n == 0 || height == 0)
		return 0;
	place(ed, height);
	bool headed = is_headed(ed, height);
	size_t last = last_drawn(ed, ed->top, height);
	for (size_t i = ed->top; i <= last; i++) {
		if (headed && (i == ed->top || is_new_group(ed, i)))
			add_heading(ed, i, &lines[ed->ndrawn]);
		add_row(ed, i, &lines[ed->ndrawn]);
		add_cover(ed, i, lines);
	}
	/* A heading alone may still fit; better than an empty line. */
	if (headed && ed->ndrawn < height && last + 1 < ed->n && is_new_group(ed, last + 1))
		add_heading(ed, last + 1, &lines[ed->ndrawn]);
	return ed->ndrawn;
}

bool
edition_select_line(struct edition *ed, size_t i)
{
	if (i >= ed->ndrawn || ed->drawn[i] < 0 || (size_t)ed->drawn[i] >= ed->n)
		return false;
	ed->selected = (size_t)ed->drawn[i];
	ed->cover.chosen = ed->drawn_cover[i];
	ed->touched = true;
	return true;
}

void
edition_scroll(struct edition *ed, long lines)
{
	size_t height = ed->height > 0 ? ed->height : 1;

	if (ed->n == 0)
		return;
	for (; lines > 0 && (ed->top + 1 < ed->n || edition_extend(ed, false)); lines--)
		ed->top++;
	for (; lines < 0 && (ed->top > 0 || edition_extend(ed, true)); lines++)
		if (ed->top > 0)
			ed->top--;
	while (ed->n - ed->top < 2 * height && edition_extend(ed, false))
		;
	size_t lowest = highest_top(ed, ed->n - 1, height, 0);
	if (ed->at_end && ed->top > lowest)
		ed->top = lowest;
	size_t last = last_drawn(ed, ed->top, height);
	if (ed->selected < ed->top || ed->selected > last) {
		ed->selected = ed->selected < ed->top ? ed->top : last;
		edition_cover_leave(ed);
	}
	ed->touched = true;
}

void
edition_set_headings(struct edition *ed, bool on)
{
	ed->plain = !on;
}
