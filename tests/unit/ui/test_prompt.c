/* SPDX-License-Identifier: ISC */
#include "ui/prompt.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/key.h"

static const struct prompt_ops ops = { .label = "/" };

/* Types KEYS: UTF-8, other keys by name in <>. */
static enum prompt_result
type(struct prompt *p, const char *keys)
{
	enum prompt_result result = PROMPT_GOES_ON;
	bool changed;

	while (*keys != '\0') {
		const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
		uint32_t cp;
		int key = 0;

		if (end != NULL) {
			assert_true(key_parse(keys + 1, (size_t)(end - keys - 1), &key));
			keys = end + 1;
		} else {
			keys += utf8_decode(keys, strlen(keys), &cp);
			key = (int)cp;
		}
		result = prompt_key(p, key, &changed);
	}
	return result;
}

static void
a_line_can_be_edited(void **state)
{
	static const struct {
		const char *start, *keys, *text;
	} cases[] = {
		{ "", "abc", "abc" },
		{ "", "ac<Left>b", "abc" },
		{ "abc", "<Home>x", "xabc" },
		{ "abc", "<C-a><C-e>x", "abcx" },
		{ "abc", "<Backspace>", "ab" },
		{ "abc", "<Home><Delete><C-d>", "c" },
		{ "abc", "<Home><Left><Left>x", "xabc" },
		{ "abc", "<Right><Right>x", "abcx" },
		{ "one two  ", "<C-w>", "one " },
		{ "one two", "<C-w><C-w>", "" },
		{ "one two", "<Left><Left><C-u>", "wo" },
		{ "one two", "<Left><Left><C-k>", "one t" },
		{ "", "中文<Left>x", "中x文" },
		{ "", "中文<Backspace>", "中" },
		/* A letter and its accent go together. */
		{ "cafe\xCC\x81", "<Backspace>", "caf" },
		{ "cafe\xCC\x81", "<Left>x", "cafxe\xCC\x81" },
		{ "ab", "<F1><C-t><Insert>c", "abc" },
		{ "", "<C-w><C-u><C-k><Delete>a", "a" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct prompt *p = prompt_new(&ops, NULL, cases[i].start);

		assert_int_equal(type(p, cases[i].keys), PROMPT_GOES_ON);
		assert_string_equal(prompt_text(p), cases[i].text);
		prompt_free(p);
	}
}

static void
it_ends_in_one_of_two_ways(void **state)
{
	struct prompt *p = prompt_new(&ops, NULL, "a");

	(void)state;
	assert_int_equal(type(p, "<Enter>"), PROMPT_ENTERED);
	assert_int_equal(type(p, "<Esc>"), PROMPT_LEFT);
	assert_int_equal(type(p, "<Backspace>"), PROMPT_GOES_ON);
	assert_int_equal(type(p, "<Backspace>"), PROMPT_LEFT);
	prompt_free(p);
}

/* What is asked for after each key must be asked for no more often than that. */
static void
only_changes_count(void **state)
{
	struct prompt *p = prompt_new(&ops, NULL, "ab");
	bool changed;

	(void)state;
	prompt_key(p, KEYCODE_LEFT, &changed);
	assert_false(changed);
	prompt_key(p, 'x', &changed);
	assert_true(changed);
	prompt_key(p, KEYCODE_END, &changed);
	assert_false(changed);
	prompt_key(p, KEYCODE_DELETE, &changed);
	assert_false(changed);
	prompt_free(p);
}

static void
what_was_entered_comes_back(void **state)
{
	struct prompt_history h = { .count = 0 };
	static const struct {
		const char *keys, *text;
	} cases[] = {
		{ "<Up>", "two" },
		{ "<Up><Up>", "one" },
		{ "<Up><Up><Up>", "one" },
		{ "new<Up><Down>", "new" },
		{ "new<Up><Up><Down>", "two" },
		{ "<Up>!", "two!" },
	};

	(void)state;
	prompt_history_add(&h, "one");
	prompt_history_add(&h, "two");
	prompt_history_add(&h, "two");
	prompt_history_add(&h, "");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct prompt *p = prompt_new(&ops, &h, "");

		type(p, cases[i].keys);
		assert_string_equal(prompt_text(p), cases[i].text);
		prompt_free(p);
	}
	for (int i = 0; i < 2 * PROMPT_HISTORY; i++)
		prompt_history_add(&h, i % 2 ? "a" : "b");
	assert_int_equal(h.count, PROMPT_HISTORY);
	prompt_history_done(&h);
}

static int
set_up(void **state)
{
	(void)state;
	setlocale(LC_ALL, "");
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_can_be_edited),
		cmocka_unit_test(it_ends_in_one_of_two_ways),
		cmocka_unit_test(only_changes_count),
		cmocka_unit_test(what_was_entered_comes_back),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
