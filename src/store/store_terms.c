/* SPDX-License-Identifier: ISC */
/* The beginning of a word, of which a large archive has very many.  FTS5 collects
 * all that it has of them before it answers, and nothing can stop it meanwhile:
 * seconds in which no key would be heard.  So each word is asked for by itself,
 * and between them is looked whether somebody wants to stop. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "base/words.h"
#include "store/store_parts.h"

enum { LETTERS = 3, BETWEEN_LOOKS = 16 };

/* The letter or two that a word begins with. */
bool
store_terms_are_many(const struct store *st, const struct query *q)
{
	size_t letters = 0, n;

	if (st->recent != NULL || !store_fts_is_word(q) || !q->prefix)
		return false;
	n = strlen(q->text);
	for (size_t i = 0; i < n; i++)
		letters += ((unsigned char)q->text[i] & 0xC0) != 0x80;
	return letters <= LETTERS && !words_unspaced(q->text, n, true);
}

struct token {
	struct arena *arena;
	const char *text;
	int count;
};

static int
take_token(void *arg, int tflags, const char *text, int n, int start, int end)
{
	struct token *t = arg;

	(void)start;
	(void)end;
	if ((tflags & FTS5_TOKEN_COLOCATED) == 0 && t->count++ == 0)
		t->text = arena_strndup(t->arena, text, (size_t)n);
	return SQLITE_OK;
}

/* The one word that TEXT begins with, as the index has it; NULL: there are more. */
static const char *
fold(struct store *st, struct arena *a, const char *text)
{
	static const char *arguments[] = { "remove_diacritics", "2", "categories", "L* N* Co M*" };
	fts5_api *api = store_tokens_api(st->db);
	fts5_tokenizer tokenizer;
	Fts5Tokenizer *made = NULL;
	struct token t = { .arena = a };
	struct buf words = { 0 };
	void *context;

	if (api == NULL || api->xFindTokenizer(api, "unicode61", &context, &tokenizer) != SQLITE_OK ||
	    tokenizer.xCreate(context, arguments, 4, &made) != SQLITE_OK)
		return NULL;
	(void)words_query(&words, text, strlen(text));
	int code = tokenizer.xTokenize(
	    made, &t, FTS5_TOKENIZE_QUERY | FTS5_TOKENIZE_PREFIX, buf_str(&words), (int)words.n, take_token);
	tokenizer.xDelete(made);
	buf_done(&words);
	return code == SQLITE_OK && t.count == 1 ? t.text : NULL;
}

static bool
next_term(struct store *st, struct arena *a, const char *from, const char **term, struct err *err)
{
	sqlite3_stmt *stmt =
	    sql_bind(st, err, "SELECT term FROM temp.words_terms WHERE term >= ?1 LIMIT 1", "t", from);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*term = NULL;
	if (got == 1) {
		*term = sql_text(a, stmt, 0);
		sql_end(stmt);
	}
	return got >= 0;
}

static bool
is_stopped(struct store *st, struct err *err)
{
	st->interrupted = st->stop != NULL && st->stop(st->stop_arg);
	return st->interrupted && !err_set(err, "interrupted");
}

static bool
add_terms(struct store *st, const struct query *q, const char *begin, struct err *err)
{
	struct arena a = { 0 };
	const char *term = begin, *column = "", *match;
	bool ok = true;

	if (q->op == QUERY_FIELD)
		column = arena_printf(&a, "{%s} : ", query_field_info[q->field].name);
	column = arena_strdup(&a, column);
	for (size_t i = 1; ok; i++) {
		struct arena one = { 0 };

		ok = next_term(st, &one, term, &match, err);
		if (!ok || match == NULL || strncmp(match, begin, strlen(begin)) != 0) {
			arena_done(&one);
			break;
		}
		sqlite3_stmt *stmt = sql_bind(st, err,
		    "SELECT set_add(rowid) FROM article_words"
		    " WHERE article_words MATCH ?1 AND rowid >= ?2",
		    "ti", arena_printf(&one, "%s\"%s\"", column, match), st->search_from);
		ok = stmt != NULL && sql_step(st, stmt, err) == 1;
		if (ok)
			sql_end(stmt);
		ok = ok && (i % BETWEEN_LOOKS != 0 || !is_stopped(st, err));
		/* The one behind it. */
		term = arena_printf(&a, "%s\001", match);
		arena_done(&one);
	}
	arena_done(&a);
	return ok;
}

bool
store_terms_add(struct store *st, const struct query *q, bool *done, struct err *err)
{
	struct arena a = { 0 };
	const char *begin = fold(st, &a, q->text);
	bool ok = true;

	*done = begin != NULL && sqlite3_exec(st->db,
				     "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_terms"
				     " USING fts5vocab (main, article_words, instance)",
				     NULL, NULL, NULL) == SQLITE_OK;
	if (*done)
		ok = add_terms(st, q, begin, err);
	arena_done(&a);
	return ok;
}
