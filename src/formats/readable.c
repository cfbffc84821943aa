/* SPDX-License-Identifier: ISC */
/* The article of a web page, without what the page has around it.  Asked for by
 * name only: a page that is a source is looked at for feeds.  What the page says
 * about itself gives title, author, date and picture; where its elements hold
 * less than the text that it hands to search engines, that text counts. */
#include "formats/formats.h"

#include <ctype.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "formats/charset.h"
#include "formats/html.h"
#include "formats/html_parts.h"
#include "formats/named.h"
#include "formats/readable_parts.h"

enum {
	PAGE_MOST = 16 * 1024 * 1024,
	HEAD_MOST = 4096,		/* looked through for what it is written in */
	SCRIPTS_MOST = 8,		/* of JSON-LD */
	LEVELS_MOST = 5,		/* looked into */
	JSON_LEAST = 200		/* bytes of a text in there */
};

struct page {
	struct arena arena;
	const char *base;
	const char *social, *heading, *title;	/* titles, surest first */
	size_t headings;
	const char *image, *author, *date, *language, *site;
	const char *body, *headline;	/* of JSON-LD */
	int scripts;
};

/* -- JSON-LD */

static void see_value(struct page *p, const json_t *value, int level);

static void
see_object(struct page *p, const json_t *object, int level)
{
	const json_t *body = json_object_get(object, "articleBody");
	const char *key;
	json_t *value;

	if (json_is_string(body) && json_string_length(body) >= JSON_LEAST && p->body == NULL) {
		p->body = arena_strndup(&p->arena, json_string_value(body), json_string_length(body));
		body = json_object_get(object, "headline");
		if (json_is_string(body))
			p->headline = named_line(&p->arena, json_string_value(body),
			    json_string_length(body));
	}
	json_object_foreach((json_t *)object, key, value)
		see_value(p, value, level + 1);
}

static void
see_value(struct page *p, const json_t *value, int level)
{
	size_t i;
	json_t *item;

	if (p->body != NULL || level > LEVELS_MOST)
		return;
	if (json_is_object(value))
		see_object(p, value, level);
	else if (json_is_array(value))
		json_array_foreach(value, i, item)
			see_value(p, item, level + 1);
}

static void
see_script(struct page *p, const xmlNode *node)
{
	const char *type = readable_attribute(&p->arena, node, "type");

	if (type == NULL || strcasecmp(type, "application/ld+json") != 0 || p->scripts++ >= SCRIPTS_MOST)
		return;
	xmlChar *text = xmlNodeGetContent(node);
	json_t *root = text != NULL ? json_loads((const char *)text, 0, NULL) : NULL;

	if (root != NULL)
		see_value(p, root, 0);
	json_decref(root);
	xmlFree(text);
}

/* -- what the page says about itself */

static void
see_meta(struct page *p, const xmlNode *node)
{
	const struct { const char *name; const char **place; } facts[] = {
		{ "og:title", &p->social }, { "og:image", &p->image }, { "og:site_name", &p->site },
		{ "author", &p->author }, { "article:published_time", &p->date },
		{ "datePublished", &p->date },
	};
	const char *name = readable_attribute(&p->arena, node, "property");
	const char *content = readable_attribute(&p->arena, node, "content");

	if (name == NULL)
		name = readable_attribute(&p->arena, node, "name");
	if (name == NULL)
		name = readable_attribute(&p->arena, node, "itemprop");
	for (size_t i = 0; name != NULL && content != NULL && i < COUNT(facts); i++)
		if (strcasecmp(name, facts[i].name) == 0 && *facts[i].place == NULL)
			*facts[i].place = content;
}

static void
see_base(struct page *p, const xmlNode *node)
{
	const char *href = readable_attribute(&p->arena, node, "href");
	const char *url = href != NULL ? url_resolve(&p->arena, href, p->base) : NULL;

	if (url != NULL && url_is_web(url))
		p->base = url;
}

static void
see_element(struct page *p, const xmlNode *node)
{
	if (readable_is(node, "meta")) {
		see_meta(p, node);
	} else if (readable_is(node, "base")) {
		see_base(p, node);
	} else if (readable_is(node, "script")) {
		see_script(p, node);
	} else if (readable_is(node, "html")) {
		p->language = readable_attribute(&p->arena, node, "lang");
	} else if (readable_is(node, "title") && p->title == NULL) {
		p->title = readable_words(&p->arena, node);
	} else if (readable_is(node, "h1") && p->headings++ == 0) {
		p->heading = readable_words(&p->arena, node);
	}
}

static void
see_page(struct page *p, xmlNode *root)
{
	for (xmlNode *node = root; node != NULL; node = readable_next(root, node, true))
		if (node->type == XML_ELEMENT_NODE)
			see_element(p, node);
}

/* -- the article */

static const char *
title_of(const struct page *p)
{
	if (p->social != NULL)
		return p->social;
	if (p->heading != NULL && p->headings == 1)
		return p->heading;
	return p->headline != NULL ? p->headline : p->title;
}

static void
add_picture(struct page *p, struct article *art)
{
	const char *url = p->image != NULL ? url_resolve(&p->arena, p->image, p->base) : NULL;

	if (url == NULL || !url_is_web(url))
		return;
	for (size_t i = 0; i < art->nimages; i++)
		if (art->images[i].url != NULL && strcmp(art->images[i].url, url) == 0)
			return;
	art->images = arena_grow(&p->arena, art->images, art->nimages, sizeof(*art->images));
	art->images[art->nimages++] = (struct image){ .url = url, .is_cached = -1 };
}

static void
put_content(struct page *p, xmlDoc *doc, xmlNode *node, struct article *art)
{
	xmlBuffer *html = xmlBufferCreate();

	readable_trim(&p->arena, node, art->title);
	(void)htmlNodeDump(html, doc, node);
	html_into(&p->arena, (const char *)xmlBufferContent(html), (size_t)xmlBufferLength(html), p->base,
	    art);
	xmlBufferFree(html);
}

/* A text without markup has its paragraphs on lines of their own. */
static void
put_body(struct page *p, struct article *art)
{
	struct buf html = { 0 };

	if (strchr(p->body, '<') != NULL) {
		html_into(&p->arena, p->body, strlen(p->body), p->base, art);
		return;
	}
	buf_puts(&html, "<p>");
	for (const char *c = p->body; *c != '\0'; c++)
		if (*c == '\n' || *c == '\r')
			buf_puts(&html, "</p><p>");
		else
			buf_putc(&html, *c);
	html_into(&p->arena, buf_str(&html), html.n, p->base, art);
	buf_done(&html);
}

/* The text for search engines has neither links nor pictures: only where it is
 * clearly more. */
static bool
fill(struct page *p, xmlDoc *doc, xmlNode *node, struct article *art)
{
	if (node != NULL)
		put_content(p, doc, node, art);
	size_t n = art->text != NULL ? strlen(art->text) : 0;
	if (p->body != NULL && strlen(p->body) > n + n / 2)
		put_body(p, art);
	if (art->text == NULL || art->text[strspn(art->text, " \n\t")] == '\0')
		return false;
	add_picture(p, art);
	return true;
}

static void
give(struct page *p, xmlDoc *doc, const struct format_output *out)
{
	xmlNode *root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	struct article art;

	article_init(&art);
	art.original_url = p->base;
	if (root != NULL)
		see_page(p, root);
	art.title = title_of(p);
	art.language = p->language;
	art.provider.name = p->site;
	if (p->author != NULL && !url_is_web(p->author)) {
		art.authors = &p->author;
		art.nauthors = 1;
	}
	if (p->date != NULL)
		(void)date_parse(p->date, strlen(p->date), &art.published);
	if (fill(p, doc, root != NULL ? readable_find(&p->arena, root) : NULL, &art))
		out->article(out->arg, &art);
	else
		out->damage(out->arg, 0, 0, "no article text was found on this page");
}

/* Pages may say themselves what they are written in; the server's word counts more. */
static const char *
charset_said(struct arena *a, const char *p, size_t n)
{
	static const char word[] = "charset=";
	const char *end = p + (n < HEAD_MOST ? n : HEAD_MOST);

	for (; end - p > (ptrdiff_t)sizeof(word); p++) {
		if (strncasecmp(p, word, sizeof(word) - 1) != 0)
			continue;
		p += sizeof(word) - 1;
		p += *p == '"' || *p == '\'';
		const char *from = p;
		while (p < end && (isalnum((unsigned char)*p) || strchr("-_:.", *p) != NULL) && *p != '\0')
			p++;
		return p > from ? arena_strndup(a, from, (size_t)(p - from)) : NULL;
	}
	return NULL;
}

/* It is cleaned and scanned before, as all HTML: see html_scan.c. */
static void
read_page(struct page *p, const struct format_input *in, const struct format_output *out)
{
	struct charset_text text;
	struct buf safe = { 0 }, scanned = { 0 };
	struct format_input said = *in;

	if (said.charset == NULL || said.charset[0] == '\0')
		said.charset = charset_said(&p->arena, in->bytes, in->n);
	charset_read(&text, &said);
	utf8_clean(&safe, text.p, text.n, UTF8_TEXT);
	charset_done(&text);
	html_scan(&p->arena, buf_str(&safe), safe.n, NULL, &scanned);
	buf_done(&safe);
	htmlDocPtr doc = scanned.n > INT_MAX ? NULL : htmlReadMemory(buf_str(&scanned), (int)scanned.n, NULL,
	    "UTF-8", HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	    HTML_PARSE_IGNORE_ENC);
	buf_done(&scanned);
	give(p, doc, out);
	xmlFreeDoc(doc);
}

static int
recognizes(const char *bytes, size_t n)
{
	(void)bytes;
	(void)n;
	return 0;
}

static void
parse(const struct format_input *in, const struct format_output *out)
{
	struct page p = { .base = in->base };

	if (p.base == NULL && in->name != NULL && url_is_web(in->name))
		p.base = in->name;
	if (in->n > PAGE_MOST)
		out->damage(out->arg, 0, 0, "the page is larger than 16 MiB");
	else
		read_page(&p, in, out);
	arena_done(&p.arena);
}

const struct format format_readable = {
	.name = "readable",
	.recognizes = recognizes,
	.parse = parse,
};
