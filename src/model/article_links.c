/* SPDX-License-Identifier: ISC */
/* In a text an address is what begins with http:// or https:// and goes on to
 * a blank, a quotation mark, a bracket that it has not opened: so links of
 * HTML, of Markdown and bare ones are found alike. */
#include "model/article_links.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/url.h"

enum { LINKS_MOST = 500 };

struct links {
	struct arena *a;
	struct article_link *items;
	size_t count;
};

static void
add(struct links *l, const char *kind, const char *text, const char *url, const char *type)
{
	if (url == NULL || !url_is_web(url) || l->count >= LINKS_MOST)
		return;
	for (size_t i = 0; i < l->count; i++)
		if (strcmp(l->items[i].url, url) == 0)
			return;
	l->items = arena_grow(l->a, l->items, l->count, sizeof(*l->items));
	l->items[l->count++] = (struct article_link){ kind, text != NULL ? text : "", url, type };
}

/* What openers tell apart, of a type of article or of a file. */
static const char *
type_of(const char *type)
{
	static const char *const known[] = { "video", "audio", "image" };

	for (size_t i = 0; type != NULL && i < sizeof(known) / sizeof(known[0]); i++)
		if (strncasecmp(type, known[i], strlen(known[i])) == 0)
			return known[i];
	return "article";
}

/* A link of the text that is there already gets its number all the same. */
static void
add_numbered(struct links *l, size_t number, const struct link *link)
{
	const char *kind = arena_printf(l->a, "[%zu]", number);

	for (size_t i = 0; i < l->count; i++)
		if (strcmp(l->items[i].url, link->url) == 0) {
			const char *text = l->items[i].text;

			text = text[0] == '\0' && link->text != NULL ? link->text : text;
			l->items[i].text = arena_printf(l->a, "%s %s", kind, text);
			return;
		}
	/* Players say what they play: "video: Harbour at night". */
	add(l, kind, link->text, link->url, type_of(link->text));
}

static bool
ends_url(char c)
{
	return (unsigned char)c <= 0x20 || c == 0x7F || strchr("\"'<>`\\^{|}", c) != NULL;
}

/* Bytes of the address that begins at P. */
static size_t
length_of(const char *p)
{
	size_t n = 0;
	int open = 0;

	for (; !ends_url(p[n]); n++) {
		open += p[n] == '(';
		if (p[n] == ')' && open-- == 0)
			break;
		if (p[n] == ']')
			break;
	}
	while (n > 0 && strchr(".,;:!?*_", p[n - 1]) != NULL)
		n--;
	return n;
}

/* HTML writes & as &amp;. */
static const char *
unescape(char *url)
{
	size_t n = 0;

	for (const char *p = url; *p != '\0'; p++) {
		url[n++] = *p;
		if (strncmp(p, "&amp;", 5) == 0)
			p += 4;
	}
	url[n] = '\0';
	return url;
}

static void
add_text(struct links *l, const char *text)
{
	const char *p = text;

	while (p != NULL && (p = strstr(p, "http")) != NULL) {
		size_t scheme = strncmp(p, "http://", 7) == 0 ? 7 : strncmp(p, "https://", 8) == 0 ? 8 : 0;
		size_t n = scheme > 0 ? length_of(p) : 0;

		if (n > scheme)
			add(l, "text", NULL, unescape(arena_strndup(l->a, p, n)), "article");
		p += n > 4 ? n : 4;
	}
}

static void
add_images(struct links *l, const struct image *images, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add(l, "image", images[i].title, images[i].url, "image");
}

static const char *
related_text(struct arena *a, const struct related *rel)
{
	const char *label = provider_label(&rel->provider);

	if (rel->title == NULL || rel->title[0] == '\0')
		return label;
	return label[0] == '\0' ? rel->title : arena_printf(a, "%s: %s", label, rel->title);
}

struct article_link *
article_links(struct arena *a, const struct article *art, size_t *count)
{
	struct links l = { a, NULL, 0 };
	const char *type = type_of(art->type);

	add(&l, "original", NULL, art->original_url, type);
	add(&l, "web", NULL, art->web_url, type);
	add(&l, "AMP", NULL, art->amp_url, type);
	add(&l, "AMP copy", NULL, art->cdn_amp_url, type);
	for (size_t i = 0; i < art->nrelated; i++) {
		const struct related *rel = &art->related[i];

		add(&l, "related", related_text(a, rel), related_link(rel), type_of(rel->type));
	}
	for (size_t i = 0; i < art->nenclosures; i++)
		add(&l, "file", art->enclosures[i].type, art->enclosures[i].url,
		    type_of(art->enclosures[i].type));
	add_text(&l, art->featured_content);
	add_images(&l, art->images, art->nimages);
	add_text(&l, art->excerpt);
	for (size_t i = 0; i < art->nlinks; i++)
		add_numbered(&l, i + 1, &art->links[i]);
	if (art->nlinks == 0)
		add_text(&l, art->content);
	*count = l.count;
	return l.items;
}

struct article_link *
related_links(struct arena *a, const struct related *rel, size_t *count)
{
	struct links l = { a, NULL, 0 };
	const char *type = type_of(rel->type);

	add(&l, "web", NULL, rel->web_url, type);
	add(&l, "AMP", NULL, rel->amp_url, type);
	add(&l, "AMP copy", NULL, rel->cdn_amp_url, type);
	add_images(&l, rel->images, rel->nimages);
	add_text(&l, rel->excerpt);
	*count = l.count;
	return l.items;
}
