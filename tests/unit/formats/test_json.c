/* SPDX-License-Identifier: ISC */
/* Broken JSON as it was meant, and where an API's next page is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "formats/formats.h"
#include "formats/json_read.h"

static void
broken_json_is_mended(void **state)
{
	static const struct { const char *broken, *mended; } cases[] = {
		{ "{\"a\": [1, 2.5e3, true, false, null], \"b\": {}}",
		    "{\"a\":[1,2.5e3,true,false,null],\"b\":{}}" },
		{ "{\"a\":1,}", "{\"a\":1}" },
		{ "[1,,2,]", "[1,2]" },
		{ "[1 2 \"x\" {}]", "[1,2,\"x\",{}]" },
		{ "{\"a\" 1 \"b\":2}", "{\"a\":1,\"b\":2}" },
		{ "{\"a\", \"b\":}", "{\"a\":null,\"b\":null}" },
		{ "{1:2}", "{\"\":1,\"\":2}" },
		{ "{'a': 'it\\'s \"so\"'}", "{\"a\":\"it's \\\"so\\\"\"}" },
		{ "[NaN, 01, 0x1, 1., 1e999, undefined, -]", "[null,null,null,null,null,null,null]" },
		{ "[12345678901234567890]", "[\"12345678901234567890\"]" },
		{ "[\"a\nb\tc\"]", "[\"a\\nb\\tc\"]" },
		{ "[\"\\x \\ud800 \\ud83d\\ude00 \\u12\"]", "[\"x \\uFFFD \\ud83d\\ude00 u12\"]" },
		{ "{\"a\":\"b,\n\"c\":1}", "{\"a\":\"b\",\"c\":1}" },
		{ "[1] /* x */ // y\n", "[1]" },
		{ "[1, /* x */ 2 // y\n, 3]", "[1,2,3]" },
		{ "[1}]", "[1]" },
		{ "{\"a\":[1}", "{\"a\":[1]}" },
		{ "{\"i\":[{\"a\":1},{\"b\":2},{\"c\":\"cut", "{\"i\":[{\"a\":1},{\"b\":2}]}" },
		{ "{\"i\":[{\"a\":1}", "{\"i\":[{\"a\":1}]}" },
		{ "{\"i\":[{\"a\":\"cut", "{\"i\":[{\"a\":\"cut\"}]}" },
		{ ")]}',\n{\"a\":1}", "{\"a\":1}" },
		{ "", "" },
		{ "no JSON", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = { 0 };

		json_mend(cases[i].broken, strlen(cases[i].broken), &out);
		assert_string_equal(buf_str(&out), cases[i].mended);
		buf_done(&out);
	}
}

static void
keep_next(void *arg, const struct feed *feed)
{
	buf_printf(arg, "%s|%s|%s", feed->next != NULL ? feed->next : "-",
	    feed->title != NULL ? feed->title : "-", feed->home != NULL ? feed->home : "-");
}

static void
no_article(void *arg, const struct article *art)
{
	(void)arg;
	(void)art;
}

static void
no_damage(void *arg, int line, int column, const char *message)
{
	(void)arg;
	(void)line;
	(void)column;
	(void)message;
}

static void
the_next_page_of_an_api(void **state)
{
	static const struct { const char *base, *page, *feed; } cases[] = {
		{ "https://a.example/s/api/news/index.json", "\"page\":1,\"nextPage\":2",
		    "https://a.example/s/api/news/page/2/index.json|s|https://a.example/s/" },
		{ "https://a.example/s/api/news/page/9/index.json?x", "\"page\":9,\"nextPage\":10",
		    "https://a.example/s/api/news/page/10/index.json|s|https://a.example/s/" },
		{ "https://a.example/s/api/news/page2/index.json", "\"page\":2,\"nextPage\":3",
		    "https://a.example/s/api/news/page3/index.json|s|https://a.example/s/" },
		{ "https://a.example/api/news/ai-builder/index.json", "\"nextPage\":\"2\"",
		    "https://a.example/api/news/ai-builder/page/2/index.json|a.example: ai-builder|"
		    "https://a.example/" },
		{ "https://a.example/api/news/ai/page/2/index.json", "\"nextPage\":3",
		    "https://a.example/api/news/ai/page/3/index.json|a.example: ai|https://a.example/" },
		{ "https://a.example/api/news/", "\"nextPage\":2",
		    "https://a.example/api/news/page/2/index.json|a.example|https://a.example/" },
		{ "https://a.example/api/news", "\"nextPage\":2",
		    "https://a.example/api/news/page/2/index.json|-|-" },
		{ "https://a.example/api/news/index.json", "\"nextPage\":\"/other/2.json\"",
		    "https://a.example/other/2.json|a.example|https://a.example/" },
		{ "https://a.example/api/news/index.json", "\"nextPage\":null",
		    "-|a.example|https://a.example/" },
		{ "https://a.example/api/news/index.json", "\"page\":2,\"nextPage\":2",
		    "-|a.example|https://a.example/" },
		{ "https://a.example/api/news/index.json", "\"nextPage\":-3",
		    "-|a.example|https://a.example/" },
		{ "", "\"nextPage\":2", "-|-|-" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf text = { 0 }, seen = { 0 };
		struct format_output out = { .feed = keep_next, .article = no_article, .damage = no_damage,
			.arg = &seen };

		buf_printf(&text, "{%s,\"value\":[]}", cases[i].page);
		struct format_input in = { "x", cases[i].base, text.p, text.n, NULL };
		assert_ptr_equal(format_find(NULL, in.bytes, in.n), &format_smartable);
		format_smartable.parse(&in, &out);
		assert_string_equal(buf_str(&seen), cases[i].feed);
		buf_done(&text);
		buf_done(&seen);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_json_is_mended),
		cmocka_unit_test(the_next_page_of_an_api),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
