/* SPDX-License-Identifier: ISC */
/* Feeds of a web page, best first: those that it declares by <link>, those that
 * follow from its own address, links in its text that look like feeds, and for
 * a page with none of these the places where feeds mostly are.  A publisher's
 * API (any address with "/api/news/") goes before all of them.  Only http and
 * https addresses are given on. */
#include "formats/formats.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/uri.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/url.h"
#include "formats/charset.h"
#include "formats/named.h"
#include "formats/page_forms.h"

enum { LOOK_BYTES = 4096, FOUND_MAX = 200, SURE_API = 98, SURE_LINK = 50, LESS_COMMENTS = 40 };

/* Types of <link rel=alternate>. */
static const struct {
	const char *type;
	int sure;
} types[] = {
	{ "application/rss+xml", 95 },
	{ "application/atom+xml", 95 },
	{ "application/feed+json", 93 },
	{ "application/rdf+xml", 85 },
	{ "application/xml", 60 },
	{ "text/xml", 60 },
	{ "application/json", 40 },
};

struct page {
	struct arena arena;
	const char *base;		/* of relative links */
	const char *address;		/* of the page; NULL: not known */
	const char *title;
	const char *generator;
	struct outline *found;
	size_t n;
};

/* -- is it a page? */

static bool
starts(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(end - p) > n && strncasecmp(p, word, n) == 0 &&
	    strchr(" \t\r\n>/", p[n]) != NULL;
}

static const char *const first_elements[] = { "html", "head", "body", "title", "meta", "link", "div", "p" };

static int
recognizes(const char *bytes, size_t n)
{
	const char *p = bytes, *end = bytes + (n < LOOK_BYTES ? n : LOOK_BYTES);

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		p++;
		if (starts(p, end, "!doctype html"))
			return 50;
		if (p < end && (*p == '!' || *p == '?'))
			continue;
		for (size_t i = 0; i < COUNT(first_elements); i++)
			if (starts(p, end, first_elements[i]))
				return i == 0 ? 50 : 20;
		return 0;
	}
	return 0;
}

/* -- what is found */

static const char *
resolve(struct page *p, const char *href)
{
	xmlChar *full;

	if (strncasecmp(href, "feed:", 5) == 0)
		href = strncmp(href + 5, "//", 2) != 0 ? href + 5 :
		    arena_printf(&p->arena, "https:%s", href + 5);
	full = xmlBuildURI((const xmlChar *)href, (const xmlChar *)p->base);
	if (full == NULL)
		return NULL;
	const char *url = named_line(&p->arena, (const char *)full, strcspn((const char *)full, "#"));
	xmlFree(full);
	return url != NULL && url_is_web(url) ? url : NULL;
}

/* A feed that is found twice is as sure as its surer finding. */
static void
add(struct page *p, const char *url, const char *title, int sure)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->found[i].url, url) == 0) {
			if (sure > p->found[i].sure)
				p->found[i].sure = sure;
			if (p->found[i].title == NULL)
				p->found[i].title = title;
			return;
		}
	if (p->n == FOUND_MAX)
		return;
	p->found = arena_grow(&p->arena, p->found, p->n, sizeof(*p->found));
	struct outline *o = &p->found[p->n++];
	outline_init(o);
	named_address(&p->arena, o, url, strlen(url));
	o->title = title;
	o->sure = sure;
}

static void
add_form(void *arg, const char *feed, int sure)
{
	add(arg, feed, NULL, sure);
}

/* The first list of the API, whatever part of it an address names. */
static bool
add_api(struct page *p, const char *url)
{
	static const char part[] = "/api/news/";
	const char *at = url != NULL ? strstr(url, part) : NULL;

	if (at == NULL)
		return false;
	add(p, arena_printf(&p->arena, "%.*sindex.json", (int)(at - url + (int)strlen(part)), url), NULL,
	    SURE_API);
	return true;
}

/* -- the page's elements */

static const char *
attribute(struct page *p, const xmlNode *node, const char *name)
{
	xmlChar *text = xmlGetProp(node, (const xmlChar *)name);
	const char *line = NULL;

	if (text != NULL)
		line = named_line(&p->arena, (const char *)text, strlen((const char *)text));
	xmlFree(text);
	return line;
}

static bool
has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; at != NULL && *at != '\0'; at += *at != '\0') {
		size_t length = strcspn(at, " ");

		if (length == n && strncasecmp(at, word, n) == 0)
			return true;
		at += length;
	}
	return false;
}

static int
sure_of_type(const char *type)
{
	for (size_t i = 0; type != NULL && i < COUNT(types); i++) {
		size_t n = strlen(types[i].type);

		if (strncasecmp(type, types[i].type, n) == 0 && strchr("; ", type[n]) != NULL)
			return types[i].sure;
	}
	return 0;
}

/* Feeds of comments, and JSON that describes the site and not its news. */
static int
less_sure(const char *url, int sure)
{
	if (strstr(url, "wp-json") != NULL || strstr(url, "oembed") != NULL)
		return 0;
	return strstr(url, "comments") != NULL ? sure - LESS_COMMENTS : sure;
}

/* What a page is also known as may have a form of its own: a channel by its
 * number, where this page is its name. */
static void
see_canonical(struct page *p, const char *href)
{
	const char *url = resolve(p, href);

	if (url != NULL && (p->address == NULL || strcmp(url, p->address) != 0))
		page_forms(&p->arena, url, add_form, p);
}

static void
see_link(struct page *p, const xmlNode *node)
{
	const char *rel = attribute(p, node, "rel"), *href = attribute(p, node, "href");
	int sure = sure_of_type(attribute(p, node, "type"));

	if (href != NULL && has_word(rel, "canonical"))
		see_canonical(p, href);
	if (href == NULL || (!has_word(rel, "alternate") && !has_word(rel, "feed")))
		return;
	const char *url = resolve(p, href);
	if (url == NULL || add_api(p, url))
		return;
	sure = less_sure(url, sure != 0 || !has_word(rel, "feed") ? sure : 80);
	if (sure > 0)
		add(p, url, attribute(p, node, "title"), sure);
}

/* By the end of its path. */
static bool
looks_like_feed(const char *url)
{
	static const char *const ends[] = { ".rss", ".rdf", ".atom", "/feed", "/feed/", "/rss", "/rss/",
		"/atom", "/atom/", "/rss.xml", "/atom.xml", "/feed.xml", "/feed.json",
		"/feeds/posts/default" };
	size_t n = strcspn(url, "?#");

	for (size_t i = 0; i < COUNT(ends); i++) {
		size_t m = strlen(ends[i]);

		if (n > m && strncasecmp(url + n - m, ends[i], m) == 0)
			return true;
	}
	return strstr(url + n, "feed=rss") != NULL || strstr(url + n, "feed=atom") != NULL;
}

static void
see_anchor(struct page *p, const xmlNode *node)
{
	const char *href = attribute(p, node, "href"), *url = href != NULL ? resolve(p, href) : NULL;

	if (url == NULL || add_api(p, url) || !looks_like_feed(url))
		return;
	const char *own = url_host(&p->arena, p->base), *host = url_host(&p->arena, url);
	bool near = own != NULL && host != NULL && strcasecmp(own, host) == 0;
	int sure = less_sure(url, near ? SURE_LINK : SURE_LINK - 8);
	if (sure > 0)
		add(p, url, attribute(p, node, "title"), sure);
}

static void
see_base(struct page *p, const xmlNode *node)
{
	const char *href = attribute(p, node, "href"), *url = href != NULL ? resolve(p, href) : NULL;

	if (url != NULL)
		p->base = url;
}

static void
see_title(struct page *p, const xmlNode *node)
{
	xmlChar *text = p->title == NULL ? xmlNodeGetContent(node) : NULL;

	if (text != NULL)
		p->title = named_line(&p->arena, (const char *)text, strlen((const char *)text));
	xmlFree(text);
}

static void
see_meta(struct page *p, const xmlNode *node)
{
	const char *name = attribute(p, node, "name"), *item = attribute(p, node, "itemprop");
	const char *content = attribute(p, node, "content");
	const char *host = p->address != NULL ? url_host(&p->arena, p->address) : NULL;

	if (content == NULL)
		return;
	if (name != NULL && strcasecmp(name, "generator") == 0)
		p->generator = content;
	/* Pages of YouTube that do not have it in their address. */
	if (item != NULL && (strcasecmp(item, "channelId") == 0 || strcasecmp(item, "identifier") == 0) &&
	    host != NULL && strcasecmp(host, "youtube.com") == 0 && strncmp(content, "UC", 2) == 0)
		page_forms(&p->arena, arena_printf(&p->arena, "https://www.youtube.com/channel/%s", content),
		    add_form, p);
}

static const struct {
	const char *name;
	void (*see)(struct page *, const xmlNode *);
} elements[] = {
	{ "base", see_base },
	{ "title", see_title },
	{ "link", see_link },
	{ "meta", see_meta },
	{ "a", see_anchor },
};

static void
see_tree(struct page *p, const xmlNode *root)
{
	const xmlNode *node = root;

	while (node != NULL) {
		for (size_t i = 0; node->type == XML_ELEMENT_NODE && i < COUNT(elements); i++)
			if (strcasecmp((const char *)node->name, elements[i].name) == 0)
				elements[i].see(p, node);
		if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
			node = node->children;
			continue;
		}
		while (node != root && node->next == NULL)
			node = node->parent;
		node = node != root ? node->next : NULL;
	}
}

/* -- all together */

/* Best first; what is equally sure stays in the page's order. */
static void
give(struct page *p, const struct format_output *out)
{
	for (int sure = 100; sure > 0; sure--)
		for (size_t i = 0; i < p->n; i++) {
			struct outline *o = &p->found[i];

			if (o->sure != sure)
				continue;
			o->title = o->title != NULL ? o->title : p->title;
			o->home = p->address;
			out->outline(out->arg, o);
		}
}

/* Whether something is found that is more than a guess. */
static bool
is_sure(const struct page *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->found[i].sure > SURE_LINK)
			return true;
	return false;
}

static const char *
address_of(const struct format_input *in)
{
	if (in->base != NULL && url_is_web(in->base))
		return in->base;
	return in->name != NULL && url_is_web(in->name) ? in->name : NULL;
}

static void
parse(const struct format_input *in, const struct format_output *out)
{
	struct page p = { .address = address_of(in) };
	struct charset_text text;

	charset_read(&text, in);
	htmlDocPtr doc = text.n > INT_MAX ? NULL : htmlReadMemory(text.p, (int)text.n, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	    HTML_PARSE_IGNORE_ENC);

	p.base = p.address;
	(void)add_api(&p, p.address);
	if (p.address != NULL)
		page_forms(&p.arena, p.address, add_form, &p);
	if (doc != NULL && xmlDocGetRootElement(doc) != NULL)
		see_tree(&p, xmlDocGetRootElement(doc));
	if (p.generator != NULL && p.address != NULL && !is_sure(&p))
		page_generator(&p.arena, p.address, p.generator, add_form, &p);
	if (p.n == 0 && p.address != NULL)
		page_known_paths(&p.arena, p.address, add_form, &p);
	give(&p, out);
	if (p.n == 0)
		out->damage(out->arg, 0, 0, "this page names no feed");
	xmlFreeDoc(doc);
	charset_done(&text);
	arena_done(&p.arena);
}

const struct format format_page = {
	.name = "page",
	.recognizes = recognizes,
	.parse = parse,
};
