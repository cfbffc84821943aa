/* SPDX-License-Identifier: ISC */
/* Feeds beside what is expected of them: what the feed says of itself, a line of
 * JSON for each article, a line for each damage. */
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
	const char *name, *base;
} cases[] = {
	{ "rss/whole", "https://mill.example/feed.xml" },
	{ "rss/broken", NULL },
	{ "rss/spaces", NULL },
	{ "rss/tables", "https://ranks.example/feed/" },
	{ "rss/late", NULL },
	{ "rss/cut", NULL },
	{ "rss/clash", NULL },
	{ "rss/cdf", NULL },
	{ "rss/wrapped", NULL },
	{ "rss/soap", NULL },
	{ "atom/whole", "https://elsewhere.example/" },
	{ "atom/atom03", "https://old.example/feed/" },
	{ "atom/archive", NULL },
	{ "atom/links", NULL },
	{ "atom/bare", "https://else.example/feeds/bare" },
	{ "rdf/whole", NULL },
	{ "rdf/rss090", NULL },
	{ "rdf/foaf", NULL },
};

static void
see_feed(void *arg, const struct feed *feed)
{
	struct json j = { .out = arg };
	const struct {
		const char *key, *value;
	} texts[] = { { "kind", feed->kind }, { "title", feed->title }, { "home", feed->home },
		{ "self", feed->self }, { "next", feed->next }, { "language", feed->language },
		{ "icon", feed->icon } };

	json_object(&j, NULL);
	for (size_t i = 0; i < COUNT(texts); i++)
		json_text(&j, texts[i].key, texts[i].value);
	json_int(&j, "ttl", feed->ttl);
	json_int(&j, "skipHours", feed->skip_hours);
	json_int(&j, "skipDays", feed->skip_days);
	json_object_end(&j);
	buf_putc(arg, '\n');
}

static void
see_article(void *arg, const struct article *art)
{
	struct json j = { .out = arg };

	json_object(&j, NULL);
	article_json_members(&j, art, NULL);
	json_object_end(&j);
	buf_putc(arg, '\n');
	for (size_t i = 0; i < art->nlinks; i++)
		buf_printf(arg, "[%zu] %s %s\n", i + 1, art->links[i].url, art->links[i].text);
}

static void
see_damage(void *arg, int line, int column, const char *message)
{
	buf_printf(arg, "%d:%d: %s\n", line, column, message);
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
	formats_prepare();
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf bytes = { 0 }, expected = { 0 }, seen = { 0 };
		struct format_output out = { .article = see_article, .damage = see_damage, .feed = see_feed,
			.arg = &seen };

		read_fixture(cases[i].name, ".xml", &bytes);
		struct format_input in = { cases[i].name, cases[i].base, buf_str(&bytes), bytes.n, NULL };
		const struct format *found = format_find("", in.bytes, in.n);
		assert_non_null(found);
		assert_int_equal(strncmp(found->name, cases[i].name, strcspn(cases[i].name, "/")), 0);
		found->parse(&in, &out);
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

/* -- what is no feed, and what is one behind noise */

static const struct {
	const char *text, *kind;
} looks[] = {
	{ "<html><head><title>404</title></head><body>rss</body></html>", "page" },
	{ "<!DOCTYPE html><html><body><rss></rss></body></html>", "page" },
	{ "<rss version='2.0'>", "rss" },
	{ "\xEF\xBB\xBF <?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>", "atom" },
	{ "<!-- <feed> --><x:RDF>", "rdf" },
	{ "<?xml version='1.0'?><opml><body/></opml>", "opml" },
	{ "<br/><b>Warning</b>: <code>x</code> <feed>", "atom" },
	{ " {\"a\": \"<rss>\"}", NULL },
	{ "<tv><channel id='1'></channel></tv>", NULL },
	{ "<urlset><entry/></urlset>", NULL },
	{ "f\0e\0e\0d\0", NULL },
	{ "feed", NULL },
};

static void
feeds_are_known_by_their_root(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(looks); i++) {
		const struct format *found = format_find("", looks[i].text, strlen(looks[i].text));

		if (looks[i].kind == NULL)
			assert_null(found);
		else
			assert_string_equal(found != NULL ? found->name : "none", looks[i].kind);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixtures_give_what_is_expected),
		cmocka_unit_test(feeds_are_known_by_their_root),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
