/* SPDX-License-Identifier: ISC */
/* What sources.yaml says of a source and what a visit finds out is there again
 * when the store is read. */
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
#include "store/store.h"

struct fixture {
	struct home home;
	struct store *st;
	struct arena a;
};

static int
set_up(void **state)
{
	static struct fixture f;

	memset(&f, 0, sizeof(f));
	f.st = home_make(&f.home);
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

static void
what_a_visit_leaves_is_kept(void **state)
{
	struct fixture *f = *state;
	struct source src = { .kind = SOURCE_FEED, .location = "https://echo.example/feed" };
	struct store_http http;
	int64_t again;

	CHECK(store_source_put(f->st, &src, &src.id, &err));
	CHECK(store_source_http(f->st, src.id, &f->a, &http, &err));
	assert_null(http.etag);
	assert_int_equal(http.next_fetch, 0);

	http = (struct store_http){ .etag = "\"x\"", .next_fetch = INT64_MAX, .status = 410, .gone = true,
		.learned_interval = 86400, .skip_days = 65, .next_page = "https://echo.example/2" };
	CHECK(store_source_http_put(f->st, src.id, &http, &err));
	CHECK(store_source_put(f->st, &src, &again, &err));
	assert_int_equal(src.id, again);

	memset(&http, 0, sizeof(http));
	CHECK(store_source_http(f->st, src.id, &f->a, &http, &err));
	assert_string_equal(http.etag, "\"x\"");
	assert_null(http.last_modified);
	assert_true(http.gone && http.next_fetch == INT64_MAX && http.skip_days == 65);
	assert_string_equal(http.next_page, "https://echo.example/2");
}

static void
options_are_kept(void **state)
{
	struct fixture *f = *state;
	const char *topics[] = { "AI", "Chess" };
	struct source src = { .kind = SOURCE_FEED, .location = "https://echo.example/feed" };
	struct source plain = { .location = "/somewhere" };
	int64_t again;
	size_t n;

	src.options = (struct source_options){ .topics = topics, .ntopics = 2, .interval = 900, .paused = 1 };
	CHECK(store_source_put(f->st, &plain, &again, &err));
	CHECK(store_source_put(f->st, &src, &src.id, &err));
	CHECK(store_source_name(f->st, &src, "Echo", &err));
	CHECK(store_source_put(f->st, &src, &again, &err));
	assert_int_equal(src.id, again);

	struct source *list = store_sources(f->st, &f->a, false, &n, &err);
	assert_int_equal(n, 2);
	assert_string_equal(list[1].title, "Echo");
	assert_int_equal(list[1].kind, SOURCE_FEED);
	assert_int_equal(list[1].options.interval, 900);
	assert_int_equal(list[1].options.paused, 1);
	assert_int_equal(list[1].options.ntopics, 2);
	assert_string_equal(list[1].options.topics[1], "Chess");
	assert_int_equal(list[0].options.ntopics, 0);
	/* what its user calls it counts */
	list[1].options.title = list[1].title = "Mine";
	CHECK(store_source_put(f->st, &list[1], &again, &err));
	CHECK(store_source_name(f->st, &list[1], "Other", &err));
	list = store_sources(f->st, &f->a, false, &n, &err);
	assert_string_equal(list[1].title, "Mine");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_a_visit_leaves_is_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(options_are_kept, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
