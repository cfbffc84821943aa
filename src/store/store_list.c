/* SPDX-License-Identifier: ISC */
/* Windows of rows and counts.  A window is found by the place of its first row
 * (sort value, time, id), never by counting up to it. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store_parts.h"

#define ROW_COLUMNS "a.id, a.time, a.title, p.name, p.domain, a.link, a.quality, a.heat, a.flags," \
	" a.read + 2 * a.starred + 4 * a.hidden + 16 * a.followed, a.coverage, a.time = a.first_seen," \
	" a.story, a.folded, "
#define UNREAD_COLUMN ", CASE a.story WHEN 0 THEN 1 - a.read ELSE (SELECT unread FROM story_tally s" \
	" WHERE s.story = a.story AND s.topic = 0) END"

enum { ROW_FOLDED = 13, ROW_SORT, ROW_GROUP, ROW_UNREAD, ROW_LEAD };

static void
read_row(struct arena *a, sqlite3_stmt *stmt, struct row *row)
{
	int flags = sqlite3_column_int(stmt, 8);

	*row = (struct row){
		.id = sqlite3_column_int64(stmt, 0),
		.time = sqlite3_column_int64(stmt, 1),
		.title = sql_text(a, stmt, 2),
		.provider = sql_text(a, stmt, 3),
		.domain = sql_text(a, stmt, 4),
		.link = sql_text(a, stmt, 5),
		.quality = sqlite3_column_int(stmt, 6),
		.heat = sqlite3_column_int(stmt, 7),
		.unpublished = (flags & FLAG_UNPUBLISHED) != 0,
		.damaged = (flags & FLAG_DAMAGED) != 0,
		.is_video = (flags & FLAG_VIDEO) != 0,
		.marks = (unsigned)sqlite3_column_int(stmt, 9),
		.coverage = sqlite3_column_int(stmt, 10),
		.undated = sqlite3_column_int(stmt, 11) != 0,
		.place = sqlite3_column_int64(stmt, 0),
		.story = sqlite3_column_int64(stmt, 12),
		.folded = (unsigned)sqlite3_column_int(stmt, ROW_FOLDED),
		.sort = sqlite3_column_int64(stmt, ROW_SORT),
		.group = sql_text(a, stmt, ROW_GROUP),
	};
	row->has_quality = row->quality != NUMBER_NONE;
	row->has_heat = row->heat != NUMBER_NONE;
	if (row->provider[0] == '\0')
		row->provider = row->domain;
}

static const char *
time_column(const struct store_sql *sql)
{
	return sql->by_topic ? "t.time" : "a.time";
}

static const char *
id_column(const struct store_sql *sql)
{
	return sql->by_topic ? "t.article" : "a.id";
}

/* Rows on one side of AT. */
struct side {
	const struct store_cursor *at;	/* NULL: no condition */
	bool before, within;
};

static void
put_side(struct buf *out, const struct store_list *list, const struct store_sql *sql, struct side side)
{
	const char *time = time_column(sql), *id = id_column(sql);
	bool down = list->sort.reverse == side.before;
	const struct store_cursor *at = side.at;

	if (at == NULL)
		return;
	buf_puts(out, " AND (");
	if (list->sort.order != ORDER_DATE)
		buf_printf(out, "%s, ", store_sql_sort_column(list));
	buf_printf(out, "%s, %s) %s%s (", time, id, down ? "<" : ">", side.within ? "=" : "");
	if (list->sort.order != ORDER_DATE)
		buf_printf(out, "%lld, ", (long long)at->sort);
	buf_printf(out, "%lld, %lld)", (long long)at->time, (long long)at->id);
}

/* The part behind WHERE: the rows after AT, or before it. */
static void
put_place(struct buf *out, const struct store_list *list, const struct store_sql *sql,
    const struct store_cursor *at, bool before)
{
	put_side(out, list, sql, (struct side){ at, before, false });
}

void
store_span_put(struct buf *out, const struct store_list *list, const struct store_sql *sql,
    const struct store_span *span)
{
	put_side(out, list, sql, (struct side){ span->from, false, true });
	put_side(out, list, sql, (struct side){ span->to, true, true });
}

static void
put_order(struct buf *out, const struct store_list *list, const struct store_sql *sql, bool before,
    size_t limit)
{
	const char *word = list->sort.reverse == before ? "DESC" : "ASC";

	buf_puts(out, " ORDER BY ");
	if (list->sort.order != ORDER_DATE)
		buf_printf(out, "%s %s, ", store_sql_sort_column(list), word);
	buf_printf(out, "%s %s, %s %s LIMIT %zu", time_column(sql), word, id_column(sql), word, limit);
}

static void
turn_round(struct row *rows, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct row keep = rows[i];

		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = keep;
	}
}

static const char *
select_rows(const struct store_list *list, const struct store_sql *sql)
{
	const char *columns = arena_printf(sql->arena, "SELECT " ROW_COLUMNS "%s, %s",
	    store_sql_sort_column(list), store_sql_group_column(list));

	return store_folds(list) ? arena_printf(sql->arena, "%s" UNREAD_COLUMN ", %s", columns, sql->lead) :
	    columns;
}

static sqlite3_stmt *
prepare_rows(struct store *st, const struct store_list *list, const struct store_sql *sql,
    const struct buf *tail, struct err *err)
{
	return store_sql_prepare(st, sql, select_rows(list, sql), buf_str(tail), err);
}

/* Shows the story's lead in the place that the row has. */
static bool
show_lead(struct store *st, int64_t lead, struct arena *a, struct row *row, struct err *err)
{
	const struct row there = *row;
	sqlite3_stmt *stmt;
	int got;

	if (lead == row->id)
		return true;
	stmt = sql_bind(st, err, "SELECT " ROW_COLUMNS "0, NULL FROM article a"
	    " CROSS JOIN provider p ON p.id = a.provider WHERE a.id = ?1", "i", lead);
	if (stmt == NULL || (got = sql_step(st, stmt, err)) < 0)
		return false;
	if (got == 1) {
		read_row(a, stmt, row);
		sql_end(stmt);
	}
	row->time = there.time;
	row->undated = there.undated;
	row->place = there.place;
	row->sort = there.sort;
	row->unread = there.unread;
	return true;
}

static bool
step_rows(
    struct store *st, sqlite3_stmt *stmt, struct arena *a, struct row **rows, size_t *count, struct err *err)
{
	bool ok = true, stories = sqlite3_column_count(stmt) > ROW_LEAD;
	int code = SQLITE_DONE;

	while (ok && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		*rows = arena_grow(a, *rows, *count, sizeof(**rows));
		struct row *row = &(*rows)[(*count)++];
		read_row(a, stmt, row);
		row->unread = stories ? sqlite3_column_int(stmt, ROW_UNREAD) : 0;
		ok = !stories || show_lead(st, sqlite3_column_int64(stmt, ROW_LEAD), a, row, err);
	}
	ok = ok && (code == SQLITE_DONE || sql_fail(st, err));
	sqlite3_finalize(stmt);
	return ok;
}

struct window {
	const struct store_list *list;
	const struct store_cursor *at;
	bool before;
	size_t limit;
	struct row *rows;
	size_t count;
};

static bool
find_rows(struct store *st, struct window *w, struct arena *a, struct err *err)
{
	struct store_sql sql;
	struct buf tail = { 0 };

	w->rows = NULL;
	w->count = 0;
	bool ok = store_sql_from(st, w->list, a, &sql, err);
	if (ok) {
		put_place(&tail, w->list, &sql, w->at, w->before);
		store_recent_put(&tail, st, &sql);
		put_order(&tail, w->list, &sql, w->before, w->limit);
		sqlite3_stmt *stmt = prepare_rows(st, w->list, &sql, &tail, err);
		ok = stmt != NULL && step_rows(st, stmt, a, &w->rows, &w->count, err);
	}
	buf_done(&tail);
	store_sql_done(&sql);
	if (ok && w->before)
		turn_round(w->rows, w->count);
	return ok;
}

bool
store_rows(struct store *st, const struct store_list *list, const struct store_cursor *at, bool before,
    size_t limit, struct arena *a, struct row **rows, size_t *count, struct err *err)
{
	struct window w = { list, at, before, limit, NULL, 0 };
	struct store_recent recent;
	bool ok = true;

	st->interrupted = false;
	if (store_is_ranked(list))
		return store_rank_rows(st, list, at, before, limit, a, rows, count, err);
	/* Where the newest fill the window, the others need not be looked at. */
	if (!before && store_recent_begin(st, list, at, &recent)) {
		ok = find_rows(st, &w, a, err);
		store_recent_end(st);
	}
	st->lazy = true;
	if (ok && w.count < limit)
		ok = find_rows(st, &w, a, err);
	st->lazy = false;
	*rows = w.rows;
	*count = w.count;
	return ok;
}

bool
store_row_of(struct store *st, int64_t id, struct arena *a, struct row *row, bool *found, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT " ROW_COLUMNS "rank_of(a.id), NULL" UNREAD_COLUMN
	    " FROM article a"
	    " CROSS JOIN provider p ON p.id = a.provider WHERE a.id = ?1", "i", id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*found = got == 1;
	if (got == 1) {
		read_row(a, stmt, row);
		row->unread = sqlite3_column_int(stmt, ROW_UNREAD);
		sql_end(stmt);
	}
	return got >= 0;
}

static bool
step_ids(struct store *st, sqlite3_stmt *stmt, struct arena *a, int64_t **ids, size_t *count, struct err *err)
{
	int code;

	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		*ids = arena_grow(a, *ids, *count, sizeof(**ids));
		(*ids)[(*count)++] = sqlite3_column_int64(stmt, 0);
	}
	bool ok = code == SQLITE_DONE || sql_fail(st, err);
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_ids(struct store *st, const struct store_list *list, const struct store_span *span, size_t limit,
    struct arena *a, int64_t **ids, size_t *count, struct err *err)
{
	struct store_sql sql;
	struct buf tail = { 0 };

	*ids = NULL;
	*count = 0;
	bool ok = store_sql_from(st, list, a, &sql, err);
	if (ok) {
		store_span_put(&tail, list, &sql, span);
		put_order(&tail, list, &sql, false, limit);
		sqlite3_stmt *stmt = store_sql_prepare(
		    st, &sql, arena_printf(a, "SELECT %s", sql.lead), buf_str(&tail), err);
		ok = stmt != NULL && step_ids(st, stmt, a, ids, count, err);
	}
	buf_done(&tail);
	store_sql_done(&sql);
	return ok;
}

const char *
store_list_sql(struct store *st, const struct store_list *list, bool with_cursor, struct arena *a)
{
	static const struct store_cursor somewhere = { 50, 1600000000, 1000 };
	struct store_sql sql;
	struct buf text = { 0 };

	if (store_sql_from(st, list, a, &sql, NULL)) {
		buf_puts(&text, select_rows(list, &sql));
		buf_add(&text, sql.text.p, sql.text.n);
		put_place(&text, list, &sql, with_cursor ? &somewhere : NULL, false);
		put_order(&text, list, &sql, false, 50);
	}
	store_sql_done(&sql);
	const char *copy = arena_strdup(a, text.p);
	buf_done(&text);
	return copy;
}

static bool
count_with(struct store *st, const struct store_list *list, const struct store_cursor *at, const char *more,
    int64_t *count, struct err *err)
{
	bool some = strncmp(more, " LIMIT", 6) == 0;
	const char *prefix = some ? "SELECT count(*) FROM (SELECT 1" : "SELECT count(*)";
	struct arena a = { 0 };
	struct store_sql sql;
	struct buf tail = { 0 };
	bool ok = false;

	st->interrupted = false;
	if (store_sql_from(st, list, &a, &sql, err)) {
		put_place(&tail, list, &sql, at, true);
		buf_puts(&tail, more);
		sqlite3_stmt *stmt = store_sql_prepare(st, &sql, prefix, buf_str(&tail), err);
		ok = stmt != NULL && (sqlite3_step(stmt) == SQLITE_ROW || sql_fail(st, err));
		if (ok)
			*count = sqlite3_column_int64(stmt, 0);
		sqlite3_finalize(stmt);
	}
	buf_done(&tail);
	store_sql_done(&sql);
	arena_done(&a);
	return ok;
}

/* What the store counts all the time need not be counted again. */
static bool
from_tally(struct store *st, const struct store_list *list, int64_t *count)
{
	const struct query *q = list->query;
	struct store_totals totals;
	bool all = q == NULL || q->op == QUERY_ALL;

	if (!all && list->step != 0)
		return false;
	if (!all && !(q->op == QUERY_FIELD && q->field == QUERY_IS && q->flag == QUERY_IS_UNREAD))
		return false;
	if (!store_totals(st, &totals, NULL))
		return false;
	if (list->fold.stories)
		*count = all ? totals.stories : totals.unread_stories;
	else
		*count = all ? totals.listed : totals.unread;
	return true;
}

bool
store_count(struct store *st, const struct store_list *list, const struct store_cursor *at, int64_t *count,
    struct err *err)
{
	if (at == NULL && from_tally(st, list, count))
		return true;
	return count_with(st, list, at, "", count, err);
}

bool
store_count_some(
    struct store *st, const struct store_list *list, int64_t most, int64_t *count, struct err *err)
{
	char more[64];

	if (from_tally(st, list, count))
		return true;
	sqlite3_snprintf((int)sizeof(more), more, " LIMIT %lld)", (long long)most);
	return count_with(st, list, NULL, more, count, err);
}

bool
store_count_between(struct store *st, const struct store_list *list, int64_t from, int64_t to, int64_t *count,
    struct err *err)
{
	char more[128];

	sqlite3_snprintf((int)sizeof(more), more, " AND a.time >= %lld AND a.time < %lld", (long long)from,
	    (long long)to);
	return count_with(st, list, NULL, more, count, err);
}

bool
store_row(struct store *st, const struct store_list *list, int64_t id, struct arena *a, struct row *row,
    bool *found, struct err *err)
{
	struct store_sql sql;
	struct buf tail = { 0 };
	struct row *rows = NULL;
	size_t count = 0;
	int64_t story = 0;

	if (store_folds(list) &&
	    !sql_number(st, err, &story, "SELECT story FROM article WHERE id = ?1", "i", id))
		return false;
	st->lazy = true;
	bool ok = store_sql_from(st, list, a, &sql, err);
	st->lazy = false;
	if (ok) {
		if (story != 0)
			buf_printf(&tail, " AND %s IN (SELECT id FROM article WHERE story = %lld"
			    " AND story <> 0)", id_column(&sql), (long long)story);
		else
			buf_printf(&tail, " AND a.id = %lld", (long long)id);
		sqlite3_stmt *stmt = prepare_rows(st, list, &sql, &tail, err);
		ok = stmt != NULL && step_rows(st, stmt, a, &rows, &count, err);
	}
	buf_done(&tail);
	store_sql_done(&sql);
	if (!ok)
		return false;
	*found = count > 0;
	if (*found)
		*row = rows[0];
	return true;
}

bool
store_totals(struct store *st, struct store_totals *out, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT total, unread, total - folded,"
	    " unread - folded_unread FROM tally WHERE topic = 0", "");
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*out = (struct store_totals){ 0 };
	if (got == 1) {
		*out = (struct store_totals){ sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3) };
		sql_end(stmt);
	}
	return got >= 0;
}
