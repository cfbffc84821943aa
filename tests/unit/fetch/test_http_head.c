/* SPDX-License-Identifier: ISC */
/* Header lines as servers write them. */
#include "fetch/http_head.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"

#define DATED "Date: Wed, 21 Oct 2015 07:28:00 GMT\r\n"

static struct arena arena;

static struct http_head
read_head(const char *lines)
{
	struct http_head head;

	http_head_init(&head);
	http_head_line(&head, &arena, "HTTP/1.1 200 OK\r\n", 17);
	while (*lines != '\0') {
		size_t n = strcspn(lines, "\n");

		n += lines[n] == '\n';
		http_head_line(&head, &arena, lines, n);
		lines += n;
	}
	return head;
}

static void
freshness_is_what_a_cache_would_think(void **state)
{
	static const struct { const char *lines; int64_t fresh; } cases[] = {
		{ "", -1 },
		{ "Cache-Control: max-age=300\r\n", 300 },
		{ "cache-control:max-age=300\r\n", 300 },
		{ "Cache-Control: public, max-age=\"300\" , must-revalidate\r\n", 300 },
		{ "Cache-Control: s-maxage=9, max-age=300\r\n", 300 },
		{ "Cache-Control: s-maxage=9\r\n", -1 },
		{ "Cache-Control: MAX-AGE=300\r\nAge: 400\r\n", 0 },
		{ "Cache-Control: max-age=0\r\n", 0 },
		{ "Cache-Control: max-age=-1\r\n", -1 },
		{ "Cache-Control: max-age=soon\r\n", -1 },
		{ "Cache-Control: max-age=99999999999999999999\r\n", INT64_C(316224000) },
		{ "Cache-Control: no-cache\r\n", 0 },
		{ "Cache-Control: No-Store, max-age=300\r\n", 0 },
		{ "Cache-Control: max-age=300\r\nCache-Control: no-cache\r\n", 0 },
		{ "Cache-Control: no-cache=\"Set-Cookie\", max-age=300\r\n", 300 },
		{ "Cache-Control: private, no-transform\r\n", -1 },
		{ "Cache-Control: max-age=300\r\nExpires: Thu, 01 Jan 1970 00:00:00 GMT\r\n", 300 },
		{ DATED "Expires: Wed, 21 Oct 2015 07:29:00 GMT\r\n", 60 },
		{ DATED "Expires: Wed, 21 Oct 2015 07:29:00 GMT\r\nAge: 20\r\n", 40 },
		{ DATED "Expires: Tue, 20 Oct 2015 07:29:00 GMT\r\n", 0 },
		{ DATED "Expires: -1\r\n", 0 },
		{ "Expires: Wed, 21 Oct 2015 07:29:00 GMT\r\n", -1 },	/* counted from when? */
		{ "Cache-Control:\r\nExpires:\r\n", -1 },
		{ "\r\nCache-Control: max-age=300\r\n", -1 },		/* a trailer */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_head head = read_head(cases[i].lines);

		if (http_head_fresh(&head) != cases[i].fresh)
			fail_msg("%s: fresh for %d", cases[i].lines, (int)http_head_fresh(&head));
	}
}

static void
the_wait_is_counted_from_the_answer(void **state)
{
	static const struct { const char *lines; int64_t wait; } cases[] = {
		{ "", -1 }, { "Retry-After: 17\r\n", 17 }, { "Retry-After: -17\r\n", -1 },
		{ "Retry-After: soon\r\n", -1 },
		{ DATED "Retry-After: Wed, 21 Oct 2015 08:28:00 GMT\r\n", 3600 },
		{ DATED "Retry-After: Wed, 21 Oct 2015 06:28:00 GMT\r\n", 0 },
		{ "Retry-After: Wed, 21 Oct 2015 08:28:00 GMT\r\n", 5 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_head head = read_head(cases[i].lines);

		if (http_head_retry(&head, 1445416075) != cases[i].wait)
			fail_msg("%s: wait for %d", cases[i].lines, (int)http_head_retry(&head, 1445416075));
	}
}

static const char *
or_none(const char *s)
{
	return s != NULL ? s : "(none)";
}

static void
types_and_validators_are_taken_apart(void **state)
{
	static const struct { const char *lines, *type, *charset, *etag; } cases[] = {
		{ "Content-Type: text/xml\r\n", "text/xml", "(none)", "(none)" },
		{ "Content-Type: text/xml;charset=UTF-8\r\n", "text/xml", "utf-8", "(none)" },
		{ "CONTENT-TYPE: Text/XML; q=1 ; Charset='koi8-r'\n", "text/xml", "koi8-r", "(none)" },
		{ "Content-Type: text/xml; charset=\r\n", "text/xml", "(none)", "(none)" },
		{ "Content-Type: ;charset=x\r\n", "(none)", "x", "(none)" },
		{ "Content-Type:\r\n", "(none)", "(none)", "(none)" },
		{ "ETag: \"a\"\r\n", "(none)", "(none)", "\"a\"" },
		{ "etag:  W/\"a, b\" \t\r\n", "(none)", "(none)", "W/\"a, b\"" },
		{ "ETag: bare\r\n", "(none)", "(none)", "bare" },
		{ "ETag: \"a\001b\"\r\n", "(none)", "(none)", "(none)" },
		{ "X-ETag: \"a\"\r\nETagX: \"b\"\r\nnonsense\r\n", "(none)", "(none)", "(none)" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_head head = read_head(cases[i].lines);

		assert_string_equal(or_none(head.content_type), cases[i].type);
		assert_string_equal(or_none(head.charset), cases[i].charset);
		assert_string_equal(or_none(head.etag), cases[i].etag);
	}
}

static void
status_lines_begin_anew(void **state)
{
	static const struct { const char *line; int status; } cases[] = {
		{ "HTTP/1.1 200 OK\r\n", 200 }, { "HTTP/2 304 \r\n", 304 }, { "HTTP/1.0 404\r\n", 404 },
		{ "HTTP/1.1\r\n", 0 }, { "HTTP/1.1 2", 2 }, { "HTTP/1.1 20000\r\n", 200 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_head head = read_head("ETag: \"a\"\r\n\r\n");

		assert_true(head.whole);
		http_head_line(&head, &arena, cases[i].line, strlen(cases[i].line));
		assert_int_equal(head.status, cases[i].status);
		assert_null(head.etag);
		assert_false(head.whole);
	}
}

static void
tags_are_the_same_but_for_their_dress(void **state)
{
	static const struct { const char *theirs, *ours; bool other; } cases[] = {
		{ "\"a\"", "\"a\"", false }, { "\"a\"", "\"b\"", true }, { "\"a\"", "\"ab\"", true },
		{ "W/\"a\"", "\"a\"", false }, { "\"a\"", "w/\"a\"", false },
		{ "\"a\"", "\"a-gzip\"", false }, { "\"a;gzip\"", "\"a-br\"", false },
		{ "\"-gzip\"", "\"a-gzip\"", true }, { "a", "\"a\"", false }, { "\"\"", "\"a\"", true },
	};
	struct http_head head;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		http_head_init(&head);
		head.etag = cases[i].theirs;
		if (http_head_contradicts(&head, cases[i].ours, NULL) != cases[i].other)
			fail_msg("%s and %s", cases[i].theirs, cases[i].ours);
		assert_false(http_head_contradicts(&head, NULL, NULL));
	}
}

static int
end(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(freshness_is_what_a_cache_would_think),
		cmocka_unit_test(the_wait_is_counted_from_the_answer),
		cmocka_unit_test(types_and_validators_are_taken_apart),
		cmocka_unit_test(status_lines_begin_anew),
		cmocka_unit_test(tags_are_the_same_but_for_their_dress),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
