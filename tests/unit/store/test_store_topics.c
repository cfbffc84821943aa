/* SPDX-License-Identifier: ISC */
/* Articles come, change, go into stories and get topics, the tree of topics changes,
 * transactions are taken back: articles are in their topics and all above, and all
 * counts are right after each commit. */
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
#include "store/store.h"
#include "store/store_parts.h"

enum { ARTICLES = 40, ROUNDS = 60 };

static const char *const names[] = { "Science", "Space", "Rockets", "Sport", "Chess", "rockets", "Town" };

struct fixture {
	struct home home;
	struct store *st;
	struct arena a;
	int64_t source;
	uint32_t random;
	struct names {
		const char *own[4], *given[4];
		size_t nown, ngiven;
	} is[ARTICLES], committed[ARTICLES];
};

static uint32_t
pick(struct fixture *f, uint32_t n)
{
	f->random = f->random * 1664525 + 1013904223;
	return (f->random >> 8) % n;
}

static int
set_up(void **state)
{
	static struct fixture f;

	f = (struct fixture){ .random = 26 };
	f.st = home_make(&f.home);
	struct source src = { .location = "/somewhere", .title = "here" };
	CHECK(store_source_put(f.st, &src, &f.source, &err));
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

static size_t
some_names(struct fixture *f, const char **out)
{
	size_t n = pick(f, 4);

	for (size_t i = 0; i < n; i++)
		out[i] = names[pick(f, COUNT(names))];
	return n;
}

/* New or changed, now and then withdrawn. */
static void
put_some(struct fixture *f)
{
	enum store_put what;
	struct article art;
	int64_t id;

	for (uint32_t n = pick(f, 8); n > 0; n--) {
		uint32_t number = pick(f, ARTICLES);
		struct names *is = &f->is[number], before = *is;

		article_init(&art);
		art.guid = arena_printf(&f->a, "%u", number);
		art.title = arena_printf(&f->a, "Title %u", pick(f, 3));
		art.published = 1000 * pick(f, 4);
		art.is_published = pick(f, 8) == 0 ? PUBLISHED_NO : PUBLISHED_YES;
		if (pick(f, 3) > 0)
			is->nown = some_names(f, is->own);
		if (pick(f, 3) > 0)
			is->ngiven = some_names(f, is->given);
		art.topics = is->own;
		art.ntopics = is->nown;
		art.given = is->given;
		art.ngiven = is->ngiven;
		CHECK(store_put_article(f->st, f->source, &art, 5000, &what, &id, &err));
		if (what == STORE_SAME)
			*is = before;
	}
}

/* Three of a few trees: flat, two steps, three steps. */
static void
define_some(struct fixture *f)
{
	uint32_t tree = pick(f, 3);
	struct topic topics[] = {
		{ .name = "Science" },
		{ .name = "Space", .parent = tree > 0 ? "Science" : NULL },
		{ .name = "Rockets", .parent = tree > 1 ? "Space" : tree > 0 ? "Science" : NULL },
		{ .name = "Chess", .parent = tree == 1 ? "Sport" : NULL },
	};

	CHECK(store_topics_define(f->st, f->source, topics, COUNT(topics), &err));
}

static void
join_some(struct fixture *f)
{
	int64_t last = store_last_id(f->st);

	for (int i = 0; i < 4 && last > 0; i++)
		CHECK(sql_run(f->st, &err, "UPDATE article SET story = ?2 WHERE id = ?1", "ii",
		    1 + (int64_t)pick(f, (uint32_t)last), (int64_t)pick(f, 4)));
}

static void
mark_some(struct fixture *f)
{
	int64_t last = store_last_id(f->st), changed, id = 1 + (int64_t)pick(f, (uint32_t)last + 1);
	enum mark mark = pick(f, 2) == 0 ? MARK_READ : MARK_HIDDEN;

	CHECK(store_mark(f->st, &id, 1, mark, MARK_TOGGLE, &changed, &err));
}

static void
give_some(struct fixture *f)
{
	struct query_error error;
	struct store_list list = { 0 };
	const char *text = arena_printf(&f->a, "title:%u", pick(f, 3));

	list.query = query_parse(&f->a, text, 10000, &list.sort, &error);
	assert_non_null(list.query);
	CHECK(store_topic_give(f->st, &list, names[pick(f, COUNT(names))], &err));
}

static void
say(void *arg, const char *finding)
{
	(void)arg;
	print_message("%s\n", finding);
}

/* What each has by its last wording. */
static void
put_names(struct fixture *f)
{
	CHECK(sql_script(f->st, "CREATE TABLE IF NOT EXISTS temp.own (article, topic, given);"
	    " DELETE FROM temp.own", &err));
	for (int i = 0; i < ARTICLES; i++)
		for (size_t k = 0; k < f->is[i].nown + f->is[i].ngiven; k++) {
			bool given = k >= f->is[i].nown;

			CHECK(sql_run(f->st, &err, "INSERT INTO temp.own SELECT o.article, n.topic, ?3"
			    " FROM origin o JOIN topic_name n ON n.fold = lower(?2) WHERE o.guid = ?1", "ttd",
			    arena_printf(&f->a, "%d", i),
			    given ? f->is[i].given[k - f->is[i].nown] : f->is[i].own[k], (int)given));
		}
}

static void
check(struct fixture *f)
{
	int64_t wrong = -1;
	int mended = 0;

	assert_true(store_check(f->st, say, NULL, &mended, &err));
	assert_int_equal(mended, 0);
	put_names(f);
#define ABOVE "SELECT article, ancestor FROM (SELECT article, topic FROM topic_given UNION ALL" \
	" SELECT article, topic FROM temp.own WHERE NOT given) JOIN topic_up USING (topic)"
#define GIVEN "SELECT article, topic FROM temp.own WHERE given"
	CHECK(sql_number(f->st, &err, &wrong, "SELECT (SELECT count(*) FROM (" ABOVE " EXCEPT"
	    " SELECT article, topic FROM article_topic)) + (SELECT count(*) FROM"
	    " (SELECT article, topic FROM article_topic EXCEPT " ABOVE ")) + (SELECT count(*) FROM (" GIVEN
	    " EXCEPT SELECT article, topic FROM topic_given)) + (SELECT count(*) FROM"
	    " (SELECT article, topic FROM topic_given WHERE giver = 1 EXCEPT " GIVEN "))", ""));
	assert_int_equal(wrong, 0);
}

static void
topics_and_counts_are_right_after_each_commit(void **state)
{
	struct fixture *f = *state;

	for (int round = 0; round < ROUNDS; round++) {
		CHECK(store_begin(f->st, &err));
		put_some(f);
		if (pick(f, 4) == 0)
			join_some(f);
		if (pick(f, 4) == 0)
			define_some(f);
		put_some(f);
		if (pick(f, 5) == 0) {
			store_rollback(f->st);
			memcpy(f->is, f->committed, sizeof(f->is));
			CHECK(store_begin(f->st, &err));
			put_some(f);
		}
		CHECK(store_commit(f->st, &err));
		memcpy(f->committed, f->is, sizeof(f->is));
		mark_some(f);
		if (pick(f, 4) == 0)
			give_some(f);
		check(f);
	}
	int64_t rows = 0, articles = store_last_id(f->st);
	CHECK(sql_number(f->st, &err, &rows, "SELECT count(*) FROM article_topic", ""));
	assert_int_equal(articles, ARTICLES);
	assert_true(rows > 2 * articles);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(topics_and_counts_are_right_after_each_commit),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
