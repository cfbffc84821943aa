/* SPDX-License-Identifier: ISC */
/* A folder of articles: walk it, compare with what the store knows of its files,
 * hand what is new or changed to parsers, store what comes back.  Articles and
 * the sizes of their files are committed together: killed at any moment, nothing
 * committed is lost and the next run goes on where this one stopped. */
#include <poll.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "desk/import_parts.h"
#include "desk/import_topics.h"
#include "fetch/folder.h"
#include "store/store.h"
#include "wire/wire.h"
#include "wire/wire_pool.h"

enum { BETWEEN_LOOKS = 100 };	/* articles of one file */

struct reading {
	struct intake in;
	struct import *im;
	struct folder folder;
	const struct folder_file **todo;	/* files to be read; a document's tag is its place */
	size_t ntodo;
	int64_t articles;
	struct arena arena;
	struct buf bytes;
};

static void
report_damage(struct reading *rd, const char *name, int line, int column, const char *message)
{
	struct buf text = { 0 };

	buf_printf(&text, "%s/%s:", rd->folder.root, name);
	if (line > 0)
		buf_printf(&text, "%d:%d:", line, column);
	buf_printf(&text, " %s", message);
	import_report_line(rd->im, "damage", text.p);
	buf_done(&text);
	rd->in.damaged++;
}

static bool
take_end(struct reading *rd, const struct wire_event *event)
{
	struct import *im = rd->im;
	const struct folder_file *f = rd->todo[event->tag];
	struct store_file file = { f->name, f->size, f->mtime, false };

	im->files_done++;
	im->batch_items++;
	/* What a parser died of is tried again next time: nothing is noted of it. */
	if (!event->died &&
	    (!import_batch_begin(im) || !store_file_put(im->st, rd->in.src->id, &file, im->err)))
		return false;
	if (im->batch_items < BATCH_FILES && !import_batch_is_long(im))
		return true;
	return import_batch_end(im);
}

static bool
take_event(struct reading *rd, struct wire_event *event)
{
	switch (event->kind) {
	case WIRE_ARTICLE:
		/* A file of thousands is left in its middle only for who waits. */
		return import_take_article(&rd->in, event) && (++rd->articles % BETWEEN_LOOKS != 0 ||
		    !import_batch_is_long(rd->im) || import_batch_end(rd->im));
	case WIRE_DAMAGE:
		report_damage(rd, rd->todo[event->tag]->name, event->line, event->column, event->message);
		return true;
	case WIRE_FEED:
	case WIRE_OUTLINE:
		return true;
	case WIRE_END:
		return take_end(rd, event);
	}
	return true;
}

/* Waits at most MOST ms (-1: for ever); 0 when nothing has come. */
static int
poll_parsers(struct import *im, int most)
{
	struct pollfd fds[WIRE_POOL_FDS];
	int timeout = wire_pool_poll_timeout(im->pool);

	if (timeout < 0 || (most >= 0 && most < timeout))
		timeout = most;
	return poll(fds, (nfds_t)wire_pool_poll_fds(im->pool, fds), timeout);
}

/* A document that takes its time must not keep the store from others. */
static bool
wait_for_parsers(struct import *im)
{
	if (im->in_batch && poll_parsers(im, BATCH_MS) == 0 && !import_batch_end(im))
		return false;
	if (!im->in_batch)
		(void)poll_parsers(im, -1);
	return true;
}

static bool
pump(struct reading *rd)
{
	struct wire_event event;
	bool ok = wire_pool_turn(rd->im->pool, rd->im->err);

	while (ok && wire_pool_next(rd->im->pool, &rd->im->event_arena, &event)) {
		ok = take_event(rd, &event);
		arena_reset(&rd->im->event_arena);
	}
	return ok;
}

static bool
send_file(struct reading *rd, size_t tag)
{
	struct import *im = rd->im;
	struct err why = { 0 };
	const char *name = rd->todo[tag]->name;
	const char *path = file_join(&im->event_arena, rd->folder.root, name);

	struct wire_document doc = { .kind = "", .base = "", .name = name,
		.looks = import_wants_words(&rd->in) };

	buf_reset(&rd->bytes);
	if (!wire_document_open(&doc, path, &rd->bytes, &why)) {
		/* It is tried again next time: nothing is noted of the file. */
		report_damage(rd, name, 0, 0, why.text);
		im->files_done++;
		return true;
	}
	wire_pool_send(im->pool, &doc, tag);
	while (wire_pool_is_full(im->pool))
		if (!wait_for_parsers(im) || !pump(rd))
			return false;
	return tag % 16 != 0 || pump(rd);
}

static bool
read_all(struct reading *rd)
{
	bool ok = true;

	for (size_t i = 0; ok && i < rd->ntodo && !*rd->im->options->stop; i++)
		ok = send_file(rd, i);
	while (ok && wire_pool_pending(rd->im->pool) > 0)
		ok = wait_for_parsers(rd->im) && pump(rd);
	return ok;
}

static bool
vanish(struct reading *rd, const struct store_file *known)
{
	if (known->vanished)
		return true;
	rd->in.vanished++;
	return import_batch_begin(rd->im) &&
	    store_file_vanish(rd->im->st, rd->in.src->id, known->name, rd->im->err);
}

/* Both lists are in byte order: one walk along both. */
static bool
compare(struct reading *rd, const struct folder_file *files, size_t n)
{
	size_t nknown, k = 0;
	struct store_file *known =
	    store_files(rd->im->st, &rd->arena, rd->in.src->id, &nknown, rd->im->err);

	if (known == NULL)
		return false;
	rd->todo = arena_array(&rd->arena, n + 1, sizeof(*rd->todo));
	for (size_t i = 0; i < n; i++) {
		while (k < nknown && strcmp(known[k].name, files[i].name) < 0)
			if (!vanish(rd, &known[k++]))
				return false;
		bool same = k < nknown && strcmp(known[k].name, files[i].name) == 0;
		if (same && !rd->im->options->force && known[k].size == files[i].size &&
		    known[k].mtime == files[i].mtime)
			rd->in.unchanged++;
		else
			rd->todo[rd->ntodo++] = &files[i];
		k += same;
	}
	while (k < nknown)
		if (!vanish(rd, &known[k++]))
			return false;
	return true;
}

/* False with WHY: the folder cannot be read; without: the store fails. */
static bool
read_folder(struct reading *rd, struct err *why)
{
	struct import *im = rd->im;
	struct folder_file *files;
	size_t n;

	if (!folder_find(&rd->arena, rd->in.src->location, &rd->folder, why) ||
	    !folder_walk(&rd->arena, &rd->folder, &files, &n, why))
		return false;
	if (!import_topics(im->st, rd->in.src->id, rd->folder.topics, im->options->report, im->err) ||
	    !compare(rd, files, n))
		return false;
	im->files_total += (int64_t)rd->ntodo;
	if (rd->ntodo > 0)
		import_report_progress(im);
	return read_all(rd);
}

bool
import_folder(struct import *im, struct source *src)
{
	struct reading rd = { .in = { .im = im, .src = src }, .im = im };
	struct err why = { 0 };

	import_report_start(&rd.in);
	bool ok = read_folder(&rd, &why) && import_batch_end(im);
	const char *error = ok ? NULL : why.text;
	if (ok || why.text[0] != '\0')
		ok = *im->options->stop || (import_put_outcome(&rd.in, error) && import_batch_end(im));
	if (ok)
		import_report_source(&rd.in, 0, error);
	buf_done(&rd.bytes);
	arena_done(&rd.arena);
	return ok;
}
