/* SPDX-License-Identifier: ISC */
/* What an address is, looked up beside the reading: one feed is added at once,
 * among several one is chosen. */
#include "ui/reader_parts.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/date.h"
#include "base/err.h"
#include "desk/desk.h"
#include "ui/canvas.h"
#include "ui/overlays.h"
#include "ui/screen.h"

bool
reader_start_find(struct reader *rd, const char *address, struct err *err)
{
	reader_stop_find(rd);
	if (!find_start(&rd->own->find, rd->desk, address, err))
		return false;
	rd->own->finding = true;
	reader_say(rd, "looking at %s; Esc stops", address);
	return true;
}

bool
reader_stop_find(struct reader *rd)
{
	bool running = rd->own->finding;

	rd->own->finding = false;
	find_done(&rd->own->find);
	rd->own->find = (struct find){ 0 };
	return running;
}

static void
choose(struct reader *rd, const char *url)
{
	(void)reader_add_location(rd, url);
}

static const char *
describe(struct arena *a, const struct find_feed *feed)
{
	const char *dot = screen_is_ascii() ? "-" : "·";
	const char *text = arena_printf(a, "%" PRId64 " article%s", feed->articles,
	    feed->articles == 1 ? "" : "s");
	char age[32];

	if (feed->newest != DATE_NONE)
		text = arena_printf(a, "%s %s %s", text, dot, date_format_age(feed->newest, date_now(), age));
	return arena_printf(a, "%s %s %s", text, dot, feed->format);
}

static void
pick(struct reader *rd)
{
	const struct find *f = &rd->own->find;
	struct arena a = { 0 };
	struct picker_item *items = arena_array(&a, f->n, sizeof(*items));

	for (size_t i = 0; i < f->n; i++)
		items[i] = (struct picker_item){ f->feeds[i].title != NULL ? f->feeds[i].title :
			f->feeds[i].url, describe(&a, &f->feeds[i]), f->feeds[i].url, 0 };
	reader_overlay(rd, picker_new("Which feed of this page?", items, f->n, NULL, choose));
	arena_done(&a);
}

/* What is typed at the moment comes first. */
void
reader_turn_find(struct reader *rd)
{
	struct find *f = &rd->own->find;
	struct err err = { .text = "" };

	if (!rd->own->finding || find_turn(f) || rd->prompt != NULL)
		return;
	rd->own->finding = false;
	rd->message[0] = '\0';
	reader_dirty(rd, DIRTY_FRAME);
	if (f->n == 0) {
		err_set(&err, "%s", f->error);
		reader_warn(rd, &err);
	} else if (f->n > 1 && !f->clear) {
		pick(rd);
	} else {
		(void)reader_add_location(rd, f->feeds[0].url);
	}
	find_done(f);
	*f = (struct find){ 0 };
}
