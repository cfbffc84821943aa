/* SPDX-License-Identifier: ISC */
/* Counting and marking.  Counts are wanted but never waited for: each call of
 * edition_idle counts one thing, the total as far as it is soon done, then the
 * position, then the days on screen, and all of a large total at last. */
#include "desk/edition_parts.h"

#include "base/date.h"
#include "desk/desk.h"

/* What could not be counted is given up until the next reload, unless it was
 * only interrupted. */
static bool
failed(struct edition *ed, bool *stale)
{
	*stale = store_was_interrupted(ed->desk->store);
	return true;
}

/* Soon done whatever is searched; all of them take seconds in a large archive. */
static bool
count_some(struct edition *ed)
{
	struct store_list list = edition_list(ed);
	int64_t n;

	if (!store_count_some(ed->desk->store, &list, ed->many, &n, NULL))
		return failed(ed, &ed->total_stale);
	ed->total_least = n == ed->many;
	ed->total = n + (ed->total_least ? 0 : edition_count_extra(ed, NULL, INT64_MIN, INT64_MAX));
	ed->total_stale = ed->total_least;
	return true;
}

static bool
count_total(struct edition *ed)
{
	struct store_list list = edition_list(ed);
	int64_t n;

	if (ed->at_start && ed->at_end) {
		n = (int64_t)ed->n;
	} else {
		if (!store_count(ed->desk->store, &list, NULL, &n, NULL))
			return failed(ed, &ed->total_stale);
		n += edition_count_extra(ed, NULL, INT64_MIN, INT64_MAX);
	}
	ed->total = n;
	ed->total_stale = ed->total_least = false;
	return true;
}

static bool
count_base(struct edition *ed)
{
	struct store_list list = edition_list(ed);
	int64_t n = 0;

	if (!ed->at_start && ed->n > 0) {
		struct store_cursor at = edition_cursor(&ed->rows[0]);

		if (!store_count(ed->desk->store, &list, &at, &n, NULL))
			return failed(ed, &ed->base_stale);
		n += edition_count_extra(ed, &at, INT64_MIN, INT64_MAX);
	}
	ed->base = n + 1;
	ed->base_stale = false;
	/* At the end this is all that there was to count. */
	if (ed->at_end && ed->n > 0) {
		ed->total = n + (int64_t)ed->n;
		ed->total_stale = ed->total_least = false;
	}
	return true;
}

static bool
count_day(struct edition *ed, struct edition_day *day)
{
	struct store_list list = edition_list(ed);
	int64_t from = date_day_start(day->day), to = date_day_start(day->day + 1), n;

	if (!store_count_between(ed->desk->store, &list, from, to, &n, NULL))
		return failed(ed, &day->stale);
	day->count = n + edition_count_extra(ed, NULL, from, to);
	day->stale = false;
	return true;
}

static bool
is_on_screen(const struct edition *ed, int day)
{
	int last = -1;

	for (size_t i = 0; i < ed->ndrawn; i++) {
		if (ed->drawn[i] < 0 || (size_t)ed->drawn[i] >= ed->n)
			continue;
		last = ed->drawn[i];
		if (date_day(ed->rows[last].time) == day)
			return true;
	}
	/* A heading alone in the last line is that of the row below the screen. */
	return ed->ndrawn > 0 && ed->drawn[ed->ndrawn - 1] < 0 && (size_t)last + 1 < ed->n
	    && date_day(ed->rows[last + 1].time) == day;
}

bool
edition_idle(struct edition *ed)
{
	if (ed->total_stale && ed->total < 0 && !(ed->at_start && ed->at_end))
		return count_some(ed);
	if (ed->total_stale && !ed->total_least)
		return count_total(ed);
	if (ed->base_stale)
		return count_base(ed);
	for (size_t i = 0; i < EDITION_DAYS; i++)
		if (ed->days[i].stale && is_on_screen(ed, ed->days[i].day))
			return count_day(ed, &ed->days[i]);
	return ed->total_stale && count_total(ed);
}

int64_t
edition_total(const struct edition *ed)
{
	return ed->total;
}

bool
edition_total_is_least(const struct edition *ed)
{
	return ed->total_least;
}

int64_t
edition_position(const struct edition *ed)
{
	if (ed->n == 0)
		return 0;
	return ed->base < 0 ? -1 : ed->base + (int64_t)ed->selected;
}

/* Of a story, whichever of its articles was marked. */
static void
count_unread(struct edition *ed, size_t i)
{
	struct row *row;

	if (i >= ed->n || !ed->fold.stories)
		return;
	row = &ed->rows[i];
	row->unread = row->story != 0 ? store_story_unread(ed->desk->store, row->story) :
	    !(row->marks & MARK_READ);
}

void
edition_marked(struct edition *ed, int64_t id, unsigned marks)
{
	size_t i = edition_index(ed, id);

	edition_cover_marked(ed, id, marks);
	count_unread(ed, ed->selected);
	if (i == ed->n)
		return;
	ed->rows[i].marks = marks;
	count_unread(ed, i);
	if (ed->by_mark)
		edition_keep(ed, &ed->rows[i]);
}

void
edition_marked_some(struct edition *ed, const int64_t *ids, size_t n, enum mark mark, bool set)
{
	for (size_t k = 0; k < n; k++) {
		size_t i = edition_index(ed, ids[k]);

		if (i < ed->n)
			edition_marked(ed, ids[k], set ? ed->rows[i].marks | mark :
			    ed->rows[i].marks & ~(unsigned)mark);
	}
	ed->total_stale = ed->base_stale = true;
}

static bool
is_within(const struct edition *ed, const struct store_span *span, const struct row *row)
{
	struct store_cursor at = edition_cursor(row);

	return span == NULL || ((span->from == NULL || edition_compare(ed, span->from, &at) <= 0) &&
	    (span->to == NULL || edition_compare(ed, &at, span->to) <= 0));
}

bool
edition_read_between(struct edition *ed, const struct store_span *span, int64_t *changed, struct err *err)
{
	struct store_list list = edition_list(ed);
	bool kept = !ed->by_mark || edition_keep_between(ed, span);

	if (!store_mark_list(ed->desk->store, &list, span, MARK_READ, MARK_SET, changed, err))
		return false;
	if (!kept && *changed > 0)
		ed->step = store_last_step(ed->desk->store);
	for (size_t i = 0; i < ed->n; i++)
		if (is_within(ed, span, &ed->rows[i]))
			edition_marked(ed, ed->rows[i].id, ed->rows[i].marks | MARK_READ);
	ed->total_stale = ed->base_stale = true;
	return true;
}

void
edition_drop(struct edition *ed, int64_t id)
{
	size_t i = edition_index(ed, id);

	edition_unkeep(ed, id);
	if (i == ed->n)
		return;
	if (edition_cover_is_at(ed, i))
		edition_cover_drop(ed);
	int day = date_day(ed->rows[i].time);
	for (size_t d = 0; d < EDITION_DAYS; d++)
		if (ed->days[d].day == day && ed->days[d].count > 0)
			ed->days[d].count--;
	if (ed->total > 0)
		ed->total--;
	ed->n--;
	for (size_t k = i; k < ed->n; k++)
		ed->rows[k] = ed->rows[k + 1];
	if (i < ed->top)
		ed->top--;
	if (ed->selected > i || (ed->selected == ed->n && ed->n > 0))
		ed->selected--;
	if (ed->n == 0)
		ed->selected = ed->top = 0;
	ed->ndrawn = 0;
	ed->touched = true;
}
