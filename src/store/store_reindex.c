/* SPDX-License-Identifier: ISC */
/* Stores of before have their text in article_text, indexed in a way that does
 * not find parts of words in scripts without blanks.  Indexing a large archive
 * again takes minutes, so nobody waits for it: dateline-fetch does it a batch
 * at a time, the newest first, and searches ask both meanwhile.
 *
 * `words.left` is the number below which (and at which) articles have not been
 * looked at yet; what came or changed since is in article_words already and
 * has `indexed` set.  When nothing is left the old index goes. */
#include "store/store.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/record.h"
#include "store/store_parts.h"

int64_t
store_words_left(struct store *st)
{
	int64_t left = 0;

	(void)sql_number(st, NULL, &left, "SELECT value FROM meta WHERE key = 'words.left'", "");
	return left;
}

static bool
set_left(struct store *st, int64_t left, struct err *err)
{
	char text[32];

	snprintf(text, sizeof(text), "%lld", (long long)left);
	return store_meta_set(st, "words.left", text, err);
}

static bool
index_one(struct store *st, int64_t id, const struct article *art, struct err *err)
{
	struct arena a = { 0 };
	bool has = art->updated != DATE_NONE;

	bool ok = store_text_put(st, id, art, TEXT_ADD, err) &&
	    sql_run(st, err, "UPDATE article SET indexed = 1, lang = ?2,"
	    " updated = CASE WHEN ?3 THEN ?4 END WHERE id = ?1", "itdi", id, store_words_lang(&a, art),
	    (int)has, has ? art->updated : 0);
	arena_done(&a);
	return ok;
}

static bool
index_next(struct store *st, int64_t *left, bool *end, struct err *err)
{
	struct arena a = { 0 };
	struct article art;
	int64_t id = 0;

	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT a.id, r.data FROM article a JOIN record r"
	    " ON r.article = a.id WHERE a.id <= ?1 AND a.indexed = 0 ORDER BY a.id DESC LIMIT 1", "i", *left);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;
	bool ok = got >= 0;
	*end = got != 1;
	if (got == 1) {
		id = sqlite3_column_int64(stmt, 0);
		/* What cannot be read cannot be found either; `dateline check` names it. */
		bool readable = record_decode(&a, sqlite3_column_blob(stmt, 1),
		    (size_t)sqlite3_column_bytes(stmt, 1), false, &art, NULL);
		sql_end(stmt);
		ok = !readable || index_one(st, id, &art, err);
		*left = id - 1;
	}
	arena_done(&a);
	return ok;
}

bool
store_reindex(struct store *st, size_t most, int64_t *left, struct err *err)
{
	bool end = false, ok = true;

	*left = store_words_left(st);
	if (*left == 0)
		return true;
	if (!store_begin(st, err))
		return false;
	for (size_t i = 0; ok && !end && i < most; i++)
		ok = index_next(st, left, &end, err);
	if (end)
		*left = 0;
	ok = ok && set_left(st, *left, err);
	if (ok && *left == 0)
		ok = sql_script(st, "DROP TABLE IF EXISTS article_text", err);
	if (ok && store_commit(st, err))
		return true;
	store_rollback(st);
	return false;
}
