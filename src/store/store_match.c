/* SPDX-License-Identifier: ISC */
/* Which articles an expression of the text index finds, as a set of bits: the
 * index gives them by number, the lists want them by time, and asking it again
 * for every row would take a thousand times as long as looking at a bit.  The
 * sets last used are kept until the text has changed. */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/store_parts.h"

enum { WORTH_ASKING = 50000 };

struct store_sets {
	struct store_set set[STORE_SETS];
	int64_t clock, begun;		/* uses are numbered; those since BEGUN are of this statement */
	struct store_set *filling;
};

static void
add(struct store_set *set, int64_t id)
{
	size_t at = (size_t)id / 64;

	if (id < 0)
		return;
	if (at >= set->nbits) {
		size_t more = at + 1 > 2 * set->nbits ? at + 1 : 2 * set->nbits;

		set->bits = mem_realloc(set->bits, more, sizeof(*set->bits));
		memset(set->bits + set->nbits, 0, (more - set->nbits) * sizeof(*set->bits));
		set->nbits = more;
	}
	uint64_t bit = (uint64_t)1 << (id % 64);
	if (set->bits[at] & bit)
		return;
	set->bits[at] |= bit;
	if (set->count < SET_SMALL)
		set->ids[set->count] = id;
	set->count++;
}

bool
store_set_has(const struct store_set *set, int64_t id)
{
	size_t at = (size_t)id / 64;

	return id >= 0 && at < set->nbits && (set->bits[at] >> (id % 64) & 1);
}

/* set_add(ID), an aggregate: puts all into the set that is being filled, which
 * is much less work than to take each row out of a statement. */
static void
set_add(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct store *st = sqlite3_user_data(context);

	(void)count;
	add(st->sets->filling, sqlite3_value_int64(values[0]));
}

static void
set_added(sqlite3_context *context)
{
	sqlite3_result_null(context);
}

static bool
fill_from(struct store *st, sqlite3_stmt *stmt, struct err *err)
{
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	if (got == 1)
		sql_end(stmt);
	return got >= 0;
}

static bool
fill_recent(struct store *st, const struct store_set *set, const struct store_recent *r, struct err *err)
{
	return fill_from(st, sql_bind(st, err,
		   "SELECT set_add(rowid) FROM recent_words WHERE recent_words MATCH ?1", "t", set->match),
		   err) &&
	    (r->at >= store_last_id(st) || fill_from(st, sql_bind(st, err,
	    "SELECT set_add(rowid) FROM article_words WHERE article_words MATCH ?1 AND rowid > ?2", "ti",
	    set->match, r->at), err));
}

static bool
fill(struct store *st, struct store_set *set, const struct store_wanted *w, struct err *err)
{
	int64_t left = store_words_left(st);
	bool done = false;

	if (set->bits != NULL)
		memset(set->bits, 0, set->nbits * sizeof(*set->bits));
	set->count = 0;
	st->sets->filling = set;
	if (set->recent)
		return fill_recent(st, set, st->recent, err);
	if (w->begin != NULL && !store_terms_add(st, w->begin, &done, err))
		return false;
	if (!done && !fill_from(st, sql_bind(st, err,
		"SELECT set_add(rowid) FROM article_words WHERE article_words MATCH ?1 AND rowid >= ?2", "ti",
		set->match, st->search_from), err))
		return false;
	return left == 0 || fill_from(st, sql_bind(st, err,
	    "SELECT set_add(rowid) FROM article_text WHERE article_text MATCH ?1 AND rowid <= ?2", "ti",
	    w->old, left), err);
}

void
store_sets_begin(struct store *st)
{
	if (st->sets != NULL)
		st->sets->begun = st->sets->clock + 1;
}

/* Where very many are found and some rows looked at, asking for these is less. */
static bool
is_worth_asking(struct store *st, const struct store_wanted *w)
{
	struct store_recent r;
	int number;

	if (!st->lazy || w->begin != NULL || st->recent != NULL || st->search_from > 0 ||
	    !store_recent_get(st, &r, NULL) || !r.ready || r.size == 0)
		return false;
	st->recent = &r;
	const struct store_set *newest = store_set_get(st, w, &number, NULL);
	st->recent = NULL;
	return newest != NULL &&
	    (double)newest->count / (double)r.size * (double)store_last_id(st) > WORTH_ASKING;
}

static bool
ask(struct store *st, const char *match, int64_t id, bool *has)
{
	sqlite3_stmt *stmt = sql_bind(st, NULL, "SELECT 1 FROM article_words WHERE article_words MATCH ?1"
	    " AND rowid = ?2", "ti", match, id);
	int got = stmt != NULL ? sql_step(st, stmt, NULL) : -1;

	*has = got == 1;
	if (got == 1)
		sql_end(stmt);
	return got >= 0;
}

/* A free place, or the one not used for longest; NULL: all are in use. */
static struct store_set *
find_place(struct store_sets *sets)
{
	struct store_set *best = NULL;

	for (size_t i = 0; i < STORE_SETS; i++)
		if (sets->set[i].used < sets->begun && (best == NULL || sets->set[i].used < best->used))
			best = &sets->set[i];
	return best;
}

static void
clear(struct store_set *set)
{
	free(set->match);
	set->match = NULL;
	set->used = 0;
}

const struct store_set *
store_set_get(struct store *st, const struct store_wanted *w, int *number, struct err *err)
{
	/* Numbers of articles are far apart from counts of changes. */
	int64_t version = store_version(st) + st->text_serial + (st->search_from << 24);
	struct store_set *set = NULL;

	if (st->sets == NULL) {
		st->sets = mem_alloc(sizeof(*st->sets));
		st->sets->begun = 1;
	}
	for (size_t i = 0; i < STORE_SETS && set == NULL; i++)
		if (st->sets->set[i].match != NULL && strcmp(st->sets->set[i].match, w->match) == 0 &&
		    st->sets->set[i].version == version && st->sets->set[i].recent == (st->recent != NULL))
			set = &st->sets->set[i];
	bool ready = set != NULL && (!set->lazy || st->lazy);
	bool lazy = !ready && is_worth_asking(st, w);
	if (set == NULL)
		set = find_place(st->sets);
	if (set == NULL) {
		err_set(err, "this filter is too large; leave something out");
		return NULL;
	}
	if (!ready) {
		clear(set);
		set->match = mem_strdup(w->match);
		set->version = version;
		set->recent = st->recent != NULL;
		set->at = set->recent ? st->recent->at : 0;
		set->lazy = lazy;
		set->asked = 0;
		set->count = SIZE_MAX;
		if (!lazy && !fill(st, set, w, err)) {
			clear(set);
			return NULL;
		}
	}
	set->used = ++st->sets->clock;
	*number = (int)(set - st->sets->set);
	return set;
}

void
store_sets_free(struct store *st)
{
	if (st->sets == NULL)
		return;
	for (size_t i = 0; i < STORE_SETS; i++) {
		clear(&st->sets->set[i]);
		free(st->sets->set[i].bits);
	}
	free(st->sets);
}

/* Whether the set cannot know of it. */
static bool
is_older(struct store *st, const struct store_set *set, int64_t id)
{
	int64_t is = 0;

	return set->recent && id <= set->at &&
	    sql_number(st, NULL, &is, "SELECT 1 FROM recent WHERE article = ?1", "i", id) && is == 0;
}

/* words_match(SET, ID); with a third argument also of articles that are older than
 * those that rows are of. */
static void
words_match(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct store *st = sqlite3_user_data(context);
	struct store_set *set = &st->sets->set[sqlite3_value_int(values[0])];
	const struct store_wanted wanted = { .match = set->match, .old = "" };
	int64_t id = sqlite3_value_int64(values[1]);
	bool has = false, ok = true;

	if (set->lazy && set->asked++ >= SET_LAZY) {
		ok = fill(st, set, &wanted, NULL);
		set->lazy = !ok;
	}
	if (!set->lazy)
		has = store_set_has(set, id);
	if (set->lazy || (count == 3 && !has && is_older(st, set, id)))
		ok = ok && ask(st, set->match, id, &has);
	if (ok)
		sqlite3_result_int(context, has);
	else
		sqlite3_result_error_code(context, st->interrupted ? SQLITE_INTERRUPT : SQLITE_ERROR);
}

bool
store_match_register(struct store *st)
{
	return sqlite3_create_function(st->db, "words_match", -1, SQLITE_UTF8, st, words_match, NULL, NULL) ==
	       SQLITE_OK &&
	    sqlite3_create_function(st->db, "set_add", 1, SQLITE_UTF8, st, NULL, set_add, set_added) ==
	    SQLITE_OK;
}
