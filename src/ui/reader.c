/* SPDX-License-Identifier: ISC */
/* The reader's state and what panes ask of it.  Nothing here draws: what looks
 * different is marked dirty and drawn once, when all keys that have come are
 * done. */
#include "ui/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "opener/opener.h"
#include "ui/keymap.h"
#include "ui/overlays.h"
#include "ui/reader_chosen.h"
#include "ui/reader_parts.h"
#include "ui/reader_settings.h"
#include "ui/screen.h"

int64_t
reader_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
reader_dirty(struct reader *rd, unsigned what)
{
	rd->own->dirty |= what;
}

void
reader_spoil(struct reader *rd)
{
	reader_dirty(rd, DIRTY_ALL);
}

bool
reader_shows(const struct reader *rd, enum pane_id pane)
{
	return rd->layout.pane[pane].height > 0;
}

struct reader *
reader_new(struct desk *desk)
{
	struct reader *rd = mem_alloc(sizeof(*rd));

	rd->own = mem_alloc(sizeof(*rd->own));
	rd->desk = desk;
	rd->edition = edition_new(desk);
	reading_init(&rd->reading, desk);
	rd->keymap = keymap_new(&desk->keys);
	reader_make_opener(rd);
	rd->focus = PANE_STORIES;
	rd->own->followed_time = DATE_NONE;
	rd->totals = (struct store_totals){ -1, -1, -1, -1 };
	rd->panes[PANE_TOPICS] = topics_pane_new(rd);
	rd->panes[PANE_STORIES] = stories_pane_new(rd);
	rd->panes[PANE_DETAIL] = detail_pane_new(rd);
	rd->own->totals_stale = rd->own->topics_stale = rd->own->sources_stale = true;
	rd->own->unsettled = desk_unsettled(desk) > 0;
	histogram_spoil(rd);
	if (desk->sample)
		rd->hint = "This is a sample: a adds a source of your own, ? helps, q quits";
	reader_settings_changed(rd);
	reader_load_history(rd);
	histogram_spoil(rd);
	return rd;
}

struct query_sort
reader_usual_order(const struct reader *rd)
{
	static const enum query_order grouped[] = {
		[GROUPING_TOPIC] = ORDER_TOPIC,
		[GROUPING_SOURCE] = ORDER_SOURCE,
		[GROUPING_PROVIDER] = ORDER_PROVIDER,
	};
	const struct settings *s = &rd->desk->settings;

	if (s->group > GROUPING_DAY && s->group < GROUPING_NONE)
		return (struct query_sort){ grouped[s->group], false };
	return (struct query_sort){ (enum query_order)s->order, false };
}

bool
reader_start(struct reader *rd, const char *text)
{
	struct arena a = { 0 };
	struct query_sort sort = reader_usual_order(rd);
	struct query_error error = { 0 };
	struct err err = { .text = "" };
	const struct query *q = query_parse(&a, text == NULL ? "" : text, date_now(), &sort, &error);

	if (q == NULL) {
		reader_say(rd, "%s: %s", text, error.text);
		rd->message_is_warning = true;
		q = query_parse(&a, "", date_now(), NULL, &error);
	}
	reader_later_begin(rd, false);
	bool ok = edition_set(rd->edition, q, sort, false, &err);
	reader_later_end(rd);
	/* The first picture does not wait for it. */
	bool later = !ok && rd->own->is_wanted != NULL && store_was_interrupted(rd->desk->store);
	if (later)
		reader_later_keep(rd, q, sort, false);
	else if (!ok)
		reader_warn(rd, &err);
	ok = ok || later;
	rd->own->version = store_version(rd->desk->store);
	if (ok && rd->message[0] == '\0')
		reader_say_problems(rd);
	arena_done(&a);
	return ok;
}

void
reader_free(struct reader *rd)
{
	refresh_stop(&rd->refresh);
	find_done(&rd->own->find);
	full_done(&rd->own->full);
	for (int i = 0; i < PANE_COUNT; i++)
		rd->panes[i]->ops->free(rd->panes[i]);
	if (rd->overlay != NULL)
		rd->overlay->ops->free(rd->overlay);
	free(rd->own->views.unread);
	reader_empty_done(&rd->own->empty);
	arena_done(&rd->own->later.arena);
	for (int i = 0; i < HISTORY_COUNT; i++)
		prompt_history_done(&rd->own->history[i]);
	prompt_free(rd->prompt);
	edition_free(rd->own->origin);
	edition_free(rd->edition);
	reading_done(&rd->reading);
	opener_free(rd->opener);
	keymap_free(rd->keymap);
	arena_done(&rd->topics_arena);
	arena_done(&rd->sources_arena);
	free(rd->own->chosen.ids);
	free(rd->own->before_story);
	messages_done(&rd->own->messages);
	free(rd->own);
	free(rd);
}

void
reader_say(struct reader *rd, const char *format, ...)
{
	struct err err = { .text = "" };
	va_list ap;

	/* Safe to show and cut at a character, as errors are. */
	va_start(ap, format);
	vsnprintf(rd->message, sizeof(rd->message), format, ap);
	va_end(ap);
	err_set(&err, "%s", rd->message);
	snprintf(rd->message, sizeof(rd->message), "%s", err.text);
	rd->message_is_warning = false;
	messages_add(&rd->own->messages, rd->message, false);
	reader_dirty(rd, DIRTY_FRAME);
}

void
reader_warn(struct reader *rd, const struct err *err)
{
	snprintf(rd->message, sizeof(rd->message), "%s", err->text);
	rd->message_is_warning = true;
	messages_add(&rd->own->messages, rd->message, true);
	reader_dirty(rd, DIRTY_FRAME);
}

static bool
is_called(const struct topic *t, const char *name)
{
	return strcasecmp(t->name, name) == 0 || (t->key != NULL && strcasecmp(t->key, name) == 0) ||
	       (t->shortname != NULL && strcasecmp(t->shortname, name) == 0);
}

void
reader_find_topic(struct reader *rd)
{
	const struct query *q = query_find(edition_query(rd->edition), QUERY_TOPIC);

	rd->topic = 0;
	for (size_t i = 0; q != NULL && i < rd->ntopics; i++)
		if (is_called(&rd->topics[i], q->text))
			rd->topic = rd->topics[i].id;
}

bool
reader_filter_sorted(struct reader *rd, const struct query *q, struct query_sort sort, bool keep)
{
	struct err err = { .text = "" };

	reader_choose_none(rd);
	reader_later_begin(rd, false);
	bool ok = edition_set(rd->edition, q, sort, keep, &err);
	reader_later_end(rd);
	if (!ok && store_was_interrupted(rd->desk->store)) {
		reader_later_keep(rd, q, sort, keep);
		return false;
	}
	reader_later_forget(rd);
	if (!ok) {
		reader_warn(rd, &err);
		return false;
	}
	histogram_spoil(rd);
	reader_find_topic(rd);
	reader_find_source(rd);
	reader_follow(rd, false);
	reader_spoil(rd);
	return true;
}

void
reader_filter(struct reader *rd, const struct query *q)
{
	reader_filter_sorted(rd, q, edition_sort(rd->edition), true);
}

void
reader_filter_field(struct reader *rd, enum query_field field, const char *value)
{
	struct arena a = { 0 };
	const struct query *q = query_without(&a, edition_query(rd->edition), field);
	const struct query *more = value == NULL ? NULL : query_make(&a, field, value, date_now());

	if (value != NULL && more == NULL)
		reader_say(rd, "%s: not understood", value);
	else
		reader_filter(rd, more == NULL ? q : query_and(&a, q, more));
	arena_done(&a);
}

void
reader_follow(struct reader *rd, bool mark)
{
	const struct row *row = edition_selected(rd->edition);

	rd->own->follow = true;
	rd->own->rest_at = 0;
	if (!mark || row == NULL)
		return;
	if (edition_covered(rd->edition) == 0) {
		reader_read(rd, row->id, row->marks);
		return;
	}
	reader_catch_up(rd);
	reader_read(rd, rd->reading.id, rd->reading.shown.marks);
}

void
reader_focus(struct reader *rd, enum pane_id pane)
{
	if (rd->focus == pane)
		return;
	rd->focus = pane;
	rd->own->rest_at = 0;
	reader_relayout(rd);
	reader_spoil(rd);
}

void
reader_reload_counts(struct reader *rd)
{
	rd->own->totals_stale = rd->own->topics_stale = rd->own->sources_stale = true;
	rd->own->unsettled = desk_unsettled(rd->desk) > 0;
	rd->own->views.known = 0;
	/* Marks change what a filter by them matches. */
	if (query_mentions_field(edition_query(rd->edition), QUERY_IS))
		histogram_spoil(rd);
}

void
reader_overlay(struct reader *rd, struct pane *overlay)
{
	if (rd->overlay != NULL)
		rd->overlay->ops->free(rd->overlay);
	rd->overlay = overlay;
	reader_spoil(rd);
}
