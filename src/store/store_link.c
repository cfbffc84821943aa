/* SPDX-License-Identifier: ISC */
/* Linking: what desk/linking.c asks for and keeps.  An article is linked once, and
 * again when its words change (link_again); `cover` has coverage/'s note of it, and
 * what it is like (store_like.c).  `given` has what publishers listed, by the hashes
 * that addresses and names are looked up by, so that it is found from either end
 * whichever comes first.
 *
 * A large import links hundreds of thousands, most of which stand alone: their rows
 * are not written at all.  Who has a note was linked, so a run that was cut short
 * goes on where it was, and whoever came behind the last that a whole run has seen
 * (meta.linked) is looked at. */
#include "store/store_story.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"
#include "model/record.h"
#include "store/store_parts.h"

/* Up to this number all were linked, but for those of link_again. */
static int64_t
linked_to(struct store *st)
{
	struct arena a = { 0 };
	const char *text = store_meta(st, &a, "linked");
	int64_t to = text != NULL ? strtoll(text, NULL, 10) : 0;

	arena_done(&a);
	return to;
}

bool
store_unlinked_ids(struct store *st, struct arena *a, int64_t **ids, size_t *count, struct err *err)
{
	int got;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT id, time FROM article a NOT INDEXED WHERE id > ?1"
	    " AND NOT EXISTS (SELECT 1 FROM cover WHERE article = a.id)"
	    " UNION ALL SELECT a.id, a.time FROM link_again l CROSS JOIN article a ON a.id = l.article"
	    " WHERE a.id <= ?1 OR EXISTS (SELECT 1 FROM cover WHERE article = a.id) ORDER BY 2, 1",
	    "i", linked_to(st));

	*ids = NULL;
	*count = 0;
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		*ids = arena_grow(a, *ids, *count, sizeof(**ids));
		(*ids)[(*count)++] = sqlite3_column_int64(stmt, 0);
	}
	return got == 0;
}

bool
store_linked_to(struct store *st, int64_t id, struct err *err)
{
	return id <= linked_to(st) ||
	       sql_run(st, err, "INSERT OR REPLACE INTO meta (key, value) VALUES ('linked', ?1)", "i", id);
}

bool
store_link_again(struct store *st, int64_t article, struct err *err)
{
	return sql_run(st, err, "INSERT OR IGNORE INTO link_again (article) VALUES (?1)", "i", article);
}

/* Title, excerpt, provider, and related items where there are any. */
static const char told[] = "\3\4\23", listing[] = "\3\4\23\30";

bool
store_told(struct store *st, int64_t id, bool lists, struct arena *a, struct article *art, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT data FROM record WHERE article = ?1", "i", id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;
	bool ok = got >= 0;

	article_init(art);
	art->id = id;
	if (got == 1) {
		ok = record_decode_some(a, sqlite3_column_blob(stmt, 0),
		    (size_t)sqlite3_column_bytes(stmt, 0), lists ? listing : told, art, err);
		sql_end(stmt);
	}
	art->id = id;
	return ok;
}

bool
store_unlinked(struct store *st, int64_t id, struct store_unlinked *out, bool *found, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT a.time, coalesce(h.story, 0), a.listed, c.article IS NOT NULL,"
	    " a.story, l.article IS NOT NULL FROM article a"
	    " LEFT JOIN story_hand h ON h.article = a.id LEFT JOIN cover c ON c.article = a.id"
	    " LEFT JOIN link_again l ON l.article = a.id"
	    " WHERE a.id = ?1 AND (c.article IS NULL OR l.article IS NOT NULL)",
	    "i", id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*found = got == 1;
	if (got != 1)
		return got == 0;
	*out = (struct store_unlinked){ .id = id,
		.time = sqlite3_column_int64(stmt, 0),
		.hand = sqlite3_column_int64(stmt, 1),
		.lists = sqlite3_column_int(stmt, 2) != 0,
		.again = sqlite3_column_int(stmt, 3) != 0,
		.story = sqlite3_column_int64(stmt, 4),
		.asked = sqlite3_column_int(stmt, 5) != 0 };
	sql_end(stmt);
	return true;
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

bool
store_given_any(struct store *st, bool *any, struct err *err)
{
	int64_t n = 0;
	bool ok = sql_number(st, err, &n, "SELECT EXISTS (SELECT 1 FROM given)", "");

	*any = n != 0;
	return ok;
}

bool
store_loners(struct store *st, struct arena *a, int64_t **ids, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt =
	    sql_bind(st, err, "SELECT article FROM story_hand WHERE story = article ORDER BY article", "");
	int got = 0;

	*ids = NULL;
	*count = 0;
	while (stmt != NULL && (got = sql_step(st, stmt, err)) == 1) {
		*ids = arena_grow(a, *ids, *count, sizeof(**ids));
		(*ids)[(*count)++] = sqlite3_column_int64(stmt, 0);
	}
	return stmt != NULL && got == 0;
}

bool
store_standing(struct store *st, int64_t article, struct store_standing *out, struct err *err)
{
	*out = (struct store_standing){ 0 };
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT a.time, a.story, EXISTS (SELECT 1 FROM cover WHERE article = ?1)"
	    " AND NOT EXISTS (SELECT 1 FROM link_again WHERE article = ?1), h.story = a.id"
	    " FROM article a LEFT JOIN story_hand h ON h.article = a.id WHERE a.id = ?1",
	    "i", article);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	if (got == 1) {
		*out = (struct store_standing){ sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int(stmt, 2) != 0, sqlite3_column_int(stmt, 3) != 0 };
		sql_end(stmt);
	}
	return got >= 0;
}

bool
store_unlink(struct store *st, int64_t article, struct err *err)
{
	return store_unlike(st, article, err) &&
	       sql_run(st, err, "DELETE FROM given WHERE article = ?1", "i", article) &&
	       store_text_hand_on(st, article, err) &&
	       sql_run(st, err, "UPDATE article SET story = 0, reprint = 0, coverage = listed WHERE id = ?1",
		   "i", article);
}

bool
store_linked(struct store *st, const struct store_linked *what, struct err *err)
{
	if (what->again && !sql_run(st, err, "DELETE FROM link_again WHERE article = ?1", "i", what->id))
		return false;
	/* Who stands alone stays as it came: its note says that it was linked.  OR ROLLBACK,
	 * here and in other statements of which there are many: SQLite keeps no journal of
	 * the statement then (store_write.c). */
	return what->story == 0 ||
	       sql_run(st, err,
		   "UPDATE OR ROLLBACK article SET joined = CASE joined WHEN 0 THEN"
		   " coalesce((SELECT since FROM cover WHERE article = ?1), 0) ELSE joined END,"
		   " story = ?2, reprint = ?3 WHERE id = ?1",
		   "iii", what->id, what->story, what->reprint);
}

bool
store_covers(struct store *st, int64_t from, int64_t to, void (*each)(void *, const struct store_cover *),
    void *arg, struct err *err)
{
	int got;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT a.id, a.time, a.story, c.note FROM article a JOIN cover c ON c.article = a.id"
	    " WHERE a.time >= ?1 AND a.time < ?2"
	    " AND NOT EXISTS (SELECT 1 FROM link_again WHERE article = a.id)"
	    " ORDER BY a.time DESC LIMIT 100000",
	    "ii", from, to);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		struct store_cover cover = { .id = sqlite3_column_int64(stmt, 0),
			.time = sqlite3_column_int64(stmt, 1),
			.story = sqlite3_column_int64(stmt, 2),
			.note = sqlite3_column_blob(stmt, 3),
			.n = (size_t)sqlite3_column_bytes(stmt, 3) };
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
	/* What triggers would do for each article is one for all. */
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	bool ok = sql_script(st,
	    "UPDATE article SET joined = c.since FROM cover c WHERE joined = 0 AND c.article = article.id"
	    " AND c.since <> 0;"
	    " DELETE FROM link; DELETE FROM link_hint; DELETE FROM link_again; DELETE FROM cover;"
	    " DELETE FROM given; DELETE FROM learned; DELETE FROM meta WHERE key = 'linked';"
	    " UPDATE article SET story = 0, folded = 0, reprint = 0, coverage = listed WHERE story <> 0;"
	    " DELETE FROM story_tally; DELETE FROM story_dirty;"
	    " UPDATE tally SET folded = 0, folded_unread = 0; UPDATE source SET folded_unread = 0;",
	    err);
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
	return ok;
}

