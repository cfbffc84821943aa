/* SPDX-License-Identifier: ISC */
/* A refresh while somebody reads: what has come is shown as it comes and
 * nothing moves; what failed is kept to be read, one line each, and the bottom
 * line says only how much. */
#include "ui/reader_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "desk/desk.h"
#include "ui/keymap.h"

enum { SHOW_MS = 200 };

static void
note_source(void *arg, const struct refresh_source *src)
{
	struct reader *rd = arg;
	struct reader_own *own = rd->own;
	struct err err = { .text = "" };

	own->damaged += src->damaged;
	own->fresh += src->fresh;
	if (src->error[0] == '\0')
		return;
	/* A folder's error names it already. */
	if (src->title[0] == '\0' || strstr(src->error, src->title) != NULL)
		err_set(&err, "%s", src->error);
	else
		err_set(&err, "%s: %s", src->title, src->error);
	messages_add(&own->messages, err.text, true);
	snprintf(own->fetch_error, sizeof(own->fetch_error), "%s", err.text);
	own->failed++;
}

/* Each can be read with the key for messages; the bottom line stays free. */
static void
note_damage(void *arg, const char *text)
{
	struct reader *rd = arg;

	messages_add(&rd->own->messages, text, true);
}

static void
note_notice(void *arg, const char *text)
{
	struct reader *rd = arg;

	messages_add(&rd->own->messages, text, false);
}

void
reader_start_refresh(struct reader *rd, const int64_t *ids, size_t n, bool asked)
{
	struct reader_own *own = rd->own;
	struct err err = { .text = "" };

	if (rd->refresh.running) {
		own->refresh_again = asked && own->refresh_stopped && n == 0;
		if (own->refresh_again)
			reader_say(rd, "stopping; then they are read again");
		else if (asked)
			reader_say(rd, "the sources are being read already; %s stops that",
			    keymap_first(rd->keymap, ACTION_REFRESH_STOP));
		return;
	}
	rd->refresh.source = note_source;
	rd->refresh.damage = note_damage;
	rd->refresh.notice = note_notice;
	rd->refresh.arg = rd;
	own->fetch_error[0] = '\0';
	own->damaged = own->fresh = own->failed = 0;
	own->stored = 0;
	own->refresh_asked = asked;
	own->refresh_stopped = own->refresh_again = false;
	own->last_id = store_last_id(rd->desk->store);
	if (!refresh_start(&rd->refresh, rd->desk, ids, n, false, &err))
		reader_warn(rd, &err);
	reader_dirty(rd, DIRTY_FRAME | DIRTY_STORIES);
}

/* It is not waited for: what is under way is finished first. */
bool
reader_stop_refresh(struct reader *rd)
{
	if (!rd->refresh.running || rd->own->refresh_stopped)
		return false;
	rd->own->refresh_stopped = true;
	refresh_interrupt(&rd->refresh);
	reader_say(rd, "stopping; what has come stays");
	return true;
}

/* What came of it, in the order in which it matters. */
static bool
outcome(const struct reader *rd, char *text, size_t size)
{
	const struct reader_own *own = rd->own;
	const struct refresh *r = &rd->refresh;
	int n = 0;

	text[0] = '\0';
	if (own->refresh_stopped)
		n = snprintf(text, size, "stopped; ");
	if (own->fresh > 0)
		n += snprintf(text + n, size - (size_t)n, "%lld new article%s; %s shows the first",
		    own->fresh, own->fresh == 1 ? "" : "s", keymap_first(rd->keymap, ACTION_NEWS));
	else if (r->stored > 0)
		n += snprintf(text + n, size - (size_t)n, "%" PRId64 " changed", r->stored);
	else if (own->failed == 0 && own->refresh_asked)
		n += snprintf(text + n, size - (size_t)n, r->sources_total == 0 && !own->refresh_stopped ?
		    "no source is due yet; %s reads the one of this place" : "nothing new",
		    keymap_first(rd->keymap, ACTION_REFRESH_HERE));
	if (own->failed == 1 && n == 0)
		snprintf(text, size, "%s", own->fetch_error);
	else if (own->failed > 0)
		snprintf(text + n, size - (size_t)n, "%s%lld source%s failed: %s tells why, %s lists them",
		    n > 0 ? "; " : "", own->failed, own->failed == 1 ? "" : "s",
		    keymap_first(rd->keymap, ACTION_MESSAGES), keymap_first(rd->keymap, ACTION_SOURCES));
	return own->failed > 0;
}

static void
end_refresh(struct reader *rd)
{
	const struct refresh *r = &rd->refresh;
	struct err err = { .text = "" };
	char text[768];

	rd->own->refreshed_at = reader_clock();
	bool failed = outcome(rd, text, sizeof(text));
	if (r->broken && !rd->own->refresh_stopped) {
		err_set(&err, "reading the sources ended badly (%d); %s tries again", r->status,
		    keymap_first(rd->keymap, ACTION_REFRESH));
		reader_warn(rd, &err);
	} else if (r->error[0] != '\0') {
		if (!r->busy || rd->own->refresh_asked) {
			err_set(&err, "%s", r->error);
			reader_warn(rd, &err);
		}
	} else if (failed) {
		err_set(&err, "%s", text);
		reader_warn(rd, &err);
	} else if (text[0] != '\0') {
		/* What is being read there stays in place. */
		if (rd->message[0] == '\0' || rd->own->refresh_stopped || rd->own->refresh_asked)
			reader_say(rd, "%s", text);
		else
			messages_add(&rd->own->messages, text, false);
	}
	reader_reload(rd);
	if (rd->own->refresh_again)
		reader_start_refresh(rd, NULL, 0, true);
}

void
reader_turn_refresh(struct reader *rd)
{
	bool runs = refresh_turn(&rd->refresh);

	reader_dirty(rd, DIRTY_FRAME);
	if (edition_selected(rd->edition) == NULL)
		reader_dirty(rd, DIRTY_STORIES);
	if (!runs) {
		end_refresh(rd);
	} else if (rd->refresh.stored != rd->own->stored
	    && reader_clock() - rd->own->looked_at >= SHOW_MS) {
		rd->own->stored = rd->refresh.stored;
		reader_reload(rd);
	}
}

/* When the timer is to start one, 0: never. */
int64_t
reader_refresh_due(const struct reader *rd)
{
	int minutes = rd->desk->settings.refresh_interval;

	if (minutes <= 0 || rd->refresh.running || rd->desk->sample || !rd->own->begun)
		return 0;
	return rd->own->refreshed_at + (int64_t)minutes * 60000;
}

/* The sources of where one is: of the filter, else of the article shown. */
static void
refresh_here(struct reader *rd)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	int64_t one = rd->source != 0 ? rd->source : 0, *ids = &one;
	size_t n = one != 0;

	if (n == 0 && rd->topic != 0 && !store_topic_sources(rd->desk->store, rd->topic, &a, &ids, &n, &err))
		reader_warn(rd, &err);
	if (n == 0 && (one = reader_source_here(rd)) != 0) {
		ids = &one;
		n = 1;
	}
	if (n == 0)
		reader_say(rd, "there is no source to read here");
	else
		reader_start_refresh(rd, ids, n, true);
	arena_done(&a);
}

/* The first in the list of those that the last refresh brought. */
static unsigned
go_to_news(struct reader *rd)
{
	reader_later_begin(rd, false);
	bool found = rd->own->last_id > 0 && edition_newer(rd->edition, rd->own->last_id);
	reader_later_end(rd);

	if (!found && reader_later_move(rd, ACTION_NEWS, 0))
		return EFFECT_HANDLED;
	if (!found) {
		reader_say(rd, "nothing has come that this list shows");
		rd->own->refused = true;
		return EFFECT_HANDLED;
	}
	return EFFECT_DRAW_ALL | EFFECT_FOLLOW;
}

unsigned
reader_act_refresh(struct reader *rd, enum action action)
{
	switch (action) {
	case ACTION_REFRESH:
		reader_start_refresh(rd, NULL, 0, true);
		break;
	case ACTION_REFRESH_HERE:
		refresh_here(rd);
		break;
	case ACTION_REFRESH_STOP:
		if (!reader_stop_refresh(rd))
			reader_say(rd, "nothing is being read");
		break;
	case ACTION_NEWS:
		return go_to_news(rd);
	default:
		return EFFECT_NONE;
	}
	return EFFECT_HANDLED;
}
