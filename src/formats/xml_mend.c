/* SPDX-License-Identifier: ISC */
/* Feeds are often no XML: elements are not closed, ampersands stand bare, HTML's
 * entities are used as if they were declared, a script's complaints come first,
 * the end is missing.  A parser of XML must stop there.  So the document goes
 * through here: what is good is passed on as it is, in runs that are not
 * copied, and only what is not is written anew.  Document types, comments and
 * instructions are left out, so that entities cannot grow and nothing outside
 * can be asked for; depth and attributes are limited.  One pass, and no step
 * looks further than once. */
#include "formats/xml_mend.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mapped.h"
#include "base/mem.h"

enum { RUN = 16 * 1024, SECTION_MAX = 64 * 1024, AHEAD_MAX = 64 * 1024 * 1024 };

static bool
starts(const char *p, const char *end, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(end - p) >= n && memcmp(p, with, n) == 0;
}

const char *
xml_find(const char *p, const char *end, const char *what)
{
	size_t n = strlen(what);

	while (p < end && (size_t)(end - p) >= n) {
		p = memchr(p, what[0], (size_t)(end - p) - n + 1);
		if (p == NULL)
			break;
		if (memcmp(p, what, n) == 0)
			return p;
		p++;
	}
	return NULL;
}

/* Names of feeds are ASCII; what else libraries take for a letter is left to them
 * as text. */
bool
xml_is_name_start(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool
xml_is_name(unsigned char c)
{
	return xml_is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

void
xml_mend_flaw(struct xml_mend *m, enum xml_flaw flaw, const char *at, const char *words)
{
	if ((m->flaws & 1u << flaw) == 0)
		m->flaw(m->arg, flaw, at, words);
	m->flaws |= 1u << flaw;
}

static void
give_run(struct xml_mend *m, const char *at)
{
	if (at > m->run)
		m->put(m->arg, m->run, (size_t)(at - m->run));
	m->run = at;
}

void
xml_mend_instead(struct xml_mend *m, const char *at, const char *text, size_t n, const char *next)
{
	give_run(m, at);
	if (n > 0)
		m->put(m->arg, text, n);
	m->run = next;
}

static void
drop(struct xml_mend *m, const char *at, const char *next)
{
	xml_mend_instead(m, at, "", 0, next);
}

/* -- what is neither text nor a tag */

static const char *
skip_comment(const char *p, const char *end, bool *none)
{
	const char *close = *none ? NULL : xml_find(p + 4, end, "-->");

	*none = close == NULL;
	return close != NULL ? close + 3 : NULL;
}

static const char *
skip_instruction(const char *p, const char *end)
{
	const char *close = memchr(p, '>', (size_t)(end - p));

	return close != NULL ? close + 1 : end;
}

/* Behind the document type that begins at P. */
static const char *
skip_doctype(const char *p, const char *end)
{
	bool inside = false, none = false;
	const char *next, *first = skip_instruction(p, end);

	for (p += 2; p < end; p++) {
		if (*p == '>' && !inside)
			return p + 1;
		if (*p == '[' || *p == ']') {
			inside = *p == '[';
		} else if (starts(p, end, "<!--")) {
			if ((next = skip_comment(p, end, &none)) != NULL)
				p = next - 1;
		} else if (*p == '"' || *p == '\'') {
			if ((next = memchr(p + 1, *p, (size_t)(end - p) - 1)) == NULL)
				break;
			p = next;
		}
	}
	return first;
}

/* Some put a section into a section: then the first end belongs to the inner
 * one, if there is another before the element ends. */
static const char *
end_of_nested(struct xml_mend *m, const char *close)
{
	size_t ahead = (size_t)(m->end - close) < m->ahead ? (size_t)(m->end - close) : m->ahead;
	const char *tag = xml_find(close, close + ahead, "</"), *outer;

	m->ahead -= tag != NULL ? (size_t)(tag - close) : ahead;
	outer = tag != NULL ? xml_find(close + 3, tag, "]]>") : NULL;
	return outer != NULL && xml_find(close, outer, "<![CDATA[") == NULL ? outer : NULL;
}

/* The end tag of the element that a section is in, before LIMIT. */
static const char *
end_of_element(const struct xml_mend *m, const char *p, const char *limit)
{
	const struct xml_open *o = m->depth > 0 ? &m->open[m->depth - 1] : NULL;

	while (o != NULL && (p = xml_find(p, limit, "</")) != NULL) {
		if ((size_t)(limit - p) > o->n + 2 && memcmp(p + 2, o->name, o->n) == 0 &&
		    (p[o->n + 2] == '>' || p[o->n + 2] == ' '))
			return p;
		p += 2;
	}
	return NULL;
}

/* libxml2 is slow with a section that it does not get whole, and wants no large
 * one. */
static const char *
split_section(struct xml_mend *m, const char *p, const char *close)
{
	while (close - p > SECTION_MAX) {
		for (p += SECTION_MAX; ((unsigned char)*p & 0xC0) == 0x80;)
			p--;
		give_run(m, p);
		m->put(m->arg, "]]><![CDATA[", 12);
	}
	return close + 3;
}

/* Without an end of its own it ends with its element. */
static const char *
close_section(struct xml_mend *m, const char *p, const char *at)
{
	xml_mend_flaw(m, XML_FLAW_END, p, "a CDATA section without an end");
	split_section(m, p, at);
	give_run(m, at);
	m->put(m->arg, "]]>", 3);
	return at;
}

static const char *
take_section(struct xml_mend *m, const char *p)
{
	static const char open[] = "<![CDATA[";
	enum { OPEN = sizeof(open) - 1 };
	const char *close = m->no_cdata_end ? NULL : xml_find(p + OPEN, m->end, "]]>");

	if (close == NULL) {
		const char *tag = end_of_element(m, p + OPEN, m->end);

		m->no_cdata_end = true;
		return close_section(m, p, tag != NULL ? tag : m->end);
	}
	const char *inner = xml_find(p + OPEN, close, open);
	const char *tag = inner != NULL ? end_of_element(m, p + OPEN, inner) : NULL;
	if (tag != NULL)
		return close_section(m, p, tag);
	const char *outer = inner != NULL ? end_of_nested(m, close) : NULL;
	if (outer == NULL)
		return split_section(m, p, close);
	/* Neither "<![CDATA[" nor "]]>" of the inner one are text. */
	split_section(m, p, inner);
	drop(m, inner, inner + OPEN);
	split_section(m, inner + OPEN, close);
	drop(m, close, close + 3);
	return split_section(m, close + 3, outer);
}

static const char *
take_declaration(struct xml_mend *m, const char *p)
{
	const char *next;

	if (m->depth > 0 && starts(p, m->end, "<![CDATA["))
		return take_section(m, p);
	if (starts(p, m->end, "<!--")) {
		next = skip_comment(p, m->end, &m->no_comment_end);
		if (next == NULL)
			next = skip_instruction(p, m->end);
	} else {
		next = skip_instruction(p, m->end);
	}
	drop(m, p, next);
	return next;
}

/* -- the whole */

static const char *
take_markup(struct xml_mend *m, const char *p)
{
	unsigned char c = p + 1 < m->end ? (unsigned char)p[1] : 0;
	const char *next;

	if (c == '!')
		return take_declaration(m, p);
	if (c == '?') {
		next = skip_instruction(p, m->end);
		drop(m, p, next);
		return next;
	}
	next = c == '/' ? xml_mend_end_tag(m, p) : xml_is_name_start(c) ? xml_mend_start_tag(m, p) : NULL;
	if (next != NULL)
		return next;
	if (p + 1 < m->end)
		xml_mend_flaw(m, XML_FLAW_TAG, p, "\"<\" that begins no tag");
	xml_mend_instead(m, p, "&lt;", m->depth > 0 ? 4 : 0, p + 1);
	return p + 1;
}

const char *
xml_mend_root(const char *p, size_t n, bool (*accepts)(const char *name, size_t n))
{
	const char *end = p + n;
	bool none = false, typed = false;

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		const char *name = p + 1, *at = name, *next = NULL;

		if (starts(p, end, "<!--")) {
			next = skip_comment(p, end, &none);
		} else if (!typed && name < end && *name == '!') {
			next = skip_doctype(p, end);
			typed = true;
		}
		while (at < end && xml_is_name((unsigned char)*at)) {
			at++;
			if (at < end && *at == ':')
				name = at + 1;
		}
		if (at > name && at < end && accepts(name, (size_t)(at - name)))
			return p;
		p = next != NULL ? next : p + 1;
	}
	return NULL;
}

/* Entities may be declared before the root. */
static void
read_prolog(struct xml_mend *m, const char *p, const char *root)
{
	bool none = false, typed = false;

	while (p < root && (p = memchr(p, '<', (size_t)(root - p))) != NULL) {
		const char *next = NULL;

		if (starts(p, root, "<!--")) {
			next = skip_comment(p, root, &none);
		} else if (!typed && p + 1 < root && p[1] == '!') {
			typed = true;
			next = skip_doctype(p, root);
			xml_mend_doctype(m, p, next);
		}
		p = next != NULL ? next : p + 1;
	}
}

static void
close_all(struct xml_mend *m)
{
	if (m->depth > 1 || (m->depth == 1 && !m->root_ended)) {
		xml_mend_flaw(m, XML_FLAW_CUT, m->end, "the document is cut off");
		/* Nothing of what ended well may be on its way still. */
		m->put(m->arg, "", 0);
		m->is_cut = true;
	}
	while (m->depth > 0) {
		const struct xml_open *o = &m->open[--m->depth];

		if (!o->given)
			continue;
		m->put(m->arg, "</", 2);
		m->put(m->arg, o->name, o->n);
		m->put(m->arg, ">", 1);
	}
}

void
xml_mend(struct xml_mend *m, const char *start, const char *root, const char *end)
{
	const char *p = root;

	m->at = root;
	m->end = end;
	m->ahead = AHEAD_MAX;
	read_prolog(m, start, root);
	m->run = root;
	while (p < end && !m->stop) {
		m->at = p;
		if (*p == '<') {
			p = take_markup(m, p);
		} else {
			const char *next = memchr(p, '<', (size_t)(end - p));

			next = next != NULL ? next : end;
			if (m->depth > 0)
				xml_mend_text(m, p, next);
			else
				drop(m, p, next);
			p = next;
		}
		if (p - m->run >= RUN) {
			give_run(m, p);
			mapped_behind(p);
		}
	}
	give_run(m, end);
	close_all(m);
}

void
xml_mend_done(struct xml_mend *m)
{
	free(m->open);
	free(m->entities);
	free(m->names);
}
