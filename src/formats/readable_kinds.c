/* SPDX-License-Identifier: ISC */
/* Elements of a page by what they are called: those that are never part of an
 * article, and words of classes and ids that tell what is and what is not. */
#include "formats/readable_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/mem.h"
#include "formats/named.h"

/* -- the tree */

xmlNode *
readable_next(const xmlNode *root, xmlNode *node, bool deeper)
{
	if (deeper && node->children != NULL && node->type == XML_ELEMENT_NODE)
		return node->children;
	while (node != root && node->next == NULL)
		node = node->parent;
	return node != root ? node->next : NULL;
}

bool
readable_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcasecmp((const char *)node->name, name) == 0;
}

bool
readable_is_one_of(const xmlNode *node, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (readable_is(node, names[i]))
			return true;
	return false;
}

const char *
readable_attribute(struct arena *a, const xmlNode *node, const char *name)
{
	xmlChar *text = xmlGetProp(node, (const xmlChar *)name);
	const char *line = text != NULL ?
	    named_line(a, (const char *)text, strlen((const char *)text)) : NULL;

	xmlFree(text);
	return line;
}

const char *
readable_words(struct arena *a, const xmlNode *node)
{
	xmlChar *text = xmlNodeGetContent(node);
	const char *line = text != NULL ?
	    named_line(a, (const char *)text, strlen((const char *)text)) : NULL;

	xmlFree(text);
	return line;
}

/* -- what is never part of an article */

static const char *const never[] = { "script", "style", "noscript", "template", "nav", "footer", "aside",
	"button", "select", "input", "textarea", "label", "svg", "canvas", "dialog", "iframe", "object",
	"embed", "menu", "link", "meta", "title" };

static const char *const roles[] = { "navigation", "banner", "complementary", "contentinfo", "search",
	"dialog", "alertdialog", "menu", "menubar", "toolbar" };

/* Words of classes and ids. */
static const char *const junk[] = { "ad", "ads", "advert", "advertisement", "advertising", "banner",
	"breadcrumb", "breadcrumbs", "byline", "comment", "comments", "consent", "cookie", "cookies",
	"disqus", "footer", "gdpr", "masthead", "menu", "modal", "nav", "navbar", "navigation",
	"newsletter", "outbrain", "pager", "pagination", "popup", "promo", "promotion", "recirculation",
	"recommended", "recommendations", "related", "respond", "share", "sharing", "sidebar", "signup",
	"social", "sponsor", "sponsored", "subscribe", "subscription", "taboola", "tags", "toolbar" };

static const char *const good[] = { "article", "body", "content", "entry", "main", "post", "story", "text" };

/* Whether one of the words of TEXT, apart by signs or by capitals ("articleBody"),
 * is on the list. */
static bool
has_word(const char *text, const char *const *list, size_t n)
{
	while (text != NULL && *text != '\0') {
		size_t length = 0;

		while (isalnum((unsigned char)text[length]) &&
		    (length == 0 || !isupper((unsigned char)text[length]) ||
		    isupper((unsigned char)text[length - 1])))
			length++;
		for (size_t i = 0; length > 0 && i < n; i++)
			if (strlen(list[i]) == length && strncasecmp(text, list[i], length) == 0)
				return true;
		text += length > 0 ? length : 1;
	}
	return false;
}

static bool
is_called(struct arena *a, const xmlNode *node, const char *const *list, size_t n)
{
	return has_word(readable_attribute(a, node, "class"), list, n) ||
	    has_word(readable_attribute(a, node, "id"), list, n);
}

/* "display: none" however it is written. */
static bool
hides(const char *style)
{
	static const char wanted[] = "display:none";
	size_t n = 0;

	for (; style != NULL && *style != '\0' && wanted[n] != '\0'; style++) {
		int c = tolower((unsigned char)*style);

		if (!isspace(c))
			n = c == wanted[n] ? n + 1 : c == 'd';
	}
	return wanted[n] == '\0';
}

/* Some pages stay hidden as a whole until their scripts run. */
static bool
is_hidden(struct arena *a, const xmlNode *node)
{
	const char *aria = readable_attribute(a, node, "aria-hidden");

	if (readable_is(node, "body"))
		return false;
	return xmlHasProp(node, (const xmlChar *)"hidden") != NULL ||
	    (aria != NULL && strcasecmp(aria, "true") == 0) || hides(readable_attribute(a, node, "style"));
}

static bool
has_role(struct arena *a, const xmlNode *node)
{
	const char *role = readable_attribute(a, node, "role");

	for (size_t i = 0; role != NULL && i < COUNT(roles); i++)
		if (strcasecmp(role, roles[i]) == 0)
			return true;
	return false;
}

bool
readable_is_body(struct arena *a, const xmlNode *node)
{
	const char *property = readable_attribute(a, node, "itemprop");

	return property != NULL && strcasecmp(property, "articleBody") == 0;
}

bool
readable_is_never(struct arena *a, const xmlNode *node)
{
	return readable_is_one_of(node, never, COUNT(never)) || is_hidden(a, node) || has_role(a, node);
}

bool
readable_is_called_junk(struct arena *a, const xmlNode *node)
{
	return is_called(a, node, junk, COUNT(junk));
}

bool
readable_is_called_good(struct arena *a, const xmlNode *node)
{
	return is_called(a, node, good, COUNT(good));
}
