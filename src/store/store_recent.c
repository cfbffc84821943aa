/* SPDX-License-Identifier: ISC */
/* The words of the newest articles once more, in an index of their own.  Articles
 * have no order of time in the text index: to list the newest ones with a word
 * that half of a large archive has, all of these would have to be looked at.  In
 * this index there are some thousands, and nearly always they fill a screen.
 *
 * It has the articles up to number `at` that are not older than `since`, and is
 * filled bit by bit while there is nothing else to do; what came later is asked
 * of the large index.  A small store has none, nor does it need one. */
#include "store/store.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/record.h"
#include "store/store_parts.h"

enum { PART = 8, RECENT_MOST = 16384 };

bool
store_recent_get(struct store *st, struct store_recent *out, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT ready, since, at, size FROM recent_state", "");
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*out = (struct store_recent){ 0 };
	if (got == 1) {
		*out = (struct store_recent){ sqlite3_column_int(stmt, 0) != 0, sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3) };
		sql_end(stmt);
	}
	return got >= 0;
}

static bool
keep_state(struct store *st, const struct store_recent *r, struct err *err)
{
	return sql_run(st, err,
	    "INSERT OR REPLACE INTO recent_state (id, ready, since, at, size)"
	    " VALUES (1, ?1, ?2, ?3, ?4)",
	    "diii", (int)r->ready, r->since, r->at, r->size);
}

/* From the start: the newest of a part of the store. */
static bool
begin(struct store *st, struct store_recent *r, int64_t total, struct err *err)
{
	int64_t n = total / PART < RECENT_MOST ? total / PART : RECENT_MOST;

	*r = (struct store_recent){ 0 };
	return sql_number(st, err, &r->since,
		   "SELECT time + 1 FROM article ORDER BY time DESC LIMIT 1 OFFSET ?1", "i", n) &&
	       sql_script(st,
		   "INSERT INTO recent_words (recent_words) VALUES ('delete-all');"
		   "DELETE FROM recent",
		   err) &&
	       keep_state(st, r, err);
}

static bool
add(struct store *st, int64_t id, const void *bytes, size_t n, struct err *err)
{
	struct arena a = { 0 };
	struct article art;
	/* What cannot be read cannot be found either. */
	bool readable = record_decode(&a, bytes, n, false, &art, NULL);
	bool ok = !readable || store_text_put(st, id, &art, TEXT_ADD_RECENT, err);

	arena_done(&a);
	return ok;
}

/* The next ones by number: so the index is written in order. */
static bool
go_on(struct store *st, struct store_recent *r, size_t most, int64_t last, struct err *err)
{
	int64_t count = 0;
	bool ok = true;
	int got = -1;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT n.id, r.data FROM (SELECT id FROM article"
	    " INDEXED BY article_any WHERE time >= ?1 AND id > ?2 AND id <= ?3 ORDER BY id LIMIT ?4) n"
	    " CROSS JOIN record r ON r.article = n.id ORDER BY n.id",
	    "iiii", r->since, r->at, last, (int64_t)most);

	while (stmt != NULL && ok && (got = sql_step(st, stmt, err)) == 1) {
		r->at = sqlite3_column_int64(stmt, 0);
		r->size++;
		count++;
		ok = add(st, r->at, sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1), err);
	}
	if (got == 1)
		sql_end(stmt);
	if (count < (int64_t)most) {
		r->at = last;
		r->ready = true;
	}
	return ok && got == 0 && keep_state(st, r, err);
}

bool
store_recent_fill(struct store *st, size_t most, bool *more, struct err *err)
{
	struct store_recent r;
	struct store_totals totals;

	*more = false;
	if (!store_recent_get(st, &r, err) || !store_totals(st, &totals, err))
		return false;
	if (totals.listed < st->recent_least || store_words_left(st) > 0 ||
	    (r.ready && r.at == store_last_id(st)))
		return true;
	/* Somebody else may have gone on until we have the turn. */
	if (!store_begin(st, err) || !store_recent_get(st, &r, err))
		goto failed;
	int64_t last = store_last_id(st);
	bool anew = r.since == 0 || (r.ready && r.size > 2 * (int64_t)RECENT_MOST);
	if (!(anew ? begin(st, &r, totals.listed, err) : go_on(st, &r, most, last, err)) ||
	    !store_commit(st, err))
		goto failed;
	*more = !r.ready || r.at < last;
	return true;
failed:
	store_rollback(st);
	return false;
}

static bool
has_words(const struct query *q)
{
	return q != NULL && (store_fts_is_word(q) || has_words(q->a) || has_words(q->b));
}

static bool
has_many(const struct store *st, const struct query *q)
{
	return q != NULL && (store_terms_are_many(st, q) || has_many(st, q->a) || has_many(st, q->b));
}

bool
store_recent_begin(
    struct store *st, const struct store_list *list, const struct store_cursor *at, struct store_recent *out)
{
	if (list->sort.order != ORDER_DATE || list->sort.reverse || st->search_from > 0 ||
	    !has_words(list->query))
		return false;
	if (!store_recent_get(st, out, NULL) || !out->ready || (at != NULL && at->time < out->since))
		return false;
	/* Of what came later the large index would be asked for the beginning of many
	 * words, and nothing could stop that. */
	if (out->at < store_last_id(st) && has_many(st, list->query))
		return false;
	st->recent = out;
	return true;
}

void
store_recent_end(struct store *st)
{
	st->recent = NULL;
}

void
store_recent_put(struct buf *out, const struct store *st, const struct store_sql *sql)
{
	if (st->recent != NULL)
		buf_printf(out, " AND %s >= %lld", sql->by_topic ? "t.time" : "a.time",
		    (long long)st->recent->since);
}
