/* SPDX-License-Identifier: ISC */
/* The user's own files: what is wrong is said with its place, and the lines of
 * an entry are known, so that `remove` can cut it out and leave the rest. */
#include "base/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

static struct yaml *
parse(struct arena *a, const char *text)
{
	struct err err = { 0 };
	struct yaml *root = NULL;

	if (!yaml_parse(a, text, strlen(text), &root, &err))
		fail_msg("%s: %s", text, err.text);
	return root;
}

static void
values_keep_kind_and_text(void **state)
{
	static const struct {
		const char *value;
		enum yaml_kind kind;
		const char *text;
		bool quoted;
	} cases[] = {
		{ "word", YAML_SCALAR, "word", false },
		{ "two words # a comment", YAML_SCALAR, "two words", false },
		{ "'it''s'", YAML_SCALAR, "it's", true },
		{ "\"a\\tb\"", YAML_SCALAR, "a\tb", true },
		{ "\"null\"", YAML_SCALAR, "null", true },
		{ "\"\"", YAML_SCALAR, "", true },
		{ "null", YAML_NULL, NULL, false },
		{ "Null", YAML_NULL, NULL, false },
		{ "~", YAML_NULL, NULL, false },
		{ "", YAML_NULL, NULL, false },
		{ "[a, b]", YAML_LIST, NULL, false },
		{ "{a: b}", YAML_MAP, NULL, false },
		{ "|\n  one\n  two\n", YAML_SCALAR, "one\ntwo\n", true },
		{ ">\n  one\n  two\n", YAML_SCALAR, "one two\n", true },
		{ "!!str 7", YAML_SCALAR, "7", false },
		{ "!odd 7", YAML_SCALAR, "7", false },
		{ "\"\\e[31m\\u202Ered\"", YAML_SCALAR, "[31mred", true },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct yaml *root = parse(&a, arena_printf(&a, "key: %s", cases[i].value));
		const struct yaml *v = yaml_get(root, "key");

		assert_non_null(v);
		assert_int_equal(v->kind, cases[i].kind);
		if (cases[i].text != NULL)
			assert_string_equal(yaml_text(root, "key"), cases[i].text);
		else
			assert_null(yaml_text(root, "key"));
		assert_int_equal(v->kind == YAML_SCALAR && v->quoted, cases[i].quoted);
	}
	arena_done(&a);
}

static void
nothing_is_a_document_too(void **state)
{
	static const char *const texts[] = { "", "\n", "# only a comment\n", "---\n", "--- ~\n",
		"---\n...\n" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_int_equal(parse(&a, texts[i])->kind, YAML_NULL);
	assert_null(yaml_get(NULL, "key"));
	assert_null(yaml_get(parse(&a, "[a]"), "key"));
	assert_null(yaml_text(parse(&a, "a: b"), "key"));
	arena_done(&a);
}

static void
errors_name_their_place(void **state)
{
	static const struct { const char *text, *start; } cases[] = {
		{ "a: b\nc: \"open\nd: e\n", "line 4, column 1: " },
		{ "a: b\n\tc: d\n", "line 2, column 1: " },
		{ "a: b\n  c: d\n", "line 2, column 4: " },
		{ "a: [b\nc: d\n", "line 2, column 2: " },
		{ "a: b: c\n", "line 1, column 5: " },
		{ "x: 1\na: 1\nb: 2\na: 3\n", "line 4, column 1: key \"a\" is already set in line 2" },
		{ "o:\n  a: 1\n  a: 2\n", "line 3, column 3: key \"a\" is already set in line 2" },
		{ "a: &x b\nc: *x\n", "line 2, column 4: aliases are not understood here" },
		{ "a: &x b\n*x : c\n", "line 2, column 1: a key must be a word" },
		{ "[a, b]: c\n", "line 1, column 1: a key must be a word" },
		{ "a: \xFF\n", "byte 3: " },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };
		struct yaml *root;

		if (yaml_parse(&a, cases[i].text, strlen(cases[i].text), &root, &err))
			fail_msg("%s was taken", cases[i].text);
		if (strncmp(err.text, cases[i].start, strlen(cases[i].start)) != 0)
			fail_msg("%s: \"%s\", not \"%s...\"", cases[i].text, err.text, cases[i].start);
		assert_int_equal(err.code, 2);
	}
	arena_done(&a);
}

static void
depth_has_an_end(void **state)
{
	struct arena a = { 0 };
	struct buf text = { 0 };
	struct err err = { 0 };
	struct yaml *root;

	(void)state;
	for (int i = 0; i < 64; i++)
		buf_putc(&text, '[');
	for (int i = 0; i < 64; i++)
		buf_putc(&text, ']');
	assert_true(yaml_parse(&a, text.p, text.n, &root, &err));
	buf_reset(&text);
	for (int i = 0; i < 20000; i++)
		buf_puts(&text, "- ");
	assert_false(yaml_parse(&a, text.p, text.n, &root, &err));
	assert_non_null(strstr(err.text, "nested too deeply"));
	buf_done(&text);
	arena_done(&a);
}

/* An entry of a list takes the lines from key_line up to before end_line. */
static const struct { const char *text; size_t first, end; } entries[] = {
	{ "- a\n- b\n- c\n", 2, 3 },
	{ "- a\n- b\n- c", 2, 3 },
	{ "- a\n- b", 2, 3 },
	{ "# top\n- a\n# about b\n- b\n# about c\n- c\n", 4, 5 },
	{ "- path: a\n- path: b\n  title: B\n- path: c\n", 2, 4 },
	{ "- path: a\n- path: b\n  title: \"B\"\n  # more\n\n- path: c\n", 2, 4 },
	{ "- path: a\n-\n  path: b\n- path: c\n", 2, 4 },
	{ "- path: a\n- path: b\n  tags: [x,\n    y]\n- path: c\n", 2, 5 },
	{ "- path: a\n- path: b\n  tags:\n    - x\n    - y\n- path: c\n", 2, 6 },
	{ "- path: a\n- path: b\n  note: |\n    one\n    two\n- path: c\n", 2, 6 },
	{ "- path: a\n- path: b\n  note: >-\n    one\n\n    two\n\n- path: c\n", 2, 8 },
	{ "- path: a\n- path: b\n  title: two\n    lines\n- path: c\n", 2, 5 },
	{ "- path: a\n- path: b\n  title:\n- path: c\n", 2, 4 },
	{ "- path: a\n- {path: b,\n   title: B}\n- path: c\n", 2, 4 },
	{ "- path: a\n-\n  # why\n\n  path: b\n  title: B\n- path: c\n", 2, 7 },
	{ "- path: a\n- # why\n  path: b\n- path: c\n", 2, 4 },
	{ "-\n- b\n- c\n", 2, 3 },
	{ "- a\n-\n- c\n", 2, 3 },
	{ "- a\n-\n  - b\n  - B\n- c\n", 2, 5 },
	{ "- - a\n- - b\n  - B\n- c\n", 2, 4 },
	{ "- path: a\n- []\n- c\n", 2, 3 },
	{ "- path: a\n- {}\n- c\n", 2, 3 },
	{ "sources:\n- a\n- path: b\n  title: B\n- c\n", 3, 5 },
	{ "sources:\n  - a\n  - b # this one\n  - c\nother: x\n", 3, 4 },
	{ "sources:\n  - a\n  - b\nother: x\n", 3, 4 },
	{ "- a\r\n- b\r\n- c\r\n", 2, 3 },
};

static void
entries_know_their_lines(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(entries); i++) {
		const struct yaml *root = parse(&a, entries[i].text);
		const struct yaml *list = root->kind == YAML_MAP ? yaml_get(root, "sources") : root;
		const struct yaml *second = list->first->next;

		if (second->key_line != entries[i].first || second->end_line != entries[i].end)
			fail_msg("%s: lines %zu to %zu, not %zu to %zu", entries[i].text, second->key_line,
			    second->end_line, entries[i].first, entries[i].end);
	}
	arena_done(&a);
}

static void
keys_know_their_lines(void **state)
{
	struct arena a = { 0 };
	const struct yaml *root = parse(&a, "# head\nopen:\n  browser:   lynx\n\nmouse: no\n");
	const struct yaml *open = yaml_get(root, "open"), *browser = yaml_get(open, "browser");

	(void)state;
	assert_int_equal(open->key_line, 2);
	assert_int_equal(open->end_line, 4);
	assert_int_equal(browser->key_line, 3);
	assert_int_equal(browser->line, 3);
	assert_int_equal(browser->column, 14);
	assert_int_equal(yaml_get(root, "mouse")->key_line, 5);
	arena_done(&a);
}

static void
errors_of_a_file_name_it(void **state)
{
	char path[] = "test_yaml.XXXXXX";
	struct arena a = { 0 };
	struct err err = { 0 };
	struct yaml *root;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0 && write(fd, "a: 1\na: 2\n", 10) == 10);
	close(fd);
	assert_false(yaml_read(&a, path, &root, &err));
	unlink(path);
	char *expected = arena_printf(&a, "%s:2:1: ", path);
	assert_int_equal(strncmp(err.text, expected, strlen(expected)), 0);
	assert_false(yaml_read(&a, path, &root, &err));
	assert_non_null(strstr(err.text, "No such file"));
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_keep_kind_and_text),
		cmocka_unit_test(nothing_is_a_document_too),
		cmocka_unit_test(errors_name_their_place),
		cmocka_unit_test(depth_has_an_end),
		cmocka_unit_test(entries_know_their_lines),
		cmocka_unit_test(keys_know_their_lines),
		cmocka_unit_test(errors_of_a_file_name_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
