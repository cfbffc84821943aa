/* SPDX-License-Identifier: ISC */
/* The store's articles through coverage/.  What was learned is kept as one
 * record, what was found of each article beside it: a start reads the notes of
 * the days around what is new, never an article again.
 *
 * Publishers' lists win: an article is in the story of what it lists and of what
 * lists it, before any likeness is asked.  What was decided by hand wins over
 * both. */
#include "desk/linking.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "coverage/coverage.h"
#include "store/store.h"
#include "store/store_story.h"

enum {
	BATCH = 64,
	LEAST_MS = 30,
	MOST_MS = 1000,
	WEAK_MOST = 5,
	TOUCHED = 4 * BATCH,
	DAY = 24 * 60 * 60,
	BEFORE = 45 * DAY,
	AFTER = COVERAGE_DAYS * DAY
};

struct linking {
	struct store *st;
	struct err *err;
	struct coverage *coverage;
	struct arena arena; /* of the batch */
	struct buf note;
	int64_t now;
	int64_t from, to;         /* times whose notes are in memory */
	int64_t touched[TOUCHED]; /* stories, or articles alone, to be counted */
	size_t ntouched;
	bool ok;
};

static void
restore(void *arg, const struct store_cover *cover)
{
	struct linking *l = arg;
	struct coverage_note note = { cover->id, cover->time, cover->story, cover->note, cover->n };

	if (!coverage_has(l->coverage, cover->id))
		coverage_restore(l->coverage, &note);
}

/* Notes of the days around FROM to TO.  The newest come last: what is read first
 * is forgotten first. */
static bool
load_around(struct linking *l, int64_t from, int64_t to)
{
	from -= BEFORE;
	to += AFTER;
	if (from >= l->from && to <= l->to)
		return true;
	bool touches = from <= l->to && to >= l->from;
	if (!touches) {
		l->from = l->to = from;
	} else if (from < l->from && !store_covers(l->st, from, l->from, restore, l, l->err)) {
		return false;
	}
	if (to > l->to && !store_covers(l->st, l->to, to, restore, l, l->err))
		return false;
	l->from = l->from < from ? l->from : from;
	l->to = l->to > to ? l->to : to;
	return true;
}

static bool
count_touched(struct linking *l)
{
	for (size_t i = 0; i < l->ntouched; i++)
		if (!store_story_counted(l->st, l->touched[i], l->err))
			return false;
	l->ntouched = 0;
	return true;
}

static bool
touch(struct linking *l, int64_t story)
{
	for (size_t i = 0; i < l->ntouched; i++)
		if (l->touched[i] == story)
			return true;
	if (l->ntouched == TOUCHED && !count_touched(l))
		return false;
	l->touched[l->ntouched++] = story;
	return true;
}

static void
note_merged(void *arg, int64_t ended, int64_t into)
{
	struct linking *l = arg;

	l->ok = l->ok && store_story_merge(l->st, ended, into, l->err);
}

/* Whether a list makes one story of the two: those that are far apart are shown
 * with each other, but what came between is another story. */
static bool
is_near(struct linking *l, const struct store_unlinked *u, int64_t other, bool *near)
{
	int64_t time = 0;

	if (!store_time_of(l->st, other, &time, l->err))
		return false;
	*near = time - u->time <= COVERAGE_DAYS * DAY && u->time - time <= COVERAGE_DAYS * DAY;
	return true;
}

static bool
join_one(struct linking *l, const struct store_unlinked *u, int64_t other)
{
	struct store_story s;

	if (!store_story(l->st, other, &s, l->err))
		return false;
	int64_t theirs = s.id != 0 ? s.id : other, mine = coverage_story(l->coverage, u->id);
	if (mine == theirs)
		return true;
	/* The older number stays: the order of arrival does not matter. */
	int64_t into = mine < theirs ? mine : theirs, ended = mine < theirs ? theirs : mine;
	coverage_merge(l->coverage, ended, into);
	coverage_join(l->coverage, u->id, into);
	return store_story_merge(l->st, ended, into, l->err) && store_story_set(l->st, u->id, into, l->err) &&
	       store_story_set(l->st, other, into, l->err);
}

/* Its story and those of all that are given with it are one. */
static bool
join_given(struct linking *l, const struct store_unlinked *u, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool near;
		if (!is_near(l, u, ids[i], &near) || (near && !join_one(l, u, ids[i])))
			return false;
	}
	return true;
}

/* What may be shown as related, should both turn out to be of one story, and the
 * best of what is weaker. */
static size_t
choose_links(const struct store_unlinked *u, const struct coverage_links *links, struct store_link *kept)
{
	size_t n = 0, weak = 0;

	for (size_t i = 0; i < links->n && links->item[i].score >= COVERAGE_ALSO; i++) {
		const struct coverage_link *l = &links->item[i];
		if (l->id == u->id)
			continue;
		if (coverage_settle(l->score, true) < COVERAGE_RELATED && weak++ == WEAK_MOST)
			break;
		kept[n++] = (struct store_link){ .id = l->id, .score = l->score };
	}
	return n;
}

/* Whose text it repeats: the first that had it, as long as they are of one story. */
static bool
find_reprinted(struct linking *l, const struct store_unlinked *u, const struct coverage_links *links,
    int64_t *text)
{
	int64_t story = coverage_story(l->coverage, u->id);

	*text = 0;
	for (size_t i = 0; i < links->n; i++) {
		const struct coverage_link *link = &links->item[i];
		if (link->same_text && link->id != u->id && coverage_story(l->coverage, link->id) == story) {
			bool ok = store_text_of(l->st, link->id, text, l->err);
			*text = *text == u->id ? 0 : *text;
			return ok;
		}
	}
	return true;
}

static bool
put_linked(struct linking *l, const struct store_unlinked *u, const struct coverage_links *links)
{
	struct store_link kept[COVERAGE_LINKS];
	int64_t story = coverage_story(l->coverage, u->id), two[2];
	struct store_linked what = {
		.id = u->id, .time = u->time, .links = kept, .note = l->note.p, .nnote = l->note.n,
		.now = l->now
	};

	what.nlinks = choose_links(u, links, kept);
	if (!find_reprinted(l, u, links, &what.reprint))
		return false;
	if (u->hand != 0)
		what.story = u->hand == u->id ? 0 : u->hand;
	else
		what.story = coverage_members(l->coverage, story, two, 2) > 1 ? story : 0;
	return store_link(l->st, &what, l->err);
}

static bool
link_one(struct linking *l, const struct store_unlinked *u)
{
	struct coverage_merges merges = { note_merged, l };
	struct coverage_links links;
	int64_t *given;
	size_t ngiven;
	struct coverage_article a = { .id = u->id,
		.time = u->time,
		.title = u->art.title,
		.excerpt = u->art.excerpt,
		.provider = u->art.provider.name,
		.domain = u->art.provider.domain };

	buf_reset(&l->note);
	coverage_add(l->coverage, &a, &links, &l->note);
	l->ok = true;
	if (!store_given(l->st, &u->art, &l->arena, &given, &ngiven, l->err))
		return false;
	if (u->hand != 0 && u->hand != u->id)
		coverage_join(l->coverage, u->id, u->hand);
	else if (u->hand == 0)
		coverage_tell(l->coverage, u->id, &links, &merges);
	return l->ok && put_linked(l, u, &links) && (u->hand != 0 || join_given(l, u, given, ngiven)) &&
	       touch(l, u->id) && touch(l, u->hand != 0 ? u->hand : coverage_story(l->coverage, u->id));
}

static bool
link_batch(struct linking *l, int64_t *done)
{
	struct store_unlinked *list;
	size_t n;

	arena_reset(&l->arena);
	if (!store_unlinked(l->st, BATCH, &l->arena, &list, &n, l->err))
		return false;
	if (n > 0 && !load_around(l, list[0].time, list[n - 1].time))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!link_one(l, &list[i]))
			return false;
	if (!count_touched(l))
		return false;
	*done = (int64_t)n;
	return true;
}

static bool
save(struct linking *l)
{
	struct buf data = { 0 };

	coverage_save(l->coverage, &data);
	bool ok = store_begin(l->st, l->err);
	if (ok && store_learned_put(l->st, &data, l->err))
		ok = store_commit(l->st, l->err);
	else if (ok)
		store_rollback(l->st);
	buf_done(&data);
	return ok;
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
	do {
		if (!link_batch(l, &now)) {
			store_rollback(l->st);
			return false;
		}
		*done += now;
		ms = date_clock_ms() - began;
	} while (now > 0 && ms < MOST_MS && (ms < LEAST_MS || !store_is_wanted(l->st)));
	return store_commit(l->st, l->err);
}

static bool
run_batches(struct linking *l, const struct linking_options *options)
{
	/* That others may write meanwhile. */
	static const struct timespec moment = { 0, 1000000 };
	int64_t left = 0, done = 0, now = 0;

	if (!store_unlinked_count(l->st, &left, l->err))
		return false;
	do {
		if (!link_some(l, &now))
			return false;
		nanosleep(&moment, NULL);
		done += now;
		if (options->progress != NULL && !options->progress(options->arg, done, left))
			break;
	} while (now > 0);
	return true;
}

bool
linking_run(struct store *st, const struct linking_options *options, struct err *err)
{
	struct linking l = {
		.st = st, .err = err, .now = date_now(), .from = INT64_MAX, .to = INT64_MIN
	};
	struct buf learned = { 0 };
	int64_t left = 0;

	if (!store_unlinked_count(st, &left, err))
		return false;
	if (left == 0)
		return true;
	l.coverage = coverage_new();
	bool ok = store_learned(st, &learned, err);
	if (ok && learned.n > 0)
		coverage_load(l.coverage, learned.p, learned.n);
	buf_done(&learned);
	/* What was learned before a failure is worth keeping too. */
	ok = ok && run_batches(&l, options) && save(&l);
	coverage_free(l.coverage);
	arena_done(&l.arena);
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

static bool
by_hand(struct store *st, int64_t article, int64_t story, struct err *err)
{
	struct store_story before;

	if (!store_begin(st, err))
		return false;
	if (store_story(st, article, &before, err) && store_story_by_hand(st, article, story, err) &&
	    store_story_set(st, article, story == article ? 0 : story, err) &&
	    store_story_counted(st, before.id, err) && store_story_counted(st, article, err) &&
	    store_story_counted(st, story, err))
		return store_commit(st, err);
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
