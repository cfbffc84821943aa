/* SPDX-License-Identifier: ISC */
/* Addresses in HTML: links, images, and players, of which a link is made.
 * What is only there to count readers is left out. */
#include "formats/html_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"

enum { SMILEY_BYTES = 16 };

const char *
html_attribute(const char *const *attributes, const char *name)
{
	for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
		if (strcmp(attributes[i], name) == 0)
			return attributes[i + 1] != NULL ? attributes[i + 1] : "";
	return NULL;
}

const char *
html_address(struct html_reader *r, const char *href)
{
	if (href == NULL || href[0] == '#')
		return NULL;
	const char *url = url_resolve(r->arena, href, r->base);
	url = utf8_clean_dup(r->arena, url, strlen(url), UTF8_LINE);
	/* A place on the same page is no address of its own. */
	size_t n = r->base != NULL ? strcspn(r->base, "#") : 0;
	if (n > 0 && strncmp(url, r->base, n) == 0 && url[n] == '#')
		return NULL;
	return url_is_web(url) ? url : NULL;
}

size_t
html_link_add(struct html_reader *r, const char *url, const char *text, size_t n)
{
	struct html *h = r->html;

	for (size_t i = 0; i < h->nlinks; i++)
		if (strcmp(h->links[i].url, url) == 0)
			return i + 1;
	if (h->nlinks >= HTML_LINKS)
		return 0;
	h->links = arena_grow(r->arena, h->links, h->nlinks, sizeof(*h->links));
	h->links[h->nlinks++] = (struct link){ url, utf8_clean_dup(r->arena, text, n, UTF8_LINE) };
	return h->nlinks;
}

/* -- hidden things */

/* Whether the style says so, blanks aside. */
static bool
has_style(const char *style, const char *what)
{
	for (; *style != '\0'; style++) {
		const char *s = style, *w = what;

		for (; *w != '\0' && *s != '\0'; s++) {
			if (*s == ' ')
				continue;
			if ((*s | 0x20) != (*w | 0x20))
				break;
			w++;
		}
		if (*w == '\0')
			return true;
	}
	return false;
}

/* What sites put into feeds for sharing, and for those who cannot see. */
static const char *const unread_classes[] = {
	"feedflare", "sharedaddy", "jp-relatedposts", "screen-reader-text", "sr-only", "visually-hidden",
};

bool
html_is_hidden(const char *const *attributes)
{
	const char *style = html_attribute(attributes, "style");
	const char *class = html_attribute(attributes, "class");

	if (html_attribute(attributes, "hidden") != NULL)
		return true;
	for (size_t i = 0; class != NULL && i < COUNT(unread_classes); i++)
		if (strstr(class, unread_classes[i]) != NULL)
			return true;
	return style != NULL && (has_style(style, "display:none") || has_style(style, "visibility:hidden"));
}

/* -- images */

static int
size_of(const char *text)
{
	long n = text != NULL && text[strspn(text, "0123456789")] != '%' ? strtol(text, NULL, 10) : 0;

	return n > 0 && n < 100000 ? (int)n : 0;
}

static bool
is_dot(const char *text)
{
	return text != NULL && (strcmp(text, "0") == 0 || strcmp(text, "1") == 0 ||
	    strcmp(text, "0px") == 0 || strcmp(text, "1px") == 0);
}

static const char *const counters[] = {
	"pixel.wp.com/", "stats.wordpress.com/", "feeds.feedburner.com/~", "feedsportal.com/", "/pixel.gif",
	"doubleclick.net/", "google-analytics.com/", "/tracking/pixel", "count.gif",
};

static bool
is_counter(const char *const *attributes, const char *url)
{
	const char *style = html_attribute(attributes, "style");

	if (is_dot(html_attribute(attributes, "width")) || is_dot(html_attribute(attributes, "height")))
		return true;
	if (style != NULL && (has_style(style, "width:1px") || has_style(style, "height:1px") ||
	    has_style(style, "width:0") || has_style(style, "height:0")))
		return true;
	for (size_t i = 0; url != NULL && i < COUNT(counters); i++)
		if (strstr(url, counters[i]) != NULL)
			return true;
	return false;
}

/* The first address of a set of sizes. */
static const char *
first_of_set(struct html_reader *r, const char *set)
{
	set += strspn(set, " \t\n,");
	return html_address(r, arena_strndup(r->arena, set, strcspn(set, " \t\n,")));
}

/* Pages that load images late keep the address elsewhere. */
static const char *
image_url(struct html_reader *r, const char *const *attributes)
{
	static const char *const names[] = { "data-src", "data-original", "data-lazy-src", "src" };
	static const char *const sets[] = { "srcset", "data-srcset" };
	const char *url = NULL;

	for (size_t i = 0; url == NULL && i < COUNT(names); i++)
		url = html_address(r, html_attribute(attributes, names[i]));
	for (size_t i = 0; url == NULL && i < COUNT(sets); i++) {
		const char *set = html_attribute(attributes, sets[i]);

		url = set != NULL ? first_of_set(r, set) : NULL;
	}
	return url;
}

static void
add_image(struct html_reader *r, const char *url, const char *title, const char *const *attributes)
{
	struct html *h = r->html;

	for (size_t i = 0; i < h->nimages; i++)
		if (strcmp(h->images[i].url, url) == 0)
			return;
	if (h->nimages >= HTML_IMAGES)
		return;
	h->images = arena_grow(r->arena, h->images, h->nimages, sizeof(*h->images));
	h->images[h->nimages++] = (struct image){ url, title[0] != '\0' ? title : NULL,
		size_of(html_attribute(attributes, "width")),
		size_of(html_attribute(attributes, "height")), -1 };
}

/* Emoji and smileys are written as images with themselves as text. */
static bool
is_smiley(const char *const *attributes, const char *alt)
{
	const char *class = html_attribute(attributes, "class");

	return class != NULL && strlen(alt) <= SMILEY_BYTES && alt[0] != '\0' &&
	    (strstr(class, "emoji") != NULL || strstr(class, "smiley") != NULL);
}

void
html_image_see(struct html_reader *r, const char *const *attributes)
{
	const char *url = image_url(r, attributes), *alt = html_attribute(attributes, "alt");
	const char *title = html_attribute(attributes, "title");

	if (is_counter(attributes, url) || r->verbatim > 0)
		return;
	alt = alt != NULL && alt[0] != '\0' ? alt : title != NULL ? title : "";
	alt = utf8_clean_dup(r->arena, alt, strlen(alt), UTF8_LINE);
	if (is_smiley(attributes, alt)) {
		html_text_put(&r->text, alt);
		return;
	}
	if (url != NULL)
		add_image(r, url, alt, attributes);
	if (r->mode != HTML_FULL || (url == NULL && alt[0] == '\0'))
		return;
	html_text_put(&r->text, alt[0] != '\0' ? arena_printf(r->arena, "[image: %s]", alt) : "[image]");
	if (r->in_link > 0)
		buf_puts(&r->words, alt[0] != '\0' ? alt : "image");
}

/* -- players */

static const char *
kind_of(const char *name, const char *type, const char *url)
{
	static const char *const sites[] = { "youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com",
		"dailymotion.com", "twitch.tv" };

	if (strcmp(name, "video") == 0 || strcmp(name, "audio") == 0)
		return name;
	if (type != NULL && (strncasecmp(type, "video", 5) == 0 || strncasecmp(type, "audio", 5) == 0))
		return (type[0] | 0x20) == 'v' ? "video" : "audio";
	for (size_t i = 0; i < COUNT(sites); i++)
		if (strstr(url, sites[i]) != NULL)
			return "video";
	return "embedded";
}

/* A page to watch it on, of an address that is only good inside of others. */
static const char *
page_of(struct html_reader *r, const char *url)
{
	static const struct {
		const char *part, *page;
	} players[] = {
		{ "youtube.com/embed/", "https://www.youtube.com/watch?v=" },
		{ "youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v=" },
		{ "youtube.com/v/", "https://www.youtube.com/watch?v=" },
		{ "player.vimeo.com/video/", "https://vimeo.com/" },
		{ "dailymotion.com/embed/video/", "https://www.dailymotion.com/video/" },
	};

	for (size_t i = 0; i < COUNT(players); i++) {
		const char *at = strstr(url, players[i].part);
		const char *id = at != NULL ? at + strlen(players[i].part) : "";
		size_t n = strcspn(id, "?&#/");

		if (n > 0 && n < 64 && strncmp(id, "videoseries", 11) != 0)
			return arena_printf(r->arena, "%s%.*s", players[i].page, (int)n, id);
	}
	return url;
}

static void
media_see(struct html_reader *r, struct html_open *o, const char *url, const char *const *attributes)
{
	if (url == NULL || is_counter(attributes, url))
		return;
	o->kind = kind_of(o->name, html_attribute(attributes, "type"), url);
	o->url = page_of(r, url);
}

void
html_media_begin(struct html_reader *r, struct html_open *o, const char *const *attributes)
{
	static const char *const names[] = { "src", "data", "data-src" };
	const char *url = NULL, *title = html_attribute(attributes, "title");

	for (size_t i = 0; url == NULL && i < COUNT(names); i++)
		url = html_address(r, html_attribute(attributes, names[i]));
	media_see(r, o, url, attributes);
	o->title = title != NULL ? utf8_clean_dup(r->arena, title, strlen(title), UTF8_LINE) : "";
	/* What is inside is for those who cannot play it. */
	o->drops = true;
	r->dropped++;
}

void
html_media_source(struct html_reader *r, const char *const *attributes)
{
	for (size_t i = r->depth; i > 0; i--) {
		struct html_open *o = &r->open[i - 1];

		if (o->what != HTML_MEDIA || !o->begun)
			continue;
		if (o->url == NULL)
			media_see(r, o, html_address(r, html_attribute(attributes, "src")), attributes);
		return;
	}
}

void
html_media_end(struct html_reader *r, const struct html_open *o)
{
	if (o->url == NULL || r->mode != HTML_FULL || r->verbatim > 0)
		return;
	const char *what = o->title[0] != '\0' ? o->title : url_host(r->arena, o->url);
	const char *text = arena_printf(r->arena, "%s: %s", o->kind, what != NULL ? what : "");
	size_t number = html_link_add(r, o->url, text, strlen(text));

	html_text_gap(&r->text, 2);
	html_text_put(&r->text, arena_printf(r->arena, "[%s]", text));
	if (number > 0)
		html_text_put(&r->text, arena_printf(r->arena, " [%zu]", number));
	html_text_gap(&r->text, 2);
}
