/* SPDX-License-Identifier: ISC */
/* Topics: one for all sources that use its name (or its key, or short name).
 * Their tree comes from the topic files; a topic that only articles name
 * stands at the top.  topic_up has each topic with itself and all above it. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "store/store_parts.h"

static const char *
folded(struct arena *a, const char *name)
{
	return utf8_fold(a, name, strlen(name));
}

static bool
find(struct store *st, struct arena *a, const char *name, int64_t *id, struct err *err)
{
	*id = 0;
	return sql_number(st, err, id, "SELECT topic FROM topic_name WHERE fold = ?1", "t", folded(a, name));
}

static bool
give_name(struct store *st, struct arena *a, const char *name, int64_t id, struct err *err)
{
	return name == NULL || name[0] == '\0' || sql_run(st, err,
	    "INSERT OR IGNORE INTO topic_name (fold, topic) VALUES (?1, ?2)", "ti", folded(a, name), id);
}

static bool
add(struct store *st, struct arena *a, const char *key, const char *name, int64_t *id, struct err *err)
{
	if (!sql_run(st, err, "INSERT INTO topic (key, name) VALUES (?1, ?2)", "tt", key, name))
		return false;
	*id = sqlite3_last_insert_rowid(st->db);
	return sql_run(st, err, "INSERT INTO tally (topic) VALUES (?1)", "i", *id) &&
	    sql_run(st, err, "INSERT INTO topic_up (topic, ancestor) VALUES (?1, ?1)", "i", *id) &&
	    give_name(st, a, name, *id, err) && give_name(st, a, key, *id, err);
}

static bool
find_or_add(struct store *st, struct arena *a, const char *name, int64_t *id, struct err *err)
{
	return find(st, a, name, id, err) && (*id != 0 || add(st, a, folded(a, name), name, id, err));
}

bool
store_topic_find_or_add(struct store *st, const char *name, int64_t *id, struct err *err)
{
	struct arena a = { 0 };
	bool ok = find_or_add(st, &a, name, id, err);

	arena_done(&a);
	return ok;
}

/* Of topics that were given it is the one with the smallest number, as in
 * store_given_apply. */
static bool
main_given(struct store *st, const struct article *art, struct store_known **out, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < art->ngiven; i++) {
		struct store_known *one;

		ok = store_known_name(st, art->given[i], &one, err);
		if (ok && (*out == NULL || one->id < (*out)->id))
			*out = one;
	}
	return ok;
}

/* The topic that an article stands under in lists by topic: of those that it
 * has, the first of those furthest down in the tree. */
bool
store_topic_main(struct store *st, const struct article *art, int64_t *id, int64_t *key, struct err *err)
{
	struct store_known *one, *lowest = NULL;
	bool ok = true;

	for (size_t i = 0; ok && i < art->ntopics; i++) {
		if (art->topics[i][0] == '\0')
			continue;
		ok = store_known_name(st, art->topics[i], &one, err);
		if (ok && (lowest == NULL || one->nabove > lowest->nabove))
			lowest = one;
	}
	if (ok && lowest == NULL)
		ok = main_given(st, art, &lowest, err);
	*id = lowest != NULL ? lowest->id : 0;
	*key = lowest != NULL ? lowest->key : store_order_key("");
	return ok;
}

bool
store_placed_get(struct store *st, int64_t article, struct store_placed *out, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT time, story, shown, NOT read FROM article WHERE id = ?1", "i", article);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*out = (struct store_placed){ .article = article };
	if (got == 1) {
		out->time = sqlite3_column_int64(stmt, 0);
		out->story = sqlite3_column_int64(stmt, 1);
		out->shown = sqlite3_column_int(stmt, 2) != 0;
		out->unread = sqlite3_column_int(stmt, 3) != 0;
		sql_end(stmt);
	}
	return got >= 0;
}

static bool
place(struct store *st, const struct store_placed *at, struct store_known *topic, bool direct,
    struct err *err)
{
	if (!sql_run(st, err, "INSERT OR IGNORE INTO article_topic (topic, time, article, direct)"
	    " VALUES (?1, ?2, ?3, ?4)", "iiid", topic->id, at->time, at->article, (int)direct))
		return false;
	/* What is above a topic that it has may be given to it as well. */
	if (sqlite3_changes(st->db) == 0)
		return !direct || sql_run(st, err, "UPDATE article_topic SET direct = 1"
		    " WHERE topic = ?1 AND time = ?2 AND article = ?3 AND NOT direct", "iii", topic->id,
		    at->time, at->article);
	store_known_count(topic, at->shown, at->unread);
	return at->story == 0 || sql_run(st, err, "INSERT OR IGNORE INTO story_dirty VALUES (0, ?1)", "i",
	    at->story);
}

bool
store_topic_place(struct store *st, const struct store_placed *at, struct store_known *topic, bool direct,
    struct err *err)
{
	bool ok = true;

	if (direct)
		return place(st, at, topic, true, err);
	for (size_t i = 0; ok && i < topic->nabove; i++)
		ok = topic->above[i] == topic || place(st, at, topic->above[i], false, err);
	return ok;
}

bool
store_topics_of_article(
    struct store *st, const struct store_placed *at, const struct article *art, struct err *err)
{
	struct store_known *topic;
	bool ok = true;

	for (int direct = 1; direct >= 0; direct--)
		for (size_t i = 0; ok && i < art->ntopics; i++)
			ok = art->topics[i][0] == '\0' ||
			    (store_known_name(st, art->topics[i], &topic, err) &&
			    store_topic_place(st, at, topic, direct != 0, err));
	return ok;
}

/* Takes over what a topic file says of a topic. */
static bool
define_one(struct store *st, struct arena *a, const struct topic *t, size_t position, struct err *err)
{
	int64_t id;

	if (!find(st, a, t->name, &id, err) || (id == 0 && t->key != NULL && !find(st, a, t->key, &id, err)))
		return false;
	if (id == 0 && !add(st, a, t->key != NULL ? t->key : folded(a, t->name), t->name, &id, err))
		return false;
	return give_name(st, a, t->name, id, err) && give_name(st, a, t->key, id, err) &&
	       give_name(st, a, t->shortname, id, err) &&
	       sql_run(st, err,
		   "UPDATE topic SET name = ?2, shortname = ?3, defined = 1, position = ?4 WHERE id = ?1",
		   "itti", id, t->name, t->shortname, (int64_t)position);
}

/* Parents are set when all topics are there; a circle is cut where it closes. */
static bool
set_parent(struct store *st, struct arena *a, const struct topic *t, struct err *err)
{
	int64_t id, parent = 0;

	if (!find(st, a, t->name, &id, err) || id == 0)
		return false;
	if (t->parent != NULL && t->parent[0] != '\0' && !find_or_add(st, a, t->parent, &parent, err))
		return false;
	return sql_run(st, err,
	    "UPDATE topic SET parent = CASE WHEN ?2 = 0 OR ?2 = ?1 OR EXISTS ("
	    " WITH RECURSIVE up (id) AS (SELECT ?2 UNION SELECT parent FROM topic JOIN up USING (id) WHERE "
	    "parent <> 0)"
	    " SELECT 1 FROM up WHERE id = ?1) THEN 0 ELSE ?2 END WHERE id = ?1",
	    "ii", id, parent);
}

/* What is no topic of an article's own was put there just now. */
static bool
count_above(struct store *st, struct err *err)
{
	return sql_run(st, err,
		   "UPDATE tally SET total = tally.total + c.total, unread = tally.unread + c.unread FROM"
		   " (SELECT t.topic, sum(a.shown) AS total, sum(a.shown AND NOT a.read) AS unread"
		   " FROM article_topic t JOIN article a ON a.id = t.article WHERE NOT t.direct"
		   " GROUP BY t.topic) c WHERE c.topic = tally.topic",
		   "") &&
	       sql_run(st, err,
		   "INSERT OR IGNORE INTO story_dirty SELECT DISTINCT 0, a.story FROM article_topic t"
		   " JOIN article a ON a.id = t.article WHERE NOT t.direct AND a.story <> 0",
		   "");
}

static bool
rebuild(struct store *st, struct err *err)
{
	return store_known_write(st, err) &&
	       sql_run(st, err, "DELETE FROM topic_up", "") &&
	       sql_run(st, err,
		   "WITH RECURSIVE up (topic, ancestor) AS (SELECT id, id FROM topic UNION"
		   " SELECT up.topic, t.parent FROM up JOIN topic t ON t.id = up.ancestor WHERE t.parent <> "
		   "0)"
		   " INSERT INTO topic_up SELECT topic, ancestor FROM up",
		   "") &&
	       sql_run(st, err, "DELETE FROM article_topic WHERE NOT direct", "") &&
	       sql_run(st, err,
		   "INSERT OR IGNORE INTO article_topic (topic, time, article, direct)"
		   " SELECT u.ancestor, t.time, t.article, 0 FROM article_topic t JOIN topic_up u ON u.topic "
		   "= t.topic"
		   " WHERE t.direct",
		   "") &&
	       count_above(st, err) &&
	       sql_run(st, err,
		   "UPDATE article SET topic = coalesce((SELECT t.topic FROM article_topic t WHERE t.article "
		   "="
		   " article.id AND t.direct ORDER BY (SELECT count(*) FROM topic_up u WHERE u.topic = "
		   "t.topic)"
		   " DESC LIMIT 1), 0)",
		   "") &&
	       sql_run(st, err,
		   "UPDATE article SET topic_key = order_key(coalesce((SELECT key FROM topic"
		   " WHERE id = article.topic), ''))",
		   "");
}

bool
store_topics_define(
    struct store *st, int64_t source, const struct topic *topics, size_t count, struct err *err)
{
	struct arena a = { 0 };
	bool ok = sql_run(st, err, "DELETE FROM topic_file WHERE source = ?1", "i", source);

	for (size_t i = 0; ok && i < count; i++)
		ok = sql_run(st, err,
			 "INSERT INTO topic_file (source, position, key, name, shortname, parent)"
			 " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
			 "iitttt", source, (int64_t)i, topics[i].key, topics[i].name, topics[i].shortname,
			 topics[i].parent) &&
		     define_one(st, &a, &topics[i], (size_t)source * 10000 + i, err);
	for (size_t i = 0; ok && i < count; i++)
		ok = set_parent(st, &a, &topics[i], err);
	arena_done(&a);
	return ok && rebuild(st, err);
}

bool
store_topics_suggest(struct store *st, const struct topic *topics, size_t count, struct err *err)
{
	struct arena a = { 0 };
	bool *fresh = arena_array(&a, count + 1, sizeof(*fresh)), ok = true, any = false;

	for (size_t i = 0; ok && i < count; i++) {
		int64_t id = 0;

		ok = find(st, &a, topics[i].name, &id, err);
		fresh[i] = id == 0;
		any = any || fresh[i];
		ok = ok && (id != 0 || add(st, &a, topics[i].key != NULL ? topics[i].key : topics[i].name,
		    topics[i].name, &id, err));
	}
	for (size_t i = 0; ok && i < count; i++)
		ok = !fresh[i] || set_parent(st, &a, &topics[i], err);
	arena_done(&a);
	return ok && (!any || rebuild(st, err));
}

struct tree {
	const struct topic *all;
	size_t count;
	struct topic *out;
	size_t n;
};

static void
add_below(struct tree *tree, int64_t parent, int depth)
{
	for (size_t i = 0; i < tree->count; i++) {
		if (tree->all[i].parent_id != parent)
			continue;
		tree->out[tree->n] = tree->all[i];
		tree->out[tree->n++].depth = depth;
		if (depth < 32)
			add_below(tree, tree->all[i].id, depth + 1);
	}
}

struct topic *
store_topics(struct store *st, struct arena *a, size_t *count, struct err *err)
{
	struct topic *all = arena_alloc(a, sizeof(*all));
	size_t n = 0;
	int got;

	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT t.id, t.key, t.name, t.shortname, t.parent, t.defined, c.total,"
	    " c.unread, p.name, c.total - c.folded, c.unread - c.folded_unread"
	    " FROM topic t JOIN tally c ON c.topic = t.id LEFT JOIN topic p ON p.id = "
	    "t.parent"
	    " WHERE c.total > 0 OR t.defined ORDER BY t.defined DESC, t.position, t.name COLLATE NOCASE",
	    "");
	if (stmt == NULL)
		return NULL;
	while ((got = sql_step(st, stmt, err)) == 1) {
		all = arena_grow(a, all, n, sizeof(*all));
		all[n++] = (struct topic){ .id = sqlite3_column_int64(stmt, 0),
			.key = sql_text(a, stmt, 1),
			.name = sql_text(a, stmt, 2),
			.shortname = sql_text(a, stmt, 3),
			.parent_id = sqlite3_column_int64(stmt, 4),
			.defined = sqlite3_column_int(stmt, 5) != 0,
			.total = sqlite3_column_int64(stmt, 6),
			.unread = sqlite3_column_int64(stmt, 7),
			.parent = sql_text(a, stmt, 8),
			.stories = sqlite3_column_int64(stmt, 9),
			.unread_stories = sqlite3_column_int64(stmt, 10) };
	}
	struct tree tree = { .all = all, .count = n, .out = arena_array(a, n + 1, sizeof(*all)) };
	add_below(&tree, 0, 0);
	*count = tree.n;
	return got == 0 ? tree.out : NULL;
}
