/* SPDX-License-Identifier: ISC */
/* What the text of an element is: plain, HTML, or what it looks like.  Atom says
 * it; RSS does not, and there HTML is what has an end tag, a reference or a tag
 * that stands alone. */
#include "formats/feed_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "formats/html.h"

/* -- base64 */

static int
base64_value(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* In place; what is no base64 stays as it is. */
static void
decode_base64(struct buf *text)
{
	unsigned bits = 0;
	size_t to = 0;
	int have = 0;

	for (size_t i = 0; i < text->n; i++) {
		unsigned char c = (unsigned char)text->p[i];

		if (base64_value(c) < 0 && c != '=' && !isspace(c))
			return;
	}
	for (size_t i = 0; i < text->n; i++) {
		int value = base64_value((unsigned char)text->p[i]);

		if (value < 0)
			continue;
		bits = bits << 6 | (unsigned)value;
		have += 6;
		if (have >= 8) {
			have -= 8;
			text->p[to++] = (char)(bits >> have);
		}
	}
	text->n = to;
	if (text->p != NULL)
		text->p[to] = '\0';
}

/* -- kinds */

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcasecmp(s + n - m, end) == 0;
}

static int
kind_of_type(const char *type, bool *is_base64)
{
	if (strcasecmp(type, "text") == 0 || strcasecmp(type, "plain") == 0 ||
	    strcasecmp(type, "text/plain") == 0)
		return FEED_PLAIN;
	if (ends_with(type, "html") || ends_with(type, "+xml") || ends_with(type, "/xml") ||
	    ends_with(type, "html+xml"))
		return FEED_HTML;
	if (strncasecmp(type, "text/", 5) == 0 || strchr(type, '/') == NULL)
		return FEED_PLAIN;
	*is_base64 = true;
	return FEED_HTML;
}

struct feed_text
feed_text_taken(struct feed_reader *r)
{
	struct feed_text text = { .kind = r->space == SPACE_ATOM ? FEED_PLAIN : FEED_GUESS };
	const char *type = feed_attribute(r, "type"), *mode = feed_attribute(r, "mode");
	bool is_base64 = false, by_mode = mode != NULL && strcasecmp(mode, "base64") == 0;

	if (type != NULL && type[0] != '\0' && r->rule->field != FEED_ATOM_LINK)
		text.kind = (unsigned)kind_of_type(type, &is_base64);
	if (r->has_markup)
		text.kind = FEED_HTML;
	else if (by_mode || (is_base64 && !r->atom03))
		decode_base64(&r->text);
	text.base = r->frames[r->rule_depth - 1].base;
	text.p = buf_str(&r->text);
	text.n = r->text.n;
	while (text.n > 0 && isspace((unsigned char)text.p[0])) {
		text.p++;
		text.n--;
	}
	while (text.n > 0 && isspace((unsigned char)text.p[text.n - 1]))
		text.n--;
	return text;
}

/* "&name;" or "&#8217;" at P. */
static bool
is_reference(const char *p, const char *end)
{
	const char *name = p + 1 + (p + 1 < end && p[1] == '#'), *at = name;

	while (at < end && at - name < 32 && isalnum((unsigned char)*at))
		at++;
	return at > name && at < end && *at == ';';
}

/* "</b>", and tags that do without an end. */
static bool
is_tag(const char *p, const char *end)
{
	static const char *const alone[] = { "br", "p", "img", "hr", "div" };

	if (end - p < 4)
		return false;
	if (p[1] == '/')
		return isalpha((unsigned char)p[2]) != 0;
	for (size_t i = 0; i < COUNT(alone); i++) {
		size_t n = strlen(alone[i]);

		if ((size_t)(end - p) > n + 1 && strncasecmp(p + 1, alone[i], n) == 0 &&
		    (isspace((unsigned char)p[n + 1]) || p[n + 1] == '/' || p[n + 1] == '>'))
			return true;
	}
	return false;
}

static bool
looks_like_html(const char *p, size_t n)
{
	if (memchr(p, '<', n) == NULL && memchr(p, '&', n) == NULL)
		return false;
	for (const char *end = p + n; p < end; p++)
		if ((*p == '&' && is_reference(p, end)) || (*p == '<' && is_tag(p, end)))
			return true;
	return false;
}

bool
feed_text_is_html(const struct feed_text *text)
{
	return text->kind == FEED_HTML || (text->kind == FEED_GUESS && looks_like_html(text->p, text->n));
}

const char *
feed_text_line(struct arena *a, const struct feed_text *text)
{
	size_t n = text->n < FEED_TITLE_MAX ? text->n : FEED_TITLE_MAX;
	const char *line;

	if (n == 0)
		return NULL;
	if (feed_text_is_html(text))
		line = html_line(a, text->p, n);
	else
		line = utf8_clean_dup(a, text->p, n, UTF8_LINE);
	return line[0] != '\0' ? line : NULL;
}

const char *
feed_text_plain(struct arena *a, const struct feed_text *text)
{
	const char *plain;

	if (text->n == 0)
		return NULL;
	if (feed_text_is_html(text))
		plain = html_plain(a, text->p, text->n);
	else
		plain = utf8_clean_dup(a, text->p, text->n, UTF8_TEXT);
	return plain[0] != '\0' ? plain : NULL;
}

/* -- addresses and people */

const char *
feed_address(struct feed_reader *r, const char *text, size_t n, const char *base)
{
	static const char *const never[] = { "javascript:", "data:", "vbscript:", "file:" };
	const char *line = utf8_clean_dup(&r->arena, text, n, UTF8_LINE);

	if (line[0] == '\0')
		return NULL;
	line = url_resolve(&r->arena, line, base != NULL ? base : r->feed.home);
	for (size_t i = 0; i < COUNT(never); i++)
		if (strncasecmp(line, never[i], strlen(never[i])) == 0)
			return NULL;
	return line;
}

static bool
is_mail_byte(char c)
{
	return isalnum((unsigned char)c) || strchr("._%+=-@", c) != NULL;
}

/* "mail (Name)", "Name (mail)", "Name <mail>", "mailto:mail", "Name". */
void
feed_person_split(struct arena *a, const char *text, struct feed_person *person)
{
	const char *at = strchr(text, '@'), *from, *to;
	struct buf name = { 0 };

	if (at == NULL || at == text || !is_mail_byte(at[-1]) || !isalnum((unsigned char)at[1])) {
		person->name = text[0] != '\0' ? text : NULL;
		return;
	}
	for (from = at; from > text && is_mail_byte(from[-1]);)
		from--;
	for (to = at; *to != '\0' && is_mail_byte(*to);)
		to++;
	person->email = arena_strndup(a, from, (size_t)(to - from));
	size_t before = (size_t)(from - text);
	if (before >= 7 && strncasecmp(from - 7, "mailto:", 7) == 0)
		before -= 7;
	buf_add(&name, text, before);
	buf_putc(&name, ' ');
	buf_puts(&name, to);
	for (size_t i = 0; i < name.n; i++)
		if (strchr("()<>[]\"", name.p[i]) != NULL)
			name.p[i] = ' ';
	const char *line = utf8_clean_dup(a, name.p, name.n, UTF8_LINE);
	while (line[0] != '\0' && strchr(" ,;-:", line[0]) != NULL)
		line++;
	size_t n = strlen(line);
	while (n > 0 && strchr(" ,;-:", line[n - 1]) != NULL)
		n--;
	person->name = n > 0 ? arena_strndup(a, line, n) : NULL;
	buf_done(&name);
}
