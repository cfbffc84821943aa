/* SPDX-License-Identifier: ISC */
/* Composing text in pieces gives what composing it whole gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <uninorm.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/words.h"

static void
words_are_prepared(void **state)
{
	static const struct { const char *text, *index, *query;
	} cases[] = {
		{ "Plain words, all", "Plain words, all", "Plain words, all" },
		{ "“Ole Køb’s” æon", " Ole Kob s  aeon", " Ole Kob s  aeon" },
		{ "e\xcc\x81t\xc3\xa9 e\xcc\x81", "été é", "été é" },
		{ "ﬁne ｗｉｄｅ x² …", "fine wide x2 ...", "fine wide x2 ..." },
		{ "Μύλος ἄρτος", "Μυλος αρτος", "Μυλος αρτος" },
		{ "a 水車小 b", "a  水車 車小 小  b", "a  水車 車小 小  b" },
		{ "水車", " 水車 車 ", " 水車 " },
		{ "水", " 水 ", " 水" },
		{ "가나 각", " 가나 나   각 ", " 가나 나   각" },
		{ "क्षि 😀 x", "क्षि   x", "क्षि   x" },
		{ "\xff x", "  x", "  x" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf index = { 0 }, query = { 0 };

		words_index(&index, cases[i].text, strlen(cases[i].text));
		(void)words_query(&query, cases[i].text, strlen(cases[i].text));
		assert_string_equal(buf_str(&index), cases[i].index);
		assert_string_equal(buf_str(&query), cases[i].query);
		buf_done(&index);
		buf_done(&query);
	}
}

static void
put(struct buf *b, uint32_t cp)
{
	char bytes[4];

	if (cp < 0xD800 || cp > 0xDFFF)
		buf_add(b, bytes, utf8_encode(cp, bytes));
}

static void
compare(const struct buf *text)
{
	struct buf pieces = { 0 }, whole = { 0 };
	size_t n = 0;
	uint8_t *composed = u8_normalize(UNINORM_NFKC, (const uint8_t *)text->p, text->n, NULL, &n);

	assert_non_null(composed);
	words_index(&pieces, text->p, text->n);
	words_index(&whole, (const char *)composed, n);
	if (pieces.n != whole.n || memcmp(pieces.p, whole.p, whole.n) != 0)
		fail_msg("\"%s\" gives \"%s\", composed before \"%s\"", text->p, pieces.p, whole.p);
	free(composed);
	buf_done(&pieces);
	buf_done(&whole);
}

/* Each character behind letters that others are joined to, and in front of a mark. */
static void
characters_are_composed_with_their_neighbours(void **state)
{
	static const uint32_t neighbours[] = { 'e', 0xE9, 0x1100, 0xAC00, 0x915, 0x9C7, 0x1025, 0x3B1 };
	struct buf text = { 0 };

	(void)state;
	for (uint32_t cp = 0xA0; cp < 0x3200; cp++) {
		buf_reset(&text);
		for (size_t i = 0; i < COUNT(neighbours); i++) {
			put(&text, neighbours[i]);
			put(&text, cp);
			put(&text, 0x301);
			put(&text, 'x');
		}
		compare(&text);
	}
	buf_done(&text);
}

static void
pieces_are_as_the_whole(void **state)
{
	static const struct { uint32_t from, to; } pools[] = {
		{ 0x20, 0x7E }, { 0x61, 0x7A }, { 0xA0, 0x24F }, { 0x300, 0x36F }, { 0x370, 0x4FF },
		{ 0x590, 0x6FF }, { 0x900, 0xE7F }, { 0x1000, 0x11FF }, { 0x1F00, 0x21FF },
		{ 0x3000, 0x30FF }, { 0x4E00, 0x4FFF }, { 0xA960, 0xD7FF }, { 0xF900, 0xFDFF },
		{ 0xFE70, 0xFFEF }, { 0x11000, 0x119FF }, { 0x1D400, 0x1D7FF }, { 0x1F300, 0x1F6FF },
	};
	struct buf text = { 0 };
	uint32_t random = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		buf_reset(&text);
		for (int k = 0; k < 40; k++) {
			random = random * 1664525 + 1013904223;
			size_t pool = (random >> 8) % (k % 3 != 0 ? 3 : COUNT(pools));
			put(&text, pools[pool].from +
			    (random >> 12) % (pools[pool].to - pools[pool].from + 1));
		}
		compare(&text);
	}
	buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_prepared),
		cmocka_unit_test(characters_are_composed_with_their_neighbours),
		cmocka_unit_test(pieces_are_as_the_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
