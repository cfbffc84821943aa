/* SPDX-License-Identifier: ISC */
/* Stories on a real screen: two outlets tell of one event, another article does
 * not; what was found, not what a publisher says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "fixture.h"

static void
write_article(struct fixture *f, const char *name, const char *time, const char *outlet, const char *text)
{
	fixture_write(f, arena_printf(&f->a, "town/_news/%s.md", name),
	    arena_printf(&f->a, "---\n%s\npublishedDateTime: 2020-12-17T%s:00Z\n"
	    "originalUrl: https://%s.example/%s\nprovider:\n  name: %s\n---\n", text, time, outlet, name,
	    outlet));
}

static int
set_up(void **state)
{
	struct fixture *f = fixture_new();
	struct err err = { .text = "" };

	if (f == NULL)
		return -1;
	*state = f;
	if (!file_make_dirs(fixture_inside(f, "town/_news"), 0700, &err) ||
	    !file_make_dirs(fixture_inside(f, "config/dateline"), 0700, &err))
		fail_msg("%s", err.text);
	write_article(f, "wall", "06:10", "Radio", "title: Harbour wall gives way at Skerrow\n"
	    "excerpt: Thirty metres of the mole at Skerrow fell at high water. Nobody was hurt.");
	write_article(f, "mole", "09:40", "Courier", "title: Mole at Skerrow harbour falls at high water\n"
	    "excerpt: The harbour wall of Skerrow gave way.");
	write_article(f, "pool", "08:00", "Wire", "title: Swimming pool of Tolm closes\n"
	    "excerpt: The roof leaks.");
	fixture_write(f, "config/dateline/config.yaml", "histogram: no\n");
	fixture_run(f, arena_printf(&f->a, "'%s/dateline' add '%s'", fixture_build_folder(),
	    fixture_inside(f, "town")));
	return 0;
}

static int
tear_down(void **state)
{
	return fixture_free(*state);
}

static void
a_story_is_unfolded_in_the_list(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 24, 110);
	terminal_expect(&f->t, "1/2");
	terminal_expect(&f->t, "⧉  1");
	terminal_expect(&f->t, "2 stories");
	/* Below it the other outlet; the article follows onto its line. */
	terminal_type(&f->t, "\x1b[C");
	terminal_expect(&f->t, "~ Courier");
	terminal_type(&f->t, "j");
	terminal_expect(&f->t, "The harbour wall of Skerrow gave way.");
	terminal_type(&f->t, "k\x1b[D");
	terminal_expect_gone(&f->t, "~ Courier");
	terminal_type(&f->t, "E");
	terminal_expect(&f->t, "3 articles");
	fixture_quit(f);
}

static void
only_the_story_is_listed_and_back(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 24, 110);
	terminal_expect(&f->t, "1/2");
	terminal_type(&f->t, "&");
	terminal_expect(&f->t, "story:");
	terminal_expect_gone(&f->t, "Swimming pool");
	terminal_expect(&f->t, "Harbour wall gives way");
	terminal_type(&f->t, "&");
	terminal_expect(&f->t, "Swimming pool");
	terminal_expect(&f->t, "1/2");
	fixture_quit(f);
}

static void
an_article_is_taken_off_and_put_back(void **state)
{
	struct fixture *f = *state;

	fixture_start(f, 24, 110);
	terminal_expect(&f->t, "1/2");
	terminal_type(&f->t, "X");
	terminal_expect(&f->t, "it stands alone");
	terminal_expect(&f->t, "3 stories");
	terminal_type(&f->t, "U");
	terminal_expect(&f->t, "taken back");
	terminal_expect(&f->t, "2 stories");
	/* By hand, with one that is picked. */
	terminal_type(&f->t, "X");
	terminal_expect(&f->t, "3 stories");
	terminal_expect(&f->t, " 9:40 ");
	terminal_expect(&f->t, " 6:10 ");
	terminal_type(&f->t, "J");
	terminal_expect(&f->t, "Of the same story as");
	terminal_type(&f->t, "mole\r");
	terminal_expect(&f->t, "it is of that story");
	terminal_expect(&f->t, "2 stories");
	fixture_quit(f);
}

static void
sums_and_times_are_shown(void **state)
{
	struct fixture *f = *state;

	write_article(f, "late", "10:20", "Echo", "title: Harbour wall of Skerrow falls at high water\n"
	    "excerpt: Boats lie in the bay.");
	fixture_run(f, arena_printf(&f->a, "'%s/dateline' fetch", fixture_build_folder()));
	fixture_start(f, 50, 160);
	terminal_expect(&f->t, "RELATED COVERAGE");
	terminal_expect(&f->t, "matched by dateline");
	/* The line of when the outlets joined, the article's own sign on it. */
	terminal_expect(&f->t, "◆");
	terminal_expect(&f->t, "last Echo +4h");
	terminal_type(&f->t, "i");
	terminal_expect(&f->t, "for 2 other outlets");
	terminal_type(&f->t, "i");
	terminal_expect_gone(&f->t, "for 2 other outlets");
	fixture_quit(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_story_is_unfolded_in_the_list, set_up, tear_down),
		cmocka_unit_test_setup_teardown(only_the_story_is_listed_and_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_article_is_taken_off_and_put_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(sums_and_times_are_shown, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
