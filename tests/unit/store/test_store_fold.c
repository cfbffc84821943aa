/* SPDX-License-Identifier: ISC */
/* Lists with one row a story are what one gets by taking the list of articles and
 * grouping it, for many filters, orders and ways to choose the lead, while stories
 * grow, merge and end and articles are marked, hidden and changed. */
#include <locale.h>
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
#include "store/store_story.h"

enum { ARTICLES = 60, STORIES = 12, OUTLETS = 5, ROWS = 200 };

struct fixture {
	struct home home;
	struct store *st;
	struct arena a;
	int64_t source, ids[ARTICLES];
	unsigned seed;
};

static int
set_up(void **state)
{
	static struct fixture f;

	memset(&f, 0, sizeof(f));
	f.seed = 12345;
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

static int
chance(struct fixture *f, int n)
{
	f->seed = f->seed * 1103515245U + 12345U;
	return (int)(f->seed >> 16) % n;
}

/* Article I as it is said now: the same number, other words and figures. */
static void
put(struct fixture *f, int i)
{
	static const char *const topics[] = { "AI", "Space", "Ferry" };
	static const char *const words[] = { "harbour wall", "night ferry", "harbour fire", "old market" };
	static struct related listed[3];
	const char *topic = topics[chance(f, 3)];
	struct article art;
	enum store_put what;

	article_init(&art);
	art.guid = arena_printf(&f->a, "%d", i);
	art.title = arena_printf(&f->a, "%s %d", words[chance(f, 4)], i);
	art.original_url = arena_printf(&f->a, "https://outlet.example/%d", i);
	art.published = 1000 + 100 * chance(f, 30);
	art.provider.name = arena_printf(&f->a, "Outlet %d", chance(f, OUTLETS));
	art.topics = &topic;
	art.ntopics = chance(f, 4) > 0;
	art.has_quality = chance(f, 3) > 0;
	art.quality = 10 * chance(f, 4);
	art.has_heat = true;
	art.heat = chance(f, 5) == 0 ? -1 : chance(f, 100);
	for (int k = 0; k < 3; k++)
		listed[k] = (struct related){ .title = "elsewhere", .by = BY_PUBLISHER };
	art.related = listed;
	art.nrelated = chance(f, 3) == 0 ? (size_t)chance(f, 4) : 0;
	CHECK(store_put_article(f->st, f->source, &art, 90000, &what, &f->ids[i], &err));
}

/* It as another source has it: the same address and headline. */
static void
put_again(struct fixture *f, int i)
{
	struct store_article sa;
	enum store_put what;
	int64_t id;
	bool found;

	CHECK(store_article(f->st, f->ids[i], &f->a, &sa, &found, &err));
	CHECK(store_put_article(f->st, f->source, &sa.art, 90000, &what, &id, &err));
	assert_int_equal(id, f->ids[i]);
}

/* -- the slow way */

static const struct store_member *
member_of(struct fixture *f, const struct row *row)
{
	struct store_member *all;
	size_t n;

	CHECK(store_story_members(f->st, row->story, &f->a, &all, &n, &err));
	for (size_t i = 0; i < n; i++)
		if (all[i].id == row->id)
			return &all[i];
	return NULL;
}

/* Whether its outlet had an earlier one in the story. */
static bool
repeats(struct fixture *f, const struct row *row)
{
	const struct store_member *me = member_of(f, row);
	struct store_member *all;
	size_t n;

	CHECK(store_story_members(f->st, row->story, &f->a, &all, &n, &err));
	for (size_t i = 0; i < n && me != NULL; i++)
		if (all[i].listed && all[i].provider == me->provider &&
		    (all[i].time < me->time || (all[i].time == me->time && all[i].id < me->id)))
			return true;
	return false;
}

static int
order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
earlier(const struct row *x, const struct row *y)
{
	return x->time != y->time ? order(x->time, y->time) : order(x->id, y->id);
}

static int
listed_by(struct fixture *f, const struct row *row)
{
	struct store_article sa;
	bool found;

	CHECK(store_article(f->st, row->id, &f->a, &sa, &found, &err));
	return (int)sa.art.nrelated;
}

/* < 0: X stands for the story rather than Y. */
static int
better(struct fixture *f, int way, const struct row *x, const struct row *y)
{
	int quality = order(y->has_quality ? y->quality : -1, x->has_quality ? x->quality : -1), n;

	switch (way) {
	case LEAD_EARLIEST:
		return earlier(x, y);
	case LEAD_NEWEST:
		return earlier(y, x);
	case LEAD_QUALITY:
		return quality != 0 ? quality : earlier(x, y);
	case LEAD_PUBLISHER:
		if ((x->heat == -1) != (y->heat == -1))
			return x->heat == -1 ? 1 : -1;
		n = order(listed_by(f, y), listed_by(f, x));
		return n != 0 ? n : quality != 0 ? quality : earlier(x, y);
	default:
		n = order(repeats(f, x), repeats(f, y));
		return n != 0 ? n : earlier(y, x);
	}
}

/* Of the articles that are listed those that stand for their story. */
static size_t
group(struct fixture *f, int way, const struct row *rows, size_t n, const struct row **out)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		bool best = true;

		for (size_t k = 0; k < n && rows[i].story != 0; k++)
			best = best && (k == i || rows[k].story != rows[i].story ||
			    better(f, way, &rows[i], &rows[k]) < 0);
		if (best)
			out[count++] = &rows[i];
	}
	return count;
}

static int64_t
lead_of(struct fixture *f, enum store_lead lead, const struct row *rows, size_t n, const struct row *place)
{
	const struct row *best = place;

	for (size_t i = 0; i < n && place->story != 0; i++)
		if (rows[i].story == place->story && better(f, (int)lead, &rows[i], best) < 0)
			best = &rows[i];
	return best->id;
}

/* -- both */

static void
compare(struct fixture *f, const char *text, struct store_fold fold)
{
	struct query_error error;
	struct store_list list = { 0 }, articles;
	struct row *rows, *stories;
	const struct row *expected[ROWS];
	size_t n, nstories;
	int64_t count;
	bool found;

	list.query = query_parse(&f->a, text, 10000, &list.sort, &error);
	assert_non_null(list.query);
	articles = list;
	list.fold = fold;
	CHECK(store_rows(f->st, &articles, NULL, false, ROWS, &f->a, &rows, &n, &err));
	CHECK(store_rows(f->st, &list, NULL, false, ROWS, &f->a, &stories, &nstories, &err));
	bool returns = fold.returns && list.sort.order == ORDER_DATE;
	size_t nexpected = group(f, returns ? (int)LEAD_COUNT : (int)fold.lead, rows, n, expected);
	if (nstories != nexpected)
		fail_msg("\"%s\" lead %d: %zu stories, not %zu", text, (int)fold.lead, nstories, nexpected);
	for (size_t i = 0; i < n && i < nstories; i++) {
		int64_t lead = returns ? lead_of(f, fold.lead, rows, n, expected[i]) : expected[i]->id;

		if (stories[i].place != expected[i]->id || stories[i].id != lead ||
		    stories[i].time != expected[i]->time)
			fail_msg("\"%s\" lead %d row %zu: %lld at %lld, expected %lld at %lld", text,
			    (int)fold.lead, i, (long long)stories[i].id, (long long)stories[i].place,
			    (long long)lead, (long long)expected[i]->id);
		struct row row;
		CHECK(store_row(f->st, &list, rows[i].id, &f->a, &row, &found, &err));
		assert_true(found);
		assert_int_equal(row.story, rows[i].story);
	}
	CHECK(store_count(f->st, &list, NULL, &count, &err));
	assert_int_equal(count, nstories);
}

static const char *const filters[] = { "", "is:unread", "is:read", "topic:ai", "topic:ai is:unread",
	"harbour", "harbour is:unread", "provider:=\"Outlet 1\"", "title:/ferry/", "heat:>50", "is:starred",
	"-topic:space", "topic:ai OR ferry", "date:1970-01-01 -wall", "has:related", "harbour sort:relevance",
	"is:unread sort:hot", "sort:-hot",
	"sort:heat", "sort:-date topic:ferry", "sort:provider is:unread", "quality:>=10 sort:unread" };

static void
compare_all(struct fixture *f)
{
	for (size_t i = 0; i < COUNT(filters); i++)
		for (int lead = 0; lead < (int)LEAD_COUNT; lead++)
			for (int returns = 0; returns < 2; returns++)
				compare(f, filters[i],
				    (struct store_fold){ true, (enum store_lead)lead, returns, true });
}

/* What the store counts all the time is what one counts. */
static void
compare_counts(struct fixture *f)
{
	const struct store_fold fold = { true, LEAD_PUBLISHER, true, true };
	struct store_totals totals;
	size_t n;
	int64_t count;
	int mended;
	const struct topic *topics = store_topics(f->st, &f->a, &n, &err);

	for (size_t i = 0; i < 2 * n; i++) {
		const struct topic *t = &topics[i / 2];
		struct store_list list = { .fold = fold };

		list.query = query_parse(&f->a,
		    arena_printf(&f->a, "topic:\"%s\"%s", t->name, i % 2 ? " is:unread" : ""), 0, NULL,
		    NULL);
		CHECK(store_count(f->st, &list, NULL, &count, &err));
		assert_int_equal(count, i % 2 ? t->unread_stories : t->stories);
	}
	const struct source *here = store_sources(f->st, &f->a, true, &n, &err);
	for (size_t i = 0; i < n; i++) {
		struct store_list list = { .fold = fold };

		list.query = query_parse(&f->a,
		    arena_printf(&f->a, "source:=\"%s\" is:unread", here[i].location), 0, NULL, NULL);
		CHECK(store_count(f->st, &list, NULL, &count, &err));
		assert_int_equal(count, here[i].unread_stories);
	}
	CHECK(store_totals(f->st, &totals, &err));
	struct store_list list = { .query = query_parse(&f->a, "is:unread (a OR -a)", 0, NULL, NULL),
		.fold = fold };
	CHECK(store_count(f->st, &list, NULL, &count, &err));
	assert_int_equal(count, totals.unread_stories);
	CHECK(store_check(f->st, NULL, NULL, &mended, &err));
	assert_int_equal(mended, 0);
}

static void
disturb(struct fixture *f)
{
	static const enum mark marks[] = { MARK_READ, MARK_READ, MARK_STARRED, MARK_HIDDEN };
	int64_t id = f->ids[chance(f, ARTICLES)], other = f->ids[chance(f, STORIES)], changed;

	switch (chance(f, 5)) {
	case 0:
		CHECK(store_begin(f->st, &err));
		CHECK(store_story_set(f->st, id, other, &err));
		break;
	case 1:
		CHECK(store_begin(f->st, &err));
		CHECK(store_story_merge(f->st, id, other, &err));
		break;
	case 2:
		CHECK(store_begin(f->st, &err));
		put(f, chance(f, ARTICLES));
		break;
	case 3:
		CHECK(store_begin(f->st, &err));
		CHECK(store_story_set(f->st, id, 0, &err));
		break;
	default:
		CHECK(store_mark(f->st, &id, 1, marks[chance(f, 4)], MARK_TOGGLE, &changed, &err));
		return;
	}
	CHECK(store_commit(f->st, &err));
}

static void
fill(struct fixture *f)
{
	CHECK(store_begin(f->st, &err));
	for (int i = 0; i < ARTICLES; i++)
		put(f, i);
	for (int i = STORIES; i < ARTICLES; i++)
		if (chance(f, 4) > 0)
			CHECK(store_story_set(f->st, f->ids[i], f->ids[chance(f, STORIES)], &err));
	CHECK(store_commit(f->st, &err));
}

static void
a_list_of_stories_is_the_list_of_articles_grouped(void **state)
{
	struct fixture *f = *state;

	fill(f);
	for (int round = 0; round < 12; round++) {
		for (int i = 0; i < 10; i++)
			disturb(f);
		compare_all(f);
		compare_counts(f);
		arena_reset(&f->a);
	}
}

static void
sources_take_their_stories_along(void **state)
{
	struct fixture *f = *state;
	struct source src = { .location = "/somewhere", .title = "here" };
	struct store_totals totals;

	fill(f);
	/* Some of them come from a second one too. */
	const struct source also = { .location = "/also", .title = "also" };
	int64_t second;
	CHECK(store_source_put(f->st, &also, &second, &err));
	int64_t first = f->source;
	f->source = second;
	CHECK(store_begin(f->st, &err));
	for (int i = 0; i < ARTICLES; i += 3)
		put_again(f, i);
	CHECK(store_commit(f->st, &err));
	f->source = first;
	compare_counts(f);
	compare_all(f);
	CHECK(store_source_remove(f->st, f->source, &err));
	compare_counts(f);
	CHECK(store_source_remove(f->st, second, &err));
	compare_counts(f);
	CHECK(store_totals(f->st, &totals, &err));
	assert_int_equal(totals.stories, 0);
	CHECK(store_source_put(f->st, &src, &f->source, &err));
	compare_counts(f);
	compare_all(f);
	CHECK(store_begin(f->st, &err));
	CHECK(store_unlink_all(f->st, &err));
	CHECK(store_commit(f->st, &err));
	compare_counts(f);
	CHECK(store_totals(f->st, &totals, &err));
	assert_int_equal(totals.stories, totals.listed);
}

static void
who_joins_a_muted_story_is_muted(void **state)
{
	struct fixture *f = *state;
	const char *filter = NULL;
	int64_t changed, count, *ids;
	size_t n;
	const char *undone;

	CHECK(store_begin(f->st, &err));
	for (int i = 0; i < 4; i++)
		put(f, i);
	CHECK(store_story_set(f->st, f->ids[1], f->ids[0], &err));
	CHECK(store_commit(f->st, &err));
	filter = arena_printf(&f->a, "story:%lld", (long long)f->ids[1]);
	struct store_list list = { .query = query_parse(&f->a, filter, 0, NULL, NULL) }, all = { 0 };
	const struct store_watching what = { true, true, filter };
	CHECK(store_watch(f->st, &list, &what, &changed, &err));
	assert_int_equal(changed, 2);
	CHECK(store_begin(f->st, &err) && store_story_set(f->st, f->ids[2], f->ids[0], &err) &&
	    store_commit(f->st, &err));
	CHECK(store_count(f->st, &all, NULL, &count, &err));
	assert_int_equal(count, 1);
	CHECK(store_undo(f->st, &f->a, &undone, &changed, &ids, &n, &err));
	CHECK(store_begin(f->st, &err) && store_story_set(f->st, f->ids[3], f->ids[0], &err) &&
	    store_commit(f->st, &err));
	CHECK(store_count(f->st, &all, NULL, &count, &err));
	assert_int_equal(count, 3);
	compare_counts(f);
}

/* Pages of the list join as those of any other. */
static void
windows_of_stories_join(void **state)
{
	struct fixture *f = *state;

	fill(f);
	for (size_t i = 0; i < COUNT(filters); i++) {
		struct store_list list = { .fold = { true, LEAD_PUBLISHER, true, true } };
		struct store_cursor at;
		struct row *all, *rows;
		size_t n, got, done = 0;
		int64_t count;

		list.query = query_parse(&f->a, filters[i], 10000, &list.sort, NULL);
		CHECK(store_rows(f->st, &list, NULL, false, ROWS, &f->a, &all, &n, &err));
		do {
			CHECK(store_rows(
			    f->st, &list, done > 0 ? &at : NULL, false, 7, &f->a, &rows, &got, &err));
			for (size_t k = 0; k < got; k++)
				assert_int_equal(rows[k].id, all[done + k].id);
			done += got;
			if (got > 0)
				at = (struct store_cursor){ rows[got - 1].sort, rows[got - 1].time,
					rows[got - 1].place };
			if (got > 0 && list.sort.order != ORDER_RELEVANCE && list.sort.order != ORDER_HOT) {
				CHECK(store_count(f->st, &list, &at, &count, &err));
				assert_int_equal(count, done - 1);
			}
		} while (got == 7);
		assert_int_equal(done, n);
	}
}

/* The cost of a page does not grow with the archive. */
static void
no_list_of_stories_is_sorted_or_scanned(void **state)
{
	static const char *const indexed[] = { "", "topic:ai", "is:unread", "harbour", "is:starred",
		"heat:>50", "sort:heat", "sort:quality", "sort:coverage", "sort:provider", "sort:topic",
		"sort:-date" };
	struct fixture *f = *state;

	fill(f);
	for (size_t i = 0; i < 2 * COUNT(indexed); i++) {
		struct store_list list = { .fold = { true, LEAD_PUBLISHER, i % 2 == 0, true } };
		const char *text = indexed[i / 2];

		list.query = query_parse(&f->a, text, 10000, &list.sort, NULL);
		const char *sql = store_list_sql(f->st, &list, true, &f->a);
		const char *plan = store_explain(f->st, sql, &f->a, &err);
		if (plan == NULL)
			fail_msg("%s: %s", sql, err.text);
		/* The members of one story may be sorted, and what a search has found. */
		const char *member = strstr(plan, "CORRELATED");
		size_t length = member != NULL ? (size_t)(member - plan) : strlen(plan);
		const char *outer = arena_strndup(&f->a, plan, length);
		bool sorted = strstr(outer, "TEMP B-TREE") != NULL && strcmp(text, "harbour") != 0;
		if (sorted || strstr(plan, "SCAN a\n") != NULL)
			fail_msg("%s:\n%s", text, plan);
	}
}

static bool
count_look(void *arg)
{
	++*(int *)arg;
	return false;
}

/* A story of N outlets whose usual row the filter leaves out. */
static int
looks_at(struct fixture *f, const char *word, int n)
{
	struct store_list list = { .fold = { true, LEAD_EARLIEST, true, true } };
	enum store_put what;
	struct row *rows;
	size_t count;
	int64_t first = 0, id, total;
	int looks = 0;

	CHECK(store_begin(f->st, &err));
	for (int i = 0; i < n; i++) {
		struct article art;

		article_init(&art);
		art.guid = arena_printf(&f->a, "%s %d", word, i);
		const char *place = i == 0 || i == n - 1 ? "edge" : "middle";
		art.title = arena_printf(&f->a, "%s %s %d", word, place, i);
		art.published = 1000 + i;
		art.provider.name = arena_printf(&f->a, "%s outlet %d", word, i);
		CHECK(store_put_article(f->st, f->source, &art, 90000, &what, &id, &err));
		first = i == 0 ? id : first;
		CHECK(store_story_set(f->st, id, first, &err));
	}
	CHECK(store_commit(f->st, &err));
	list.query = query_parse(&f->a, arena_printf(&f->a, "%s -edge", word), 10000, NULL, NULL);
	store_set_interrupt(f->st, count_look, &looks);
	CHECK(store_rows(f->st, &list, NULL, false, 50, &f->a, &rows, &count, &err));
	CHECK(store_count(f->st, &list, NULL, &total, &err));
	store_set_interrupt(f->st, NULL, NULL);
	assert_int_equal(count, 1);
	assert_int_equal(total, 1);
	assert_int_equal(rows[0].time, 1000 + n - 2);
	assert_int_equal(rows[0].id, first + 1);
	return looks;
}

/* Four times the outlets cost four times the steps, not sixteen times. */
static void
a_story_of_very_many_is_looked_at_once(void **state)
{
	struct fixture *f = *state;
	int some = looks_at(f, "lighthouse", 500), many = looks_at(f, "windmill", 2000);

	if (many > 8 * some + 8)
		fail_msg("%d looks at 500 members, %d at 2,000", some, many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    a_list_of_stories_is_the_list_of_articles_grouped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(sources_take_their_stories_along, set_up, tear_down),
		cmocka_unit_test_setup_teardown(who_joins_a_muted_story_is_muted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(windows_of_stories_join, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_list_of_stories_is_sorted_or_scanned, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_story_of_very_many_is_looked_at_once, set_up, tear_down),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("store_fold", tests, NULL, NULL);
}
