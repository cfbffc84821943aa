/* SPDX-License-Identifier: ISC */
/* FTS5's way to cut text into words, unicode61, asks for each letter beyond ASCII
 * in which category it is and what it folds to: two searches in tables, which is a
 * quarter of all that storing an article in Cyrillic takes.  This asks it once for
 * each character and remembers the answer.  It has the same name and gives the same
 * words to the byte, so the index is one that any SQLite can read and write, and
 * who only reads does without. */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/store_parts.h"

/* Of the index of words; another one is left to what was there before. */
static const char *const arguments[] = { "remove_diacritics", "2", "categories", "L* N* Co M*" };

/* What is known of a character: whether a word begins with it, goes on with it, and
 * the bytes that it folds to. */
enum { KNOWN = 1, BEGINS = 2, GOES_ON = 4 };

struct fact {
	unsigned char is;
	unsigned char n;
	char bytes[4];
};

struct plain {				/* unicode61 itself */
	fts5_tokenizer calls;
	void *context;
};

struct Fts5Tokenizer {
	const struct plain *plain;
	Fts5Tokenizer *made;		/* its own */
	bool known;			/* the facts are those of its arguments */
	unsigned char ascii[256];	/* of these what they fold to; 0: in no word, or not of these */
	struct buf word;
};

struct tasted {
	int count, end;			/* of the first word */
	int n;
	char bytes[8];
};

static int
taste(void *arg, int tflags, const char *text, int n, int start, int end)
{
	struct tasted *t = arg;

	(void)tflags;
	(void)start;
	if (t->count++ > 0)
		return SQLITE_OK;
	t->end = end;
	t->n = n < (int)sizeof(t->bytes) ? n : 0;
	memcpy(t->bytes, text, (size_t)t->n);
	return SQLITE_OK;
}

/* How it is behind a letter says all but whether a word begins with it. */
static struct fact
ask(const Fts5Tokenizer *t, const char *s, size_t n)
{
	struct tasted behind = { .count = 0 }, alone = { .count = 0 };
	struct fact fact = { .is = KNOWN };
	char text[8] = "a";

	memcpy(text + 1, s, n);
	(void)t->plain->calls.xTokenize(t->made, &behind, 0, text, (int)n + 1, taste);
	(void)t->plain->calls.xTokenize(t->made, &alone, 0, s, (int)n, taste);
	if (alone.count > 0)
		fact.is |= BEGINS;
	if (behind.end == (int)n + 1) {
		fact.is |= GOES_ON;
		fact.n = (unsigned char)(behind.n - 1);
		memcpy(fact.bytes, behind.bytes + 1, fact.n <= sizeof(fact.bytes) ? fact.n : 0);
	}
	return fact;
}

static struct fact facts[0x10000];

static struct fact
learn(const Fts5Tokenizer *t, uint32_t cp, const char *s, size_t n)
{
	struct fact fact = ask(t, s, n);

	if (cp < COUNT(facts))
		facts[cp] = fact;
	return fact;
}

static void
learn_ascii(Fts5Tokenizer *t)
{
	for (int c = 1; c < 0x80; c++) {
		char s = (char)c;
		struct fact fact = ask(t, &s, 1);

		t->ascii[c] = (unsigned char)((fact.is & BEGINS) != 0 ? fact.bytes[0] : 0);
	}
}

static int
make(void *context, const char **names, int count, Fts5Tokenizer **out)
{
	const struct plain *plain = context;
	Fts5Tokenizer *t = mem_alloc(sizeof(*t));

	t->plain = plain;
	t->known = count == COUNT(arguments);
	for (int i = 0; t->known && i < count; i++)
		t->known = strcmp(names[i], arguments[i]) == 0;
	int code = plain->calls.xCreate(plain->context, names, count, &t->made);
	if (code != SQLITE_OK) {
		free(t);
		t = NULL;
	} else if (t->known) {
		learn_ascii(t);
	}
	*out = t;
	return code;
}

static void
drop(Fts5Tokenizer *t)
{
	t->plain->calls.xDelete(t->made);
	buf_done(&t->word);
	free(t);
}

/* The word that begins AT that place, if one does; gives its end, *LENGTH being what
 * it folds to. */
static size_t
fold_word(Fts5Tokenizer *t, const char *s, size_t n, size_t at, size_t *length)
{
	char *out = t->word.p;
	size_t end = at, left = 0;

	for (;; end += left) {
		unsigned char c;
		uint32_t cp;

		while (end < n && (c = t->ascii[(unsigned char)s[end]]) != 0) {
			*out++ = (char)c;
			end++;
		}
		if (end == n || (unsigned char)s[end] < 0x80)
			break;
		left = utf8_decode(s + end, n - end, &cp);
		struct fact fact = cp < COUNT(facts) && facts[cp].is != 0 ? facts[cp]
		    : learn(t, cp, s + end, left);
		if ((fact.is & (end == at ? BEGINS : GOES_ON)) == 0)
			break;
		memcpy(out, fact.bytes, sizeof(fact.bytes));
		out += fact.n;
	}
	*length = (size_t)(out - t->word.p);
	return end;
}

static int
cut(Fts5Tokenizer *t, void *arg, int tflags, const char *s, int length,
    int (*take)(void *, int, const char *, int, int, int))
{
	size_t n = (size_t)length, folded;
	int code = SQLITE_OK;

	/* What is no UTF-8 is read in a way of its own. */
	if (!t->known || length <= 0 || !utf8_valid(s, n))
		return t->plain->calls.xTokenize(t->made, arg, tflags, s, length, take);
	/* No character takes more than four bytes, and one beyond ASCII takes two. */
	buf_reset(&t->word);
	buf_reserve(&t->word, 2 * n + 4);
	for (size_t at = 0; at < n && code == SQLITE_OK;) {
		size_t end = fold_word(t, s, n, at, &folded);
		uint32_t cp;

		if (end > at)
			code = take(arg, 0, t->word.p, (int)folded, (int)at, (int)end);
		else
			end += utf8_decode(s + at, n - at, &cp);
		at = end;
	}
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

fts5_api *
store_tokens_api(sqlite3 *db)
{
	sqlite3_stmt *stmt = NULL;
	fts5_api *api = NULL;

	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
		(void)sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return api;
}

void
store_tokens_register(sqlite3 *db)
{
	static const char name[] = "unicode61";
	fts5_tokenizer ours = { make, drop, cut };
	fts5_api *api = store_tokens_api(db);
	struct plain *plain = mem_alloc(sizeof(*plain));

	if (api == NULL || api->xFindTokenizer(api, name, &plain->context, &plain->calls) != SQLITE_OK ||
	    api->xCreateTokenizer(api, name, plain, &ours, free) != SQLITE_OK)
		free(plain);
}
