/* SPDX-License-Identifier: ISC */
/* The list to choose from, by keys and mouse, on a screen that is open on
 * nothing. */
#include "ui/overlays.h"

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
#include "ui/canvas.h"
#include "ui/key.h"
#include "ui/pane.h"
#include "ui/screen.h"

enum { LINES = 14, COLUMNS = 60 };

static const struct picker_item items[] = {
	{ "All topics", NULL, "", 0 },
	{ "Town", "a-rather-long-name.example.org  7 of 28", "town", 1 },
	{ "Old harbour", "12", "harbour", 2 },
	{ "Café life", "3", "cafe", 2 },
	{ "Harbour wall", NULL, "wall", 2 },
	{ "Weather", "88 of 312", "weather", 1 },
};

static struct pane *picker;
static char picture[LINES][512];
static const char *chosen;

static void
take(struct reader *rd, const char *value)
{
	(void)rd;
	for (size_t i = 0; i < COUNT(items); i++)
		if (strcmp(items[i].value, value) == 0)
			chosen = items[i].value;
}

static void
draw(void)
{
	const struct canvas screen = { 0, 0, LINES, COLUMNS, false };
	FILE *f = tmpfile();

	assert_non_null(f);
	screen_begin();
	picker->ops->draw(picker, NULL, &screen, true);
	screen_print(f);
	rewind(f);
	for (int i = 0; i < LINES; i++)
		assert_non_null(fgets(picture[i], sizeof(picture[i]), f));
	fclose(f);
}

/* Row of the screen that shows TEXT, -1: none. */
static int
row_of(const char *text)
{
	draw();
	for (int i = 0; i < LINES; i++)
		if (strstr(picture[i], text) != NULL)
			return i;
	return -1;
}

static unsigned
press(int key)
{
	char text[8] = "";

	if (key_is_text(key))
		text[utf8_encode((uint32_t)key, text)] = '\0';
	return picker->ops->type(picker, NULL, text, key);
}

static unsigned
type(const char *s)
{
	unsigned effects = EFFECT_NONE;

	for (; *s != '\0'; s++)
		effects = press(*s == '\n' ? KEYCODE_ENTER : *s == '>' ? KEYCODE_DOWN :
		    *s == '<' ? KEYCODE_BACKSPACE : (unsigned char)*s);
	return effects;
}

static void
begin(const char *selected)
{
	chosen = NULL;
	picker = picker_new("Topic", items, COUNT(items), selected, take);
	draw();
}

static void
end(void)
{
	picker->ops->free(picker);
}

static void
what_is_typed_narrows(void **state)
{
	static const struct {
		const char *selected, *keys, *value;	/* NULL: nothing is chosen */
	} cases[] = {
		{ "", "\n", "" },
		{ "weather", "\n", "weather" },
		{ "no such value", "\n", "" },
		{ NULL, ">\n", "town" },
		{ "", ">>>>>>>>>\n", "weather" },
		/* Labels that begin with it come first, then those that have it. */
		{ "", "harb\n", "wall" },
		{ "", "harb>\n", "harbour" },
		{ "", "HARB\n", "wall" },
		/* Any order of words, without accents. */
		{ "", "wall harb\n", "wall" },
		{ "", "cafe\n", "cafe" },
		{ "", "life caf\n", "cafe" },
		/* Letters in their order, from the beginning of a word on. */
		{ "", "hbrwl\n", "wall" },
		{ "", "arbwl\n", NULL },
		/* Nothing is left: Enter waits for something that is. */
		{ "", "zzz\n", NULL },
		{ "", "weaz<\n", "weather" },
		/* Everything again: where it was at first. */
		{ "weather", "t<\n", "weather" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(cases[i].selected);
		unsigned effects = type(cases[i].keys);
		if (cases[i].value == NULL) {
			assert_null(chosen);
			assert_int_equal(effects, EFFECT_HANDLED);
			assert_true(row_of("nothing of that name") > 0);
		} else {
			assert_non_null(chosen);
			assert_string_equal(chosen, cases[i].value);
			assert_int_equal(effects, EFFECT_CLOSE);
		}
		end();
	}
}

static void
it_shows_what_is_left(void **state)
{
	(void)state;
	begin("");
	assert_true(row_of("88 of 312") > row_of("Harbour wall"));
	assert_int_equal(row_of(" of 6"), -1);
	/* A short label leaves its room to what stands beside it. */
	assert_true(row_of("a-rather-long-name.example.org  7 of 28") > 0);
	type("harb");
	assert_true(row_of("2 of 6") >= 0);
	assert_true(row_of("> harb") >= 0);
	assert_true(row_of("Harbour wall") < row_of("Old harbour"));
	assert_int_equal(row_of("Weather"), -1);
	press(21);
	assert_true(row_of("Weather") > 0);
	assert_int_equal(press(KEYCODE_ESC), EFFECT_CLOSE);
	assert_null(chosen);
	end();
}

static void
the_mouse_chooses(void **state)
{
	(void)state;
	begin("");
	int row = row_of("Harbour wall");
	assert_true(row > 0);

	/* Beside the box, on its frame, on the line that is typed into: nothing. */
	assert_int_equal(picker->ops->click(picker, NULL, row, 0, true), EFFECT_HANDLED);
	assert_int_equal(picker->ops->click(picker, NULL, 0, 20, true), EFFECT_HANDLED);
	assert_int_equal(picker->ops->click(picker, NULL, row_of(">"), 20, true), EFFECT_HANDLED);
	assert_int_equal(picker->ops->click(picker, NULL, LINES - 1, 20, true), EFFECT_HANDLED);
	assert_null(chosen);

	assert_int_equal(picker->ops->click(picker, NULL, row, 20, false), EFFECT_DRAW_ALL);
	assert_null(chosen);
	type("\n");
	assert_string_equal(chosen, "wall");
	assert_int_equal(picker->ops->click(picker, NULL, row_of("Town"), 20, true), EFFECT_CLOSE);
	assert_string_equal(chosen, "town");
	end();
}

static void
long_lists_scroll(void **state)
{
	struct picker_item many[40];
	char names[40][16];

	(void)state;
	for (size_t i = 0; i < COUNT(many); i++) {
		snprintf(names[i], sizeof(names[i]), "item %zu.", i);
		many[i] = (struct picker_item){ names[i], NULL, i == 29 ? "weather" : "x", 0 };
	}
	chosen = NULL;
	picker = picker_new("Many", many, COUNT(many), "weather", take);
	assert_true(row_of("item 29.") > 0);
	assert_int_equal(row_of("item 0."), -1);
	press(KEYCODE_END);
	assert_true(row_of("item 39.") > 0);
	press(KEYCODE_HOME);
	assert_true(row_of("item 0.") > 0);
	assert_int_equal(row_of("item 39."), -1);
	press(KEYCODE_PAGE_DOWN);
	press(KEYCODE_PAGE_DOWN);
	press(KEYCODE_PAGE_UP);
	press(KEYCODE_PAGE_UP);
	assert_true(row_of("item 0.") > 0);
	type("29\n");
	assert_string_equal(chosen, "weather");
	end();
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
		cmocka_unit_test(what_is_typed_narrows),
		cmocka_unit_test(it_shows_what_is_left),
		cmocka_unit_test(the_mouse_chooses),
		cmocka_unit_test(long_lists_scroll),
	};

	return cmocka_run_group_tests(tests, open_screen, close_screen);
}
