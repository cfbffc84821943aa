/* SPDX-License-Identifier: ISC */
/* The store's articles through coverage/.  What was learned is kept as one
 * record, what was found of each article beside it: a start reads the notes of
 * the days around what is new, never an article again. */
#include "desk/linking.h"

#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/err.h"
#include "coverage/coverage.h"
#include "desk/heating.h"
#include "desk/linking_parts.h"
#include "store/store.h"
#include "store/store_story.h"

enum { LEAST_MS = 20, MOST_MS = 1000, MOST = 8192, LEARNED = 1024 };

static bool
put_learned(struct linking *l)
{
	struct buf data = { 0 };

	coverage_save(l->coverage, &data);
	bool ok = store_learned_put(l->st, &data, l->err);
	buf_done(&data);
	l->learned = 0;
	return ok;
}

/* What was learned, and that all UP TO that number were looked at; 0: not so. */
static bool
save(struct linking *l, int64_t upto)
{
	if (!store_begin(l->st, l->err))
		return false;
	if (put_learned(l) && (upto == 0 || store_linked_to(l->st, upto, l->err)))
		return store_commit(l->st, l->err);
	store_rollback(l->st);
	return false;
}

/* A run that is killed shall not have learned in vain. */
static bool
write_all(struct linking *l, int64_t done)
{
	l->learned += done;
	return linking_write(l) && (l->learned < LEARNED || put_learned(l));
}

static bool
find_unlinked(struct linking *l)
{
	arena_reset(&l->list);
	l->at = 0;
	ahead_restart(&l->ahead);
	return store_unlinked_ids(l->st, &l->list, &l->ids, &l->nids, l->err);
}

/* Batches in one transaction, as many as there is time for: until somebody waits
 * for the store, but not for ever. */
static bool
link_some(struct linking *l, int64_t *done)
{
	int64_t began = date_clock_ms(), now, ms;

	*done = 0;
	if (!store_begin(l->st, l->err))
		return false;
	linking_start(l);
	do {
		if (!linking_batch(l, &now)) {
			store_rollback(l->st);
			return false;
		}
		*done += now;
		ms = date_clock_ms() - began;
	} while (l->at < l->nids && *done < MOST && ms < MOST_MS &&
		 (ms < LEAST_MS || !store_is_wanted(l->st)));
	if (write_all(l, *done))
		return store_commit(l->st, l->err);
	store_rollback(l->st);
	return false;
}

/* Until there are none; *ALL false: somebody did not want to go on. */
static bool
run_batches(struct linking *l, const struct linking_options *options, bool *all)
{
	/* That others may write meanwhile. */
	static const struct timespec moment = { 0, 1000000 };
	int64_t left = (int64_t)l->nids, done = 0, now = 0;

	*all = true;
	while (*all && l->nids > 0) {
		if (!link_some(l, &now))
			return false;
		nanosleep(&moment, NULL);
		done += now;
		*all = options->progress == NULL || options->progress(options->arg, done, left);
		/* Some may have come meanwhile. */
		if (l->at == l->nids && !find_unlinked(l))
			return false;
	}
	return true;
}

static bool
prepare(struct linking *l)
{
	struct buf learned = { 0 };

	l->coverage = coverage_new();
	heating_weights(l->st, &l->weights);
	bool ok = store_learned(l->st, &learned, l->err) && store_given_any(l->st, &l->any_given, l->err) &&
		  store_loners(l->st, &l->all, &l->loners, &l->nloners, l->err);
	if (ok && learned.n > 0)
		coverage_load(l->coverage, learned.p, learned.n);
	buf_done(&learned);
	return ok;
}

bool
linking_run(struct store *st, const struct linking_options *options, struct err *err)
{
	struct linking l = { .st = st,
		.err = err,
		.now = date_now(),
		.from = INT64_MAX,
		.to = INT64_MIN,
		.ahead = { .program = options->helper, .store = options->store } };
	int64_t last = 0;
	bool all = true;
	bool ok = store_last_article(st, &last, err) && find_unlinked(&l);

	/* What was learned before a failure is worth keeping too. */
	if (ok && l.nids > 0)
		ok = prepare(&l) && run_batches(&l, options, &all) && save(&l, all ? last : 0);
	ahead_end(&l.ahead);
	coverage_free(l.coverage);
	arena_done(&l.arena);
	free(l.hints);
	arena_done(&l.batch);
	arena_done(&l.list);
	arena_done(&l.all);
	buf_done(&l.note);
	return ok;
}

bool
linking_relink(struct store *st, const struct linking_options *options, struct err *err)
{
	if (!store_begin(st, err))
		return false;
	if (!store_unlink_all(st, err)) {
		store_rollback(st);
		return false;
	}
	return store_commit(st, err) && linking_run(st, options, err);
}

/* What follows for a story, or for an article alone. */
static bool
recount(struct store *st, const int64_t *numbers, size_t n, struct err *err)
{
	struct heat_weights w;

	heating_weights(st, &w);
	for (size_t i = 0; i < n; i++)
		if (!heating_story(st, &w, numbers[i], err))
			return false;
	return true;
}

static bool
decide(struct store *st, int64_t article, int64_t story, struct err *err)
{
	struct store_story before;

	if (!store_story(st, article, &before, err) ||
	    (story == article && !store_story_leave(st, article, &before.id, err)))
		return false;
	int64_t numbers[] = { before.id, article, story };
	return store_story_note(st, article, before.id, story == article, err) &&
	       store_story_by_hand(st, article, story, err) &&
	       (story == article || store_story_found(st, story, err)) && recount(st, numbers, 3, err);
}

static bool
by_hand(struct store *st, int64_t article, int64_t story, struct err *err)
{
	if (!store_begin(st, err))
		return false;
	if (decide(st, article, story, err))
		return store_commit(st, err);
	store_rollback(st);
	return false;
}

bool
linking_undone(struct store *st, int64_t article, int64_t before, struct err *err)
{
	struct store_story now;

	if (!store_begin(st, err))
		return false;
	if (store_story(st, article, &now, err)) {
		int64_t numbers[] = { before, article, now.id };

		if (recount(st, numbers, 3, err))
			return store_commit(st, err);
	}
	store_rollback(st);
	return false;
}

bool
linking_split(struct store *st, int64_t article, struct err *err)
{
	return by_hand(st, article, article, err);
}

bool
linking_join(struct store *st, int64_t article, int64_t with, struct err *err)
{
	struct store_story s;

	return store_story(st, with, &s, err) && by_hand(st, article, s.id != 0 ? s.id : with, err);
}
