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
#include "query/query_regex.h"
#include "odd_inputs.h"

static const int64_t now = 1608215400;	/* Thu 17 Dec 2020 14:30 UTC */

static const struct { const char *text, *canonical, *words; } canonical_cases[] = {
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
	{ "heat>=80", "heat:>=80", "heat at least 80" },
	{ "coverage:>2", "coverage:>2", "with at least 3 related articles" },
	{ "id:17", "id:17", "number 17" },
	{ "story:17", "story:17", "of the story of number 17" },
	{ "heat:..80", "heat:..80", "heat at most 80" },
	{ "heat:-1", "heat:-1", "heat -1" },
	{ "after:2020-12-01", "after:2020-12-01", "since Tue 1 Dec 2020" },
	{ "before:yesterday", "before:yesterday", "before Wed 16 Dec 2020" },
	{ "date:2020-12", "date:2020-12", "of December 2020" },
	{ "date:2020", "date:2020", "of 2020" },
	{ "date:2020-12-01..2020-12-15", "date:2020-12-01..2020-12-15",
	  "from Tue 1 Dec 2020 until Tue 15 Dec 2020" },
	{ "date:monday", "date:monday", "of Mon 14 Dec 2020" },
	{ "date:>=monday", "date:>=monday", "since Mon 14 Dec 2020" },
	{ "date>2020-12-13", "date:>2020-12-13", "since Mon 14 Dec 2020" },
	{ "date:<=2020-12-13", "date:<=2020-12-13", "before Mon 14 Dec 2020" },
	{ "after:2020/12/01", "after:2020-12-01", "since Tue 1 Dec 2020" },
	{ "date:7d..2d", "date:7d..2d", "from Thu 10 Dec 2020 14:30 until Tue 15 Dec 2020 14:29" },
	{ "newer_than:7d", "after:7d", "of the last 7 days" },
	{ "older_than:1w", "before:1w", "older than a week" },
	{ "seen:3h", "seen:3h", "first seen of the last 3 hours" },
	{ "updated:today", "updated:today", "updated of Thu 17 Dec 2020" },
	{ "is:updated", "is:updated", "changed since it was first seen" },
	{ "is:flagged", "is:starred", "starred" },
	{ "has:images", "has:image", "with an image" },
	{ "title:storm", "title:storm", "“storm” in the title" },
	{ "subject:\"old mill\"", "title:\"old mill\"", "“old mill” in the title" },
	{ "title:mill*", "title:mill*", "“mill…” in the title" },
	{ "title:/^the .* mill$/i", "title:/^the .* mill$/i", "/^the .* mill$/i in the title" },
	{ "url:/a\\/b\\.html/", "url:/a\\/b\\.html/", "/a/b\\.html/ in the address" },
	{ "url:\"/news/\"", "url:\"/news/\"", "“/news/” in the address" },
	{ "by:jane", "author:jane", "by “jane”" },
	{ "from:reuters", "provider:reuters", "from reuters" },
	{ "excerpt:rain content:hail", "excerpt:rain content:hail",
	  "“rain” in the excerpt, “hail” in the text" },
	{ "lang:pt", "lang:pt", "in the language pt" },
	{ "a || b && c", "a OR b c", "“a” or (“b”, “c”)" },
	{ "!is:read", "-is:read", "not read" },
	{ "unread \"=\"", "unread \"=\"", "“unread”, “=”" },
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
	{ "no:label", "-has:label", "without a label" },
	{ "no:content", "-has:content", "without its full text" },
	{ "is:unread topic:AI heat:>=80", "is:unread topic:AI heat:>=80",
	  "unread, in AI or below, heat at least 80" },
};

static void
canonical_text_and_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(canonical_cases) / sizeof(canonical_cases[0]); i++) {
		struct arena a = { 0 };
		struct query_error error;
		const struct query *q = query_parse(&a, canonical_cases[i].text, now, NULL, &error);

		if (q == NULL)
			fail_msg("%s: %s", canonical_cases[i].text, error.text);
		const char *canonical = query_format(&a, q);
		if (strncmp(canonical_cases[i].text, "https", 5) != 0)
			assert_string_equal(canonical, canonical_cases[i].canonical);
		assert_string_equal(query_explain(&a, q), canonical_cases[i].words);
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
		{ "title:/old (mill/", 17, false, "no regular expression: missing closing parenthesis" },
		{ "title:/old mill", 7, true, "needs a / at its end" },
		{ "title:/old/x", 12, false, "only i may stand" },
		{ "unread = \"maybe\"", 1, false, "here this is written is:unread" },
		{ "storm title =~ \"x\"", 7, false, "title:/regex/i" },
		{ "heat >= 80", 1, false, "heat:>=80" },
		{ "heat>", 5, true, "takes a number" },
		{ "tag:x", 1, false, "topic:" },
		{ "after:>2020", 7, true, "is no date" },
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
	(void)state;
	assert_true(odd_count >= 200);
	for (size_t i = 0; i < odd_count; i++) {
		struct arena a = { 0 };
		struct query_error error;
		const char *text = odd_input(&a, i);
		const struct query *q = query_parse(&a, text, now, NULL, &error);
		char shown[512];

		assert_true((q != NULL) == (error.text[0] == '\0'));
		query_error_format(&error, text, shown, sizeof(shown));
		if (q != NULL) {
			assert_non_null(query_explain(&a, q));
			const char *canonical = query_format(&a, q);
			const struct query *again = query_parse(&a, canonical, now, NULL, &error);
			if (again == NULL || strcmp(query_format(&a, again), canonical) != 0)
				fail_msg("%s becomes %s", text, canonical);
		}
		arena_done(&a);
	}
}

static const char *
one_of(const char *const *list, size_t n)
{
	return list[(size_t)rand() % n];
}
#define ONE_OF(list) one_of(list, sizeof(list) / sizeof((list)[0]))

static const struct query *
random_field(struct arena *a)
{
	static const char *const names[] = { "AI", "Computer Vision", "=odd", "a\"b", "(x)", "/slash",
		"a:b" };
	static const char *const numbers[] = { "80", ">=80", "<3", "..9", "-4..7", "5.." };
	static const char *const times[] = { "7d", "2020-12", "monday", "2020-12-01..2020-12-15", "today" };
	static const char *const regexes[] = { "^a b", "x|y", "a/b\\.c", "\\\\", "(q)\"" };
	enum query_field field = (enum query_field)(rand() % QUERY_FIELD_COUNT);
	enum query_kind kind = query_field_info[field].kind;

	if (kind == QUERY_FLAG) {
		enum query_flag flag = (enum query_flag)(rand() % QUERY_FLAG_COUNT);
		const char *name = query_flag_name(flag, &field);
		return query_make(a, field, name, now);
	}
	const char *value = kind == QUERY_NUMBER ? ONE_OF(numbers) : kind == QUERY_TIME ? ONE_OF(times) :
	    ONE_OF(names);
	const struct query *made = query_make(a, field, value, now);
	if (made == NULL)
		return query_make(a, QUERY_TOPIC, "x", now);
	struct query *q = (struct query *)query_clone(a, made);
	if (kind == QUERY_WORDS || field == QUERY_URL) {
		q->regex = rand() % 3 == 0;
		q->icase = q->regex && rand() % 2;
		q->prefix = !q->regex && kind == QUERY_WORDS && rand() % 2;
		if (q->regex)
			q->text = ONE_OF(regexes);
	} else if (kind == QUERY_NAME) {
		q->exact = rand() % 2;
	}
	return q;
}

static const struct query *
random_tree(struct arena *a, int depth)
{
	static const char *const texts[] = { "storm", "OR", "or", "not", "no:x", "And",
		"-x", "a b", "x*", "topic:y", "q\"u\\o", "日本",
		"(", "=", "!~", "unread", "between", "heat>", "&&", "!is:read", "3", "\"yes\"", "#", "/x/",
		"title", "https://a.example/b?c=d" };
	struct query *q = arena_alloc(a, sizeof(*q));
	int kind = rand() % (depth > 0 ? 6 : 3);

	if (kind == 2)
		return random_field(a);
	if (kind < 2) {
		q->op = QUERY_TEXT;
		q->text = ONE_OF(texts);
		q->phrase = rand() % 2;
		q->prefix = rand() % 2;
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
	if (x->regex != y->regex || x->icase != y->icase || x->flag != y->flag || x->from != y->from ||
	    x->to != y->to)
		return false;
	if (x->text != NULL && y->text != NULL && strcmp(x->text, y->text) != 0 && x->field != QUERY_IS)
		return false;
	return same(x->a, y->a) && same(x->b, y->b);
}

static void
parsing_the_format_gives_the_tree(void **state)
{
	(void)state;
	srand(7);
	for (int i = 0; i < 20000; i++) {
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

static const char *
find_view(void *arg, const char *name)
{
	(void)arg;
	return strcmp(name, "hot") == 0 ? "heat:>=80 OR is:starred" :
	    strcmp(name, "hot here") == 0 ? "view:hot topic:ai" :
	    strcmp(name, "ring") == 0 ? "x view:ring" : NULL;
}

static const char *
name_view(void *arg, size_t i)
{
	static const char *const names[] = { "hot", "hot here", "ring", NULL };

	(void)arg;
	return names[i];
}

static void
views_stand_for_their_filters(void **state)
{
	static const struct query_views views = { find_view, name_view, NULL };
	struct arena a = { 0 };
	struct query_error error;

	(void)state;
	assert_non_null(query_parse(&a, "view:any", now, NULL, NULL));
	query_set_views(&views);
	const struct query *q = query_parse(&a, "is:unread view:\"hot here\"", now, NULL, &error);
	assert_non_null(q);
	assert_string_equal(query_format(&a, q), "is:unread view:\"hot here\"");
	assert_string_equal(query_explain(&a, q), "unread, of the view hot here");
	assert_string_equal(query_format(&a, q->b->a), "view:hot topic:ai");
	assert_true(query_mentions_flag(q, QUERY_IS_STARRED));
	assert_null(query_find(q, QUERY_TOPIC));
	assert_null(query_parse(&a, "view:ring", now, NULL, &error));
	assert_non_null(strstr(error.text, "leads back to itself"));
	assert_null(query_parse(&a, "view:ho", now, NULL, &error));
	assert_true(error.incomplete);
	assert_non_null(strstr(error.text, "did you mean \"hot\"?"));
	query_set_views(NULL);
	arena_done(&a);
}

static void
sorts_of_others_are_understood(void **state)
{
	static const struct { const char *text; enum query_order order; bool reverse;
	} cases[] = {
		{ "sort:relevance", ORDER_RELEVANCE, false },
		{ "sort:date-desc", ORDER_DATE, false },
		{ "sort:date-asc", ORDER_DATE, true },
		{ "order:-heat", ORDER_HEAT, true },
		{ "sort:provider-asc", ORDER_PROVIDER, false },
		{ "sort:provider-desc", ORDER_PROVIDER, true },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = { 0 };
		struct query_sort sort = { 0 };

		assert_non_null(query_parse(&a, cases[i].text, now, &sort, NULL));
		assert_int_equal(sort.order, cases[i].order);
		assert_int_equal(sort.reverse, cases[i].reverse);
		arena_done(&a);
	}
}

static void
expressions_of_newsboat_are_translated(void **state)
{
	static const struct { const char *text, *here; } cases[] = {
		{ "unread = \"yes\"", "is:unread" },
		{ "unread != \"yes\" and author =~ \"doe\"", "-is:unread author:/doe/i" },
		{ "unread=\"no\" or (title !~ \"a/b\" and age < 3)", "is:read OR -title:/a\\/b/i after:3d" },
		{ "title == \"C++?\"", "title:/^C\\+\\+\\?$/" },
		{ "age between 2:7", "after:8d before:2d" },
		{ "age >= 7 and tags # \"some news\"", "before:7d topic:\"some news\"" },
		{ "feedtitle =~ \"orbit\" and rssurl = \"https://a.example/f\"",
		  "source:orbit source:=https://a.example/f" },
		{ "enclosure_type =~ \"audio/\" and link =~ \"x\"", "has:audio url:/x/i" },
		{ "tags !# \"x\" and (unread = \"yes\")", "-topic:x is:unread" },
		{ "flags # \"abc\"", NULL }, { "unread = \"maybe\"", NULL }, { "(unread = \"yes\"", NULL },
		{ "unread = \"yes\" and", NULL }, { "", NULL }, { "feedtitle =~ \"a.*b\"", NULL },
		{ "title =~ \"(\"", NULL }, { "age < many", NULL }, { "unread = \"yes\" xor age < 3", NULL },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = { 0 };
		const char *why, *is = query_from_newsboat(&a, cases[i].text, &why);

		if ((is == NULL) != (cases[i].here == NULL) || (is != NULL && strcmp(is, cases[i].here) != 0))
			fail_msg("%s becomes %s", cases[i].text, is != NULL ? is : why);
		assert_true((is == NULL) == (why != NULL));
		arena_done(&a);
	}
}

/* A pattern that takes for ever gives up; a harmless one is found. */
static void
expressions_are_bounded(void **state)
{
	char why[100], text[4000];
	size_t at, from, to;
	struct query_regex *r = query_regex_new("(a+)+$", false, why, sizeof(why), &at);

	(void)state;
	assert_non_null(r);
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = 'b';
	assert_false(query_regex_find(r, text, sizeof(text), NULL, NULL));
	query_regex_free(r);
	r = query_regex_new("ÖL", true, why, sizeof(why), &at);
	assert_true(query_regex_find(r, "das öl", strlen("das öl"), &from, &to));
	assert_int_equal(from, 4);
	assert_int_equal(to, strlen("das öl"));
	assert_false(query_regex_find(r, "\xff\xfe", 2, NULL, NULL));
	query_regex_free(r);
	assert_null(query_regex_new("a(b", false, why, sizeof(why), &at));
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
		cmocka_unit_test(views_stand_for_their_filters),
		cmocka_unit_test(sorts_of_others_are_understood),
		cmocka_unit_test(expressions_are_bounded),
		cmocka_unit_test(expressions_of_newsboat_are_translated),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
