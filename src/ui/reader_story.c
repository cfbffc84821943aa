/* SPDX-License-Identifier: ISC */
/* What a person decides about a story: this article is not of it, that one is.
 * Remembered by the store, one step of undo each. */
#include "ui/reader_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "desk/linking.h"
#include "store/store_story.h"
#include "ui/keymap.h"
#include "ui/overlays.h"
#include "ui/reader_chosen.h"

enum { AROUND = 150, DAYS = 14 * 24 * 60 * 60 };

/* The item that one has gone to, else the article itself; 0: the store has none. */
static int64_t
target(struct reader *rd)
{
	const struct reading *r = &rd->reading;
	size_t i = r->place.step > 0 ? r->place.step : r->place.chosen;

	if (rd->focus == PANE_DETAIL && i > 0 && i <= reading_related_count(r))
		return r->matches[i - 1].id;
	return r->id;
}

static void
changed(struct reader *rd, const char *what)
{
	rd->reading.place.chosen = rd->reading.place.step = 0;
	reader_marked_anywhere(rd);
	reader_say(rd, "%s, whatever is found later; %s takes it back", what,
	    keymap_first(rd->keymap, ACTION_UNDO));
}

static void
refuse(struct reader *rd, const char *why)
{
	reader_say(rd, "%s", why);
	rd->own->refused = true;
}

static void
split(struct reader *rd)
{
	struct err err = { .text = "" };
	struct store_story story = { 0 };
	int64_t id = target(rd);

	if (id == 0)
		refuse(rd, "the store has no article of this one");
	else if (!store_story(rd->desk->store, id, &story, &err) ||
	    (story.id != 0 && !linking_split(rd->desk->store, id, &err)))
		reader_warn(rd, &err);
	else if (story.id == 0)
		refuse(rd, "it is in no story");
	else
		changed(rd, id == rd->reading.id ? "it stands alone" : "that one stands alone");
}

/* -- joining: those that were chosen with it, or it with one that is picked */

static void
join_chosen(struct reader *rd)
{
	struct err err = { .text = "" };
	const int64_t *ids;
	int64_t with = rd->reading.id;
	size_t n, joined = 0;

	if (!reader_chosen(rd, &ids, &n))
		return;
	for (size_t i = 0; i < n; i++) {
		if (ids[i] == with)
			continue;
		if (!linking_join(rd->desk->store, ids[i], with, &err)) {
			reader_warn(rd, &err);
			return;
		}
		joined++;
	}
	struct arena a = { 0 };
	reader_choose_none(rd);
	if (joined > 0)
		changed(rd, arena_printf(&a, "%zu put into this story", joined));
	else
		refuse(rd, "choose others than this one");
	arena_done(&a);
}

/* VALUE: "ID WITH" */
static void
join_picked(struct reader *rd, const char *value)
{
	struct err err = { .text = "" };
	char *end;
	int64_t id = strtoll(value, &end, 10), with = strtoll(end, NULL, 10);

	if (!linking_join(rd->desk->store, id, with, &err))
		reader_warn(rd, &err);
	else
		changed(rd, "it is of that story");
}

struct choices {
	struct arena arena;
	struct picker_item *items;
	size_t n;
	int64_t id;
	int64_t ids[AROUND * 2 + 8];	/* that are offered */
};

static void
offer(struct choices *c, int64_t other, int64_t time, const char *title, const char *outlet)
{
	char when[64];

	for (size_t i = 0; i < c->n; i++)
		if (c->ids[i] == other)
			return;
	if (other == c->id || other == 0 || c->n == COUNT(c->ids))
		return;
	c->ids[c->n] = other;
	c->items = arena_grow(&c->arena, c->items, c->n, sizeof(*c->items));
	c->items[c->n++] = (struct picker_item){ title != NULL && *title != '\0' ? title : "(no title)",
		arena_printf(&c->arena, "%s, %s", outlet,
		    date_format_local(time, "%d %b %H:%M", when, sizeof(when))),
		arena_printf(&c->arena, "%" PRId64 " %" PRId64, c->id, other), 0 };
}

/* The likest first, then those that came at about the same time. */
static bool
collect(struct reader *rd, struct choices *c, struct err *err)
{
	const struct article *art = &rd->reading.shown.art;
	struct store_list all = { .sort = { ORDER_DATE, false } };
	int64_t time = art->published != DATE_NONE ? art->published : rd->reading.shown.first_seen;
	struct store_cursor here = { 0, time + 1, INT64_MAX };
	struct row *rows;
	size_t n;

	for (size_t i = 0; i < art->nrelated; i++)
		if (rd->reading.matches[i].also)
			offer(c, rd->reading.matches[i].id, art->related[i].published, art->related[i].title,
			    provider_label(&art->related[i].provider));
	for (int before = 1; before >= 0; before--) {
		if (!store_rows(rd->desk->store, &all, &here, before == 1, AROUND, &c->arena, &rows, &n, err))
			return false;
		for (size_t i = 0; i < n; i++)
			if (rows[i].time - time < DAYS && time - rows[i].time < DAYS)
				offer(c, rows[i].id, rows[i].time, rows[i].title, rows[i].provider);
	}
	return true;
}

static void
join(struct reader *rd)
{
	struct choices c = { .id = rd->reading.id };
	struct err err = { .text = "" };

	if (c.id == 0)
		refuse(rd, "there is no article here");
	else if (reader_chosen_count(rd) > 0)
		join_chosen(rd);
	else if (!collect(rd, &c, &err))
		reader_warn(rd, &err);
	else if (c.n == 0)
		refuse(rd, "there is no other article of these days");
	else
		reader_overlay(rd, picker_new("Of the same story as", c.items, c.n, "", join_picked));
	arena_done(&c.arena);
}

/* -- all of it, whatever the list shows, and back to that */

static void
filter(struct reader *rd)
{
	struct arena a = { 0 };
	const struct query *q = edition_query(rd->edition);
	int64_t id = target(rd);
	const char *text = rd->own->before_story;

	if (q != NULL && q->op == QUERY_FIELD && q->field == QUERY_STORY) {
		q = query_parse(&a, text != NULL ? text : "", date_now(), NULL, NULL);
		reader_filter(rd, q);
		edition_select(rd->edition, id);
		free(rd->own->before_story);
		rd->own->before_story = NULL;
	} else if (id == 0) {
		refuse(rd, "the store has no article of this one");
	} else {
		free(rd->own->before_story);
		rd->own->before_story = mem_strdup(q != NULL ? query_format(&a, q) : "");
		text = arena_printf(&a, "%" PRId64, id);
		reader_filter(rd, query_make(&a, QUERY_STORY, text, date_now()));
		edition_select(rd->edition, id);
	}
	arena_done(&a);
}

unsigned
reader_act_story(struct reader *rd, enum action action)
{
	reader_catch_up(rd);
	if (action == ACTION_STORY_SPLIT)
		split(rd);
	else if (action == ACTION_STORY_JOIN)
		join(rd);
	else
		filter(rd);
	return EFFECT_DRAW_ALL;
}
