/* SPDX-License-Identifier: ISC */
/* What can wait is remembered until it is done, by whichever run. */
#include "desk/tidying.h"

#include "../store/fixture.h"
#include "base/arena.h"
#include "base/date.h"
#include "model/article.h"
#include "model/source.h"

enum { PARTS = 20 };

static struct home home;
static struct store *st;

static int
set_up(void **state)
{
	(void)state;
	st = home_make(&home);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	return home_remove(&home, st);
}

static bool
never(void)
{
	return false;
}

static bool
at_once(void)
{
	return true;
}

static bool
has_more(void)
{
	struct tidying t;

	tidying_begin(&t, st);
	return t.more;
}

/* Each commit adds a part to the index. */
static void
put(struct tidying *t, int number)
{
	struct source src = { .location = "/somewhere" };
	struct article art;
	enum store_put what;
	int64_t source, id;
	char guid[16];

	snprintf(guid, sizeof(guid), "%d", number);
	article_init(&art);
	art.guid = guid;
	art.title = "Storm over the harbour";
	CHECK(store_source_put(st, &src, &source, &err));
	CHECK(store_begin(st, &err));
	CHECK(tidying_note(t, &err));
	CHECK(store_put_article(st, source, &art, 1600000000, &what, &id, &err));
	CHECK(store_commit(st, &err));
}

static void
test_nothing_to_do(void **state)
{
	struct tidying t;

	(void)state;
	tidying_begin(&t, st);
	assert_false(t.more);
	int64_t version = store_version(st);
	CHECK(tidying_go_on(&t, never, &err) && tidying_end(&t, &err));
	assert_int_equal(store_version(st), version);
	assert_false(has_more());
}

static void
test_the_next_run_goes_on(void **state)
{
	struct tidying t, next;
	int steps = 0;

	(void)state;
	tidying_begin(&t, st);
	for (int i = 0; i < PARTS; i++)
		put(&t, i);
	assert_true(t.more);
	/* Even if this run should be killed here. */
	assert_true(has_more());
	CHECK(tidying_go_on(&t, at_once, &err) && tidying_end(&t, &err));
	assert_true(has_more());
	for (tidying_begin(&next, st); next.more; steps++)
		CHECK(tidying_step(&next, &err));
	assert_true(steps > 1);
	CHECK(tidying_end(&next, &err));
	assert_false(has_more());
}

static void
test_a_rolled_back_batch_leaves_nothing(void **state)
{
	struct tidying t;

	(void)state;
	tidying_begin(&t, st);
	CHECK(store_begin(st, &err));
	CHECK(tidying_note(&t, &err));
	store_rollback(st);
	assert_false(has_more());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nothing_to_do, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_next_run_goes_on, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_rolled_back_batch_leaves_nothing, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
