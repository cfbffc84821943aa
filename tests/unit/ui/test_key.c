/* SPDX-License-Identifier: ISC */
#include "ui/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

static void
names_are_keys(void **state)
{
	static const struct {
		const char *name;
		int key;
	} cases[] = {
		{ "j", 'j' }, { "G", 'G' }, { "[", '[' }, { "|", '|' }, { "<", '<' }, { "?", '?' },
		{ "Down", KEYCODE_DOWN }, { "PgDn", KEYCODE_PAGE_DOWN }, { "S-Tab", KEYCODE_SHIFT_TAB },
		{ "Tab", '\t' }, { "Enter", '\r' }, { "Esc", 0x1B }, { "Space", ' ' },
		{ "C-d", 4 }, { "C-l", 12 }, { "F1", KEYCODE_F1 }, { "F12", KEYCODE_F12 },
		{ "é", 0xE9 }, { "中", 0x4E2D },
	};
	char text[16];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int key = 0;

		assert_true(key_parse(cases[i].name, strlen(cases[i].name), &key));
		assert_int_equal(key, cases[i].key);
		assert_string_equal(key_format(key, text), cases[i].name);
	}
}

static void
other_words_are_none(void **state)
{
	static const char *const words[] = { "", "jj", "down", "F0", "F13", "F1x", "C-", "C-1", "C-dd",
		"\x01", " ", "\xff", "Ente" };
	int key;

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++)
		if (key_parse(words[i], strlen(words[i]), &key))
			fail_msg("\"%s\" is taken for a key", words[i]);
}

static void
terminals_differ_and_keys_do_not(void **state)
{
	(void)state;
	assert_int_equal(key_from_curses('\n', false), KEYCODE_ENTER);
	assert_int_equal(key_from_curses('\r', false), KEYCODE_ENTER);
	assert_int_equal(key_from_curses('\b', false), KEYCODE_BACKSPACE);
	assert_int_equal(key_from_curses(0x7F, false), KEYCODE_BACKSPACE);
	assert_int_equal(key_from_curses(0x4E2D, false), 0x4E2D);
	/* A function key that has no name here is no character either. */
	assert_int_equal(key_from_curses(0x1A0, true), KEYCODE_NONE);
}

static void
control_characters_are_no_text(void **state)
{
	static const int text[] = { 'a', ' ', '<', 0xE9, 0x4E2D, 0x1F600 };
	static const int other[] = { 0, 4, '\t', '\r', 0x1B, 0x7F, 0x85, 0x202E, 0x200B, 0x2028, 0xE0041,
		KEYCODE_DOWN, KEYCODE_F1 };

	(void)state;
	for (size_t i = 0; i < COUNT(text); i++)
		assert_true(key_is_text(text[i]));
	for (size_t i = 0; i < COUNT(other); i++)
		if (key_is_text(other[i]))
			fail_msg("%x counts as text", (unsigned)other[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_keys),
		cmocka_unit_test(other_words_are_none),
		cmocka_unit_test(terminals_differ_and_keys_do_not),
		cmocka_unit_test(control_characters_are_no_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
