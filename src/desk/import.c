/* SPDX-License-Identifier: ISC */
/* A refresh, from the writing side.  Folders are walked one after the other;
 * whatever has to be waited for is visited in one loop after that. */
#include "desk/import.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "desk/import_parts.h"
#include "desk/topic_words.h"
#include "store/store.h"
#include "wire/wire_pool.h"

static bool
is_named(const struct import_options *o, int64_t id)
{
	for (size_t i = 0; i < o->nids; i++)
		if (o->ids[i] == id)
			return true;
	return false;
}

static bool
is_wanted(const struct import_options *o, const struct source *src)
{
	return o->nids > 0 ? is_named(o, src->id) : !src->options.paused;
}

/* Named or forced, a source is visited whatever the time. */
static bool
is_due(struct import *im, const struct source *src, bool *due)
{
	struct arena a = { 0 };
	struct store_http http;
	bool ok = store_source_http(im->st, src->id, &a, &http, im->err);

	*due = im->options->nids > 0 || (!http.gone && (im->options->force || im->options->all ||
	    http.next_fetch <= date_now()));
	arena_done(&a);
	return ok;
}

static bool
run(struct import *im, struct source *sources, size_t n, struct source **visited)
{
	size_t nvisited = 0, nfolders = 0;
	bool ok = true, due;

	for (size_t i = 0; ok && i < n; i++) {
		if (!is_wanted(im->options, &sources[i]))
			continue;
		nfolders += !source_is_visited(sources[i].kind);
		if (source_is_visited(sources[i].kind) && (ok = is_due(im, &sources[i], &due)) && due)
			visited[nvisited++] = &sources[i];
	}
	im->sources_total = (int64_t)(nfolders + nvisited);
	for (size_t i = 0; ok && i < n && !*im->options->stop; i++)
		if (is_wanted(im->options, &sources[i]) && !source_is_visited(sources[i].kind))
			ok = import_folder(im, &sources[i]);
	if (ok && nvisited > 0 && !*im->options->stop)
		ok = visits_run(im, visited, nvisited);
	return ok;
}

bool
import_run(struct store *st, const struct import_options *options, struct err *err)
{
	struct import im = { .st = st, .options = options, .err = err,
		.pool = wire_pool_new(options->parser, 0) };
	struct arena a = { 0 };
	size_t n = 0;

	if (options->words != NULL)
		wire_pool_set_keywords(im.pool, &options->words->keywords);
	struct source *sources = store_sources(st, &a, false, &n, err);
	bool ok = sources != NULL && run(&im, sources, n, arena_array(&a, n + 1, sizeof(*sources)));
	if (!ok)
		store_rollback(st);
	wire_pool_free(im.pool);
	arena_done(&im.event_arena);
	arena_done(&a);
	if (!ok)
		return err_code(err, 3);
	return !im.failed || err_set(err, "some sources could not be read");
}
