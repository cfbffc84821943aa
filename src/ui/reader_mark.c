/* SPDX-License-Identifier: ISC */
/* Marks: committed by the store before anything is shown, then told to the
 * list, the detail and the counts.  Each is one step that `U` takes back. */
#include "ui/reader_parts.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"
#include "desk/linking.h"
#include "store/store_story.h"
#include "ui/keymap.h"
#include "ui/reader_chosen.h"

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

/* What is read or hidden on the line of a folded story is the story. */
static bool
is_whole(const struct reader *rd, int64_t id, enum mark mark)
{
	const struct row *row = edition_selected(rd->edition);

	return (mark == MARK_READ || mark == MARK_HIDDEN) &&
	    ((row != NULL && row->id == id) || reader_chosen_count(rd) > 0) &&
	    edition_is_whole(rd->edition, id);
}

static bool
mark_all_of(struct reader *rd, int64_t id, enum mark mark, enum mark_change change, struct err *err)
{
	struct arena a = { 0 };
	int64_t *ids = &id, changed = 0;
	size_t n = 1;

	bool ok = store_whole(rd->desk->store, &a, &ids, &n, err) &&
	    store_mark(rd->desk->store, ids, n, mark, change, &changed, err);
	arena_done(&a);
	return ok;
}

void
reader_mark(struct reader *rd, int64_t id, enum mark mark, enum mark_change change)
{
	struct err err = { .text = "" };
	unsigned marks = marks_of(rd, id);
	int64_t changed = 0;
	bool ok;

	if (id == 0)
		return;
	if (is_whole(rd, id, mark)) {
		if (change == MARK_TOGGLE)
			change = row_is_unread(edition_selected(rd->edition)) ? MARK_SET : MARK_CLEAR;
		ok = mark_all_of(rd, id, mark, change, &err);
	} else {
		ok = store_mark(rd->desk->store, &id, 1, mark, change, &changed, &err);
	}
	marks = apply(marks, mark, change);
	if (!ok) {
		reader_warn(rd, &err);
		return;
	}
	edition_marked(rd->edition, id, marks);
	if (!reading_reload(&rd->reading, &err))
		reader_warn(rd, &err);
	reader_reload_counts(rd);
	reader_dirty(rd, DIRTY_STORIES | DIRTY_DETAIL);
}

void
reader_read(struct reader *rd, int64_t id, unsigned marks)
{
	const struct row *row = edition_selected(rd->edition);
	bool news = row != NULL && row->id == id && row_is_unread(row) && is_whole(rd, id, MARK_READ);

	if (id != 0 && (news || !(marks & MARK_READ)))
		reader_mark(rd, id, MARK_READ, MARK_SET);
}

void
reader_marked_anywhere(struct reader *rd)
{
	struct err err = { .text = "" };

	reader_reload_list(rd);
	if (!reading_reload(&rd->reading, &err))
		reader_warn(rd, &err);
	histogram_spoil(rd);
	reader_reload_counts(rd);
	reader_spoil(rd);
}

static const char *
name_of(enum mark mark, bool set)
{
	switch (mark) {
	case MARK_READ:
		return set ? "marked read" : "marked unread";
	case MARK_STARRED:
		return set ? "starred" : "no longer starred";
	case MARK_HIDDEN:
		return set ? "hidden" : "shown again";
	case MARK_MUTED:
		return set ? "muted" : "no longer muted";
	case MARK_FOLLOWED:
		return set ? "followed" : "no longer followed";
	default:
		return set ? "labelled" : "no longer labelled";
	}
}

static void
say_marked(struct reader *rd, int64_t changed, enum mark mark, bool set)
{
	char number[32];

	if (changed == 0)
		reader_say(rd, "nothing was to be %s", name_of(mark, set));
	else
		reader_say(rd, "%s %s; %s takes it back", reader_format_count(changed, number),
		    name_of(mark, set), keymap_first(rd->keymap, ACTION_UNDO));
}

static void
hide(struct reader *rd, int64_t id)
{
	reader_mark(rd, id, MARK_HIDDEN, MARK_SET);
	edition_drop(rd->edition, id);
	reader_follow(rd, false);
	if (rd->focus == PANE_DETAIL)
		reader_focus(rd, PANE_STORIES);
	say_marked(rd, 1, MARK_HIDDEN, true);
}

/* Part of the list, NULL: all of it. */
static void
mark_list(struct reader *rd, const struct store_span *span)
{
	struct err err = { .text = "" };
	int64_t changed = 0;

	if (!edition_read_between(rd->edition, span, &changed, &err)) {
		reader_warn(rd, &err);
		return;
	}
	reader_marked_anywhere(rd);
	say_marked(rd, changed, MARK_READ, true);
}

static void
mark_side(struct reader *rd, enum action action)
{
	const struct row *row = edition_selected(rd->edition);

	if (row == NULL)
		return;
	struct store_cursor here = { row->sort, row->time, row->place };
	struct store_span span = { 0 };
	if (action == ACTION_READ_ABOVE)
		span.to = &here;
	else
		span.from = &here;
	mark_list(rd, &span);
}

/* Several articles, one step of undo. */
static void
mark_many(struct reader *rd, const int64_t *ids, size_t n, enum mark mark)
{
	enum mark_change change = mark == MARK_HIDDEN ? MARK_SET : MARK_TOGGLE;
	struct err err = { .text = "" };
	struct store_article first;
	struct arena a = { 0 };
	int64_t changed = 0;
	bool found = false;

	struct store_fold fold = edition_fold_of(rd->edition);
	int64_t *all = arena_array(&a, n + 1, sizeof(*all));
	size_t nall = n;

	memcpy(all, ids, n * sizeof(*all));
	bool whole = fold.stories && fold.whole && (mark == MARK_READ || mark == MARK_HIDDEN);
	if ((whole && !store_whole(rd->desk->store, &a, &all, &nall, &err)) ||
	    !store_mark(rd->desk->store, all, nall, mark, change, &changed, &err) ||
	    !store_article(rd->desk->store, ids[0], &a, &first, &found, &err)) {
		reader_warn(rd, &err);
	} else {
		bool set = found && (first.marks & mark);

		if (mark == MARK_HIDDEN)
			for (size_t i = 0; i < n; i++)
				edition_drop(rd->edition, ids[i]);
		else
			edition_marked_some(rd->edition, ids, n, mark, set);
		reader_choose_none(rd);
		reader_marked_anywhere(rd);
		reader_follow(rd, false);
		say_marked(rd, changed, mark, set);
	}
	arena_done(&a);
}

/* A count in front takes so many rows from the selected one on. */
static void
take_count(struct reader *rd, int count)
{
	const struct row *row = edition_selected(rd->edition);

	if (count < 2 || rd->focus == PANE_DETAIL || reader_chosen_count(rd) > 0 || row == NULL)
		return;
	int64_t id = row->id;
	reader_choose_range(rd);
	(void)edition_move(rd->edition, count - 1);
	reader_choose_range(rd);
	(void)edition_select(rd->edition, id);
}

static void
mark_chosen(struct reader *rd, enum mark mark, int count)
{
	const int64_t *ids;
	size_t n;

	take_count(rd, count);
	if (!reader_chosen(rd, &ids, &n))
		return;
	if (mark == MARK_READ)
		rd->own->rest_at = 0;
	rd->own->refused = n == 0;
	if (n == 0)
		reader_say(rd, "there is no article here");
	else if (reader_chosen_count(rd) > 0)
		mark_many(rd, ids, n, mark);
	else if (mark == MARK_HIDDEN)
		hide(rd, ids[0]);
	else
		reader_mark(rd, ids[0], mark, MARK_TOGGLE);
}

struct undone {
	int64_t changed, *ids;
	size_t n;
};

/* What it was, and what would be next. */
static void
say_undone(struct reader *rd, const char *what)
{
	struct arena a = { 0 };
	const char *next = store_undo_next(rd->desk->store, &a);

	if (next != NULL)
		reader_say(
		    rd, "taken back: %s; %s again: %s", what, keymap_first(rd->keymap, ACTION_UNDO), next);
	else
		reader_say(rd, "taken back: %s; that was the first step", what);
	arena_done(&a);
}

/* A decision about a story has consequences for all of it. */
static bool
take_back(struct reader *rd, struct arena *a, const char **what, struct undone *u, struct err *err)
{
	struct store *st = rd->desk->store;
	struct store_story before = { 0 };
	int64_t article = 0;

	return store_story_noted(st, &article, err) &&
	    (article == 0 || store_story(st, article, &before, err)) &&
	    store_undo(st, a, what, &u->changed, &u->ids, &u->n, err) &&
	    (article == 0 || linking_undone(st, article, before.id, err));
}

static void
undo(struct reader *rd)
{
	struct undone u = { 0 };
	struct arena a = { 0 };
	struct err err = { .text = "" };
	const char *what = NULL;

	if (!take_back(rd, &a, &what, &u, &err)) {
		reader_warn(rd, &err);
	} else if (what == NULL) {
		reader_say(rd, "there is nothing to undo");
	} else {
		reader_reload_list(rd);
		if (!reading_reload(&rd->reading, &err))
			reader_warn(rd, &err);
		if (u.n == 1)
			edition_select(rd->edition, u.ids[0]);
		reader_follow(rd, false);
		histogram_spoil(rd);
		reader_reload_counts(rd);
		reader_spoil(rd);
		say_undone(rd, what);
	}
	arena_done(&a);
}

unsigned
reader_act_mark(struct reader *rd, enum action action, int count)
{
	switch (action) {
	case ACTION_UNDO:
		undo(rd);
		break;
	case ACTION_STAR:
		mark_chosen(rd, MARK_STARRED, count);
		break;
	case ACTION_READ:
		mark_chosen(rd, MARK_READ, count);
		break;
	case ACTION_HIDE:
		mark_chosen(rd, MARK_HIDDEN, count);
		break;
	case ACTION_READ_ALL:
		mark_list(rd, NULL);
		break;
	case ACTION_READ_ABOVE:
	case ACTION_READ_BELOW:
		mark_side(rd, action);
		break;
	case ACTION_CHOOSE:
		reader_choose(rd);
		break;
	case ACTION_RANGE:
		reader_choose_range(rd);
		break;
	case ACTION_STORY_SPLIT:
	case ACTION_STORY_JOIN:
		return reader_act_story(rd, action);
	default:
		return reader_act_views(rd, action);
	}
	return EFFECT_HANDLED;
}
