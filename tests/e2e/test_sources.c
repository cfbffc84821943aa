/* SPDX-License-Identifier: ISC */
/* Sources while somebody reads: keys are answered, what comes moves nothing,
 * what fails is told, an address is asked what it is. */
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
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "fixture.h"

static pid_t server;

static int
set_up(void **state)
{
	struct fixture *f = fixture_new();

	if (f == NULL)
		return -1;
	*state = f;
	server = 0;
	fixture_make_news(f);
	fixture_add_news(f);
	return 0;
}

static int
tear_down(void **state)
{
	if (server > 0) {
		(void)kill(server, SIGKILL);
		(void)waitpid(server, NULL, 0);
	}
	return fixture_free(*state);
}

static void
append_line(struct fixture *f, const char *line)
{
	FILE *file = fopen(fixture_inside(f, "config/dateline/sources.yaml"), "a");

	assert_non_null(file);
	fprintf(file, "%s\n", line);
	fclose(file);
}

/* A command that waits until there is a file `go`, as long as half a minute, and
 * then does what TEXT says. */
static void
write_command(struct fixture *f, const char *name, const char *text)
{
	fixture_write(f, name, arena_printf(&f->a,
	    "#!/bin/sh\ni=0\nwhile [ ! -e '%s' ] && [ $i -lt 600 ]; do sleep 0.05; i=$((i + 1)); done\n%s\n",
	    fixture_inside(f, "go"), text));
	assert_int_equal(chmod(fixture_inside(f, name), 0755), 0);
}

static void
add_command(struct fixture *f, const char *name, const char *text)
{
	write_command(f, name, text);
	append_line(f, arena_printf(&f->a, "- exec:%s", fixture_inside(f, name)));
}

static const char *const article =
    "printf -- '---\\ntitle: \"The latest of all\"\\npublishedDateTime: 2020-12-17T11:59:00Z\\n---\\n'";

static void
go(struct fixture *f)
{
	fixture_write(f, "go", "");
}

static void
assert_reading(struct fixture *f)
{
	if (strstr(terminal_line(&f->t, 0), "⟳") == NULL)
		fail_msg("nothing is being read:\n%s", terminal_text(&f->t));
}

static void
keys_are_answered_while_sources_are_read(void **state)
{
	struct fixture *f = *state;

	add_command(f, "slow", article);
	fixture_start(f, 24, 110);
	terminal_expect(&f->t, "1/117");
	terminal_expect(&f->t, "⟳ 1/2");
	terminal_type(&f->t, "jjj");
	terminal_expect(&f->t, "4/117");
	terminal_type(&f->t, "s");
	terminal_expect(&f->t, "★");
	terminal_type(&f->t, "/lighthouse\r");
	terminal_expect(&f->t, "“lighthouse”");
	terminal_type(&f->t, "F");
	terminal_expect(&f->t, "/117");
	terminal_type(&f->t, "gj");
	terminal_expect(&f->t, "2/117");
	assert_reading(f);
	const char *before = arena_strdup(&f->a, terminal_line(&f->t, 4));
	go(f);
	terminal_expect(&f->t, "1 new article; N shows the first");
	terminal_expect_gone(&f->t, "⟳");
	terminal_expect(&f->t, "3/118");
	/* The line that was selected is in its place, with what came above it. */
	assert_non_null(strstr(terminal_text(&f->t), before));
	terminal_type(&f->t, "N");
	terminal_expect(&f->t, "1/118");
	terminal_expect(&f->t, "The latest of all");
	fixture_quit(f);
}

static void
reading_can_be_stopped(void **state)
{
	struct fixture *f = *state;

	add_command(f, "slow", article);
	fixture_start(f, 24, 110);
	terminal_expect(&f->t, "⟳ 1/2");
	terminal_type(&f->t, "\x1b");
	terminal_expect_gone(&f->t, "⟳");
	terminal_expect(&f->t, "stopped");
	go(f);
	terminal_type(&f->t, "R");
	terminal_expect(&f->t, "1 new article");
	fixture_quit(f);
}

/* The fetcher's own child ends it, once. */
static void
a_killed_fetcher_is_told_and_tried_again(void **state)
{
	struct fixture *f = *state;

	fixture_write(f, "deadly", arena_printf(&f->a, "#!/bin/sh\nif [ -e '%s' ]; then\n\trm '%s'\n"
	    "\tkill -KILL $PPID\n\tsleep 30\nfi\n%s\n", fixture_inside(f, "once"), fixture_inside(f, "once"),
	    article));
	assert_int_equal(chmod(fixture_inside(f, "deadly"), 0755), 0);
	fixture_write(f, "once", "");
	append_line(f, arena_printf(&f->a, "- exec:%s", fixture_inside(f, "deadly")));
	fixture_start(f, 24, 110);
	terminal_expect(&f->t, "reading the sources ended badly (137); R tries again");
	terminal_expect_gone(&f->t, "⟳");
	terminal_type(&f->t, "jj");
	terminal_expect(&f->t, "3/117");
	terminal_type(&f->t, "R");
	terminal_expect(&f->t, "1 new article");
	terminal_expect(&f->t, "/118");
	fixture_quit(f);
}

/* It stops as soon as it can; who asks again meanwhile does not have to wait. */
static void
what_is_stopping_is_read_again(void **state)
{
	struct fixture *f = *state;

	add_command(f, "slow", article);
	fixture_start(f, 24, 110);
	terminal_expect(&f->t, "⟳ 1/2");
	/* Both keys at once: there is no time to stop between them. */
	terminal_type(&f->t, "\x07R");
	go(f);
	terminal_expect(&f->t, "1 new article");
	terminal_expect(&f->t, "/118");
	terminal_expect_gone(&f->t, "⟳");
	fixture_quit(f);
}

static void
failures_are_counted_and_told(void **state)
{
	struct fixture *f = *state;

	go(f);
	add_command(f, "broken", "echo 'no paper today' >&2; exit 4");
	add_command(f, "empty", "exit 5");
	fixture_start(f, 30, 120);
	terminal_expect(&f->t, "2 sources failed: ! tells why, e lists them");
	terminal_type(&f->t, "!");
	terminal_expect(&f->t, "no paper today");
	terminal_type(&f->t, "q");
	terminal_type(&f->t, "e");
	terminal_expect(&f->t, "! failed");
	terminal_type(&f->t, "sg");
	terminal_expect(&f->t, "failed ones first");
	terminal_expect(&f->t, "no paper today");
	/* It is well again, and says so where one looks. */
	write_command(f, "broken", article);
	terminal_type(&f->t, "r");
	terminal_expect(&f->t, "1 new article");
	terminal_expect_gone(&f->t, "no paper today");
	terminal_type(&f->t, "q");
	terminal_expect(&f->t, "/118");
	fixture_quit(f);
}

/* It ends with its parent. */
static void
start_server(struct fixture *f)
{
	const char *program = file_join(&f->a, fixture_build_folder(), "tests/http/serve");
	const char *site = fixture_inside(f, "site"), *port = fixture_inside(f, "port");

	server = fork();
	if (server == 0) {
		int fd = open(port, O_WRONLY | O_CREAT, 0600);

		if (fd >= 0 && dup2(fd, STDOUT_FILENO) >= 0)
			execl(program, program, "--seconds", "60", site, (char *)NULL);
		_exit(127);
	}
}

/* Feeds of a page on a server of the tests'. */
static const char *
serve_page(struct fixture *f)
{
	static const char *const feed = "<rss version=\"2.0\"><channel><title>%s</title><item>"
	    "<title>%s has an item</title><guid>1</guid><pubDate>Thu, 17 Dec 2020 11:00:00 GMT</pubDate>"
	    "</item></channel></rss>";
	struct buf b = { 0 };
	struct err err = { .text = "" };

	assert_int_equal(mkdir(fixture_inside(f, "site"), 0700), 0);
	fixture_write(f, "site/page.html", "<html><head><title>P</title>"
	    "<link rel=alternate type='application/rss+xml' href='/tide.xml'>"
	    "<link rel=alternate type='application/rss+xml' href='/moor.xml'></head><body>x</body></html>");
	fixture_write(f, "site/tide.xml", arena_printf(&f->a, feed, "Tide tables", "Tide"));
	fixture_write(f, "site/moor.xml", arena_printf(&f->a, feed, "Moor notes", "Moor"));
	start_server(f);
	for (int i = 0; i < TERMINAL_WAIT_MS / 10 && b.n < 2; i++) {
		usleep(10000);
		buf_reset(&b);
		(void)file_read(fixture_inside(f, "port"), 100, &b, &err);
	}
	const char *at = arena_printf(&f->a, "http://127.0.0.1:%d/page.html", atoi(buf_str(&b)));
	buf_done(&b);
	return at;
}

static void
a_page_offers_its_feeds(void **state)
{
	struct fixture *f = *state;
	const char *page = serve_page(f);

	fixture_config(f, "fetch.gap: 0\n");
	fixture_start(f, 24, 110);
	terminal_expect(&f->t, "1/117");
	terminal_type(&f->t, arena_printf(&f->a, "a%s\r", page));
	terminal_expect(&f->t, "Which feed of this page?");
	terminal_expect(&f->t, "Tide tables");
	terminal_type(&f->t, "moor\r");
	terminal_expect(&f->t, "Moor has an item");
	terminal_type(&f->t, "h");
	terminal_expect(&f->t, "SOURCES");
	terminal_expect(&f->t, "Moor notes");
	fixture_quit(f);
}

static void
start_fetch(struct fixture *f)
{
	const char *program = file_join(&f->a, fixture_build_folder(), "dateline");
	char *argv[] = { (char *)program, "fetch", NULL };

	terminal_start(&f->t, argv, 24, 80);
}

static void
a_fetch_shows_how_far_it_is_and_stops(void **state)
{
	struct fixture *f = *state;

	fixture_write(f, "quick", arena_printf(&f->a, "#!/bin/sh\n%s\n", article));
	assert_int_equal(chmod(fixture_inside(f, "quick"), 0755), 0);
	append_line(f, arena_printf(&f->a, "- exec:%s", fixture_inside(f, "quick")));
	add_command(f, "slow", "echo 'no paper today' >&2; exit 4");
	start_fetch(f);
	terminal_expect(&f->t, "2 of 3 sources, 1 new");
	terminal_type(&f->t, "\x03");
	terminal_expect(&f->t, "2 sources read: 1 new");
	terminal_expect(&f->t, "stopped: 2 of 3 sources were read");
	assert_int_equal(terminal_expect_end(&f->t), 1);
	terminal_done(&f->t);
	/* What came is kept, and no other waits for it. */
	fixture_run(f, arena_printf(&f->a, "[ \"$('%s/dateline' list --count latest)\" = 1 ]",
	    fixture_build_folder()));
	go(f);
	start_fetch(f);
	terminal_expect(&f->t, "1 failed:");
	terminal_expect(&f->t, "no paper today");
	assert_null(strstr(terminal_text(&f->t), "unchanged"));
	assert_int_equal(terminal_expect_end(&f->t), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_are_answered_while_sources_are_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(reading_can_be_stopped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_killed_fetcher_is_told_and_tried_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_stopping_is_read_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(failures_are_counted_and_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_page_offers_its_feeds, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_fetch_shows_how_far_it_is_and_stops, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
