/* SPDX-License-Identifier: ISC */
/* Marks and their journal.  A step lists the articles that it really changed,
 * each with the value from before; undoing the last step puts those back and
 * takes it off the journal, also after a restart.  The journal keeps the last
 * steps only. */
#include "store/store.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "store/store_parts.h"

enum { STEPS_KEPT = 500, IDS_RETURNED = 1000 };

struct mark_sql {
	enum mark mark;
	const char *note_one, *note_value, *apply, *restore;
	const char *done, *undone;	/* "3 marked read" */
};

#define MARK_SQL(mark, column, done, undone) \
	{ \
		mark, \
		    "INSERT OR IGNORE INTO step_item SELECT ?1, id, " column \
		    " FROM article WHERE id = ?2 AND " column " <> ?3", \
		    "SELECT " column " FROM article WHERE id = ?1", \
		    "UPDATE article SET " column \
		    " = ?2 WHERE id IN (SELECT article FROM step_item WHERE step = ?1)", \
		    "UPDATE article SET " column \
		    " = (SELECT old FROM step_item WHERE step = ?1 AND article = article.id)" \
		    " WHERE id IN (SELECT article FROM step_item WHERE step = ?1)", \
		    done, undone \
	}

static const struct mark_sql marks[] = {
	MARK_SQL(MARK_READ, "read", "marked read", "marked unread"),
	MARK_SQL(MARK_STARRED, "starred", "starred", "unstarred"),
	MARK_SQL(MARK_HIDDEN, "hidden", "hidden", "shown again"),
};

struct marking {
	struct store *st;
	struct err *err;
	const struct mark_sql *sql;
	int64_t step;
	int64_t value;
};

static const struct mark_sql *
sql_of(enum mark mark)
{
	size_t i = 0;

	while (marks[i].mark != mark)
		i++;
	return &marks[i];
}

static bool
begin(struct marking *m)
{
	if (!store_begin(m->st, m->err))
		return false;
	if (!sql_run(m->st, m->err, "INSERT INTO step (time, mark, value, count) VALUES (?1, ?2, ?3, 0)",
		"iii", date_now(), (int64_t)m->sql->mark, m->value))
		return false;
	m->step = sqlite3_last_insert_rowid(m->st->db);
	return true;
}

/* Sets what was noted, counts it, forgets steps that are too old. */
static bool
finish(struct marking *m, int64_t *changed)
{
	*changed = 0;
	if (!sql_number(
		m->st, m->err, changed, "SELECT count(*) FROM step_item WHERE step = ?1", "i", m->step))
		return false;
	if (*changed == 0) {
		store_rollback(m->st);
		return true;
	}
	return sql_run(m->st, m->err, m->sql->apply, "ii", m->step, m->value) &&
	    sql_run(m->st, m->err, "UPDATE step SET count = ?2 WHERE id = ?1", "ii", m->step, *changed) &&
	    sql_run(m->st, m->err, "DELETE FROM step_item WHERE step <= ?1", "i", m->step - STEPS_KEPT) &&
	    sql_run(m->st, m->err, "DELETE FROM step WHERE id <= ?1", "i", m->step - STEPS_KEPT) &&
	    store_commit(m->st, m->err);
}

/* Toggling several sets the mark on all, unless all have it. */
static bool
choose_value(struct marking *m, enum mark_change change, const int64_t *ids, size_t n)
{
	m->value = change == MARK_SET;
	for (size_t i = 0; i < n && change == MARK_TOGGLE && m->value == 0; i++) {
		int64_t old = 0;

		if (!sql_number(m->st, m->err, &old, m->sql->note_value, "i", ids[i]))
			return false;
		m->value = old == 0;
	}
	return true;
}

static bool
note_ids(struct marking *m, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!sql_run(m->st, m->err, m->sql->note_one, "iii", m->step, ids[i], m->value))
			return false;
	return true;
}

bool
store_mark(struct store *st, const int64_t *ids, size_t n, enum mark mark, enum mark_change change,
    int64_t *changed, struct err *err)
{
	struct marking m = { .st = st, .err = err, .sql = sql_of(mark) };

	*changed = 0;
	if (n == 0)
		return true;
	if (choose_value(&m, change, ids, n) && begin(&m) && note_ids(&m, ids, n) && finish(&m, changed))
		return true;
	store_rollback(st);
	return false;
}

static bool
note_list(struct marking *m, const struct store_list *list, const struct store_span *span)
{
	struct arena a = { 0 };
	struct buf tail = { 0 };
	struct store_sql sql;
	bool ok = store_sql_from(m->st, list, &a, &sql, m->err);

	if (ok) {
		const char *column = m->sql->mark == MARK_READ      ? "a.read"
				     : m->sql->mark == MARK_STARRED ? "a.starred"
								    : "a.hidden";
		const char *select = arena_printf(&a, "INSERT OR IGNORE INTO step_item SELECT %lld, a.id, %s",
		    (long long)m->step, column);
		buf_printf(&tail, " AND %s <> %lld", column, (long long)m->value);
		if (span != NULL)
			store_span_put(&tail, list, &sql, span);
		sqlite3_stmt *stmt = store_sql_prepare(m->st, &sql, select, tail.p, m->err);

		ok = stmt != NULL && (sqlite3_step(stmt) == SQLITE_DONE || sql_fail(m->st, m->err));
		sqlite3_finalize(stmt);
	}
	buf_done(&tail);
	store_sql_done(&sql);
	arena_done(&a);
	return ok;
}

bool
store_mark_list(struct store *st, const struct store_list *list, const struct store_span *span,
    enum mark mark, enum mark_change change, int64_t *changed, struct err *err)
{
	struct marking m = { .st = st, .err = err, .sql = sql_of(mark), .value = change == MARK_SET };

	*changed = 0;
	if (begin(&m) && note_list(&m, list, span) && finish(&m, changed))
		return true;
	store_rollback(st);
	return false;
}

static bool
load_ids(struct store *st, struct arena *a, int64_t step, int64_t **ids, size_t *nids, struct err *err)
{
	int got;

	*ids = arena_array(a, IDS_RETURNED, sizeof(**ids));
	*nids = 0;
	sqlite3_stmt *stmt = sql_bind(
	    st, err, "SELECT article FROM step_item WHERE step = ?1 LIMIT ?2", "id", step, (int)IDS_RETURNED);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1)
		(*ids)[(*nids)++] = sqlite3_column_int64(stmt, 0);
	return got == 0;
}

static bool
take_back(struct store *st, struct arena *a, struct marking *m, int64_t **ids, size_t *nids)
{
	return load_ids(st, a, m->step, ids, nids, m->err) &&
	       sql_run(st, m->err, m->sql->restore, "i", m->step) &&
	       sql_run(st, m->err, "DELETE FROM step_item WHERE step = ?1", "i", m->step) &&
	       sql_run(st, m->err, "DELETE FROM step WHERE id = ?1", "i", m->step) &&
	       store_commit(st, m->err);
}

static const char *
in_words(struct arena *a, const struct marking *m, int64_t count, bool set)
{
	return arena_printf(a, "%lld %s", (long long)count, set ? m->sql->done : m->sql->undone);
}

const char *
store_undo_next(struct store *st, struct arena *a)
{
	struct marking m = { .st = st };
	const char *words = NULL;
	sqlite3_stmt *stmt =
	    sql_bind(st, NULL, "SELECT mark, value, count FROM step ORDER BY id DESC LIMIT 1", "");

	if (stmt != NULL && sql_step(st, stmt, NULL) == 1) {
		m.sql = sql_of((enum mark)sqlite3_column_int(stmt, 0));
		words = in_words(a, &m, sqlite3_column_int64(stmt, 2), sqlite3_column_int(stmt, 1) != 0);
		sql_end(stmt);
	}
	return words;
}

bool
store_undo(struct store *st, struct arena *a, const char **what, int64_t *changed, int64_t **ids,
    size_t *nids, struct err *err)
{
	struct marking m = { .st = st, .err = err };

	*what = NULL;
	*changed = 0;
	*nids = 0;
	if (!store_begin(st, err))
		return false;
	sqlite3_stmt *stmt =
	    sql_bind(st, err, "SELECT id, mark, value, count FROM step ORDER BY id DESC LIMIT 1", "");
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;
	if (got != 1) {
		store_rollback(st);
		return got == 0;
	}
	m.step = sqlite3_column_int64(stmt, 0);
	m.sql = sql_of((enum mark)sqlite3_column_int(stmt, 1));
	bool set = sqlite3_column_int(stmt, 2) != 0;
	*changed = sqlite3_column_int64(stmt, 3);
	sql_end(stmt);
	*what = in_words(a, &m, *changed, set);
	if (take_back(st, a, &m, ids, nids))
		return true;
	store_rollback(st);
	return false;
}
