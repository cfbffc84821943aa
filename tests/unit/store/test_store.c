/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "fixture.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/store.h"
#include "store/store_story.h"

struct fixture {
	struct home home;
	struct store *st;
	struct arena a;
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

static int64_t
put(struct fixture *f, int64_t source, const char *guid, const char *title, int64_t time, const char *url,
    const char *topic, enum store_put expected)
{
	struct article art;
	enum store_put what;
	int64_t id;

	article_init(&art);
	art.guid = guid;
	art.title = title;
	art.published = time;
	art.original_url = url;
	art.provider.name = "Echo";
	art.provider.domain = "echo.example";
	art.topics = &topic;
	art.ntopics = topic != NULL;
	CHECK(store_begin(f->st, &err));
	CHECK(store_put_article(f->st, source, &art, 5000, &what, &id, &err));
	CHECK(store_commit(f->st, &err));
	assert_int_equal(what, expected);
	return id;
}

static const char *
titles(struct fixture *f, const char *text)
{
	struct query_error error;
	struct store_list list = { .query = query_parse(&f->a, text, 10000, &list.sort, &error) };
	struct row *rows;
	size_t n;
	int64_t count = -1;
	const char *all = "";

	list.sort = (struct query_sort){ 0 };
	list.query = query_parse(&f->a, text, 10000, &list.sort, &error);
	if (list.query == NULL)
		fail_msg("%s", error.text);
	CHECK(store_rows(f->st, &list, NULL, false, 100, &f->a, &rows, &n, &err));
	CHECK(store_count(f->st, &list, NULL, &count, &err));
	assert_int_equal(count, n);
	for (size_t i = 0; i < n; i++)
		all = arena_printf(&f->a, "%s%s%s", all, i ? " " : "", rows[i].title);
	return all;
}

static void
fields_choose_articles(void **state)
{
	struct fixture *f = *state;
	static const struct topic topics[] = {
		{ .key = "ai", .name = "AI" }, { .key = "cv", .name = "Computer Vision", .parent = "AI" },
	};

	CHECK(store_begin(f->st, &err));
	CHECK(store_topics_define(f->st, f->source, topics, 2, &err));
	CHECK(store_commit(f->st, &err));
	put(f, f->source, "a", "alpha", 100, "https://echo.example/a", "AI", STORE_NEW);
	put(f, f->source, "b", "beta", 300, "https://echo.example/b", "Computer Vision", STORE_NEW);
	put(f, f->source, "c", "gamma", 200, "https://echo.example/c", "Other", STORE_NEW);
	assert_string_equal(titles(f, ""), "beta gamma alpha");
	assert_string_equal(titles(f, "topic:ai"), "beta alpha");
	assert_string_equal(titles(f, "topic:=ai"), "alpha");
	assert_string_equal(titles(f, "topic:vision"), "beta");
	assert_string_equal(titles(f, "topic:nothing"), "");
	assert_string_equal(titles(f, "-topic:ai"), "gamma");
	assert_string_equal(titles(f, "provider:echo"), "beta gamma alpha");
	assert_string_equal(titles(f, "provider:echo.example gamma"), "gamma");
	assert_string_equal(titles(f, "GAMMA OR alph*"), "gamma alpha");
	assert_string_equal(titles(f, "\"%\" OR \"'\" OR \"\"\"\""), "");
	assert_string_equal(titles(f, "sort:-date"), "alpha gamma beta");
}

/* Five articles, "e" the newest; spans in both directions, toggling several. */
static void
part_of_a_list_is_marked_and_undone_step_by_step(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = { "a", "b", "c", "d", "e" };
	struct store_list lists[] = { { .query = NULL }, { .sort = { ORDER_DATE, true } } };
	int64_t id[5], changed, *ids;
	size_t n;
	const char *what;

	for (int i = 0; i < 5; i++)
		id[i] = put(f, f->source, names[i], names[i], 100 * (i + 1), NULL, NULL, STORE_NEW);
	struct store_cursor b = { 0, 200, id[1] }, d = { 0, 400, id[3] };
	CHECK(store_ids(f->st, &lists[0], &(struct store_span){ &d, &b }, 10, &f->a, &ids, &n, &err));
	assert_int_equal(n, 3);
	assert_int_equal(ids[0], id[3]);
	assert_int_equal(ids[2], id[1]);
	CHECK(store_ids(f->st, &lists[1], &(struct store_span){ &b, &d }, 2, &f->a, &ids, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(ids[0], id[1]);

	CHECK(store_mark_list(f->st, &lists[0], &(struct store_span){ NULL, &d }, MARK_READ, MARK_SET,
	    &changed, &err));
	assert_string_equal(titles(f, "is:read"), "e d");
	CHECK(store_mark_list(f->st, &lists[0], &(struct store_span){ &b, NULL }, MARK_READ, MARK_SET,
	    &changed, &err));
	assert_string_equal(titles(f, "is:read"), "e d b a");
	/* One of two is starred: toggling stars both, then neither. */
	CHECK(store_mark(f->st, &id[0], 1, MARK_STARRED, MARK_TOGGLE, &changed, &err));
	CHECK(store_mark(f->st, id, 2, MARK_STARRED, MARK_TOGGLE, &changed, &err));
	assert_int_equal(changed, 1);
	CHECK(store_mark(f->st, id, 2, MARK_STARRED, MARK_TOGGLE, &changed, &err));
	assert_string_equal(titles(f, "is:starred"), "");

	/* The steps outlive the connection. */
	store_close(f->st);
	f->st = store_open(f->home.path, STORE_WRITE, &err);
	assert_non_null(f->st);
	static const char *const left[] = { "b a", "a", "" };
	for (int i = 0; i < 3; i++) {
		CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &n, &err));
		assert_string_equal(titles(f, "is:starred"), left[i]);
	}
	assert_string_equal(store_undo_next(f->st, &f->a), "2 marked read");
	CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &n, &err));
	CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &n, &err));
	assert_string_equal(titles(f, "is:read"), "");
	assert_null(store_undo_next(f->st, &f->a));
}

static void
marks_survive_a_change_and_are_undone(void **state)
{
	struct fixture *f = *state;
	int64_t id = put(f, f->source, "a", "old", 100, "https://echo.example/a", "AI", STORE_NEW);
	struct store_totals totals;
	const char *what;
	int64_t changed, *ids;
	size_t nids;

	CHECK(store_mark(f->st, &id, 1, MARK_READ, MARK_SET, &changed, &err));
	assert_int_equal(changed, 1);
	CHECK(store_mark(f->st, &id, 1, MARK_STARRED, MARK_TOGGLE, &changed, &err));
	assert_int_equal(
	    put(f, f->source, "a", "new", 100, "https://echo.example/a", "AI", STORE_CHANGED), id);
	put(f, f->source, "a", "new", 100, "https://echo.example/a", "AI", STORE_SAME);
	assert_string_equal(titles(f, "is:read is:starred new"), "new");
	assert_string_equal(titles(f, "old"), "");
	CHECK(store_totals(f->st, &totals, &err));
	assert_int_equal(totals.unread, 0);
	store_close(f->st);
	f->st = store_open(f->home.path, STORE_WRITE, &err);
	CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &nids, &err));
	assert_string_equal(what, "1 starred");
	CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &nids, &err));
	assert_string_equal(what, "1 marked read");
	assert_int_equal(ids[0], id);
	CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &nids, &err));
	assert_null(what);
	assert_string_equal(titles(f, "is:unread -is:starred"), "new");
}

static void
hidden_ones_are_listed_only_when_asked_for(void **state)
{
	struct fixture *f = *state;
	int64_t id = put(f, f->source, "a", "alpha", 100, NULL, "AI", STORE_NEW), changed;
	size_t n;

	CHECK(store_mark(f->st, &id, 1, MARK_HIDDEN, MARK_SET, &changed, &err));
	assert_string_equal(titles(f, ""), "");
	assert_string_equal(titles(f, "is:hidden"), "alpha");
	struct topic *topics = store_topics(f->st, &f->a, &n, &err);
	assert_non_null(topics);
	assert_int_equal(n, 0);
}

static void
the_same_address_from_two_sources_is_one_article(void **state)
{
	struct fixture *f = *state;
	struct source src = { .location = "/elsewhere" };
	int64_t other, id;

	CHECK(store_source_put(f->st, &src, &other, &err));
	id = put(f, f->source, "a", "alpha", 100, "https://www.echo.example/a?utm_source=x", NULL, STORE_NEW);
	assert_int_equal(
	    put(f, other, "z", "other words", 100, "http://echo.example/a", NULL, STORE_SAME), id);
	assert_int_not_equal(
	    put(f, f->source, "b", "beta", 100, "https://echo.example/a", NULL, STORE_NEW), id);
	assert_int_not_equal(
	    put(f, other, "a", "same guid", 100, "https://else.example/a", NULL, STORE_NEW), id);
	CHECK(store_source_remove(f->st, f->source, &err));
	assert_string_equal(titles(f, ""), "same guid alpha");
	CHECK(store_source_remove(f->st, other, &err));
	assert_string_equal(titles(f, ""), "");
	src.location = "/somewhere";
	CHECK(store_source_put(f->st, &src, &other, &err));
	assert_string_equal(titles(f, ""), "beta alpha");
}

static void
assert_counts(struct fixture *f, size_t i, int64_t articles, int64_t unread)
{
	size_t n;
	const struct source *list = store_sources(f->st, &f->a, true, &n, &err);
	int mended;

	assert_non_null(list);
	assert_in_range(i, 0, n - 1);
	assert_int_equal(list[i].articles, articles);
	assert_int_equal(list[i].unread, unread);
	CHECK(store_check(f->st, NULL, NULL, &mended, &err));
}

static void
sources_know_what_is_unread(void **state)
{
	struct fixture *f = *state;
	struct source src = { .location = "/elsewhere", .title = "here and there" };
	int64_t other, shared, changed;

	CHECK(store_source_put(f->st, &src, &other, &err));
	shared = put(f, f->source, "a", "alpha", 100, "https://echo.example/a", NULL, STORE_NEW);
	put(f, other, "z", "alpha", 100, "https://echo.example/a", NULL, STORE_SAME);
	put(f, other, "y", "beta", 90, NULL, NULL, STORE_NEW);
	assert_counts(f, 0, 1, 1);
	assert_counts(f, 1, 2, 2);
	CHECK(store_mark(f->st, &shared, 1, MARK_READ, MARK_SET, &changed, &err));
	assert_counts(f, 0, 1, 0);
	assert_counts(f, 1, 2, 1);
	CHECK(store_mark(f->st, &shared, 1, MARK_READ, MARK_CLEAR, &changed, &err));
	CHECK(store_mark(f->st, &shared, 1, MARK_HIDDEN, MARK_SET, &changed, &err));
	assert_counts(f, 1, 2, 1);
	CHECK(store_mark(f->st, &shared, 1, MARK_HIDDEN, MARK_CLEAR, &changed, &err));
	CHECK(store_source_remove(f->st, other, &err));
	assert_counts(f, 0, 1, 1);
	assert_counts(f, 1, 2, 1);
	CHECK(store_source_put(f->st, &src, &other, &err));
	assert_counts(f, 1, 2, 2);
	/* One source by its whole name. */
	assert_string_equal(titles(f, "source:here"), "alpha beta");
	assert_string_equal(titles(f, "source:=Here"), "alpha");
	assert_string_equal(titles(f, "source:=/elsewhere"), "alpha beta");
	assert_string_equal(titles(f, "source:=\"here and there\""), "alpha beta");
}

static void
large_sources_go_bit_by_bit(void **state)
{
	enum { MANY = 4200 };
	struct fixture *f = *state;
	struct source src = { .location = "/large" };
	struct store_totals totals;
	int64_t large, last = 0, left, changed;
	int calls = 0;

	CHECK(store_source_put(f->st, &src, &large, &err));
	for (int i = 0; i < MANY; i++) {
		char guid[16], url[48];

		snprintf(guid, sizeof(guid), "%d", i);
		snprintf(url, sizeof(url), "https://echo.example/%d", i);
		last = put(f, large, guid, "alpha", i, url, i % 2 ? "AI" : "Space", STORE_NEW);
		if (i % 7 == 0)
			put(f, f->source, guid, "alpha", i, url, NULL, STORE_SAME);
	}
	CHECK(store_mark(f->st, &last, 1, MARK_READ, MARK_SET, &changed, &err));
	CHECK(store_source_remove(f->st, large, &err));
	assert_true(store_unsettled(f->st) > 0);
	assert_counts(f, 0, MANY / 7, MANY / 7);
	/* Added again, and removed, while it is still going. */
	CHECK(store_settle(f->st, 700, &left, &err));
	CHECK(store_source_put(f->st, &src, &large, &err));
	CHECK(store_settle(f->st, 700, &left, &err));
	assert_counts(f, 1, MANY, MANY - 1);
	CHECK(store_source_remove(f->st, large, &err));
	for (left = 1; left > 0; calls++)
		CHECK(store_settle(f->st, 700, &left, &err));
	assert_int_equal(calls, 5);
	assert_counts(f, 0, MANY / 7, MANY / 7);
	CHECK(store_totals(f->st, &totals, &err));
	assert_int_equal(totals.listed, MANY / 7);
	CHECK(store_source_put(f->st, &src, &large, &err));
	for (left = 1; left > 0;)
		CHECK(store_settle(f->st, 100000, &left, &err));
	CHECK(store_totals(f->st, &totals, &err));
	assert_int_equal(totals.listed, MANY);
	assert_int_equal(totals.unread, MANY - 1);
	assert_counts(f, 1, MANY, MANY - 1);
	/* Somebody waits all the time: it is done in parts. */
	int turn = open(arena_printf(&f->a, "%s.wait", f->home.path), O_RDWR | O_CREAT, 0600);
	assert_int_equal(flock(turn, LOCK_SH), 0);
	CHECK(store_source_remove(f->st, large, &err));
	for (left = 1, calls = 0; left > 0; calls++)
		CHECK(store_settle(f->st, 100000, &left, &err));
	assert_true(calls > 3);
	assert_counts(f, 0, MANY / 7, MANY / 7);
	close(turn);
	/* Indexes that were in the way are there again. */
	struct store_list list = { .query = NULL };
	const char *plan = store_explain(f->st, store_list_sql(f->st, &list, true, &f->a), &f->a, &err);
	assert_non_null(strstr(plan, "article_time"));
}

static void
a_story_is_read_through_its_index(void **state)
{
	struct fixture *f = *state;
	int64_t first = put(f, f->source, "a", "alpha", 100, NULL, "AI", STORE_NEW);
	int64_t second = put(f, f->source, "b", "beta", 90, NULL, NULL, STORE_NEW);
	char text[32];

	put(f, f->source, "c", "gamma", 80, NULL, NULL, STORE_NEW);
	snprintf(text, sizeof(text), "story:%lld", (long long)second);
	assert_string_equal(titles(f, text), "beta");
	CHECK(store_begin(f->st, &err) && store_story_set(f->st, second, first, &err) &&
	    store_commit(f->st, &err));
	assert_string_equal(titles(f, text), "alpha beta");
	struct store_list list = { .query = query_parse(&f->a, text, 0, NULL, NULL) };
	const char *plan = store_explain(f->st, store_list_sql(f->st, &list, false, &f->a), &f->a, &err);
	assert_non_null(strstr(plan, "article_story"));
	assert_string_equal(titles(f, "-story:1"), "gamma");
	assert_string_equal(titles(f, "story:999"), "");
}

static void
marking_a_list_is_one_step(void **state)
{
	struct fixture *f = *state;
	struct store_list list = { .query = query_parse(&f->a, "topic:ai", 0, NULL, NULL) };
	const char *what;
	int64_t changed, *ids;
	size_t nids;

	for (int i = 0; i < 50; i++)
		put(f, f->source, arena_printf(&f->a, "%d", i), "x", i, NULL, i % 2 ? "AI" : "Other",
		    STORE_NEW);
	CHECK(store_mark_list(f->st, &list, NULL, MARK_READ, MARK_SET, &changed, &err));
	assert_int_equal(changed, 25);
	CHECK(store_mark_list(f->st, &list, NULL, MARK_READ, MARK_SET, &changed, &err));
	assert_int_equal(changed, 0);
	CHECK(store_undo(f->st, &f->a, &what, &changed, &ids, &nids, &err));
	assert_string_equal(what, "25 marked read");
	assert_int_equal(nids, 25);
}

static void
windows_join_without_gap_or_double(void **state)
{
	struct fixture *f = *state;
	static const char *const queries[] = { "", "topic:ai", "is:unread", "sort:heat", "sort:-date" };

	for (int i = 0; i < 100; i++)
		put(f, f->source, arena_printf(&f->a, "%d", i), "x", i / 7, NULL, "AI", STORE_NEW);
	for (size_t q = 0; q < 5; q++) {
		struct store_list list = { 0 };
		struct row *rows, *back;
		size_t n, nback, seen = 0;
		struct store_cursor at;

		list.query = query_parse(&f->a, queries[q], 0, &list.sort, NULL);
		CHECK(store_rows(f->st, &list, NULL, false, 7, &f->a, &rows, &n, &err));
		while (n > 0) {
			seen += n;
			at = (struct store_cursor){ rows[n - 1].sort, rows[n - 1].time, rows[n - 1].id };
			struct store_cursor first = { rows[0].sort, rows[0].time, rows[0].id };
			int64_t before;

			CHECK(store_count(f->st, &list, &first, &before, &err));
			assert_int_equal(before, seen - n);
			CHECK(store_rows(f->st, &list, &at, true, n - 1, &f->a, &back, &nback, &err));
			assert_int_equal(nback, n - 1);
			for (size_t i = 0; i < nback; i++)
				assert_int_equal(back[i].id, rows[i].id);
			CHECK(store_rows(f->st, &list, &at, false, 7, &f->a, &rows, &n, &err));
		}
		assert_int_equal(seen, 100);
	}
}

/* What a key press runs must not read or sort the whole archive. */
static void
paths_of_keys_use_an_index(void **state)
{
	struct fixture *f = *state;
	static const char *const queries[] = {
		"",
		"is:unread",
		"topic:ai",
		"topic:ai is:unread",
		"provider:echo",
		"heat:>=80",
		"after:2020-01-01",
		"sort:heat",
		"sort:quality",
		"sort:coverage",
		"sort:unread",
		"sort:provider",
		"is:starred",
		"is:hidden",
		"is:muted",
		"is:unpublished",
		"is:damaged",
		"is:updated",
		"is:followed",
		"is:hidden OR is:unpublished OR is:muted",
		"lang:de title:/x/ is:unread",
		"topic:ai has:video seen:2020",
	};

	put(f, f->source, "a", "alpha", 100, NULL, "AI", STORE_NEW);
	for (size_t i = 0; i < 2 * COUNT(queries); i++) {
		struct store_list list = { 0 };

		list.query = query_parse(&f->a, queries[i / 2], 0, &list.sort, NULL);
		const char *sql = store_list_sql(f->st, &list, i % 2, &f->a);
		const char *plan = store_explain(f->st, sql, &f->a, &err);
		if (plan == NULL || strstr(plan, "TEMP B-TREE") != NULL || strstr(plan, "SCAN a\n") != NULL)
			fail_msg("%s: %s", sql, plan);
	}
}

static void
put_many(const char *path, int64_t source)
{
	struct store *st = store_open(path, STORE_BULK, NULL);
	struct article art;
	char guid[32];

	article_init(&art);
	art.guid = guid;
	art.title = "storm";
	for (int i = 0;; i++) {
		enum store_put what;
		int64_t id;

		if (i % 10 == 0 && !store_begin(st, NULL))
			_exit(1);
		snprintf(guid, sizeof(guid), "%d", i);
		if (!store_put_article(st, source, &art, i, &what, &id, NULL))
			_exit(1);
		if (i % 10 == 9 && !store_commit(st, NULL))
			_exit(1);
	}
}

static void
a_killed_writer_leaves_whole_batches(void **state)
{
	struct fixture *f = *state;
	int mended = 0;

	for (int i = 0; i < 12; i++) {
		pid_t pid = fork();

		if (pid == 0)
			put_many(f->home.path, f->source);
		usleep((useconds_t)(3000 + i * 4000));
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		struct store_list list = { 0 };
		int64_t count = -1;
		CHECK(store_count(f->st, &list, NULL, &count, &err));
		assert_int_equal(count % 10, 0);
		if (!store_check(f->st, NULL, NULL, &mended, &err))
			fail_msg("after kill %d: %s", i, err.text);
	}
	assert_int_equal(mended, 0);
}

static void
what_is_no_store_is_refused_in_words(void **state)
{
	struct fixture *f = *state;
	char path[160];

	snprintf(path, sizeof(path), "%s/other.db", f->home.folder);
	FILE *file = fopen(path, "w");
	for (int i = 0; i < 1000; i++)
		fputs("this is a letter to my aunt\n", file);
	fclose(file);
	assert_null(store_open(path, STORE_WRITE, &err));
	assert_non_null(strstr(err.text, "is no dateline store"));
	assert_int_equal(err.code, 3);
	snprintf(path, sizeof(path), "%s/none/dateline.db", f->home.folder);
	assert_null(store_open(path, STORE_WRITE, &err));
	assert_int_equal(err.code, 3);
}

/* Texts wait for the commit: the last wording counts, and what was taken back
 * leaves no word behind. */
static void
words_follow_the_transaction(void **state)
{
	struct fixture *f = *state;
	struct article art;
	enum store_put what;
	int64_t id;

	article_init(&art);
	art.guid = "a.md";
	CHECK(store_begin(f->st, &err));
	for (int i = 0; i < 2; i++) {
		art.title = i == 0 ? "Heron" : "Plover";
		CHECK(store_put_article(f->st, f->source, &art, 5000, &what, &id, &err));
	}
	CHECK(store_commit(f->st, &err));
	assert_string_equal(titles(f, "plover"), "Plover");
	assert_string_equal(titles(f, "heron"), "");

	CHECK(store_begin(f->st, &err));
	art.title = "Curlew";
	CHECK(store_put_article(f->st, f->source, &art, 5000, &what, &id, &err));
	store_rollback(f->st);
	CHECK(store_begin(f->st, &err));
	CHECK(store_commit(f->st, &err));
	assert_string_equal(titles(f, "plover"), "Plover");
	assert_string_equal(titles(f, "curlew"), "");
}

/* Of more sources in turn than are added up at a time; what is taken back does not
 * count, what is withdrawn only for its source, one that another source has too once. */
static void
counts_follow_the_transaction(void **state)
{
	enum { SOURCES = 40, TURNS = 3 };
	struct fixture *f = *state;
	struct source src = { 0 };
	int64_t sources[SOURCES], id;
	enum store_put what;
	struct article art;

	for (int i = 0; i < SOURCES; i++) {
		src.location = arena_printf(&f->a, "/s/%02d", i);
		CHECK(store_source_put(f->st, &src, &sources[i], &err));
	}
	article_init(&art);
	art.title = "Heron";
	for (int taken = 0; taken < 2; taken++) {
		CHECK(store_begin(f->st, &err));
		for (int i = 0; i < TURNS * SOURCES; i++) {
			art.guid = arena_printf(&f->a, "%d", i);
			art.is_published = i == 0 ? PUBLISHED_NO : PUBLISHED_YES;
			CHECK(store_put_article(f->st, sources[i % SOURCES], &art, 5000, &what, &id, &err));
			assert_int_equal(what, STORE_NEW);
		}
		if (taken == 0)
			store_rollback(f->st);
	}
	CHECK(store_commit(f->st, &err));
	assert_counts(f, 0, 0, 0);
	assert_counts(f, 1, TURNS, TURNS - 1);
	assert_counts(f, SOURCES, TURNS, TURNS);
	put(f, f->source, "a", "Plover", 100, "https://echo.example/a", NULL, STORE_NEW);
	put(f, sources[0], "a", "Plover", 100, "https://echo.example/a", NULL, STORE_SAME);
	assert_counts(f, 0, 1, 1);
	assert_counts(f, 1, TURNS + 1, TURNS);
}

static void
put_damaged(struct fixture *f, int64_t source, int from, int to)
{
	struct source src = { .id = source, .fetched = 6000, .changed = 6000 };
	enum store_put what;
	struct article art;
	int64_t id;

	article_init(&art);
	CHECK(store_begin(f->st, &err));
	for (int i = from; i < to; i++) {
		art.guid = arena_printf(&f->a, "%d", i);
		art.title = art.guid;
		art.damage = (struct damage){ i % 3 == 0 ? 7 : 0, 1, i % 3 == 0 ? "no colon" : NULL };
		CHECK(store_put_article(f->st, source, &art, 5000, &what, &id, &err));
	}
	CHECK(store_source_outcome(f->st, &src, &err));
	CHECK(store_commit(f->st, &err));
}

/* Few in the store, and more than a source has articles. */
static void
damaged_articles_of_a_source_are_counted(void **state)
{
	struct fixture *f = *state;
	struct source src = { .location = "/t" };
	int64_t other;
	size_t n;

	CHECK(store_source_put(f->st, &src, &other, &err));
	put_damaged(f, f->source, 0, 30);
	put_damaged(f, other, 0, 6);
	const struct source *list = store_sources(f->st, &f->a, true, &n, &err);
	assert_int_equal(list[0].damaged, 10);
	assert_int_equal(list[1].damaged, 2);
	put_damaged(f, f->source, 30, 600);
	put_damaged(f, other, 6, 9);
	list = store_sources(f->st, &f->a, true, &n, &err);
	assert_int_equal(list[0].damaged, 200);
	assert_int_equal(list[1].damaged, 3);
	/* Nothing is new: that it was looked at is. */
	src = (struct source){ .id = other, .fetched = 7000, .changed = DATE_NONE, .error = "gone" };
	CHECK(store_begin(f->st, &err));
	CHECK(store_source_outcome(f->st, &src, &err));
	CHECK(store_commit(f->st, &err));
	list = store_sources(f->st, &f->a, true, &n, &err);
	assert_int_equal(list[1].fetched, 7000);
	assert_int_equal(list[1].changed, 6000);
	assert_string_equal(list[1].error, "gone");
	assert_int_equal(list[1].damaged, 3);
}

static int64_t
parts_of_index(struct fixture *f)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;

	assert_int_equal(sqlite3_open(f->home.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(DISTINCT segid) FROM article_words_idx", -1,
	    &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	int64_t n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

/* Figures change often: the words are not written again for that. */
static void
words_that_are_the_same_stay(void **state)
{
	struct fixture *f = *state;
	struct article art;
	enum store_put what;
	int64_t id;

	article_init(&art);
	art.guid = "a.md";
	art.title = "Heron";
	art.content = "In the reeds.";
	for (int i = 0; i < 5; i++) {
		art.has_heat = i > 0;
		art.heat = i;
		art.published = i < 3 ? 100 : 200;
		CHECK(store_begin(f->st, &err));
		CHECK(store_put_article(f->st, f->source, &art, 5000, &what, &id, &err));
		CHECK(store_commit(f->st, &err));
		assert_int_equal(what, i == 0 ? STORE_NEW : STORE_CHANGED);
		assert_string_equal(titles(f, "reeds"), "Heron");
		if (i < 3)
			assert_int_equal(parts_of_index(f), 1);
	}
	art.content = "On the lake.";
	CHECK(store_begin(f->st, &err));
	CHECK(store_put_article(f->st, f->source, &art, 5000, &what, &id, &err));
	CHECK(store_commit(f->st, &err));
	assert_string_equal(titles(f, "reeds"), "");
	assert_string_equal(titles(f, "lake heron"), "Heron");
}

/* No statement on the way of new articles may make SQLite write out what the text
 * index has gathered: that would be a part for each of them. */
static void
texts_of_a_transaction_are_one_part(void **state)
{
	struct fixture *f = *state;
	struct buf text = { 0 };
	struct source src = { .id = f->source };
	const char *topic = "AI";

	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "word%d ", i);
	CHECK(store_begin(f->st, &err));
	for (int i = 0; i < 16; i++) {
		struct article art;
		enum store_put what;
		int64_t id;
		char guid[16];

		article_init(&art);
		snprintf(guid, sizeof(guid), "%d", i);
		art.guid = guid;
		art.title = "Words";
		art.content = text.p;
		art.topics = &topic;
		art.ntopics = 1;
		CHECK(store_source_name(f->st, &src, i % 2 == 0 ? "Even" : "Odd", &err));
		CHECK(store_put_article(f->st, f->source, &art, 5000 + i, &what, &id, &err));
	}
	CHECK(store_commit(f->st, &err));
	buf_done(&text);
	assert_int_equal(parts_of_index(f), 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(fields_choose_articles),
		TEST(marks_survive_a_change_and_are_undone),
		TEST(part_of_a_list_is_marked_and_undone_step_by_step),
		TEST(hidden_ones_are_listed_only_when_asked_for),
		TEST(the_same_address_from_two_sources_is_one_article),
		TEST(sources_know_what_is_unread),
		TEST(large_sources_go_bit_by_bit),
		TEST(a_story_is_read_through_its_index),
		TEST(marking_a_list_is_one_step),
		TEST(windows_join_without_gap_or_double),
		TEST(paths_of_keys_use_an_index),
		TEST(words_follow_the_transaction),
		TEST(counts_follow_the_transaction),
		TEST(damaged_articles_of_a_source_are_counted),
		TEST(words_that_are_the_same_stay),
		TEST(texts_of_a_transaction_are_one_part),
		TEST(a_killed_writer_leaves_whole_batches),
		TEST(what_is_no_store_is_refused_in_words),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
