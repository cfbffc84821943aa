/* SPDX-License-Identifier: ISC */
/* Draws on a screen that is open on nothing and looks at the picture. */
#include "ui/canvas.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/screen.h"

enum { LINES = 6, COLUMNS = 30 };

static char picture[LINES][256];

static void
look(void)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	screen_print(f);
	rewind(f);
	for (int i = 0; i < LINES; i++) {
		assert_non_null(fgets(picture[i], sizeof(picture[i]), f));
		picture[i][strcspn(picture[i], "\n")] = '\0';
	}
	fclose(f);
}

static const struct canvas box = { 1, 2, 3, 10, false };

/* Whatever is drawn, what comes after it stands in the column that was told,
 * and the terminal's idea of its width is ours. */
static void
columns_stay_straight(void **state)
{
	static const struct {
		const char *text, *seen;
		int columns;
	} cases[] = {
		{ "abc", "abc", 3 },
		{ "", "", 0 },
		{ "中文", "中文", 4 },
		{ "e\xCC\x81x", "e\xCC\x81x", 2 },
		/* Five marks on a letter: a cell holds four of them. */
		{ "a\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85x", "a\xCC\x81\xCC\x82\xCC\x83\xCC\x84x", 2 },
		{ "\xF0\x9F\x87\xB5\xF0\x9F\x87\xB1", "\xF0\x9F\x87\xB5\xF0\x9F\x87\xB1", 2 },
		/* A thumb and the colour of its skin: the thumb. */
		{ "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", "\xF0\x9F\x91\x8D", 2 },
		{ "عرب", "عرب", 3 },
		/* A family and a burning heart: the first of them, in two columns. */
		{ "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F468", 2 },
		{ "\u2764\uFE0F\u200D\U0001F525", "\u2764 ", 2 },
		{ "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 4 },
		/* Vowel signs that have a column of their own are not lost. */
		{ "\u0915\u093F", "\u0915\u093F", 2 },
		{ "\u0E19\u0E49\u0E33", "\u0E19\u0E49\u0E33", 2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char expected[64];
		int used;

		screen_begin();
		used = canvas_text(&box, 0, 0, -1, ROLE_TEXT, cases[i].text);
		assert_int_equal(used, cases[i].columns);
		assert_int_equal(used, utf8_columns(cases[i].text, strlen(cases[i].text)));
		canvas_text(&box, 0, used, -1, ROLE_TEXT, "|");
		look();
		snprintf(expected, sizeof(expected), "  %s|", cases[i].seen);
		assert_string_equal(picture[1], expected);
	}
}

static void
nothing_leaves_its_box(void **state)
{
	(void)state;
	screen_begin();
	for (int y = -2; y < 6; y++)
		canvas_text(&box, y, 0, -1, ROLE_TEXT, "0123456789abcdef");
	canvas_text(&box, 0, 9, -1, ROLE_TEXT, "中");
	canvas_text(&box, 1, -1, -1, ROLE_TEXT, "x");
	canvas_text(&box, 1, 10, -1, ROLE_TEXT, "x");
	canvas_hline(&box, 2, 8, 99, ROLE_BORDER);
	canvas_vline(&box, 1, 9, 99, ROLE_BORDER);
	canvas_fill(&box, 7, 0, -1, ROLE_TEXT);
	look();
	assert_string_equal(picture[0], "");
	assert_string_equal(picture[1], "  0123456789");
	assert_string_equal(picture[2], "  012345678│");
	assert_string_equal(picture[3], "  01234567─│");
	assert_string_equal(picture[4], "");
}

static void
long_text_is_cut_between_graphemes(void **state)
{
	static const struct {
		const char *text;
		int width;
		const char *seen;
	} cases[] = {
		{ "0123456789", -1, "0123456789" },
		{ "0123456789a", -1, "012345678…" },
		{ "abc", 3, "abc" },
		{ "abcd", 3, "ab…" },
		{ "ab cd", 4, "ab…" },
		{ "中文中文", 8, "中文中文" },
		{ "中文中文", 7, "中文中…" },
		{ "中文中文", 6, "中文…" },
		{ "cafe\xCC\x81s", 5, "cafe\xCC\x81s" },
		{ "cafe\xCC\x81s!", 5, "cafe\xCC\x81…" },
		{ "abc", 1, "…" },
		{ "abc", 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char expected[64];

		screen_begin();
		canvas_text_cut(&box, 0, 0, cases[i].width, ROLE_TEXT, cases[i].text);
		look();
		snprintf(expected, sizeof(expected), "%s%s", *cases[i].seen == '\0' ? "" : "  ",
		    cases[i].seen);
		assert_string_equal(picture[1], expected);
	}
}

/* A box above wide characters: no half of one stays beside it. */
static void
halves_of_wide_characters_go(void **state)
{
	static const struct {
		int x, width;
		const char *seen;
	} cases[] = {
		{ 0, 2, "    文中文x" },
		{ 0, 1, "    文中文x" },
		{ 1, 1, "    文中文x" },
		{ 2, 2, "  中  中文x" },
		{ 3, 1, "  中  中文x" },
		{ 3, 2, "  中    文x" },
		{ 8, 1, "  中文中文" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		screen_begin();
		canvas_text(&box, 0, 0, -1, ROLE_TEXT, "中文中文x");
		const struct canvas above = { box.y, box.x + cases[i].x, 1, cases[i].width, false };
		canvas_clear_over(&above, ROLE_BAR);
		look();
		assert_string_equal(picture[1], cases[i].seen);
	}
}

static void
plain_terminals_get_plain_signs(void **state)
{
	struct canvas plain = box;

	(void)state;
	plain.ascii = true;
	for (int i = 0; i < SIGN_COUNT; i++) {
		const char *sign = canvas_sign(&box, (enum sign)i);

		assert_int_equal(utf8_columns(sign, strlen(sign)), 1);
		assert_int_equal(strlen(canvas_sign(&plain, (enum sign)i)), 1);
	}
	for (int i = -1; i < 12; i++)
		assert_int_equal(strlen(canvas_bar(&plain, i)), 1);
	assert_string_equal(canvas_bar(&box, 0), " ");
	assert_string_equal(canvas_bar(&box, 12), "█");
}

static int
open_screen(void **state)
{
	struct screen_options options = { .nothing = true, .lines = LINES, .columns = COLUMNS };
	struct err err;

	(void)state;
	return screen_open(&options, &err) ? 0 : -1;
}

static int
close_screen(void **state)
{
	(void)state;
	screen_close();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_stay_straight),
		cmocka_unit_test(nothing_leaves_its_box),
		cmocka_unit_test(long_text_is_cut_between_graphemes),
		cmocka_unit_test(halves_of_wide_characters_go),
		cmocka_unit_test(plain_terminals_get_plain_signs),
	};

	return cmocka_run_group_tests(tests, open_screen, close_screen);
}
