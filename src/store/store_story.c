/* SPDX-License-Identifier: ISC */
/* Stories: which articles belong together, by their publishers' lists and by
 * what dateline found (store_link.c).  article.story is the number of the article
 * that began it, 0 when it stands alone.  What was decided by hand stands in
 * `story_hand` and survives linking anew. */
#include "store/store_story.h"

#include "base/arena.h"
#include "base/err.h"
#include "store/store_parts.h"

/* What is asked and kept of one that stood alone until now. */
#define LINKED "EXISTS (SELECT 1 FROM cover WHERE article = article.id)" \
	" AND NOT EXISTS (SELECT 1 FROM link_again WHERE article = article.id)"
#define JOINED " joined = CASE joined WHEN 0 THEN coalesce((SELECT since FROM cover" \
	" WHERE article = article.id), 0) ELSE joined END"

bool
store_story_set(struct store *st, int64_t article, int64_t story, struct err *err)
{
	/* Its founder stands alone until it has company. */
	return sql_run(st, err,
	    "UPDATE article SET story = ?2 WHERE id = ?1 OR (id = abs(?2) AND story = 0 AND NOT EXISTS"
	    " (SELECT 1 FROM story_hand WHERE article = abs(?2)))",
	    "ii", article, story);
}

bool
store_story_found(struct store *st, int64_t story, struct err *err)
{
	return sql_run(st, err,
	    "UPDATE OR ROLLBACK article SET story = ?1," JOINED " WHERE id = ?2 AND story = 0 AND " LINKED
	    " AND NOT EXISTS (SELECT 1 FROM story_hand WHERE article = ?2)",
	    "ii", story, story < 0 ? -story : story);
}

bool
store_story_merge(struct store *st, int64_t ended, int64_t into, struct err *err)
{
	return sql_run(st, err, "UPDATE article SET story = ?2 WHERE story = ?1 AND story <> 0", "ii", ended,
		   into) &&
	       sql_run(st, err,
		   "UPDATE article SET story = ?2," JOINED " WHERE id IN (abs(?1), abs(?2)) AND story = 0"
		   " AND " LINKED " AND id NOT IN (SELECT article FROM story_hand)",
		   "ii", ended, into);
}

/* The article's words are new: who repeated the old ones repeats the first of them. */
bool
store_text_hand_on(struct store *st, int64_t article, struct err *err)
{
	return sql_run(st, err,
	    "UPDATE article SET reprint = CASE f.id WHEN article.id THEN 0 ELSE f.id END"
	    " FROM (SELECT m.story, min(m.id) AS id"
	    " FROM article a JOIN article m ON m.story = a.story AND m.story <> 0 AND m.reprint = a.id"
	    " WHERE a.id = ?1) f WHERE article.story = f.story AND article.story <> 0"
	    " AND article.reprint = ?1",
	    "i", article);
}

bool
store_story_leave(struct store *st, int64_t article, int64_t *number, struct err *err)
{
	int64_t next = 0;

	if (!sql_number(st, err, &next,
		"SELECT coalesce(min(id), 0) FROM article WHERE story = ?1 AND story <> 0 AND id <> ?1", "i",
		article))
		return false;
	if (next == 0)
		return true;
	*number = next;
	return sql_run(st, err, "UPDATE article SET story = ?2 WHERE story = ?1 AND story <> 0", "ii",
		   article, next) &&
	       sql_run(st, err, "UPDATE story_hand SET story = ?2 WHERE story = ?1 AND article <> ?1", "ii",
		   article, next);
}

bool
store_story_by_hand(struct store *st, int64_t article, int64_t story, struct err *err)
{
	return sql_run(st, err, "INSERT OR REPLACE INTO story_hand (article, story) VALUES (?1, ?2)", "ii",
		   article, story) &&
	       store_text_hand_on(st, article, err) &&
	       sql_run(st, err,
		   "UPDATE article SET story = ?2, reprint = 0, coverage = listed WHERE id = ?1", "ii",
		   article, story == article ? 0 : story);
}

bool
store_text_of(struct store *st, int64_t article, int64_t *text, struct err *err)
{
	*text = article;
	return sql_number(st, err, text,
	    "SELECT CASE reprint WHEN 0 THEN id ELSE reprint END FROM article WHERE id = ?1", "i", article);
}

bool
store_stories_count(struct store *st, int64_t *count, struct err *err)
{
	return sql_number(st, err, count, "SELECT count(DISTINCT story) FROM article WHERE story <> 0", "");
}

bool
store_story_of(struct store *st, int64_t number, int64_t *story, struct err *err)
{
	return sql_number(st, err, story,
	    "SELECT coalesce((SELECT nullif(story, 0) FROM article WHERE id = ?1),"
	    " (SELECT story FROM article WHERE story = ?1 AND story <> 0 LIMIT 1), 0)", "i", number);
}

bool
store_story(struct store *st, int64_t article, struct store_story *out, struct err *err)
{
	*out = (struct store_story){ 0 };
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT m.story, count(*), count(DISTINCT m.provider), min(m.time), max(m.time)"
	    " FROM article a JOIN article m ON m.story = a.story AND m.story <> 0 WHERE a.id = ?1",
	    "i", article);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	if (got == 1) {
		*out = (struct store_story){ sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3),
			sqlite3_column_int64(stmt, 4) };
		sql_end(stmt);
	}
	return got >= 0;
}

bool
store_story_members(struct store *st, int64_t story, struct arena *a, struct store_member **out,
    size_t *count, struct err *err)
{
	struct store_member *list = NULL;
	int got;

	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT id, time, provider, quality, shown, joined, reprint FROM article"
	    " WHERE story = ?1 AND story <> 0 ORDER BY time, id LIMIT 1000",
	    "i", story);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		list = arena_grow(a, list, *count, sizeof(*list));
		int quality = sqlite3_column_int(stmt, 3);
		list[(*count)++] = (struct store_member){ sqlite3_column_int64(stmt, 0),
			sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2), quality != NUMBER_NONE,
			quality, sqlite3_column_int(stmt, 4) != 0, sqlite3_column_int64(stmt, 5),
			sqlite3_column_int64(stmt, 6) };
	}
	*out = list;
	return got == 0;
}
