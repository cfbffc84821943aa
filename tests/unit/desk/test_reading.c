/* SPDX-License-Identifier: ISC */
/* An article, into its coverage and back. */
#include "desk/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "model/source.h"

static char folder[] = "/tmp/test_reading.XXXXXX";
static char path[64];
static struct desk desk;
static int64_t first, second;
static struct err err;

static int64_t
put(int64_t source, const char *guid, struct related *related, size_t n)
{
	struct article art;
	enum store_put what;
	char url[64];
	int64_t id;

	article_init(&art);
	snprintf(url, sizeof(url), "https://example.org/%s", guid);
	art.guid = guid;
	art.title = guid;
	art.original_url = url;
	art.provider.name = "Echo";
	art.related = related;
	art.nrelated = n;
	assert_true(store_put_article(desk.store, source, &art, 1000, &what, &id, &err));
	return id;
}

/* "first" lists "second", a video known by its name alone, and a stranger. */
static int
set_up(void **state)
{
	struct source src = { .location = "/nowhere", .title = "nowhere" };
	struct related related[] = {
		{ .title = "Other words", .web_url = "http://www.example.org/second?utm_source=x" },
		{ .title = "third", .web_url = "", .provider = { .name = "Echo" } },
		{ .title = "Stranger",
		    .web_url = "https://other.example/1",
		    .provider = { .name = "Other" } },
	};
	int64_t id;

	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/store.db", folder);
	desk.store = store_open(path, STORE_WRITE, &err);
	assert_true(store_source_put(desk.store, &src, &id, &err));
	assert_true(store_begin(desk.store, &err));
	second = put(id, "second", NULL, 0);
	(void)put(id, "third", NULL, 0);
	first = put(id, "first", related, 3);
	assert_true(store_commit(desk.store, &err));
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	(void)state;
	store_close(desk.store);
	for (size_t i = 0; i < COUNT(ends); i++) {
		char name[80];

		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
	return rmdir(folder);
}

static void
into_the_coverage_and_back(void **state)
{
	struct reading rd;
	int64_t changed;

	(void)state;
	reading_init(&rd, &desk);
	assert_true(store_mark(desk.store, &second, 1, MARK_STARRED, MARK_SET, &changed, &err));
	assert_true(reading_show(&rd, first, &err));
	assert_int_equal(reading_related_count(&rd), 3);
	assert_false(reading_can_go_back(&rd));

	/* What the store has is that article, with its marks. */
	assert_int_equal(rd.matches[0].id, second);
	assert_int_equal(rd.matches[0].marks, MARK_STARRED);
	rd.place = (struct reading_place){ .top = 7, .chosen = 1 };
	assert_true(reading_enter(&rd, 0, &err));
	assert_int_equal(rd.id, second);
	assert_int_equal(rd.shown.marks, MARK_STARRED);
	assert_int_equal(rd.place.top, 0);
	assert_string_equal(reading_link(&rd), "https://example.org/second");
	assert_true(reading_back(&rd, &err));
	assert_int_equal(rd.id, first);
	assert_int_equal(rd.place.top, 7);
	assert_int_equal(rd.place.chosen, 1);

	/* Without an address it is known by title and provider. */
	assert_true(rd.matches[1].id != 0);
	assert_null(reading_related_link(&rd, 1));

	/* What it has not is shown as the publisher lists it. */
	assert_int_equal(rd.matches[2].id, 0);
	assert_true(reading_enter(&rd, 2, &err));
	assert_int_equal(rd.id, 0);
	assert_string_equal(rd.outside->title, "Stranger");
	assert_string_equal(reading_link(&rd), "https://other.example/1");
	assert_int_equal(reading_related_count(&rd), 0);
	assert_true(reading_reload(&rd, &err));
	assert_string_equal(rd.outside->title, "Stranger");
	assert_true(reading_back(&rd, &err));
	assert_int_equal(rd.id, first);
	assert_false(reading_can_go_back(&rd));
	reading_done(&rd);
}

static void
what_is_not_there_shows_nothing(void **state)
{
	struct reading rd;

	(void)state;
	reading_init(&rd, &desk);
	assert_true(reading_show(&rd, 4711, &err));
	assert_int_equal(rd.id, 0);
	assert_null(reading_link(&rd));
	assert_true(reading_enter(&rd, 0, &err));
	assert_true(reading_back(&rd, &err));
	assert_true(reading_show(&rd, 0, &err));
	assert_int_equal(reading_related_count(&rd), 0);
	reading_done(&rd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(into_the_coverage_and_back),
		cmocka_unit_test(what_is_not_there_shows_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
