/* SPDX-License-Identifier: ISC */
/* The usual wounds are a quotation that is never closed, because a text was
 * cut in the middle of an escape, and quotes that nobody escaped.  Both show
 * in single lines: `key: "` begins one, and a later line that plainly starts a
 * key at the same depth cannot be part of it. */
#include "formats/mend.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/article.h"
#include "model/fields.h"

struct line {
	const char *p;
	size_t n;
	size_t indent;		/* of the key, or of its dash */
	size_t quote;		/* where its value's opening quote is; 0: none */
	bool key;		/* starts with a known key */
};

static bool
is_known(const char *key, size_t n)
{
	static const char *const inner[] = { "name", "domain", "url", "width", "height", "isCached" };

	for (size_t i = 0; i < COUNT(inner); i++) {
		if (strlen(inner[i]) == n && memcmp(inner[i], key, n) == 0)
			return true;
	}
	return shape_find(&shape_article, key, n) != NULL;
}

static struct line
look_at(const char *p, size_t n)
{
	struct line l = { .p = p, .n = n };
	size_t i = 0, start;

	while (i < n && p[i] == ' ')
		i++;
	l.indent = i;
	while (i + 1 < n && p[i] == '-' && p[i + 1] == ' ')
		for (i++; i < n && p[i] == ' ';)
			i++;
	for (start = i; i < n && isalpha((unsigned char)p[i]);)
		i++;
	if (i == start || i >= n || p[i] != ':' || (i + 1 < n && p[i + 1] != ' ') ||
	    !is_known(p + start, i - start))
		return l;
	l.key = true;
	for (i++; i < n && p[i] == ' ';)
		i++;
	if (i < n && (p[i] == '"' || p[i] == '\''))
		l.quote = i;
	return l;
}

bool
mend_is_key(const char *line, size_t n, int indent)
{
	struct line l = look_at(line, n);

	return l.key && (int)l.indent <= indent;
}

/* Where the quotation that is open at FROM closes; N: not in here. */
static size_t
find_close(const char *p, size_t from, size_t n, char quote)
{
	for (size_t i = from; i < n; i++) {
		if (quote == '"' && p[i] == '\\')
			i++;
		else if (quote == '\'' && p[i] == quote && i + 1 < n && p[i + 1] == quote)
			i++;
		else if (p[i] == quote)
			return i;
	}
	return n;
}

static bool
is_rest_fine(const char *p, size_t from, size_t n)
{
	size_t i = from;

	while (i < n && (p[i] == ' ' || p[i] == '\t'))
		i++;
	return i == n || (i > from && p[i] == '#');
}

/* The value of a line whose quotes were not escaped: all of it is the text. */
static void
put_requoted(struct buf *out, const struct line *l)
{
	char quote = l->p[l->quote];
	size_t end = l->n;

	while (end > l->quote + 1 && (l->p[end - 1] == ' ' || l->p[end - 1] == quote)) {
		if (l->p[--end] == quote)
			break;
	}
	buf_add(out, l->p, l->quote + 1);
	for (size_t i = l->quote + 1; i < end; i++) {
		if (quote == '"' && l->p[i] == '\\' && i + 1 < end)
			buf_putc(out, l->p[i++]);
		else if (l->p[i] == quote || (quote == '"' && l->p[i] == '\\'))
			buf_putc(out, quote == '"' ? '\\' : quote);
		buf_putc(out, l->p[i]);
	}
	buf_putc(out, quote);
}

/* A cut text: closed where it ends, without the half of an escape. */
static void
put_closed(struct buf *out, const char *p, size_t n, char quote)
{
	size_t slashes = 0;

	while (slashes < n && p[n - 1 - slashes] == '\\')
		slashes++;
	if (quote == '"' && slashes % 2 != 0)
		n--;
	buf_add(out, p, n);
	buf_putc(out, quote);
}

static size_t
line_length(const char *p, size_t n)
{
	const char *end = memchr(p, '\n', n);

	return end != NULL ? (size_t)(end - p) : n;
}

/* Bytes from the opening line on that belong to its quotation: up to the
 * line with the closing quote (*CLOSED), or to the line before the next key. */
static size_t
find_extent(const char *p, size_t n, const struct line *l, bool *closed)
{
	size_t at = l->n;

	for (*closed = false; at < n && !*closed;) {
		const char *next = p + at + 1;
		size_t length = line_length(next, n - at - 1);

		if (mend_is_key(next, length, (int)l->indent))
			break;
		*closed = find_close(next, 0, length, p[l->quote]) < length;
		at += 1 + length;
	}
	return at;
}

int
mend_quotes(const char *text, size_t n, struct buf *out, int *column)
{
	int line = 1, first = 0;

	for (size_t i = 0; i < n;) {
		struct line l = look_at(text + i, line_length(text + i, n - i));
		size_t extent = l.n;
		bool mended = false, closed = true;

		if (l.quote > 0) {
			size_t close = find_close(l.p, l.quote + 1, l.n, l.p[l.quote]);

			mended = close < l.n && !is_rest_fine(l.p, close + 1, l.n);
			if (close >= l.n)
				extent = find_extent(l.p, n - i, &l, &closed);
		}
		if (mended)
			put_requoted(out, &l);
		else if (!closed)
			put_closed(out, l.p, extent, l.p[l.quote]);
		else
			buf_add(out, l.p, extent);
		if ((mended || !closed) && first == 0) {
			first = line;
			*column = (int)l.quote + 1;
		}
		for (size_t k = 0; k < extent; k++)
			line += l.p[k] == '\n';
		i += extent;
		if (i < n) {
			buf_putc(out, '\n');
			i++;
			line++;
		}
	}
	return first;
}
