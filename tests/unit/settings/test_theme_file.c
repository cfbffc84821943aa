/* SPDX-License-Identifier: ISC */
#include "settings/theme_file.h"

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
#include "settings/paths.h"

static char said[2048];
static char folder[64];

static void
note(void *arg, const char *text)
{
	const char *slash = strrchr(text, '/');

	(void)arg;
	strncat(said, slash != NULL ? slash + 1 : text, sizeof(said) - strlen(said) - 2);
	strcat(said, "\n");
}

static const char *
write_theme(struct arena *a, const char *name, const char *text)
{
	struct err err = { .text = "" };
	const char *path = file_join(a, folder, arena_printf(a, "%s.yaml", name));

	if (!file_write_atomic(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
	return path;
}

static void
assert_looks_equal(const struct theme_look *a, const struct theme_look *b, int role)
{
	int mono_a = a->mono == THEME_UNSET ? (int)a->attributes : a->mono;
	int mono_b = b->mono == THEME_UNSET ? (int)b->attributes : b->mono;
	int fg_a = a->fg16 == THEME_UNSET ? a->fg : a->fg16, fg_b = b->fg16 == THEME_UNSET ? b->fg : b->fg16;
	int bg_a = a->bg16 == THEME_UNSET ? a->bg : a->bg16, bg_b = b->bg16 == THEME_UNSET ? b->bg : b->bg16;

	if (a->fg != b->fg || a->bg != b->bg || fg_a != fg_b || bg_a != bg_b || mono_a != mono_b
	    || a->attributes != b->attributes)
		fail_msg("role %d differs", role);
}

static void
the_builtin_theme_is_that_of_the_file(void **state)
{
	struct arena a = { 0 };
	struct theme t;

	(void)state;
	assert_true(theme_read(&a, TEST_DATA "/../data/themes/dark.yaml", &t, note, NULL));
	assert_string_equal(said, "");
	for (int i = 0; i < ROLE_COUNT; i++)
		assert_looks_equal(&t.looks[i], &theme_builtin.looks[i], i);
	arena_done(&a);
}

/* What a theme does not name would look as in the builtin one: dark. */
static void
themes_that_come_with_it_are_whole(void **state)
{
	static const char *const names[] = { "dark", "light", "contrast", "mono", "gruvbox", "nord" };
	static const char *const roles[] = {
#define X(id, name, help) name,
		ROLES(X)
#undef X
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *path = arena_printf(&a, "%s/../data/themes/%s.yaml", TEST_DATA, names[i]);
		struct buf text = { 0 };
		struct theme t;

		said[0] = '\0';
		assert_true(theme_read(&a, path, &t, note, NULL));
		assert_string_equal(said, "");
		assert_true(file_read(path, 100000, &text, NULL));
		for (size_t k = 0; k < COUNT(roles); k++)
			if (strstr(text.p, arena_printf(&a, "\n  %s: ", roles[k])) == NULL)
				fail_msg("%s has no %s", path, roles[k]);
		/* The selected line differs from the others without colour, too. */
		const struct theme_look *l = &t.looks[ROLE_SELECTED], *o = &t.looks[ROLE_TEXT];
		assert_true(l->bg != o->bg || l->attributes != o->attributes);
		buf_done(&text);
	}
	arena_done(&a);
}

static void
looks_are_understood(void **state)
{
	static const struct { const char *text; struct theme_look look; } cases[] = {
		{ "roles: {star: {}}", { -1, -1, THEME_UNSET, THEME_UNSET, 0, THEME_UNSET } },
		{ "roles: {star: {fg: 99}}", { 99, -1, THEME_UNSET, THEME_UNSET, 0, THEME_UNSET } },
		{ "roles: {star: {fg: bright-red, bg: '#0102ff'}}",
		    { 9, THEME_RGB | 0x0102ff, THEME_UNSET, THEME_UNSET, 0, THEME_UNSET } },
		{ "roles: {star: {fg: '#18f'}}", { THEME_RGB | 0x1188ff, -1, THEME_UNSET, THEME_UNSET, 0,
		    THEME_UNSET } },
		{ "colors: {ink: 7}\nroles: {star: {fg: ink, bg: [ink, default], bold: yes, dim: no}}",
		    { 7, 7, THEME_UNSET, -1, THEME_BOLD, THEME_UNSET } },
		{ "roles: {star: {mono: bold underline, reverse: on}}",
		    { -1, -1, THEME_UNSET, THEME_UNSET, THEME_REVERSE, THEME_BOLD | THEME_UNDERLINE } },
		{ "roles: {star: {mono: none, italic: true}}",
		    { -1, -1, THEME_UNSET, THEME_UNSET, THEME_ITALIC, 0 } },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct theme t;

		said[0] = '\0';
		assert_true(theme_read(&a, write_theme(&a, "one", cases[i].text), &t, note, NULL));
		assert_string_equal(said, "");
		assert_memory_equal(&t.looks[ROLE_STAR], &cases[i].look, sizeof(cases[i].look));
		/* what is not named stays */
		assert_memory_equal(&t.looks[ROLE_LINK], &theme_builtin.looks[ROLE_LINK], sizeof(t.looks[0]));
	}
	arena_done(&a);
}

static void
mistakes_have_a_place(void **state)
{
	static const struct { const char *text, *words; } cases[] = {
		{ "roles:\n  headng: {bold: yes}\n  star: {fg: 9}\n",
		    "one.yaml:2:3: no role \"headng\"; did you mean \"heading\"?\n" },
		{ "roles:\n  link: {fg: mauve}\n  star: {fg: 9}\n", "one.yaml:2:14: no colour \"mauve\"" },
		{ "roles:\n  link: {fg: 256}\n  star: {fg: 9}\n", "one.yaml:2:14: no colour \"256\"" },
		{ "roles:\n  link: {fg: '#12345'}\n  star: {fg: 9}\n", "one.yaml:2:14: no colour" },
		{ "roles:\n  link: {bolt: yes}\n  star: {fg: 9}\n",
		    "one.yaml:2:10: no property \"bolt\"; did you mean \"bold\"?\n" },
		{ "roles:\n  link: {bold: perhaps}\n  star: {fg: 9}\n",
		    "one.yaml:2:16: \"bold\" must be yes or no\n" },
		{ "roles:\n  link: {mono: blod}\n  star: {fg: 9}\n",
		    "one.yaml:2:16: no attribute \"blod\"; did you mean \"bold\"?\n" },
		{ "roles:\n  link: 12\n  star: {fg: 9}\n", "one.yaml:2:9: a role looks like" },
		{ "roles:\n  link: {fg: []}\n  star: {fg: 9}\n", "one.yaml:2:14: one colour, or two" },
		{ "colours: {}\nroles:\n  star: {fg: 9}\n",
		    "one.yaml:1:1: no section \"colours\"; did you mean \"colors\"?\n" },
		{ "colors: {ink: blak}\nroles:\n  star: {fg: 9}\n",
		    "one.yaml:1:15: \"ink\" must be a colour" },
		{ "base: nowhere\nroles:\n  star: {fg: 9}\n", "one.yaml:1:7: there is no such theme" },
		{ "roles:\n  star: {fg: 9\n", "one.yaml:" },
		{ "- 1\n", "one.yaml:1:1: a theme has the sections" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct theme t;

		said[0] = '\0';
		(void)theme_read(&a, write_theme(&a, "one", cases[i].text), &t, note, NULL);
		if (strncmp(said, cases[i].words, strlen(cases[i].words)) != 0)
			fail_msg("%s: %s", cases[i].text, said);
		if (strstr(cases[i].text, "star: {fg: 9}") != NULL)
			assert_int_equal(t.looks[ROLE_STAR].fg, 9);
	}
	arena_done(&a);
}

static void
themes_are_found(void **state)
{
	struct arena a = { 0 };
	struct paths paths = { .themes_dir = TEST_DATA "/../data/themes", .user_themes_dir = folder };
	struct err err = { .text = "" };
	struct theme t;

	(void)state;
	said[0] = '\0';
	assert_true(theme_load(&a, &paths, "nord", &t, note, NULL, &err));
	assert_string_equal(t.name, "nord");
	assert_true(t.looks[ROLE_TEXT].fg & THEME_RGB);
	/* one of the user's stands before that of the same name, and on another */
	(void)write_theme(&a, "light", "base: light\nroles: {star: {fg: 5}}");
	assert_true(theme_load(&a, &paths, "light", &t, note, NULL, &err));
	assert_int_equal(t.looks[ROLE_STAR].fg, 5);
	assert_int_equal(t.looks[ROLE_SELECTED].bg, 25);
	(void)write_theme(&a, "own", "base: own\n");
	assert_string_equal(said, "");
	assert_true(theme_load(&a, &paths, "own", &t, note, NULL, &err));
	assert_non_null(strstr(said, "no such theme"));
	assert_false(theme_load(&a, &paths, "nrod", &t, note, NULL, &err));
	assert_string_equal(err.text, "no theme \"nrod\"; did you mean \"nord\"?");
	assert_false(theme_load(&a, &paths, "../themes/nord", &t, note, NULL, &err));
	const char *const *names = theme_names(&a, &paths), *list = "";
	for (; *names != NULL; names++)
		list = arena_printf(&a, "%s %s", list, *names);
	assert_string_equal(list, " contrast dark gruvbox light mono nord one own");
	arena_done(&a);
}

static int
make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/themes.XXXXXX");
	return mkdtemp(folder) == NULL;
}

static int
remove_folder(void **state)
{
	static const char *const names[] = { "one", "light", "own" };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		unlink(file_join(&a, folder, arena_printf(&a, "%s.yaml", names[i])));
	arena_done(&a);
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_builtin_theme_is_that_of_the_file),
		cmocka_unit_test(themes_that_come_with_it_are_whole),
		cmocka_unit_test(looks_are_understood),
		cmocka_unit_test(mistakes_have_a_place),
		cmocka_unit_test(themes_are_found),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
