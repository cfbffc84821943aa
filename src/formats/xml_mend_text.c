/* SPDX-License-Identifier: ISC */
/* Text and values: what an ampersand means.  XML knows five names; HTML's are
 * used all the same, and those that the document declares, if they are plain
 * text: what is inside of them is not expanded again, and all together have a
 * limit. */
#include "formats/xml_mend.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { ENTITIES_MAX = 200, EXPANDED_MAX = 1024 * 1024, NAME_LONGEST = 32, VALUE_MAX = 4096 };

/* What bytes 0x80 to 0x9F of windows-1252 are: writers take them for Unicode. */
static const unsigned short windows[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
	0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
	0x0153, 0, 0x017E, 0x0178,
};

static const char digits[] = "0123456789abcdef";

static bool
is_allowed(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0xD800) || cp == '\t' || cp == '\n' || cp == '\r' ||
	    (cp >= 0xE000 && cp < 0xFFFE) || (cp >= 0x10000 && cp <= 0x10FFFF);
}

static size_t
write_character(uint32_t cp, char out[8])
{
	if (cp == '<' || cp == '&') {
		memcpy(out, cp == '<' ? "&lt;" : "&amp;", 5);
		return cp == '<' ? 4 : 5;
	}
	return utf8_encode(cp, out);
}

static unsigned
digit_of(char c)
{
	const char *digit = c != '\0' ? strchr(digits, c >= 'A' && c <= 'F' ? c | 0x20 : c) : NULL;

	return digit != NULL ? (unsigned)(digit - digits) : 99;
}

/* A reference by number at P ("&#..."): where it ends, and its code point. */
static const char *
read_number(const char *p, const char *end, uint32_t *cp)
{
	bool hex = p + 2 < end && (p[2] == 'x' || p[2] == 'X');
	const char *at = p + 2 + hex, *first = at;
	unsigned base = hex ? 16 : 10;

	for (*cp = 0; at < end; at++) {
		unsigned digit = digit_of(*at);

		if (digit >= base)
			break;
		*cp = *cp > 0x110000 ? *cp : *cp * base + digit;
	}
	return at > first ? at : NULL;
}

/* Returns what follows; the run goes on when nothing is wrong. */
static const char *
take_number(struct xml_mend *m, const char *p, const char *end)
{
	char text[8];
	uint32_t cp;
	const char *after = read_number(p, end, &cp), *next;

	if (after == NULL) {
		xml_mend_flaw(m, XML_FLAW_AMPERSAND, p, "\"&\" that begins no entity");
		xml_mend_instead(m, p, "&amp;", 5, p + 1);
		return p + 1;
	}
	bool whole = after < end && *after == ';';
	next = after + whole;
	if (cp >= 0x80 && cp < 0xA0 && windows[cp - 0x80] != 0)
		cp = windows[cp - 0x80];
	else if (is_allowed(cp) && whole && !(cp >= 0x80 && cp < 0xA0) && p[2] != 'X')
		return next;
	if (!is_allowed(cp)) {
		xml_mend_flaw(m, XML_FLAW_CHARACTER, p, "a number that is no character");
		xml_mend_instead(m, p, "\xEF\xBF\xBD", 3, next);
		return next;
	}
	xml_mend_instead(m, p, text, write_character(cp, text), next);
	return next;
}

/* -- names */

static bool
is_predefined(const char *name, size_t n)
{
	static const char *const names[] = { "amp", "lt", "gt", "quot", "apos" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
			return true;
	return false;
}

static const struct xml_entity *
declared(const struct xml_mend *m, const char *name, size_t n)
{
	for (size_t i = 0; i < m->nentities; i++)
		if (m->entities[i].n == n && memcmp(m->entities[i].name, name, n) == 0)
			return &m->entities[i];
	return NULL;
}

static uint32_t
html_character(const char *name, size_t n)
{
	char text[NAME_LONGEST];
	const htmlEntityDesc *found;

	memcpy(text, name, n);
	text[n] = '\0';
	found = htmlEntityLookup((const xmlChar *)text);
	return found != NULL ? found->value : 0;
}

static void
put_escaped(struct xml_mend *m, char c)
{
	const char *name = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" :
	    c == '"' ? "&quot;" : NULL;

	if (name != NULL)
		m->put(m->arg, name, strlen(name));
	else
		m->put(m->arg, &c, 1);
}

/* Plain text from here on, with numbers read. */
static void
expand(struct xml_mend *m, const struct xml_entity *e, const char *at)
{
	const char *p = e->value, *end = p + e->value_n;
	char text[8];
	uint32_t cp;

	m->expanded += e->value_n;
	if (m->expanded > EXPANDED_MAX) {
		xml_mend_flaw(m, XML_FLAW_LIMIT, at, "entities beyond 1 MiB, no more of them");
		return;
	}
	while (p < end) {
		bool number = *p == '&' && p + 1 < end && p[1] == '#';
		const char *next = number ? read_number(p, end, &cp) : NULL;

		if (next != NULL && next < end && *next == ';' && is_allowed(cp)) {
			m->put(m->arg, text, write_character(cp, text));
			p = next + 1;
		} else {
			put_escaped(m, *p++);
		}
	}
}

static const char *
take_name(struct xml_mend *m, const char *p, const char *end)
{
	const char *name = p + 1, *after = name;
	const struct xml_entity *e;
	char text[8];

	while (after < end && after - name < NAME_LONGEST && xml_is_name((unsigned char)*after))
		after++;
	size_t n = (size_t)(after - name);
	if (n == 0 || n >= NAME_LONGEST || after >= end || *after != ';') {
		xml_mend_flaw(m, XML_FLAW_AMPERSAND, p, "\"&\" that begins no entity");
		xml_mend_instead(m, p, "&amp;", 5, name);
		return name;
	}
	if (is_predefined(name, n))
		return after + 1;
	if ((e = declared(m, name, n)) != NULL) {
		xml_mend_instead(m, p, "", 0, after + 1);
		expand(m, e, p);
		return after + 1;
	}
	uint32_t cp = html_character(name, n);
	if (cp == 0) {
		/* HTML may know it where XML does not. */
		xml_mend_flaw(m, XML_FLAW_AMPERSAND, p, "an entity that is not declared");
		xml_mend_instead(m, p, "&amp;", 5, name);
		return name;
	}
	xml_mend_instead(m, p, text, write_character(cp, text), after + 1);
	return after + 1;
}

static const char *
take_ampersand(struct xml_mend *m, const char *p, const char *end)
{
	return p + 1 < end && p[1] == '#' ? take_number(m, p, end) : take_name(m, p, end);
}

/* -- stretches of text */

static void
mend_brackets(struct xml_mend *m, const char *p, const char *end)
{
	while ((p = memchr(p, ']', (size_t)(end - p))) != NULL) {
		if (end - p > 2 && p[1] == ']' && p[2] == '>')
			xml_mend_instead(m, p + 2, "&gt;", 4, p + 3);
		p++;
	}
}

void
xml_mend_text(struct xml_mend *m, const char *p, const char *end)
{
	const char *at;

	while ((at = memchr(p, '&', (size_t)(end - p))) != NULL) {
		mend_brackets(m, p, at);
		p = take_ampersand(m, at, end);
	}
	mend_brackets(m, p, end);
}

void
xml_mend_value(struct xml_mend *m, const char *p, const char *end)
{
	for (m->run = p; p < end;) {
		if (*p == '&') {
			p = take_ampersand(m, p, end);
		} else if (*p == '<' || *p == '"') {
			xml_mend_instead(m, p, *p == '<' ? "&lt;" : "&quot;", *p == '<' ? 4 : 6, p + 1);
			p++;
		} else {
			p++;
		}
	}
	xml_mend_instead(m, end, "", 0, end);
}

/* -- declarations: <!ENTITY name "text"> */

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && strchr(" \t\r\n", *p) != NULL)
		p++;
	return p;
}

static void
declare(struct xml_mend *m, const char *p, const char *end)
{
	struct xml_entity e = { .name = skip_blanks(p, end) };
	const char *at = e.name, *close;

	while (at < end && xml_is_name((unsigned char)*at))
		at++;
	e.n = (size_t)(at - e.name);
	at = skip_blanks(at, end);
	if (e.n == 0 || at >= end || (*at != '"' && *at != '\''))
		return;
	e.value = at + 1;
	close = memchr(e.value, *at, (size_t)(end - e.value));
	if (close == NULL || close - e.value > VALUE_MAX || m->nentities == ENTITIES_MAX ||
	    declared(m, e.name, e.n) != NULL)
		return;
	e.value_n = (size_t)(close - e.value);
	if (m->entities == NULL)
		m->entities = mem_alloc(ENTITIES_MAX * sizeof(*m->entities));
	m->entities[m->nentities++] = e;
}

void
xml_mend_doctype(struct xml_mend *m, const char *p, const char *end)
{
	static const char word[] = "<!ENTITY";

	while ((p = xml_find(p, end, word)) != NULL) {
		p += sizeof(word) - 1;
		declare(m, p, end);
	}
}
