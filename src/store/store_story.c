/* SPDX-License-Identifier: ISC */
/* Stories: which articles belong together, by their publishers' lists and by
 * what dateline found.  article.story is the number of the article that began
 * it, 0 when it stands alone; `link` has both ways of every likeness; `given`
 * what publishers listed, by the hashes that addresses and names are looked up
 * by, so that it is found from either end whichever comes first.  What was
 * decided by hand stands in `story_hand` and survives linking anew.
 *
 * An article is linked once (article.linked), and again when its words change. */
#include "store/store_story.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"
#include "model/record.h"
#include "store/store_parts.h"

bool
store_unlinked_count(struct store *st, int64_t *count, struct err *err)
{
	return sql_number(st, err, count, "SELECT count(*) FROM article WHERE linked = 0", "");
}

static bool
load_one(struct store *st, struct arena *a, struct store_unlinked *out, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT data FROM record WHERE article = ?1", "i", out->id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	article_init(&out->art);
	if (got != 1)
		return got == 0;
	bool ok = record_decode(
	    a, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0), false, &out->art, err);
	sql_end(stmt);
	out->art.id = out->id;
	return ok;
}

bool
store_unlinked(struct store *st, size_t most, struct arena *a, struct store_unlinked **out, size_t *count,
    struct err *err)
{
	struct store_unlinked *list = arena_array(a, most, sizeof(*list));
	bool ok = true;
	int got;

	*count = 0;
	*out = list;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT a.id, a.time, coalesce(h.story, 0) FROM article a LEFT JOIN story_hand h"
	    " ON h.article = a.id WHERE a.linked = 0 ORDER BY a.time, a.id LIMIT ?1",
	    "i", (int64_t)most);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1)
		list[(*count)++] = (struct store_unlinked){ .id = sqlite3_column_int64(stmt, 0),
			.time = sqlite3_column_int64(stmt, 1),
			.hand = sqlite3_column_int64(stmt, 2) };
	for (size_t i = 0; ok && got == 0 && i < *count; i++)
		ok = load_one(st, a, &list[i], err);
	return ok && got == 0;
}

static bool
put_key(struct store *st, int64_t article, int64_t key, struct err *err)
{
	return key == 0 || sql_run(st, err, "INSERT OR IGNORE INTO given (key, article) VALUES (?1, ?2)",
			       "ii", key, article);
}

/* The hashes by which `given` knows an item: of its address and of its name. */
static bool
put_related(struct store *st, struct arena *a, int64_t article, const struct related *rel, struct err *err)
{
	const char *address = rel->web_url != NULL ? url_canonical(a, rel->web_url) : NULL;
	uint64_t name =
	    rel->title != NULL && rel->title[0] != '\0' ? article_name_key(rel->title, &rel->provider) : 0;

	if (address != NULL && !put_key(st, article, (int64_t)hash_bytes(address, strlen(address)), err))
		return false;
	return put_key(st, article, (int64_t)name, err);
}

static bool
put_given(struct store *st, struct arena *a, const struct article *art, struct err *err)
{
	if (!sql_run(st, err, "DELETE FROM given WHERE article = ?1", "i", art->id))
		return false;
	for (size_t i = 0; i < art->nrelated; i++)
		if (art->related[i].by == BY_PUBLISHER && !put_related(st, a, art->id, &art->related[i], err))
			return false;
	return true;
}

static bool
add_unless_there(struct arena *a, int64_t **ids, size_t *count, int64_t id)
{
	for (size_t i = 0; i < *count; i++)
		if ((*ids)[i] == id)
			return false;
	*ids = arena_grow(a, *ids, *count, sizeof(**ids));
	(*ids)[(*count)++] = id;
	return true;
}

bool
store_given_by(struct store *st, int64_t id, struct arena *a, int64_t **ids, size_t *count, struct err *err)
{
	int got;

	*ids = NULL;
	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT g.article FROM article a JOIN given g ON g.key IN (a.url_key, a.name_key)"
	    " WHERE a.id = ?1 AND g.article <> ?1",
	    "i", id);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1)
		add_unless_there(a, ids, count, sqlite3_column_int64(stmt, 0));
	return got == 0;
}

bool
store_given(struct store *st, const struct article *art, struct arena *a, int64_t **ids, size_t *count,
    struct err *err)
{
	struct store_match *matches;

	if (!put_given(st, a, art, err) || !store_given_by(st, art->id, a, ids, count, err) ||
	    !store_related(st, art, a, &matches, err))
		return false;
	for (size_t i = 0; i < art->nrelated; i++)
		if (matches[i].id != 0 && matches[i].id != art->id)
			add_unless_there(a, ids, count, matches[i].id);
	return true;
}

static bool
put_links(struct store *st, const struct store_linked *what, struct err *err)
{
	if (!sql_run(st, err,
		"DELETE FROM link WHERE other = ?1 AND article IN"
		" (SELECT other FROM link WHERE article = ?1)",
		"i", what->id) ||
	    !sql_run(st, err, "DELETE FROM link WHERE article = ?1", "i", what->id))
		return false;
	for (size_t i = 0; i < what->nlinks; i++) {
		static const char sql[] =
		    "INSERT OR REPLACE INTO link (article, other, score) VALUES (?1, ?2, ?3)";
		int64_t other = what->links[i].id, score = (int64_t)(what->links[i].score * 1000 + 0.5);
		if (!sql_run(st, err, sql, "iii", what->id, other, score) ||
		    !sql_run(st, err, sql, "iii", other, what->id, score))
			return false;
	}
	return true;
}

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
store_story_merge(struct store *st, int64_t ended, int64_t into, struct err *err)
{
	return sql_run(st, err, "UPDATE article SET story = ?2 WHERE story = ?1 AND story <> 0", "ii", ended,
		   into) &&
	       sql_run(st, err,
		   "UPDATE article SET story = ?2 WHERE id IN (abs(?1), abs(?2)) AND story = 0"
		   " AND id NOT IN (SELECT article FROM story_hand)",
		   "ii", ended, into);
}

/* The article's words are new: who repeated the old ones repeats the first of them. */
static bool
hand_on_text(struct store *st, int64_t article, struct err *err)
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
store_link(struct store *st, const struct store_linked *what, struct err *err)
{
	return put_links(st, what, err) && hand_on_text(st, what->id, err) &&
	       sql_run(st, err, "INSERT OR REPLACE INTO cover (article, time, note) VALUES (?1, ?2, ?3)",
		   "iib", what->id, what->time, what->note, what->nnote) &&
	       sql_run(st, err,
		   "UPDATE article SET linked = 1, story = 0, reprint = ?2,"
		   " joined = CASE joined WHEN 0 THEN ?3 ELSE joined END WHERE id = ?1",
		   "iii", what->id, what->reprint, what->now) &&
	       (what->story == 0 || store_story_set(st, what->id, what->story, err));
}

bool
store_covers(struct store *st, int64_t from, int64_t to, void (*each)(void *, const struct store_cover *),
    void *arg, struct err *err)
{
	int got;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT a.id, a.time, a.story, c.note FROM article a JOIN cover c ON c.article = a.id"
	    " WHERE a.time >= ?1 AND a.time < ?2 AND a.linked = 1 ORDER BY a.time DESC LIMIT 100000",
	    "ii", from, to);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		struct store_cover cover = { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sqlite3_column_blob(stmt, 3),
			(size_t)sqlite3_column_bytes(stmt, 3) };
		each(arg, &cover);
	}
	return got == 0;
}

bool
store_learned(struct store *st, struct buf *out, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT data FROM learned WHERE id = 1", "");
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	if (got == 1) {
		buf_add(out, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
		sql_end(stmt);
	}
	return got >= 0;
}

bool
store_learned_put(struct store *st, const struct buf *data, struct err *err)
{
	return sql_run(
	    st, err, "INSERT OR REPLACE INTO learned (id, data) VALUES (1, ?1)", "b", data->p, data->n);
}

bool
store_unlink_all(struct store *st, struct err *err)
{
	return sql_script(st,
	    "DELETE FROM link; DELETE FROM cover; DELETE FROM given; DELETE FROM learned;"
	    " UPDATE article SET linked = 0, story = 0, reprint = 0, coverage = listed"
	    " WHERE linked <> 0 OR story <> 0;",
	    err);
}

bool
store_story_counted(struct store *st, int64_t story, struct err *err)
{
	int64_t others = 0;

	return sql_number(st, err, &others,
		   "SELECT count(*) - 1 FROM article WHERE story = ?1 AND story <> 0 AND shown = 1", "i",
		   story) &&
	       sql_run(st, err,
		   "UPDATE article SET coverage = max(listed, ?2) WHERE story = ?1 AND story <> 0"
		   " AND coverage <> max(listed, ?2)",
		   "ii", story, others) &&
	       sql_run(st, err,
		   "UPDATE article SET coverage = listed WHERE id = ?1 AND story = 0"
		   " AND coverage <> listed",
		   "i", story);
}

bool
store_story_by_hand(struct store *st, int64_t article, int64_t story, struct err *err)
{
	return sql_run(st, err, "INSERT OR REPLACE INTO story_hand (article, story) VALUES (?1, ?2)", "ii",
		   article, story) &&
	       hand_on_text(st, article, err) &&
	       sql_run(st, err, "UPDATE article SET story = ?2, reprint = 0 WHERE id = ?1", "ii", article,
		   story == article ? 0 : story);
}

bool
store_time_of(struct store *st, int64_t article, int64_t *time, struct err *err)
{
	return sql_number(st, err, time, "SELECT time FROM article WHERE id = ?1", "i", article);
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

bool
store_links(struct store *st, int64_t article, struct arena *a, struct store_link **out, size_t *count,
    struct err *err)
{
	struct store_link *list = NULL;
	int got;

	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT l.other, l.score, b.story <> 0 AND b.story = a.story, b.reprint FROM link l"
	    " JOIN article a ON a.id = l.article JOIN article b ON b.id = l.other"
	    " WHERE l.article = ?1 AND b.shown = 1",
	    "i", article);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		list = arena_grow(a, list, *count, sizeof(*list));
		list[(*count)++] = (struct store_link){ sqlite3_column_int64(stmt, 0),
			(double)sqlite3_column_int64(stmt, 1) / 1000, sqlite3_column_int(stmt, 2) != 0,
			sqlite3_column_int64(stmt, 3) };
	}
	*out = list;
	return got == 0;
}
