/* SPDX-License-Identifier: ISC */
/* OPML 1.0 and 2.0 (opml.org/spec2): outlines with an address are sources, the
 * ones around them folders, whose names become topics.  Names of elements and
 * attributes are taken in any case, since writers differ.  Ill-formed XML is
 * read as far as it can be told; entities of the document's own are not
 * followed, and nothing outside of it is asked for. */
#include "formats/formats.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "formats/charset.h"
#include "formats/named.h"

enum { LOOK_BYTES = 4096, DAMAGES_MAX = 20 };

struct reader {
	const struct format_output *out;
	struct arena arena;		/* of the outline */
	int damages;
};

/* The first element of the document is what counts. */
static int
recognizes(const char *bytes, size_t n)
{
	const char *p = bytes, *end = bytes + (n < LOOK_BYTES ? n : LOOK_BYTES);

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		if (end - p > 5 && strncasecmp(p + 1, "opml", 4) == 0)
			return strchr(" \t\r\n>/", p[5]) != NULL ? 90 : 0;
		if (end - p < 2 || (p[1] != '?' && p[1] != '!'))
			return 0;
		p++;
	}
	return 0;
}

static bool
is_named(const xmlChar *name, const char *wanted)
{
	return strcasecmp((const char *)name, wanted) == 0;
}

/* The attribute as a line in the arena, NULL: not there or empty. */
static const char *
attribute(struct arena *a, const xmlNode *node, const char *name)
{
	struct buf text = { 0 };
	const char *line = NULL;

	for (const xmlAttr *at = node->properties; at != NULL; at = at->next) {
		if (!is_named(at->name, name))
			continue;
		for (const xmlNode *part = at->children; part != NULL; part = part->next)
			if (part->type == XML_TEXT_NODE)
				buf_puts(&text, (const char *)part->content);
		line = named_line(a, buf_str(&text), text.n);
		break;
	}
	buf_done(&text);
	return line;
}

static const char *
first_of(struct arena *a, const xmlNode *node, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *text = attribute(a, node, names[i]);

		if (text != NULL)
			return text;
	}
	return NULL;
}

static const char *
title_of(struct arena *a, const xmlNode *node)
{
	static const char *const names[] = { "title", "text" };

	return first_of(a, node, names, COUNT(names));
}

/* Types whose `url` is a further list or a page, by the specification. */
static bool
is_reference(const char *type)
{
	return type != NULL && (strcasecmp(type, "link") == 0 || strcasecmp(type, "include") == 0);
}

/* "/News/World,Chess": of a path the last part counts. */
static void
add_categories(struct arena *a, struct outline *o, const char *text)
{
	while (text != NULL && *text != '\0') {
		size_t n = strcspn(text, ","), end = n;
		const char *comma = text + n;

		while (end > 0 && (text[end - 1] == '/' || text[end - 1] == ' '))
			end--;
		size_t start = end;
		while (start > 0 && text[start - 1] != '/')
			start--;
		named_topic(a, o, named_line(a, text + start, end - start));
		text = *comma == ',' ? comma + 1 : comma;
	}
}

/* Outermost folder first. */
static void
add_folders(struct arena *a, struct outline *o, const xmlNode *node)
{
	if (node == NULL || node->type != XML_ELEMENT_NODE || !is_named(node->name, "outline"))
		return;
	add_folders(a, o, node->parent);
	named_topic(a, o, title_of(a, node));
}

static void
read_outline(struct reader *r, const xmlNode *node)
{
	static const char *const addresses[] = { "xmlUrl", "feedUrl" };
	const char *type = attribute(&r->arena, node, "type");
	const char *url = first_of(&r->arena, node, addresses, COUNT(addresses));
	const char *title = title_of(&r->arena, node);
	struct outline o;

	if (url == NULL && is_reference(type))
		url = attribute(&r->arena, node, "url");
	if (url == NULL) {
		if (node->children == NULL && title != NULL)
			r->out->damage(r->out->arg, (int)xmlGetLineNo(node), 1,
			    "this outline has no address");
		return;
	}
	outline_init(&o);
	o.title = title;
	named_address(&r->arena, &o, url, strlen(url));
	if (is_reference(type))
		o.kind = "page";
	o.title = title != NULL ? title : o.title;
	o.home = attribute(&r->arena, node, "htmlUrl");
	o.sure = 100;
	const char *hidden = attribute(&r->arena, node, "hidden");
	o.hidden = hidden != NULL && strcasecmp(hidden, "yes") == 0;
	add_folders(&r->arena, &o, node->parent);
	add_categories(&r->arena, &o, attribute(&r->arena, node, "category"));
	r->out->outline(r->out->arg, &o);
}

/* All elements in document order, without recursion. */
static void
read_tree(struct reader *r, const xmlNode *root)
{
	const xmlNode *node = root;

	while (node != NULL) {
		if (node->type == XML_ELEMENT_NODE && is_named(node->name, "outline")) {
			read_outline(r, node);
			arena_reset(&r->arena);
		}
		if (node->type == XML_ELEMENT_NODE && node->children != NULL) {
			node = node->children;
			continue;
		}
		while (node != root && node->next == NULL)
			node = node->parent;
		node = node != root ? node->next : NULL;
	}
}

/* libxml2 gives the parser's context as the data of its handlers. */
static void
see_error(void *context, xmlErrorPtr error)
{
	struct reader *r = ((xmlParserCtxtPtr)context)->_private;

	if (error->level < XML_ERR_ERROR || r->damages++ >= DAMAGES_MAX)
		return;
	const char *message = error->message != NULL ? error->message : "ill-formed XML";
	const char *line = named_line(&r->arena, message, strlen(message));
	r->out->damage(r->out->arg, error->line, error->int2, line != NULL ? line : "ill-formed XML");
}

static void
parse(const struct format_input *in, const struct format_output *out)
{
	struct reader r = { .out = out };
	xmlParserCtxtPtr context = xmlNewParserCtxt();
	struct charset_text text;

	charset_read(&text, in);
	if (context == NULL || text.n > INT_MAX) {
		out->damage(out->arg, 0, 0, "too long to be read");
		charset_done(&text);
		xmlFreeParserCtxt(context);
		return;
	}
	context->_private = &r;
	context->sax->serror = see_error;
	xmlDocPtr doc = xmlCtxtReadMemory(context, text.p, (int)text.n, NULL, "UTF-8",
	    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC);
	arena_reset(&r.arena);
	if (doc != NULL && xmlDocGetRootElement(doc) != NULL)
		read_tree(&r, xmlDocGetRootElement(doc));
	else if (r.damages == 0)
		out->damage(out->arg, 0, 0, "there is no outline in it");
	xmlFreeDoc(doc);
	xmlFreeParserCtxt(context);
	charset_done(&text);
	arena_done(&r.arena);
}

const struct format format_opml = {
	.name = "opml",
	.recognizes = recognizes,
	.parse = parse,
};
