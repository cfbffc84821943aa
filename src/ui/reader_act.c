/* SPDX-License-Identifier: ISC */
/* Actions that no pane has taken: going between panes, moving in the list from
 * anywhere, reading on, opening. */
#include "ui/reader_parts.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/desk.h"
#include "ui/command_line.h"
#include "ui/key.h"
#include "ui/keymap.h"
#include "ui/overlays.h"
#include "ui/reader_chosen.h"
#include "ui/screen.h"
#include "ui/share.h"

enum { OPEN_MOST = 10 };

static unsigned
enter_article(struct reader *rd)
{
	if (edition_selected(rd->edition) == NULL)
		return EFFECT_HANDLED;
	reader_follow(rd, true);
	reader_focus(rd, PANE_DETAIL);
	return EFFECT_HANDLED;
}

static unsigned
go_back(struct reader *rd)
{
	if (rd->own->key == KEYCODE_ESC && reader_stop_full(rd))
		reader_say(rd, "stopped reading the full text");
	else if (rd->focus != PANE_STORIES)
		reader_focus(rd, PANE_STORIES);
	else if (reader_choose_none(rd))
		return EFFECT_HANDLED;
	else if (edition_covered(rd->edition) > 0 && edition_fold(rd->edition))
		return EFFECT_DRAW | EFFECT_FOLLOW;
	else if (rd->own->key != KEYCODE_ESC)
		return EFFECT_QUIT;
	else if (reader_stop_find(rd))
		reader_say(rd, "nothing is added");
	else
		(void)reader_stop_refresh(rd);
	return EFFECT_HANDLED;
}

static unsigned
step_pane(struct reader *rd, int step)
{
	int n = ((int)rd->focus + step + PANE_COUNT) % PANE_COUNT;

	reader_focus(rd, (enum pane_id)n);
	return EFFECT_HANDLED;
}

static unsigned
go_unread(struct reader *rd, int direction, int count)
{
	bool moved = false;

	reader_later_begin(rd, false);
	for (int i = 0; i < (count > 0 ? count : 1) && edition_unread(rd->edition, direction); i++)
		moved = true;
	reader_later_end(rd);
	if (!moved && reader_later_move(rd, direction > 0 ? ACTION_NEXT_UNREAD : ACTION_PREVIOUS_UNREAD, 0))
		return EFFECT_HANDLED;
	if (!moved) {
		reader_say(rd, direction > 0 ? "nothing unread further down" : "nothing unread further up");
		rd->own->refused = true;
		return EFFECT_HANDLED;
	}
	return EFFECT_DRAW_ALL | EFFECT_FOLLOW;
}

static unsigned
go_day(struct reader *rd, int direction, int count)
{
	bool moved = false;

	reader_later_begin(rd, false);
	for (int i = 0; i < (count > 0 ? count : 1) && edition_day(rd->edition, direction); i++)
		moved = true;
	reader_later_end(rd);
	if (!moved && reader_later_move(rd, direction > 0 ? ACTION_DAY_NEXT : ACTION_DAY_PREVIOUS, 0))
		return EFFECT_HANDLED;
	if (!moved) {
		bool groups = edition_is_grouped(rd->edition);

		if (!groups && edition_sort(rd->edition).order != ORDER_DATE)
			reader_say(rd, "only a list by date has days");
		else
			reader_say(rd, "that is the %s %s here", direction > 0 ? "last" : "first",
			    groups ? "heading" : "day");
		rd->own->refused = true;
		return EFFECT_HANDLED;
	}
	return EFFECT_DRAW_ALL | EFFECT_FOLLOW;
}

static unsigned
ask_detail(struct reader *rd, enum action action, int count)
{
	struct pane *p = rd->panes[PANE_DETAIL];
	unsigned effects;

	reader_catch_up(rd);
	effects = p->ops->act(p, rd, action, count);
	if (effects & EFFECT_DRAW)
		effects |= EFFECT_DRAW_ALL;
	return effects;
}

/* When a topic is read, the next one that has something unread. */
static unsigned
next_topic(struct reader *rd)
{
	size_t at = 0, i;

	if (rd->topic == 0)
		return EFFECT_NONE;
	while (at < rd->ntopics && rd->topics[at].id != rd->topic)
		at++;
	for (i = 1; i < rd->ntopics && rd->topics[(at + i) % rd->ntopics].unread == 0;)
		i++;
	if (at >= rd->ntopics || i >= rd->ntopics)
		return EFFECT_NONE;
	const char *name = rd->topics[(at + i) % rd->ntopics].name;
	reader_filter_field(rd, QUERY_TOPIC, name);
	const struct row *row = edition_selected(rd->edition);
	if (row == NULL || (!row_is_unread(row) && !edition_unread(rd->edition, 1)))
		return EFFECT_NONE;
	rd->own->refused = false;
	reader_say(rd, "on to %s", name);
	return EFFECT_DRAW_ALL | EFFECT_FOLLOW;
}

/* One key to read with: page by page, then the next unread one. */
static unsigned
read_on(struct reader *rd)
{
	const struct row *row = edition_selected(rd->edition);

	if (row == NULL)
		return EFFECT_HANDLED;
	if (!reader_shows(rd, PANE_DETAIL) || rd->focus == PANE_TOPICS)
		return enter_article(rd);
	reader_read(rd, row->id, row->marks);
	unsigned effects = rd->focus == PANE_DETAIL ? EFFECT_NONE : ask_detail(rd, ACTION_PAGE_READ, 0);
	if (effects != EFFECT_NONE)
		return effects;
	effects = go_unread(rd, 1, 0);
	if (!(effects & EFFECT_FOLLOW) && rd->own->later.action == ACTION_NONE)
		effects |= next_topic(rd);
	if (effects & EFFECT_FOLLOW)
		reader_follow(rd, rd->focus == PANE_DETAIL);
	return effects;
}

/* In the article beside the list too. */
static unsigned
go_match(struct reader *rd, enum action action)
{
	if (!reader_shows(rd, PANE_DETAIL))
		return enter_article(rd);
	return ask_detail(rd, action, 0) | EFFECT_DRAW_ALL;
}

/* Each in a window or tab of the browser's; not more than one wants at once. */
static unsigned
open_chosen(struct reader *rd)
{
	const int64_t *ids;
	struct arena a = { 0 };
	struct err err = { .text = "" };
	size_t n, opened = 0;

	if (!reader_chosen(rd, &ids, &n))
		return EFFECT_HANDLED;
	for (size_t i = 0; i < n && opened < OPEN_MOST; i++) {
		struct store_article sa;
		bool found;

		if (!store_article(rd->desk->store, ids[i], &a, &sa, &found, &err))
			break;
		if (!found || article_link(&sa.art) == NULL)
			continue;
		reader_open_typed(rd, article_link(&sa.art), sa.art.type);
		if (rd->message_is_warning)
			break;
		if (!(sa.marks & MARK_READ))
			reader_mark(rd, ids[i], MARK_READ, MARK_SET);
		opened++;
	}
	if (err.text[0] != '\0')
		reader_warn(rd, &err);
	else if (!rd->message_is_warning || opened > 0)
		reader_say(rd, "opened %zu of %zu%s", opened, n,
		    n > OPEN_MOST ? "; ten at a time are the most" : "");
	reader_choose_none(rd);
	arena_done(&a);
	return EFFECT_DRAW_ALL;
}

static unsigned
open_original(struct reader *rd)
{
	if (reader_chosen_count(rd) > 0 && rd->focus != PANE_DETAIL)
		return open_chosen(rd);
	reader_catch_up(rd);
	reader_open_link(rd, reading_link(&rd->reading));
	reader_read(rd, rd->reading.id, rd->reading.shown.marks);
	return EFFECT_DRAW_ALL;
}

static unsigned
act_open(struct reader *rd, enum action action, int count)
{
	unsigned effects;
	size_t i;

	if (action == ACTION_OPEN)
		return open_original(rd);
	if (share_act(rd, action))
		return EFFECT_HANDLED;
	effects = rd->focus == PANE_DETAIL ? EFFECT_NONE : ask_detail(rd, action, count);
	if (effects != EFFECT_NONE)
		return effects;
	i = (size_t)(action - ACTION_RELATED_1);
	if (action < ACTION_RELATED_1 || action > ACTION_RELATED_9
	    || i >= reading_related_count(&rd->reading))
		reader_say(rd, "there is no such link here");
	else
		reader_open_link(rd, reading_related_link(&rd->reading, i));
	return EFFECT_DRAW_ALL;
}

static unsigned
act_other(struct reader *rd, enum action action)
{
	switch (action) {
	case ACTION_REFRESH:
	case ACTION_REFRESH_HERE:
	case ACTION_REFRESH_STOP:
		return reader_act_refresh(rd, action);
	case ACTION_SOURCES:
		reader_overlay(rd, sources_pane_new(rd));
		break;
	case ACTION_REMOVE:
		reader_ask_remove(rd, rd->source != 0 ? rd->source : reader_source_here(rd));
		break;
	case ACTION_ADD:
		reader_ask_source(rd);
		break;
	case ACTION_LAYOUT:
		rd->own->wanted++;
		reader_relayout(rd);
		reader_say(rd, "layout: %s", layout_name(rd->layout.kind));
		reader_spoil(rd);
		break;
	case ACTION_MESSAGES:
		reader_overlay(rd, messages_pane_new(rd));
		break;
	case ACTION_COMMAND:
		reader_ask_command(rd);
		break;
	case ACTION_HELP:
		reader_overlay(rd, help_new(rd));
		break;
	case ACTION_REDRAW:
		screen_spoil();
		reader_spoil(rd);
		break;
	default:
		return EFFECT_NONE;
	}
	return EFFECT_HANDLED;
}

enum { TOPICS_STEP = 2, LIST_STEP = 5, LIST_LEAST = 10, LIST_MOST = 90 };

/* What the list takes now of what it shares with the article, in per cent. */
static int
list_share(const struct reader *rd)
{
	const struct box *list = &rd->layout.pane[PANE_STORIES], *detail = &rd->layout.pane[PANE_DETAIL];
	bool above = rd->layout.kind == LAYOUT_MEDIUM;
	int a = above ? list->height : list->width, b = above ? detail->height : detail->width;

	return a + b > 0 ? (a * 100 + (a + b) / 2) / (a + b) : 50;
}

/* The line between two panes moves; the setting follows. */
static unsigned
resize_pane(struct reader *rd, int step)
{
	struct settings *s = &rd->desk->settings;

	if (rd->layout.kind == LAYOUT_SINGLE || rd->layout.kind == LAYOUT_TINY) {
		reader_say(rd, "there is one pane; %s goes to the next layout",
		    keymap_first(rd->keymap, ACTION_LAYOUT));
	} else if (rd->focus == PANE_TOPICS && rd->layout.kind != LAYOUT_BESIDE) {
		s->layout_topics = rd->layout.pane[PANE_TOPICS].width + step * TOPICS_STEP;
		reader_relayout(rd);
		s->layout_topics = rd->layout.pane[PANE_TOPICS].width;
	} else {
		int list = list_share(rd) + (rd->focus == PANE_DETAIL ? -step : step) * LIST_STEP;

		s->layout_list = list < LIST_LEAST ? LIST_LEAST : list > LIST_MOST ? LIST_MOST : list;
		reader_relayout(rd);
		reader_say(rd, "layout.list: %d", s->layout_list);
	}
	return EFFECT_HANDLED;
}

static unsigned
act_move(struct reader *rd, enum action action)
{
	switch (action) {
	case ACTION_PANE_NEXT:
		return step_pane(rd, 1);
	case ACTION_PANE_PREVIOUS:
		return step_pane(rd, -1);
	case ACTION_LEFT:
	case ACTION_FOLD:
		return rd->focus == PANE_TOPICS ? EFFECT_HANDLED : step_pane(rd, -1);
	case ACTION_RIGHT:
	case ACTION_UNFOLD:
		if (rd->focus == PANE_TOPICS)
			return step_pane(rd, 1);
		return rd->focus == PANE_STORIES ? enter_article(rd) : EFFECT_HANDLED;
	case ACTION_ENTER:
		return rd->focus == PANE_STORIES ? enter_article(rd) : EFFECT_HANDLED;
	case ACTION_BACK:
		return go_back(rd);
	case ACTION_QUIT:
		return EFFECT_QUIT;
	case ACTION_GROW:
		return resize_pane(rd, 1);
	case ACTION_SHRINK:
		return resize_pane(rd, -1);
	default:
		return EFFECT_NONE;
	}
}

unsigned
reader_act(struct reader *rd, enum action action, int count)
{
	switch (action) {
	case ACTION_PAGE_READ:
		return read_on(rd);
	case ACTION_FULL:
		return reader_act_full(rd);
	case ACTION_NEXT_UNREAD:
		return go_unread(rd, 1, count);
	case ACTION_PREVIOUS_UNREAD:
		return go_unread(rd, -1, count);
	case ACTION_NEWS:
		return reader_act_refresh(rd, action);
	case ACTION_MATCH_NEXT:
	case ACTION_MATCH_PREVIOUS:
	case ACTION_WHY:
		return go_match(rd, action);
	case ACTION_DAY_PREVIOUS:
		return go_day(rd, -1, count);
	case ACTION_DAY_NEXT:
		return go_day(rd, 1, count);
	default:
		break;
	}
	switch (action_info[action].group) {
	case GROUP_MOVE:
		return act_move(rd, action);
	case GROUP_OPEN:
		return act_open(rd, action, count);
	case GROUP_READ:
	case GROUP_FILTER:
		return reader_act_filter(rd, action);
	case GROUP_MARK:
		return reader_act_mark(rd, action, count);
	default:
		return act_other(rd, action);
	}
}
