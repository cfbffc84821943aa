/* SPDX-License-Identifier: ISC */
#include "settings/settings_file.h"

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
#include "base/file.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "settings/keys.h"
#include "settings/settings.h"
#include "settings/settings_print.h"

static char folder[64], path[80];

static void
put(const char *text)
{
	struct err err = { .text = "" };

	if (text == NULL)
		unlink(path);
	else if (!file_write_atomic(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
}

static void
assert_file(const char *before, const char *text)
{
	struct buf is = { 0 };

	if (file_exists(path))
		assert_true(file_read(path, 100000, &is, NULL));
	if (strcmp(buf_str(&is), text) != 0)
		fail_msg("of\n%s\nbecame\n%s\ninstead of\n%s", before, buf_str(&is), text);
	buf_done(&is);
}

static void
comments_and_order_stay(void **state)
{
	static const struct { const char *before, *name, *value, *after; } cases[] = {
		{ NULL, "theme", "nord", "theme: nord\n" },
		{ "", "mouse", "no", "mouse: no\n" },
		{ "# mine\nmouse: yes\n", "theme", "nord", "# mine\nmouse: yes\ntheme: nord\n" },
		{ "mouse: yes", "theme", "nord", "mouse: yes\ntheme: nord\n" },
		{ "theme: dark # not too bright\n\nmouse: yes\n", "theme", "light",
		    "theme: light # not too bright\n\nmouse: yes\n" },
		{ "theme:   \"dark\"   # x\nmouse: yes\n", "theme", "light",
		    "theme:   light   # x\nmouse: yes\n" },
		{ "theme: 'it''s # x' # y\n", "theme", "light", "theme: light # y\n" },
		{ "theme:\nmouse: yes\n", "theme", "light", "theme: light\nmouse: yes\n" },
		{ "{theme: dark, mouse: yes}\n", "mouse", "no", NULL },
		{ "row: \"\"\n", "row", "%m %t: \"x\" #1", "row: \"%m %t: \\\"x\\\" #1\"\n" },
		{ "open.browser: lynx\n", "open.browser", "w3m %u", "open.browser: \"w3m %u\"\n" },
		{ "open:\n  # text\n  browser: lynx # here\n  terminal: yes\n", "open.browser", "w3m",
		    "open:\n  # text\n  browser: w3m # here\n  terminal: yes\n" },
		{ "open:\n  terminal: yes\n", "open.browser", "w3m",
		    "open:\n  terminal: yes\nopen.browser: w3m\n" },
		{ "row: \"\u00e9\u00e9\"\n\"theme\": dark\n", "theme", "nord",
		    "row: \"\u00e9\u00e9\"\n\"theme\": nord\n" },
		{ "keys: vim # x\n", "keys", "default", "keys: default # x\n" },
		{ "keys:\n  bind:\n    x: star\n", "keys", "vim",
		    "keys:\n  bind:\n    x: star\n  preset: vim\n" },
		{ "keys:\n  preset: vim\n  bind:\n    x: star\n", "keys", "newsboat",
		    "keys:\n  preset: newsboat\n  bind:\n    x: star\n" },
		{ "theme: {a: b}\n", "theme", "nord", NULL },
		{ "keys: {bind: {\n  x: star}}\n", "theme", "nord",
		    "keys: {bind: {\n  x: star}}\ntheme: nord\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { .text = "" };

		put(cases[i].before);
		bool ok = settings_save(path, cases[i].name, cases[i].value, &err);
		if (ok != (cases[i].after != NULL))
			fail_msg("%s: %s", cases[i].before, err.text);
		assert_file(cases[i].before, cases[i].after != NULL ? cases[i].after : cases[i].before);
	}
}

static void
keys_are_written(void **state)
{
	static const struct { const char *before, *sequence, *actions, *after; } cases[] = {
		{ NULL, "g g", "first", "keys:\n  bind:\n    \"g g\": first\n" },
		{ "keys: vim # as ever\nmouse: no\n", "x", "none",
		    "keys:\n  preset: vim # as ever\n  bind:\n    x: none\nmouse: no\n" },
		{ "keys:\n  preset: vim\nmouse: no\n", "x", "star",
		    "keys:\n  preset: vim\n  bind:\n    x: star\nmouse: no\n" },
		{ "keys:\n  bind:\n    # mine\n    x: star # s\n\n# end\n", "Down", "next-unread",
		    "keys:\n  bind:\n    # mine\n    x: star # s\n    Down: next-unread\n\n# end\n" },
		{ "keys:\n  bind:\n    x: star # s\n    y: copy\n", "x", "hide",
		    "keys:\n  bind:\n    x: hide # s\n    y: copy\n" },
		{ "keys:\n  bind:\n    x: [star, next] # s\n", "x", "hide",
		    "keys:\n  bind:\n    x: hide # s\n" },
		{ "keys:\n  bind:\n    x: star\n", "x", "star next-unread",
		    "keys:\n  bind:\n    x: \"star next-unread\"\n" },
		{ "keys: {bind: {x: star}}\n", "y", "copy", NULL },
		{ "keys:\n  bind:\n    x:\n      - star\n      - next\n", "y", "copy",
		    "keys:\n  bind:\n    x:\n      - star\n      - next\n    y: copy\n" },
		{ "keys:\n  bind:\n    x:\n      - star\n      - next\n", "x", "copy", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { .text = "" };

		put(cases[i].before);
		bool ok = settings_save_key(path, cases[i].sequence, cases[i].actions, &err);
		if (ok != (cases[i].after != NULL))
			fail_msg("%s: %s", cases[i].before, err.text);
		assert_file(cases[i].before, cases[i].after != NULL ? cases[i].after : cases[i].before);
	}
}

static void
what_is_broken_is_left_alone(void **state)
{
	static const char *const texts[] = { "mouse: [\n", "- a\n- b\n", "just words\n",
	    "theme: >\n  dark\nmouse: no\n",
		"mouse: yes\n---\n", "mouse: yes\n...\n" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct err err = { .text = "" };

		put(texts[i]);
		if (settings_save(path, "theme", "nord", &err))
			fail_msg("%s was changed", texts[i]);
		assert_non_null(strstr(err.text, path));
		assert_file(texts[i], texts[i]);
	}
}

static void
note(void *arg, const char *text)
{
	(void)arg;
	fail_msg("%s", text);
}

/* What is printed can be kept as it is; and the keys in it are the usual ones. */
static void
the_printed_settings_are_settings(void **state)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct settings plain, printed;
	struct keys keys;

	(void)state;
	put(NULL);
	assert_true(settings_load(&a, path, &plain, note, NULL));
	settings_print(&b);
	put(buf_str(&b));
	assert_true(settings_load(&a, path, &printed, note, NULL));
	for (size_t i = 0; i < option_count; i++) {
		const struct option_info *o = &option_info[i];

		assert_string_equal(settings_text(&a, &plain, o), settings_text(&a, &printed, o));
		assert_non_null(strstr(b.p, arena_printf(&a, "\n%s: ", o->name)));
	}
	/* without the signs of comment in front of the sections */
	char *at = strstr(b.p, "#keys:");
	assert_non_null(at);
	for (char *p = at; p != NULL; p = strchr(p + 1, '\n'))
		if (p[p == at ? 0 : 1] == '#' && p[p == at ? 1 : 2] != ' ')
			p[p == at ? 0 : 1] = '\r';
		else if (strncmp(p, "\n#  ", 4) == 0)
			p[1] = '\r';
	for (char *p = strchr(at, '\r'); p != NULL; p = strchr(p, '\r'))
		memmove(p, p + 1, strlen(p));
	put(b.p);
	assert_true(settings_load(&a, path, &printed, note, NULL));
	assert_non_null(printed.keys);
	assert_non_null(printed.openers);
	assert_true(keys_load(&keys, &a, &printed, note, NULL));
	size_t own = 0;
	for (size_t i = 0; i < keys.count; i++)
		own += keys.list[i].layer == KEYS_USER;
	assert_int_equal(own, keys.count);
	buf_done(&b);
	arena_done(&a);
}

static int
make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/settings.XXXXXX");
	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(path, sizeof(path), "%s/config.yaml", folder);
	return 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_and_order_stay),
		cmocka_unit_test(keys_are_written),
		cmocka_unit_test(what_is_broken_is_left_alone),
		cmocka_unit_test(the_printed_settings_are_settings),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
