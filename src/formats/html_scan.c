/* SPDX-License-Identifier: ISC */
/* The first look at HTML: over its tags, without understanding them.  Relative
 * addresses are resolved where they stand, everything else stays as it was
 * delivered, but for comments and for what makes a parser slow: libxml2 compares
 * each attribute of an element with all others and each end tag with all open
 * elements, so a tag's attributes beyond the first 200, elements deeper than
 * 200, and ends of what has not begun are left out.  The tags alone go; their
 * text stays. */
#include "formats/html_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"

enum { ATTRIBUTES_MAX = 200, DEPTH_MAX = 200, NAME_MAX_BYTES = 32, ENTITY_MAX = 12 };

struct scan {
	struct arena *arena;
	const char *base;
	struct buf *out;
	const char *p, *end;
	uint64_t open[DEPTH_MAX];	/* elements, by the hash of their names */
	size_t depth;
};

/* -- entities */

/* Numbers that mean the characters of windows-1252, as browsers read them. */
static const uint16_t windows[32] = {
	0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152,
	0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
	0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
};

static size_t
number(const char *p, size_t n, struct buf *out)
{
	bool hex = n > 2 && (p[2] == 'x' || p[2] == 'X');
	size_t i = hex ? 3 : 2, digits = i;
	uint32_t cp = 0;
	char utf8[4];

	for (; i < n && (hex ? isxdigit((unsigned char)p[i]) : isdigit((unsigned char)p[i])); i++) {
		int c = tolower((unsigned char)p[i]);

		if (cp <= 0x10FFFF)
			cp = cp * (hex ? 16 : 10) + (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
	}
	if (i == digits)
		return 0;
	if (cp >= 0x80 && cp < 0xA0)
		cp = windows[cp - 0x80];
	if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = 0xFFFD;
	buf_add(out, utf8, utf8_encode(cp, utf8));
	return i < n && p[i] == ';' ? i + 1 : i;
}

size_t
html_entity(const char *p, size_t n, struct buf *out)
{
	char name[ENTITY_MAX], utf8[4];
	size_t i = 0;

	if (n > 2 && p[1] == '#')
		return number(p, n, out);
	while (i + 1 < n && i + 1 < sizeof(name) && isalnum((unsigned char)p[i + 1])) {
		name[i] = p[i + 1];
		i++;
	}
	name[i] = '\0';
	if (i + 1 >= n || p[i + 1] != ';')
		return 0;
	const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
	if (entity == NULL && strcmp(name, "apos") != 0)
		return 0;
	buf_add(out, utf8, utf8_encode(entity != NULL ? entity->value : '\'', utf8));
	return i + 2;
}

/* -- attributes */

static const char *const address_names[] = { "href", "src", "poster", "cite", "action", "background",
	"longdesc", "data", "formaction", "usemap", "codebase", "profile", "xlink:href" };

static bool
is_name(const char *p, size_t n, const char *name)
{
	return strlen(name) == n && strncasecmp(p, name, n) == 0;
}

static bool
is_address(const char *name, size_t n)
{
	for (size_t i = 0; i < COUNT(address_names); i++)
		if (is_name(name, n, address_names[i]))
			return true;
	return false;
}

static void
put_escaped(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '&')
			buf_puts(out, "&amp;");
		else if (*s == '"')
			buf_puts(out, "&quot;");
		else
			buf_putc(out, *s);
	}
}

static const char *
decoded(struct arena *a, const char *s, size_t n)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < n;) {
		size_t length = s[i] == '&' ? html_entity(s + i, n - i, &out) : 0;

		if (length == 0)
			buf_putc(&out, s[i]);
		i += length > 0 ? length : 1;
	}
	const char *text = arena_strndup(a, buf_str(&out), out.n);
	buf_done(&out);
	return text;
}

/* "a.png 1x, b.png 2x": each address up to a blank. */
static const char *
resolve_set(struct scan *s, const char *text)
{
	struct buf out = { 0 };

	while (*text != '\0') {
		size_t blanks = strspn(text, " \t\n,"), n = strcspn(text + blanks, " \t\n");
		size_t comma = n > 0 && text[blanks + n - 1] == ',' ? 1 : 0;

		buf_add(&out, text, blanks);
		text += blanks;
		if (n > comma)
			buf_puts(&out,
			    url_resolve(s->arena, arena_strndup(s->arena, text, n - comma), s->base));
		text += n - comma;
		n = comma > 0 ? 1 : strcspn(text, ",");
		buf_add(&out, text, n);
		text += n;
	}
	const char *set = arena_strdup(s->arena, buf_str(&out));
	buf_done(&out);
	return set;
}

/* The value as it is, or resolved if it is an address and relative. */
static void
put_value(struct scan *s, const char *name, size_t n, const char *value, size_t length)
{
	bool set = is_name(name, n, "srcset");
	const char *quote = value > name && (value[-1] == '"' || value[-1] == '\'') ? value - 1 : NULL;

	if (s->base != NULL && (set || is_address(name, n))) {
		const char *old = decoded(s->arena, value, length);
		const char *new = set ? resolve_set(s, old) : url_resolve(s->arena, old, s->base);

		if (strcmp(old, new) != 0) {
			buf_putc(s->out, '"');
			put_escaped(s->out, new);
			buf_putc(s->out, '"');
			return;
		}
	}
	if (quote != NULL)
		buf_putc(s->out, *quote);
	buf_add(s->out, value, length);
	if (quote != NULL)
		buf_putc(s->out, *quote);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void
skip_blanks(struct scan *s)
{
	while (s->p < s->end && is_blank(*s->p))
		s->p++;
}

/* One attribute; what stands between it and the one before is copied too. */
static void
take_attribute(struct scan *s, const char *from, bool keep)
{
	const char *name = s->p, *value = NULL;
	size_t n, length = 0;

	while (s->p < s->end && !is_blank(*s->p) && (*s->p != '=' || s->p == name) && *s->p != '>' &&
	    (*s->p != '/' || s->p == name))
		s->p++;
	n = (size_t)(s->p - name);
	const char *after = s->p;
	skip_blanks(s);
	if (s->p < s->end && *s->p == '=') {
		s->p++;
		skip_blanks(s);
		value = s->p;
		if (s->p < s->end && (*s->p == '"' || *s->p == '\'')) {
			const char *close = memchr(s->p + 1, *s->p, (size_t)(s->end - s->p - 1));

			value++;
			length = (size_t)((close != NULL ? close : s->end) - value);
			s->p = close != NULL ? close + 1 : s->end;
		} else {
			while (s->p < s->end && !is_blank(*s->p) && *s->p != '>')
				s->p++;
			length = (size_t)(s->p - value);
		}
	} else {
		s->p = after;
	}
	if (!keep)
		return;
	if (value == NULL) {
		buf_add(s->out, from, (size_t)(s->p - from));
		return;
	}
	const char *before = value[-1] == '"' || value[-1] == '\'' ? value - 1 : value;
	buf_add(s->out, from, (size_t)(before - from));
	put_value(s, name, n, value, length);
}

/* -- tags */

/* Those that have no end tag, or close each other. */
static const char *const flat[] = { "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input",
	"li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
	"track", "wbr" };

static bool
is_one_of(const char *name, size_t n, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_name(name, n, names[i]))
			return true;
	return false;
}

static size_t
name_length(const struct scan *s, const char *p)
{
	size_t n = 0;

	while (p + n < s->end && n < NAME_MAX_BYTES && (isalnum((unsigned char)p[n]) ||
	    p[n] == '-' || p[n] == ':' || p[n] == '_'))
		n++;
	return n;
}

static uint64_t
name_hash(const char *name, size_t n)
{
	char lower[NAME_MAX_BYTES];

	for (size_t i = 0; i < n; i++)
		lower[i] = (char)tolower((unsigned char)name[i]);
	return hash_bytes(lower, n);
}

/* False: it is too deep. */
static bool
enter(struct scan *s, const char *name, size_t n)
{
	if (is_one_of(name, n, flat, COUNT(flat)))
		return true;
	if (s->depth >= DEPTH_MAX)
		return false;
	s->open[s->depth++] = name_hash(name, n);
	return true;
}

/* False: there is nothing that it could end. */
static bool
leave(struct scan *s, const char *name, size_t n)
{
	if (is_one_of(name, n, flat, COUNT(flat)))
		return true;
	uint64_t hash = name_hash(name, n);
	for (size_t i = s->depth; i > 0; i--)
		if (s->open[i - 1] == hash) {
			s->depth = i - 1;
			return true;
		}
	return false;
}

/* The text of a script is no HTML: up to its end tag as it is. */
static void
copy_raw(struct scan *s, const char *name, size_t n)
{
	const char *from = s->p;

	while (s->p < s->end) {
		const char *lt = memchr(s->p, '<', (size_t)(s->end - s->p));

		s->p = lt != NULL ? lt : s->end;
		if (s->end - s->p > (ptrdiff_t)n + 1 && s->p[1] == '/' && strncasecmp(s->p + 2, name, n) == 0)
			break;
		if (s->p < s->end)
			s->p++;
	}
	buf_add(s->out, from, (size_t)(s->p - from));
}

static void
take_start(struct scan *s)
{
	static const char *const raw[] = { "script", "style" };
	const char *from = s->p, *name = s->p + 1;
	size_t n = name_length(s, name), start = s->out->n;
	bool deep = !enter(s, name, n);

	s->p += 1 + n;
	for (size_t i = 0; s->p < s->end; i++) {
		const char *gap = i == 0 ? from : s->p;

		while (s->p < s->end && (is_blank(*s->p) || *s->p == '/'))
			s->p++;
		if (s->p >= s->end || *s->p == '>') {
			s->p += s->p < s->end;
			buf_add(s->out, gap, (size_t)(s->p - gap));
			break;
		}
		take_attribute(s, gap, i < ATTRIBUTES_MAX);
	}
	if (deep) {
		s->out->n = start;
		buf_putc(s->out, ' ');
	} else if (is_one_of(name, n, raw, COUNT(raw))) {
		copy_raw(s, name, n);
	}
}

static void
take_end(struct scan *s)
{
	const char *from = s->p, *close = memchr(from, '>', (size_t)(s->end - from));
	size_t n = name_length(s, from + 2);

	s->p = close != NULL ? close + 1 : s->end;
	if (leave(s, from + 2, n))
		buf_add(s->out, from, (size_t)(s->p - from));
}

static void
take_comment(struct scan *s)
{
	const char *p = s->p + 2;

	while (p < s->end && (p = memchr(p, '-', (size_t)(s->end - p))) != NULL) {
		if (s->end - p >= 3 && p[1] == '-' && p[2] == '>')
			break;
		p++;
	}
	s->p = p != NULL && p < s->end ? p + 3 : s->end;
}

/* Bytes of the tag at the beginning, 0: it is none. */
static size_t
tag_length(const char *p, size_t n)
{
	if (n < 2 || p[0] != '<' || (!isalpha((unsigned char)p[1]) && strchr("!?/", p[1]) == NULL))
		return 0;
	const char *close = memchr(p, '>', n);
	return close != NULL ? (size_t)(close - p) + 1 : n;
}

void
html_words(struct html_text *t, const char *html, size_t n)
{
	struct buf words = { 0 };

	for (size_t i = 0; i < n;) {
		size_t tag = tag_length(html + i, n - i);
		size_t entity = html[i] == '&' ? html_entity(html + i, n - i, &words) : 0;

		if (entity == 0)
			buf_putc(&words, tag > 0 ? ' ' : html[i]);
		i += tag > 0 ? tag : entity > 0 ? entity : 1;
	}
	html_text_words(t, buf_str(&words), words.n);
	buf_done(&words);
}

void
html_scan(struct arena *a, const char *html, size_t n, const char *base, struct buf *out)
{
	struct scan s = { .arena = a, .base = base, .out = out, .p = html, .end = html + n };

	buf_reserve(out, n);
	while (s.p < s.end) {
		const char *lt = memchr(s.p, '<', (size_t)(s.end - s.p)), *stop = lt != NULL ? lt : s.end;

		buf_add(out, s.p, (size_t)(stop - s.p));
		s.p = stop;
		if (s.end - s.p < 3) {
			buf_add(out, s.p, (size_t)(s.end - s.p));
			break;
		}
		if (isalpha((unsigned char)s.p[1])) {
			take_start(&s);
		} else if (s.p[1] == '/' && isalpha((unsigned char)s.p[2])) {
			take_end(&s);
		} else if (s.end - s.p >= 4 && memcmp(s.p, "<!--", 4) == 0) {
			take_comment(&s);
		} else {
			/* "<!" begins nothing before what is no letter; libxml2 thinks it does. */
			if (s.p[1] == '!' && (unsigned char)s.p[2] >= 0x80)
				buf_puts(out, "&lt;");
			else
				buf_putc(out, *s.p);
			s.p++;
		}
	}
}
