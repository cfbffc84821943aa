/* SPDX-License-Identifier: ISC */
/* Which of RSS, RDF and Atom a document is, by its root. */
#include "formats/formats.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "formats/charset.h"
#include "formats/feed_parts.h"
#include "formats/xml_mend.h"

enum { LOOK_BYTES = 64 * 1024 };

/* Scripts that fail say so in HTML; behind it there may be a feed.  Any other
 * element that comes first is the root. */
static bool
is_first(const char *name, size_t n)
{
	static const char *const noise[] = { "br", "b", "p", "i", "a", "hr", "em", "tr", "td", "th", "div",
		"pre", "font", "span", "table", "center", "strong", "code" };

	for (size_t i = 0; i < COUNT(noise); i++)
		if (strlen(noise[i]) == n && strncasecmp(noise[i], name, n) == 0)
			return false;
	return true;
}

/* What a web service puts around its answer. */
static bool
is_envelope(const char *root, const char *end)
{
	static const char name[] = "Envelope";
	const char *at = root + 1;

	for (const char *p = at; p < end && xml_is_name((unsigned char)*p); p++)
		at = *p == ':' ? p + 1 : at;
	return (size_t)(end - at) >= strlen(name) && strncasecmp(at, name, strlen(name)) == 0 &&
	    ((size_t)(end - at) == strlen(name) || !xml_is_name((unsigned char)at[strlen(name)]));
}

/* Behind the end tag of ROOT that comes last; P + N where there is none. */
static size_t
end_of(const char *p, size_t n, const char *root)
{
	const char *end = p + n, *name = root + 1;
	size_t length = 0;

	while (name + length < end && xml_is_name((unsigned char)name[length]))
		length++;
	for (const char *at = end - length - 3; at > root; at--)
		if (at[0] == '<' && at[1] == '/' && at[2 + length] == '>' &&
		    memcmp(at + 2, name, length) == 0)
			return (size_t)(at - p) + length + 3;
	return n;
}

size_t
feed_end(const char *p, size_t n, const char *root)
{
	const char *first = xml_mend_root(p, root > p ? (size_t)(root - p) : 0, is_first);

	return first != NULL && is_envelope(first, root) && n > 3 ? end_of(p, n, root) : n;
}

static bool
is_json(const struct charset_text *text)
{
	size_t i = 0;

	while (i < text->n && strchr(" \t\r\n", text->p[i]) != NULL)
		i++;
	return i < text->n && (text->p[i] == '{' || text->p[i] == '[');
}

/* The name of the root, without its prefix; only the beginning is looked at. */
static int
looks_like(const char *bytes, size_t n, const char *const *names)
{
	struct format_input in = { .bytes = bytes, .n = n < LOOK_BYTES ? n : LOOK_BYTES };
	struct charset_text text;
	int sure = 0;

	if (memchr(bytes, '<', in.n) == NULL && memchr(bytes, 0x4C, in.n) == NULL)
		return 0;
	charset_read(&text, &in);
	const char *root = is_json(&text) ? NULL : xml_mend_root(text.p, text.n, is_first);
	if (root != NULL && is_envelope(root, text.p + text.n))
		root = xml_mend_root(text.p, text.n, feed_is_root);
	if (root != NULL) {
		const char *end = text.p + text.n, *name = ++root;

		while (root < end && xml_is_name((unsigned char)*root))
			if (*root++ == ':')
				name = root;
		size_t length = (size_t)(root - name);
		for (; *names != NULL; names++)
			if (strlen(*names) == length && strncasecmp(*names, name, length) == 0)
				sure = 80;
	}
	charset_done(&text);
	return sure;
}

static int
recognizes_rss(const char *bytes, size_t n)
{
	static const char *const names[] = { "rss", "channel", NULL };

	return looks_like(bytes, n, names);
}

static int
recognizes_atom(const char *bytes, size_t n)
{
	static const char *const names[] = { "feed", "entry", NULL };

	return looks_like(bytes, n, names);
}

static int
recognizes_rdf(const char *bytes, size_t n)
{
	static const char *const names[] = { "rdf", NULL };

	return looks_like(bytes, n, names);
}

const struct format format_rss = { .name = "rss", .recognizes = recognizes_rss, .parse = feed_parse };
const struct format format_atom = { .name = "atom", .recognizes = recognizes_atom, .parse = feed_parse };
const struct format format_rdf = { .name = "rdf", .recognizes = recognizes_rdf, .parse = feed_parse };
