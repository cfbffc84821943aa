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
	const char *name, *base;
	bool recognized;
} cases[] = {
	{ &format_opml, "opml/nested.opml", "", true },
	{ &format_opml, "opml/broken.opml", "", true },
	{ &format_opml, "opml/hostile.opml", "", true },
	{ &format_newsboat, "newsboat/urls.urls", "", false },
	{ &format_newsraft, "newsraft/feeds", "", false },
	{ &format_sfeedrc, "sfeedrc/sfeedrc", "", true },
	{ &format_page, "page/blog.html", "https://www.blog.example/a/b.html", true },
	{ &format_page, "page/bare.html", "http://bare.example:8080/x?y", true },
	{ &format_page, "page/api.html", "https://power.example/", true },
	{ &format_page, "page/handle.html", "https://www.youtube.com/@sands", true },
	{ &format_page, "page/generator.html", "https://blog.example/2026/tide?x", true },
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
		struct format_input in = { cases[i].name, cases[i].base, buf_str(&bytes), bytes.n, NULL };
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
		"<!-- x --><html><opml>", "opml", "<?xml?>" };
	static const char text[] = "\n<?xml version='1.0'?><OPML version='1.0'>";

	(void)state;
	assert_ptr_equal(format_find(NULL, text, sizeof(text) - 1), &format_opml);
	assert_ptr_equal(format_find("newsboat", "", 0), &format_newsboat);
	for (size_t i = 0; i < COUNT(others); i++)
		assert_int_equal(format_opml.recognizes(others[i], strlen(others[i])), 0);
}

static void
the_address_of_a_page_tells_of_its_feeds(void **state)
{
	static const struct {
		const char *page, *feed;	/* the first; NULL: none that is more than a guess */
	} pages[] = {
		{ "https://www.youtube.com/channel/UC1?x=1",
		    "https://www.youtube.com/feeds/videos.xml?channel_id=UC1" },
		{ "https://m.youtube.com/playlist?list=PL2&i=1",
		    "https://www.youtube.com/feeds/videos.xml?playlist_id=PL2" },
		{ "https://www.youtube.com/watch?v=x&list=PL3",
		    "https://www.youtube.com/feeds/videos.xml?playlist_id=PL3" },
		{ "https://github.com/a/b/issues", "https://github.com/a/b/releases.atom" },
		{ "https://github.com/a/b/tree/dev/src", "https://github.com/a/b/commits/dev.atom" },
		{ "https://www.reddit.com/u/me/", "https://www.reddit.com/user/me/.rss" },
		{ "https://codeberg.org/a/b", "https://codeberg.org/a/b/releases.rss" },
		{ "https://unix.stackexchange.com/questions/tagged/bash",
		    "https://unix.stackexchange.com/feeds/tag/bash" },
		{ "https://medium.com/tag/c", "https://medium.com/feed/tag/c" },
		{ "https://pypi.org/project/x/", "https://pypi.org/rss/project/x/releases.xml" },
		{ "https://github.com/a", "https://github.com/a.atom" },
		{ "https://github.com/a/?tab=stars", "https://github.com/a.atom" },
		{ "https://github.com/", NULL },
		{ "https://old.reddit.com/r/c/top", "https://www.reddit.com/r/c/.rss" },
		{ "https://medium.com/@me/post", "https://medium.com/feed/@me" },
		{ "https://me.medium.com/post", "https://me.medium.com/feed" },
		{ "https://me.substack.com/p/1", "https://me.substack.com/feed" },
		{ "https://substack.com/p/1", NULL },
		{ "https://notsubstack.com/p/1", NULL },
		{ "https://bsky.app/profile/me.example", "https://bsky.app/profile/me.example/rss" },
		{ "https://social.example/@me", "https://social.example/@me.rss" },
		{ "https://www.youtube.com/@me", NULL },
		{ "https://site.example/x/api/news/page/2/index.json",
		    "https://site.example/x/api/news/index.json" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct buf seen = { 0 };
		struct format_output out = { .outline = see_outline, .damage = see_damage, .arg = &seen };
		struct format_input in = { "page", pages[i].page, "<html>", 6, NULL };
		char start[256];

		format_page.parse(&in, &out);
		snprintf(start, sizeof(start), "{\"url\":\"%s\",",
		    pages[i].feed != NULL ? pages[i].feed : "");
		if (pages[i].feed != NULL)
			assert_int_equal(strncmp(buf_str(&seen), start, strlen(start)), 0);
		else
			assert_non_null(strstr(buf_str(&seen), "/feed\""));
		buf_done(&seen);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixtures_give_what_is_expected),
		cmocka_unit_test(the_address_of_a_page_tells_of_its_feeds),
		cmocka_unit_test(only_opml_is_taken_for_it),
	};

	formats_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
