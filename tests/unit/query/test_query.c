/* SPDX-License-Identifier: ISC */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "query/query.h"

static const int64_t now = 1608215400;	/* Thu 17 Dec 2020 14:30 UTC */

static void
canonical_text_and_words(void **state)
{
	static const struct { const char *text, *canonical, *words; } cases[] = {
		{ "", "", "everything" },
		{ "   ", "", "everything" },
		{ "is:unread", "is:unread", "unread" },
		{ "IS:Unread", "is:unread", "unread" },
		{ "topic:ai", "topic:ai", "in ai or below" },
		{ "topic:=ai", "topic:=ai", "in ai itself" },
		{ "topic:\"Computer Vision\"", "topic:\"Computer Vision\"", "in Computer Vision or below" },
		{ "provider:reuters.com", "provider:reuters.com", "from reuters.com" },
		{ "heat:>=80", "heat:>=80", "heat at least 80" },
		{ "heat:>80", "heat:>80", "heat at least 81" },
		{ "heat:40..80", "heat:40..80", "heat 40 to 80" },
		{ "heat:..80", "heat:..80", "heat at most 80" },
		{ "heat:-1", "heat:-1", "heat -1" },
		{ "after:2020-12-01", "after:2020-12-01", "since Tue 1 Dec 2020" },
		{ "before:yesterday", "before:yesterday", "before Wed 16 Dec 2020" },
		{ "date:2020-12", "date:2020-12", "from Tue 1 Dec 2020 until Thu 31 Dec 2020 23:59" },
		{ "date:today", "date:today", "of Thu 17 Dec 2020" },
		{ "storm", "storm", "“storm”" },
		{ "stor*", "stor*", "“stor…”" },
		{ "\"exact phrase\"", "\"exact phrase\"", "“exact phrase”" },
		{ "-sponsored", "-sponsored", "without “sponsored”" },
		{ "NOT sponsored", "-sponsored", "without “sponsored”" },
		{ "(a OR b) c", "(a OR b) c", "(“a” or “b”), “c”" },
		{ "a OR b c", "a OR b c", "“a” or (“b”, “c”)" },
		{ "NOT - a", "-\"-\" a", "without “-”, “a”" },
		{ "a AND b", "a b", "“a”, “b”" },
		{ "https://example.org/x", "\"https://example.org/x\"", "“https://example.org/x”" },
		{ "12:30", "12:30", "“12:30”" },
		{ "has:related", "has:related", "with related coverage" },
		{ "is:unread topic:AI heat:>=80", "is:unread topic:AI heat:>=80",
		  "unread, in AI or below, heat at least 80" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = { 0 };
		struct query_error error;
		const struct query *q = query_parse(&a, cases[i].text, now, NULL, &error);

		if (q == NULL)
			fail_msg("%s: %s", cases[i].text, error.text);
		const char *canonical = query_format(&a, q);
		if (strncmp(cases[i].text, "https", 5) != 0)
			assert_string_equal(canonical, cases[i].canonical);
		assert_string_equal(query_explain(&a, q), cases[i].words);
		q = query_parse(&a, canonical, now, NULL, &error);
		assert_non_null(q);
		assert_string_equal(query_format(&a, q), canonical);
		arena_done(&a);
	}
}

static void
errors_point_and_suggest(void **state)
{
	static const struct {
		const char *text; size_t column; bool incomplete; const char *part;
	} cases[] = {
		{ "topik:ai", 1, false, "did you mean \"topic\"" },
		{ "is:unraed", 4, false, "did you mean \"unread\"" },
		{ "storm is:xyzzy", 10, false, "takes one of: unread read" },
		{ "日本 topik:ai", 6, false, "topic" },
		{ "topic:", 7, true, "needs a value" },
		{ "heat:>=", 6, true, "takes a number" },
		{ "heat:many", 6, true, "takes a number" },
		{ "after:nonsense", 7, true, "is no date" },
		{ "(a OR b", 1, true, "never closed" },
		{ "a)", 2, false, "closes nothing" },
		{ "a OR", 5, true, "missing" },
		{ "-", 0, false, NULL },
		{ "NOT", 4, true, "must follow" },
		{ "sort:heet", 6, true, "did you mean \"heat\"" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = { 0 };
		struct query_error error;
		const struct query *q = query_parse(&a, cases[i].text, now, NULL, &error);

		if (cases[i].part == NULL) {
			assert_non_null(q);
		} else {
			assert_null(q);
			assert_non_null(strstr(error.text, cases[i].part));
			assert_int_equal(error.column, cases[i].column);
			assert_int_equal(error.incomplete, cases[i].incomplete);
		}
		arena_done(&a);
	}
}

static void
odd_input_gives_a_tree_or_an_error(void **state)
{
	static const char *const inputs[] = {
		"\"", "\"\"", "\"a", "((((((((((", "))))", "OR OR OR", "- - -", "--x", "*", "a**",
		"%", "_", "'; DROP TABLE", "a:b:c", ":", "::", "x:", "title*", "NEAR(a b)", "^a",
		"{a b}", "\xff\xfe", "\xe2\x80\xae", "-(a)", "-\"x y\"", "sort:-heat",
		"heat:99999999999999999999", "after:..", "date:2020-13-45", "is:", "has:", "id:1..",
		"+", "a OR (b"
	};
	(void)state;
	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
		struct arena a = { 0 };
		struct query_error error;
		const struct query *q = query_parse(&a, inputs[i], now, NULL, &error);

		assert_true((q != NULL) == (error.text[0] == '\0'));
		if (q != NULL)
			assert_non_null(query_explain(&a, q));
		arena_done(&a);
	}
}

static const struct query *
random_tree(struct arena *a, int depth)
{
	static const char *const texts[] = {
		"storm", "OR", "-x", "a b", "x*", "topic:y", "q\"u\\o", "日本", "("
	};
	struct query *q = arena_alloc(a, sizeof(*q));
	int kind = rand() % (depth > 0 ? 6 : 3);

	if (kind < 2) {
		q->op = QUERY_TEXT;
		q->text = texts[(size_t)rand() % (sizeof(texts) / sizeof(texts[0]))];
		q->phrase = rand() % 2;
		q->prefix = rand() % 2;
	} else if (kind == 2) {
		static const char *const names[] = { "AI", "Computer Vision", "=odd", "a\"b", "(x)" };
		return query_make(a, QUERY_TOPIC, names[rand() % 5], now);
	} else {
		q->op = kind == 3 ? QUERY_NOT : kind == 4 ? QUERY_AND : QUERY_OR;
		q->a = random_tree(a, depth - 1);
		q->b = kind == 3 ? NULL : random_tree(a, depth - 1);
	}
	return q;
}

/* Same meaning; a text that had to be quoted has become a phrase. */
static bool
same(const struct query *x, const struct query *y)
{
	if (x == NULL || y == NULL)
		return x == y;
	if (x->op != y->op || x->field != y->field || x->prefix != y->prefix || x->exact != y->exact)
		return false;
	if (x->text != NULL && strcmp(x->text, y->text) != 0)
		return false;
	return same(x->a, y->a) && same(x->b, y->b);
}

static void
parsing_the_format_gives_the_tree(void **state)
{
	(void)state;
	srand(7);
	for (int i = 0; i < 5000; i++) {
		struct arena a = { 0 };
		struct query_error error;
		const struct query *q = random_tree(&a, 4);
		const char *text = query_format(&a, q);
		const struct query *again = query_parse(&a, text, now, NULL, &error);

		if (again == NULL || !same(q, again))
			fail_msg("%s: %s", text, again == NULL ? error.text : query_format(&a, again));
		arena_done(&a);
	}
}

static void
keys_edit_the_tree(void **state)
{
	struct arena a = { 0 };
	const struct query *q = query_parse(&a, "storm topic:ai (x OR topic:b) is:unread", now, NULL, NULL);

	(void)state;
	assert_non_null(query_find(q, QUERY_TOPIC));
	q = query_without(&a, q, QUERY_TOPIC);
	assert_null(query_find(q, QUERY_TOPIC));
	q = query_and(&a, q, query_make(&a, QUERY_HEAT, ">=80", now));
	assert_string_equal(query_format(&a, q), "storm (x OR topic:b) is:unread heat:>=80");
	q = query_without_text(&a, q);
	assert_string_equal(query_format(&a, q), "(x OR topic:b) is:unread heat:>=80");
	assert_true(query_mentions_field(q, QUERY_TOPIC));
	assert_true(query_mentions_flag(q, QUERY_IS_UNREAD));
	assert_false(query_mentions_flag(q, QUERY_IS_HIDDEN));
	arena_done(&a);
}

static void
sort_is_taken_out(void **state)
{
	struct arena a = { 0 };
	struct query_sort sort = { 0 };
	const struct query *q = query_parse(&a, "storm sort:-heat", now, &sort, NULL);

	(void)state;
	assert_string_equal(query_format(&a, q), "storm");
	assert_int_equal(sort.order, ORDER_HEAT);
	assert_true(sort.reverse);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(canonical_text_and_words),
		cmocka_unit_test(errors_point_and_suggest),
		cmocka_unit_test(odd_input_gives_a_tree_or_an_error),
		cmocka_unit_test(parsing_the_format_gives_the_tree),
		cmocka_unit_test(keys_edit_the_tree),
		cmocka_unit_test(sort_is_taken_out),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
