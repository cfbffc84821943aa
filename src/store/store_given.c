/* SPDX-License-Identifier: ISC */
/* Topics that an article does not bring along: given by a rule, or by words in
 * its title and excerpt.  They are kept apart from its own, so that they stay
 * when it changes and go when the words do. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/record.h"
#include "store/store_parts.h"

bool
store_last_article(struct store *st, int64_t *id, struct err *err)
{
	*id = 0;
	return sql_number(st, err, id, "SELECT max(id) FROM article", "");
}

void
store_search_from(struct store *st, int64_t id)
{
	st->search_from = id;
}

/* First what it was given itself: that is what it is asked for. */
static bool
place_given(struct store *st, int64_t article, struct err *err)
{
	struct arena a = { 0 };
	struct store_placed at;
	struct store_known **all = NULL;
	size_t n = 0;
	int got = -1;
	sqlite3_stmt *stmt =
	    sql_bind(st, err, "SELECT topic FROM topic_given WHERE article = ?1", "i", article);
	int64_t *ids = NULL;

	while (stmt != NULL && (got = sql_step(st, stmt, err)) == 1) {
		ids = arena_grow(&a, ids, n, sizeof(*ids));
		ids[n++] = sqlite3_column_int64(stmt, 0);
	}
	bool ok = got == 0 && store_placed_get(st, article, &at, err);
	all = arena_array(&a, n + 1, sizeof(struct store_known *));
	for (size_t i = 0; ok && i < n; i++)
		ok = store_known_topic(st, ids[i], &all[i], err) &&
		    store_topic_place(st, &at, all[i], true, err);
	for (size_t i = 0; ok && i < n; i++)
		ok = store_topic_place(st, &at, all[i], false, err);
	arena_done(&a);
	return ok;
}

/* Into article_topic, with all topics above; an article without a topic of its
 * own stands under the first that it was given. */
bool
store_given_apply(struct store *st, int64_t article, struct err *err)
{
	int64_t key = 0;

	return place_given(st, article, err) &&
	       sql_run(st, err,
		   "UPDATE article SET topic = (SELECT topic FROM topic_given WHERE article = ?1 LIMIT 1)"
		   " WHERE id = ?1 AND topic = 0 AND EXISTS (SELECT 1 FROM topic_given WHERE article = ?1)",
		   "i", article) &&
	       sql_number(st, err, &key, "SELECT order_key(coalesce((SELECT key FROM topic"
		   " WHERE id = article.topic), '')) FROM article WHERE id = ?1", "i", article) &&
	       sql_run(st, err, "UPDATE article SET topic_key = ?2 WHERE id = ?1 AND topic_key <> ?2", "ii",
		   article, key);
}

static bool
has_given(struct store *st, int64_t article, bool *has, struct err *err)
{
	int64_t n = 0;
	bool ok =
	    sql_number(st, err, &n, "SELECT 1 FROM topic_given WHERE article = ?1 LIMIT 1", "i", article);

	*has = n != 0;
	return ok;
}

bool
store_given_again(struct store *st, int64_t article, struct err *err)
{
	bool has = false;

	return has_given(st, article, &has, err) && (!has || store_given_apply(st, article, err));
}

static bool
give(struct store *st, int64_t article, const char *name, enum store_giver by, struct err *err)
{
	struct store_known *topic;

	return store_known_name(st, name, &topic, err) &&
	       sql_run(st, err,
		   "INSERT OR IGNORE INTO topic_given (article, topic, giver) VALUES (?1, ?2, ?3)", "iid",
		   article, topic->id, (int)by);
}

bool
store_topic_give(struct store *st, const struct store_list *list, const char *name, struct err *err)
{
	struct arena a = { 0 };
	const struct store_span all = { NULL, NULL };
	int64_t *ids;
	size_t n = 0;
	bool ok = store_ids(st, list, &all, SIZE_MAX / 2, &a, &ids, &n, err);

	if (ok && n > 0) {
		ok = store_begin(st, err);
		for (size_t i = 0; ok && i < n; i++)
			ok = give(st, ids[i], name, GIVEN_BY_RULE, err) && store_given_apply(st, ids[i], err);
		ok = ok && store_commit(st, err);
		if (!ok)
			store_rollback(st);
	}
	arena_done(&a);
	return ok;
}

/* Nothing was given to it before, and its row has the topic that it stands under. */
static bool
give_first(struct store *st, const struct store_placed *at, const struct article *art, struct err *err)
{
	struct store_known *topic;
	bool ok = true;

	for (size_t i = 0; ok && i < art->ngiven; i++)
		ok = give(st, at->article, art->given[i], GIVEN_BY_WORDS, err) &&
		    store_known_name(st, art->given[i], &topic, err) &&
		    store_topic_place(st, at, topic, true, err);
	for (size_t i = 0; ok && i < art->ngiven; i++)
		ok = store_known_name(st, art->given[i], &topic, err) &&
		    store_topic_place(st, at, topic, false, err);
	return ok;
}

bool
store_given_by_words(struct store *st, const struct store_placed *at, const struct article *art, bool fresh,
    struct err *err)
{
	if (fresh)
		return give_first(st, at, art, err);
	bool ok = art->given == NULL || sql_run(st, err, "DELETE FROM topic_given WHERE article = ?1"
	    " AND giver = ?2", "id", at->article, (int)GIVEN_BY_WORDS);

	for (size_t i = 0; ok && i < art->ngiven; i++)
		ok = give(st, at->article, art->given[i], GIVEN_BY_WORDS, err);
	return ok && store_given_again(st, at->article, err);
}

/* Takes its topics out and puts those of its own, and all given, in again. */
static bool
put_again(struct store *st, int64_t article, const struct article *art, struct err *err)
{
	struct store_placed at;

	return store_placed_get(st, article, &at, err) &&
	    sql_run(st, err, "DELETE FROM article_topic WHERE article = ?1", "i", article) &&
	    sql_run(st, err, "UPDATE article SET topic = 0 WHERE id = ?1", "i", article) &&
	    store_topics_of_article(st, &at, art, err) && store_given_again(st, article, err);
}

bool
store_given_same(struct store *st, int64_t article, const char *const *names, size_t n, bool *same,
    struct err *err)
{
	int64_t count = 0;
	bool ok = sql_number(st, err, &count,
	    "SELECT count(*) FROM topic_given WHERE article = ?1 AND giver = ?2", "id", article,
	    (int)GIVEN_BY_WORDS);

	*same = (size_t)count == n;
	for (size_t i = 0; ok && *same && i < n; i++) {
		int64_t topic = 0, has = 0;

		ok = store_topic_find_or_add(st, names[i], &topic, err) &&
		     sql_number(st, err, &has,
			 "SELECT 1 FROM topic_given WHERE article = ?1 AND topic = ?2 AND giver = ?3", "iid",
			 article, topic, (int)GIVEN_BY_WORDS);
		*same = has != 0;
	}
	return ok;
}

bool
store_topics_by_words(struct store *st, const struct article *art, const char *const *names, size_t n,
    bool *changed, struct err *err)
{
	bool same = false, ok = store_given_same(st, art->id, names, n, &same, err);

	*changed = ok && !same;
	if (!ok || same)
		return ok;
	ok = sql_run(st, err, "DELETE FROM topic_given WHERE article = ?1 AND giver = ?2", "id", art->id,
	    (int)GIVEN_BY_WORDS);
	for (size_t i = 0; ok && i < n; i++)
		ok = give(st, art->id, names[i], GIVEN_BY_WORDS, err);
	return ok && put_again(st, art->id, art, err);
}

bool
store_next_untold(struct store *st, bool visited, struct arena *a, struct article *art, bool *found,
    struct err *err)
{
	int64_t after = art->id;
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT a.id, r.data FROM article a JOIN record r"
	    " ON r.article = a.id WHERE a.id > ?1 AND (a.topic = 0 OR EXISTS"
	    " (SELECT 1 FROM topic_given g WHERE g.article = a.id))"
	    " AND (NOT ?2 OR (SELECT kind FROM source WHERE id = a.source) NOT IN (?3, ?4))"
	    " ORDER BY a.id LIMIT 1", "iddd", after, (int)visited, (int)SOURCE_FOLDER, (int)SOURCE_FILE);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*found = got == 1;
	article_init(art);
	art->id = after;
	if (got == 1) {
		/* What cannot be read gets none; its number leads on. */
		(void)record_decode(
		    a, sqlite3_column_blob(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1), false, art, NULL);
		art->id = sqlite3_column_int64(stmt, 0);
		sql_end(stmt);
	}
	return got >= 0;
}
