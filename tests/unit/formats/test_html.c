/* SPDX-License-Identifier: ISC */
/* What HTML says, as text: one element, one mishap a case. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "formats/html.h"

static const char base[] = "https://a.example/b/c.html";
static struct arena arena;

static int
tear_down(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

static const struct {
	const char *html, *text;
} cases[] = {
	/* words and blanks */
	{ "", "" },
	{ "plain  words\n here", "plain words here" },
	{ "<p>a <b>b</b> c</p>", "a b c" },
	{ "a<b>b</b>c", "abc" },
	{ "a < b && c > d", "a < b && c > d" },
	{ "AT&T &amp; &lt;x&gt; &eacute;&#233;&#xE9; &nosuch;", "AT&T & <x> ééé &nosuch;" },
	{ "&#147;quoted&#148; &#150;", "“quoted” –" },
	{ "a&nbsp;b&nbsp; c&nbsp;", "a\xC2\xA0" "b c" },
	{ "<p>&nbsp;</p><p>x</p>", "x" },
	{ "\x1B[2J<p>&#27;[31m&#8238;red", "[2J\n\n[31mred" },
	/* paragraphs */
	{ "<p>a<p>b", "a\n\nb" },
	{ "<div>a</div><div>b</div>c", "a\nb\nc" },
	{ "a<br>b<br/><br>c<br><br><br>d", "a\nb\n\nc\n\nd" },
	{ "<br>a<br>", "a" },
	{ "<h1>A</h1><h3>B<br>C</h3>d", "# A\n\n### B\n### C\n\nd" },
	{ "<h2></h2>a", "a" },
	{ "a<hr>b", "a\n\n---\n\nb" },
	/* lists */
	{ "<ul><li>a<li>b</ul>c", "- a\n- b\n\nc" },
	{ "<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c" },
	{ "<ol><li>a<li value=7>b<li>c</ol>", "1. a\n7. b\n8. c" },
	{ "<ol start=9><li>a<li>b<p>c</ol>", "9. a\n10. b\n\n    c" },
	{ "<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>", "- a\n- b\n\n  c" },
	{ "<li>a<li>b", "- a\n- b" },
	{ "<ul><li></li><li>a</ul>", "- a" },
	{ "<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\n    b\n\nc\n    d" },
	/* quotations */
	{ "a<blockquote>b</blockquote>c", "a\n\n> b\n\nc" },
	{ "<blockquote><p>a<p>b<blockquote>c</blockquote></blockquote>", "> a\n>\n> b\n>\n> > c" },
	{ "<blockquote><ul><li>a<li>b</ul></blockquote>", "> - a\n> - b" },
	{ "<ul><li>a<blockquote>b</blockquote></ul>", "- a\n\n  > b" },
	{ "<q>a</q>", "“a”" },
	/* code */
	{ "a<pre>\nif  (x)\n\ty;\n\n\nz\n</pre>b", "a\n\n\tif  (x)\n\t    y;\n\t\n\t\n\tz\n\nb" },
	{ "<pre><code>a &lt; b</code></pre>", "\ta < b" },
	{ "<blockquote><pre>a\nb</pre></blockquote>", "> \ta\n> \tb" },
	/* tables: columns that fit, rows by their headers, facts, and mere layout */
	{ "<table><tr><th>Day</th><th>High</th></tr><tr><td>Monday</td><td>6.1</td></tr>"
	    "<tr><td>日</td><td>16.4</td></tr></table>",
	    "\t| Day    | High |\n\t|--------|------|\n\t| Monday |  6.1 |\n\t| 日     | 16.4 |" },
	{ "a<table><caption>Tides</caption><tr><td>b<td>c<tr><td>d</table>e",
	    "a\n\nTides\n\t| b | c |\n\t| d |   |\n\ne" },
	{ "<table><tr><th>Name</th><th>Said</th></tr><tr><td>Ida</td><td>what is much too long for a column"
	    " of its own</td></tr><tr><td>Otto</td><td>b<br>c</td></tr></table>",
	    "Name: Ida\nSaid: what is much too long for a column of its own\n\nName: Otto\nSaid: b\nc" },
	{ "<table><tr><th>Born:</th><td>in a town that nobody knows, by the sea</td></tr>"
	    "<tr><th>Died</th><td>x</td></tr></table>",
	    "Born: in a town that nobody knows, by the sea\nDied: x" },
	{ "<table><tr><td><table><tr><td><p>a<p>b</table></td><td><ul><li>c</ul></td></tr></table>",
	    "a\n\nb\n\n- c" },
	{ "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\nb" },
	{ "<blockquote><table><tr><td>a</td><td>b</td></tr></table></blockquote>", "> \t| a | b |" },
	{ "<table><tr><td><pre>a\n b</pre></td></tr></table>", "\ta\n\t b" },
	{ "<td>a</td><td>b</td><table></table>c<table><tr><td></td></tr></table>", "a b\n\nc" },
	/* what nobody reads */
	{ "a<script>alert('<p>')</script><style>p{}</style><template>x</template>b", "ab" },
	{ "a<noscript>x</noscript><p hidden>y</p><p style='Display : none'>z</p>b", "a\n\nb" },
	{ "a<!-- <p>x --> b", "a b" },
	{ "<head><title>x</title></head><body>a</body>", "a" },
	{ "a<div class='x feedflare'>share</div><span class=sr-only>y</span>", "a" },
	{ "10<sup>6</sup> x<sup>-n</sup> 1<sup>st</sup> a<sup>TM</sup>", "10^6 x^-n 1st aTM" },
	{ "<ul><li><input type=checkbox checked> a<li><input type=checkbox>b</ul><input value=c>",
	    "- [x] a\n- [ ] b" },
	/* links */
	{ "<a href=x>a</a> <a href='/y?1&amp;2'>b</a> <a href=x>c</a>", "a [1] b [2] c [1]" },
	{ "<a href='#n'>a</a> <a href='javascript:x'>b</a> <a name=c>d</a> <a href=mailto:e@f>g</a>",
	    "a b d g" },
	{ "<a href=x> a </a>b", "a [1] b" },
	{ "<a href=x></a>b", "b" },
	{ "<a href=x><img src=i alt=Harbour></a>", "[image: Harbour] [1]" },
	/* media */
	{ "<img src=i.png alt='The  quay'>", "[image: The quay]" },
	{ "a<img src=i.png width=1 height=1><img src='data:image/png;base64,AA'>", "a" },
	{ "a <img class=wp-smiley src=s.png alt=':)'>", "a :)" },
	{ "<video src=v.mp4 title=Film><p>old browser</p></video>", "[video: Film] [1]" },
	{ "<audio><source src=a.ogg><source src=a.mp3></audio>b", "[audio: a.example] [1]\n\nb" },
	{ "<iframe src='//player.vimeo.com/video/12?x=y'></iframe>", "[video: vimeo.com] [1]" },
	/* torn */
	{ "a<b", "a" },
	{ "a</p></div></x>b", "a\n\nb" },
	{ "<p <b>a</b>", "a" },
	{ "<a href=\"x>never closed", "" },
};

static void
html_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct html h;

		html_read(&arena, cases[i].html, strlen(cases[i].html), base, &h);
		assert_string_equal(h.text, cases[i].text);
		assert_true(utf8_is_clean(h.text, strlen(h.text), UTF8_TEXT));
	}
}

static void
read_fixture(const char *name, const char *suffix, struct buf *out)
{
	struct err err = { 0 };
	char path[1024];

	snprintf(path, sizeof(path), TEST_DATA "/feeds/html/%s%s", name, suffix);
	if (!file_read(path, 1 << 20, out, &err))
		fail_msg("%s", err.text);
}

/* The whole of a page, its text, links and images; with
 * DATELINE_PRINT_EXPECTED it is printed. */
static void
pages_beside_what_they_say(void **state)
{
	static const char *const names[] = { "everything", "addresses" };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct buf bytes = { 0 }, expected = { 0 }, seen = { 0 };
		struct html h;

		read_fixture(names[i], ".html", &bytes);
		html_read(&arena, bytes.p, bytes.n, base, &h);
		buf_printf(&seen, "%s\n", h.text);
		for (size_t k = 0; k < h.nlinks; k++)
			buf_printf(&seen, "[%zu] %s %s\n", k + 1, h.links[k].url, h.links[k].text);
		for (size_t k = 0; k < h.nimages; k++)
			buf_printf(&seen, "image %s\n", h.images[k].url);
		if (getenv("DATELINE_PRINT_EXPECTED") != NULL) {
			printf("@@ %s\n%s", names[i], seen.p);
		} else {
			read_fixture(names[i], ".expected", &expected);
			assert_string_equal(seen.p, buf_str(&expected));
		}
		buf_done(&bytes);
		buf_done(&expected);
		buf_done(&seen);
	}
}

static void
links_and_images_in_order(void **state)
{
	static const char html[] = "<a href='../x y'>One  <b>more</b></a>"
	    "<img src=i.png width=640 height=480 alt=Quay>"
	    "<img src=i.png><a href=http://o.example/><img srcset='s.png 1x, t.png 2x' alt=''></a>"
	    "<iframe src=https://www.youtube.com/embed/Q7?a=b></iframe>";
	struct html h;

	(void)state;
	html_read(&arena, html, strlen(html), base, &h);
	assert_int_equal(h.nlinks, 3);
	assert_string_equal(h.links[0].url, "https://a.example/x%20y");
	assert_string_equal(h.links[0].text, "One more");
	assert_string_equal(h.links[1].url, "http://o.example/");
	assert_string_equal(h.links[1].text, "image");
	assert_string_equal(h.links[2].url, "https://www.youtube.com/watch?v=Q7");
	assert_int_equal(h.nimages, 2);
	assert_string_equal(h.images[0].url, "https://a.example/b/i.png");
	assert_string_equal(h.images[0].title, "Quay");
	assert_int_equal(h.images[0].width, 640);
	assert_string_equal(h.images[1].url, "https://a.example/b/s.png");
}

static void
content_is_as_delivered_but_for_addresses(void **state)
{
	static const struct { const char *html, *content; } contents[] = {
		{ "<P Class=x>a &amp; b<br>", "<P Class=x>a &amp; b<br>" },
		{ "<a  href = 'x' title=\"y\">", "<a  href = \"https://a.example/b/x\" title=\"y\">" },
		{ "<a href=/x?a&amp;b>", "<a href=\"https://a.example/x?a&amp;b\">" },
		{ "<a href='http://o.example/a?b&c'>", "<a href='http://o.example/a?b&c'>" },
		{ "<img src=x><video poster='p'>", "<img src=\"https://a.example/b/x\"><video "
		    "poster=\"https://a.example/b/p\">" },
		{ "<img srcset='x 1x,y 2x'>",
		    "<img srcset=\"https://a.example/b/x 1x,https://a.example/b/y 2x\">" },
		{ "<script>'<a href=x>'</script>", "<script>'<a href=x>'</script>" },
		{ "<a href=x", "<a href=\"https://a.example/b/x\"" },
		{ "<a href=\"x", "<a href=\"https://a.example/b/x\"" },
		{ "a < b <3 </ x", "a < b <3 </ x" },
		{ "no markup", "no markup" },
		{ "<a href='x&#8238;y&#27;&#x200B;'>", "<a href=\"https://a.example/b/xy%1B\">" },
		{ "\xF0\x9F\x91\xA8<!-- -->\xE2\x80\x8D", "\xF0\x9F\x91\xA8" },
	};
	struct html h;

	(void)state;
	for (size_t i = 0; i < COUNT(contents); i++) {
		html_read(&arena, contents[i].html, strlen(contents[i].html), base, &h);
		assert_string_equal(h.content, contents[i].content);
	}
	html_read(&arena, "<a href=x>y</a>", 15, NULL, &h);
	assert_string_equal(h.content, "<a href=x>y</a>");
	assert_string_equal(h.text, "y");
}

static void
titles_and_excerpts(void **state)
{
	static const struct { const char *html, *line, *plain; } titles[] = {
		{ "A  title\n", "A title", "A title" },
		{ "A &amp; B &lt;i&gt;", "A & B <i>", "A & B <i>" },
		{ "<b>A</b> <i>b</i>c<br>d", "A bc d", "A bc\nd" },
		{ "<p>A</p><p>b</p>", "A b", "A\n\nb" },
		{ "a < b", "a < b", "a < b" },
		{ "AT&T", "AT&T", "AT&T" },
		{ "<a href=http://o.example/>A</a><img src=x alt=y>", "A", "A" },
		{ "&#27;]0;x&#7;", "]0;x", "]0;x" },
		{ "<h2>A</h2><pre>b\n  c</pre>", "A b c", "A\n\nb\n  c" },
		{ "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a b c d", "a b\nc d" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(titles); i++) {
		size_t n = strlen(titles[i].html);

		assert_string_equal(html_line(&arena, titles[i].html, n), titles[i].line);
		assert_string_equal(html_plain(&arena, titles[i].html, n), titles[i].plain);
	}
}

/* Each of these took a parser minutes, or its stack. */
static void
bombs_are_read_at_once(void **state)
{
	static const struct { const char *head, *part, *tail; size_t times; } bombs[] = {
		{ "<p>begin", "<div>", " end", 200000 },
		{ "<p>begin", "<ul><li>", " end", 100000 },
		{ "<p>begin", "<blockquote>", " end", 100000 },
		{ "<p>begin", "<table><tr><td>", " end", 60000 },
		{ "<p>begin", "<a href=x>", " end", 100000 },
		{ "<p>begin", "</b>", " end", 200000 },
		{ "<p>begin", "<b><i>", " end", 200000 },
		{ "<p>begin<b ", "x='' ", "> end", 100000 },
		{ "<p>begin<b ", "x ", "> end", 100000 },
		{ "<p>begin", "&amp;&#1;&x;", " end", 100000 },
		{ "<p>begin", "<pre>", " end", 100000 },
		{ "<p>begin", "<", " end", 1000000 },
		{ "<p>begin", "<!-- ", "--> end", 200000 },
		{ "<p>begin", "<a ", "> end", 200000 },
		{ "<p>begin", "<b>x</i>", " end", 100000 },
		{ "<p>begin", "<b><div></b>", " end", 100000 },
		{ "<p>begin", "<b><td></b></li>", " end", 100000 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bombs); i++) {
		struct buf b = { 0 };
		struct html h;

		buf_puts(&b, bombs[i].head);
		for (size_t k = 0; k < bombs[i].times; k++)
			buf_puts(&b, bombs[i].part);
		buf_puts(&b, bombs[i].tail);
		html_read(&arena, b.p, b.n, base, &h);
		assert_non_null(strstr(h.text, "begin"));
		assert_non_null(strstr(h.text, "end"));
		buf_done(&b);
		arena_reset(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(html_says, tear_down),
		cmocka_unit_test_teardown(pages_beside_what_they_say, tear_down),
		cmocka_unit_test_teardown(links_and_images_in_order, tear_down),
		cmocka_unit_test_teardown(content_is_as_delivered_but_for_addresses, tear_down),
		cmocka_unit_test_teardown(titles_and_excerpts, tear_down),
		cmocka_unit_test_teardown(bombs_are_read_at_once, tear_down),
	};

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		setlocale(LC_CTYPE, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
