/* SPDX-License-Identifier: ISC */
/* The ways into the HTML reader.  Most texts of feeds have no markup at all:
 * those do not meet the parser. */
#include "formats/html.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "formats/html_parts.h"

enum { ARTICLE_IMAGES = 30 };

/* Without either there is nothing that a parser could understand. */
static bool
has_markup(const char *s, size_t n)
{
	return memchr(s, '<', n) != NULL || memchr(s, '&', n) != NULL;
}

static struct html_reader *
reader_new(struct arena *a, enum html_mode mode, const char *base, struct html *out)
{
	struct html_reader *r = arena_alloc(a, sizeof(*r));

	*out = (struct html){ .text = "", .content = "" };
	r->arena = a;
	r->mode = mode;
	r->base = base != NULL && base[0] != '\0' ? base : NULL;
	r->html = out;
	return r;
}

/* An entity may stand for anything, so the text is made safe at the end. */
static const char *
text_of(struct html_reader *r, enum utf8_clean how)
{
	const char *text = utf8_clean_dup(r->arena, buf_str(&r->text.out), r->text.out.n, how);

	html_text_done(&r->text);
	buf_done(&r->code);
	buf_done(&r->words);
	return text;
}

static const char *
paragraphs_of(struct html_reader *r, const char *s, size_t n)
{
	html_text_words(&r->text, s, n);
	return text_of(r, UTF8_TEXT);
}

static void
read_all(struct html_reader *r, const char *s, size_t n, struct buf *scanned)
{
	struct buf safe = { 0 };

	utf8_clean(&safe, s, n, UTF8_TEXT);
	html_scan(r->arena, buf_str(&safe), safe.n, r->base, scanned);
	html_elements_read(r, buf_str(scanned), scanned->n);
	buf_done(&safe);
}

void
html_read(struct arena *a, const char *html, size_t n, const char *base, struct html *out)
{
	struct html_reader *r = reader_new(a, HTML_FULL, base, out);
	struct buf scanned = { 0 };

	if (!has_markup(html, n)) {
		out->content = utf8_clean_dup(a, html, n, UTF8_TEXT);
		out->text = paragraphs_of(r, html, n);
		return;
	}
	read_all(r, html, n, &scanned);
	/* Entities in addresses have been read, and comments stood between. */
	out->content = utf8_clean_dup(a, buf_str(&scanned), scanned.n, UTF8_TEXT);
	out->text = text_of(r, UTF8_TEXT);
	buf_done(&scanned);
}

static void
add_image(struct arena *a, struct article *art, const struct image *image)
{
	for (size_t i = 0; i < art->nimages; i++)
		if (art->images[i].url != NULL && strcmp(art->images[i].url, image->url) == 0)
			return;
	if (art->nimages >= ARTICLE_IMAGES)
		return;
	art->images = arena_grow(a, art->images, art->nimages, sizeof(*art->images));
	art->images[art->nimages++] = *image;
}

void
html_into(struct arena *a, const char *html, size_t n, const char *base, struct article *art)
{
	struct html h;

	html_read(a, html, n, base, &h);
	art->content = h.content;
	art->text = h.text;
	art->links = h.links;
	art->nlinks = h.nlinks;
	for (size_t i = 0; i < h.nimages; i++)
		add_image(a, art, &h.images[i]);
}

static const char *
words_only(struct arena *a, const char *html, size_t n, enum html_mode mode)
{
	struct html unused;
	struct html_reader *r = reader_new(a, mode, NULL, &unused);
	struct buf scanned = { 0 };

	read_all(r, html, n, &scanned);
	buf_done(&scanned);
	return text_of(r, mode == HTML_ONE_LINE ? UTF8_LINE : UTF8_TEXT);
}

const char *
html_plain(struct arena *a, const char *html, size_t n)
{
	struct html unused;

	if (!has_markup(html, n))
		return paragraphs_of(reader_new(a, HTML_PLAIN, NULL, &unused), html, n);
	return words_only(a, html, n, HTML_PLAIN);
}

static const char *
entities_only(struct arena *a, const char *s, size_t n)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < n;) {
		size_t length = s[i] == '&' ? html_entity(s + i, n - i, &out) : 0;

		if (length == 0)
			buf_putc(&out, s[i++]);
		i += length;
	}
	const char *line = utf8_clean_dup(a, buf_str(&out), out.n, UTF8_LINE);
	buf_done(&out);
	return line;
}

const char *
html_line(struct arena *a, const char *html, size_t n)
{
	if (memchr(html, '<', n) != NULL)
		return words_only(a, html, n, HTML_ONE_LINE);
	if (memchr(html, '&', n) != NULL)
		return entities_only(a, html, n);
	return utf8_clean_dup(a, html, n, UTF8_LINE);
}
