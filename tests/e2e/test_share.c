/* SPDX-License-Identifier: ISC */
/* Articles handed on from the real program on a pseudo-terminal: every other
 * program is a stand-in that writes down its words and its input. */
#include <setjmp.h>
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

/* NAME writes its words to NAME.words and its input to NAME.input, then BODY. */
static void
make_program(struct fixture *f, const char *name, const char *body)
{
	fixture_write(f, name,
	    arena_printf(&f->a,
		"#!/bin/sh\nfor word; do printf '[%%s]' \"$word\"; done >'%s.words'\n"
		"cat >'%s.part' && mv '%s.part' '%s.input'\n%s\n",
		fixture_inside(f, name), fixture_inside(f, name), fixture_inside(f, name),
		fixture_inside(f, name), body));
	assert_int_equal(chmod(fixture_inside(f, name), 0755), 0);
}

static int
set_up(void **state)
{
	struct fixture *f = fixture_new();

	if (f == NULL)
		return -1;
	*state = f;
	setenv("PATH", arena_printf(&f->a, "%s:/usr/bin:/bin", f->folder), 1);
	make_program(f, "browser", "");
	make_program(f, "catch", "");
	fixture_make_news(f);
	fixture_write(f, "news/_news/000-hostile.md", "---\n"
	    "title: \"-rf \\e[31mRed\\e[0m; touch canary\"\n"
	    "publishedDateTime: 2020-12-17T11:59:00Z\n"
	    "originalUrl: \"https://h.example/a b$(touch canary)?c='\\u00e9\"\n"
	    "type: video\nprovider: \"`touch canary`\"\nexcerpt: \"two\\nlines\"\n---\n"
	    "More at https://deep.example/inside.\n");
	fixture_add_news(f);
	return 0;
}

static int
tear_down(void **state)
{
	return fixture_free(*state);
}

/* The hostile article is the first one. */
static void
start(struct fixture *f, const char *config)
{
	fixture_config(f, config);
	fixture_start(f, 40, 110);
	terminal_expect(&f->t, "1/118");
}

static void
end(struct fixture *f)
{
	fixture_quit(f);
	assert_false(file_exists(fixture_inside(f, "canary")));
	assert_false(file_exists("canary"));
}

/* Waits until NAME is there; its text. */
static const char *
text_of(struct fixture *f, const char *name)
{
	struct buf b = { 0 };

	for (int i = 0; i < TERMINAL_WAIT_MS / 10 && !file_exists(fixture_inside(f, name)); i++)
		terminal_take(&f->t, 10);
	if (!file_read(fixture_inside(f, name), 100000, &b, &err))
		fail_msg("%s:\n%s", err.text, terminal_text(&f->t));
	const char *text = arena_strdup(&f->a, buf_str(&b));
	buf_done(&b);
	return text;
}

/* The same for a file that is there before its text is. */
static const char *
saved_text_of(struct fixture *f, const char *name)
{
	const char *text = text_of(f, name);

	for (int i = 0; i < TERMINAL_WAIT_MS / 10 && text[0] == '\0'; i++) {
		terminal_take(&f->t, 10);
		text = text_of(f, name);
	}
	return text;
}

static const char hostile_url[] = "https://h.example/a%20b%24(touch%20canary)?c=%27%C3%A9";

static void
copies_go_to_the_desktops_tool(void **state)
{
	struct fixture *f = *state;

	setenv("DISPLAY", ":9", 1);
	make_program(f, "xclip", "");
	start(f, "");
	terminal_type(&f->t, "y");
	assert_string_equal(text_of(f, "xclip.input"), hostile_url);
	assert_string_equal(text_of(f, "xclip.words"), "[-selection][clipboard][-in]");
	terminal_expect(&f->t, "copied by xclip: https://h.example/");
	unlink(fixture_inside(f, "xclip.input"));
	terminal_type(&f->t, "jY");
	assert_string_equal(text_of(f, "xclip.input"),
	    "Night ferry is put to the vote\nhttps://example.org/news/1");
	assert_null(strstr(buf_str(&f->t.bytes), "\033]52"));
	end(f);
}

static void
a_copy_that_fails_is_said(void **state)
{
	struct fixture *f = *state;

	make_program(f, "broken", "echo 'no display here' >&2; exit 7");
	start(f, "copy.command: broken 'two words'\n");
	terminal_type(&f->t, "y");
	terminal_expect(&f->t, "broken ended with 7: no display here");
	assert_string_equal(text_of(f, "broken.words"), "[two words]");
	end(f);
}

static void
copies_go_through_the_terminal(void **state)
{
	struct fixture *f = *state;

	setenv("DISPLAY", ":9", 1);
	setenv("SSH_TTY", "/dev/pts/9", 1);
	make_program(f, "xclip", "");
	start(f, "");
	terminal_type(&f->t, "jy");
	terminal_expect(&f->t, "copied by the terminal: https://example.org/news/1");
	assert_non_null(strstr(buf_str(&f->t.bytes), "\033]52;c;aHR0cHM6Ly9leGFtcGxlLm9yZy9uZXdzLzE=\a"));
	terminal_type(&f->t, "kY");
	terminal_expect(&f->t, "title and https://h.example");
	assert_null(strstr(buf_str(&f->t.bytes), "\033[31mRed"));
	assert_false(file_exists(fixture_inside(f, "xclip.words")));
	end(f);
}

static void
what_was_chosen_goes_together(void **state)
{
	struct fixture *f = *state;

	setenv("DISPLAY", ":9", 1);
	make_program(f, "xclip", "");
	start(f, "");
	terminal_type(&f->t, "jccy");
	assert_string_equal(text_of(f, "xclip.input"),
	    "https://example.org/news/1\nhttps://example.org/news/2");
	terminal_expect(&f->t, "copied by xclip: 2 addresses");
	unlink(fixture_inside(f, "xclip.input"));
	terminal_type(&f->t, "gy");
	assert_string_equal(text_of(f, "xclip.input"), hostile_url);
	end(f);
}

static void
links_are_chosen(void **state)
{
	struct fixture *f = *state;

	setenv("DISPLAY", ":9", 1);
	make_program(f, "xclip", "");
	start(f, "");
	terminal_type(&f->t, "O");
	terminal_expect(&f->t, "https://deep.example/inside");
	terminal_type(&f->t, "2");
	(void)text_of(f, "browser.input");
	assert_string_equal(text_of(f, "browser.words"), "[https://deep.example/inside]");
	terminal_expect_gone(&f->t, "type a sign");
	terminal_type(&f->t, "Ojy");
	assert_string_equal(text_of(f, "xclip.input"), "https://deep.example/inside");
	/* One that came without text has the pages and its coverage. */
	terminal_type(&f->t, "jO");
	terminal_expect(&f->t, "https://web.example.org/news/1");
	terminal_type(&f->t, "q");
	terminal_expect_gone(&f->t, "type a sign");
	end(f);
}

static void
articles_are_piped(void **state)
{
	struct fixture *f = *state;

	start(f, "pipe.command: catch usual\n");
	terminal_type(&f->t, "|\r");
	assert_non_null(strstr(text_of(f, "catch.input"), "LINKS\n  original"));
	assert_string_equal(text_of(f, "catch.words"), "[usual]");
	terminal_expect(&f->t, "piped to catch");
	unlink(fixture_inside(f, "catch.input"));
	terminal_type(&f->t, "j|\x15json: catch '$HOME' ; | > x\r");
	assert_memory_equal(text_of(f, "catch.input"), "{\"id\":", 6);
	assert_string_equal(text_of(f, "catch.words"), "[$HOME][;][|][>][x]");
	terminal_expect(&f->t, "Night ferry");
	unlink(fixture_inside(f, "catch.input"));
	terminal_type(&f->t, ":pipe url: catch typed\r");
	assert_string_equal(text_of(f, "catch.input"), "https://example.org/news/1\n");
	assert_string_equal(text_of(f, "catch.words"), "[typed]");
	terminal_expect(&f->t, "Night ferry");
	unlink(fixture_inside(f, "catch.input"));
	terminal_type(&f->t, "|\x15url: catch\r");
	assert_string_equal(text_of(f, "catch.input"), "https://example.org/news/1\n");
	terminal_expect(&f->t, "Night ferry");
	end(f);
}

static void
what_a_pipe_prints_stays_until_a_key(void **state)
{
	struct fixture *f = *state;

	make_program(f, "broken", "echo it spoke; echo 'not today' >&2; exit 9");
	start(f, "");
	terminal_type(&f->t, "|broken\r");
	terminal_expect(&f->t, "press a key");
	terminal_expect(&f->t, "it spoke");
	terminal_expect(&f->t, "not today");
	terminal_type(&f->t, "q");
	terminal_expect(&f->t, "broken ended with 9: not today");
	terminal_expect(&f->t, "1/118");
	terminal_type(&f->t, "|nowhere-to-be-found\r");
	terminal_expect(&f->t, "cannot run nowhere-to-be-found: not found");
	terminal_type(&f->t, "|'open\r");
	terminal_expect(&f->t, "not piped");
	terminal_type(&f->t, "\x1b");
	terminal_expect(&f->t, "118");
	end(f);
}

static void
bookmarks_are_words_of_one_command(void **state)
{
	struct fixture *f = *state;

	start(f, "bookmark.command: catch add %u --title %t --at=%p %e\n");
	terminal_type(&f->t, "b");
	terminal_expect(&f->t, "handed to catch");
	(void)text_of(f, "catch.input");
	assert_string_equal(text_of(f, "catch.words"), arena_printf(&f->a,
	    "[add][%s][--title][rf [31mRed[0m; touch canary][--at=`touch canary`][two lines]", hostile_url));
	end(f);
}

static void
without_a_bookmark_command_it_says_how(void **state)
{
	struct fixture *f = *state;

	start(f, "");
	terminal_type(&f->t, "b");
	terminal_expect(&f->t, "bookmark.command is not set; try: buku");
	end(f);
}

static void
articles_are_saved_and_never_replace(void **state)
{
	static const char name[] = "clips/2020-12-17-Night-ferry-is-put-to-the-vote";
	struct fixture *f = *state;

	start(f, "save.folder: ~/clips\n");
	terminal_type(&f->t, "jS");
	terminal_expect(&f->t, "saved as");
	const char *text = saved_text_of(f, arena_printf(&f->a, "%s.md", name));
	assert_memory_equal(text, "---\n", 4);
	assert_non_null(strstr(text, "originalUrl: \"https://example.org/news/1\""));
	fixture_write(f, arena_printf(&f->a, "%s.md", name), "mine");
	terminal_type(&f->t, "S");
	(void)saved_text_of(f, arena_printf(&f->a, "%s-2.md", name));
	assert_string_equal(text_of(f, arena_printf(&f->a, "%s.md", name)), "mine");
	terminal_type(&f->t, ":save ~/clips/new/own.md\r");
	assert_memory_equal(saved_text_of(f, "clips/new/own.md"), "---\n", 4);
	end(f);
}

static void
without_a_folder_it_asks_where(void **state)
{
	struct fixture *f = *state;

	start(f, "");
	terminal_type(&f->t, "S");
	terminal_expect(&f->t, "save as: ~/2020-12-17-rf");
	terminal_type(&f->t, "\x15~/news/_news\r");
	terminal_expect(&f->t, "saved as");
	(void)text_of(f, "news/_news/2020-12-17-rf-31mRed-0m-touch-canary.md");
	terminal_type(&f->t, "S\x15/proc/no/such.md\r");
	terminal_expect(&f->t, "not saved");
	terminal_type(&f->t, "\x1b");
	end(f);
}

static void
openers_go_by_type_and_pattern(void **state)
{
	struct fixture *f = *state;

	make_program(f, "player", "");
	make_program(f, "docs", "");
	start(f, "open.video: player --fs %u\nopeners:\n- match: web.example.org\n  command: docs\n"
	    "- type: film\n  command: x\n");
	terminal_expect(&f->t, "config.yaml:5:9: \"type\" must be one of");
	terminal_type(&f->t, "o");
	(void)text_of(f, "player.input");
	assert_string_equal(text_of(f, "player.words"), arena_printf(&f->a, "[--fs][%s]", hostile_url));
	terminal_type(&f->t, "jw");
	(void)text_of(f, "docs.input");
	assert_string_equal(text_of(f, "docs.words"), "[https://web.example.org/news/1]");
	terminal_type(&f->t, "o");
	(void)text_of(f, "browser.input");
	assert_string_equal(text_of(f, "browser.words"), "[https://example.org/news/1]");
	end(f);
}

static void
the_terminals_own_links(void **state)
{
	struct fixture *f = *state;

	start(f, "links: yes\n");
	terminal_expect(&f->t, "[o] original");
	terminal_take(&f->t, 100);
	const char *link = strstr(buf_str(&f->t.bytes), arena_printf(&f->a, "\033]8;;%s\033\\", hostile_url));
	assert_non_null(link);
	assert_non_null(strstr(link, "\033]8;;\033\\"));
	/* What stays in its place is not sent again. */
	f->t.bytes.n = 0;
	terminal_type(&f->t, "s");
	terminal_expect(&f->t, "starred");
	terminal_type(&f->t, "s");
	terminal_expect_gone(&f->t, "starred");
	terminal_type(&f->t, "?");
	terminal_expect(&f->t, "closes");
	f->t.bytes.n = 0;
	terminal_type(&f->t, "q");
	terminal_expect_gone(&f->t, "closes");
	terminal_take(&f->t, 100);
	assert_non_null(strstr(buf_str(&f->t.bytes), "\033]8;;https://h.example"));
	end(f);
}

static void
unknown_terminals_get_none(void **state)
{
	struct fixture *f = *state;

	start(f, "");
	terminal_expect(&f->t, "[o] original");
	terminal_type(&f->t, "j");
	terminal_expect(&f->t, "2/118");
	end(f);
	assert_null(strstr(buf_str(&f->t.bytes), "\033]8;"));
}

int
main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(copies_go_to_the_desktops_tool),
		CASE(a_copy_that_fails_is_said),
		CASE(copies_go_through_the_terminal),
		CASE(what_was_chosen_goes_together),
		CASE(links_are_chosen),
		CASE(articles_are_piped),
		CASE(what_a_pipe_prints_stays_until_a_key),
		CASE(bookmarks_are_words_of_one_command),
		CASE(without_a_bookmark_command_it_says_how),
		CASE(articles_are_saved_and_never_replace),
		CASE(without_a_folder_it_asks_where),
		CASE(openers_go_by_type_and_pattern),
		CASE(the_terminals_own_links),
		CASE(unknown_terminals_get_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
