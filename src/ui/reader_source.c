/* SPDX-License-Identifier: ISC */
/* A source is added from within.  While the sample is on screen the store is
 * the sample's: the user's own is opened for it, and stays if that succeeds. */
#include "ui/reader_parts.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "desk/desk.h"
#include "desk/find.h"
#include "desk/sources.h"
#include "store/store.h"
#include "ui/command_line.h"

/* What became of it. */
struct outcome {
	bool added;
	const char *found;
	struct arena arena;
};

/* Subscribes in the own store; on failure the sample stays. */
static bool
add_to_own(struct reader *rd, const char *location, struct outcome *out, struct err *err)
{
	struct desk *desk = rd->desk;
	struct store *sample = desk->store;
	struct store *own;
	int64_t id;

	if (!file_make_dirs(desk->paths.data_dir, 0700, err))
		return false;
	own = store_open(desk->paths.store_file, STORE_WRITE, err);
	if (own == NULL)
		return false;
	desk->store = own;
	desk->sample = false;
	if (!sources_add(desk, &out->arena, location, &id, &out->added, &out->found, err)) {
		desk->store = sample;
		desk->sample = true;
		store_close(own);
		return false;
	}
	refresh_stop(&rd->refresh);
	store_close(sample);
	return true;
}

/* Nothing that is on screen is in the store any more. */
static void
begin_anew(struct reader *rd)
{
	rd->hint = NULL;
	rd->topic = rd->source = 0;
	rd->nsources = 0;
	rd->own->followed = 0;
	reading_show(&rd->reading, 0, NULL);
	reader_start(rd, NULL);
	reader_reload_counts(rd);
	reader_follow(rd, false);
	reader_spoil(rd);
}

static void
fail(struct reader *rd, const struct err *err)
{
	if (rd->prompt != NULL)
		reader_complain(rd, err->text);
	else
		reader_warn(rd, err);
}

bool
reader_add_location(struct reader *rd, const char *location)
{
	struct outcome out = { .found = "" };
	struct err err = { .text = "" };
	int64_t id = 0;
	bool ok;

	if (rd->desk->sample) {
		ok = add_to_own(rd, location, &out, &err);
		if (ok)
			begin_anew(rd);
	} else {
		ok = sources_add(rd->desk, &out.arena, location, &id, &out.added, &out.found, &err);
	}
	if (ok) {
		rd->own->sources_stale = true;
		reader_start_refresh(rd, id != 0 ? &id : NULL, id != 0, false);
		/* What an address is says little without it. */
		const char *what = source_is_visited(source_kind_of(location)) ?
		    arena_printf(&out.arena, "%s %s", out.found, location) : out.found;
		if (!rd->message_is_warning || rd->message[0] == '\0')
			reader_say(rd, out.added ? "added: %s" : "is there already: %s", what);
	} else {
		fail(rd, &err);
	}
	arena_done(&out.arena);
	return ok;
}

/* An address is asked what it is; a folder or a command is taken as it is. */
bool
reader_add_source(struct reader *rd, const char *text)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	const char *address = find_address(&a, text);
	bool ok = true;

	if (address != NULL) {
		ok = reader_start_find(rd, text, &err);
		if (!ok)
			fail(rd, &err);
	} else if (*text != '\0') {
		ok = reader_add_location(rd, text);
	}
	arena_done(&a);
	return ok;
}

void
reader_ask_source(struct reader *rd)
{
	static const struct prompt_ops ops = { "add an address or a folder: ", NULL, reader_add_source, NULL,
		command_complete_path };

	reader_ask(rd, &ops, HISTORY_ADD, "");
}
