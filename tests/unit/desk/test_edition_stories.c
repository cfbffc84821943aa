/* SPDX-License-Identifier: ISC */
/* The list of stories on screen, over a real store: 300 articles, one an hour.
 * Article n (from 1, the newest) is called "n"; those of a story are each of
 * another outlet. */
#include "desk/edition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "desk/desk.h"
#include "desk/edition_parts.h"
#include "store/store.h"
#include "store/store_story.h"

enum { ARTICLES = 300, GAP = 3600, HEIGHT = 20 };

/* 2020-12-17 23:00 */
static const int64_t NEWEST = 1608246000;

static char folder[64];
static int64_t source, ids[ARTICLES + 10];
static struct desk desk;
static struct edition *ed;
static struct arena trees;
static struct err err;

#define CHECK(call) do { if (!(call)) fail_msg("%s: %s", #call, err.text); } while (0)

/* Inside a transaction. */
static void
put(int n, int64_t time)
{
	struct article art;
	enum store_put what;
	char name[16], outlet[16];

	article_init(&art);
	snprintf(name, sizeof(name), "%d", n);
	snprintf(outlet, sizeof(outlet), "Outlet %d", n % 50);
	art.guid = art.title = name;
	art.provider.name = outlet;
	art.published = time;
	CHECK(store_put_article(desk.store, source, &art, NEWEST + 86400, &what, &ids[n], &err));
}

/* Article N joins the story of FIRST. */
static void
join(int n, int first)
{
	CHECK(store_begin(desk.store, &err));
	CHECK(store_story_set(desk.store, ids[n], ids[first], &err));
	CHECK(store_commit(desk.store, &err));
}

static const struct query *
tree(const char *text)
{
	return query_parse(&trees, text, NEWEST, NULL, NULL);
}

static void
set(const char *text)
{
	CHECK(edition_set(ed, tree(text), (struct query_sort){ ORDER_DATE, false }, false, &err));
}

static int
at(void)
{
	const struct row *row = edition_selected(ed);

	return row == NULL ? 0 : atoi(row->title);
}

static void
mark(int n, enum mark_change change)
{
	int64_t changed;

	CHECK(store_mark(desk.store, &ids[n], 1, MARK_READ, change, &changed, &err));
	edition_marked(ed, ids[n], change == MARK_SET ? MARK_READ : 0);
}

static int
set_up(void **state)
{
	char path[128];

	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/test_edition_stories.XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/store", folder);
	memset(&desk, 0, sizeof(desk));
	desk.settings.stories = desk.settings.stories_return = desk.settings.stories_whole = true;
	desk.store = store_open(path, STORE_WRITE, &err);
	assert_non_null(desk.store);
	struct source src = { .kind = SOURCE_FOLDER, .location = "/news", .title = "News" };
	CHECK(store_source_put(desk.store, &src, &source, &err));
	CHECK(store_begin(desk.store, &err));
	for (int n = 1; n <= ARTICLES; n++)
		put(n, NEWEST - (int64_t)(n - 1) * GAP);
	CHECK(store_commit(desk.store, &err));
	ed = edition_new(&desk);
	return 0;
}

static int
tear_down(void **state)
{
	char command[128];

	(void)state;
	edition_free(ed);
	arena_done(&trees);
	store_close(desk.store);
	snprintf(command, sizeof(command), "rm -r '%s'", folder);
	return system(command);
}

/* 40 began it, 38 and 20 are of other outlets. */
static void
make_story(void)
{
	join(38, 40);
	join(20, 40);
}

static void
a_story_is_one_row_wherever_one_comes_from(void **state)
{
	struct edition_line lines[HEIGHT];
	int64_t total;

	(void)state;
	make_story();
	set("");
	CHECK(edition_select(ed, ids[38]));
	assert_int_equal(at(), 40);
	assert_int_equal(edition_selected(ed)->time, NEWEST - 19 * GAP);
	assert_int_equal(edition_selected(ed)->unread, 3);
	assert_true(edition_move(ed, -1));
	assert_int_equal(at(), 19);
	assert_true(edition_move(ed, 2));
	assert_int_equal(at(), 21);
	(void)edition_lines(ed, HEIGHT, lines);
	while (edition_idle(ed))
		continue;
	total = edition_total(ed);
	assert_int_equal(total, ARTICLES - 2);
	assert_int_equal(edition_position(ed), 21);
	/* What a filter finds of it is shown, and said. */
	set("title:38");
	assert_int_equal(at(), 38);
	assert_true(edition_is_other(ed, edition_selected(ed)));
	set("title:/^(38|40)$/");
	assert_int_equal(at(), 40);
	assert_false(edition_is_other(ed, edition_selected(ed)));
	assert_false(edition_move(ed, 1));
}

/* Somebody reads it when another outlet joins. */
static void
a_story_stays_in_front_of_who_reads_it(void **state)
{
	(void)state;
	make_story();
	set("");
	CHECK(edition_select(ed, ids[40]));
	mark(40, MARK_SET);
	mark(38, MARK_SET);
	mark(20, MARK_SET);
	assert_false(row_is_unread(edition_selected(ed)));
	CHECK(store_begin(desk.store, &err));
	put(ARTICLES + 1, NEWEST + 60);
	CHECK(store_story_set(desk.store, ids[ARTICLES + 1], ids[40], &err));
	CHECK(store_commit(desk.store, &err));
	for (int i = 0; i < 3; i++) {
		CHECK(edition_reload(ed, &err));
		assert_int_equal(at(), 40);
		assert_int_equal(edition_selected(ed)->time, NEWEST - 19 * GAP);
		assert_int_equal(edition_selected(ed)->unread, 1);
		assert_true(edition_move(ed, 1) && at() == 21);
		assert_true(edition_move(ed, -2) && at() == 19);
		assert_true(edition_move(ed, 1) && at() == 40);
	}
	/* Nor does it stay when all of it is gone. */
	int64_t *members = &ids[40], changed;
	size_t n = 1;
	CHECK(store_whole(desk.store, &trees, &members, &n, &err));
	assert_int_equal(n, 4);
	CHECK(store_mark(desk.store, members, n, MARK_HIDDEN, MARK_SET, &changed, &err));
	CHECK(edition_reload(ed, &err));
	assert_int_equal(at(), 21);
	CHECK(store_mark(desk.store, members, n, MARK_HIDDEN, MARK_CLEAR, &changed, &err));
	/* It moves when one has left it, and one can go after it. */
	assert_true(edition_newer(ed, ids[ARTICLES]));
	assert_int_equal(at(), 40);
	assert_int_equal(edition_selected(ed)->time, NEWEST + 60);
	assert_true(edition_move(ed, 20));
	assert_int_equal(at(), 21);
	CHECK(edition_reload(ed, &err));
	assert_int_equal(at(), 21);
	assert_true(edition_move(ed, -1));
	assert_int_equal(at(), 19);
	assert_true(edition_first(ed));
	assert_int_equal(at(), 40);
	assert_int_equal(edition_selected(ed)->time, NEWEST + 60);
	/* What has come since is something to be read. */
	mark(40, MARK_SET);
	assert_true(row_is_unread(edition_selected(ed)));
	mark(ARTICLES + 1, MARK_SET);
	assert_false(row_is_unread(edition_selected(ed)));
}

static void
leave(int n)
{
	CHECK(store_begin(desk.store, &err));
	CHECK(store_story_set(desk.store, ids[n], 0, &err));
	CHECK(store_commit(desk.store, &err));
	CHECK(edition_reload(ed, &err));
}

/* Off, back and off again: where it stood with its story it stands no more. */
static void
who_leaves_a_story_leaves_its_row(void **state)
{
	(void)state;
	make_story();
	set("");
	CHECK(edition_select(ed, ids[40]));
	leave(40);
	assert_int_equal(at(), 40);
	join(40, 40);
	CHECK(edition_reload(ed, &err));
	leave(40);
	assert_int_equal(at(), 40);
	assert_int_equal(edition_selected(ed)->story, 0);
	/* It is there once, and so are the others. */
	size_t seen = 0, others = 0;
	for (size_t i = 0; i < ed->n; i++) {
		seen += ed->rows[i].id == ids[40];
		others += ed->rows[i].id == ids[38];
	}
	assert_int_equal(seen, 1);
	assert_int_equal(others, 1);
}

static void
another_lead_does_not_replace_what_is_read(void **state)
{
	int64_t changed;

	(void)state;
	make_story();
	set("");
	CHECK(edition_select(ed, ids[40]));
	/* It goes, and another one stands for the story. */
	desk.settings.stories_lead = LEAD_NEWEST;
	set("");
	CHECK(edition_select(ed, ids[40]));
	assert_int_equal(at(), 20);
	join(10, 40);
	CHECK(edition_reload(ed, &err));
	assert_int_equal(at(), 20);
	assert_true(edition_move(ed, 1));
	CHECK(edition_reload(ed, &err));
	CHECK(edition_select(ed, ids[20]));
	assert_int_equal(at(), 10);
	CHECK(store_mark(desk.store, &ids[10], 1, MARK_HIDDEN, MARK_SET, &changed, &err));
	CHECK(edition_reload(ed, &err));
	CHECK(edition_select(ed, ids[40]));
	assert_int_equal(at(), 20);
}

/* To each day, and to the first row of it, whatever other days its articles have. */
static void
days_are_those_of_the_rows(void **state)
{
	int walked[32], n = 0, day = 0;

	(void)state;
	for (int i = 2; i <= ARTICLES; i += 3)
		join(i, i % 90 + 1);
	for (int reverse = 0; reverse < 2; reverse++) {
		n = day = 0;
		CHECK(edition_set(ed, tree(""), (struct query_sort){ ORDER_DATE, reverse }, false, &err));
		edition_first(ed);
		do {
			if (date_day(edition_selected(ed)->time) != day)
				walked[n++] = at();
			day = date_day(edition_selected(ed)->time);
		} while (edition_move(ed, 1));
		assert_in_range(n, 3, 31);
		edition_first(ed);
		for (int i = 1; i < n; i++) {
			assert_true(edition_day(ed, 1));
			assert_int_equal(at(), walked[i]);
		}
		assert_false(edition_day(ed, 1));
		for (int i = n - 1; i-- > 0;) {
			assert_true(edition_day(ed, -1));
			assert_int_equal(at(), walked[i]);
		}
		assert_false(edition_day(ed, -1));
	}
}

static void
what_is_read_is_the_story_unless_it_is_unfolded(void **state)
{
	(void)state;
	make_story();
	set("is:unread");
	CHECK(edition_select(ed, ids[40]));
	assert_true(edition_is_whole(ed, ids[40]));
	assert_true(edition_unfold(ed, &err));
	assert_false(edition_is_whole(ed, ids[40]));
	assert_true(edition_fold(ed));
	desk.settings.stories_whole = false;
	set("is:unread");
	CHECK(edition_select(ed, ids[40]));
	assert_false(edition_is_whole(ed, ids[40]));
	/* Read, it stays; the story is there again with what is not. */
	mark(40, MARK_SET);
	CHECK(edition_reload(ed, &err));
	assert_int_equal(at(), 40);
	set("is:unread");
	CHECK(edition_select(ed, ids[40]));
	assert_int_equal(at(), 38);
	/* n stops where something in a story is unread. */
	desk.settings.stories = true;
	set("");
	for (int n = 1; n <= ARTICLES; n++)
		if (n != 20)
			mark(n, MARK_SET);
	set("");
	edition_first(ed);
	assert_true(edition_unread(ed, 1));
	assert_int_equal(at(), 40);
	assert_false(edition_unread(ed, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    a_story_is_one_row_wherever_one_comes_from, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_story_stays_in_front_of_who_reads_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    another_lead_does_not_replace_what_is_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(who_leaves_a_story_leaves_its_row, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    days_are_those_of_the_rows, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    what_is_read_is_the_story_unless_it_is_unfolded, set_up, tear_down),
	};

	setenv("TZ", "UTC0", 1);
	tzset();
	return cmocka_run_group_tests_name("edition_stories", tests, NULL, NULL);
}
