/* SPDX-License-Identifier: ISC */
/* Where in a page its article is.  What is never part of one goes first, by the
 * kind of its element and by the words of its class and id.  Then the page may
 * say itself what is the article; if it does not, every paragraph counts for the
 * element around it, and a little for the next one, and what is mostly links
 * counts little.  Measures hang at the nodes, and every walk is a loop: a page
 * may nest as deep as the scan before allows. */
#include "formats/readable_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/mem.h"

enum {
	SAID_LEAST = 80,		/* bytes of text, where the page says what is the article */
	GUESSED_LEAST = 200,		/* where it does not */
	PARAGRAPH_LEAST = 25,
	LEFTOVER_MOST = 120,		/* of text beside links, in what is nothing but links */
	FORM_MOST = 500
};

struct measure {
	size_t text, links;		/* bytes inside, blanks run together; those in links */
	size_t own, commas;		/* of that in no other block */
	double score;
	bool heads;			/* has what an article is known by */
};

static void
drop(xmlNode *node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* A page's wrapper may be called anything. */
static bool
is_junk(struct arena *a, const xmlNode *node)
{
	static const char *const wrappers[] = { "html", "body", "main", "article", "h1", "a" };
	const struct measure *m = node->_private;

	return m != NULL && !m->heads && !readable_is_one_of(node, wrappers, COUNT(wrappers)) &&
	    readable_is_called_junk(a, node);
}

static void
prune(struct arena *a, xmlNode *root, bool (*is_out)(struct arena *, const xmlNode *))
{
	for (xmlNode *node = readable_next(root, root, true), *next; node != NULL; node = next) {
		bool element = node->type == XML_ELEMENT_NODE, out = element && is_out(a, node);

		if (!element && node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE)
			out = true;
		next = readable_next(root, node, !out);
		if (out)
			drop(node);
	}
}

/* -- measures */

static const char *const blocks[] = { "address", "article", "blockquote", "body", "center", "dd", "div",
	"dl", "dt", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html",
	"li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul" };

static const char *const containers[] = { "article", "body", "center", "div", "form", "main", "section",
	"td" };

/* Bytes of the text, a run of blanks counted once. */
static size_t
length_of(const xmlChar *text, size_t *commas)
{
	size_t n = 0;
	bool blank = true;

	for (; text != NULL && *text != '\0'; text++) {
		bool is_blank = isspace(*text) != 0;

		n += !is_blank || !blank;
		blank = is_blank;
		*commas += *text == ',';
	}
	return blank && n > 0 ? n - 1 : n;
}

static void
measure_text(const xmlNode *text, const xmlNode *root)
{
	size_t commas = 0, n = length_of(text->content, &commas);
	bool in_link = false, owned = false;

	for (xmlNode *up = text->parent; n > 0 && up != NULL; up = up->parent) {
		struct measure *m = up->_private;

		in_link = in_link || readable_is(up, "a");
		if (m == NULL)
			break;
		m->text += n;
		m->links += in_link ? n : 0;
		if (!owned && readable_is_one_of(up, blocks, COUNT(blocks))) {
			owned = true;
			m->own += in_link ? 0 : n;
			m->commas += commas;
		}
		if (up == root)
			break;
	}
}

static void
measure_head(struct arena *a, xmlNode *node, const xmlNode *root)
{
	if (!readable_is(node, "h1") && !readable_is(node, "main") && !readable_is_body(a, node))
		return;
	for (xmlNode *up = node; up != NULL; up = up->parent) {
		struct measure *m = up->_private;

		if (m != NULL)
			m->heads = true;
		if (up == root)
			return;
	}
}

/* Anew, whenever something has been taken out. */
static void
measure(struct arena *a, xmlNode *root)
{
	for (xmlNode *node = root; node != NULL; node = readable_next(root, node, true)) {
		if (node->type == XML_ELEMENT_NODE) {
			if (node->_private == NULL)
				node->_private = arena_alloc(a, sizeof(struct measure));
			*(struct measure *)node->_private = (struct measure){ .text = 0 };
			measure_head(a, node, root);
		} else {
			measure_text(node, root);
		}
	}
}

static size_t
words_of(const xmlNode *node)
{
	const struct measure *m = node != NULL ? node->_private : NULL;

	return m != NULL ? m->text - m->links : 0;
}

static double
link_share(const xmlNode *node)
{
	const struct measure *m = node->_private;

	return m->text > 0 ? (double)m->links / (double)m->text : 0;
}

/* -- what the page says */

/* The one with most text; of several articles it must stand out: else they are
 * what a list of them has. */
static xmlNode *
largest(struct arena *a, xmlNode *root, bool (*is_it)(struct arena *, const xmlNode *), bool alone)
{
	xmlNode *best = NULL;
	size_t second = 0;

	for (xmlNode *node = root; node != NULL; node = readable_next(root, node, true)) {
		if (node->type != XML_ELEMENT_NODE || !is_it(a, node))
			continue;
		if (best == NULL || words_of(node) > words_of(best)) {
			second = words_of(best);
			best = node;
		} else if (words_of(node) > second) {
			second = words_of(node);
		}
	}
	return best != NULL && words_of(best) >= SAID_LEAST && link_share(best) < 0.5 &&
	    (!alone || words_of(best) >= 2 * second) ? best : NULL;
}

static bool
is_article(struct arena *a, const xmlNode *node)
{
	(void)a;
	return readable_is(node, "article");
}

static bool
is_main(struct arena *a, const xmlNode *node)
{
	const char *role = readable_attribute(a, node, "role");

	return readable_is(node, "main") || (role != NULL && strcasecmp(role, "main") == 0);
}

/* -- what can be guessed */

static bool
is_container(const xmlNode *node)
{
	return readable_is_one_of(node, containers, COUNT(containers));
}

static xmlNode *
container_of(const xmlNode *node, const xmlNode *root)
{
	for (xmlNode *up = node != root ? node->parent : NULL; up != NULL; up = up->parent) {
		if (is_container(up))
			return up;
		if (up == root)
			break;
	}
	return NULL;
}

static void
credit(xmlNode *to, double score)
{
	struct measure *m = to != NULL ? to->_private : NULL;

	if (m != NULL)
		m->score += score;
}

static void
score_block(xmlNode *node, const xmlNode *root)
{
	const struct measure *m = node->_private;

	if (m == NULL || m->own < PARAGRAPH_LEAST || readable_is(node, "a"))
		return;
	double long_ones = (double)m->own / 100, score = 1 + (double)(m->commas < 10 ? m->commas : 10);
	score += long_ones < 3 ? long_ones : 3;
	xmlNode *first = is_container(node) ? node : container_of(node, root);
	credit(first, score);
	if (first != NULL)
		credit(container_of(first, root), score / 2);
}

static double
worth(struct arena *a, const xmlNode *node)
{
	const struct measure *m = node->_private;
	double score = m->score * (1 - link_share(node));

	return readable_is_called_good(a, node) ? score * 1.25 : score;
}

/* An article in several parts is what is around them; a page is not. */
static xmlNode *
widen(xmlNode *best, const xmlNode *root)
{
	for (;;) {
		xmlNode *up = container_of(best, root);
		const struct measure *inner = best->_private, *outer = up != NULL ? up->_private : NULL;

		if (outer == NULL || up == root || readable_is(up, "body") || link_share(up) > 0.3)
			return best;
		/* Half of what is inside counts for it already. */
		if (outer->score - inner->score / 2 < inner->score * 0.3)
			return best;
		best = up;
	}
}

static xmlNode *
guess(struct arena *a, xmlNode *root)
{
	xmlNode *best = NULL;

	for (xmlNode *node = root; node != NULL; node = readable_next(root, node, true))
		if (node->type == XML_ELEMENT_NODE)
			score_block(node, root);
	for (xmlNode *node = root; node != NULL; node = readable_next(root, node, true))
		if (node->type == XML_ELEMENT_NODE && is_container(node) &&
		    (best == NULL || worth(a, node) > worth(a, best)))
			best = node;
	if (best == NULL)
		return NULL;
	best = widen(best, root);
	return words_of(best) >= GUESSED_LEAST && link_share(best) < 0.5 ? best : NULL;
}

/* -- what is left in it that is not of it */

static const char *const lists[] = { "div", "section", "ul", "ol", "dl", "table", "form" };

static bool
is_leftover(struct arena *a, const xmlNode *node)
{
	const struct measure *m = node->_private;

	(void)a;
	if (m == NULL || !readable_is_one_of(node, lists, COUNT(lists)))
		return false;
	if (readable_is(node, "form"))
		return m->text < FORM_MOST;
	return m->text > 0 && link_share(node) > 0.6 && m->text - m->links < LEFTOVER_MOST;
}

xmlNode *
readable_find(struct arena *a, xmlNode *root)
{
	prune(a, root, readable_is_never);
	measure(a, root);
	prune(a, root, is_junk);
	measure(a, root);
	xmlNode *found = largest(a, root, readable_is_body, false);
	if (found == NULL)
		found = largest(a, root, is_article, true);
	if (found == NULL) {
		xmlNode *inside = largest(a, root, is_main, false);

		found = guess(a, inside != NULL ? inside : root);
	}
	if (found != NULL)
		prune(a, found, is_leftover);
	return found;
}

/* -- headings */

static bool
is_heading(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE && strlen((const char *)node->name) == 2 &&
	    tolower(node->name[0]) == 'h' && isdigit(node->name[1]);
}

static bool
says_nothing(const xmlNode *node)
{
	size_t commas = 0;

	return node->type == XML_TEXT_NODE && length_of(node->content, &commas) == 0;
}

/* The last node of the tree that says something, or a heading that holds it. */
static xmlNode *
last_of(xmlNode *root)
{
	xmlNode *node = root;

	while (!is_heading(node) || node == root) {
		xmlNode *last = node->type == XML_ELEMENT_NODE ? node->last : NULL;

		while (last != NULL && says_nothing(last))
			last = last->prev;
		if (last == NULL)
			return node;
		node = last;
	}
	return node;
}

void
readable_trim(struct arena *a, xmlNode *root, const char *title)
{
	for (xmlNode *node = readable_next(root, root, true); node != NULL && title != NULL;
	    node = readable_next(root, node, true)) {
		const char *words = is_heading(node) ? readable_words(a, node) : NULL;

		/* Titles often go on with the name of the site. */
		if (words == NULL || strncasecmp(words, title, strlen(words)) != 0)
			continue;
		drop(node);
		break;
	}
	for (xmlNode *last = last_of(root); last != root && is_heading(last); last = last_of(root))
		drop(last);
}
