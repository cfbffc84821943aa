/* SPDX-License-Identifier: ISC */
/* Days are counted as they are in local time, also where one of them has 23 or
 * 25 hours; one pass gives what counting each of them gives. */
#include <locale.h>
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

#include "fixture.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "store/store.h"

enum { DAYS = 5 };

struct fixture {
	struct home home;
	struct store *st;
	int64_t source;
};

static int
set_up(void **state)
{
	static struct fixture f;

	memset(&f, 0, sizeof(f));
	f.st = home_make(&f.home);
	struct source src = { .location = "/somewhere", .title = "here" };
	CHECK(store_source_put(f.st, &src, &f.source, &err));
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	*state = &f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	setenv("TZ", "UTC0", 1);
	tzset();
	return home_remove(&f->home, f->st);
}

static int64_t
time_of(const char *text)
{
	int64_t t;

	assert_true(date_parse(text, strlen(text), &t));
	return t;
}

static void
put(struct fixture *f, int64_t published, const char *topic, int64_t seen)
{
	struct article art;
	enum store_put what;
	char guid[64];
	int64_t id;
	static int number;

	article_init(&art);
	snprintf(guid, sizeof(guid), "%d.md", number++);
	art.guid = guid;
	art.title = number % 2 == 0 ? "Heron" : "Plover";
	art.published = published;
	art.topics = &topic;
	art.ntopics = topic != NULL;
	CHECK(store_begin(f->st, &err));
	CHECK(store_put_article(f->st, f->source, &art, seen, &what, &id, &err));
	CHECK(store_commit(f->st, &err));
}

/* One article an hour, so that a day counts as many as it has hours. */
static void
put_hours(struct fixture *f, int64_t from, int64_t to)
{
	for (int64_t t = from; t < to; t += 3600)
		put(f, t, t % 7200 == 0 ? "Town" : NULL, t);
}

static void
set_bounds(const char *noon, int64_t bounds[DAYS + 1])
{
	int day = date_day(time_of(noon)) - DAYS / 2;

	for (int i = 0; i <= DAYS; i++)
		bounds[i] = date_day_start(day + i);
}

static void
days_have_the_hours_that_the_clock_gives_them(void **state)
{
	static const struct { const char *noon; int64_t hours[DAYS]; } cases[] = {
		{ "2021-03-28T12:00:00Z", { 24, 24, 23, 24, 24 } },
		{ "2021-10-31T12:00:00Z", { 24, 24, 25, 24, 24 } },
		{ "2021-12-31T12:00:00Z", { 24, 24, 24, 24, 24 } },
	};
	struct fixture *f = *state;
	struct store_list list = { .query = NULL };
	int64_t bounds[DAYS + 1], counts[DAYS];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		set_bounds(cases[i].noon, bounds);
		put_hours(f, bounds[0] - 7200, bounds[DAYS] + 7200);
		CHECK(store_day_counts(f->st, &list, bounds, DAYS, counts, &err));
		for (int k = 0; k < DAYS; k++)
			if (counts[k] != cases[i].hours[k])
				fail_msg("%s, day %d: %lld", cases[i].noon, k, (long long)counts[k]);
	}
}

static void
one_pass_gives_what_counting_each_gives(void **state)
{
	static const char *const queries[] = { "", "heron", "topic:Town", "-topic:=Town plover",
		"after:2021-03-28", "is:unread (heron OR topic:Town)", "nothing" };
	struct fixture *f = *state;
	struct query_error error;
	struct arena a = { 0 };
	int64_t bounds[DAYS + 1], counts[DAYS], count, sum = 0;

	set_bounds("2021-03-28T12:00:00Z", bounds);
	put_hours(f, bounds[0] - 7200, bounds[DAYS] + 7200);
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct store_list list = { .query = query_parse(
						       &a, queries[i], bounds[DAYS], NULL, &error) };

		assert_non_null(list.query);
		CHECK(store_day_counts(f->st, &list, bounds, DAYS, counts, &err));
		for (int k = 0; k < DAYS; k++) {
			CHECK(store_count_between(f->st, &list, bounds[k], bounds[k + 1], &count, &err));
			if (counts[k] != count)
				fail_msg("%s, day %d: %lld, not %lld", queries[i], k, (long long)counts[k],
				    (long long)count);
			sum += count;
		}
	}
	assert_true(sum > 119);
	arena_done(&a);
}

static bool
stop(void *arg)
{
	(void)arg;
	return true;
}

static void
a_key_ends_it(void **state)
{
	struct fixture *f = *state;
	struct store_list list = { .query = NULL };
	int64_t bounds[2] = { 0, INT64_MAX }, count;

	for (int64_t t = 0; t < 4000; t++)
		put(f, 1000000 + t, NULL, 1000000 + t);
	store_set_interrupt(f->st, stop, NULL);
	assert_false(store_day_counts(f->st, &list, bounds, 1, &count, &err));
	assert_true(store_was_interrupted(f->st));
	store_set_interrupt(f->st, NULL, NULL);
	CHECK(store_day_counts(f->st, &list, bounds, 1, &count, &err));
	assert_int_equal(count, 4000);
}

static void
what_has_no_time_stands_where_it_was_seen(void **state)
{
	struct fixture *f = *state;
	struct store_list list = { .query = NULL };
	struct arena a = { 0 };
	struct row *rows;
	size_t n;

	put(f, DATE_NONE, NULL, 7000);
	put(f, 6000, NULL, 7000);
	CHECK(store_rows(f->st, &list, NULL, false, 9, &a, &rows, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].time, 7000);
	assert_true(rows[0].undated);
	assert_int_equal(rows[1].time, 6000);
	assert_false(rows[1].undated);
	arena_done(&a);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(days_have_the_hours_that_the_clock_gives_them),
		TEST(one_pass_gives_what_counting_each_gives),
		TEST(a_key_ends_it),
		TEST(what_has_no_time_stands_where_it_was_seen),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
