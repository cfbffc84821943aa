/* SPDX-License-Identifier: ISC */
/* Every address once, in the order that the reader lists them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"
#include "model/article_links.h"

static struct arena arena;

static int
tear_down(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

static const char *
words_of(const struct article_link *links, size_t n)
{
	const char *out = "";

	for (size_t i = 0; i < n; i++)
		out = arena_printf(&arena, "%s%s %s <%s> %s\n", out, links[i].kind, links[i].text,
		    links[i].url, links[i].type);
	return out;
}

static void
test_of_an_article(void **state)
{
	struct related related[] = {
		{ .title = "Quay closed", .web_url = "https://b.example/1", .provider = { .name = "Radio" },
		    .type = "video" },
		{ .title = "No address", .web_url = "" },
		{ .web_url = "https://a.example/1" },
	};
	struct image images[] = { { .url = "https://a.example/i.png", .title = "The quay" } };
	struct enclosure files[] = { { .url = "https://a.example/p.mp3", .type = "audio/mpeg" } };
	struct article art;
	size_t n;

	(void)state;
	article_init(&art);
	art.original_url = "https://a.example/1";
	art.web_url = "https://a.example/1";
	art.amp_url = "https://amp.a.example/1";
	art.cdn_amp_url = "javascript:alert(1)";
	art.related = related;
	art.nrelated = COUNT(related);
	art.images = images;
	art.nimages = 1;
	art.enclosures = files;
	art.nenclosures = 1;
	art.excerpt = "See https://c.example/x.";
	const struct article_link *links = article_links(&arena, &art, &n);
	assert_string_equal(words_of(links, n),
	    "original  <https://a.example/1> article\n"
	    "AMP  <https://amp.a.example/1> article\n"
	    "related Radio: Quay closed <https://b.example/1> video\n"
	    "file audio/mpeg <https://a.example/p.mp3> audio\n"
	    "image The quay <https://a.example/i.png> image\n"
	    "text  <https://c.example/x> article\n");
}

static void
test_in_text(void **state)
{
	static const struct { const char *text, *found; } cases[] = {
		{ "<a href=\"https://x.example/?a=1&amp;b=2\">x</a>", "https://x.example/?a=1&b=2" },
		{ "<a href='https://x.example/'>https://x.example/</a>", "https://x.example/" },
		{ "[words](https://x.example/a_(b)) more", "https://x.example/a_(b)" },
		{ "(as https://x.example/a says)", "https://x.example/a" },
		{ "(https://x.example/a)", "https://x.example/a" },
		{ "<https://x.example/a>", "https://x.example/a" },
		{ "at https://x.example/a, and", "https://x.example/a" },
		{ "at https://x.example/a\nhttp", "https://x.example/a" },
		{ "https:// http: httpx://a file:///etc/passwd", "" },
		{ "javascript:location='http'", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct article art;
		size_t n;

		article_init(&art);
		art.content = cases[i].text;
		const struct article_link *links = article_links(&arena, &art, &n);
		assert_int_equal(n, cases[i].found[0] != '\0');
		if (n > 0)
			assert_string_equal(links[0].url, cases[i].found);
	}
}

static void
test_of_a_related_item(void **state)
{
	struct related rel = { .web_url = "https://b.example/1", .amp_url = "https://b.example/amp",
		.excerpt = "none" };
	size_t n;

	(void)state;
	const struct article_link *links = related_links(&arena, &rel, &n);
	assert_string_equal(words_of(links, n),
	    "web  <https://b.example/1> article\nAMP  <https://b.example/amp> article\n");
}

static void
test_of_a_text_with_numbers(void **state)
{
	struct link in_text[] = {
		{ "https://a.example/2", "the second" },
		{ "https://a.example/1", "itself" },
		{ "https://v.example/", "video: Harbour" },
		{ "ftp://a.example/", "nowhere" },
	};
	struct article art;
	size_t n;

	(void)state;
	article_init(&art);
	art.original_url = "https://a.example/1";
	art.content = "https://a.example/not-looked-for";
	art.links = in_text;
	art.nlinks = COUNT(in_text);
	const struct article_link *links = article_links(&arena, &art, &n);
	assert_string_equal(words_of(links, n), "original [2] itself <https://a.example/1> article\n"
	    "[1] the second <https://a.example/2> article\n"
	    "[3] video: Harbour <https://v.example/> video\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_of_an_article),
		cmocka_unit_test(test_of_a_text_with_numbers),
		cmocka_unit_test(test_in_text),
		cmocka_unit_test(test_of_a_related_item),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
