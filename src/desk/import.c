/* SPDX-License-Identifier: ISC */
/* A refresh, from the writing side: walk the folder, compare with what the
 * store knows of its files, hand what is new or changed to parsers, store what
 * comes back.  Articles and the sizes of their files are committed together
 * in small batches: killed at any moment, nothing committed is lost and the
 * next run goes on where this one stopped.  Between batches the lock is left
 * for a moment, so that a mark made meanwhile need not wait. */
#include "desk/import.h"

#include <inttypes.h>
#include <poll.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/utf8.h"
#include "desk/import_topics.h"
#include "fetch/folder.h"
#include "store/store.h"
#include "wire/wire.h"
#include "wire/wire_pool.h"

enum {
	BATCH_FILES = 500,
	BATCH_MS = 30,
	FILE_LIMIT = WIRE_DOCUMENT_MAX
};

struct import {
	struct store *st;
	const struct import_options *options;
	struct err *err;
	struct wire_pool *pool;
	struct source *src;
	struct folder folder;
	const struct folder_file **todo;	/* files to be read; a document's tag is its place */
	size_t ntodo;
	struct arena arena;			/* of the source */
	struct arena event_arena;
	bool in_batch;
	int64_t batch_began;
	size_t batch_files;
	int64_t fresh, changed, unchanged, vanished, damaged, done;
	int64_t base_done, total;		/* of all sources */
	int64_t stored;				/* of all sources */
	struct buf bytes;
};

static void
report_progress(struct import *im)
{
	fprintf(im->options->report, "progress\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\n",
	    im->base_done + im->done, im->total, im->stored);
	fflush(im->options->report);
}

static bool
batch_begin(struct import *im)
{
	if (im->in_batch)
		return true;
	im->in_batch = store_begin(im->st, im->err);
	im->batch_began = date_clock_ms();
	im->batch_files = 0;
	return im->in_batch;
}

static bool
batch_end(struct import *im)
{
	static const struct timespec moment = { 0, 1000000 };

	if (!im->in_batch)
		return true;
	im->in_batch = false;
	if (!store_commit(im->st, im->err))
		return false;
	report_progress(im);
	nanosleep(&moment, NULL);
	return true;
}

static void
report_damage(struct import *im, const char *name, int line, int column, const char *message)
{
	struct buf text = { 0 }, clean = { 0 };

	buf_printf(&text, "%s/%s:", im->folder.root, name);
	if (line > 0)
		buf_printf(&text, "%d:%d:", line, column);
	buf_printf(&text, " %s", message);
	utf8_clean(&clean, text.p, text.n, UTF8_LINE);
	fprintf(im->options->report, "damage\t%s\n", buf_str(&clean));
	buf_done(&text);
	buf_done(&clean);
	im->damaged++;
}

static void
shift_time(int64_t *t, int64_t by)
{
	if (*t != DATE_NONE)
		*t += by;
}

/* The source's own topics, behind those that the article brings. */
static void
add_topics(struct import *im, struct article *art)
{
	const struct source_options *o = &im->src->options;
	const char **topics = arena_array(&im->event_arena, art->ntopics + o->ntopics + 1, sizeof(*topics));
	size_t n = 0, own = art->ntopics;

	for (size_t i = 0; i < own; i++)
		topics[n++] = art->topics[i];
	for (size_t i = 0; i < o->ntopics; i++) {
		bool has = false;

		for (size_t k = 0; k < own && !has; k++)
			has = strcasecmp(topics[k], o->topics[i]) == 0;
		if (!has)
			topics[n++] = o->topics[i];
	}
	art->topics = topics;
	art->ntopics = n;
}

static bool
take_article(struct import *im, struct article *art)
{
	enum store_put what;
	int64_t id, by = im->src->shift;

	shift_time(&art->published, by);
	shift_time(&art->updated, by);
	for (size_t i = 0; i < art->nrelated; i++)
		shift_time(&art->related[i].published, by);
	if (im->src->options.ntopics > 0)
		add_topics(im, art);
	if (!batch_begin(im) || !store_put_article(im->st, im->src->id, art, date_now(), &what, &id, im->err))
		return false;
	im->fresh += what == STORE_NEW;
	im->changed += what == STORE_CHANGED;
	im->unchanged += what == STORE_SAME;
	im->stored += what != STORE_SAME;
	return true;
}

static bool
take_end(struct import *im, const struct wire_event *event)
{
	const struct folder_file *f = im->todo[event->tag];
	struct store_file file = { f->name, f->size, f->mtime, false };

	im->done++;
	im->batch_files++;
	/* What a parser died of is tried again next time: nothing is noted of it. */
	if (!event->died &&
	    (!batch_begin(im) || !store_file_put(im->st, im->src->id, &file, im->err)))
		return false;
	if (im->batch_files < BATCH_FILES && date_clock_ms() - im->batch_began < BATCH_MS)
		return true;
	return batch_end(im);
}

static bool
take_event(struct import *im, struct wire_event *event)
{
	switch (event->kind) {
	case WIRE_ARTICLE:
		return take_article(im, &event->art);
	case WIRE_DAMAGE:
		report_damage(im, im->todo[event->tag]->name, event->line, event->column, event->message);
		return true;
	case WIRE_FEED:
	case WIRE_OUTLINE:
		return true;
	case WIRE_END:
		return take_end(im, event);
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
	if (im->in_batch && poll_parsers(im, BATCH_MS) == 0 && !batch_end(im))
		return false;
	if (!im->in_batch)
		(void)poll_parsers(im, -1);
	return true;
}

static bool
pump(struct import *im)
{
	struct wire_event event;
	bool ok = wire_pool_turn(im->pool, im->err);

	while (ok && wire_pool_next(im->pool, &im->event_arena, &event)) {
		ok = take_event(im, &event);
		arena_reset(&im->event_arena);
	}
	return ok;
}

static bool
send_file(struct import *im, size_t tag)
{
	struct err why = { 0 };
	const char *name = im->todo[tag]->name;

	buf_reset(&im->bytes);
	if (!file_read(file_join(&im->event_arena, im->folder.root, name), FILE_LIMIT, &im->bytes, &why)) {
		/* It is tried again next time: nothing is noted of the file. */
		report_damage(im, name, 0, 0, why.text);
		im->done++;
		return true;
	}
	struct wire_document doc = { "", "", name, buf_str(&im->bytes), im->bytes.n };
	wire_pool_send(im->pool, &doc, tag);
	while (wire_pool_is_full(im->pool))
		if (!wait_for_parsers(im) || !pump(im))
			return false;
	return tag % 16 != 0 || pump(im);
}

static bool
read_all(struct import *im)
{
	bool ok = true;

	for (size_t i = 0; ok && i < im->ntodo && !*im->options->stop; i++)
		ok = send_file(im, i);
	while (ok && wire_pool_pending(im->pool) > 0)
		ok = wait_for_parsers(im) && pump(im);
	return ok;
}

static bool
vanish(struct import *im, const struct store_file *known)
{
	if (known->vanished)
		return true;
	im->vanished++;
	return batch_begin(im) && store_file_vanish(im->st, im->src->id, known->name, im->err);
}

/* Both lists are in byte order: one walk along both. */
static bool
compare(struct import *im, const struct folder_file *files, size_t n)
{
	size_t nknown, k = 0;
	struct store_file *known = store_files(im->st, &im->arena, im->src->id, &nknown, im->err);

	if (known == NULL)
		return false;
	im->todo = arena_array(&im->arena, n + 1, sizeof(*im->todo));
	im->ntodo = 0;
	for (size_t i = 0; i < n; i++) {
		while (k < nknown && strcmp(known[k].name, files[i].name) < 0)
			if (!vanish(im, &known[k++]))
				return false;
		bool same = k < nknown && strcmp(known[k].name, files[i].name) == 0;
		if (same && !im->options->force && known[k].size == files[i].size &&
		    known[k].mtime == files[i].mtime)
			im->unchanged++;
		else
			im->todo[im->ntodo++] = &files[i];
		k += same;
	}
	while (k < nknown)
		if (!vanish(im, &known[k++]))
			return false;
	return true;
}

static bool
import_files(struct import *im, struct err *why)
{
	struct folder_file *files;
	size_t n;

	if (source_is_visited(im->src->kind))
		return err_set(why, "only folders and files can be read so far");
	if (!folder_find(&im->arena, im->src->location, &im->folder, why) ||
	    !folder_walk(&im->arena, &im->folder, &files, &n, why))
		return false;
	if (!import_topics(im->st, im->src->id, im->folder.topics, im->options->report, im->err) ||
	    !compare(im, files, n))
		return false;
	im->total += (int64_t)im->ntodo;
	if (im->ntodo > 0)
		report_progress(im);
	return read_all(im);
}

static void
report_source(struct import *im, const char *error)
{
	struct buf title = { 0 };
	const char *name = im->src->title != NULL ? im->src->title : im->src->location;

	utf8_clean(&title, name, strlen(name), UTF8_LINE);
	fprintf(im->options->report,
	    "source\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%s\t%s\n",
	    im->src->id, im->fresh, im->changed, im->unchanged, im->vanished, im->damaged, buf_str(&title),
	    error);
	fflush(im->options->report);
	buf_done(&title);
}

/* False only when the store fails; a source's own trouble is its outcome. */
static bool
import_source(struct import *im, struct source *src, bool *well)
{
	struct err why = { 0 };

	im->src = src;
	im->fresh = im->changed = im->unchanged = im->vanished = im->damaged = im->done = 0;
	im->err->text[0] = '\0';
	bool ok = import_files(im, &why) && batch_end(im);
	if (!ok && why.text[0] == '\0')
		return false;
	*well = *well && ok;
	src->fetched = date_now();
	src->changed = im->fresh + im->changed > 0 ? src->fetched : DATE_NONE;
	src->error = ok ? NULL : why.text;
	bool stored = *im->options->stop || (store_begin(im->st, im->err) &&
	    store_source_outcome(im->st, src, im->err) && store_commit(im->st, im->err));
	report_source(im, ok ? "" : why.text);
	im->base_done += im->done;
	arena_reset(&im->arena);
	return stored;
}

static bool
is_wanted(const struct import_options *o, const struct source *src)
{
	for (size_t i = 0; i < o->nids; i++)
		if (o->ids[i] == src->id)
			return true;
	return o->nids == 0 && !src->options.paused;
}

bool
import_run(struct store *st, const struct import_options *options, struct err *err)
{
	struct import im = { .st = st, .options = options, .err = err,
		.pool = wire_pool_new(options->parser, 0) };
	struct arena a = { 0 };
	size_t n = 0;
	bool ok = true, well = true;

	struct source *sources = store_sources(st, &a, false, &n, err);
	ok = sources != NULL;
	for (size_t i = 0; ok && i < n && !*options->stop; i++)
		if (is_wanted(options, &sources[i]))
			ok = import_source(&im, &sources[i], &well);
	if (!ok)
		store_rollback(st);
	wire_pool_free(im.pool);
	buf_done(&im.bytes);
	arena_done(&im.arena);
	arena_done(&im.event_arena);
	arena_done(&a);
	if (!ok)
		return err_code(err, 3);
	return well || err_set(err, "some sources could not be read");
}
