/* SPDX-License-Identifier: ISC */
/* Filters that take long: an expression that a million titles do not fit is looked
 * for in all of them.  No key waits for that.  The store is stopped when a key
 * comes, the list stays what it was, and the same is tried again when there is
 * nothing else to do; once it has taken a while this is said. */
#include "ui/reader_parts.h"

#include "base/arena.h"
#include "desk/desk.h"
#include "query/query.h"
#include "store/store.h"
#include "ui/prompt.h"

/* What is typed ahead acts on the list that it was meant for, unless that takes
 * longer than one notices. */
enum { NOTICED_MS = 80, SAID_MS = 300 };

static bool
is_stopped(void *arg)
{
	struct reader *rd = arg;
	struct reader_later *l = &rd->own->later;
	int64_t ms = reader_clock() - l->began;

	if (l->not_now)
		return true;
	if (!l->slow && ms > SAID_MS) {
		l->slow = true;
		return true;
	}
	return (l->at_once || ms > NOTICED_MS) && rd->own->is_wanted(NULL);
}

void
reader_later_begin(struct reader *rd, bool at_once)
{
	struct reader_later *l = &rd->own->later;

	/* What is typed is around the filter that it sets. */
	if (rd->own->is_wanted == NULL || l->depth++ > 0)
		return;
	l->began = reader_clock();
	l->at_once = at_once;
	store_set_interrupt(rd->desk->store, is_stopped, rd);
}

void
reader_later_end(struct reader *rd)
{
	if (rd->own->is_wanted == NULL || --rd->own->later.depth > 0)
		return;
	store_set_interrupt(rd->desk->store, NULL, NULL);
	/* What is yet to be done was said to take long, whatever is drawn meanwhile. */
	if (!store_was_interrupted(rd->desk->store) && !rd->own->unfinished)
		rd->own->later.slow = false;
}

void
reader_later_keep(struct reader *rd, const struct query *q, struct query_sort sort, bool keep)
{
	struct reader_later *l = &rd->own->later;
	struct arena fresh = { 0 };
	/* Q may be the one that is kept already. */
	const struct query *copy = q != NULL ? query_clone(&fresh, q) : NULL;

	arena_done(&l->arena);
	l->arena = fresh;
	l->query = copy;
	l->sort = sort;
	l->keep = keep;
	rd->own->unfinished = true;
	reader_dirty(rd, DIRTY_FRAME);
}

bool
reader_later_move(struct reader *rd, enum action action, int count)
{
	if (rd->own->is_wanted == NULL || !store_was_interrupted(rd->desk->store))
		return false;
	rd->own->later.action = action;
	rd->own->later.count = count;
	rd->own->unfinished = rd->own->refused = true;
	reader_dirty(rd, DIRTY_FRAME);
	return true;
}

void
reader_later_stop(struct reader *rd)
{
	struct reader_later *l = &rd->own->later;

	if (l->action == ACTION_NONE)
		return;
	l->action = ACTION_NONE;
	rd->own->unfinished = l->query != NULL;
	reader_dirty(rd, DIRTY_FRAME);
}

void
reader_later_again(struct reader *rd)
{
	struct reader_later *l = &rd->own->later;
	enum action action = l->action;

	if (action != ACTION_NONE) {
		reader_later_stop(rd);
		(void)reader_take(rd, action, l->count);
		return;
	}
	if (rd->prompt != NULL && prompt_ops(rd->prompt)->changed != NULL)
		reader_show_typed(rd);
	else if (l->query != NULL)
		(void)reader_filter_sorted(rd, l->query, l->sort, l->keep);
	else
		rd->own->unfinished = false;
}

void
reader_later_forget(struct reader *rd)
{
	struct reader_later *l = &rd->own->later;

	arena_reset(&l->arena);
	l->query = NULL;
	l->action = ACTION_NONE;
	l->slow = false;
	rd->own->unfinished = false;
}
