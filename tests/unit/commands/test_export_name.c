/* SPDX-License-Identifier: ISC */
/* Whatever a guid is, its file's name is one harmless name, given once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "commands/export_name.h"
#include "model/article.h"

static const char *
name_of(struct export_names *names, struct arena *a, const char *guid, const char *title)
{
	struct article art;

	article_init(&art);
	art.guid = guid;
	art.title = title;
	art.published = 1608204300;
	return export_name(names, a, &art);
}

static void
test_names(void **state)
{
	static const struct { const char *guid, *title, *name; } cases[] = {
		{ "2020-12-17-wall.md", NULL, "2020-12-17-wall.md" },
		{ "2020-12-17-wall-.MD", NULL, "2020-12-17-wall-.md" },
		{ "notes.txt", NULL, "notes.txt.md" },
		{ "sub/folder/x.md", NULL, "sub-folder-x.md" },
		{ "../../etc/passwd", NULL, "etc-passwd.md" },
		{ "/etc/passwd", NULL, "etc-passwd.md" },
		{ "..", "A title", "2020-12-17-A-title.md" },
		{ ".hidden.md", NULL, "hidden.md" },
		{ "-rf.md", NULL, "rf.md" },
		{ "a\033[2J\nb.md", NULL, "a-2J-b.md" },
		{ "https://example.org/?p=1&q=2", NULL, "https-example.org-p=1-q=2.md" },
		{ "C:\\con*?.md", NULL, "C-con-.md" },
		{ "\xe8\xb0\xb7.md", NULL, "\xe8\xb0\xb7.md" },
		{ "bad\xff\xfe.md", NULL, "bad-.md" },
		{ "", "\xe8\xb0\xb7", "2020-12-17-\xe8\xb0\xb7.md" },
		{ NULL, NULL, "2020-12-17-.md" },
		{ ".md", "x", "md.md" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct export_names names = { 0 };
		assert_string_equal(name_of(&names, &a, cases[i].guid, cases[i].title), cases[i].name);
		export_names_done(&names);
	}
	arena_done(&a);
}

static void
test_each_name_once(void **state)
{
	struct export_names names = { 0 };
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(name_of(&names, &a, "x.md", NULL), "x.md");
	assert_string_equal(name_of(&names, &a, "x", NULL), "x-2.md");
	assert_string_equal(name_of(&names, &a, "X.md", NULL), "X-3.md");
	assert_string_equal(name_of(&names, &a, "x-2.md", NULL), "x-2-2.md");
	/* More than the table holds at first. */
	for (int i = 0; i < 2000; i++) {
		char guid[32];
		snprintf(guid, sizeof(guid), "many-%d.md", i);
		assert_string_equal(name_of(&names, &a, guid, NULL), guid);
	}
	assert_string_equal(name_of(&names, &a, "many-7.md", NULL), "many-7-2.md");
	export_names_done(&names);
	arena_done(&a);
}

static void
test_long_names_are_cut_between_characters(void **state)
{
	struct export_names names = { 0 };
	struct arena a = { 0 };
	char guid[3001] = "a";

	(void)state;
	for (size_t i = 1; i + 2 < sizeof(guid); i += 2)
		memcpy(guid + i, "\xc3\xa9", 3);
	const char *name = name_of(&names, &a, guid, NULL);
	assert_in_range(strlen(name), 100, 255 - 8);
	assert_true(utf8_valid(name, strlen(name)));
	const char *second = name_of(&names, &a, guid, NULL);
	assert_string_not_equal(name, second);
	export_names_done(&names);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_each_name_once),
		cmocka_unit_test(test_long_names_are_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
