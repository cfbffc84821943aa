/* SPDX-License-Identifier: ISC */
/* The connection and its statements.  A statement is prepared at its first use
 * and kept; finding it again is a walk over some dozens of addresses. */
#include "store/store.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/store_parts.h"

enum { STEPS_BETWEEN_LOOKS = 2000, LOG_MOST = 8000, LOG_HELPED = 40000, RECENT_LEAST = 32768 };

static const struct { int code; const char *words; } failures[] = {
	{ SQLITE_NOTADB, "is no dateline store; move it away, or name another folder with --data" },
	{ SQLITE_CORRUPT, "is damaged; `dateline check` says how much, and a copy of it is worth keeping" },
	{ SQLITE_FULL, "cannot grow: the disk is full; what was stored before is safe" },
	{ SQLITE_IOERR, "cannot be read or written: the disk reports an error" },
	{ SQLITE_READONLY, "cannot be written: no permission" },
	{ SQLITE_PERM, "cannot be used: no permission" },
	{ SQLITE_BUSY, "is being written by another process; try again in a moment" },
	{ SQLITE_CANTOPEN, "cannot be opened" },
};

bool
sql_fail(struct store *st, struct err *err)
{
	int code = st->db != NULL ? sqlite3_errcode(st->db) & 0xFF : SQLITE_CANTOPEN;

	st->interrupted = code == SQLITE_INTERRUPT;
	if (code == SQLITE_NOMEM)
		mem_fail();
	if (st->interrupted)
		return err_set(err, "interrupted");
	err_set(err, "%s: %s", st->path, st->db != NULL ? sqlite3_errmsg(st->db) : "cannot be opened");
	for (size_t i = 0; i < COUNT(failures); i++)
		if (failures[i].code == code)
			err_set(err, "%s %s", st->path, failures[i].words);
	return err_code(err, 3);
}

static sqlite3_stmt *
find_statement(struct store *st, const char *sql, struct err *err)
{
	sqlite3_stmt *stmt;

	for (size_t i = 0; i < st->ncache; i++)
		if (st->cache[i].sql == sql)
			return st->cache[i].stmt;
	assert(st->ncache < STATEMENTS_MAX);
	if (sqlite3_prepare_v3(st->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK) {
		sql_fail(st, err);
		return NULL;
	}
	st->cache[st->ncache].sql = sql;
	st->cache[st->ncache++].stmt = stmt;
	return stmt;
}

static void
bind_all(sqlite3_stmt *stmt, const char *format, va_list ap)
{
	for (int i = 1; *format != '\0'; format++, i++) {
		const void *bytes;

		switch (*format) {
		case 'i':
			sqlite3_bind_int64(stmt, i, va_arg(ap, int64_t));
			break;
		case 'd':
			sqlite3_bind_int(stmt, i, va_arg(ap, int));
			break;
		case 't':
			sqlite3_bind_text(stmt, i, va_arg(ap, const char *), -1, SQLITE_STATIC);
			break;
		case 'b':
			bytes = va_arg(ap, const void *);
			sqlite3_bind_blob64(stmt, i, bytes, va_arg(ap, size_t), SQLITE_STATIC);
			break;
		default:
			assert(false && "format of sql_bind");
		}
	}
}

static sqlite3_stmt *
bind_list(struct store *st, struct err *err, const char *sql, const char *format, va_list ap)
{
	sqlite3_stmt *stmt = find_statement(st, sql, err);

	if (stmt != NULL)
		bind_all(stmt, format, ap);
	return stmt;
}

sqlite3_stmt *
sql_bind(struct store *st, struct err *err, const char *sql, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	sqlite3_stmt *stmt = bind_list(st, err, sql, format, ap);
	va_end(ap);
	return stmt;
}

int
sql_step(struct store *st, sqlite3_stmt *stmt, struct err *err)
{
	int code = sqlite3_step(stmt);

	if (code == SQLITE_ROW)
		return 1;
	if (code != SQLITE_DONE)
		sql_fail(st, err);
	sql_end(stmt);
	return code == SQLITE_DONE ? 0 : -1;
}

void
sql_end(sqlite3_stmt *stmt)
{
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
}

bool
sql_run(struct store *st, struct err *err, const char *sql, const char *format, ...)
{
	va_list ap;
	int got = 1;

	va_start(ap, format);
	sqlite3_stmt *stmt = bind_list(st, err, sql, format, ap);
	va_end(ap);
	if (stmt == NULL)
		return false;
	while (got == 1)
		got = sql_step(st, stmt, err);
	return got == 0;
}

bool
sql_number(struct store *st, struct err *err, int64_t *out, const char *sql, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	sqlite3_stmt *stmt = bind_list(st, err, sql, format, ap);
	va_end(ap);
	if (stmt == NULL)
		return false;
	int got = sql_step(st, stmt, err);
	if (got == 1) {
		*out = sqlite3_column_int64(stmt, 0);
		sql_end(stmt);
	}
	return got >= 0;
}

bool
sql_script(struct store *st, const char *sql, struct err *err)
{
	return sqlite3_exec(st->db, sql, NULL, NULL, NULL) == SQLITE_OK || sql_fail(st, err);
}

char *
sql_text(struct arena *a, sqlite3_stmt *stmt, int column)
{
	const unsigned char *text = sqlite3_column_text(stmt, column);

	return text == NULL
		   ? NULL
		   : arena_strndup(a, (const char *)text, (size_t)sqlite3_column_bytes(stmt, column));
}

static bool
open_file(struct store *st, enum store_mode mode, struct err *err)
{
	int flags = mode == STORE_READ ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

	if (sqlite3_open_v2(st->path, &st->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		sql_fail(st, err);
		if (mode == STORE_READ && !file_exists(st->path)) {
			err_set(err, "%s does not exist", st->path);
			err_code(err, 3);
		}
		return false;
	}
	st->read_only = sqlite3_db_readonly(st->db, "main") == 1;
	return true;
}

/* Read-only media: SQLite cannot make the files that WAL needs beside it. */
static bool
open_immutable(struct store *st, struct err *err)
{
	char *uri = sqlite3_mprintf("file:%q?mode=ro&immutable=1", st->path);

	if (uri == NULL)
		mem_fail();
	sqlite3_close(st->db);
	int code =
	    sqlite3_open_v2(uri, &st->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
	sqlite3_free(uri);
	st->read_only = true;
	return code == SQLITE_OK || sql_fail(st, err);
}

/* In place of SQLite's own, which tells nobody. */
static int
note_log(void *arg, sqlite3 *db, const char *name, int pages)
{
	struct store *st = arg;

	st->log_pages = pages;
	if (pages >= (st->helped ? LOG_HELPED : LOG_MOST))
		(void)sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	return SQLITE_OK;
}

int64_t
store_log_pages(const struct store *st)
{
	return st->log_pages;
}

void
store_set_helped(struct store *st, bool helps)
{
	st->helped = helps;
}

void
store_write_back(struct store *st)
{
	(void)sqlite3_wal_checkpoint_v2(st->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static bool
prepare_connection(struct store *st, enum store_mode mode, struct err *err)
{
	sqlite3_extended_result_codes(st->db, 0);
	sqlite3_busy_handler(st->db, store_wait_turn, st);
	if (!store_order_register(st) || !store_match_register(st) || !store_find_register(st) ||
	    !store_rank_register(st) || !store_fold_register(st))
		return sql_fail(st, err);
	if (st->read_only)
		return sql_script(st, "PRAGMA query_only = 1", err);
	/* A page of a new store takes several articles' texts; of 4,096 bytes mostly one. */
	if (!sql_script(st, "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL", err))
		return false;
	if (mode == STORE_BULK) {
		(void)sqlite3_wal_hook(st->db, note_log, st);
		store_tokens_register(st->db);
	}
	if (mode == STORE_BULK)
		return sql_script(st, "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -20480;"
		    "PRAGMA temp_store = MEMORY;"
		    "PRAGMA secure_delete = 0", err);
	return sql_script(
	    st, "PRAGMA synchronous = FULL; PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY", err);
}

struct store *
store_open(const char *path, enum store_mode mode, struct err *err)
{
	struct store *st = mem_alloc(sizeof(*st));

	/* There are no threads; refused, and no harm done, where SQLite is in use already. */
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	st->path = mem_strdup(path);
	st->recent_least = RECENT_LEAST;
	store_set_hot(st, 24, 80);
	bool ok = open_file(st, mode, err);
	if (ok && st->read_only)
		ok = open_immutable(st, err);
	ok = ok && prepare_connection(st, mode, err) && store_migrate(st, err);
	store_wait_end(st);
	st->migrated = ok;
	if (ok)
		return st;
	store_close(st);
	return NULL;
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	for (size_t i = 0; i < st->ncache; i++)
		sqlite3_finalize(st->cache[i].stmt);
	sqlite3_close(st->db);
	store_wait_close(st);
	store_sets_free(st);
	store_regexes_free(st);
	store_rank_free(st);
	store_fold_free(st);
	store_known_done(st);
	buf_done(&st->record);
	buf_done(&st->words);
	arena_done(&st->texts_arena);
	free((char *)st->path);
	free(st);
}

bool
store_is_read_only(const struct store *st)
{
	return st->read_only;
}

static int
look_up(void *arg)
{
	struct store *st = arg;

	return st->stop(st->stop_arg);
}

void
store_set_interrupt(struct store *st, bool (*stop)(void *), void *arg)
{
	st->stop = stop;
	st->stop_arg = arg;
	/* What comes now was not stopped yet; what is over may still be asked about. */
	st->interrupted = st->interrupted && stop == NULL;
	sqlite3_progress_handler(
	    st->db, stop != NULL ? STEPS_BETWEEN_LOOKS : 0, stop != NULL ? look_up : NULL, st);
}

bool
store_was_interrupted(const struct store *st)
{
	return st->interrupted;
}

int64_t
store_version(struct store *st)
{
	int64_t version = 0;

	sql_number(st, NULL, &version, "PRAGMA data_version", "");
	return version;
}

bool
store_begin(struct store *st, struct err *err)
{
	bool ok = sql_run(st, err, "BEGIN IMMEDIATE", "");

	store_wait_end(st);
	return ok;
}

bool
store_commit(struct store *st, struct err *err)
{
	if (store_texts_write(st, err) && store_coming_write(st, err) && store_known_write(st, err) &&
	    store_stories_settle(st, err) && sql_run(st, err, "COMMIT", ""))
		return true;
	store_rollback(st);
	return false;
}

void
store_rollback(struct store *st)
{
	store_texts_forget(st);
	store_coming_forget(st);
	store_known_forget(st);
	if (!sqlite3_get_autocommit(st->db))
		sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
}

const char *
store_meta(struct store *st, struct arena *a, const char *key)
{
	sqlite3_stmt *stmt = sql_bind(st, NULL, "SELECT value FROM meta WHERE key = ?1", "t", key);
	const char *value = NULL;

	if (stmt != NULL && sql_step(st, stmt, NULL) == 1) {
		value = sql_text(a, stmt, 0);
		sql_end(stmt);
	}
	return value;
}

bool
store_meta_set(struct store *st, const char *key, const char *value, struct err *err)
{
	return sql_run(st, err, "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", "tt", key, value);
}
