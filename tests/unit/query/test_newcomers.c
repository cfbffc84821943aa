/* SPDX-License-Identifier: ISC */
/* What people type who know newsboat, Gmail, GitHub or a search engine and have
 * not read the manual: it works, or the message has the right words in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"
#include "query/query.h"

static const int64_t now = 1608215400; /* Thu 17 Dec 2020 14:30 UTC */

static const struct {
	const char *typed, *here, *words;
} cases[] = {
	/* newsboat: as it writes them in query feeds and filters */
	{ "unread = \"yes\"", "is:unread", NULL },
	{ "unread=\"yes\"", "is:unread", NULL },
	{ "title =~ \"storm\"", "title:/storm/i", NULL },
	{ "author =~ \"smith\"", "author:/smith/i", NULL },
	{ "age < 3", "after:3d", NULL },
	{ "unread = \"yes\" and age < 7", "is:unread after:7d", NULL },
	{ "tags # \"news\"", "topic:news", NULL },
	{ "feedtitle =~ \"Gazette\"", "source:Gazette", NULL },
	{ "flags # \"s\"", NULL, "is:starred or label:name" },
	{ "unread_count > 0", NULL, "is:unread" },
	/* Gmail */
	{ "from:gazette", "provider:gazette", NULL },
	{ "subject:storm", "title:storm", NULL },
	{ "subject:(storm harbour)", "title:storm title:harbour", NULL },
	{ "from:(gazette OR herald)", "provider:gazette OR provider:herald", NULL },
	{ "-subject:(a OR \"b c\")", "-(title:a OR title:\"b c\")", NULL },
	{ "older_than:3d", "before:3d", NULL },
	{ "newer_than:1m", "after:1m", NULL },
	{ "newer_than:", NULL, "after:7d" },
	{ "before:2020/12/01", "before:2020-12-01", NULL },
	{ "in:starred", "is:starred", NULL },
	{ "in:trash", "is:hidden", NULL },
	{ "in:inbox storm", "storm", NULL },
	{ "is:star", "is:starred", NULL },
	{ "has:star", "is:starred", NULL },
	{ "label:later -sponsored", "label:later -sponsored", NULL },
	{ "has:attachment", NULL, "has:image, has:audio or has:video" },
	{ "is:important", NULL, "is:starred, is:followed or heat:>=80" },
	{ "category:sport", "topic:sport", NULL },
	/* GitHub */
	{ "is:open", "is:unread", NULL },
	{ "is:closed", "is:read", NULL },
	{ "author:smith", "author:smith", NULL },
	{ "created:>2020-01-01", "date:>2020-01-01", NULL },
	{ "created:2020-01-01..2020-02-01", "date:2020-01-01..2020-02-01", NULL },
	{ "no:label", "-has:label", NULL },
	{ "no:image is:unread", "-has:image is:unread", NULL },
	{ "storm in:title", NULL, "title:word" },
	{ "comments:>10", "coverage:>10", NULL },
	{ "label:\"good first\"", "label:\"good first\"", NULL },
	{ "type:pr", NULL, "article, video or audio" },
	{ "NOT storm", "-storm", NULL },
	/* search engines, and what one would guess */
	{ "site:gazette.example", "provider:gazette.example", NULL },
	{ "intitle:storm", "title:storm", NULL },
	{ "storm | rain", "storm OR rain", NULL },
	{ "title=storm", "title:storm", NULL },
	{ "is:unread and storm", "is:unread storm", NULL },
	{ "is:unread or is:starred", "is:unread OR is:starred", NULL },
	{ "not is:read", "-is:read", NULL },
	{ "\"old mill\" or harbour", "\"old mill\" OR harbour", NULL },
	{ "trick or treat", "trick \"or\" treat", NULL },
	{ "is:favourite", "is:starred", NULL },
	{ "is:video", "has:video", NULL },
	{ "type:podcast", "type:audio", NULL },
	{ "lang:german", "lang:de", NULL },
	{ "year:2020", "date:2020", NULL },
	{ "date:last-week", "date:last-week", NULL },
	{ "after:\"2 weeks ago\"", "after:\"2 weeks ago\"", NULL },
	{ "date:17.12.2020", "date:17.12.2020", NULL },
	{ "after:12/01/2020", NULL, "write 2020-12-17" },
	{ "tag:ai", NULL, "topic: and label:" },
	{ "score:>50", NULL, "heat:, quality: and coverage:" },
	{ "heat > 50", NULL, "heat:>=80" },
	{ "week:50", NULL, "date:this-week" },
};

static void
it_works_or_says_what_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = { 0 };
		struct query_error error;
		const struct query *q = query_parse(&a, cases[i].typed, now, NULL, &error);

		if (cases[i].here != NULL) {
			if (q == NULL)
				fail_msg("%s: %s", cases[i].typed, error.text);
			assert_string_equal(query_format(&a, q), cases[i].here);
			assert_string_equal(error.text, "");
		} else {
			if (q != NULL)
				fail_msg("%s is taken as %s", cases[i].typed, query_format(&a, q));
			if (strstr(error.text, cases[i].words) == NULL)
				fail_msg("%s: %s", cases[i].typed, error.text);
		}
		arena_done(&a);
	}
}

static void
orders_have_many_names(void **state)
{
	static const struct {
		const char *typed;
		enum query_order order;
		bool reverse;
	} orders[] = {
		{ "sort:updated-desc", ORDER_DATE, false },
		{ "sort:created-asc", ORDER_DATE, true },
		{ "sort:newest", ORDER_DATE, false },
		{ "sort:oldest", ORDER_DATE, true },
		{ "sort:-oldest", ORDER_DATE, false },
		{ "sort:hot", ORDER_HOT, false },
		{ "sort:hottest", ORDER_HOT, false },
		{ "sort:top", ORDER_HEAT, false },
		{ "sort:best-match", ORDER_RELEVANCE, false },
		{ "sort:comments-desc", ORDER_COVERAGE, false },
		{ "sort:site-asc", ORDER_PROVIDER, false },
		{ "sort:site-desc", ORDER_PROVIDER, true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct arena a = { 0 };
		struct query_sort sort = { ORDER_COUNT, false };

		assert_non_null(query_parse(&a, orders[i].typed, now, &sort, NULL));
		assert_int_equal(sort.order, orders[i].order);
		assert_int_equal(sort.reverse, orders[i].reverse);
		arena_done(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_works_or_says_what_does),
		cmocka_unit_test(orders_have_many_names),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
