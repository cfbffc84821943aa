/* SPDX-License-Identifier: ISC */
/* What the files of store/ share: the connection, statements that are prepared
 * once, and the columns of the article table. */
#ifndef STORE_STORE_PARTS_H
#define STORE_STORE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "store/store.h"

struct article;
struct err;
struct store_text;

enum { STATEMENTS_MAX = 96 };

struct store {
	sqlite3 *db;
	const char *path;
	bool read_only;
	bool interrupted;
	bool (*stop)(void *);
	void *stop_arg;
	struct { const char *sql; sqlite3_stmt *stmt; } cache[STATEMENTS_MAX];
	size_t ncache;
	struct buf record;		/* scratch of the bulk writer */
	struct store_text *texts;	/* waiting for the commit */
	size_t ntexts;
	struct arena texts_arena;
};

/* article.flags */
enum {
	FLAG_UNPUBLISHED = 1 << 0,
	FLAG_DAMAGED = 1 << 1,
	FLAG_VIDEO = 1 << 2,
	FLAG_IMAGE = 1 << 3,
	FLAG_CONTENT = 1 << 4,
	FLAG_AUDIO = 1 << 5
};

/* Stands in quality and heat for "not given": sorts below everything. */
#define NUMBER_NONE (-1000000000)

/* -- statements (store.c).  SQL must be a constant: the statement is kept
 * under its address.  FORMAT has a letter an argument: i int64_t, d int,
 * t text or NULL, b pointer and size_t. */
sqlite3_stmt *sql_bind(struct store *st, struct err *err, const char *sql, const char *format, ...);
/* 1 a row, 0 the end (the statement is reset), -1 failed (likewise). */
int sql_step(struct store *st, sqlite3_stmt *stmt, struct err *err);
void sql_end(sqlite3_stmt *stmt);	/* before the end was reached */
bool sql_run(struct store *st, struct err *err, const char *sql, const char *format, ...);
/* First column of the first row; FALLBACK when there is none. */
bool sql_number(struct store *st, struct err *err, int64_t *out, const char *sql, const char *format, ...);
bool sql_script(struct store *st, const char *sql, struct err *err);
/* Puts SQLite's message into words, with the exit code; returns false. */
bool sql_fail(struct store *st, struct err *err);
char *sql_text(struct arena *a, sqlite3_stmt *stmt, int column);	/* NULL for NULL */

/* -- the order of names (store_order.c): a number for a folded name, the larger
 * the earlier the name.  The first letters count; names that share those keep
 * together. */
int64_t store_order_key(const char *fold);
/* The same as the SQL function order_key(TEXT), for migrations. */
bool store_order_register(struct store *st);

/* -- schema (store_schema.c) */
bool store_migrate(struct store *st, struct err *err);

/* -- the text index (store_text.c): what was put is in it after the commit. */
bool store_text_put(struct store *st, int64_t id, const struct article *art, bool gone, struct err *err);
bool store_texts_write(struct store *st, struct err *err);
void store_texts_forget(struct store *st);

/* -- topics (store_topic.c) */
bool store_topics_of_article(struct store *st, int64_t article, int64_t time, const struct article *art,
    struct err *err);
bool store_topic_main(
    struct store *st, const struct article *art, int64_t *id, int64_t *key, struct err *err);

/* -- the part of a list that a span is, as conditions (store_list.c) */
struct store_sql;
void store_span_put(struct buf *out, const struct store_list *list, const struct store_sql *sql,
    const struct store_span *span);

/* -- a query tree as SQL (store_sql.c) */
struct store_sql {
	struct arena *arena;
	struct buf text;
	const char **texts;		/* to be bound to ?1, ?2, ... */
	size_t ntexts;
	bool by_topic;			/* rows come through article_topic */
};
/* "FROM ... WHERE ..." for the list; ends inside an AND.  buf is the caller's
 * to release by store_sql_done. */
bool store_sql_from(struct store *st, const struct store_list *list, struct arena *a, struct store_sql *out,
    struct err *err);
void store_sql_done(struct store_sql *sql);
/* Prepares PREFIX + text + SUFFIX and binds the texts. */
sqlite3_stmt *store_sql_prepare(struct store *st, const struct store_sql *sql, const char *prefix,
    const char *suffix, struct err *err);
/* Value that the list's order compares first; "0" for the order by date. */
const char *store_sql_sort_column(const struct store_list *list);
/* Name of the group that a row belongs to, in lists that have groups. */
const char *store_sql_group_column(const struct store_list *list);

#endif
