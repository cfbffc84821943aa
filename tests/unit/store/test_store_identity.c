/* SPDX-License-Identifier: ISC */
/* Who is who among articles of several sources, whose record is shown, what an
 * article said before, and dates that cannot be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixture.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/store.h"

enum { NOON = 1770000000, DAY = 86400 };

struct fixture {
	struct home home;
	struct store *st;
	struct arena a;
	int64_t feed, other, site;	/* a folder, the last one */
};

static int64_t
subscribe(struct fixture *f, enum source_kind kind, const char *location)
{
	struct source src = { .kind = kind, .location = location };
	int64_t id;

	CHECK(store_source_put(f->st, &src, &id, &err));
	return id;
}

static int
set_up(void **state)
{
	static struct fixture f;

	memset(&f, 0, sizeof(f));
	f.st = home_make(&f.home);
	f.feed = subscribe(&f, SOURCE_FEED, "https://one.example/feed");
	f.other = subscribe(&f, SOURCE_SMARTABLE, "https://two.example/api/news/index.json");
	f.site = subscribe(&f, SOURCE_FOLDER, "/site");
	*state = &f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	arena_done(&f->a);
	return home_remove(&f->home, f->st);
}

struct given {
	const char *guid, *title, *url, *excerpt;
	int64_t time;			/* 0: not said */
};

static int64_t
put(struct fixture *f, int64_t source, const struct given *g, enum store_put *what)
{
	struct article art;
	int64_t id;

	article_init(&art);
	art.guid = g->guid;
	art.title = g->title;
	art.original_url = g->url;
	art.excerpt = g->excerpt;
	if (g->time != 0)
		art.published = g->time;
	CHECK(store_begin(f->st, &err));
	CHECK(store_put_article(f->st, source, &art, NOON, what, &id, &err));
	CHECK(store_commit(f->st, &err));
	return id;
}

static struct store_article
get(struct fixture *f, int64_t id)
{
	struct store_article sa;
	bool found;

	CHECK(store_article(f->st, id, &f->a, &sa, &found, &err));
	assert_true(found);
	return sa;
}

static void
the_same_by_its_address(void **state)
{
	static const struct { struct given one, two; bool same; } cases[] = {
		{ { "1", "Wall", "https://x.example/wall", NULL, NOON },
		  { "a", "Wall", "http://www.x.example/wall/?utm_source=feed#top", NULL, NOON }, true },
		{ { "1", "Wall", "https://x.example/wall", NULL, NOON },
		  { "a", "Wall gives way", "https://x.example/wall", NULL, NOON + 3600 }, true },
		{ { "1", "Wall", "https://x.example/wall", NULL, NOON },
		  { "a", "Ferry", "https://x.example/wall", NULL, NOON - 9 * DAY }, false },
		/* guids are a source's own business */
		{ { "1", "Wall", "https://x.example/wall", NULL, NOON },
		  { "1", "Ferry", "https://y.example/ferry", NULL, NOON }, false },
		{ { "1", "Wall", NULL, NULL, NOON }, { "1", "Ferry", NULL, NULL, NOON }, false },
		/* the page where all of them are is nobody's address */
		{ { "1", "Wall", "https://x.example/", NULL, NOON },
		  { "a", "Ferry", "https://x.example", NULL, NOON }, false },
		{ { "1", "Wall", "https://x.example/", NULL, NOON },
		  { "a", "WALL", "https://x.example", NULL, NOON }, true },
	};
	enum store_put what;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture *f = *state;

		int64_t one = put(f, f->feed, &cases[i].one, &what);
		int64_t two = put(f, f->other, &cases[i].two, &what);
		if ((one == two) != cases[i].same)
			fail_msg("case %zu: the same %d", i, one == two);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(set_up(state), 0);
	}
}

static void
what_a_folder_says_goes_before(void **state)
{
	struct fixture *f = *state;
	const struct given api = { "_news/a.md", "Wall", "https://x.example/wall", "Short", NOON - 3600 };
	const struct given file = { "a.md", "Wall", "https://x.example/wall", "Long", NOON };
	enum store_put what;
	int64_t changed;

	int64_t id = put(f, f->other, &api, &what);
	CHECK(store_mark(f->st, &id, 1, MARK_STARRED, MARK_SET, &changed, &err));
	assert_int_equal(put(f, f->site, &file, &what), id);
	assert_int_equal(what, STORE_CHANGED);
	assert_int_equal(put(f, f->other, &api, &what), id);
	assert_int_equal(what, STORE_SAME);
	struct store_article sa = get(f, id);
	assert_string_equal(sa.art.excerpt, "Long");
	assert_int_equal(sa.art.published, NOON);
	assert_int_equal(sa.marks, MARK_STARRED);
	assert_int_equal(sa.nearlier, 0);
}

static void
earlier_wording_is_kept(void **state)
{
	struct fixture *f = *state;
	struct given g = { "1", "Wall holds", "https://x.example/wall", "All is well", NOON };
	enum store_put what;

	int64_t id = put(f, f->feed, &g, &what);
	g.time += 60;		/* no wording */
	assert_int_equal(put(f, f->feed, &g, &what), id);
	assert_int_equal(what, STORE_CHANGED);
	assert_int_equal(get(f, id).nearlier, 0);
	g.title = "Wall gives way";
	assert_int_equal(put(f, f->feed, &g, &what), id);
	struct store_article sa = get(f, id);
	assert_int_equal(sa.nearlier, 1);
	assert_string_equal(sa.earlier[0].title, "Wall holds");
	assert_string_equal(sa.earlier[0].excerpt, "All is well");
	assert_int_equal(sa.earlier[0].until, NOON);
	/* of one that changes all the time the last ones */
	for (int i = 0; i < 50; i++) {
		g.excerpt = arena_printf(&f->a, "%d ships", i);
		put(f, f->feed, &g, &what);
	}
	sa = get(f, id);
	assert_int_equal(sa.nearlier, 10);
	assert_string_equal(sa.earlier[0].excerpt, "48 ships");
}

static void
the_future_is_listed_as_now(void **state)
{
	struct fixture *f = *state;
	struct store_list list = { 0 };
	const struct given later = { "1", "Later", NULL, NULL, NOON + 70 * 365 * (int64_t)DAY };
	const struct given now = { "2", "Now", NULL, NULL, NOON };
	enum store_put what;
	struct row *rows;
	size_t n;

	int64_t id = put(f, f->feed, &later, &what);
	put(f, f->feed, &now, &what);
	assert_int_equal(get(f, id).art.published, later.time);
	assert_true(get(f, id).ahead);
	CHECK(store_rows(f->st, &list, NULL, false, 10, &f->a, &rows, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].time, NOON);
	assert_int_equal(rows[1].time, NOON);
}

static void
an_address_moves(void **state)
{
	struct fixture *f = *state;
	bool moved;
	size_t n;

	CHECK(store_source_move(f->st, f->feed, "https://new.example/feed", &moved, &err));
	assert_true(moved);
	CHECK(store_source_move(f->st, f->other, "https://new.example/feed", &moved, &err));
	assert_false(moved);
	const struct source *list = store_sources(f->st, &f->a, false, &n, &err);
	assert_int_equal(n, 3);
	assert_string_equal(list[0].location, "https://new.example/feed");
	assert_string_equal(list[0].formerly, "https://one.example/feed");
	assert_null(list[1].formerly);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_same_by_its_address, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_a_folder_says_goes_before, set_up, tear_down),
		cmocka_unit_test_setup_teardown(earlier_wording_is_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_future_is_listed_as_now, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_address_moves, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
