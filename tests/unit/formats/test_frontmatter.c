/* SPDX-License-Identifier: ISC */
/* Each file of tests/feeds/frontmatter and the records expected of it: a line
 * for each damage, the article, its hidden fields.  What is sound must come
 * back from its own front matter. */
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
#include "model/article_yaml.h"
#include "model/record.h"

static const char *const names[] = {
	"aliases", "binary", "blank-head", "controls", "deep", "duplicates", "empty", "flow-open",
	"inner-quotes", "markdown", "no-end", "none", "styles", "tags", "unclosed", "whole", "wrong-kinds",
};

struct seen {
	struct buf lines;
	struct buf record;
	struct buf yaml;
	int articles, damages;
};

static void
see_article(void *arg, const struct article *art)
{
	struct seen *s = arg;
	struct json j = { .out = &s->lines };

	json_object(&j, NULL);
	article_json_members(&j, art, NULL);
	json_object_end(&j);
	j.comma = false;
	buf_putc(&s->lines, '\n');
	json_object(&j, NULL);
	json_text(&j, "category", art->category);
	json_text(&j, "secured", art->secured);
	json_int(&j, "removed", art->removed);
	for (size_t i = 0; i < art->nextras; i++)
		json_text(&j, art->extras[i].path, art->extras[i].yaml);
	json_object_end(&j);
	buf_putc(&s->lines, '\n');
	record_encode(art, &s->record);
	article_yaml_format(art, &s->yaml);
	s->articles++;
}

static void
see_damage(void *arg, int line, int column, const char *message)
{
	struct seen *s = arg;

	buf_printf(&s->lines, "%d:%d: %s\n", line, column, message);
	s->damages++;
}

static void
parse(const char *name, const struct buf *bytes, struct seen *s)
{
	struct format_input in = { name, "", buf_str(bytes), bytes->n, NULL };
	struct format_output out = { .article = see_article, .damage = see_damage, .arg = s };

	format_frontmatter.parse(&in, &out);
}

static void
seen_done(struct seen *s)
{
	buf_done(&s->lines);
	buf_done(&s->record);
	buf_done(&s->yaml);
}

static void
read_fixture(const char *name, const char *suffix, struct buf *out)
{
	struct err err = { 0 };
	char path[1024];

	snprintf(path, sizeof(path), TEST_DATA "/feeds/frontmatter/%s%s", name, suffix);
	if (!file_read(path, 1 << 26, out, &err))
		fail_msg("%s", err.text);
}

static void
fixtures_give_what_is_expected(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct buf bytes = { 0 }, expected = { 0 };
		struct seen s = { 0 }, again = { 0 };

		read_fixture(names[i], ".md", &bytes);
		parse(names[i], &bytes, &s);
		if (getenv("DATELINE_PRINT_EXPECTED") != NULL) {
			printf("@@ %s\n%s", names[i], buf_str(&s.lines));
		} else {
			read_fixture(names[i], ".expected", &expected);
			assert_string_equal(buf_str(&s.lines), buf_str(&expected));
		}
		if (s.articles == 1 && s.damages == 0) {
			parse(names[i], &s.yaml, &again);
			assert_int_equal(again.record.n, s.record.n);
			assert_memory_equal(again.record.p, s.record.p, s.record.n);
			assert_string_equal(again.yaml.p, s.yaml.p);
		}
		seen_done(&s);
		seen_done(&again);
		buf_done(&bytes);
		buf_done(&expected);
	}
}

static void
lists_and_lines_are_cut_and_it_is_said(void **state)
{
	struct buf text = { 0 };
	struct seen s = { 0 };

	(void)state;
	buf_puts(&text, "---\ntitle: \"");
	for (int i = 0; i < 70000; i++)
		buf_putc(&text, 'x');
	buf_puts(&text, "\"\ntopics:\n");
	for (int i = 0; i < 1500; i++)
		buf_printf(&text, "- t%d\n", i);
	buf_puts(&text, "related:\n");
	for (int i = 0; i < 1500; i++)
		buf_printf(&text, "- title: r%d\n", i);
	buf_puts(&text, "---\n");
	parse("many", &text, &s);
	assert_int_equal(s.articles, 1);
	assert_int_equal(s.damages, 3);
	assert_non_null(strstr(s.lines.p, "\"t999\"]"));
	assert_non_null(strstr(s.lines.p, "r999"));
	assert_null(strstr(s.lines.p, "r1000"));
	seen_done(&s);
	buf_done(&text);
}

static void
formats_are_found_by_looking(void **state)
{
	static const char text[] = "\n---\ntitle: a\n---\n";

	(void)state;
	assert_ptr_equal(format_find(NULL, text, sizeof(text) - 1), &format_frontmatter);
	assert_ptr_equal(format_find("frontmatter", "", 0), &format_frontmatter);
	assert_null(format_find("", "----\n", 5));
	assert_null(format_find("nonesuch", text, sizeof(text) - 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixtures_give_what_is_expected),
		cmocka_unit_test(lists_and_lines_are_cut_and_it_is_said),
		cmocka_unit_test(formats_are_found_by_looking),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
