/* SPDX-License-Identifier: ISC */
/* Looking after the store: what SQLite says of the file and the text index,
 * and whether the counts that triggers keep are what counting gives. */
#include "store/store.h"

#include "base/arena.h"
#include "base/err.h"
#include "store/store_parts.h"

struct check {
	struct store *st;
	struct err *err;
	void (*say)(void *, const char *);
	void *arg;
	bool well;
};

static void
finding(struct check *c, const char *text)
{
	c->well = false;
	if (c->say != NULL)
		c->say(c->arg, text);
}

static bool
check_file(struct check *c)
{
	sqlite3_stmt *stmt = sql_bind(c->st, c->err, "PRAGMA quick_check(20)", "");
	int got;

	if (stmt == NULL)
		return false;
	while ((got = sql_step(c->st, stmt, c->err)) == 1) {
		const char *text = (const char *)sqlite3_column_text(stmt, 0);

		if (text != NULL && sqlite3_stricmp(text, "ok") != 0)
			finding(c, text);
	}
	return got == 0;
}

static bool
check_text(struct check *c)
{
	if (c->st->read_only)
		return true;
	bool old = store_words_left(c->st) > 0;
	if (sqlite3_exec(c->st->db, "INSERT INTO article_words (article_words) VALUES ('integrity-check');"
		"INSERT INTO recent_words (recent_words) VALUES ('integrity-check')",
		NULL, NULL, NULL) != SQLITE_OK || (old && sqlite3_exec(c->st->db,
		"INSERT INTO article_text (article_text) VALUES ('integrity-check')", NULL, NULL, NULL) !=
		SQLITE_OK))
		finding(c, "the text index is damaged: searches may miss articles");
	return true;
}

static bool
check_number(struct check *c, const char *sql, const char *text)
{
	int64_t n = 0;

	if (!sql_number(c->st, c->err, &n, sql, ""))
		return false;
	if (n != 0)
		finding(c, text);
	return true;
}

#define COUNTED "SELECT t.topic, sum(a.shown) AS total, sum(a.shown AND NOT a.read) AS unread" \
	" FROM article_topic t JOIN article a ON a.id = t.article GROUP BY t.topic" \
	" UNION ALL SELECT 0, coalesce(sum(shown), 0), coalesce(sum(shown AND NOT read), 0) FROM article"

static bool
check_counts(struct check *c, int *mended)
{
	int64_t wrong = 0;

	if (!sql_number(c->st, c->err, &wrong,
		"WITH truth (topic, total, unread) AS (" COUNTED ")"
		" SELECT count(*) FROM tally LEFT JOIN truth USING (topic)"
		" WHERE tally.total <> coalesce(truth.total, 0) OR tally.unread <> coalesce(truth.unread, 0)",
		""))
		return false;
	if (wrong == 0)
		return true;
	finding(c, "some counts of unread articles are wrong");
	if (c->st->read_only)
		return true;
	*mended += (int)wrong;
	return sql_script(c->st,
	    "UPDATE tally SET total = 0, unread = 0;"
	    "UPDATE tally SET total = r.total, unread = r.unread FROM (" COUNTED
	    ") r WHERE r.topic = tally.topic",
	    c->err);
}

#define SOURCES_COUNTED "SELECT o.source, count(*) AS articles, sum(a.shown AND NOT a.read) AS unread" \
	" FROM origin o JOIN article a ON a.id = o.article GROUP BY o.source"

static bool
check_sources(struct check *c, int *mended)
{
	int64_t wrong = 0;

	if (!sql_number(c->st, c->err, &wrong,
		"WITH truth AS (" SOURCES_COUNTED ") SELECT count(*) FROM source s LEFT JOIN truth t"
		" ON t.source = s.id WHERE s.articles <> coalesce(t.articles, 0)"
		" OR s.unread <> coalesce(t.unread, 0)",
		""))
		return false;
	if (wrong == 0)
		return true;
	finding(c, "some counts of sources are wrong");
	if (c->st->read_only)
		return true;
	*mended += (int)wrong;
	return sql_script(c->st,
	    "UPDATE source SET articles = 0, unread = 0;"
	    "UPDATE source SET articles = r.articles, unread = r.unread FROM (" SOURCES_COUNTED
	    ") r WHERE r.source = source.id",
	    c->err);
}

#define STORIES_COUNTED "SELECT a.story, t.topic, count(*) AS total, sum(NOT a.read) AS unread" \
	" FROM article a JOIN article_topic t ON t.article = a.id WHERE a.story <> 0 AND a.shown = 1" \
	" GROUP BY a.story, t.topic UNION ALL" \
	" SELECT a.story, -o.source, count(*), sum(NOT a.read) FROM article a JOIN origin o" \
	" ON o.article = a.id WHERE a.story <> 0 AND a.shown = 1 GROUP BY a.story, o.source" \
	" UNION ALL SELECT story, 0, count(*), sum(NOT read) FROM article" \
	" WHERE story <> 0 AND shown = 1 GROUP BY story"

/* What each story has, and that no two of a story stand for it. */
static bool
check_stories(struct check *c, int *mended)
{
	int64_t wrong = 0, doubles = 0;

	if (!sql_number(c->st, c->err, &wrong, "WITH truth AS (" STORIES_COUNTED ") SELECT count(*) FROM"
		" (SELECT * FROM truth EXCEPT SELECT * FROM story_tally UNION ALL SELECT * FROM"
		" (SELECT * FROM story_tally WHERE total <> 0 EXCEPT SELECT * FROM truth))"
		" WHERE story NOT IN (SELECT story FROM story_dirty)", "") ||
	    !sql_number(c->st, c->err, &doubles, "SELECT count(*) FROM (SELECT 1 FROM article"
		" WHERE story <> 0 AND shown = 1 AND story NOT IN (SELECT story FROM story_dirty)"
		" GROUP BY story HAVING sum((folded & 1) = 0) <> 1 OR sum((folded & 2) = 0) <> 1"
		" OR sum((folded & 4) = 0) <> 1 OR sum((folded & 8) = 0) <> 1"
		" OR sum((folded & 16) = 0) <> 1)", ""))
		return false;
	if (wrong + doubles == 0)
		return true;
	finding(c, "some stories are counted wrong");
	if (c->st->read_only)
		return true;
	*mended += (int)(wrong + doubles);
	return store_stories_again(c->st, c->err);
}

bool
store_check(
    struct store *st, void (*say)(void *, const char *finding), void *arg, int *mended, struct err *err)
{
	struct check c = { st, err, say, arg, true };

	*mended = 0;
	err->text[0] = '\0';
	bool ok = check_file(&c) && check_text(&c) &&
	    check_number(&c, "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM record)",
	    "some articles have lost their text: `dateline fetch --force` brings it back") &&
	    check_stories(&c, mended) && check_counts(&c, mended) && check_sources(&c, mended);
	if (!ok)
		finding(&c, err->text);
	return c.well;
}

const char *
store_explain(struct store *st, const char *sql, struct arena *a, struct err *err)
{
	sqlite3_stmt *stmt;
	const char *plan = "";

	const char *explain = arena_printf(a, "EXPLAIN QUERY PLAN %s", sql);
	if (sqlite3_prepare_v2(st->db, explain, -1, &stmt, NULL) != SQLITE_OK) {
		sql_fail(st, err);
		return NULL;
	}
	while (sqlite3_step(stmt) == SQLITE_ROW)
		plan = arena_printf(a, "%s%s\n", plan, (const char *)sqlite3_column_text(stmt, 3));
	sqlite3_finalize(stmt);
	return plan;
}
