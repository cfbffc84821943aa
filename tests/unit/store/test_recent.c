/* SPDX-License-Identifier: ISC */
/* The small index of the newest articles gives what the large one gives, whatever
 * comes and changes. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/store_parts.h"

enum { MANY = 600, DAY = 86400 };
static const int64_t begun = 1600000000;

struct fixture {
	struct home home;
	struct store *st;
	int64_t source;
	unsigned seed;
};

static int
set_up(void **state)
{
	static struct fixture f;
	struct source src = { .location = "/somewhere" };

	memset(&f, 0, sizeof(f));
	f.st = home_make(&f.home);
	f.st->recent_least = 100;
	f.seed = 1;
	CHECK(store_source_put(f.st, &src, &f.source, &err));
	*state = &f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	return home_remove(&f->home, f->st);
}

static int
below(struct fixture *f, int n)
{
	f->seed = f->seed * 1103515245 + 12345;
	return (int)(f->seed >> 16 & 0x7FFF) % n;
}

static const char *
sentence(struct fixture *f, struct arena *a, int n)
{
	static const char *const words[] = { "storm", "harbour", "mill", "ferry", "stone", "night", "水車",
		"東京都", "Straße", "north", "Stonewall", "mirror" };
	const char *text = "";

	for (int i = 0; i < n; i++)
		text = arena_printf(a, "%s %s", text, words[below(f, below(f, 2) ? 4 : (int)COUNT(words))]);
	return text;
}

/* Article NUMBER, anew; its time is anywhere. */
static void
put(struct fixture *f, int number)
{
	struct arena a = { 0 };
	struct article art;
	enum store_put what;
	int64_t id;

	article_init(&art);
	art.guid = arena_printf(&a, "%d", number);
	art.title = sentence(f, &a, 2);
	art.content = sentence(f, &a, 4);
	art.published = begun + (int64_t)below(f, 300) * DAY / 2 + below(f, 3);
	art.has_heat = true;
	art.heat = below(f, 100);
	CHECK(store_put_article(f->st, f->source, &art, begun + 1000 * (int64_t)DAY, &what, &id, &err));
	arena_done(&a);
}

static void
put_some(struct fixture *f, int first, int count)
{
	CHECK(store_begin(f->st, &err));
	for (int i = 0; i < count; i++)
		put(f, first + i);
	CHECK(store_commit(f->st, &err));
}

/* Filled bit by bit; how often that took. */
static int
fill(struct fixture *f)
{
	bool more = true;
	int turns = 0;

	for (; more; turns++)
		CHECK(store_recent_fill(f->st, 20, &more, &err));
	return turns;
}

static int64_t
number(struct fixture *f, const char *sql)
{
	sqlite3_stmt *stmt;
	int64_t n = -1;

	assert_int_equal(sqlite3_prepare_v2(f->st->db, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

/* The first rows, which the small index may give, are those of the whole list. */
static void
same_rows(struct fixture *f, const char *text, struct store_fold fold)
{
	struct arena a = { 0 };
	struct store_list list = { .fold = fold };
	struct row *some, *all;
	size_t nsome, nall;

	list.query = query_parse(&a, text, begun, &list.sort, NULL);
	assert_non_null(list.query);
	CHECK(store_rows(f->st, &list, NULL, false, 5, &a, &some, &nsome, &err));
	CHECK(store_rows(f->st, &list, NULL, false, 5000, &a, &all, &nall, &err));
	assert_int_equal(nsome, nall < 5 ? nall : 5);
	for (size_t i = 0; i < nsome; i++)
		if (some[i].id != all[i].id)
			fail_msg("%s: row %zu is %lld, not %lld", text, i, (long long)some[i].id,
			    (long long)all[i].id);
	if (nsome == 5) {
		struct store_cursor at = { some[2].sort, some[2].time, some[2].id };

		CHECK(store_rows(f->st, &list, &at, false, 2, &a, &some, &nsome, &err));
		assert_int_equal(some[0].id, all[3].id);
		assert_int_equal(some[1].id, all[4].id);
	}
	arena_done(&a);
}

static void
same(struct fixture *f)
{
	static const char *const filters[] = { "storm", "storm harbour", "\"storm harbour\"", "sto*", "s*",
		"水", "水車", "title:mill", "storm -harbour", "-storm", "mirror OR night", "zzz",
		"heat:>50 ferry", "strasse is:unread", "storm sort:-date", "storm sort:heat",
		"is:hidden storm", "title:/^ s/ ferry", "(mill OR date:2020-10) storm",
		"storm sort:relevance" };

	for (size_t i = 0; i < COUNT(filters); i++)
		for (int lead = 0; lead <= LEAD_COUNT; lead++)
			same_rows(f, filters[i],
			    (struct store_fold){ .stories = lead > 0, .lead = (enum store_lead)(lead - 1),
				.returns = i % 3 == 0 });
}

static void
the_first_rows_are_those_of_the_list(void **state)
{
	struct fixture *f = *state;
	int64_t hidden;

	put_some(f, 0, MANY);
	CHECK(store_begin(f->st, &err));
	CHECK(sql_script(f->st, "UPDATE article SET story = 1 + id % 150 WHERE id % 4 <> 0", &err));
	CHECK(store_commit(f->st, &err));
	same(f);
	assert_true(fill(f) > 4);
	assert_int_equal(number(f, "SELECT ready FROM recent_state"), 1);
	assert_in_range(number(f, "SELECT count(*) FROM recent"), MANY / 16, MANY / 8);
	same(f);
	/* What comes, what changes: before it is added and after. */
	for (int turn = 0; turn < 8; turn++) {
		put_some(f, MANY + turn * 20, 20);
		put_some(f, below(f, MANY), 30);
		same(f);
		if (turn % 2)
			(void)fill(f);
		CHECK(store_mark(
		    f->st, &(int64_t){ 1 + below(f, MANY) }, 1, MARK_HIDDEN, MARK_SET, &hidden, &err));
		same(f);
	}
	assert_int_equal(
	    number(f, "SELECT count(*) FROM recent WHERE article NOT IN (SELECT id FROM article)"), 0);
	assert_true(store_check(f->st, NULL, NULL, &(int){ 0 }, &err));
}

/* It is used: what is not in it is not found at the start of a list. */
static void
the_large_index_is_left_alone(void **state)
{
	struct fixture *f = *state;
	struct arena a = { 0 };
	struct store_list list = { 0 };
	struct row *rows;
	size_t n;

	put_some(f, 0, MANY);
	(void)fill(f);
	CHECK(sql_script(f->st, "INSERT INTO article_words (article_words) VALUES ('delete-all')", &err));
	list.query = query_parse(&a, "storm", begun, NULL, NULL);
	CHECK(store_rows(f->st, &list, NULL, false, 5, &a, &rows, &n, &err));
	assert_int_equal(n, 5);
	arena_done(&a);
}

static void
a_small_store_has_none(void **state)
{
	struct fixture *f = *state;

	put_some(f, 0, 99);
	assert_int_equal(fill(f), 1);
	assert_int_equal(number(f, "SELECT count(*) FROM recent"), 0);
	put_some(f, 100, 10);
	assert_true(fill(f) > 1);
	assert_true(number(f, "SELECT count(*) FROM recent") > 0);
	assert_int_equal(fill(f), 1);
}

struct patience {
	int looks, left;
};

static bool
look(void *arg)
{
	struct patience *p = arg;

	p->looks++;
	return p->left-- <= 0;
}

/* Thousands of words that begin alike, in articles of four each. */
static void
put_words(struct fixture *f, int articles)
{
	CHECK(store_begin(f->st, &err));
	for (int i = 0; i < articles; i++) {
		struct arena a = { 0 };
		struct article art;
		enum store_put what;
		int64_t id;

		article_init(&art);
		art.guid = arena_printf(&a, "w%d", i);
		art.title = "";
		for (int k = 0; k < 4; k++)
			art.title = arena_printf(&a, "%s s%05d", art.title, i * 4 + k);
		art.published = begun + i;
		CHECK(store_put_article(f->st, f->source, &art, begun + DAY, &what, &id, &err));
		arena_done(&a);
	}
	CHECK(store_commit(f->st, &err));
}

/* However much a filter finds, it is looked for a key again and again, and one
 * stops it; asked again, it finds all. */
static void
a_key_stops_any_search(void **state)
{
	static const struct { const char *text; int count, looks; } cases[] = {
		{ "s*", 1500, 6000 / 16 }, { "title:s*", 1500, 6000 / 16 }, { "-s* OR s000*", 25, 4 },
		{ "title:/s/", 1500, 4 }, { "s00000 OR heat:<0 OR title:/s/", 1500, 4 },
	};
	struct fixture *f = *state;

	put_words(f, 1500);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = { 0 };
		struct store_list list = { .query = query_parse(&a, cases[i].text, begun, NULL, NULL) };
		struct patience p = { 0, 1 };
		int64_t count = -1;

		store_set_interrupt(f->st, look, &p);
		if (store_count(f->st, &list, NULL, &count, &err))
			fail_msg("%s: not stopped", cases[i].text);
		assert_true(store_was_interrupted(f->st));
		assert_int_equal(p.looks, 2);
		p = (struct patience){ 0, 1000000 };
		CHECK(store_count(f->st, &list, NULL, &count, &err));
		store_set_interrupt(f->st, NULL, NULL);
		assert_int_equal(count, cases[i].count);
		if (p.looks < cases[i].looks)
			fail_msg("%s: %d looks", cases[i].text, p.looks);
		arena_done(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_first_rows_are_those_of_the_list, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_large_index_is_left_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_small_store_has_none, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_key_stops_any_search, set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
