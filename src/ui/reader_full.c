/* SPDX-License-Identifier: ISC */
/* The full text of the article shown: from the cache at once, else from its own
 * page, read beside the reading.  Going to another article gives it up. */
#include "ui/reader_parts.h"

#include <string.h>

#include "base/err.h"
#include "base/url.h"
#include "desk/desk.h"
#include "ui/keymap.h"
#include "ui/overlays.h"

static const char *
host_of(struct arena *a, const char *url)
{
	const char *host = url_host(a, url);

	return host != NULL ? host : url;
}

bool
reader_stop_full(struct reader *rd)
{
	bool running = rd->own->full_of != 0;

	rd->own->full_of = 0;
	full_done(&rd->own->full);
	return running;
}

/* False: the cache has none. */
static bool
show(struct reader *rd)
{
	struct err err = { .text = "" };

	if (!reading_show_full(&rd->reading, true, &err))
		reader_warn(rd, &err);
	if (!rd->reading.full)
		return false;
	if (!reader_shows(rd, PANE_DETAIL))
		reader_focus(rd, PANE_DETAIL);
	if (!(rd->reading.shown.marks & MARK_READ))
		reader_mark(rd, rd->reading.id, MARK_READ, MARK_SET);
	reader_dirty(rd, DIRTY_DETAIL | DIRTY_FRAME);
	return true;
}

static void
hide(struct reader *rd)
{
	struct err err = { .text = "" };

	if (!reading_show_full(&rd->reading, false, &err))
		reader_warn(rd, &err);
}

static void
start(struct reader *rd, const char *url)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };

	if (!full_start(&rd->own->full, rd->desk, url, rd->reading.shown.source, &err)) {
		reader_warn(rd, &err);
	} else {
		rd->own->full_of = rd->reading.id;
		reader_say(rd, "reading the full text from %s; Esc stops", host_of(&a, url));
	}
	arena_done(&a);
}

static void
refuse(struct reader *rd)
{
	if (rd->reading.outside != NULL)
		reader_say(rd, "the store has no article of this one; %s opens it",
		    keymap_first(rd->keymap, ACTION_OPEN));
	else
		reader_say(rd, "there is no page to read the full text from");
	rd->own->refused = true;
}

unsigned
reader_act_full(struct reader *rd)
{
	const char *url;

	reader_catch_up(rd);
	url = rd->reading.id != 0 ? article_link(&rd->reading.shown.art) : NULL;
	if (reader_stop_full(rd)) {
		reader_say(rd, "stopped reading the full text");
	} else if (rd->reading.full) {
		hide(rd);
	} else if (url == NULL) {
		refuse(rd);
	} else if (!show(rd)) {
		start(rd, url);
	}
	return EFFECT_DRAW_ALL;
}

static void
warn(struct reader *rd, const char *why)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	const char *url = article_link(&rd->reading.shown.art);

	err_set(&err, "%s: %s; %s opens it", host_of(&a, url != NULL ? url : ""), why,
	    keymap_first(rd->keymap, ACTION_OPEN));
	reader_warn(rd, &err);
	arena_done(&a);
}

void
reader_turn_full(struct reader *rd)
{
	struct reader_own *own = rd->own;
	char why[sizeof(own->full.error)];

	if (own->full_of == 0)
		return;
	if (own->full_of != rd->reading.id) {
		(void)reader_stop_full(rd);
		rd->message[0] = '\0';
		reader_dirty(rd, DIRTY_FRAME);
		return;
	}
	/* What is typed or chosen at the moment comes first. */
	if (full_turn(&own->full) || rd->prompt != NULL || rd->overlay != NULL)
		return;
	memcpy(why, own->full.error, sizeof(why));
	(void)reader_stop_full(rd);
	rd->message[0] = '\0';
	if (why[0] != '\0')
		warn(rd, why);
	else if (!show(rd))
		warn(rd, "its text was not kept");
	reader_dirty(rd, DIRTY_FRAME);
}
