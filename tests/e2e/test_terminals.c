/* SPDX-License-Identifier: ISC */
/* The reader in terminals of every kind: what they are called, what they can
 * do, how often their size changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fixture.h"

static int
set_up(void **state)
{
	struct fixture *f = fixture_new();

	if (f == NULL)
		return -1;
	*state = f;
	fixture_make_news(f);
	fixture_add_news(f);
	return 0;
}

static int
tear_down(void **state)
{
	return fixture_free(*state);
}

/* Whether any colour was asked for: SGR 30 to 48, 90 to 107. */
static bool
has_color(struct fixture *f)
{
	const char *p = buf_str(&f->t.bytes);

	while ((p = strstr(p, "\x1b[")) != NULL) {
		bool color = false;

		for (p += 2; (*p >= '0' && *p <= '9') || *p == ';' || *p == ':';
		     p += *p == ';' || *p == ':') {
			char *end;
			long n = strtol(p, &end, 10);

			color |= (n >= 30 && n <= 38) || (n >= 40 && n <= 48) || (n >= 90 && n <= 107);
			p = end;
		}
		if (color && *p == 'm')
			return true;
	}
	return false;
}

static void
it_opens_in_every_terminal(void **state)
{
	static const struct { const char *name; bool colors; } terminals[] = {
		{ "xterm-256color", true }, { "xterm", true }, { "screen", true },
		{ "screen-256color", true }, { "tmux", true }, { "tmux-256color", true },
		{ "linux", true }, { "rxvt", true }, { "vt100", false }, { "vt220", false },
		{ "ansi", true }, { "xterm-direct", true },
	};
	struct fixture *f = *state;
	size_t opened = 0;

	for (size_t i = 0; i < COUNT(terminals); i++) {
		/* Bare systems know only the commonest ones. */
		const char *known = arena_printf(&f->a, "infocmp %s >/dev/null 2>&1", terminals[i].name);

		if (system(known) != 0)
			continue;
		setenv("TERM", terminals[i].name, 1);
		fixture_start(f, 24, 80);
		terminal_expect(&f->t, "1/117");
		terminal_type(&f->t, "jj");
		terminal_expect(&f->t, "3/117");
		if (has_color(f) != terminals[i].colors)
			fail_msg("%s: colours are wrong", terminals[i].name);
		terminal_type(&f->t, "Q");
		assert_int_equal(terminal_expect_end(&f->t), 0);
		terminal_done(&f->t);
		opened++;
	}
	assert_true(opened >= 3);
}

static void
no_color_means_none(void **state)
{
	struct fixture *f = *state;

	setenv("NO_COLOR", "1", 1);
	fixture_start(f, 24, 80);
	terminal_expect(&f->t, "1/117");
	assert_false(has_color(f));
	fixture_quit(f);
	unsetenv("NO_COLOR");
}

/* A terminal that cannot move its cursor, or that nobody knows. */
static void
it_says_what_it_cannot_use(void **state)
{
	static const char *const terminals[] = { "dumb", "no-such-terminal" };
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(terminals); i++) {
		setenv("TERM", terminals[i], 1);
		fixture_start(f, 24, 80);
		terminal_expect(&f->t, terminals[i]);
		assert_int_equal(terminal_expect_end(&f->t), 2);
		terminal_done(&f->t);
	}
}

/* Sizes and keys in an order that is the same each time.  The selection must
 * outlive it, and the picture at the end be that of a fresh start. */
static void
it_is_resized_five_hundred_times(void **state)
{
	struct fixture *f = *state;
	unsigned seed = 4;

	fixture_start(f, 30, 100);
	terminal_expect(&f->t, "1/117");
	terminal_type(&f->t, "4j");
	terminal_expect(&f->t, "5/117");
	for (int i = 0; i < 500; i++) {
		seed = seed * 1103515245U + 12345U;
		terminal_resize(&f->t, (int)(seed >> 16) % 60 + 1, (int)(seed >> 8) % 200 + 1);
		if (i % 7 == 0)
			terminal_type(&f->t, "z");
		if (i % 25 == 0)
			terminal_take(&f->t, 20);
	}
	terminal_resize(&f->t, 30, 100);
	terminal_expect(&f->t, "5/117");
	fixture_quit(f);
}

/* `d`, then the mouse: a day is chosen by a click. */
static void
a_day_is_clicked_in_the_calendar(void **state)
{
	struct fixture *f = *state;
	int y = 0, x = -1;

	fixture_start(f, 30, 100);
	terminal_expect(&f->t, "1/117");
	terminal_type(&f->t, "d");
	terminal_expect(&f->t, "December 2020");
	terminal_expect(&f->t, " 31 ");
	for (y = 0; y < 30 && x < 0; y++) {
		const char *line = terminal_line(&f->t, y), *at = strstr(line, " 10 ");

		/* A row of the month has the days around it. */
		if (at != NULL && strstr(line, " 9 ") != NULL && strstr(line, " 11 ") != NULL) {
			x = 0;
			for (const char *p = line; p < at + 1; p++)
				x += ((unsigned char)*p & 0xC0) != 0x80;
			y--;
		}
	}
	if (x < 0)
		fail_msg("no row with the 10th:\n%s", terminal_text(&f->t));
	terminal_type(&f->t, arena_printf(&f->a, "\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x + 1, y + 1, x + 1, y + 1));
	terminal_type(&f->t, "\r");
	terminal_expect_gone(&f->t, "December 2020");
	terminal_expect(&f->t, "Thu 10 Dec 2020");
	fixture_quit(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_opens_in_every_terminal, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_color_means_none, set_up, tear_down),
		cmocka_unit_test_setup_teardown(it_says_what_it_cannot_use, set_up, tear_down),
		cmocka_unit_test_setup_teardown(it_is_resized_five_hundred_times, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_day_is_clicked_in_the_calendar, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
