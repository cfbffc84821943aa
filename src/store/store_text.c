/* SPDX-License-Identifier: ISC */
/* The text index, written at the end of a transaction.  FTS5 collects words in
 * memory and writes them out as one segment, but it also does so at every
 * savepoint, and each statement that fires triggers is one for SQLite: indexed
 * one by one between such statements, every article became a segment of its
 * own, and merging them took half the time of an import.  So texts wait here,
 * in order, until the commit. */
#include "store/store.h"

#include "base/arena.h"
#include "base/err.h"
#include "store/store_parts.h"

enum { WAITING_BYTES = 8 * 1024 * 1024 };

struct store_text {
	int64_t id;
	bool gone;			/* it is to be taken out */
	const char *title, *excerpt, *content, *provider, *authors;
};

static const char *
join_authors(struct arena *a, const struct article *art)
{
	const char *text = "";

	for (size_t i = 0; i < art->nauthors; i++)
		text = arena_printf(a, "%s %s", text, art->authors[i]);
	return text;
}

static bool
write_text(struct store *st, const struct store_text *t, struct err *err)
{
	const char *sql = t->gone ?
	    "INSERT INTO article_text (article_text, rowid, title, excerpt, content, provider, author)"
	    " VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6)" :
	    "INSERT INTO article_text (rowid, title, excerpt, content, provider, author)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

	return sql_run(st, err, sql, "ittttt", t->id, t->title, t->excerpt, t->content, t->provider,
	    t->authors);
}

bool
store_texts_write(struct store *st, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < st->ntexts; i++)
		ok = write_text(st, &st->texts[i], err);
	store_texts_forget(st);
	return ok;
}

void
store_texts_forget(struct store *st)
{
	if (st->ntexts == 0)
		return;
	st->texts = NULL;
	st->ntexts = 0;
	arena_reset(&st->texts_arena);
}

bool
store_text_put(struct store *st, int64_t id, const struct article *art, bool gone, struct err *err)
{
	struct arena *a = &st->texts_arena;

	st->texts = arena_grow(a, st->texts, st->ntexts, sizeof(*st->texts));
	st->texts[st->ntexts++] = (struct store_text){
		.id = id,
		.gone = gone,
		.title = arena_strdup(a, art->title),
		.excerpt = arena_strdup(a, art->excerpt),
		.content = arena_strdup(a, art->content),
		.provider = arena_strdup(a, art->provider.name),
		.authors = join_authors(a, art),
	};
	if (a->total < WAITING_BYTES && !sqlite3_get_autocommit(st->db))
		return true;
	return store_texts_write(st, err);
}
