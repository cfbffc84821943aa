/* SPDX-License-Identifier: ISC */
/* Elements where text was expected: XHTML of Atom, and HTML that somebody forgot
 * to escape.  They are written as HTML again, without prefixes, and what was
 * text so far is escaped when the first of them comes. */
#include "formats/feed_parts.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/url.h"

static const char *const empty_elements[] = { "area", "base", "br", "col", "embed", "hr", "img", "input",
	"link", "meta", "param", "source", "track", "wbr" };
static const char *const addresses[] = { "href", "src", "cite", "longdesc", "poster", "data", "action" };

static bool
is_one_of(const char *const *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(list[i], name) == 0)
			return true;
	return false;
}

static void
escape(struct buf *out, const char *p, size_t n)
{
	for (size_t i = 0, from = 0; i <= n; i++) {
		const char *with = i == n ? "" : p[i] == '<' ? "&lt;" : p[i] == '>' ? "&gt;" :
		    p[i] == '&' ? "&amp;" : p[i] == '"' ? "&quot;" : NULL;

		if (with == NULL)
			continue;
		buf_add(out, p + from, i - from);
		buf_puts(out, with);
		from = i + 1;
	}
}

/* What stood before the first element was taken as it is. */
static void
become_markup(struct feed_reader *r)
{
	struct buf escaped = { 0 };

	if (r->has_markup)
		return;
	r->has_markup = true;
	if (r->has_section || r->text.n == 0)
		return;
	escape(&escaped, r->text.p, r->text.n);
	buf_done(&r->text);
	r->text = escaped;
}

void
feed_markup_start(struct feed_reader *r, const struct xml_element *e, const char *base)
{
	const char *own = r->frames[r->rule_depth - 1].base;
	struct xml_attribute a;

	become_markup(r);
	if (r->text.n > FEED_TEXT_MAX)
		return;
	buf_putc(&r->text, '<');
	buf_puts(&r->text, e->name);
	for (int i = 0; i < e->nattributes; i++) {
		xml_attribute(e, i, &a);
		if (a.prefix != NULL && strcmp(a.prefix, "xml") == 0)
			continue;
		buf_putc(&r->text, ' ');
		if (a.prefix != NULL)
			buf_printf(&r->text, "%s:", a.prefix);
		buf_printf(&r->text, "%s=\"", a.name);
		const char *value = arena_strndup(&r->arena, a.value, a.n);
		if (base != own && is_one_of(addresses, COUNT(addresses), a.name))
			value = url_resolve(&r->arena, value, base);
		escape(&r->text, value, strlen(value));
		buf_putc(&r->text, '"');
	}
	buf_putc(&r->text, '>');
}

void
feed_markup_end(struct feed_reader *r, const char *name)
{
	if (r->text.n <= FEED_TEXT_MAX && !is_one_of(empty_elements, COUNT(empty_elements), name))
		buf_printf(&r->text, "</%s>", name);
}

void
feed_markup_text(struct feed_reader *r, const char *p, size_t n, bool section)
{
	r->has_section |= section;
	if (r->text.n > FEED_TEXT_MAX)
		return;
	if (r->has_markup && !section)
		escape(&r->text, p, n);
	else
		buf_add(&r->text, p, n);
}
