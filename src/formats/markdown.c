/* SPDX-License-Identifier: ISC */
/* libcmark makes HTML of it, with what HTML is in it, and that goes the way of
 * all HTML: what it says is safe to show whatever was written.  Very long texts
 * stay as they are: their tree would not fit into what a parser may take. */
#include "formats/markdown.h"

#include <config.h>

#include <stdlib.h>
#include <string.h>

#ifdef HAVE_CMARK
#include <cmark.h>
#endif

#include "base/buf.h"
#include "formats/html.h"

#ifdef HAVE_CMARK

enum { MOST = 1024 * 1024 };

static size_t
line_of(const char *s, size_t n)
{
	const char *end = memchr(s, '\n', n);

	return end != NULL ? (size_t)(end - s) + 1 : n;
}

static bool
is_row(const char *s, size_t n)
{
	size_t at = 0;

	while (at < n && at < 3 && s[at] == ' ')
		at++;
	return at < n && s[at] == '|';
}

static bool
is_rule(const char *s, size_t n)
{
	bool dashes = false;

	for (size_t i = 0; i < n; i++) {
		if (strchr("|-: \t\r\n", s[i]) == NULL || s[i] == '\0')
			return false;
		dashes = dashes || s[i] == '-';
	}
	return dashes;
}

/* Bytes of the table that begins here, 0: none does. */
static size_t
table_length(const char *s, size_t n)
{
	size_t first = line_of(s, n), at = first;

	if (!is_row(s, first) || !is_row(s + first, n - first) ||
	    !is_rule(s + first, line_of(s + first, n - first)))
		return 0;
	while (at < n && is_row(s + at, n - at))
		at += line_of(s + at, n - at);
	return at;
}

/* Tables are no part of what libcmark reads: their lines would become one.  They
 * stand as code. */
static void
keep_tables(const char *s, size_t n, struct buf *out)
{
	bool fenced = false;

	for (size_t at = 0, length; at < n; at += length) {
		size_t table = fenced ? 0 : table_length(s + at, n - at);

		length = line_of(s + at, n - at);
		if (length > 3 && (memcmp(s + at, "```", 3) == 0 || memcmp(s + at, "~~~", 3) == 0))
			fenced = !fenced;
		length = table > 0 ? table : length;
		buf_puts(out, table > 0 ? "\n```\n" : "");
		buf_add(out, s + at, length);
		buf_puts(out, table > 0 ? "\n```\n" : "");
	}
}

#endif

bool
markdown_read(struct arena *a, const char *text, size_t n, const char *base, struct html *out)
{
#ifdef HAVE_CMARK
	struct buf source = { 0 };

	if (n > MOST)
		return false;
	keep_tables(text, n, &source);
	char *html = cmark_markdown_to_html(buf_str(&source), source.n, CMARK_OPT_UNSAFE);
	buf_done(&source);
	html_read(a, html, strlen(html), base, out);
	free(html);
	return true;
#else
	(void)a;
	(void)base;
	(void)out;
	return text == NULL && n > 0;
#endif
}
