/* SPDX-License-Identifier: ISC */
/* The chosen set is a list of ids: it survives reloads.  A range is remembered
 * by the row that it began at; the store is asked for its articles only when
 * an action is to be done, so that it may reach over rows that are not loaded. */
#include "ui/reader_chosen.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "ui/reader_parts.h"

enum { RANGE_MOST = 10000 };

static size_t
find(const struct reader_chosen *c, int64_t id)
{
	size_t i = 0;

	while (i < c->count && c->ids[i] != id)
		i++;
	return i;
}

static void
add(struct reader_chosen *c, int64_t id)
{
	if (find(c, id) < c->count)
		return;
	c->ids = mem_realloc(c->ids, c->count + 1, sizeof(*c->ids));
	c->ids[c->count++] = id;
}

void
reader_choose(struct reader *rd)
{
	struct reader_chosen *c = &rd->own->chosen;
	const struct row *row = edition_selected(rd->edition);

	if (row == NULL)
		return;
	size_t i = find(c, row->id);
	if (i == c->count)
		add(c, row->id);
	else
		memmove(&c->ids[i], &c->ids[i + 1], (--c->count - i) * sizeof(*c->ids));
	if (edition_move(rd->edition, 1))
		reader_follow(rd, false);
	reader_spoil(rd);
}

/* Takes the articles of the range over into the set. */
static bool
end_range(struct reader *rd)
{
	struct reader_chosen *c = &rd->own->chosen;
	const struct row *row = edition_selected(rd->edition);
	struct store_list list = { .query = edition_query(rd->edition), .sort = edition_sort(rd->edition),
		.fold = edition_fold_of(rd->edition) };
	struct arena a = { 0 };
	struct err err = { .text = "" };
	int64_t *ids;
	size_t n = 0;

	c->ranging = false;
	if (row == NULL)
		return true;
	struct store_cursor here = { row->sort, row->time, row->place }, there = { c->from.sort, c->from.time,
		c->from.place };
	bool down = edition_order(rd->edition, &c->from, row) <= 0;
	struct store_span span = { down ? &there : &here, down ? &here : &there };
	bool ok = store_ids(rd->desk->store, &list, &span, RANGE_MOST + 1, &a, &ids, &n, &err);
	if (ok && n > RANGE_MOST) {
		ok = false;
		err_set(&err, "a range of more than %d articles; marks above and below take any number",
		    RANGE_MOST);
	}
	for (size_t i = 0; ok && i < n; i++)
		add(c, ids[i]);
	if (!ok)
		reader_warn(rd, &err);
	arena_done(&a);
	return ok;
}

void
reader_choose_range(struct reader *rd)
{
	struct reader_chosen *c = &rd->own->chosen;
	const struct row *row = edition_selected(rd->edition);

	if (c->ranging) {
		(void)end_range(rd);
	} else if (row != NULL) {
		c->ranging = true;
		/* Its place is enough; its strings belong to the list. */
		c->from = (struct row){
			.id = row->id, .place = row->place, .time = row->time, .sort = row->sort
		};
	}
	reader_spoil(rd);
}

bool
reader_choose_none(struct reader *rd)
{
	struct reader_chosen *c = &rd->own->chosen;
	bool any = c->ranging || c->count > 0;

	c->ranging = false;
	c->count = 0;
	if (any)
		reader_spoil(rd);
	return any;
}

size_t
reader_chosen_count(const struct reader *rd)
{
	return rd->own->chosen.count + rd->own->chosen.ranging;
}

bool
reader_is_chosen(const struct reader *rd, const struct row *row)
{
	const struct reader_chosen *c = &rd->own->chosen;
	const struct row *here = edition_selected(rd->edition);

	if (find(c, row->id) < c->count)
		return true;
	if (!c->ranging || here == NULL)
		return false;
	int from = edition_order(rd->edition, &c->from, row), to = edition_order(rd->edition, row, here);
	return (from <= 0 && to <= 0) || (from >= 0 && to >= 0);
}

bool
reader_chosen(struct reader *rd, const int64_t **ids, size_t *n)
{
	struct reader_chosen *c = &rd->own->chosen;
	const struct row *row = edition_selected(rd->edition);

	if (c->ranging && !end_range(rd))
		return false;
	bool shown = rd->focus == PANE_DETAIL || edition_covered(rd->edition) > 0;
	if (shown)
		reader_catch_up(rd);
	c->single = shown ? rd->reading.id : row != NULL ? row->id : 0;
	*ids = c->count > 0 ? c->ids : &c->single;
	*n = c->count > 0 ? c->count : c->single != 0;
	return true;
}
