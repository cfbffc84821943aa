/* SPDX-License-Identifier: ISC */
/* The text index, written at the end of a transaction.  FTS5 collects words in
 * memory and writes them out as one segment, but it also does so at every
 * savepoint, and each statement that fires triggers is one for SQLite: indexed
 * one by one between such statements, every article became a segment of its
 * own, and merging them took half the time of an import.  So texts wait here,
 * in order, until the commit. */
#include "store/store.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/words.h"
#include "store/store_parts.h"

enum { WAITING_BYTES = 1024 * 1024, MERGE_PAGES = 64, TEXT_REMOVE_RECENT = TEXT_ADD_RECENT + 1 };

struct store_text {
	int64_t id;
	enum store_text_change change;
	const char *title, *excerpt, *content, *provider, *authors;
};

const char *
store_words_content(const struct article *art)
{
	return art->text != NULL ? art->text : art->content;
}

const char *
store_words_lang(struct arena *a, const struct article *art)
{
	char *lang = arena_strdup(a, art->language != NULL ? art->language : "");

	for (char *p = lang; *p != '\0'; p++)
		*p = *p == '_' ? '-' : *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
	return lang;
}

static const char *
join_authors(struct arena *a, const struct article *art)
{
	const char *text = "";

	for (size_t i = 0; i < art->nauthors; i++)
		text = arena_printf(a, "%s %s", text, art->authors[i]);
	return text;
}

static bool
write_words(struct store *st, const struct store_text *t, int change, struct err *err)
{
	static const char *const sql[] = {
		[TEXT_ADD_RECENT] = "INSERT INTO recent_words (rowid, title, excerpt, content, provider,"
		    " author) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
		[TEXT_REMOVE_RECENT] = "INSERT INTO recent_words (recent_words, rowid, title, excerpt,"
		    " content, provider, author) VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6)",
		[TEXT_ADD] = "INSERT INTO article_words (rowid, title, excerpt, content, provider, author)"
		    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
		[TEXT_REMOVE] = "INSERT INTO article_words (article_words, rowid, title, excerpt, content,"
		    " provider, author) VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6)",
		[TEXT_REMOVE_OLD] = "INSERT INTO article_text (article_text, rowid, title, excerpt, content,"
		    " provider, author) VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6)",
	};

	return sql_run(st, err, sql[change], "ittttt", t->id, t->title, t->excerpt, t->content,
	    t->provider, t->authors);
}

static bool
write_recent(struct store *st, const struct store_text *t, bool remove, struct err *err)
{
	return write_words(st, t, remove ? TEXT_REMOVE_RECENT : TEXT_ADD_RECENT, err) &&
	    sql_run(st, err, remove ? "DELETE FROM recent WHERE article = ?1"
	    : "INSERT INTO recent (article) VALUES (?1)", "i", t->id);
}

/* What was there already and changes does so in both; what is new is added to the
 * small index later (store_recent.c). */
static bool
write_text(struct store *st, const struct store_text *t, const struct store_recent *r, struct err *err)
{
	int64_t is = 0, belongs = 0;

	if (t->change == TEXT_ADD_RECENT)
		return write_recent(st, t, false, err);
	if (!write_words(st, t, (int)t->change, err))
		return false;
	if (t->id > r->at)
		return true;
	if (!sql_number(st, err, &is, "SELECT 1 FROM recent WHERE article = ?1", "i", t->id))
		return false;
	if (t->change == TEXT_REMOVE)
		return is == 0 || write_recent(st, t, true, err);
	return t->change != TEXT_ADD || is != 0 || (sql_number(st, err, &belongs,
	    "SELECT time >= ?2 FROM article WHERE id = ?1", "ii", t->id, r->since) &&
	    (belongs == 0 || write_recent(st, t, false, err)));
}

bool
store_texts_write(struct store *st, struct err *err)
{
	struct store_recent recent;
	bool ok = st->ntexts == 0 || store_recent_get(st, &recent, err);

	for (size_t i = 0; ok && i < st->ntexts; i++)
		ok = write_text(st, &st->texts[i], &recent, err);
	store_texts_forget(st);
	return ok;
}

/* SQLite's own measure of whether anything was left to merge: less than two rows
 * are changed where nothing was. */
bool
store_texts_merge(struct store *st, bool *more, struct err *err)
{
	*more = false;
	if (!store_begin(st, err))
		return false;
	int before = sqlite3_total_changes(st->db);
	if (sql_run(st, err, "INSERT INTO article_words (article_words, rank) VALUES ('merge', ?1)", "d",
		(int)MERGE_PAGES)) {
		*more = sqlite3_total_changes(st->db) - before >= 2;
		if (store_commit(st, err))
			return true;
	}
	store_rollback(st);
	return false;
}

void
store_texts_forget(struct store *st)
{
	if (st->ntexts == 0)
		return;
	st->text_serial++;
	st->texts = NULL;
	st->ntexts = 0;
	arena_reset(&st->texts_arena);
}

static const char *
prepared(struct store *st, const char *s)
{
	if (s == NULL)
		return NULL;
	buf_reset(&st->words);
	words_index(&st->words, s, strlen(s));
	return arena_strndup(&st->texts_arena, buf_str(&st->words), st->words.n);
}

bool
store_text_put(struct store *st, int64_t id, const struct article *art, enum store_text_change change,
    struct err *err)
{
	struct arena *a = &st->texts_arena;
	struct store_text t = { .id = id, .change = change };

	if (change == TEXT_REMOVE_OLD) {
		t.title = arena_strdup(a, art->title);
		t.excerpt = arena_strdup(a, art->excerpt);
		t.content = arena_strdup(a, art->content);
		t.provider = arena_strdup(a, art->provider.name);
		t.authors = join_authors(a, art);
	} else {
		t.title = prepared(st, art->title);
		t.excerpt = prepared(st, art->excerpt);
		t.content = prepared(st, store_words_content(art));
		t.provider = prepared(st, art->provider.name);
		t.authors = prepared(st, join_authors(a, art));
	}
	st->texts = arena_grow(a, st->texts, st->ntexts, sizeof(*st->texts));
	st->texts[st->ntexts++] = t;
	if (a->total < WAITING_BYTES && !sqlite3_get_autocommit(st->db))
		return true;
	return store_texts_write(st, err);
}

static bool
is_same(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

bool
store_text_same(const struct article *a, const struct article *b)
{
	bool same = a->nauthors == b->nauthors && is_same(a->title, b->title) &&
	    is_same(a->excerpt, b->excerpt) && is_same(store_words_content(a), store_words_content(b)) &&
	    is_same(a->provider.name, b->provider.name);

	for (size_t i = 0; same && i < a->nauthors; i++)
		same = is_same(a->authors[i], b->authors[i]);
	return same;
}
