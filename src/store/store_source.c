/* SPDX-License-Identifier: ISC */
/* Sources and the files of folders.  Removing a source forgets nothing: its
 * articles are no longer `live` unless another source has them, and come back
 * with their marks when it is added again (store_settle.c). */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"
#include "model/record.h"
#include "store/store_parts.h"

enum { DAMAGED_FEW = 100 };

static int64_t
time_or_none(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL ? DATE_NONE
								: sqlite3_column_int64(stmt, column);
}

/* Options that cannot be read are as good as none: sources.yaml has them. */
static void
read_options(struct arena *a, sqlite3_stmt *stmt, int column, struct source_options *out)
{
	struct err why = { 0 };
	const void *bytes = sqlite3_column_blob(stmt, column);
	int n = sqlite3_column_bytes(stmt, column);

	if (bytes == NULL || !record_decode_shape(a, &shape_source_options, bytes, (size_t)n, out, &why))
		shape_init(&shape_source_options, out);
}

static void
read_source(struct arena *a, sqlite3_stmt *stmt, struct source *src)
{
	*src = (struct source){
		.id = sqlite3_column_int64(stmt, 0),
		.kind = (enum source_kind)sqlite3_column_int(stmt, 1),
		.location = sql_text(a, stmt, 2),
		.title = sql_text(a, stmt, 3),
		.removed = sqlite3_column_int(stmt, 4) != 0,
		.shift = sqlite3_column_int64(stmt, 5),
		.fetched = time_or_none(stmt, 6),
		.changed = time_or_none(stmt, 7),
		.damaged = sqlite3_column_int64(stmt, 8),
		.error = sql_text(a, stmt, 9),
		.formerly = sql_text(a, stmt, 13),
	};
	src->articles = sqlite3_column_int64(stmt, 11);
	src->unread = sqlite3_column_int64(stmt, 12);
	src->unread_stories = sqlite3_column_int64(stmt, 14);
	read_options(a, stmt, 10, &src->options);
}

struct source *
store_sources(struct store *st, struct arena *a, bool with_removed, size_t *count, struct err *err)
{
	struct source *list = arena_alloc(a, sizeof(*list));
	int got;

	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT id, kind, location, title, removed, shift, fetched, changed,"
	    " damaged, error, options, articles, unread, formerly, unread - folded_unread"
	    " FROM source WHERE removed = 0 OR ?1 ORDER BY id",
	    "d", (int)with_removed);
	if (stmt == NULL)
		return NULL;
	while ((got = sql_step(st, stmt, err)) == 1) {
		list = arena_grow(a, list, *count, sizeof(*list));
		read_source(a, stmt, &list[(*count)++]);
	}
	return got == 0 ? list : NULL;
}

bool
store_topic_sources(struct store *st, int64_t topic, struct arena *a, int64_t **ids, size_t *count,
    struct err *err)
{
	int got;

	*ids = NULL;
	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT s.id FROM source s WHERE NOT s.removed AND s.id IN"
	    " (SELECT o.source FROM article_topic t JOIN origin o ON o.article = t.article"
	    " WHERE t.topic = ?1) ORDER BY s.id", "i", topic);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		*ids = arena_grow(a, *ids, *count, sizeof(**ids));
		(*ids)[(*count)++] = sqlite3_column_int64(stmt, 0);
	}
	return got == 0;
}

bool
store_source_vanished(struct store *st, struct source *src, struct err *err)
{
	return sql_number(st, err, &src->vanished,
	    "SELECT count(*) FROM file WHERE source = ?1 AND vanished", "i", src->id);
}

/* Its place in lists by source; its articles follow when the title changes. */
static bool
put_sort_key(struct store *st, int64_t id, struct err *err)
{
	struct arena a = { 0 };
	int64_t key = 0, old = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT coalesce(title, location), sort_key FROM source WHERE id = ?1", "i", id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	if (got == 1) {
		const char *title = sql_text(&a, stmt, 0);

		key = store_order_key(utf8_fold(&a, title, strlen(title)));
		old = sqlite3_column_int64(stmt, 1);
		sql_end(stmt);
	}
	arena_done(&a);
	return got >= 0 && (old == key ||
	    (sql_run(st, err, "UPDATE source SET sort_key = ?2 WHERE id = ?1", "ii", id, key) &&
	    sql_run(st, err, "UPDATE OR ROLLBACK article SET source_key = ?2 WHERE source = ?1 AND id IN"
	    " (SELECT article FROM origin WHERE source = ?1)", "ii", id, key)));
}

struct known {
	bool same;			/* nothing of it has changed */
	bool removed;
};

static bool
put_row(struct store *st, const struct source *src, struct known *out, struct err *err)
{
	struct buf options = { 0 };
	int64_t known = 0, removed = 0;

	record_encode_shape(&shape_source_options, &src->options, &options);
	bool ok = sql_number(st, err, &known, "SELECT 1 FROM source WHERE location = ?1 AND kind = ?2"
	    " AND options IS ?3 AND NOT removed", "tdb", src->location, (int)src->kind, options.p, options.n);
	ok = ok && sql_number(st, err, &removed, "SELECT 1 FROM source WHERE location = ?1 AND removed", "t",
	    src->location);
	*out = (struct known){ known != 0, removed != 0 };
	ok = ok && sql_run(st, err, "INSERT INTO source (kind, location, title, shift, options)"
	    " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (location) DO UPDATE"
	    " SET kind = ?1, title = coalesce(?3, title), shift = ?4, options = ?5, removed = 0",
	    "dttib", (int)src->kind, src->location, src->title, src->shift, options.p, options.n);
	buf_done(&options);
	return ok;
}

/* Its user has changed something: it may go well now, and mean something else. */
static bool
forget_visit(struct store *st, int64_t id, struct err *err)
{
	return sql_run(st, err, "UPDATE visit SET etag = NULL, last_modified = NULL, body = 0,"
	    " next_fetch = 0, failures = 0, gone = 0 WHERE source = ?1", "i", id);
}

bool
store_source_put(struct store *st, const struct source *src, int64_t *id, struct err *err)
{
	struct known known;

	if (!store_begin(st, err))
		return false;
	if (put_row(st, src, &known, err) &&
	    sql_number(st, err, id, "SELECT id FROM source WHERE location = ?1", "t", src->location) &&
	    put_sort_key(st, *id, err) && (known.same || forget_visit(st, *id, err)) &&
	    (!known.removed || store_settle_source(st, *id, err)) && store_commit(st, err))
		return true;
	store_rollback(st);
	return false;
}

bool
store_source_name(struct store *st, const struct source *src, const char *title, struct err *err)
{
	if (src->options.title != NULL || title == NULL || title[0] == '\0')
		return true;
	return sql_run(st, err, "UPDATE source SET title = ?2 WHERE id = ?1 AND title IS NOT ?2", "it",
	    src->id, title) && put_sort_key(st, src->id, err);
}

bool
store_source_remove(struct store *st, int64_t id, struct err *err)
{
	if (!store_begin(st, err))
		return false;
	if (sql_run(st, err, "UPDATE source SET removed = 1 WHERE id = ?1", "i", id) &&
	    store_settle_source(st, id, err) && store_commit(st, err))
		return true;
	store_rollback(st);
	return false;
}

/* Mostly few articles of all are damaged, and a source has many: those are looked
 * through that are fewer. */
static bool
count_damaged(struct store *st, int64_t source, struct err *err)
{
	int64_t all = 0;

	return sql_number(st, err, &all, "SELECT count(*) FROM (SELECT 1 FROM article"
	    " INDEXED BY article_damaged WHERE (flags & 2) <> 0 LIMIT ?1)", "i", (int64_t)DAMAGED_FEW) &&
	    sql_run(st, err, all < DAMAGED_FEW ?
	    "UPDATE source SET damaged = (SELECT count(*) FROM article a INDEXED BY article_damaged"
	    " WHERE (a.flags & 2) <> 0 AND EXISTS (SELECT 1 FROM origin WHERE article = a.id"
	    " AND source = ?1)) WHERE id = ?1" :
	    "UPDATE source SET damaged = (SELECT count(*) FROM origin o JOIN article a"
	    " ON a.id = o.article WHERE o.source = ?1 AND a.flags & 2) WHERE id = ?1", "i", source);
}

bool
store_source_outcome(struct store *st, const struct source *src, struct err *err)
{
	return sql_run(st, err, "UPDATE source SET fetched = ?2, error = ?3, changed = CASE WHEN ?5 THEN ?4"
	    " ELSE changed END WHERE id = ?1", "iitid", src->id, src->fetched, src->error, src->changed,
	    (int)(src->changed != DATE_NONE)) &&
	    (src->changed == DATE_NONE || count_damaged(st, src->id, err));
}

bool
store_source_move(struct store *st, int64_t id, const char *location, bool *moved, struct err *err)
{
	int64_t taken = 0;

	*moved = false;
	if (!sql_number(st, err, &taken, "SELECT 1 FROM source WHERE location = ?1", "t", location))
		return false;
	*moved = taken == 0;
	return taken != 0 || sql_run(st, err,
	    "UPDATE source SET formerly = location, location = ?2 WHERE id = ?1", "it", id, location);
}

bool
store_source_seen(struct store *st, int64_t id, int64_t now, struct err *err)
{
	return sql_run(st, err, "UPDATE source SET fetched = ?2 WHERE id = ?1", "ii", id, now);
}

bool
store_source_has_articles(struct store *st, int64_t id, bool *has, struct err *err)
{
	int64_t any = 0;
	bool ok = sql_number(st, err, &any, "SELECT 1 FROM origin WHERE source = ?1 LIMIT 1", "i", id);

	*has = any != 0;
	return ok;
}

bool
store_source_forget_files(struct store *st, int64_t id, struct err *err)
{
	return sql_run(st, err, "UPDATE file SET size = -1 WHERE source = ?1", "i", id);
}

struct store_file *
store_files(struct store *st, struct arena *a, int64_t source, size_t *count, struct err *err)
{
	struct store_file *list = arena_alloc(a, sizeof(*list));
	int got;

	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT name, size, mtime, vanished FROM file WHERE source = ?1 ORDER BY name", "i", source);
	if (stmt == NULL)
		return NULL;
	while ((got = sql_step(st, stmt, err)) == 1) {
		list = arena_grow(a, list, *count, sizeof(*list));
		list[(*count)++] = (struct store_file){ sql_text(a, stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sqlite3_column_int(stmt, 3) != 0 };
	}
	return got == 0 ? list : NULL;
}

bool
store_file_put(struct store *st, int64_t source, const struct store_file *file, struct err *err)
{
	return sql_run(st, err, "INSERT OR REPLACE INTO file (source, name, size, mtime, vanished)"
	    " VALUES (?1, ?2, ?3, ?4, 0)", "itii", source, file->name, file->size, file->mtime);
}

bool
store_file_vanish(struct store *st, int64_t source, const char *name, struct err *err)
{
	return sql_run(st, err, "UPDATE file SET vanished = 1, size = -1 WHERE source = ?1 AND name = ?2",
	    "it", source, name);
}
