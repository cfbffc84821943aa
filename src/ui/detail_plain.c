/* SPDX-License-Identifier: ISC */
/* Tags out of a text that has them: enough to read it by.  Text without tags
 * stays as it is, Markdown included. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/detail_layout.h"

#define ALPHANUMERIC "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* LAST is the text's last ">": looking for it from each "<" would take the
 * square of the length.  An address in angle brackets is no tag. */
static bool
is_tag(const char *p, const char *last)
{
	const char *name = p + 1 + (p[0] == '<' && p[1] == '/');

	if (p[0] != '<' || p > last)
		return false;
	if (p[1] == '!')
		return true;
	return is_letter(*name) && strchr(" \t\n/>", name[strspn(name, ALPHANUMERIC)]) != NULL;
}

static bool
has_name(const char *tag, const char *const *names, size_t n)
{
	tag += tag[1] == '/' ? 2 : 1;
	size_t length = strcspn(tag, " \t\n/>");

	for (size_t i = 0; i < n; i++)
		if (strlen(names[i]) == length && strncasecmp(tag, names[i], length) == 0)
			return true;
	return false;
}

/* Behind a tag, and for some of them behind all that is in them. */
static const char *
skip_tag(const char *p, struct buf *out)
{
	static const char *const blocks[] = { "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4",
		"h5", "h6", "tr", "table", "blockquote", "pre", "section", "article", "figure", "hr" };
	static const char *const silent[] = { "script", "style" };
	const char *end = strchr(p, '>') + 1;

	if (has_name(p, blocks, COUNT(blocks)))
		buf_putc(out, '\n');
	if (p[1] != '/' && has_name(p, silent, COUNT(silent))) {
		const char *close = strstr(end, "</");

		return close != NULL ? close : end + strlen(end);
	}
	return end;
}

/* Behind an entity; text that is none gives its "&". */
static const char *
take_entity(const char *p, struct buf *out)
{
	static const struct { const char *name, *text; } names[] = { { "&amp;", "&" }, { "&lt;", "<" },
		{ "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" }, { "&nbsp;", " " },
		{ "&hellip;", "…" }, { "&ndash;", "–" }, { "&mdash;", "—" }, { "&lsquo;", "‘" },
		{ "&rsquo;", "’" }, { "&ldquo;", "“" }, { "&rdquo;", "”" } };
	char utf8[4], *end;

	for (size_t i = 0; i < COUNT(names); i++)
		if (strncmp(p, names[i].name, strlen(names[i].name)) == 0) {
			buf_puts(out, names[i].text);
			return p + strlen(names[i].name);
		}
	if (p[1] == '#') {
		bool hex = p[2] == 'x' || p[2] == 'X';
		unsigned long cp = strtoul(p + (hex ? 3 : 2), &end, hex ? 16 : 10);

		if (*end == ';' && cp > 0 && cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF)) {
			buf_add(out, utf8, utf8_encode((uint32_t)cp, utf8));
			return end + 1;
		}
	}
	buf_putc(out, '&');
	return p + 1;
}

/* At most one blank line between two lines, none at the ends. */
static void
tidy(struct buf *b)
{
	size_t n = 0, newlines = 2;

	for (size_t i = 0; i < b->n; i++) {
		char c = b->p[i];

		if (newlines > 0 && (c == ' ' || c == '\t'))
			continue;
		newlines = c == '\n' ? newlines + 1 : 0;
		if (newlines <= 2)
			b->p[n++] = c;
	}
	while (n > 0 && (b->p[n - 1] == '\n' || b->p[n - 1] == ' '))
		n--;
	b->p[n] = '\0';
	b->n = n;
}

const char *
detail_plain(struct arena *a, const char *text)
{
	struct buf out = { 0 };
	const char *last = strrchr(text, '>');
	bool tagged = false;

	for (const char *p = text; last != NULL && p < last && !tagged; p++)
		tagged = is_tag(p, last);
	if (!tagged)
		return text;
	buf_reserve(&out, strlen(text));
	for (const char *p = text; *p != '\0';)
		if (is_tag(p, last))
			p = skip_tag(p, &out);
		else if (*p == '&')
			p = take_entity(p, &out);
		else
			buf_putc(&out, *p++);
	if (out.n > 0)
		tidy(&out);
	/* An entity may stand for anything. */
	const char *clean = utf8_clean_dup(a, buf_str(&out), out.n, UTF8_TEXT);
	buf_done(&out);
	return clean;
}
