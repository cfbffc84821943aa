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

struct store_sets {
	struct store_set set[STORE_SETS];
	int64_t clock, begun;		/* uses are numbered; those since BEGUN are of this statement */
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

static bool
fill_from(struct store *st, struct store_set *set, sqlite3_stmt *stmt, struct err *err)
{
	int code = SQLITE_DONE;

	while (stmt != NULL && (code = sqlite3_step(stmt)) == SQLITE_ROW)
		add(set, sqlite3_column_int64(stmt, 0));
	if (stmt == NULL)
		return false;
	if (code != SQLITE_DONE)
		sql_fail(st, err);
	sql_end(stmt);
	return code == SQLITE_DONE;
}

static bool
fill(struct store *st, struct store_set *set, const char *old, struct err *err)
{
	int64_t left = store_words_left(st);

	if (set->bits != NULL)
		memset(set->bits, 0, set->nbits * sizeof(*set->bits));
	set->count = 0;
	if (!fill_from(st, set, sql_bind(st, err,
		"SELECT rowid FROM article_words WHERE article_words MATCH ?1 AND rowid >= ?2", "ti",
		set->match, st->search_from), err))
		return false;
	return left == 0 || fill_from(st, set, sql_bind(st, err,
	    "SELECT rowid FROM article_text WHERE article_text MATCH ?1 AND rowid <= ?2", "ti", old, left),
	    err);
}

void
store_sets_begin(struct store *st)
{
	if (st->sets != NULL)
		st->sets->begun = st->sets->clock + 1;
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
store_set_get(struct store *st, const char *match, const char *old, int *number, struct err *err)
{
	/* Numbers of articles are far apart from counts of changes. */
	int64_t version = store_version(st) + st->text_serial + (st->search_from << 24);
	struct store_set *set = NULL;

	if (st->sets == NULL) {
		st->sets = mem_alloc(sizeof(*st->sets));
		st->sets->begun = 1;
	}
	for (size_t i = 0; i < STORE_SETS && set == NULL; i++)
		if (st->sets->set[i].match != NULL && strcmp(st->sets->set[i].match, match) == 0 &&
		    st->sets->set[i].version == version)
			set = &st->sets->set[i];
	bool ready = set != NULL;
	if (!ready)
		set = find_place(st->sets);
	if (set == NULL) {
		err_set(err, "this filter is too large; leave something out");
		return NULL;
	}
	if (!ready) {
		clear(set);
		set->match = mem_strdup(match);
		set->version = version;
		if (!fill(st, set, old, err)) {
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

static void
words_match(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct store *st = sqlite3_user_data(context);
	int number = sqlite3_value_int(values[0]);

	(void)count;
	sqlite3_result_int(context, store_set_has(&st->sets->set[number], sqlite3_value_int64(values[1])));
}

bool
store_match_register(struct store *st)
{
	return sqlite3_create_function(st->db, "words_match", 2, SQLITE_UTF8, st, words_match, NULL, NULL) ==
	    SQLITE_OK;
}
