/* SPDX-License-Identifier: ISC */
/* The writer: commas where they belong, and text that any reader of JSON takes
 * back as it was. */
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"

static void
commas_come_by_themselves(void **state)
{
	struct buf out = { 0 };
	struct json j = { .out = &out };

	(void)state;
	json_object(&j, NULL);
	json_text(&j, "title", "A");
	json_text(&j, "none", NULL);
	json_int(&j, "heat", -12);
	json_int(&j, "most", INT64_MIN);
	json_bool(&j, "read", false);
	json_array(&j, "empty");
	json_array_end(&j);
	json_object(&j, "nothing");
	json_object_end(&j);
	json_array(&j, "list");
	json_object(&j, NULL);
	json_bool(&j, "a", true);
	json_object_end(&j);
	json_object(&j, NULL);
	json_object_end(&j);
	json_text(&j, NULL, "x");
	json_int(&j, NULL, 1);
	json_array_end(&j);
	json_time(&j, "at", 1608204300);
	json_time(&j, "never", DATE_NONE);
	json_text_n(&j, "part", "abcdef", 3);
	json_object_end(&j);
	assert_string_equal(out.p, "{\"title\":\"A\",\"heat\":-12,\"most\":-9223372036854775808,"
	    "\"read\":false,\"empty\":[],\"nothing\":{},"
	    "\"list\":[{\"a\":true},{},\"x\",1],\"at\":\"2020-12-17T11:25:00Z\","
	    "\"part\":\"abc\"}");
	buf_done(&out);
}

static void
text_is_escaped(void **state)
{
	static const struct { const char *text; size_t n; const char *json; } cases[] = {
		{ "", 0, "\"\"" },
		{ "plain", 5, "\"plain\"" },
		{ "say \"hi\"", 8, "\"say \\\"hi\\\"\"" },
		{ "a\\b", 3, "\"a\\\\b\"" },
		{ "a/b", 3, "\"a/b\"" },
		{ "two\nlines\tand\r", 14, "\"two\\nlines\\tand\\u000d\"" },
		{ "\x1B[31m", 5, "\"\\u001b[31m\"" },
		{ "\x7F", 1, "\"\\u007f\"" },
		{ "a\0b", 3, "\"a\\u0000b\"" },
		{ "caf\xC3\xA9", 5, "\"caf\xC3\xA9\"" },
		{ "\"", 1, "\"\\\"\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = { 0 };
		struct json j = { .out = &out };

		json_text_n(&j, NULL, cases[i].text, cases[i].n);
		assert_string_equal(out.p, cases[i].json);
		assert_int_equal(strlen(out.p), out.n);
		buf_done(&out);
	}
}

static void
keys_are_text_too(void **state)
{
	struct buf out = { 0 };
	struct json j = { .out = &out };

	(void)state;
	json_object(&j, NULL);
	json_bool(&j, "a\"b\n", true);
	json_object_end(&j);
	assert_string_equal(out.p, "{\"a\\\"b\\n\":true}");
	buf_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_come_by_themselves),
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(keys_are_text_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
