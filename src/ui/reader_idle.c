/* SPDX-License-Identifier: ISC */
/* Work aside, in pieces that yield to a key: the detail of the first article,
 * counts, the tree of topics, the refresh in the background.  None of it is
 * done before the first picture is on the terminal. */
#include "ui/reader_parts.h"

#include <stdio.h>

#include "base/date.h"
#include "base/err.h"
#include "desk/desk.h"

enum { LOOK_MS = 1000, SETTLE_BATCH = 500 };

void
reader_catch_up(struct reader *rd)
{
	struct reader_own *own = rd->own;
	const struct row *row = edition_selected(rd->edition);
	int64_t id = row == NULL ? 0 : row->id;
	size_t cover = edition_covered(rd->edition);
	struct err err = { .text = "" };

	if (!own->follow)
		return;
	own->follow = false;
	own->followed_time = row == NULL ? DATE_NONE : row->time;
	if (id == own->followed && cover == own->followed_cover &&
	    (id == 0 || cover > 0 || rd->reading.id == id))
		return;
	own->followed = id;
	own->followed_cover = cover;
	if (!reading_show(&rd->reading, id, &err) ||
	    (cover > 0 && !reading_enter(&rd->reading, cover - 1, &err)))
		reader_warn(rd, &err);
	reader_dirty(rd, DIRTY_DETAIL | DIRTY_FRAME);
}

void
reader_follow_calmly(struct reader *rd)
{
	if (rd->own->follow && reader_clock() >= rd->own->follow_at)
		reader_catch_up(rd);
}

static bool
count_totals(struct reader *rd)
{
	struct store_totals totals;

	rd->own->totals_stale = false;
	if (!store_totals(rd->desk->store, &totals, NULL)) {
		rd->own->totals_stale = store_was_interrupted(rd->desk->store);
		return true;
	}
	rd->totals = totals;
	if (edition_fold_of(rd->edition).stories) {
		rd->totals.listed = totals.stories;
		rd->totals.unread = totals.unread_stories;
	}
	reader_dirty(rd, DIRTY_FRAME | DIRTY_STORIES);
	return true;
}

static bool
load_topics(struct reader *rd)
{
	struct arena fresh = { 0 };
	size_t n = 0;
	struct topic *topics;

	rd->own->topics_stale = false;
	topics = store_topics(rd->desk->store, &fresh, &n, NULL);
	if (topics == NULL && n > 0) {
		rd->own->topics_stale = store_was_interrupted(rd->desk->store);
		arena_done(&fresh);
		return true;
	}
	arena_done(&rd->topics_arena);
	rd->topics_arena = fresh;
	rd->topics = topics;
	rd->ntopics = n;
	for (size_t i = 0; i < n && edition_fold_of(rd->edition).stories; i++) {
		topics[i].total = topics[i].stories;
		topics[i].unread = topics[i].unread_stories;
	}
	reader_find_topic(rd);
	reader_dirty(rd, DIRTY_TOPICS);
	return true;
}

/* Articles of large sources that were added or removed come and go bit by bit. */
static bool
settle(struct reader *rd)
{
	struct reader_own *own = rd->own;
	struct err err = { .text = "" };
	char number[32];
	int64_t left;

	if (!own->unsettled)
		return false;
	if (!store_settle(rd->desk->store, SETTLE_BATCH, &left, &err)) {
		own->unsettled = store_was_interrupted(rd->desk->store);
		if (!own->unsettled)
			reader_warn(rd, &err);
		return true;
	}
	own->unsettled = left > 0;
	own->totals_stale = true;
	if (left == 0) {
		reader_say(rd, "sources and their articles are in order again");
		reader_reload(rd);
		return true;
	}
	snprintf(rd->message, sizeof(rd->message), "%s articles have yet to come or go with their source",
	    reader_format_count(left, number));
	rd->message_is_warning = false;
	reader_dirty(rd, DIRTY_FRAME);
	return true;
}

/* An older store's stories are folded bit by bit. */
static bool
fold_stories(struct reader *rd)
{
	bool more = false;

	if (rd->own->folded || store_is_read_only(rd->desk->store))
		return false;
	bool ok = store_stories_late(rd->desk->store, &more, NULL);
	rd->own->folded = ok ? !more : !store_was_interrupted(rd->desk->store);
	if (rd->own->folded && ok && rd->own->folding)
		reader_reload(rd);
	rd->own->folding = more;
	return more || rd->own->folding;
}

bool
reader_idle(struct reader *rd)
{
	struct reader_own *own = rd->own;
	struct pane *p = rd->overlay;

	if (p != NULL && p->ops->idle != NULL && p->ops->idle(p, rd)) {
		reader_dirty(rd, DIRTY_OVERLAY);
		return true;
	}
	if (own->totals_stale)
		return count_totals(rd);
	if (own->topics_stale)
		return load_topics(rd);
	if (own->sources_stale)
		return reader_load_sources(rd);
	if (reader_count_view(rd))
		return true;
	if (edition_idle(rd->edition)) {
		reader_dirty(rd, DIRTY_STORIES | DIRTY_FRAME);
		return true;
	}
	if (reader_empty_idle(rd) || histogram_idle(rd) || settle(rd) || fold_stories(rd))
		return true;
	if (!own->begun) {
		own->begun = true;
		if (rd->desk->settings.refresh_start || rd->desk->sample)
			reader_start_refresh(rd, NULL, 0, false);
		else
			own->refreshed_at = reader_clock();
		return true;
	}
	return false;
}

int
reader_patience(const struct reader *rd)
{
	int64_t now = reader_clock(), until = rd->own->looked_at + LOOK_MS;

	if (rd->own->rest_at != 0 && rd->own->rest_at < until)
		until = rd->own->rest_at;
	if (rd->own->follow && rd->own->follow_at < until)
		until = rd->own->follow_at;
	if (histogram_due(rd) != 0 && histogram_due(rd) < until)
		until = histogram_due(rd);
	if (rd->own->keys_at != 0 && rd->own->keys_at < until)
		until = rd->own->keys_at;
	return until <= now ? 0 : (int)(until - now);
}

void
reader_rested(struct reader *rd)
{
	const struct row *row = edition_selected(rd->edition);

	rd->own->rest_at = 0;
	if (row == NULL || rd->overlay != NULL || rd->prompt != NULL || !reader_shows(rd, PANE_DETAIL))
		return;
	if (rd->reading.id == row->id || edition_covered(rd->edition) > 0)
		reader_read(rd, rd->reading.id, rd->reading.shown.marks);
}

void
reader_timers(struct reader *rd)
{
	int64_t now = reader_clock(), version;

	if (rd->own->rest_at != 0 && now >= rd->own->rest_at)
		reader_rested(rd);
	if (rd->own->keys_at != 0 && now >= rd->own->keys_at)
		reader_keys_expire(rd);
	if (reader_refresh_due(rd) != 0 && now >= reader_refresh_due(rd))
		reader_start_refresh(rd, NULL, 0, false);
	if (now - rd->own->looked_at < LOOK_MS)
		return;
	rd->own->looked_at = now;
	version = store_version(rd->desk->store);
	if (version != rd->own->version)
		reader_reload(rd);
}

void
reader_reload_list(struct reader *rd)
{
	struct err err = { .text = "" };

	reader_later_begin(rd, false);
	bool ok = edition_reload(rd->edition, &err);
	reader_later_end(rd);
	if (!ok && rd->own->is_wanted != NULL && store_was_interrupted(rd->desk->store))
		rd->own->version = -1;
	else if (!ok)
		reader_warn(rd, &err);
}

void
reader_reload(struct reader *rd)
{
	struct err err = { .text = "" };
	bool empty = edition_selected(rd->edition) == NULL;

	rd->own->version = store_version(rd->desk->store);
	rd->own->looked_at = reader_clock();
	reader_later_begin(rd, false);
	bool ok = edition_reload(rd->edition, &err) &&
	    (rd->own->origin == NULL || edition_reload(rd->own->origin, &err)) &&
	    reading_reload(&rd->reading, &err);
	reader_later_end(rd);
	/* A key came first: at the next look. */
	if (!ok && store_was_interrupted(rd->desk->store))
		rd->own->version = -1;
	else if (!ok)
		reader_warn(rd, &err);
	reader_reload_counts(rd);
	histogram_spoil(rd);
	/* The list moves on by itself only while nobody has touched it. */
	if (empty || rd->focus != PANE_DETAIL)
		rd->own->follow = true;
	reader_spoil(rd);
}
