/* SPDX-License-Identifier: ISC */
/* Lists of sources beside what is expected of them: a line of JSON for each
 * source that they name, a line for each damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "formats/formats.h"
#include "model/article_json.h"

static const struct {
	const struct format *format;
	const char *name;
	bool recognized;
} cases[] = {
	{ &format_opml, "opml/nested.opml", true },
	{ &format_opml, "opml/broken.opml", true },
	{ &format_opml, "opml/hostile.opml", true },
	{ &format_newsboat, "newsboat/urls.urls", false },
};

static void
see_outline(void *arg, const struct outline *outline)
{
	struct json j = { .out = arg };

	json_object(&j, NULL);
	article_json_outline(&j, outline);
	json_object_end(&j);
	buf_putc(arg, '\n');
}

static void
see_damage(void *arg, int line, int column, const char *message)
{
	(void)message;		/* of the library: its words differ between versions */
	(void)column;
	buf_printf(arg, "damaged in line %d\n", line);
}

static void
read_fixture(const char *name, const char *suffix, struct buf *out)
{
	struct err err = { 0 };
	char path[1024];

	snprintf(path, sizeof(path), TEST_DATA "/feeds/%s%s", name, suffix);
	if (!file_read(path, 1 << 20, out, &err))
		fail_msg("%s", err.text);
}

static void
fixtures_give_what_is_expected(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf bytes = { 0 }, expected = { 0 }, seen = { 0 };
		struct format_output out = { .outline = see_outline, .damage = see_damage, .arg = &seen };

		read_fixture(cases[i].name, "", &bytes);
		struct format_input in = { cases[i].name, "", buf_str(&bytes), bytes.n };
		const struct format *found = format_find("", in.bytes, in.n);
		assert_ptr_equal(found, cases[i].recognized ? cases[i].format : NULL);
		cases[i].format->parse(&in, &out);
		if (getenv("DATELINE_PRINT_EXPECTED") != NULL) {
			printf("@@ %s\n%s", cases[i].name, buf_str(&seen));
		} else {
			read_fixture(cases[i].name, ".expected", &expected);
			assert_string_equal(buf_str(&seen), buf_str(&expected));
		}
		buf_done(&bytes);
		buf_done(&expected);
		buf_done(&seen);
	}
}

static void
only_opml_is_taken_for_it(void **state)
{
	static const char *const others[] = { "", "<", "<opml", "<opmlx>", "<rss><opml/></rss>",
		"<!doctype html><html><opml>", "opml", "<?xml?>" };
	static const char text[] = "\n<?xml version='1.0'?><OPML version='1.0'>";

	(void)state;
	assert_ptr_equal(format_find(NULL, text, sizeof(text) - 1), &format_opml);
	assert_ptr_equal(format_find("newsboat", "", 0), &format_newsboat);
	for (size_t i = 0; i < COUNT(others); i++)
		assert_int_equal(format_opml.recognizes(others[i], strlen(others[i])), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixtures_give_what_is_expected),
		cmocka_unit_test(only_opml_is_taken_for_it),
	};

	formats_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
