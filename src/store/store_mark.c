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
#include "store/store_story.h"

enum { STEPS_KEPT = 500, IDS_RETURNED = 1000 };

/* A label is a mark of its own: MARK_LABEL and, above that, its number.  ?1 is
 * the step, ?2 an article, ?3 the value, ?4 the label. */
struct mark_sql {
	enum mark mark;
	const char *column;		/* of article a */
	const char *note_one, *note_value, *apply, *remove;
	const char *done, *undone;	/* "3 marked read" */
	const char *remove_too;
};

#define OF_STEP " WHERE id IN (SELECT article FROM step_item WHERE step = ?1)"
#define MARK_SQL(mark, column, set, done, undone) \
	{ \
		mark, column, \
		    "INSERT OR IGNORE INTO step_item SELECT ?1, id, " column \
		    " FROM article a WHERE id = ?2 AND " column " <> ?3", \
		    "SELECT " column " FROM article a WHERE id = ?2", \
		    "UPDATE article SET " set OF_STEP, NULL, done, undone, NULL \
	}
#define LABELLED "EXISTS (SELECT 1 FROM article_label l WHERE l.label = ?4 AND l.article = a.id)"

static const struct mark_sql marks[] = {
	MARK_SQL(MARK_READ, "a.read", "read = ?3", "marked read", "marked unread"),
	MARK_SQL(MARK_STARRED, "a.starred", "starred = ?3", "starred", "unstarred"),
	MARK_SQL(MARK_HIDDEN, "(a.hidden & 1)", "hidden = (hidden & 2) | ?3", "hidden", "shown again"),
	MARK_SQL(MARK_MUTED, "((a.hidden & 2) <> 0)", "hidden = (hidden & 1) | 2 * ?3", "muted",
	    "no longer muted"),
	MARK_SQL(MARK_FOLLOWED, "a.followed", "followed = ?3", "followed", "no longer followed"),
	{ MARK_LABEL, LABELLED,
	    "INSERT OR IGNORE INTO step_item SELECT ?1, id, " LABELLED
	    " FROM article a WHERE id = ?2 AND " LABELLED " <> ?3",
	    "SELECT " LABELLED " FROM article a WHERE id = ?2",
	    "INSERT OR IGNORE INTO article_label (label, article)"
	    " SELECT ?4, article FROM step_item WHERE step = ?1 AND ?3 = 1",
	    "DELETE FROM article_label WHERE label = ?4 AND ?3 = 0"
	    " AND article IN (SELECT article FROM step_item WHERE step = ?1)",
	    "labelled", "no longer labelled", NULL },
	/* Noted by store_story_note, only taken back here: the story that it was of,
	 * twice, and 1 if that was decided by hand. */
	{ MARK_STORY, "0", NULL, NULL,
	    "UPDATE article SET story = s.old >> 1 FROM step_item s WHERE s.step = ?1"
	    " AND s.article = article.id AND ?2 = 0 AND ?3 = ?3",
	    "DELETE FROM story_hand WHERE article IN (SELECT article FROM step_item"
	    " WHERE step = ?1 AND NOT old & 1) AND ?2 = 0 AND ?3 = ?3",
	    "split off its story", "put into another story",
	    "INSERT OR REPLACE INTO story_hand SELECT article, CASE old >> 1 WHEN 0 THEN article"
	    " ELSE old >> 1 END FROM step_item WHERE step = ?1 AND old & 1 AND ?2 = 0 AND ?3 = ?3" },
};

struct marking {
	struct store *st;
	struct err *err;
	const struct mark_sql *sql;
	enum mark mark;
	int64_t label;			/* 0: no label */
	int64_t step;
	int64_t value;
	int64_t watch;			/* what is muted or followed from now on, or no longer; 0: nothing */
	bool quiet;			/* leaves no step */
};

static struct marking
marking_of(struct store *st, enum mark mark, struct err *err)
{
	struct marking m = { .st = st, .err = err, .mark = mark, .label = (int64_t)mark / LABEL_STEP };
	enum mark kind = (enum mark)((int)mark % LABEL_STEP);
	size_t i = 0;

	while (marks[i].mark != kind)
		i++;
	m.sql = &marks[i];
	return m;
}

/* The four values of MARK_SQL's statements. */
static bool
run(struct marking *m, const char *sql, int64_t article, int64_t value)
{
	return sql_run(m->st, m->err, sql, m->label != 0 ? "iiii" : "iii", m->step, article, value, m->label);
}

static bool
begin(struct marking *m)
{
	if (!store_begin(m->st, m->err))
		return false;
	if (!sql_run(m->st, m->err, "INSERT INTO step (time, mark, value, count, watch)"
		" VALUES (?1, ?2, ?3, 0, ?4)", "iiii", date_now(), (int64_t)m->mark, m->value, m->watch))
		return false;
	m->step = sqlite3_last_insert_rowid(m->st->db);
	return true;
}

static bool
apply(struct marking *m, int64_t value)
{
	return run(m, m->sql->apply, 0, value) &&
	       (m->sql->remove == NULL || run(m, m->sql->remove, 0, value)) &&
	       (m->sql->remove_too == NULL || run(m, m->sql->remove_too, 0, value));
}

static bool
forget_step(struct marking *m, int64_t upto)
{
	return sql_run(m->st, m->err, "DELETE FROM step_item WHERE step <= ?1 AND (step = ?2 OR ?2 = 0)",
		   "ii", upto, m->quiet ? m->step : 0) &&
	       sql_run(m->st, m->err, "DELETE FROM step WHERE id <= ?1 AND (id = ?2 OR ?2 = 0)", "ii", upto,
		   m->quiet ? m->step : 0);
}

/* Sets what was noted, counts it, forgets steps that are too old. */
static bool
finish(struct marking *m, int64_t *changed)
{
	*changed = 0;
	if (!sql_number(
		m->st, m->err, changed, "SELECT count(*) FROM step_item WHERE step = ?1", "i", m->step))
		return false;
	if (*changed == 0 && m->watch == 0) {
		store_rollback(m->st);
		return true;
	}
	return apply(m, m->value) &&
	    sql_run(m->st, m->err, "UPDATE step SET count = ?2 WHERE id = ?1", "ii", m->step, *changed) &&
	    forget_step(m, m->quiet ? m->step : m->step - STEPS_KEPT) && store_commit(m->st, m->err);
}

/* Toggling several sets the mark on all, unless all have it. */
static bool
choose_value(struct marking *m, enum mark_change change, const int64_t *ids, size_t n)
{
	m->value = change == MARK_SET;
	for (size_t i = 0; i < n && change == MARK_TOGGLE && m->value == 0; i++) {
		int64_t old = 0;

		if (!sql_number(m->st, m->err, &old, m->sql->note_value, m->label != 0 ? "iiii" : "ii",
			m->step, ids[i], m->value, m->label))
			return false;
		m->value = old == 0;
	}
	return true;
}

static bool
note_ids(struct marking *m, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!run(m, m->sql->note_one, ids[i], m->value))
			return false;
	return true;
}

bool
store_mark(struct store *st, const int64_t *ids, size_t n, enum mark mark, enum mark_change change,
    int64_t *changed, struct err *err)
{
	struct marking m = marking_of(st, mark, err);

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
		const char *column = m->label == 0 ? m->sql->column : arena_printf(&a,
		    "EXISTS (SELECT 1 FROM article_label l WHERE l.label = %lld AND l.article = a.id)",
		    (long long)m->label);
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

/* The articles that the list's rows are shown under, or all of their stories. */
static bool
note_stories(struct marking *m, const struct store_list *list, const struct store_span *span)
{
	static const char insert[] = "INSERT OR IGNORE INTO step_item SELECT %lld, a.id, %s FROM article a"
				     " WHERE %s IN (SELECT %s";
	const char *column = m->sql->column;
	struct arena a = { 0 };
	struct buf tail = { 0 };
	struct store_sql sql;
	bool ok = store_sql_from(m->st, list, &a, &sql, m->err);

	if (ok && span != NULL)
		store_span_put(&tail, list, &sql, span);
	buf_printf(&tail, ") AND %s <> %lld", column, (long long)m->value);
	for (int stories = 0; ok && stories <= (int)list->fold.whole; stories++) {
		const char *select = stories ? arena_printf(&a, insert, (long long)m->step, column,
		    "a.shown = 1 AND a.story <> 0 AND a.story", "a.story") :
		    arena_printf(&a, insert, (long long)m->step, column, "a.id", sql.lead);
		sqlite3_stmt *stmt = store_sql_prepare(m->st, &sql, select, tail.p, m->err);

		ok = stmt != NULL && (sqlite3_step(stmt) == SQLITE_DONE || sql_fail(m->st, m->err));
		sqlite3_finalize(stmt);
	}
	buf_done(&tail);
	store_sql_done(&sql);
	arena_done(&a);
	return ok;
}

static bool
mark_list(struct marking *m, const struct store_list *list, const struct store_span *span, int64_t *changed)
{
	*changed = 0;
	bool stories = store_folds(list) && m->label == 0;

	if (begin(m) && (stories ? note_stories(m, list, span) : note_list(m, list, span)) &&
	    finish(m, changed))
		return true;
	store_rollback(m->st);
	return false;
}

bool
store_mark_list(struct store *st, const struct store_list *list, const struct store_span *span,
    enum mark mark, enum mark_change change, int64_t *changed, struct err *err)
{
	struct marking m = marking_of(st, mark, err);

	m.value = change == MARK_SET;
	return mark_list(&m, list, span, changed);
}

bool
store_mark_quietly(struct store *st, const struct store_list *list, enum mark mark, int64_t *changed,
    struct err *err)
{
	struct marking m = marking_of(st, mark, err);

	m.value = 1;
	m.quiet = true;
	return mark_list(&m, list, NULL, changed);
}

/* -- what is muted or followed, also in what comes */

static bool
put_watch(struct marking *m, const char *filter, bool on)
{
	int64_t mute = m->mark == MARK_MUTED;

	return sql_run(m->st, m->err, "INSERT INTO watch (mute, filter, active) VALUES (?1, ?2, ?3)"
	    " ON CONFLICT (mute, filter) DO UPDATE SET active = ?3", "itd", mute, filter, (int)on) &&
	    sql_number(m->st, m->err, &m->watch, "SELECT id FROM watch WHERE mute = ?1 AND filter = ?2", "it",
	    mute, filter) && sql_run(m->st, m->err, "UPDATE step SET watch = ?2 WHERE id = ?1", "ii", m->step,
	    m->watch);
}

bool
store_watch(struct store *st, const struct store_list *list, const struct store_watching *what,
    int64_t *changed, struct err *err)
{
	struct marking m = marking_of(st, what->mute ? MARK_MUTED : MARK_FOLLOWED, err);

	m.value = what->active;
	*changed = 0;
	if (begin(&m) && put_watch(&m, what->filter, what->active) && note_list(&m, list, NULL) &&
	    finish(&m, changed))
		return true;
	store_rollback(st);
	return false;
}

struct store_watching *
store_watches(struct store *st, struct arena *a, size_t *count, struct err *err)
{
	struct store_watching *all = arena_alloc(a, sizeof(*all));
	int got;

	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT mute, filter FROM watch WHERE active ORDER BY id", "");
	if (stmt == NULL)
		return NULL;
	while ((got = sql_step(st, stmt, err)) == 1) {
		all = arena_grow(a, all, *count, sizeof(*all));
		all[(*count)++] = (struct store_watching){ sqlite3_column_int(stmt, 0) != 0, true,
			sql_text(a, stmt, 1) };
	}
	return got == 0 ? all : NULL;
}

/* -- stories decided by hand */

bool
store_story_note(struct store *st, int64_t article, int64_t before, bool split, struct err *err)
{
	int64_t step;

	if (!sql_run(st, err, "INSERT INTO step (time, mark, value, count, watch) VALUES (?1, ?2, ?3, 1, 0)",
		"idd", date_now(), (int)MARK_STORY, (int)split))
		return false;
	step = sqlite3_last_insert_rowid(st->db);
	return sql_run(st, err,
	    "INSERT INTO step_item (step, article, old) SELECT ?1, ?2,"
	    " 2 * ?3 + EXISTS (SELECT 1 FROM story_hand WHERE article = ?2)",
	    "iii", step, article, before);
}

bool
store_story_noted(struct store *st, int64_t *article, struct err *err)
{
	return sql_number(st, err, article,
	    "SELECT article FROM step_item WHERE step = (SELECT max(id) FROM step) AND"
	    " (SELECT mark FROM step WHERE id = (SELECT max(id) FROM step)) = ?1",
	    "d", (int)MARK_STORY);
}

/* -- taking back */

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
take_back(struct arena *a, struct marking *m, int64_t **ids, size_t *nids)
{
	return load_ids(m->st, a, m->step, ids, nids, m->err) && apply(m, !m->value) &&
	    sql_run(m->st, m->err, "UPDATE watch SET active = ?2 WHERE id = ?1", "ii", m->watch,
	    (int64_t)!m->value) &&
	    sql_run(m->st, m->err, "DELETE FROM step_item WHERE step = ?1", "i", m->step) &&
	    sql_run(m->st, m->err, "DELETE FROM step WHERE id = ?1", "i", m->step) &&
	    store_commit(m->st, m->err);
}

static const char *
in_words(struct arena *a, const struct marking *m, int64_t count)
{
	const char *words = m->value ? m->sql->done : m->sql->undone;
	const char *label = m->label != 0 ? store_label_name(m->st, a, m->label) : NULL;

	return arena_printf(a, "%lld %s%s%s", (long long)count, words, label != NULL ? " " : "",
	    label != NULL ? label : "");
}

/* The last step; false: there is none, or an error. */
static bool
find_last(struct store *st, struct marking *m, int64_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(
	    st, err, "SELECT id, mark, value, count, watch FROM step ORDER BY id DESC LIMIT 1", "");

	if (stmt == NULL || sql_step(st, stmt, err) != 1)
		return false;
	*m = marking_of(st, (enum mark)sqlite3_column_int(stmt, 1), err);
	m->step = sqlite3_column_int64(stmt, 0);
	m->value = sqlite3_column_int(stmt, 2) != 0;
	*count = sqlite3_column_int64(stmt, 3);
	m->watch = sqlite3_column_int64(stmt, 4);
	sql_end(stmt);
	return true;
}

const char *
store_undo_next(struct store *st, struct arena *a)
{
	struct marking m;
	int64_t count;

	return find_last(st, &m, &count, NULL) ? in_words(a, &m, count) : NULL;
}

int64_t
store_last_step(struct store *st)
{
	int64_t step = 0;

	return sql_number(st, NULL, &step, "SELECT coalesce(max(id), 0) FROM step", "") ? step : 0;
}

bool
store_undo(struct store *st, struct arena *a, const char **what, int64_t *changed, int64_t **ids,
    size_t *nids, struct err *err)
{
	struct marking m;
	struct err ignored;

	err = err != NULL ? err : &ignored;
	*what = NULL;
	*changed = 0;
	*nids = 0;
	if (!store_begin(st, err))
		return false;
	err->text[0] = '\0';
	if (!find_last(st, &m, changed, err)) {
		store_rollback(st);
		return err->text[0] == '\0';
	}
	*what = in_words(a, &m, *changed);
	if (take_back(a, &m, ids, nids))
		return true;
	store_rollback(st);
	return false;
}
