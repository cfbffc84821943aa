/* SPDX-License-Identifier: ISC */
/* Bodies in Markdown: what they say, with the marks of model/text.h; nothing
 * unsafe comes out of them. */
#include "formats/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "formats/formats.h"
#include "formats/html.h"

static struct arena arena;

static void
test_texts(void **state)
{
	static const struct {
		const char *markdown, *text;
	} cases[] = {
		{ "Plain text\nin two lines.\n\nAnother.", "Plain text in two lines.\n\nAnother." },
		{ "## Wheel\n\nIt **turns** *again*.", "## Wheel\n\nIt turns again." },
		{ "- oak\n- ash\n\n1. first\n2. second", "- oak\n- ash\n\n1. first\n2. second" },
		{ "> We had\n> warned.", "> We had warned." },
		{ "A [mill](/mill) and <https://b.example/>.", "A mill [1] and https://b.example/ [2]." },
		{ "    make wheel\n", "\tmake wheel" },
		{ "```\na  b\n```", "\ta  b" },
		{ "Before\n| a | b |\n|---|:-:|\n| 1 | 2 |\nafter",
		    "Before\n\n\t| a | b |\n\t|---|:-:|\n\t| 1 | 2 |\n\nafter" },
		{ "one | two", "one | two" },
		{ "<div>In *HTML*</div>\n\nand **out**", "In *HTML*\n\nand out" },
		{ "<script>alert(1)</script>\n\n[x](javascript:alert)", "x" },
		{ "&lt;b&gt; &amp; &#27;[31m", "<b> & [31m" },
		{ "![The wheel](w.jpg)", "[image: The wheel]" },
		{ "", "" },
	};
	struct html html;

	(void)state;
	if (!markdown_read(&arena, "x", 1, NULL, &html))
		skip();
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *s = cases[i].markdown;

		assert_true(markdown_read(&arena, s, strlen(s), "https://a.example/news/1", &html));
		assert_string_equal(html.text, cases[i].text);
		assert_true(utf8_is_clean(html.text, strlen(html.text), UTF8_TEXT));
		for (size_t k = 0; k < html.nlinks; k++)
			assert_true(strncmp(html.links[k].url, "https://", 8) == 0);
	}
}

/* What makes readers of Markdown slow or deep. */
static void
test_hostile(void **state)
{
	static const char *const pieces[] = { "[", "![", "*a ", "`", "> ", "- ", "<a", "&", "|\n|-\n",
		"```\n", "[a](" };
	struct html html;

	(void)state;
	if (!markdown_read(&arena, "x", 1, NULL, &html))
		skip();
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct buf b = { 0 };

		while (b.n < 20000)
			buf_puts(&b, pieces[i]);
		assert_true(markdown_read(&arena, b.p, b.n, NULL, &html));
		assert_true(utf8_is_clean(html.text, strlen(html.text), UTF8_TEXT));
		buf_done(&b);
		arena_reset(&arena);
	}
	/* Too long a one stays as it is. */
	char *large = mem_alloc(2 * 1024 * 1024);
	memset(large, 'a', 2 * 1024 * 1024);
	assert_false(markdown_read(&arena, large, 2 * 1024 * 1024, NULL, &html));
	free(large);
}

static int
tear_down(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_hostile),
	};

	formats_prepare();
	return cmocka_run_group_tests(tests, NULL, tear_down);
}
