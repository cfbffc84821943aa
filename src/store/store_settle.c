/* SPDX-License-Identifier: ISC */
/* Articles come and go with their sources: one is `live` while a source has it
 * that is not removed.  A source may have a million, and each of them stands in
 * a dozen indexes, so nobody waits for that: the first go at once, the others in
 * batches while there is nothing else to do, and any start goes on.
 *
 * `unsettled` is how many are left of a source, `settle_at` the first guid that
 * was not looked at yet.  What an article is to be follows from its sources as
 * they are now, so a source may be added again while it is still going.
 *
 * The triggers that keep the counts would change those of each topic for each
 * article.  They are off meanwhile, and the counts change once by the sum: every
 * trigger on article.live has to have its counterpart here.  Who waits for it, as
 * a command does, has it in a thirtieth of the time without the indexes; but should
 * somebody wait for the store meanwhile, that is given up and done bit by bit too. */
#include "store/store.h"

#include <time.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store_parts.h"

enum { AT_ONCE = 1000, MANY = 3000, LOOK_STEPS = 20000 };

/* What is to change, of the next articles of the source. */
static bool
choose(struct store *st, int64_t source, const char *from, size_t most, struct err *err)
{
	return sql_script(st, "CREATE TEMP TABLE IF NOT EXISTS settling"
	    " (article INTEGER PRIMARY KEY, live INTEGER NOT NULL)", err) &&
	    sql_run(st, err, "DELETE FROM temp.settling", "") &&
	    sql_run(st, err, "INSERT OR IGNORE INTO temp.settling"
	    " SELECT c.article, c.live FROM (SELECT o.article, EXISTS (SELECT 1 FROM origin p"
	    " JOIN source s ON s.id = p.source WHERE p.article = o.article AND NOT s.removed) AS live"
	    " FROM origin o WHERE o.source = ?1 AND o.guid >= ?2 ORDER BY o.guid LIMIT ?3) c"
	    " CROSS JOIN article a ON a.id = c.article WHERE a.live <> c.live",
	    "iti", source, from, (int64_t)most);
}

/* Adds to the counts what is listed now of these, or takes it away. */
static bool
count(struct store *st, int sign, struct err *err)
{
	return sql_run(st, err, "UPDATE tally SET total = tally.total + ?1 * c.total,"
	    " unread = tally.unread + ?1 * c.unread"
	    " FROM (SELECT t.topic, count(*) AS total, sum(NOT a.read) AS unread FROM temp.settling g"
	    " CROSS JOIN article a ON a.id = g.article CROSS JOIN article_topic t ON t.article = a.id"
	    " WHERE a.shown = 1 GROUP BY t.topic"
	    " UNION ALL SELECT 0, count(*), coalesce(sum(NOT a.read), 0) FROM temp.settling g"
	    " CROSS JOIN article a ON a.id = g.article WHERE a.shown = 1) c WHERE c.topic = tally.topic",
	    "d", sign) &&
	    sql_run(st, err, "UPDATE source SET unread = source.unread + ?1 * c.unread"
	    " FROM (SELECT o.source, count(*) AS unread FROM temp.settling g"
	    " CROSS JOIN article a ON a.id = g.article CROSS JOIN origin o ON o.article = a.id"
	    " WHERE a.shown = 1 AND NOT a.read GROUP BY o.source) c WHERE c.source = source.id",
	    "d", sign);
}

/* Their stories are counted at the commit. */
static bool
change(struct store *st, struct err *err)
{
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	bool ok = sql_run(st, err, "UPDATE article SET live = g.live FROM temp.settling g"
	    " WHERE g.article = article.id", "");
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
	return ok && sql_run(st, err, "INSERT OR IGNORE INTO story_dirty SELECT DISTINCT 0, a.story"
	    " FROM temp.settling g CROSS JOIN article a ON a.id = g.article WHERE a.story <> 0", "");
}

/* Notes how far it is with the source. */
static bool
note(struct store *st, int64_t source, const char *from, size_t most, struct err *err)
{
	return sql_run(st, err, "UPDATE source SET settle_at = n.guid,"
	    " unsettled = CASE WHEN n.guid IS NULL THEN 0 ELSE max(1, unsettled - ?3) END"
	    " FROM (SELECT (SELECT guid FROM origin WHERE source = ?1 AND guid >= ?2"
	    " ORDER BY guid LIMIT 1 OFFSET ?3) AS guid) n WHERE id = ?1",
	    "iti", source, from, (int64_t)most);
}

static bool
settle_some(struct store *st, int64_t source, const char *from, size_t most, struct err *err)
{
	return choose(st, source, from, most, err) && count(st, -1, err) && change(st, err) &&
	    count(st, 1, err) && note(st, source, from, most, err);
}

bool
store_settle_source(struct store *st, int64_t source, struct err *err)
{
	return sql_run(st, err, "UPDATE source SET unsettled = max(1, articles) WHERE id = ?1", "i",
	    source) &&
	    settle_some(st, source, "", AT_ONCE, err);
}

int64_t
store_unsettled(struct store *st)
{
	int64_t left = 0;

	(void)sql_number(st, NULL, &left, "SELECT coalesce(sum(unsettled), 0) FROM source", "");
	return left;
}

/* The source that is to be gone on with; 0: none. */
static bool
next_source(struct store *st, struct arena *a, int64_t *id, const char **from, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT id, settle_at FROM source WHERE unsettled > 0 ORDER BY id LIMIT 1", "");
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*id = 0;
	if (got == 1) {
		*id = sqlite3_column_int64(stmt, 0);
		*from = sql_text(a, stmt, 1);
		sql_end(stmt);
	}
	return got >= 0;
}

/* One batch of the next source. */
static bool
settle_next(struct store *st, size_t most, int64_t *left, struct err *err)
{
	struct arena a = { 0 };
	const char *from = NULL;
	int64_t id;
	bool ok = next_source(st, &a, &id, &from, err) &&
	    (id == 0 || settle_some(st, id, from != NULL ? from : "", most, err));

	arena_done(&a);
	*left = store_unsettled(st);
	return ok;
}

struct indexes {
	const char **names, **sqls;
	size_t n;
};

/* Those that an article leaves or enters with `live`. */
static bool
find_indexes(struct store *st, struct arena *a, struct indexes *out, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
	    " AND tbl_name = 'article' AND sql LIKE '%WHERE shown = 1%'", "");
	int got = -1;

	*out = (struct indexes){ 0 };
	while (stmt != NULL && (got = sql_step(st, stmt, err)) == 1) {
		out->names = arena_grow(a, out->names, out->n, sizeof(*out->names));
		out->sqls = arena_grow(a, out->sqls, out->n, sizeof(*out->sqls));
		out->names[out->n] = sql_text(a, stmt, 0);
		out->sqls[out->n++] = sql_text(a, stmt, 1);
	}
	return got == 0;
}

/* A large part of the archive, by somebody who waits: making the indexes anew is
 * faster than changing them. */
static bool
settle_all(struct store *st, size_t most, int64_t *left, struct err *err)
{
	struct arena a = { 0 };
	struct indexes indexes;
	bool ok = find_indexes(st, &a, &indexes, err);

	for (size_t i = 0; ok && i < indexes.n; i++)
		ok = sql_script(st, arena_printf(&a, "DROP INDEX \"%s\"", indexes.names[i]), err);
	while (ok && *left > 0)
		ok = settle_next(st, most, left, err);
	for (size_t i = 0; ok && i < indexes.n; i++)
		ok = sql_script(st, indexes.sqls[i], err);
	arena_done(&a);
	return ok;
}

static int
give_way(void *arg)
{
	struct store *st = arg;

	st->gives_way = store_is_wanted(st);
	return st->gives_way;
}

/* Whoever waits has its turn between two batches. */
static void
let_others(struct store *st)
{
	static const struct timespec moment = { 0, 2000000 };

	if (store_is_wanted(st))
		nanosleep(&moment, NULL);
}

/* Fails as well where somebody has to wait: nothing is done then. */
static bool
try_all(struct store *st, size_t most, int64_t *left, struct err *err)
{
	sqlite3_progress_handler(st->db, LOOK_STEPS, give_way, st);
	bool ok = settle_all(st, most, left, err) && store_commit(st, err);
	store_set_interrupt(st, st->stop, st->stop_arg);
	return ok;
}

bool
store_settle(struct store *st, size_t most, int64_t *left, struct err *err)
{
	int64_t articles = store_last_id(st);

	*left = store_unsettled(st);
	if (*left == 0)
		return true;
	bool all = most >= MANY && *left >= MANY && *left > articles / 4 && !st->gives_way;
	if (most > AT_ONCE && st->gives_way)
		most = AT_ONCE;
	let_others(st);
	if (!store_begin(st, err))
		return false;
	if (all ? try_all(st, most, left, err) : settle_next(st, most, left, err) && store_commit(st, err))
		return true;
	store_rollback(st);
	if (!all || !st->gives_way)
		return false;
	*left = store_unsettled(st);
	return true;
}
