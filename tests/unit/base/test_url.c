/* SPDX-License-Identifier: ISC */
/* When two addresses are one page, and what another program may be given. */
#include "base/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"

static const struct { const char *url, *canonical; } canonicals[] = {
	{ "https://example.org/a/b", "example.org/a/b" },
	{ "http://example.org/a/b", "example.org/a/b" },
	{ "HTTPS://WWW.Example.ORG/A/b", "example.org/A/b" },
	{ "https://example.org", "example.org" },
	{ "https://example.org/", "example.org" },
	{ "https://example.org/a/", "example.org/a" },
	{ "https://example.org:443/a", "example.org/a" },
	{ "http://example.org:80/a", "example.org/a" },
	{ "https://example.org:8443/a", "example.org:8443/a" },
	{ "https://example.org:/a", "example.org/a" },
	{ "https://reader:secret@example.org/a", "example.org/a" },
	{ "https://example.org/a#section", "example.org/a" },
	{ "https://example.org/a?", "example.org/a" },
	{ "https://example.org?id=7", "example.org?id=7" },
	{ "https://example.org/a?b=2&a=1", "example.org/a?b=2&a=1" },
	{ "https://example.org/a?utm_source=x&id=7&utm_medium=y", "example.org/a?id=7" },
	{ "https://example.org/a?fbclid=1&gclid=2&GCLID=3", "example.org/a" },
	{ "https://example.org/a?id=7&&page=2", "example.org/a?id=7&page=2" },
	{ "https://example.org/a?utmost=1", "example.org/a?utmost=1" },
	{ "https://example.org/a?id=7#?utm_source=x", "example.org/a?id=7" },
	{ "https://m.example.org/a", "example.org/a" },
	{ "https://mobile.example.org/a", "example.org/a" },
	{ "https://amp.example.org/a", "example.org/a" },
	{ "https://www.m.example.org/a", "example.org/a" },
	{ "https://m.org/a", "m.org/a" },
	{ "https://www.com/a", "www.com/a" },
	{ "https://mm.example.org/a", "mm.example.org/a" },
	{ "https://example.org/a/amp/", "example.org/a" },
	{ "https://example.org/a.amp", "example.org/a" },
	{ "https://example.org/a?amp", "example.org/a" },
	{ "https://example.org/a?amp=1&outputType=amp", "example.org/a" },
	{ "https://example.org/amp/a", "example.org/a" },
	{ "https://example.org/lamp", "example.org/lamp" },
	{ "https://example.org/a/index.html", "example.org/a" },
	{ "https://www.google.com/amp/s/example.org/a", "example.org/a" },
	{ "https://example-org.cdn.ampproject.org/c/s/example.org/a/amp/", "example.org/a" },
	{ "https://example-org.cdn.ampproject.org/v/s/www.example.org/a?amp_js_v=0.1&id=7",
	  "example.org/a?id=7" },
	{ "https://example.org/%7euser/%41", "example.org/~user/A" },
	{ "https://example.org/caf%c3%a9", "example.org/caf%C3%A9" },
	{ "https://example.org/a%2fb", "example.org/a%2Fb" },
	{ "https://example.org/100%", "example.org/100%" },
	{ "https://example.org/%zz", "example.org/%zz" },
};

static void
the_same_page_has_one_form(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(canonicals); i++) {
		const char *got = url_canonical(&a, canonicals[i].url);

		if (got == NULL || strcmp(got, canonicals[i].canonical) != 0)
			fail_msg("%s: %s, not %s", canonicals[i].url, got, canonicals[i].canonical);
		/* What is canonical stays so. */
		const char *again = url_canonical(&a, arena_printf(&a, "https://%s", got));
		assert_string_equal(again, got);
	}
	arena_done(&a);
}

static const char *const not_web[] = {
	"", " ", "example.org/a", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)",
	"data:text/html,x", "mailto:a@example.org", "//example.org/a", "https:", "https:/example.org",
	"https://", "https:///a", "https://?a", "https://#a", "https://:80/", "https://user@/a",
	"https://.org/",
	"-https://example.org", " https://example.org", "httpss://example.org", "https ://example.org",
};

static void
nothing_but_the_web(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(not_web); i++) {
		if (url_is_web(not_web[i]))
			fail_msg("\"%s\" was taken for a web address", not_web[i]);
		assert_null(url_for_program(&a, not_web[i]));
		assert_null(url_canonical(&a, not_web[i]));
		assert_null(url_host(&a, not_web[i]));
	}
	assert_false(url_is_web(NULL));
	assert_null(url_for_program(&a, NULL));
	assert_null(url_canonical(&a, NULL));
	arena_done(&a);
}

static void
programs_get_tame_addresses(void **state)
{
	static const struct { const char *url, *given; } cases[] = {
		{ "https://example.org/a?b=c&d=%20e#f", "https://example.org/a?b=c&d=%20e#f" },
		{ "HtTp://example.org/", "HtTp://example.org/" },
		{ "https://example.org/a b", "https://example.org/a%20b" },
		{ "https://example.org/\"; rm -rf ~; \"", "https://example.org/%22;%20rm%20-rf%20~;%20%22" },
		{ "https://example.org/$(reboot)", "https://example.org/%24(reboot)" },
		{ "https://example.org/`id`", "https://example.org/%60id%60" },
		{ "https://example.org/a|b<c>d", "https://example.org/a%7Cb%3Cc%3Ed" },
		{ "https://example.org/a'b?\\c", "https://example.org/a%27b?%5Cc" },
		/* The host that is shown is the host that is opened. */
		{ "https://example.org\\@evil.example/", "https://example.org/@evil.example/" },
		{ "https://example.org/\x1B]0;x\a", "https://example.org/%1B]0;x%07" },
		{ "https://example.org/a\nb\r\tc", "https://example.org/a%0Ab%0D%09c" },
		{ "https://example.org/caf\xC3\xA9", "https://example.org/caf%C3%A9" },
		{ "https://example.org/\x7F\xFF", "https://example.org/%7F%FF" },
		{ "https://--option/x", "https://--option/x" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(url_for_program(&a, cases[i].url), cases[i].given);
	arena_done(&a);
}

static void
hosts_as_they_are_shown(void **state)
{
	static const struct { const char *url, *host; } cases[] = {
		{ "https://www.example.org/a", "example.org" },
		{ "https://news.example.org:8080/a", "news.example.org" },
		{ "https://user:pw@example.org/", "example.org" },
		{ "https://example.org?x", "example.org" },
		/* Whose page this is must not be hidden behind an at sign. */
		{ "https://example.org\\@evil.example/", "example.org" },
		{ "https://good.example@evil.example/", "evil.example" },
		{ "https://WWW.EXAMPLE.org/", "example.org" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(url_host(&a, cases[i].url), cases[i].host);
	arena_done(&a);
}

static void
files_have_addresses_too(void **state)
{
	static const struct { const char *url, *path; } cases[] = {
		{ "file:///home/me/feed.xml", "/home/me/feed.xml" }, { "FILE://localhost/a%20b", "/a b" },
		{ "file:///caf%C3%A9%", "/caf\xC3\xA9%" }, { "file:///a%00b%zz", "/a%00b%zz" },
		{ "file://elsewhere/x", NULL }, { "file:/x", NULL }, { "/x", NULL }, { "http://a/x", NULL },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *path = url_file_path(&a, cases[i].url);

		if (cases[i].path == NULL)
			assert_null(path);
		else
			assert_string_equal(path, cases[i].path);
	}
	arena_done(&a);
}

static void
relative_addresses(void **state)
{
	static const char base[] = "http://a.example/b/c/d;p?q";
	static const struct { const char *href, *full; } cases[] = {
		/* RFC 3986, 5.4 */
		{ "g:h", "g:h" }, { "g", "http://a.example/b/c/g" }, { "./g", "http://a.example/b/c/g" },
		{ "g/", "http://a.example/b/c/g/" }, { "/g", "http://a.example/g" }, { "//g", "http://g" },
		{ "?y", "http://a.example/b/c/d;p?y" }, { "g?y", "http://a.example/b/c/g?y" },
		{ "#s", "http://a.example/b/c/d;p?q#s" }, { "g#s", "http://a.example/b/c/g#s" },
		{ "", "http://a.example/b/c/d;p?q" }, { ".", "http://a.example/b/c/" },
		{ "..", "http://a.example/b/" }, { "../g", "http://a.example/b/g" },
		{ "../..", "http://a.example/" }, { "../../../g", "http://a.example/g" },
		{ "/./g", "http://a.example/g" }, { "/../g", "http://a.example/g" },
		{ "g.", "http://a.example/b/c/g." }, { "..g", "http://a.example/b/c/..g" },
		{ "./../g", "http://a.example/b/g" }, { "g/./h", "http://a.example/b/c/g/h" },
		{ "g/../h", "http://a.example/b/c/h" }, { "g?y/../x", "http://a.example/b/c/g?y/../x" },
		/* as they are written */
		{ " g \n", "http://a.example/b/c/g" }, { "a b", "http://a.example/b/c/a%20b" },
		{ "a\n\tb\"c", "http://a.example/b/c/ab%22c" },
		{ "HTTPS://b.example/x", "HTTPS://b.example/x" },
		{ "mailto:me@a.example", "mailto:me@a.example" }, { "1:2", "http://a.example/b/c/1:2" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(url_resolve(&a, cases[i].href, base), cases[i].full);
	assert_string_equal(url_resolve(&a, "x/y", "http://a.example"), "http://a.example/x/y");
	assert_string_equal(url_resolve(&a, "x/y", "http://a.example?z"), "http://a.example/x/y");
	assert_string_equal(url_resolve(&a, "../x", NULL), "../x");
	assert_string_equal(url_resolve(&a, "x", "no base"), "x");
	assert_string_equal(url_resolve(&a, "x", "mailto:a"), "x");
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_page_has_one_form),
		cmocka_unit_test(nothing_but_the_web),
		cmocka_unit_test(programs_get_tame_addresses),
		cmocka_unit_test(hosts_as_they_are_shown),
		cmocka_unit_test(files_have_addresses_too),
		cmocka_unit_test(relative_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
