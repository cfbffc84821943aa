/* SPDX-License-Identifier: ISC */
/* Text from outside: no byte of it may move the cursor, hide or reorder what
 * is read, and the columns counted must be those that a terminal uses. */
#include "base/utf8.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"

static void
bad_bytes_cost_one_byte(void **state)
{
	static const struct { const char *bytes; size_t n; uint32_t cp; size_t length; } cases[] = {
		{ "a", 1, 'a', 1 },
		{ "\0", 1, 0, 1 },
		{ "\xC3\xA9", 2, 0xE9, 2 },
		{ "\xE2\x82\xAC", 3, 0x20AC, 3 },
		{ "\xF0\x9F\x98\x80", 4, 0x1F600, 4 },
		{ "\xF4\x8F\xBF\xBF", 4, 0x10FFFF, 4 },
		{ "\xC3", 1, 0xFFFD, 1 },		/* cut */
		{ "\xE2\x82", 2, 0xFFFD, 1 },
		{ "\xF0\x9F\x98", 3, 0xFFFD, 1 },
		{ "\x80", 1, 0xFFFD, 1 },		/* a continuation alone */
		{ "\xC3(", 2, 0xFFFD, 1 },
		{ "\xE2(\xA1", 3, 0xFFFD, 1 },
		{ "\xC0\xAF", 2, 0xFFFD, 1 },		/* longer than need be */
		{ "\xE0\x80\xAF", 3, 0xFFFD, 1 },
		{ "\xF0\x80\x80\xAF", 4, 0xFFFD, 1 },
		{ "\xED\xA0\x80", 3, 0xFFFD, 1 },	/* half a surrogate pair */
		{ "\xF4\x90\x80\x80", 4, 0xFFFD, 1 },	/* beyond Unicode */
		{ "\xF5\x80\x80\x80", 4, 0xFFFD, 1 },
		{ "\xFF", 1, 0xFFFD, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint32_t cp = 1;

		assert_int_equal(utf8_decode(cases[i].bytes, cases[i].n, &cp), cases[i].length);
		assert_int_equal(cp, cases[i].cp);
		assert_int_equal(utf8_valid(cases[i].bytes, cases[i].n), cases[i].cp != 0xFFFD);
	}
	assert_true(utf8_valid("\xEF\xBF\xBD", 3));
	assert_true(utf8_valid("", 0));
}

static void
every_character_comes_back(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 7) {
		char bytes[4];
		uint32_t back;

		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		size_t n = utf8_encode(cp, bytes);
		assert_int_equal(utf8_decode(bytes, n, &back), n);
		assert_int_equal(back, cp);
	}
}

static const struct { const char *in, *line, *text; } cleanings[] = {
	{ "plain", "plain", "plain" },
	{ "", "", "" },
	{ "  two \t words\n", "two words", "  two \t words\n" },
	{ "a\r\nb\rc", "a b c", "a\nb\nc" },
	{ "a\xE2\x80\xA8" "b\xC2\x85" "c", "a b c", "a\nb\nc" },
	{ "bell\aback\b", "bellback", "bellback" },
	{ "\x1B[31mred\x1B[0m", "[31mred[0m", "[31mred[0m" },
	{ "\x1B]52;c;aGk=\x1B\\", "]52;c;aGk=\\", "]52;c;aGk=\\" },
	{ "csi\xC2\x9B" "2J", "csi2J", "csi2J" },
	{ "raw\x9B" "2J", "raw\xEF\xBF\xBD" "2J", "raw\xEF\xBF\xBD" "2J" },
	{ "del\x7F", "del", "del" },
	{ "caf\xC3", "caf\xEF\xBF\xBD", "caf\xEF\xBF\xBD" },
	{ "a\xE2\x80\xAE" "b\xE2\x81\xA6" "c\xE2\x80\x8F", "abc", "abc" },	/* RLO, LRI, RLM */
	{ "pay\xE2\x80\x8Bpal", "paypal", "paypal" },	/* zero width space */
	{ "pay\xEF\xBB\xBFpal\xC2\xAD", "paypal", "paypal" },	/* BOM, soft hyphen */
	{ "a\xE2\x80\x8D" "b\xEF\xB8\x8F", "ab", "ab" },	/* ZWJ, VS16 on letters */
	{ "tag\xF3\xA0\x81\xA1", "tag", "tag" },
	{ "\xEF\xBF\xBE\xEF\xB7\x90", "", "" },	/* noncharacters */
	{ "\xE3\x85\xA4x\xE1\x85\x9F", "x", "x" },	/* Hangul fillers */
	{ "e\xCC\x81", "e\xCC\x81", "e\xCC\x81" },
	{ "non\xC2\xA0" "breaking", "non\xC2\xA0" "breaking", "non\xC2\xA0" "breaking" },
	/* Persian needs its non-joiner, a family its joiners. */
	{ "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xB1", "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xB1",
	  "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xB1" },
	/* So do others, some at the end of a word; elsewhere there is nothing to join. */
	{ "\u0d28\u0d4d\u200d \u0d2a", "\u0d28\u0d4d\u200d \u0d2a", "\u0d28\u0d4d\u200d \u0d2a" },
	{ "\u09b0\u200d\u09cd\u09af", "\u09b0\u200d\u09cd\u09af", "\u09b0\u200d\u09cd\u09af" },
	{ "\u1780\u200c\u1781", "\u1780\u200c\u1781", "\u1780\u200c\u1781" },
	{ "\u06f1 \u0647\u200d.", "\u06f1 \u0647\u200d.", "\u06f1 \u0647\u200d." },
	{ "\u0647\u200d\u200d\u200c.", "\u0647\u200d.", "\u0647\u200d." },
	{ "a \u200c b\u200dc \u05d0\u200c\u05d1 \u0e01\u200c\u0e02", "a b" "c \u05d0\u05d1 \u0e01\u0e02",
	  "a  b" "c \u05d0\u05d1 \u0e01\u0e02" },
	{ "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F468\u200D\U0001F469\u200D\U0001F467",
	  "\U0001F468\u200D\U0001F469\u200D\U0001F467" },
	{ "\u2764\uFE0F\u200D\U0001F525", "\u2764\uFE0F\u200D\U0001F525", "\u2764\uFE0F\u200D\U0001F525" },
	{ "\u2764\uFE0F", "\u2764\uFE0F", "\u2764\uFE0F" },
	{ "1\uFE0F\u20E3 2\uFE0F", "1\uFE0F\u20E3 2", "1\uFE0F\u20E3 2" },	/* a keycap, a bare digit */
};

static void
cleaned_text_is_safe_and_stays_as_it_is(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cleanings); i++) {
		const char *in = cleanings[i].in;
		const char *line = utf8_clean_dup(&a, in, strlen(in), UTF8_LINE);
		const char *text = utf8_clean_dup(&a, in, strlen(in), UTF8_TEXT);

		assert_string_equal(line, cleanings[i].line);
		assert_string_equal(text, cleanings[i].text);
		assert_true(utf8_is_clean(line, strlen(line), UTF8_LINE));
		assert_true(utf8_is_clean(text, strlen(text), UTF8_TEXT));
		assert_int_equal(utf8_is_clean(in, strlen(in), UTF8_LINE), strcmp(in, line) == 0);
		assert_int_equal(utf8_is_clean(in, strlen(in), UTF8_TEXT), strcmp(in, text) == 0);
	}
	arena_done(&a);
}

static void
blanks_at_the_ends_are_no_clean_line(void **state)
{
	static const char *const lines[] = { " a", "a ", "a  b", "a\tb", "a\nb", " " };

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_false(utf8_is_clean(lines[i], strlen(lines[i]), UTF8_LINE));
	assert_true(utf8_is_clean("a b", 3, UTF8_LINE));
	assert_false(utf8_is_clean("a\0b", 3, UTF8_TEXT));
}

static void
cleaning_goes_on_where_the_buffer_is(void **state)
{
	struct buf out = { 0 };

	(void)state;
	buf_puts(&out, "title: ");
	utf8_clean(&out, " x ", 3, UTF8_LINE);
	assert_string_equal(out.p, "title: x");
	buf_done(&out);
}

static void
towers_of_marks_are_cut(void **state)
{
	struct buf in = { 0 }, out = { 0 };

	(void)state;
	buf_putc(&in, 'a');
	for (int i = 0; i < 500; i++)
		buf_puts(&in, "\xCC\x81");
	buf_putc(&in, 'b');
	utf8_clean(&out, in.p, in.n, UTF8_LINE);
	assert_true(out.n < 30);
	assert_int_equal(out.p[out.n - 1], 'b');
	buf_done(&in);
	buf_done(&out);
}

static void
clusters_and_their_columns(void **state)
{
	static const struct { const char *text; size_t length; int columns; } cases[] = {
		{ "ab", 1, 1 },
		{ "e\u0301x", 3, 1 },
		{ "a\u0300\u0301\u0302b", 7, 1 },
		{ "\u4E2D\u6587", 3, 2 },
		{ "\uAC00x", 3, 2 },
		{ "\u1100\u1161\u11A8x", 9, 2 },		/* a syllable in three letters */
		{ "\u0915\u093Fx", 6, 2 },			/* vowel sign with a width of its own */
		{ "\u0E19\u0E49\u0E33x", 9, 2 },		/* Thai sara am */
		{ "\u0301x", 2, 0 },				/* a mark on nothing */
		{ "\U0001F600\U0001F600", 4, 2 },
		{ "\U0001F44D\U0001F3FDx", 8, 2 },		/* thumb and skin */
		{ "\u261D\U0001F3FDx", 7, 2 },
		{ "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466x", 25, 2 },
		{ "\U0001F469\U0001F3FD\u200D\U0001F680x", 15, 2 },
		{ "\u2764\uFE0F\u200D\U0001F525x", 13, 2 },
		{ "\U0001F468\u200Dx", 7, 2 },			/* a joiner that joins nothing */
		{ "a\u200D\U0001F600", 4, 1 },			/* letters are not joined */
		{ "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 8, 2 },	/* two flags */
		{ "\U0001F1E9\U0001F1EA\U0001F1EB", 8, 2 },
		{ "\U0001F1E9x", 4, 1 },			/* half a flag */
		{ "\xFFx", 1, 1 },
		{ "\x1B[", 1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int columns = -1;
		const char *s = cases[i].text;

		assert_int_equal(utf8_grapheme(s, strlen(s), &columns), cases[i].length);
		assert_int_equal(columns, cases[i].columns);
	}
}

static void
the_prefix_that_fits(void **state)
{
	static const struct { const char *text; int columns; size_t bytes; int used; } cases[] = {
		{ "hello", 3, 3, 3 },
		{ "hello", 9, 5, 5 },
		{ "hello", 0, 0, 0 },
		{ "", 5, 0, 0 },
		{ "\u4E2D\u6587", 3, 3, 2 },		/* half a character is none */
		{ "\u4E2D\u6587", 1, 0, 0 },
		{ "cafe\u0301!", 4, 6, 4 },		/* the accent comes along */
		{ "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 3, 8, 2 },
		{ "a\U0001F468\u200D\U0001F469", 2, 1, 1 },
		{ "a\U0001F468\u200D\U0001F469", 3, 12, 3 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int used = -1;
		const char *s = cases[i].text;

		assert_int_equal(utf8_fit(s, strlen(s), cases[i].columns, &used), cases[i].bytes);
		assert_int_equal(used, cases[i].used);
		assert_int_equal(utf8_columns(s, cases[i].bytes), cases[i].used);
	}
	assert_int_equal(utf8_fit("abc", 3, 2, NULL), 2);
}

static void
folded_texts_compare(void **state)
{
	static const struct { const char *text, *folded; } cases[] = {
		{ "Harbour WALL 9", "harbour wall 9" },
		{ "", "" },
		{ "\u00C9t\u00E9", "ete" },
		{ "E\u0301te\u0301", "ete" },
		{ "Stra\u00DFe", "strasse" },
		{ "\u0141\u00F3d\u017A", "\u0142odz" },
		{ "\u039F\u03B4\u03CC\u03C2", "\u03BF\u03B4\u03BF\u03C3" },
		{ "\uFF21\uFF22", "ab" },			/* full width */
		{ "\uFB01n", "fin" },				/* ligature */
		{ "\u6771\u4EAC", "\u6771\u4EAC" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(utf8_fold(&a, cases[i].text, strlen(cases[i].text)), cases[i].folded);
	arena_done(&a);
}

/* What is known of a character by itself, against folding a text as a whole, which
 * the last one here asks for. */
static void
characters_fold_alone_as_among_others(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (uint32_t cp = 0x80; cp < 0x10000; cp++) {
		static const uint32_t among[] = { 0, 0x345, 0x301, 0, 0x3A3, 0x1D165 };
		char text[32];
		size_t n = 0;

		for (size_t i = 0; i < COUNT(among) && (cp < 0xD800 || cp > 0xDFFF); i++)
			n += utf8_encode(among[i] != 0 ? among[i] : cp, text + n);
		const char *whole = utf8_fold(&a, text, n);
		const char *alone = utf8_fold(&a, text, n > 4 ? n - 4 : 0);
		if (strncmp(whole, alone, strlen(alone)) != 0)
			fail_msg("U+%04X: %s and %s", cp, alone, whole);
		arena_reset(&a);
	}
	arena_done(&a);
}

static void
plain_terminals_get_the_nearest_sign(void **state)
{
	static const struct { uint32_t from; char plain; } cases[] = {
		{ 'x', 'x' }, { 0x00E9, 'e' }, { 0x1EBF, 'e' }, { 0x00DF, 's' }, { 0x2019, '\'' },
		{ 0x201C, '"' }, { 0x2014, '-' }, { 0x2026, '.' }, { 0xFF21, 'A' }, { 0x00A0, ' ' },
		{ 0x6771, '?' }, { 0x1F600, '?' }, { 0xFFFD, '?' }, { 0x110000, '?' }, { 0x0301, '\0' },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(utf8_plain(cases[i].from), cases[i].plain);
}

/* Text of any sort, runs of one sort mostly. */
static void
clean_is_what_cleaning_leaves_alone(void **state)
{
	static const struct { uint32_t from, to; } pools[] = {
		{ 'a', 'z' }, { 'a', 'z' }, { 0x20, 0x7F }, { ' ', ' ' }, { '\n', '\n' }, { 0x400, 0x4FF },
		{ 0x300, 0x36F }, { 0x620, 0x6FF }, { 0x4E00, 0x9FFF }, { 0x00, 0xA0 },
		{ 0x2000, 0x206F }, { 0xFE00, 0xFE0F }, { 0x1F300, 0x1F6FF }, { 0xE0000, 0xE01FF },
	};
	uint32_t random = 1;
	size_t clean = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct buf in = { 0 }, out = { 0 };
		enum utf8_clean mode = i % 2 != 0 ? UTF8_TEXT : UTF8_LINE;

		for (int k = 0; k < 20; k++) {
			char bytes[4];

			random = random * 1664525 + 1013904223;
			size_t pool = (random >> 8) % (k % 8 != 0 ? 8 : COUNT(pools));
			uint32_t cp = pools[pool].from +
			    (random >> 12) % (pools[pool].to - pools[pool].from + 1);
			for (uint32_t times = pool == 6 ? random >> 28 : 1; times > 0; times--)
				buf_add(&in, bytes, utf8_encode(cp, bytes));
		}
		utf8_clean(&out, buf_str(&in), in.n, mode);
		bool same = out.n == in.n && memcmp(buf_str(&out), buf_str(&in), in.n) == 0;
		assert_int_equal(utf8_is_clean(buf_str(&in), in.n, mode), same);
		assert_true(utf8_is_clean(buf_str(&out), out.n, mode));
		clean += same;
		buf_done(&in);
		buf_done(&out);
	}
	assert_in_range(clean, 1000, 19000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_bytes_cost_one_byte),
		cmocka_unit_test(every_character_comes_back),
		cmocka_unit_test(cleaned_text_is_safe_and_stays_as_it_is),
		cmocka_unit_test(blanks_at_the_ends_are_no_clean_line),
		cmocka_unit_test(cleaning_goes_on_where_the_buffer_is),
		cmocka_unit_test(towers_of_marks_are_cut),
		cmocka_unit_test(clean_is_what_cleaning_leaves_alone),
		cmocka_unit_test(clusters_and_their_columns),
		cmocka_unit_test(the_prefix_that_fits),
		cmocka_unit_test(folded_texts_compare),
		cmocka_unit_test(characters_fold_alone_as_among_others),
		cmocka_unit_test(plain_terminals_get_the_nearest_sign),
	};

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		setlocale(LC_CTYPE, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
