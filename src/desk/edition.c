/* SPDX-License-Identifier: ISC */
/* Moving about in the list.  Near moves are arithmetic in the window; far ones
 * ask the store for the row they lead to and load the window around it.  The
 * selection is a row of the window, and what survives a reload is its id. */
#include "desk/edition_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "desk/fold.h"

enum { MANY = 10000 };

struct edition *
edition_new(struct desk *desk)
{
	static const struct query all = { .op = QUERY_ALL };
	struct edition *ed = mem_alloc(sizeof(*ed));

	ed->desk = desk;
	ed->query = &all;
	ed->total = ed->base = -1;
	ed->many = MANY;
	ed->at_start = ed->at_end = true;
	return ed;
}

void
edition_free(struct edition *ed)
{
	if (ed == NULL)
		return;
	arena_done(&ed->query_arena);
	arena_done(&ed->arena);
	arena_done(&ed->spare);
	arena_done(&ed->kept_arena);
	arena_done(&ed->pin_arena);
	edition_cover_done(ed);
	free(ed->rows);
	free(ed);
}

static bool
looks_at_marks(const struct query *q)
{
	return q != NULL && (query_mentions_flag(q, QUERY_IS_UNREAD) || query_mentions_flag(q, QUERY_IS_READ)
	    || query_mentions_flag(q, QUERY_IS_STARRED));
}

static void
forget_counts(struct edition *ed)
{
	ed->total = ed->base = -1;
	ed->total_least = false;
	ed->total_stale = ed->base_stale = true;
	for (size_t i = 0; i < EDITION_DAYS; i++)
		ed->days[i] = (struct edition_day){ 0, -1, false };
}

/* Whether the list has the article; its place if so. */
static bool
find_place(struct edition *ed, const struct store_list *list, int64_t id, struct store_cursor *at)
{
	struct arena a = { 0 };
	struct row row;
	bool found = false;

	if (store_row(ed->desk->store, list, id, &a, &row, &found, NULL) && found)
		*at = edition_cursor(&row);
	arena_done(&a);
	return found;
}

bool
edition_set(struct edition *ed, const struct query *q, struct query_sort sort, bool keep, struct err *err)
{
	struct store_list list = { .query = q, .sort = sort, .fold = fold_of(ed->desk) };
	struct edition_place place = { .after = EDITION_FIRST };
	struct store_cursor at;
	size_t above = ed->selected - ed->top;

	if (keep && ed->n > 0 && find_place(ed, &list, ed->rows[ed->selected].id, &at))
		place = (struct edition_place){ &at, false, EDITION_FIRST, EDITION_FIRST };
	if (!edition_load(ed, &list, &place, err))
		return false;
	if (q != ed->query) {
		struct arena fresh = { 0 };
		const struct query *copy = q == NULL ? NULL : query_clone(&fresh, q);

		arena_done(&ed->query_arena);
		ed->query_arena = fresh;
		ed->query = copy;
	}
	ed->sort = sort;
	ed->fold = list.fold;
	ed->by_mark = looks_at_marks(ed->query);
	ed->top = ed->selected > above ? ed->selected - above : 0;
	ed->touched = place.at != NULL && ed->selected > 0;
	ed->step = 0;
	edition_keep_none(ed);
	edition_unpin(ed);
	edition_cover_drop(ed);
	forget_counts(ed);
	return true;
}

bool
edition_is_stopped(const struct edition *ed)
{
	return ed->stopped;
}

const struct query *
edition_query(const struct edition *ed)
{
	return ed->query;
}

struct query_sort
edition_sort(const struct edition *ed)
{
	return ed->sort;
}

void
edition_touch(struct edition *ed)
{
	ed->touched = ed->n > 0;
}

static void
spoil_counts(struct edition *ed)
{
	ed->total_stale = ed->base_stale = true;
	for (size_t i = 0; i < EDITION_DAYS; i++)
		ed->days[i].stale = true;
}

/* Selects the article if it is in the window. */
static bool
settle_on(struct edition *ed, int64_t id)
{
	size_t i = edition_index(ed, id);

	if (i == ed->n)
		return false;
	ed->selected = i;
	return true;
}

/* A story that has moved stays in front of who reads it: *AT is where it was. */
static void
settle_place(struct edition *ed, int64_t id, struct store_cursor *at)
{
	struct store_list list = edition_list(ed);
	const struct row *here = &ed->rows[ed->selected];
	struct arena a = { 0 };
	struct row row;
	bool found = false;

	if (store_row(ed->desk->store, &list, id, &a, &row, &found, NULL) && found) {
		bool moved = ed->fold.stories && row.story != 0 && ed->sort.order == ORDER_DATE &&
		    (row.id != id || row.time != here->time);

		/* Of another story by now, it has no place in that one's. */
		if (!moved && ed->pin.id == id && ed->pin.story != row.story)
			edition_unpin(ed);
		if (moved)
			edition_pin(ed, here);
		else if (ed->pin.id != id)
			*at = edition_cursor(&row);
	} else {
		edition_unpin(ed);
	}
	arena_done(&a);
}

/* Loads around the selected row's place of now, or its old one. */
static bool
load_again(struct edition *ed, int64_t id, struct err *err)
{
	struct store_list list = edition_list(ed);
	struct store_cursor at = edition_cursor(&ed->rows[ed->selected]);
	size_t above = ed->selected - ed->top, line = edition_drawn_line(ed);
	struct edition_place place = { &at, false, above + EDITION_FIRST, ed->height + EDITION_FIRST };

	if (ed->pin.id != id)
		edition_unpin(ed);
	settle_place(ed, id, &at);
	if (!edition_load(ed, &list, &place, err))
		return false;
	edition_refresh_kept(ed);
	edition_merge_kept(ed);
	settle_on(ed, id);
	edition_put_at_line(ed, line);
	return true;
}

bool
edition_reload(struct edition *ed, struct err *err)
{
	/* Taken back, its number is the next one's. */
	if (ed->step > store_last_step(ed->desk->store))
		ed->step = 0;

	struct store_list list = edition_list(ed);
	struct edition_place start = { .after = EDITION_FIRST };
	int64_t position = edition_position(ed);

	if (ed->n == 0 || (!ed->touched && ed->nkept == 0)) {
		if (!edition_load(ed, &list, &start, err))
			return false;
		ed->base = 1;
	} else {
		if (!load_again(ed, ed->rows[ed->selected].id, err))
			return false;
		ed->base = position > (int64_t)ed->selected ? position - (int64_t)ed->selected : -1;
	}
	edition_cover_reload(ed);
	spoil_counts(ed);
	return true;
}

int
edition_order(const struct edition *ed, const struct row *x, const struct row *y)
{
	struct store_cursor a = edition_cursor(x), b = edition_cursor(y);

	return edition_compare(ed, &a, &b);
}

const struct row *
edition_selected(const struct edition *ed)
{
	return ed->n == 0 ? NULL : &ed->rows[ed->selected];
}

long
edition_move_rows(struct edition *ed, long delta)
{
	long gone = 0;

	while (delta != 0 && ed->n > 0) {
		size_t room = delta < 0 ? ed->selected : ed->n - 1 - ed->selected;
		size_t step = (size_t)labs(delta) < room ? (size_t)labs(delta) : room;

		ed->selected = delta < 0 ? ed->selected - step : ed->selected + step;
		gone += delta < 0 ? -(long)step : (long)step;
		delta += delta < 0 ? (long)step : -(long)step;
		if (delta != 0 && !edition_extend(ed, delta < 0))
			break;
	}
	return gone;
}

static bool
load_end(struct edition *ed, bool end)
{
	struct store_list list = edition_list(ed);
	struct edition_place place = { NULL, end, end ? EDITION_FIRST : 0, end ? 0 : EDITION_FIRST };

	if (!edition_load(ed, &list, &place, NULL))
		return false;
	ed->base = end ? -1 : 1;
	if (end && ed->total >= 0 && !ed->total_stale)
		ed->base = ed->total - (int64_t)ed->n + 1;
	ed->base_stale = ed->nkept > 0 || ed->base < 0;
	/* Rows enough are there: none have to be loaded in front of them. */
	ed->top = end && ed->n > ed->height ? ed->n - ed->height : 0;
	edition_merge_kept(ed);
	return true;
}

bool
edition_first(struct edition *ed)
{
	size_t before = ed->selected;
	bool far = !ed->at_start;

	if (ed->n == 0 || (far && !load_end(ed, false)))
		return false;
	bool inside = edition_covered(ed) > 0;
	ed->selected = ed->top = 0;
	edition_cover_leave(ed);
	ed->touched = true;
	return far || inside || before != 0;
}

bool
edition_last(struct edition *ed)
{
	size_t before = ed->selected;
	bool far = !ed->at_end;

	if (ed->n == 0 || (far && !load_end(ed, true)))
		return false;
	ed->selected = ed->n - 1;
	edition_cover_leave(ed);
	ed->touched = true;
	return far || before != ed->selected;
}

bool
edition_select(struct edition *ed, int64_t id)
{
	struct store_list list = edition_list(ed);
	struct store_cursor at;
	struct edition_place place = { &at, false, EDITION_FIRST, EDITION_FIRST };

	ed->touched = true;
	edition_cover_leave(ed);
	if (settle_on(ed, id))
		return true;
	edition_unpin(ed);
	if (!find_place(ed, &list, id, &at) || !edition_load(ed, &list, &place, NULL))
		return false;
	ed->base = -1;
	ed->base_stale = true;
	edition_merge_kept(ed);
	settle_on(ed, id);
	ed->top = ed->selected > ed->height / 3 ? ed->selected - ed->height / 3 : 0;
	return true;
}

/* The first (or last) row of the list that fits EXTRA as well, behind or in
 * front of AT when that is given. */
static struct store_cursor
find_cursor(struct edition *ed, const struct query *extra, const struct store_cursor *at, bool backwards,
    int64_t *id)
{
	struct query both = { .op = QUERY_AND, .a = ed->query, .b = extra };
	bool all = ed->query == NULL || ed->query->op == QUERY_ALL;
	struct store_list list = edition_list(ed);
	struct store_cursor found = { 0 };
	struct arena a = { 0 };
	struct row *rows;
	size_t n = 0;

	if (extra != NULL)
		list.query = all ? extra : &both;
	*id = 0;
	if (store_rows(ed->desk->store, &list, at, backwards, 1, &a, &rows, &n, NULL) && n == 1) {
		*id = rows[0].id;
		found = edition_cursor(&rows[0]);
	}
	arena_done(&a);
	return found;
}

static int64_t
find_row(struct edition *ed, const struct query *extra, const struct store_cursor *at, bool backwards)
{
	int64_t id;

	(void)find_cursor(ed, extra, at, backwards, &id);
	return id;
}

bool
edition_unread(struct edition *ed, int direction)
{
	static const struct query unread = { .op = QUERY_FIELD, .field = QUERY_IS, .flag = QUERY_IS_UNREAD,
		.text = "unread" };
	struct store_cursor at;
	int64_t id;

	if (ed->n == 0)
		return false;
	for (size_t i = ed->selected; direction < 0 ? i-- > 0 : ++i < ed->n;)
		if (row_is_unread(&ed->rows[i])) {
			ed->selected = i;
			edition_cover_leave(ed);
			ed->touched = true;
			return true;
		}
	if (direction < 0 ? ed->at_start : ed->at_end)
		return false;
	at = edition_cursor(&ed->rows[direction < 0 ? 0 : ed->n - 1]);
	id = find_row(ed, &unread, &at, direction < 0);
	return id != 0 && edition_select(ed, id);
}

/* The first (or last) row with FROM <= time < TO.  By date it is found by its place:
 * a story may have articles of other times. */
static int64_t
find_time(struct edition *ed, int64_t from, int64_t to, bool last)
{
	struct query between = { .op = QUERY_FIELD, .field = QUERY_DATE, .text = "", .from = from, .to = to };
	struct store_cursor edge = { 0, last != ed->sort.reverse ? from : to, INT64_MIN }, at;
	int64_t id;

	if (ed->sort.order != ORDER_DATE)
		return find_row(ed, &between, NULL, last);
	at = find_cursor(ed, NULL, &edge, last, &id);
	return id != 0 && at.time >= from && at.time < to ? id : 0;
}

/* Where the day of a row begins in the list. */
static int64_t
find_day(struct edition *ed, int64_t id)
{
	struct store_list list = edition_list(ed);
	struct store_cursor at;

	if (id == 0 || !find_place(ed, &list, id, &at))
		return 0;
	int day = date_day(at.time);
	return find_time(ed, date_day_start(day), date_day_start(day + 1), false);
}

bool
edition_is_grouped(const struct edition *ed)
{
	return ed->sort.order == ORDER_PROVIDER || ed->sort.order == ORDER_TOPIC ||
	       ed->sort.order == ORDER_SOURCE;
}

/* A place in front of all articles of the group that has that value, or behind
 * them. */
static struct store_cursor
group_edge(const struct edition *ed, int64_t sort, bool behind)
{
	bool smallest = behind != ed->sort.reverse;

	return (struct store_cursor){ .sort = sort, .time = smallest ? INT64_MIN : INT64_MAX,
		.id = smallest ? INT64_MIN : INT64_MAX };
}

static bool
go_to_group(struct edition *ed, int direction)
{
	static const struct query all = { .op = QUERY_ALL };
	struct store_cursor at = group_edge(ed, ed->rows[ed->selected].sort, direction > 0), found;
	struct store_list list = edition_list(ed);
	int64_t id = find_row(ed, &all, &at, direction < 0);

	if (direction < 0 && id != 0 && find_place(ed, &list, id, &found)) {
		at = group_edge(ed, found.sort, false);
		id = find_row(ed, &all, &at, false);
	}
	return id != 0 && edition_select(ed, id);
}

bool
edition_day(struct edition *ed, int direction)
{
	int64_t start, end, id;

	if (ed->n > 0 && edition_is_grouped(ed))
		return go_to_group(ed, direction);
	if (ed->n == 0 || ed->sort.order != ORDER_DATE)
		return false;
	int day = date_day(ed->rows[ed->selected].time);
	start = date_day_start(day);
	end = date_day_start(day + 1);
	if ((direction > 0) != ed->sort.reverse)
		id = find_time(ed, INT64_MIN + 1, start, direction < 0);
	else
		id = find_time(ed, end, INT64_MAX, direction < 0);
	if (direction < 0)
		id = find_day(ed, id);
	if (id == 0 || !edition_select(ed, id))
		return false;
	return true;
}

bool
edition_time(struct edition *ed, int64_t t)
{
	int64_t id;

	if (ed->n == 0)
		return false;
	id = find_time(ed, INT64_MIN + 1, t == INT64_MAX ? t : t + 1, ed->sort.reverse);
	if (id == 0)
		return edition_last(ed);
	return edition_select(ed, id);
}

/* Asking for ids lists withdrawn and hidden ones as well, unless told not to. */
bool
edition_newer(struct edition *ed, int64_t id)
{
	static const struct query hidden = { .op = QUERY_FIELD, .field = QUERY_IS, .flag = QUERY_IS_HIDDEN,
		.text = "hidden" };
	static const struct query unpublished = { .op = QUERY_FIELD, .field = QUERY_IS,
		.flag = QUERY_IS_UNPUBLISHED, .text = "unpublished" };
	static const struct query either = { .op = QUERY_OR, .a = &hidden, .b = &unpublished };
	static const struct query neither = { .op = QUERY_NOT, .a = &either };
	const struct query newer = { .op = QUERY_FIELD, .field = QUERY_ID, .text = "", .from = id + 1,
		.to = INT64_MAX };
	const struct query both = { .op = QUERY_AND, .a = &newer, .b = &neither };

	int64_t first = find_row(ed, &both, NULL, false);
	return first != 0 && edition_select(ed, first);
}
