/* SPDX-License-Identifier: ISC */
/* The rows in memory: a stretch of the list without gaps, loaded by key in
 * both directions, so that its cost does not grow with the list.  When it gets
 * long, its far end is dropped and the rest copied, which frees the strings. */
#include "desk/edition_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "desk/desk.h"

struct stretch {
	struct row *rows;
	size_t n;
};

struct store_list
edition_list(const struct edition *ed)
{
	return (struct store_list){ .query = ed->query, .sort = ed->sort, .fold = ed->fold,
		.step = ed->step };
}

struct store_cursor
edition_cursor(const struct row *row)
{
	return (struct store_cursor){ row->sort, row->time, row->place };
}

static struct store_cursor
in_front(const struct store_cursor *at, bool reverse)
{
	return (struct store_cursor){ at->sort, at->time, at->id + (reverse ? -1 : 1) };
}

struct store_cursor
edition_in_front(const struct edition *ed, const struct store_cursor *at)
{
	return in_front(at, ed->sort.reverse);
}

int
edition_compare(const struct edition *ed, const struct store_cursor *a, const struct store_cursor *b)
{
	int order;

	if (a->sort != b->sort)
		order = a->sort > b->sort ? -1 : 1;
	else if (a->time != b->time)
		order = a->time > b->time ? -1 : 1;
	else
		order = a->id == b->id ? 0 : a->id > b->id ? -1 : 1;
	return ed->sort.reverse ? -order : order;
}

size_t
edition_index(const struct edition *ed, int64_t id)
{
	size_t i = 0;

	while (i < ed->n && ed->rows[i].id != id)
		i++;
	return i;
}

static void
join(struct edition *ed, const struct stretch *first, const struct stretch *second)
{
	size_t n = first->n + second->n;
	struct row *rows = mem_alloc((n + 1) * sizeof(*rows));

	if (first->n > 0)
		memcpy(rows, first->rows, first->n * sizeof(*rows));
	if (second->n > 0)
		memcpy(rows + first->n, second->rows, second->n * sizeof(*rows));
	free(ed->rows);
	ed->rows = rows;
	ed->n = n;
}

/* The strings of the window are in SPARE now, those of the old one go. */
static void
swap_arenas(struct edition *ed)
{
	struct arena old = ed->arena;

	ed->arena = ed->spare;
	ed->spare = old;
	arena_reset(&ed->spare);
}

bool
edition_load(struct edition *ed, const struct store_list *list, const struct edition_place *place,
    struct err *err)
{
	struct stretch first = { 0 }, second = { 0 };
	struct store_cursor here;
	struct store *st = ed->desk->store;
	bool front = place->at != NULL || place->from_end, back = place->at != NULL || !place->from_end;

	arena_reset(&ed->spare);
	ed->stopped = false;
	if (front && !store_rows(st, list, place->at, true, place->before, &ed->spare, &first.rows,
	    &first.n, err))
		return false;
	if (place->at != NULL)
		here = in_front(place->at, list->sort.reverse);
	if (back && !store_rows(st, list, place->at != NULL ? &here : NULL, false, place->after, &ed->spare,
	    &second.rows, &second.n, err))
		return false;
	join(ed, &first, &second);
	swap_arenas(ed);
	ed->at_start = !front || first.n < place->before;
	ed->at_end = !back || second.n < place->after;
	ed->selected = first.n;
	if (ed->selected >= ed->n)
		ed->selected = ed->n == 0 ? 0 : ed->n - 1;
	ed->top = 0;
	return true;
}

static const char *
copy(struct edition *ed, const char *s)
{
	return arena_strdup(&ed->spare, s);
}

/* Leaves COUNT rows from FIRST on. */
static void
cut(struct edition *ed, size_t first, size_t count)
{
	if (first > 0) {
		ed->at_start = false;
		memmove(ed->rows, ed->rows + first, count * sizeof(*ed->rows));
	}
	if (first + count < ed->n)
		ed->at_end = false;
	ed->n = count;
	ed->selected -= first;
	ed->top -= first < ed->top ? first : ed->top;
	if (ed->base >= 0)
		ed->base += (int64_t)first;
	for (size_t i = 0; i < count; i++) {
		struct row *r = &ed->rows[i];

		r->title = copy(ed, r->title);
		r->provider = copy(ed, r->provider);
		r->group = copy(ed, r->group);
		r->domain = copy(ed, r->domain);
		r->link = copy(ed, r->link);
	}
	swap_arenas(ed);
}

/* Drops rows at the end that is far from the one that grew. */
static void
trim(struct edition *ed, bool grew_before)
{
	size_t n = ed->n;

	if (n <= EDITION_MOST)
		return;
	if (grew_before && ed->selected < EDITION_MOST)
		cut(ed, 0, EDITION_MOST);
	else if (!grew_before && ed->selected >= n - EDITION_MOST)
		cut(ed, n - EDITION_MOST, EDITION_MOST);
}

bool
edition_extend(struct edition *ed, bool before)
{
	struct stretch more = { 0 };
	struct store_list list = edition_list(ed);
	struct store_cursor at;

	if (ed->n == 0 || (before ? ed->at_start : ed->at_end))
		return false;
	at = edition_cursor(&ed->rows[before ? 0 : ed->n - 1]);
	bool ok = store_rows(ed->desk->store, &list, &at, before, EDITION_CHUNK, &ed->arena, &more.rows,
	    &more.n, NULL);
	ed->stopped = !ok && store_was_interrupted(ed->desk->store);
	if (!ok)
		return false;
	struct stretch here = { ed->rows, ed->n };
	size_t old = ed->n;
	if (before)
		join(ed, &more, &here);
	else
		join(ed, &here, &more);
	if (before) {
		ed->at_start = more.n < EDITION_CHUNK;
		ed->selected += more.n;
		ed->top += more.n;
		ed->base -= ed->base >= 0 ? (int64_t)more.n : 0;
	} else {
		ed->at_end = more.n < EDITION_CHUNK;
	}
	edition_merge_kept(ed);
	if (before && (ed->base < 1 || ed->nkept > 0))
		ed->base_stale = true;
	trim(ed, before);
	return more.n > 0 || ed->n > old;
}
