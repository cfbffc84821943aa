/* SPDX-License-Identifier: ISC */
/* Words are cut as FTS5 itself cuts them, to the byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/store_parts.h"

static const char *ours[] = { "remove_diacritics", "2", "categories", "L* N* Co M*" };
static const char *other[] = { "remove_diacritics", "1", "tokenchars", "-" };

struct cutter {
	fts5_tokenizer calls;
	Fts5Tokenizer *made;
};

static struct cutter
find(sqlite3 *db, const char **arguments)
{
	fts5_api *api = store_tokens_api(db);
	struct cutter c;
	void *context;

	assert_non_null(api);
	assert_int_equal(api->xFindTokenizer(api, "unicode61", &context, &c.calls), SQLITE_OK);
	assert_int_equal(c.calls.xCreate(context, arguments, 4, &c.made), SQLITE_OK);
	return c;
}

static int
tell(void *arg, int flags, const char *text, int n, int start, int end)
{
	struct buf *b = arg;

	buf_printf(b, "%d:", flags);
	buf_add(b, text, (size_t)n);
	buf_printf(b, "[%d-%d] ", start, end);
	return b->n > 4000 ? SQLITE_DONE : SQLITE_OK;
}

static void
cut(const struct cutter *c, const struct buf *text, struct buf *out)
{
	buf_reset(out);
	assert_int_equal(c->calls.xTokenize(c->made, out, FTS5_TOKENIZE_DOCUMENT, buf_str(text), (int)text->n,
	    tell), SQLITE_OK);
}

static void
compare(const struct cutter *a, const struct cutter *b, const struct buf *text)
{
	struct buf one = { 0 }, two = { 0 };

	cut(a, text, &one);
	cut(b, text, &two);
	if (one.n != two.n || memcmp(buf_str(&one), buf_str(&two), one.n) != 0)
		fail_msg("\"%s\" gives \"%s\" and \"%s\"", buf_str(text), buf_str(&one), buf_str(&two));
	buf_done(&one);
	buf_done(&two);
}

static void
put(struct buf *text, uint32_t cp)
{
	char bytes[4];

	if (cp < 0xD800 || cp > 0xDFFF)
		buf_add(text, bytes, utf8_encode(cp, bytes));
}

static void
each_character(const struct cutter *a, const struct cutter *b)
{
	struct buf text = { 0 };

	for (uint32_t cp = 1; cp < 0x20000; cp += cp > 0x3200 ? 17 : 1) {
		buf_reset(&text);
		put(&text, cp);
		put(&text, 'x');
		put(&text, cp);
		put(&text, cp);
		put(&text, ' ');
		put(&text, cp);
		compare(a, b, &text);
	}
	buf_done(&text);
}

static void
random_texts(const struct cutter *a, const struct cutter *b)
{
	static const struct { uint32_t from, to; } pools[] = {
		{ 'A', 'z' }, { 0x20, 0x7E }, { 0xA0, 0x24F }, { 0x300, 0x36F }, { 0x400, 0x4FF },
		{ 0x01, 0xFFFF }, { 0x10000, 0x2FFFF },
	};
	struct buf text = { 0 };
	uint32_t random = 1;

	for (int i = 0; i < 5000; i++) {
		buf_reset(&text);
		for (int k = 0; k < 200; k++) {
			random = random * 1664525 + 1013904223;
			size_t pool = (random >> 8) % (k % 4 != 0 ? 2 : COUNT(pools));
			put(&text, pools[pool].from +
			    (random >> 12) % (pools[pool].to - pools[pool].from + 1));
			if (i % 16 == 0 && k % 64 == 0)
				buf_putc(&text, (char)(random >> 24));
		}
		compare(a, b, &text);
	}
	buf_done(&text);
}

static void
words_are_those_of_sqlite(void **state)
{
	sqlite3 *db;

	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	for (int i = 0; i < 2; i++) {
		const char **arguments = i == 0 ? ours : other;
		sqlite3 *fast;

		assert_int_equal(sqlite3_open(":memory:", &fast), SQLITE_OK);
		store_tokens_register(fast);
		struct cutter a = find(db, arguments), b = find(fast, arguments);
		assert_ptr_not_equal(a.calls.xTokenize, b.calls.xTokenize);
		compare(&a, &b, &(struct buf){ 0 });
		each_character(&a, &b);
		random_texts(&a, &b);
		a.calls.xDelete(a.made);
		b.calls.xDelete(b.made);
		sqlite3_close(fast);
	}
	sqlite3_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_those_of_sqlite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
