/* SPDX-License-Identifier: ISC */
/* A head of YAML between two lines of "---", then a body.  A sound head is
 * read once.  When that fails, quotations are mended and the head is read
 * again; when that fails too, what came before stays and every later part that
 * plainly starts with a known key is read by itself, so that the work stays
 * linear.  Lines and columns are always those of the file. */
#include "formats/formats.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "formats/fill.h"
#include "formats/html.h"
#include "formats/markdown.h"
#include "formats/mend.h"
#include "model/fields.h"

enum { SIZE_MAX_BYTES = 32 * 1024 * 1024, SNIFF = 4096 };

/* A document cut into its parts; `head` includes the opening line. */
struct parts {
	const char *head, *body;
	size_t head_n, body_n;
	int first_line;
	bool closed;
};

static size_t
line_length(const char *p, size_t n)
{
	const char *end = memchr(p, '\n', n);

	return end != NULL ? (size_t)(end - p) : n;
}

static bool
is_blank(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strchr(" \t\r\n", p[i]) == NULL || p[i] == '\0')
			return false;
	}
	return true;
}

static bool
is_fence(const char *p, size_t n, const char *fence)
{
	return n >= 3 && memcmp(p, fence, 3) == 0 && is_blank(p + 3, n - 3);
}

static size_t
skip_mark(const char *p, size_t n)
{
	return n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* False: there is no front matter. */
static bool
cut(const char *p, size_t n, struct parts *parts)
{
	size_t at = skip_mark(p, n), length;

	*parts = (struct parts){ .first_line = 1 };
	for (;; parts->first_line++) {
		length = line_length(p + at, n - at);
		if (at >= n || !is_blank(p + at, length))
			break;
		at += length < n - at ? length + 1 : length;
	}
	if (!is_fence(p + at, length, "---"))
		return false;
	parts->head = p + at;
	for (at += length; at < n; at += length) {
		at++;
		length = line_length(p + at, n - at);
		if (is_fence(p + at, length, "---") || is_fence(p + at, length, "...")) {
			parts->closed = true;
			break;
		}
	}
	parts->head_n = (size_t)(p + (at < n ? at : n) - parts->head);
	at += parts->closed ? length : 0;
	parts->body = p + (at < n ? at : n);
	parts->body_n = at < n ? n - at : 0;
	return true;
}

static bool
is_allowed(uint32_t cp, bool valid)
{
	if (cp == 0x7F || cp == 0xFEFF || (cp >= 0x80 && cp < 0xA0) || cp == 0xFFFE || cp == 0xFFFF)
		return false;
	return valid && !(cp >= 0xD800 && cp < 0xE000) && cp != 0x2028 && cp != 0x2029 &&
	    (cp >= 0x20 || cp == '\n' || cp == '\t');
}

/* What libyaml refuses to read at all, replaced: one wrong byte must not cost
 * the record.  Line breaks become "\n" so that lines are counted as editors
 * count them.  Invisible leftovers are said, breaks are not. */
static void
make_readable(const char *p, size_t n, struct buf *out, size_t *bad)
{
	buf_reserve(out, n);
	*bad = SIZE_MAX;
	for (size_t i = 0; i < n;) {
		uint32_t cp = (unsigned char)p[i];
		size_t length = 1;

		if (cp >= 0x80)
			length = utf8_decode(p + i, n - i, &cp);
		if (is_allowed(cp, cp != 0xFFFD || length > 1)) {
			buf_add(out, p + i, length);
		} else if (cp == '\r') {
			if (i + 1 >= n || p[i + 1] != '\n')
				buf_putc(out, '\n');
		} else {
			if (*bad == SIZE_MAX && cp != 0x85 && cp != 0x2028 && cp != 0x2029 && cp != 0xFEFF)
				*bad = out->n;
			buf_puts(out, cp == 0xFFFD ? "\xEF\xBF\xBD" : cp >= 0x80 ? " " : "");
		}
		i += length;
	}
}

static void
note_bad_bytes(struct fill *f, const struct buf *head, size_t bad, int line)
{
	int column = 1;

	if (bad == SIZE_MAX)
		return;
	for (size_t i = 0; i < bad; i++) {
		line += head->p[i] == '\n';
		column = head->p[i] == '\n' ? 1 : column + 1;
	}
	fill_note(f, line, column, "control characters or bytes that are not UTF-8 were taken out");
}

/* Reads each part of TEXT that starts with a known key by itself. */
static void
fill_sections(struct fill *f, const char *text, size_t n, int first_line, int from_line)
{
	size_t start = 0, at = 0;
	int line = first_line, start_line = from_line;

	while (at <= n) {
		size_t length = at < n ? line_length(text + at, n - at) : 0;
		bool key = at < n && mend_is_key(text + at, length, 0) && text[at] != '-';

		if (line == from_line) {
			start = at;
		} else if (line > from_line && (key || at >= n)) {
			fill_text(f, text + start, at - start, start_line);
			start = at;
			start_line = line;
		}
		if (at >= n)
			break;
		at += length + 1 < n - at ? length + 1 : n - at;
		line++;
	}
}

static void
say_why(struct fill *f, const struct damage *why, int mended, int column)
{
	if (mended == 0 || mended > why->line) {
		fill_note(f, why->line, why->column, why->message);
		return;
	}
	if (strstr(why->message, "quotation") != NULL)
		fill_note(f, mended, column, why->message);
	else
		fill_note(f, mended, column, arena_printf(f->arena,
		    "this quotation is not closed, or quotes inside it are not escaped "
		    "(line %d, column %d: %s)",
		    why->line, why->column, why->message));
}

static void
fill_head(struct fill *f, const char *text, size_t n, int first_line)
{
	struct article fresh = *f->art;
	struct buf mended = { 0 };
	int column = 0;

	if (fill_text(f, text, n, first_line))
		return;
	struct damage why = f->ev.why;
	int line = mend_quotes(text, n, &mended, &column);
	if (line != 0) {
		*f->art = fresh;
		f->seen = 0;
		text = mended.p;
		n = mended.n;
	}
	say_why(f, &why, line != 0 ? line + first_line - 1 : 0, column);
	f->quiet = true;
	if (line == 0 || !fill_text(f, text, n, first_line))
		fill_sections(f, text, n, first_line, f->key_line != 0 ? f->key_line : first_line);
	f->quiet = false;
	buf_done(&mended);
}

/* Blank lines before it and blanks behind it are not part of a body. */
static void
take_body(struct fill *f, const char *p, size_t n)
{
	struct buf clean = { 0 };
	size_t from = 0;

	if (is_blank(p, n))
		return;
	utf8_clean(&clean, p, n, UTF8_TEXT);
	while (clean.n > 0 && strchr(" \t\n", clean.p[clean.n - 1]) != NULL)
		clean.n--;
	for (size_t i = 0; i < clean.n && strchr(" \t\n", clean.p[i]) != NULL; i++) {
		if (clean.p[i] == '\n')
			from = i + 1;
	}
	if (clean.n > from)
		f->art->content = arena_strndup(f->arena, clean.p + from, clean.n - from);
	buf_done(&clean);
}

static bool
has_something(const struct article *art)
{
	for (size_t i = 0; i < shape_article.count; i++) {
		const struct field *f = &shape_article.fields[i];

		if ((f->flags & FIELD_NO_YAML) == 0 && field_is_given(f, art))
			return true;
	}
	return false;
}

/* A body that begins with an element is HTML, any other Markdown.  The content
 * stays as it is in the file. */
static void
take_text(struct arena *a, struct article *art)
{
	const char *p = art->content != NULL ? art->content + strspn(art->content, " \t\n") : "";
	const char *base = art->web_url != NULL ? art->web_url : art->original_url;
	struct html html;

	if (*p == '\0')
		return;
	if (p[0] == '<' && isalpha((unsigned char)p[1]) && strstr(p, "</") != NULL)
		html_read(a, p, strlen(p), base, &html);
	else if (!markdown_read(a, art->content, strlen(art->content), base, &html))
		return;
	art->text = html.text[0] != '\0' ? html.text : NULL;
	art->links = html.links;
	art->nlinks = html.nlinks;
}

static void
parse_parts(const struct format_input *in, const struct format_output *out, const struct parts *parts)
{
	struct arena arena = { 0 };
	struct article art;
	struct fill f = { .arena = &arena, .art = &art, .out = out };
	struct buf head = { 0 };
	size_t bad;

	article_init(&art);
	art.guid = utf8_clean_dup(&arena, in->name, strlen(in->name), UTF8_LINE);
	make_readable(parts->head, parts->head_n, &head, &bad);
	note_bad_bytes(&f, &head, bad, parts->first_line);
	fill_head(&f, head.p, head.n, parts->first_line);
	if (!parts->closed && art.damage.message == NULL)
		fill_note(&f, parts->first_line, 1, "the front matter has no closing line of \"---\"");
	take_body(&f, parts->body, parts->body_n);
	take_text(&arena, &art);
	if (has_something(&art))
		out->article(out->arg, &art);
	else if (f.notes == 0)
		out->damage(out->arg, parts->first_line, 1, "the front matter is empty");
	fill_done(&f);
	buf_done(&head);
	arena_done(&arena);
}

static void
frontmatter_parse(const struct format_input *in, const struct format_output *out)
{
	struct parts parts;
	size_t sniff = in->n < SNIFF ? in->n : SNIFF;

	if (in->n == 0)
		out->damage(out->arg, 0, 0, "the file is empty");
	else if (in->n > SIZE_MAX_BYTES)
		out->damage(out->arg, 0, 0, "larger than 32 MiB");
	else if (cut(in->bytes, in->n, &parts))
		parse_parts(in, out, &parts);
	else if (memchr(in->bytes, '\0', sniff) != NULL)
		out->damage(out->arg, 0, 0, "not text: no front matter to read");
	else
		out->damage(out->arg, 1, 1, "no front matter: the first line should be \"---\"");
}

static int
frontmatter_recognizes(const char *bytes, size_t n)
{
	size_t at = skip_mark(bytes, n);

	while (at < n && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
		at++;
	return is_fence(bytes + at, line_length(bytes + at, n - at), "---") ? 90 : 0;
}

const struct format format_frontmatter = {
	.name = "frontmatter",
	.recognizes = frontmatter_recognizes,
	.parse = frontmatter_parse,
};
