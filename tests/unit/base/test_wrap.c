/* SPDX-License-Identifier: ISC */
/* Lines as the detail pane shows them: none wider than it, no word lost. */
#include "base/wrap.h"

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
#include "base/utf8.h"

/* `wrapped` has a bar where a line ends. */
static const struct { const char *text; int columns; const char *wrapped; } cases[] = {
	{ "", 10, "" },
	{ "one", 10, "one|" },
	{ "one two three", 7, "one two|three|" },
	{ "one two three", 8, "one two|three|" },
	{ "one two three", 100, "one two three|" },
	{ "one two", 3, "one|two|" },
	{ "one  two", 4, "one|two|" },
	{ "one     two", 3, "one|two|" },
	{ "one\ntwo", 10, "one|two|" },
	{ "one\n", 10, "one|" },
	{ "one\n\ntwo\n", 10, "one||two|" },
	{ "\n\n", 10, "||" },
	{ "trailing   \nblanks", 20, "trailing|blanks|" },
	{ "windows\r\nends", 20, "windows|ends|" },
	{ "  indented text", 10, "  indented|text|" },
	{ "unbreakable", 4, "unbr|eaka|ble|" },
	{ "a unbreakable b", 4, "a|unbr|eaka|ble|b|" },
	{ "abc", 1, "a|b|c|" },
	{ "a b", 1, "a|b|" },
	{ "abc", 0, "a|b|c|" },
	{ "abc", -5, "a|b|c|" },
	{ "well-known fact", 6, "well-|known|fact|" },
	{ "a (bracketed) word", 12, "a|(bracketed)|word|" },
	{ "price: 10\u00A0EUR", 10, "price:|10\u00A0EUR|" },
	/* No blanks, yet breaks; none before a full stop. */
	{ "\u6771\u4EAC\u306E\u5929\u6C17", 4, "\u6771\u4EAC|\u306E\u5929|\u6C17|" },
	{ "\u6771\u4EAC\u306E\u5929\u6C17", 5, "\u6771\u4EAC|\u306E\u5929|\u6C17|" },
	{ "\u6771\u4EAC\u306E\u3002", 6, "\u6771\u4EAC|\u306E\u3002|" },
	{ "\u6771\u4EAC", 1, "\u6771|\u4EAC|" },		/* wider than the line: one each */
	{ "ab \u0301cd", 2, "ab| \u0301c|d|" },		/* a mark on a blank */
	{ "a\t\u0301\uFFFD\uFFFD", 1, "a|\u0301|\uFFFD|\uFFFD|" },	/* two breaks at once */
	/* Marks stay with their letters, emoji in one piece. */
	{ "e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301|" },
	{ "e\u0301 e\u0301", 1, "e\u0301|e\u0301|" },
	{ "\U0001F468\u200D\U0001F469\U0001F468\u200D\U0001F469", 3,
	  "\U0001F468\u200D\U0001F469|\U0001F468\u200D\U0001F469|" },
	{ "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 2, "\U0001F1E9\U0001F1EA|\U0001F1EB\U0001F1F7|" },
	{ "https://example.org/a/very/long/address", 12, "https://|example.org/|a/very/long/|address|" },
};

static void
text_fits_its_columns(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf got = { 0 };
		size_t count = 99;
		const char *s = cases[i].text;
		struct wrap_line *lines = wrap_text(&a, s, strlen(s), cases[i].columns, &count);

		for (size_t k = 0; k < count; k++) {
			buf_add(&got, lines[k].s, lines[k].n);
			buf_putc(&got, '|');
		}
		if (strcmp(buf_str(&got), cases[i].wrapped) != 0)
			fail_msg("%s at %d: %s, not %s", cases[i].text, cases[i].columns, buf_str(&got),
			    cases[i].wrapped);
		buf_done(&got);
	}
	arena_done(&a);
}

static const char article[] =
    "The harbour wall gave way in the spring tide, a little after four; nobody was hurt \u2013 "
    "\u201Cwe heard it go\u201D, said Ms. O\u2019Neill-Brandt (72), whose caf\u00E9 stands "
    "twenty-two metres from the breach: https://example.org/harbour/wall?photo=12#3 "
    "\u6771\u4EAC\u304B\u3089\u306E\u624B\u7D19\u3002 "
    "\u0639\u0631\u0628\u064A \U0001F468\u200D\U0001F469\u200D\U0001F467 "
    "Donaudampfschifffahrtsgesellschaft.\n\nSecond paragraph.";

/* At every width: no line too wide, nothing lost but blanks. */
static void
nothing_is_lost_at_any_width(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (int columns = 2; columns < 120; columns++) {
		const char *p = article;
		size_t count;
		struct wrap_line *lines = wrap_text(&a, article, strlen(article), columns, &count);

		for (size_t i = 0; i < count; i++) {
			while (p < lines[i].s && (*p == ' ' || *p == '\n'))
				p++;
			assert_ptr_equal(p, lines[i].s);
			assert_true(utf8_columns(lines[i].s, lines[i].n) <= columns);
			assert_true(lines[i].n == 0 || lines[i].s[lines[i].n - 1] != ' ');
			p += lines[i].n;
		}
		assert_string_equal(p, "");
	}
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_fits_its_columns),
		cmocka_unit_test(nothing_is_lost_at_any_width),
	};

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		setlocale(LC_CTYPE, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
