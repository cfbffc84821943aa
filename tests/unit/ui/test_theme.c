/* SPDX-License-Identifier: ISC */
#include "ui/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <curses.h>

#include "base/arena.h"
#include "base/mem.h"
#include "settings/theme_file.h"

static void
the_nearest_colour_is_taken(void **state)
{
	static const struct { int color, count, nearest; } cases[] = {
		{ THEME_DEFAULT, 8, THEME_DEFAULT },
		{ 3, 8, 3 },
		{ 203, 256, 203 },
		{ 203, 8, COLOR_RED },
		{ 231, 8, COLOR_WHITE },
		{ 236, 8, COLOR_BLACK },
		{ 236, 16, COLOR_BLACK },
		{ 244, 16, 8 },
		{ THEME_RGB | 0x5f87af, 256, 67 },
		{ THEME_RGB | 0x5e88ae, 256, 67 },
		{ THEME_RGB | 0x121212, 256, 233 },
		{ THEME_RGB | 0x00f000, 16, 10 },
		{ THEME_RGB | 0xff0000, 256, 196 },	/* not 9, which users change */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (theme_nearest(cases[i].color, cases[i].count) != cases[i].nearest)
			fail_msg("%x of %d: %d", (unsigned)cases[i].color, cases[i].count,
			    theme_nearest(cases[i].color, cases[i].count));
	for (int i = 16; i < 256; i++)
		assert_int_equal(theme_rgb(theme_nearest(THEME_RGB | theme_rgb(i), 256)), theme_rgb(i));
}

static void
open_on(const char *terminal, FILE *nowhere)
{
	SCREEN *s = newterm(terminal, nowhere, nowhere);

	if (s == NULL)
		skip();
}

/* Whatever theme on whatever terminal: no text in the colour behind it, and the
 * selected line looks different from the others. */
static void
all_can_be_read(void **state)
{
	static const char *const themes[] = { "dark", "light", "contrast", "mono", "gruvbox", "nord" };
	static const enum theme_depth depths[] = { THEME_DEPTH_AUTO, THEME_DEPTH_256, THEME_DEPTH_8 };
	FILE *nowhere = fopen("/dev/null", "r+");
	struct arena a = { 0 };
	struct theme t;
	int fg, bg;

	(void)state;
	unsetenv("NO_COLOR");
	open_on("xterm-256color", nowhere);
	for (size_t i = 0; i < COUNT(themes) * COUNT(depths); i++) {
		const char *name = themes[i / COUNT(depths)];

		assert_true(theme_read(
		    &a, arena_printf(&a, "%s/../data/themes/%s.yaml", TEST_DATA, name), &t, NULL, NULL));
		theme_init(&t, depths[i % COUNT(depths)]);
		for (int role = 0; role < ROLE_COUNT; role++) {
			assert_int_equal(extended_pair_content(theme_pair((enum role)role), &fg, &bg), OK);
			if (fg == bg && fg >= 0)
				fail_msg("%s, role %d: colour %d on itself", name, role, fg);
			if (depths[i % COUNT(depths)] == THEME_DEPTH_8)
				assert_true(fg < 8 && bg < 8);
		}
		extended_pair_content(theme_pair(ROLE_TEXT), &fg, &bg);
		int behind = bg;
		extended_pair_content(theme_pair(ROLE_SELECTED), &fg, &bg);
		assert_true(bg != behind || (theme_attributes(ROLE_SELECTED) & A_REVERSE));
	}
	endwin();
	fclose(nowhere);
	arena_done(&a);
}

static void
without_colours_attributes_say_it(void **state)
{
	FILE *nowhere = fopen("/dev/null", "r+");

	(void)state;
	open_on("xterm-256color", nowhere);
	setenv("NO_COLOR", "1", 1);
	theme_init(&theme_builtin, THEME_DEPTH_AUTO);
	assert_int_equal(theme_pair(ROLE_SELECTED), 0);
	assert_int_equal(theme_attributes(ROLE_SELECTED), A_REVERSE);
	assert_int_equal(theme_attributes(ROLE_DIM), A_DIM);
	assert_string_equal(theme_name(0, A_BOLD | A_REVERSE), "bold reverse");
	/* who says how many wants them all the same */
	theme_init(&theme_builtin, THEME_DEPTH_256);
	assert_int_not_equal(theme_pair(ROLE_SELECTED), 0);
	assert_string_equal(theme_name(theme_pair(ROLE_SELECTED), 0), "selected");
	unsetenv("NO_COLOR");
	theme_init(&theme_builtin, THEME_DEPTH_NONE);
	assert_int_equal(theme_pair(ROLE_SELECTED), 0);
	endwin();
	fclose(nowhere);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_colour_is_taken),
		cmocka_unit_test(all_can_be_read),
		cmocka_unit_test(without_colours_attributes_say_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
