/* SPDX-License-Identifier: ISC */
/* Rows that stay although their marks no longer fit the query: an article read
 * under is:unread keeps its place until the query is set anew.  They are
 * copies with their sort key, and are put back wherever the window is loaded
 * over their place; the counts add those that the store leaves out. */
#include "desk/edition_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/desk.h"

static struct row
copy_row(struct arena *a, const struct row *row)
{
	struct row copy = *row;

	copy.title = arena_strdup(a, row->title);
	copy.provider = arena_strdup(a, row->provider);
	copy.domain = arena_strdup(a, row->domain);
	copy.group = row->group != NULL ? arena_strdup(a, row->group) : NULL;
	copy.link = arena_strdup(a, row->link);
	return copy;
}

/* What is known of a row today; among stories, where it was. */
static bool
read_again(struct edition *ed, const struct row *old, struct arena *a, struct row *row)
{
	struct store_list everything = { .sort = ed->sort };
	bool found = false;

	if (!store_row(ed->desk->store, &everything, old->id, a, row, &found, NULL)) {
		*row = copy_row(a, old);
		return true;
	}
	if (!found || !ed->fold.stories)
		return found;
	row->time = old->time;
	row->place = old->place;
	row->sort = old->sort;
	row->undated = old->undated;
	row->group = old->group != NULL ? arena_strdup(a, old->group) : NULL;
	row->unread = row->story != 0 ? store_story_unread(ed->desk->store, row->story) :
	    !(row->marks & MARK_READ);
	return true;
}

void
edition_unpin(struct edition *ed)
{
	ed->pin.id = 0;
	arena_reset(&ed->pin_arena);
}

void
edition_pin(struct edition *ed, const struct row *row)
{
	struct arena fresh = { 0 };
	struct row copy;

	if (!read_again(ed, row, &fresh, &copy))
		copy.id = 0;
	arena_done(&ed->pin_arena);
	ed->pin_arena = fresh;
	ed->pin = copy;
}

static struct edition_kept *
find(struct edition *ed, int64_t id)
{
	for (size_t i = 0; i < ed->nkept; i++)
		if (ed->kept[i].row.id == id)
			return &ed->kept[i];
	return NULL;
}

static bool
is_extra(struct edition *ed, int64_t id)
{
	struct store_list list = edition_list(ed);
	struct arena a = { 0 };
	struct row row;
	bool found = false;

	if (!store_row(ed->desk->store, &list, id, &a, &row, &found, NULL))
		found = true;
	else if (found)
		found = row.id == id;
	arena_done(&a);
	return !found;
}

static struct edition_kept *
find_or_add(struct edition *ed, const struct row *row)
{
	struct edition_kept *k = find(ed, row->id);

	if (k != NULL)
		return k;
	if (ed->nkept == EDITION_KEPT)
		edition_unkeep(ed, ed->kept[0].row.id);
	k = &ed->kept[ed->nkept++];
	*k = (struct edition_kept){ .row = copy_row(&ed->kept_arena, row) };
	return k;
}

void
edition_keep(struct edition *ed, const struct row *row)
{
	struct edition_kept *k = find_or_add(ed, row);

	k->row.marks = row->marks;
	k->row.unread = row->unread;
	k->extra = is_extra(ed, row->id);
}

bool
edition_keep_between(struct edition *ed, const struct store_span *span)
{
	struct store_list list = edition_list(ed);
	const struct store_cursor *from = span != NULL ? span->from : NULL;
	const struct store_cursor *to = span != NULL ? span->to : NULL;
	struct arena a = { 0 };
	struct store_cursor here = from != NULL ? edition_in_front(ed, from) : (struct store_cursor){ 0 };
	struct row *rows;
	size_t n = 0, most = EDITION_KEPT - ed->nkept + 1;

	bool ok = store_rows(ed->desk->store, &list, from != NULL ? &here : NULL, false, most, &a, &rows, &n,
	    NULL);
	for (size_t i = 0; ok && to != NULL && i < n; i++) {
		struct store_cursor at = edition_cursor(&rows[i]);

		if (edition_compare(ed, &at, to) > 0)
			n = i;
	}
	ok = ok && n < most;
	for (size_t i = 0; ok && i < n; i++)
		(void)find_or_add(ed, &rows[i]);
	arena_done(&a);
	return ok;
}

void
edition_unkeep(struct edition *ed, int64_t id)
{
	struct edition_kept *k = find(ed, id);

	if (k == NULL)
		return;
	ed->nkept--;
	memmove(k, k + 1, (size_t)(&ed->kept[ed->nkept] - k) * sizeof(*k));
}

void
edition_keep_none(struct edition *ed)
{
	ed->nkept = 0;
	arena_reset(&ed->kept_arena);
}

void
edition_refresh_kept(struct edition *ed)
{
	struct arena fresh = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < ed->nkept; i++) {
		struct edition_kept k = ed->kept[i];
		struct row row;

		if (!read_again(ed, &k.row, &fresh, &row))
			continue;
		k.row = row;
		k.extra = is_extra(ed, k.row.id);
		ed->kept[n++] = k;
	}
	ed->nkept = n;
	arena_done(&ed->kept_arena);
	ed->kept_arena = fresh;
}

static bool
is_in_window(const struct edition *ed, const struct store_cursor *at)
{
	struct store_cursor edge;

	if (ed->n == 0)
		return ed->at_start && ed->at_end;
	edge = edition_cursor(&ed->rows[0]);
	if (!ed->at_start && edition_compare(ed, at, &edge) < 0)
		return false;
	edge = edition_cursor(&ed->rows[ed->n - 1]);
	return ed->at_end || edition_compare(ed, at, &edge) < 0;
}

static void
insert(struct edition *ed, const struct row *row)
{
	struct store_cursor at = edition_cursor(row);
	size_t i = 0;

	for (; i < ed->n; i++) {
		struct store_cursor c = edition_cursor(&ed->rows[i]);

		if (edition_compare(ed, &at, &c) < 0)
			break;
	}
	ed->rows = mem_realloc(ed->rows, ed->n + 1, sizeof(*ed->rows));
	memmove(&ed->rows[i + 1], &ed->rows[i], (ed->n - i) * sizeof(*ed->rows));
	ed->rows[i] = copy_row(&ed->arena, row);
	ed->n++;
	if (i <= ed->selected && ed->n > 1)
		ed->selected++;
	if (i < ed->top)
		ed->top++;
}

/* Its story's row elsewhere in the window gives way to it. */
static void
merge_pin(struct edition *ed)
{
	const struct row *pin = &ed->pin;
	struct store_cursor at = edition_cursor(pin);

	if (pin->id == 0 || !is_in_window(ed, &at))
		return;
	for (size_t i = 0; i < ed->n; i++)
		if (ed->rows[i].id == pin->id || (pin->story != 0 && ed->rows[i].story == pin->story)) {
			if (ed->rows[i].id == pin->id && ed->rows[i].place == pin->place)
				return;
			memmove(&ed->rows[i], &ed->rows[i + 1], (--ed->n - i) * sizeof(*ed->rows));
			ed->selected -= i < ed->selected || (ed->selected == ed->n && ed->n > 0);
			ed->top -= i < ed->top;
			break;
		}
	insert(ed, pin);
}

void
edition_merge_kept(struct edition *ed)
{
	merge_pin(ed);
	for (size_t i = 0; i < ed->nkept; i++) {
		const struct row *row = &ed->kept[i].row;
		struct store_cursor at = edition_cursor(row);

		if (ed->kept[i].extra && is_in_window(ed, &at) && edition_index(ed, row->id) == ed->n)
			insert(ed, row);
	}
}

int64_t
edition_count_extra(const struct edition *ed, const struct store_cursor *at, int64_t from, int64_t to)
{
	int64_t count = 0;

	for (size_t i = 0; i < ed->nkept; i++) {
		struct store_cursor c = edition_cursor(&ed->kept[i].row);

		if (ed->kept[i].extra && (at == NULL || edition_compare(ed, &c, at) < 0)
		    && ed->kept[i].row.time >= from && ed->kept[i].row.time < to)
			count++;
	}
	return count;
}
