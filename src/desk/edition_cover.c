/* SPDX-License-Identifier: ISC */
/* The coverage of one row, unfolded below it.  Its items are no rows of the
 * list: they have no place in its order and are counted nowhere; the selection
 * may stand on one of them all the same. */
#include "desk/edition_parts.h"

#include <stdlib.h>

#include "base/err.h"
#include "desk/desk.h"
#include "desk/related.h"

static void
forget(struct edition_cover *c)
{
	arena_reset(&c->arena);
	c->id = 0;
	c->chosen = c->count = 0;
	c->shown = (struct store_article){ 0 };
	c->matches = NULL;
	c->headlines = NULL;
}

/* False: there is none, or it could not be read. */
static bool
load(struct edition *ed, int64_t id, struct err *err)
{
	struct edition_cover *c = &ed->cover;
	struct store *st = ed->desk->store;
	bool found = false;

	forget(c);
	if (!store_article(st, id, &c->arena, &c->shown, &found, err) || !found ||
	    !related_load(st, &c->arena, &c->shown, &c->matches, err) || c->shown.art.nrelated == 0) {
		forget(c);
		return false;
	}
	c->id = id;
	c->count = c->shown.art.nrelated;
	c->headlines = related_headlines(&c->arena, &c->shown.art);
	return true;
}

bool
edition_cover_is_at(const struct edition *ed, size_t i)
{
	return ed->cover.id != 0 && i < ed->n && ed->rows[i].id == ed->cover.id;
}

size_t
edition_cover_lines(const struct edition *ed, size_t i, size_t height)
{
	/* The row itself and a heading stay in sight. */
	size_t most = height > 2 ? height - 2 : 0;

	if (!edition_cover_is_at(ed, i))
		return 0;
	return ed->cover.count < most ? ed->cover.count : most;
}

size_t
edition_covered(const struct edition *ed)
{
	return edition_cover_is_at(ed, ed->selected) ? ed->cover.chosen : 0;
}

bool
edition_unfold(struct edition *ed, struct err *err)
{
	if (ed->n == 0 || edition_cover_is_at(ed, ed->selected) || ed->rows[ed->selected].coverage == 0)
		return false;
	size_t line = edition_drawn_line(ed);
	bool ok = load(ed, ed->rows[ed->selected].id, err);
	/* What was unfolded above it has gone. */
	edition_put_at_line(ed, line);
	ed->touched = true;
	return ok;
}

bool
edition_is_whole(const struct edition *ed, int64_t id)
{
	size_t i = edition_index(ed, id);

	return ed->fold.stories && ed->fold.whole && i < ed->n && ed->rows[i].story != 0 &&
	    !edition_cover_is_at(ed, i);
}

struct store_fold
edition_fold_of(const struct edition *ed)
{
	return ed->fold;
}

bool
edition_is_other(const struct edition *ed, const struct row *row)
{
	return ed->fold.stories && row->story != 0 && (row->folded & 1U << ed->fold.lead);
}

bool
edition_fold(struct edition *ed)
{
	if (!edition_cover_is_at(ed, ed->selected))
		return false;
	forget(&ed->cover);
	return true;
}

void
edition_cover_done(struct edition *ed)
{
	arena_done(&ed->cover.arena);
	ed->cover = (struct edition_cover){ 0 };
}

void
edition_cover_drop(struct edition *ed)
{
	forget(&ed->cover);
}

void
edition_cover_leave(struct edition *ed)
{
	ed->cover.chosen = 0;
}

void
edition_cover_reload(struct edition *ed)
{
	size_t chosen = ed->cover.chosen;

	if (ed->cover.id == 0)
		return;
	(void)load(ed, ed->cover.id, NULL);
	ed->cover.chosen = chosen <= ed->cover.count ? chosen : ed->cover.count;
}

void
edition_cover_marked(struct edition *ed, int64_t id, unsigned marks)
{
	for (size_t i = 0; i < ed->cover.count; i++)
		if (ed->cover.matches[i].id == id)
			ed->cover.matches[i].marks = marks;
}

/* Rows to go down from FROM until the unfolded one is reached; all there may be. */
static long
rows_to_cover(const struct edition *ed, bool down)
{
	size_t at = ed->cover.id != 0 ? edition_index(ed, ed->cover.id) : ed->n;

	if (at >= ed->n || (down ? at <= ed->selected : at >= ed->selected))
		return 0;
	return down ? (long)(at - ed->selected) : (long)(ed->selected - at);
}

/* As far as it goes within the items of the selected row. */
static long
step_inside(struct edition *ed, long delta)
{
	struct edition_cover *c = &ed->cover;
	long room = !edition_cover_is_at(ed, ed->selected) ? 0 : delta > 0 ? (long)(c->count - c->chosen)
	    : (long)c->chosen;
	long step = delta > 0 ? (delta < room ? delta : room) : (-delta < room ? delta : -room);

	c->chosen = (size_t)((long)c->chosen + step);
	return step;
}

/* Rows, and onto the items when one comes from below. */
static long
step_outside(struct edition *ed, long delta)
{
	long until = rows_to_cover(ed, delta > 0);
	long step = until == 0 || labs(delta) <= until ? delta : delta > 0 ? until : -until;
	long gone = edition_move_rows(ed, step);

	if (gone != 0)
		ed->cover.chosen = gone < 0 && edition_cover_is_at(ed, ed->selected) ? ed->cover.count : 0;
	return gone;
}

bool
edition_move(struct edition *ed, long delta)
{
	bool moved = false;

	while (delta != 0 && ed->n > 0) {
		long gone = step_inside(ed, delta);

		if (gone == 0)
			gone = step_outside(ed, delta);
		if (gone == 0)
			break;
		moved = true;
		delta -= gone;
	}
	ed->touched |= moved;
	return moved;
}
