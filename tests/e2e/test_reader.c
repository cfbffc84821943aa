/* SPDX-License-Identifier: ISC */
/* The reader as its user meets it: the real program on a pseudo-terminal, over
 * the collection that tests/screens makes (120 articles, titles that are hard
 * to draw among the first). */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "fixture.h"

static struct err err;

/* A browser that writes down what it was given, and fails on request. */
static void
make_browser(struct fixture *f)
{
	const char *path = fixture_inside(f, "browser");
	const char *text = arena_printf(&f->a,
	    "#!/bin/sh\nfor word; do printf '[%%s]' \"$word\"; done >>'%s'\n"
	    "echo >>'%s'\ncase $1 in */news/2) echo 'no screen for me' >&2; exit 3;; esac\n",
	    fixture_inside(f, "opened"), fixture_inside(f, "opened"));

	assert_true(file_write_atomic(path, text, strlen(text), &err));
	assert_int_equal(chmod(path, 0755), 0);
}

static int
set_up(void **state)
{
	struct fixture *f = fixture_new();

	if (f == NULL)
		return -1;
	*state = f;
	make_browser(f);
	fixture_make_news(f);
	fixture_add_news(f);
	return 0;
}

static int
tear_down(void **state)
{
	return fixture_free(*state);
}

static const char *
list(struct fixture *f, const char *query)
{
	static char text[256];
	const char *command =
	    arena_printf(&f->a, "'%s/dateline' list --count '%s'", fixture_build_folder(), query);
	FILE *p = popen(command, "r");

	assert_non_null(p);
	size_t n = fread(text, 1, sizeof(text) - 1, p);
	text[n] = '\0';
	(void)pclose(p);
	return text;
}

/* Until another process sees that many. */
static void
wait_for_count(struct fixture *f, const char *query, const char *count)
{
	for (int i = 0; i < TERMINAL_WAIT_MS / 20 && strcmp(list(f, query), count) != 0; i++)
		terminal_take(&f->t, 10);
	assert_string_equal(list(f, query), count);
}

/* Waits for the program's trace on the disk, not for the screen. */
static const char *
wait_for_text(struct fixture *f, const char *path, const char *what)
{
	for (int i = 0; i < TERMINAL_WAIT_MS / 10; i++) {
		struct buf b = { 0 };

		terminal_take(&f->t, 10);
		if (file_exists(path) && file_read(path, 100000, &b, &err) &&
		    strstr(buf_str(&b), what) != NULL) {
			const char *text = arena_strdup(&f->a, buf_str(&b));
			buf_done(&b);
			return text;
		}
		buf_done(&b);
	}
	fail_msg("%s has no \"%s\":\n%s", path, what, terminal_text(&f->t));
	return "";
}

static void
it_shows_days_and_moves(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 24, 80);
	terminal_expect(&f->t, "TODAY");
	terminal_expect(&f->t, "YESTERDAY");
	terminal_expect(&f->t, "1/117");
	terminal_expect(&f->t, "Night ferry is put to the vote");
	terminal_type(&f->t, "j");
	terminal_expect(&f->t, "2/117");
	terminal_type(&f->t, "\x1b[B");
	terminal_expect(&f->t, "3/117");
	terminal_type(&f->t, "\x1bOB");
	terminal_expect(&f->t, "4/117");
	terminal_type(&f->t, "kk");
	terminal_expect(&f->t, "2/117");
	terminal_type(&f->t, "10j");
	terminal_expect(&f->t, "12/117");
	terminal_type(&f->t, "G");
	terminal_expect(&f->t, "117/117");
	terminal_type(&f->t, "g]");
	terminal_expect(&f->t, "7/117");
	terminal_type(&f->t, "[");
	terminal_expect(&f->t, "1/117");
	fixture_quit(f);
}

static void
coverage_is_entered_and_left(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 50, 160);
	terminal_expect(&f->t, "RELATED COVERAGE");
	terminal_type(&f->t, "\r");
	terminal_expect(&f->t, "[1]");
	terminal_type(&f->t, "\r\r");
	terminal_expect(&f->t, "Listed by the publisher as coverage of");
	terminal_expect(&f->t, "https://pier1.example.org/1");
	terminal_type(&f->t, "o");
	(void)wait_for_text(f, fixture_inside(f, "opened"), "[https://pier1.example.org/1]\n");
	terminal_type(&f->t, "q");
	terminal_expect(&f->t, "RELATED COVERAGE");
	terminal_type(&f->t, "2");
	(void)wait_for_text(f, fixture_inside(f, "opened"), "[https://pier2.example.org/1]\n");
	terminal_type(&f->t, "w");
	(void)wait_for_text(f, fixture_inside(f, "opened"), "[https://web.example.org/news/1]\n");
	fixture_quit(f);
}

static void
filters_combine_and_are_said_in_words(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 50, 160);
	terminal_expect(&f->t, "TODAY");
	terminal_type(&f->t, "/ferry\r");
	terminal_expect(&f->t, "ferry");
	terminal_type(&f->t, "H100\r");
	terminal_expect(&f->t, "heat:>=100");
	fixture_quit(f);
}

static void
the_original_is_opened_by_argv(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 24, 80);
	terminal_expect(&f->t, "TODAY");
	terminal_type(&f->t, "o");
	assert_string_equal(
	    wait_for_text(f, fixture_inside(f, "opened"), "\n"), "[https://example.org/news/1]\n");
	wait_for_count(f, "is:read", "1\n");
	/* This browser fails on the second article; its words are shown. */
	terminal_type(&f->t, "jo");
	terminal_expect(&f->t, "no screen for me");
	fixture_quit(f);
}

static void
marks_are_kept_at_once(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 24, 80);
	terminal_expect(&f->t, "TODAY");
	terminal_type(&f->t, "jjs");
	wait_for_count(f, "is:starred", "1\n");
	assert_int_equal(kill(f->t.pid, SIGKILL), 0);
	assert_int_equal(terminal_expect_end(&f->t), 128 + SIGKILL);
	assert_string_equal(list(f, "is:starred"), "1\n");
}

static void
any_size_works(void **state)
{
	struct fixture *f = *state;
	static const struct { int lines, columns;
	} sizes[] = {
		{ 5, 20 },
		{ 1, 1 },
		{ 10, 30 },
		{ 3, 200 },
		{ 60, 10 },
		{ 50, 160 },
		{ 35, 120 },
		{ 2, 2 },
		{ 24, 80 },
	};

	fixture_start(f, 24, 80);
	terminal_expect(&f->t, "TODAY");
	for (size_t i = 0; i < COUNT(sizes); i++) {
		terminal_resize(&f->t, sizes[i].lines, sizes[i].columns);
		terminal_type(&f->t, "j\tj?\x1bzk");
		terminal_take(&f->t, 100);
		assert_false(f->t.ended);
	}
	terminal_type(&f->t, "g");
	terminal_expect(&f->t, "/117");
	terminal_resize(&f->t, 4, 19);
	terminal_expect(&f->t, "too small");
	terminal_resize(&f->t, 24, 80);
	terminal_expect(&f->t, "/117");
	fixture_quit(f);
}

static void
nothing_from_outside_reaches_the_terminal(void **state)
{
	struct fixture *f = *state;
	static const char *const hostile[] = { "\x1b[31mRed", "\xe2\x80\xae", "\x1b]", "\x07", "\xc2\x9b" };

	fixture_start(f, 50, 160);
	terminal_expect(&f->t, "TODAY");
	terminal_expect(&f->t, "turned round");
	for (int i = 0; i < 12; i++) {
		terminal_type(&f->t, "j");
		terminal_take(&f->t, 30);
	}
	terminal_type(&f->t, "gjj\r");
	terminal_expect(&f->t, "turned round");
	for (size_t i = 0; i < COUNT(hostile); i++)
		if (strstr(buf_str(&f->t.bytes), hostile[i]) != NULL)
			fail_msg("hostile bytes %zu reached the terminal", i);
	fixture_quit(f);
}

static void
columns_stay_straight(void **state)
{
	struct fixture *f = *state;

	/* The line between list and detail stands in one column beside every title. */
	fixture_start(f, 50, 160);
	terminal_expect(&f->t, "YESTERDAY");
	terminal_expect(&f->t, "/117");
	VTermScreenCell cell;
	int columns = 0;
	for (int x = 0; x < 160; x++) {
		int lines = 0;

		for (int y = 2; y < 46; y++)
			if (vterm_screen_get_cell(f->t.screen, (VTermPos){ .row = y, .col = x }, &cell) &&
			    cell.chars[0] == 0x2502)
				lines++;
		assert_true(lines == 0 || lines == 44);
		columns += lines == 44;
	}
	assert_int_equal(columns, 2);
	fixture_quit(f);
}

static void
signals_leave_the_terminal_clean(void **state)
{
	struct fixture *f = *state;
	static const int signals[] = { SIGTERM, SIGHUP };

	for (size_t i = 0; i < COUNT(signals); i++) {
		fixture_start(f, 24, 80);
		terminal_expect(&f->t, "TODAY");
		assert_true(f->t.alternate);
		assert_int_equal(kill(f->t.pid, signals[i]), 0);
		assert_int_equal(terminal_expect_end(&f->t), 128 + signals[i]);
		terminal_expect_clean(&f->t);
		terminal_done(&f->t);
	}
}

static void
a_closed_terminal_ends_it(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 24, 80);
	terminal_expect(&f->t, "TODAY");
	close(f->t.fd);
	f->t.fd = open("/dev/null", O_RDWR);
	(void)terminal_expect_end(&f->t);
}

static void
it_stops_and_goes_on(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 24, 80);
	terminal_expect(&f->t, "TODAY");
	terminal_type(&f->t, "\x0c");
	terminal_expect(&f->t, "TODAY");
	terminal_type(&f->t, "?");
	terminal_expect(&f->t, "Next line");
	terminal_type(&f->t, "q");
	terminal_expect_gone(&f->t, "Next line");
	terminal_type(&f->t, "q");
	assert_int_equal(terminal_expect_end(&f->t), 0);
	terminal_expect_clean(&f->t);
}

/* A key that is bound and begins a sequence: time tells, unless keys do. */
static void
keys_are_bound_and_kept(void **state)
{
	struct fixture *f = *state;
	const char *config = fixture_inside(f, "config/dateline/config.yaml");
	struct buf text = { 0 };

	fixture_config(f, "# mine\nkeys: {bind: {\"g g\": last}}\ntheme: nord # cool\nhistogram: no\n");
	fixture_start(f, 24, 100);
	terminal_type(&f->t, "gg");
	terminal_expect(&f->t, "117/117");
	terminal_type(&f->t, "g");
	terminal_expect(&f->t, " 1/117");
	terminal_type(&f->t, ":set! theme mono\r");
	terminal_type(&f->t, ":set! mouse no\r");
	terminal_type(&f->t, "Q");
	assert_int_equal(terminal_expect_end(&f->t), 0);
	terminal_expect_clean(&f->t);
	assert_true(file_read(config, 10000, &text, &err));
	assert_string_equal(text.p,
	    "# mine\nkeys: {bind: {\"g g\": last}}\ntheme: mono # cool\nhistogram: no\ncoverage: no\n"
	    "mouse: no\n");
	buf_done(&text);
}

static void
without_sources_there_is_the_sample(void **state)
{
	struct fixture *f = *state;

	setenv("XDG_CONFIG_HOME", fixture_inside(f, "config2"), 1);
	setenv("XDG_DATA_HOME", fixture_inside(f, "data2"), 1);
	fixture_start(f, 24, 80);
	terminal_expect(&f->t, "sample");
	terminal_expect(&f->t, "TODAY");
	terminal_type(&f->t, "a");
	terminal_expect(&f->t, "add an address or a folder:");
	terminal_type(&f->t, arena_printf(&f->a, "%s\r", fixture_inside(f, "news")));
	terminal_expect(&f->t, "added: folder of 120 articles");
	terminal_expect(&f->t, "Port Radio");
	fixture_quit(f);
}

static int
column_of(struct fixture *f, int from)
{
	VTermScreenCell cell;

	for (int x = from; x < 160; x++)
		if (vterm_screen_get_cell(f->t.screen, (VTermPos){ .row = 10, .col = x }, &cell) &&
		    cell.chars[0] == 0x2502)
			return x;
	return -1;
}

/* Presses and lets go, as terminals report it (SGR; places count from 1). */
static void
drag(struct fixture *f, int y, int x, int to_y, int to_x)
{
	terminal_type(&f->t, arena_printf(&f->a, "\x1b[<0;%d;%dM", x + 1, y + 1));
	/* Nothing to be seen tells that it has been taken; no hand is faster. */
	for (int i = 0; i < 8; i++) {
		(void)usleep(20000);
		terminal_take(&f->t, 0);
	}
	terminal_type(&f->t, arena_printf(&f->a, "\x1b[<0;%d;%dm", to_x + 1, to_y + 1));
}

static void
the_mouse_moves_lines_and_turns_the_order(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 50, 160);
	terminal_expect(&f->t, "TODAY");
	terminal_expect(&f->t, "1/117");
	int topics = column_of(f, 0), list = column_of(f, topics + 1);
	assert_true(topics > 0 && list > topics);
	drag(f, 10, list, 10, list - 20);
	for (int i = 0; i < 200 && (column_of(f, topics + 1) < list - 22 ||
	    column_of(f, topics + 1) > list - 18); i++)
		terminal_take(&f->t, 20);
	assert_in_range(column_of(f, topics + 1), list - 22, list - 18);
	drag(f, 10, topics, 10, topics + 5);
	for (int i = 0; i < 200 && column_of(f, 0) != topics + 5; i++)
		terminal_take(&f->t, 20);
	assert_int_equal(column_of(f, 0), topics + 5);
	/* The first line of the list is a heading. */
	drag(f, 2, topics + 10, 2, topics + 10);
	terminal_expect(&f->t, "oldest first");
	fixture_quit(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_shows_days_and_moves, set_up, tear_down),
		cmocka_unit_test_setup_teardown(coverage_is_entered_and_left, set_up, tear_down),
		cmocka_unit_test_setup_teardown(filters_combine_and_are_said_in_words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_original_is_opened_by_argv, set_up, tear_down),
		cmocka_unit_test_setup_teardown(marks_are_kept_at_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(any_size_works, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nothing_from_outside_reaches_the_terminal, set_up, tear_down),
		cmocka_unit_test_setup_teardown(columns_stay_straight, set_up, tear_down),
		cmocka_unit_test_setup_teardown(signals_leave_the_terminal_clean, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_closed_terminal_ends_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(it_stops_and_goes_on, set_up, tear_down),
		cmocka_unit_test_setup_teardown(keys_are_bound_and_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_mouse_moves_lines_and_turns_the_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(without_sources_there_is_the_sample, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
