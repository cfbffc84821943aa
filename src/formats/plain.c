/* SPDX-License-Identifier: ISC */
/* Excerpts are plain text, but some publishers leave tags in them.  An angle
 * bracket alone proves nothing ("a < b"); an end tag or a break does. */
#include "formats/plain.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"

enum { TAG_MAX = 2000 };

static const struct {
	const char *name, *text;
} entities[] = {
	{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" },
	{ "&apos;", "'" }, { "&nbsp;", " " }, { "&hellip;", "…" }, { "&ndash;", "–" },
	{ "&mdash;", "—" }, { "&rsquo;", "’" }, { "&lsquo;", "‘" }, { "&ldquo;", "“" },
	{ "&rdquo;", "”" },
};

/* Length of the tag that S starts with, 0 if it is none. */
static size_t
tag_length(const char *s, size_t n)
{
	size_t i = 1;

	if (n < 3 || s[0] != '<')
		return 0;
	if (s[i] == '/')
		i++;
	if (!isalpha((unsigned char)s[i]))
		return 0;
	const char *end = memchr(s, '>', n < TAG_MAX ? n : TAG_MAX);
	return end != NULL ? (size_t)(end - s) + 1 : 0;
}

static bool
is_break(const char *s, size_t n)
{
	return n >= 4 && (strncasecmp(s, "<br", 3) == 0 || strncasecmp(s, "<p", 2) == 0 ||
	    strncasecmp(s, "</p", 3) == 0 || strncasecmp(s, "<hr", 3) == 0);
}

static bool
has_tags(const char *s, size_t n)
{
	for (size_t i = 0; i + 3 <= n; i++) {
		if (s[i] == '<' && (s[i + 1] == '/' || strncasecmp(s + i, "<br", 3) == 0) &&
		    tag_length(s + i, n - i) != 0)
			return true;
	}
	return false;
}

static size_t
put_entity(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < COUNT(entities); i++) {
		size_t length = strlen(entities[i].name);

		if (length <= n && memcmp(entities[i].name, s, length) == 0) {
			buf_puts(out, entities[i].text);
			return length;
		}
	}
	buf_putc(out, *s);
	return 1;
}

void
plain_text(struct buf *out, const char *s, size_t n)
{
	size_t start = out->n;

	if (!has_tags(s, n)) {
		buf_add(out, s, n);
		return;
	}
	for (size_t i = 0; i < n;) {
		size_t tag = tag_length(s + i, n - i);

		if (tag == 0) {
			i += s[i] == '&' ? put_entity(out, s + i, n - i) : (buf_putc(out, s[i]), (size_t)1);
			continue;
		}
		if (is_break(s + i, tag) && out->n > start && out->p[out->n - 1] != '\n')
			buf_putc(out, '\n');
		i += tag;
	}
	while (out->n > start && out->p[out->n - 1] == '\n')
		out->n--;
}
