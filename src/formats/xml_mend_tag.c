/* SPDX-License-Identifier: ISC */
/* Tags: attributes in quotes, each once, and for every beginning an end. */
#include "formats/xml_mend.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

enum { ATTRIBUTES_MAX = 64, DEPTH_GIVEN = 200, DEPTH_MAX = 64 * 1024, SEARCH = 300,
	NAME_SLOTS = 8192, NAMES_MAX = NAME_SLOTS / 2, NAME_LONGEST = 1000, VALUE_LONGEST = 256 * 1024 };

struct attribute {
	const char *name, *value;
	size_t name_n, value_n;
	char quote;		/* 0: none */
};

struct tag {
	const char *name;
	size_t name_n;
	const char *end;	/* behind it */
	struct attribute attributes[ATTRIBUTES_MAX];
	size_t n;
	bool empty;		/* "/>" */
	bool bad;		/* must be written anew */
	bool open_end;		/* "<" came before ">" */
	bool has_values;
	const char *flaw;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && is_blank(*p))
		p++;
	return p;
}

static const char *
skip_name(const char *p, const char *end)
{
	while (p < end && xml_is_name((unsigned char)*p))
		p++;
	return p;
}

static void
spoil(struct tag *t, const char *flaw)
{
	t->bad = true;
	t->flaw = flaw;
}

/* -- reading a tag */

/* A quotation that is never closed takes the beginning of the next one for its
 * end: what follows then is no blank. */
static const char *
quoted_end(struct tag *t, const char *p, const char *end, char quote, const char **next)
{
	const char *close = memchr(p, quote, (size_t)(end - p)), *over;

	if (close != NULL && (close + 1 >= end || is_blank(close[1]) || strchr("/>", close[1]) != NULL)) {
		*next = close + 1;
		return close;
	}
	over = memchr(p, '>', (size_t)((close != NULL ? close : end) - p));
	if (over == NULL && close != NULL) {
		spoil(t, "no blank between two attributes");
		*next = close + 1;
		return close;
	}
	spoil(t, "quotes that are not closed");
	*next = over != NULL ? over : end;
	return over != NULL && over > p && over[-1] == '/' ? over - 1 : *next;
}

static const char *
read_value(struct tag *t, struct attribute *a, const char *p, const char *end)
{
	const char *next;

	a->quote = p < end && (*p == '"' || *p == '\'') ? *p : '\0';
	if (a->quote != '\0') {
		a->value = p + 1;
		a->value_n = (size_t)(quoted_end(t, p + 1, end, a->quote, &next) - a->value);
		if (memchr(a->value, '<', a->value_n) != NULL || memchr(a->value, '&', a->value_n) != NULL)
			t->bad = true;
		return next;
	}
	spoil(t, "an attribute without quotes");
	for (next = p; next < end && !is_blank(*next) && *next != '>' && *next != '<';)
		next++;
	if (next > p && next < end && *next == '>' && next[-1] == '/')
		next--;
	a->value = p;
	a->value_n = (size_t)(next - p);
	return next;
}

static void
keep(struct tag *t, const struct attribute *a)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->attributes[i].name_n == a->name_n &&
		    memcmp(t->attributes[i].name, a->name, a->name_n) == 0) {
			spoil(t, "an attribute that is given twice");
			return;
		}
	if (a->name_n > NAME_LONGEST || a->value_n > VALUE_LONGEST)
		spoil(t, "an attribute longer than any should be, it is left out");
	else if (t->n == ATTRIBUTES_MAX)
		spoil(t, "more than 64 attributes, the rest is left out");
	else
		t->attributes[t->n++] = *a;
}

static const char *
read_attribute(struct tag *t, const char *p, const char *end)
{
	struct attribute a = { .name = p };
	const char *after = skip_name(p, end);

	a.name_n = (size_t)(after - p);
	if (a.name_n == 0 || !xml_is_name_start((unsigned char)*p)) {
		spoil(t, "characters that belong to no attribute");
		return after > p ? after : p + 1;
	}
	p = skip_blanks(after, end);
	if (p >= end || *p != '=') {
		spoil(t, "an attribute without a value");
		a.value = a.name;
		a.value_n = a.name_n;
		keep(t, &a);
		return after;
	}
	t->has_values = true;
	p = read_value(t, &a, skip_blanks(p + 1, end), end);
	keep(t, &a);
	return p;
}

/* False: there is no tag at P. */
static bool
read_tag(struct tag *t, const char *p, const char *end)
{
	t->name = p + 1;
	p = skip_name(t->name, end);
	t->name_n = (size_t)(p - t->name);
	if (p >= end || t->name_n > NAME_LONGEST || (!is_blank(*p) && strchr("/>", *p) == NULL))
		return false;
	for (;;) {
		p = skip_blanks(p, end);
		if (p >= end)
			return false;
		if (*p == '>' || *p == '<') {
			t->open_end = *p == '<';
			t->end = t->open_end ? p : p + 1;
			return true;
		}
		if (*p == '/') {
			t->empty = p + 1 < end && p[1] == '>';
			t->bad |= !t->empty;
			p++;
			continue;
		}
		p = read_attribute(t, p, end);
	}
}

/* libxml2 keeps every name, and looks for it among them all: so many are enough
 * for any feed.  False: it is one too many. */
static bool
knows_name(struct xml_mend *m, const char *p, size_t n)
{
	uint64_t h = 14695981039346656037u;
	size_t at;

	if (m->names == NULL)
		m->names = mem_alloc(NAME_SLOTS * sizeof(*m->names));
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 1099511628211u;
	h = (h ^ h >> 32) | 1;
	for (at = h % NAME_SLOTS; m->names[at] != 0; at = (at + 1) % NAME_SLOTS)
		if (m->names[at] == h)
			return true;
	if (m->nnames == NAMES_MAX)
		return false;
	m->nnames++;
	m->names[at] = h;
	return true;
}

static bool
knows_attribute(struct xml_mend *m, const struct attribute *a)
{
	bool space = a->name_n >= 5 && memcmp(a->name, "xmlns", 5) == 0;

	return knows_name(m, a->name, a->name_n) && (!space || knows_name(m, a->value, a->value_n));
}

/* False: the element itself has a name too many. */
static bool
check_names(struct xml_mend *m, struct tag *t)
{
	if (!knows_name(m, t->name, t->name_n))
		return false;
	for (size_t i = 0; i < t->n; i++)
		if (!knows_attribute(m, &t->attributes[i])) {
			spoil(t, "more names than any feed has, the rest is left out");
			t->attributes[i--] = t->attributes[--t->n];
		}
	return true;
}

/* -- writing it */

static void
write_tag(struct xml_mend *m, const struct tag *t)
{
	m->put(m->arg, "<", 1);
	m->put(m->arg, t->name, t->name_n);
	for (size_t i = 0; i < t->n; i++) {
		const struct attribute *a = &t->attributes[i];

		m->put(m->arg, " ", 1);
		m->put(m->arg, a->name, a->name_n);
		m->put(m->arg, "=\"", 2);
		xml_mend_value(m, a->value, a->value + a->value_n);
		m->put(m->arg, "\"", 1);
	}
	m->put(m->arg, t->empty ? "/>" : ">", t->empty ? 2 : 1);
}

static void
give_end(struct xml_mend *m, const struct xml_open *o)
{
	if (!o->given)
		return;
	m->put(m->arg, "</", 2);
	m->put(m->arg, o->name, o->n);
	m->put(m->arg, ">", 1);
}

/* Closes all that was opened after the first LEFT elements. */
static void
close_to(struct xml_mend *m, size_t left)
{
	while (m->depth > left)
		give_end(m, &m->open[--m->depth]);
}

static bool
is_named(const struct xml_open *o, const char *name, size_t n)
{
	return o->n == n && strncasecmp(o->name, name, n) == 0;
}

/* How many elements are open up to the innermost of that name; 0: none is. */
static size_t
find_open(const struct xml_mend *m, const char *name, size_t n)
{
	for (size_t i = m->depth; i > 0 && m->depth - i < SEARCH; i--)
		if (is_named(&m->open[i - 1], name, n))
			return i;
	return 0;
}

static void
push(struct xml_mend *m, const struct tag *t, bool given)
{
	if ((m->depth & (m->depth - 1)) == 0)
		m->open = mem_realloc(m->open, m->depth == 0 ? 1 : m->depth * 2, sizeof(*m->open));
	m->open[m->depth++] = (struct xml_open){ t->name, t->name_n, given };
}

/* Articles are not inside of each other: the one before was not closed. */
static void
close_sibling(struct xml_mend *m, const struct tag *t, const char *at)
{
	size_t open;

	if (!(t->name_n == 4 && strncasecmp(t->name, "item", 4) == 0) &&
	    !(t->name_n == 5 && strncasecmp(t->name, "entry", 5) == 0))
		return;
	open = find_open(m, t->name, t->name_n);
	if (open <= 1)
		return;
	xml_mend_flaw(m, XML_FLAW_END, at, "the article before has no end tag");
	xml_mend_instead(m, at, "", 0, at);
	close_to(m, open - 1);
}

/* Elements of a feed that have no others inside, and those that cannot be inside
 * of them: where such a one begins, the one before was not closed. */
static bool
is_leaf(const char *name, size_t n)
{
	static const char *const leaves[] = { "title", "link", "guid", "pubDate", "id", "updated",
		"published" };

	for (size_t i = 0; i < COUNT(leaves); i++)
		if (strlen(leaves[i]) == n && memcmp(leaves[i], name, n) == 0)
			return true;
	return false;
}

static bool
is_field(const char *name, size_t n)
{
	static const char *const fields[] = { "description", "summary", "content", "category", "author",
		"enclosure" };

	for (size_t i = 0; i < COUNT(fields); i++)
		if (strlen(fields[i]) == n && memcmp(fields[i], name, n) == 0)
			return true;
	return is_leaf(name, n);
}

static void
close_leaf(struct xml_mend *m, const struct tag *t, const char *at)
{
	const struct xml_open *o = m->depth > 1 ? &m->open[m->depth - 1] : NULL;

	if (o == NULL || !is_leaf(o->name, o->n) || !is_field(t->name, t->name_n))
		return;
	xml_mend_flaw(m, XML_FLAW_END, at, "the element before has no end tag");
	xml_mend_instead(m, at, "", 0, at);
	close_to(m, m->depth - 1);
}

const char *
xml_mend_start_tag(struct xml_mend *m, const char *p)
{
	struct tag t;

	t.n = 0;
	t.empty = t.bad = t.open_end = t.has_values = false;
	t.flaw = NULL;
	if (!read_tag(&t, p, m->end) || (t.open_end && !t.has_values))
		return NULL;
	if (m->depth == 0) {
		/* What may follow an empty root is in it all the same. */
		m->root_ended = t.empty;
		t.bad |= t.empty;
		t.empty = false;
	}
	close_sibling(m, &t, p);
	close_leaf(m, &t, p);
	bool given = m->depth < DEPTH_GIVEN;
	if (!given)
		xml_mend_flaw(m, XML_FLAW_LIMIT, p, "elements more than 200 deep");
	else if (!(given = check_names(m, &t)))
		xml_mend_flaw(m, XML_FLAW_LIMIT, p, "more names than any feed has, the rest is left out");
	if (t.flaw != NULL)
		xml_mend_flaw(m, XML_FLAW_ATTRIBUTE, p, t.flaw);
	if (t.bad || t.open_end || !given) {
		xml_mend_instead(m, p, "", 0, t.end);
		if (given)
			write_tag(m, &t);
		m->run = t.end;
	}
	if (!t.empty && m->depth < DEPTH_MAX)
		push(m, &t, given);
	return t.end;
}

const char *
xml_mend_end_tag(struct xml_mend *m, const char *p)
{
	const char *name = p + 2, *after = skip_name(name, m->end), *next = after;
	size_t n = (size_t)(after - name);

	while (next < m->end && *next != '>' && *next != '<')
		next++;
	if (n == 0 || next >= m->end)
		return next >= m->end && n > 0 ? (xml_mend_instead(m, p, "", 0, m->end), m->end) : NULL;
	next += *next == '>';
	size_t open = find_open(m, name, n);
	if (open == 1) {
		/* What may follow is read as part of the document. */
		xml_mend_instead(m, p, "", 0, next);
		close_to(m, 1);
		m->root_ended = true;
		return next;
	}
	if (open == m->depth && open > 0 && m->open[open - 1].given && *after == '>' &&
	    memcmp(m->open[open - 1].name, name, n) == 0) {
		m->depth--;
		return next;
	}
	if (open != m->depth)
		xml_mend_flaw(m, XML_FLAW_END, p, open == 0 ? "an end tag of nothing" :
		    "an end tag while an inner element is open");
	xml_mend_instead(m, p, "", 0, next);
	if (open > 0)
		close_to(m, open - 1);
	return next;
}
