/* SPDX-License-Identifier: ISC */
/* Marks: committed by the store before anything is shown, then told to the
 * list, the detail and the counts.  Each is one step that `U` takes back. */
#include "ui/reader_parts.h"

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"

static unsigned
apply(unsigned marks, enum mark mark, enum mark_change change)
{
	if (change == MARK_TOGGLE)
		return marks ^ mark;
	return change == MARK_SET ? marks | mark : marks & ~(unsigned)mark;
}

/* The article's marks as far as they are on screen. */
static unsigned
marks_of(const struct reader *rd, int64_t id)
{
	const struct row *row = edition_selected(rd->edition);

	if (row != NULL && row->id == id)
		return row->marks;
	return rd->reading.id == id ? rd->reading.shown.marks : 0;
}

void
reader_mark(struct reader *rd, int64_t id, enum mark mark, enum mark_change change)
{
	struct err err = { .text = "" };
	unsigned marks = apply(marks_of(rd, id), mark, change);
	int64_t changed = 0;

	if (id == 0)
		return;
	if (!store_mark(rd->desk->store, &id, 1, mark, change, &changed, &err)) {
		reader_warn(rd, &err);
		return;
	}
	edition_marked(rd->edition, id, marks);
	if (!reading_reload(&rd->reading, &err))
		reader_warn(rd, &err);
	reader_reload_counts(rd);
	reader_dirty(rd, DIRTY_STORIES | DIRTY_DETAIL);
}

/* What marks are about: the article in the detail when that has the keys. */
static int64_t
subject(const struct reader *rd)
{
	const struct row *row = edition_selected(rd->edition);

	if (rd->focus == PANE_DETAIL)
		return rd->reading.id;
	return row == NULL ? 0 : row->id;
}

static void
hide(struct reader *rd, int64_t id)
{
	reader_mark(rd, id, MARK_HIDDEN, MARK_SET);
	edition_drop(rd->edition, id);
	reader_follow(rd, false);
	if (rd->focus == PANE_DETAIL)
		reader_focus(rd, PANE_STORIES);
	reader_say(rd, "hidden; U takes it back");
}

static void
mark_all(struct reader *rd)
{
	struct store_list list = { edition_query(rd->edition), edition_sort(rd->edition) };
	struct err err = { .text = "" };
	int64_t changed = 0;
	char number[32];

	if (!store_mark_list(rd->desk->store, &list, MARK_READ, MARK_SET, &changed, &err)) {
		reader_warn(rd, &err);
		return;
	}
	edition_marked_all(rd->edition, MARK_READ, true);
	if (!edition_reload(rd->edition, &err) || !reading_reload(&rd->reading, &err))
		reader_warn(rd, &err);
	reader_reload_counts(rd);
	reader_spoil(rd);
	if (changed == 0)
		reader_say(rd, "nothing here was unread");
	else
		reader_say(rd, "%s marked read; U takes it back", reader_format_count(changed, number));
}

static void
undo(struct reader *rd)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	const char *what = NULL;
	int64_t changed = 0, *ids = NULL;
	size_t n = 0;

	if (!store_undo(rd->desk->store, &a, &what, &changed, &ids, &n, &err)) {
		reader_warn(rd, &err);
	} else if (what == NULL) {
		reader_say(rd, "there is nothing to undo");
	} else {
		if (!edition_reload(rd->edition, &err) || !reading_reload(&rd->reading, &err))
			reader_warn(rd, &err);
		if (n == 1)
			edition_select(rd->edition, ids[0]);
		reader_follow(rd, false);
		reader_reload_counts(rd);
		reader_spoil(rd);
		reader_say(rd, "undone: %s", what);
	}
	arena_done(&a);
}

unsigned
reader_act_mark(struct reader *rd, enum action action)
{
	int64_t id = subject(rd);

	if (action == ACTION_UNDO) {
		undo(rd);
		return EFFECT_HANDLED;
	}
	if (id == 0) {
		reader_say(rd, "there is no article here");
		return EFFECT_HANDLED;
	}
	switch (action) {
	case ACTION_STAR:
		reader_mark(rd, id, MARK_STARRED, MARK_TOGGLE);
		break;
	case ACTION_READ:
		rd->own->rest_at = 0;
		reader_mark(rd, id, MARK_READ, MARK_TOGGLE);
		break;
	case ACTION_HIDE:
		hide(rd, id);
		break;
	case ACTION_READ_ALL:
		mark_all(rd);
		break;
	default:
		return EFFECT_NONE;
	}
	return EFFECT_HANDLED;
}
