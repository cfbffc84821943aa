/* SPDX-License-Identifier: ISC */
/* JSON Feed 1.0 and 1.1 (jsonfeed.org).  What the feed says of its authors and
 * its language holds for items that say nothing.  An item with an external_url
 * is about that page: it is the original, `url` the feed's own page about it. */
#include "formats/formats.h"

#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "formats/html.h"
#include "formats/json_read.h"
#include "formats/named.h"
#include "formats/plain.h"

enum { LIST_MAX = 1000, EXCERPT_MAX = 400, EXCERPT_OF = 8 * 1024 };

struct reader {
	const struct format_output *out;
	struct arena arena;		/* of the feed */
	struct arena item;
	const char *base;
	struct feed feed;
	const char **authors;
	size_t nauthors;
	const char *domain;
};

static int
recognizes(const char *bytes, size_t n)
{
	const char *text = json_look(bytes, n);

	if (text[0] != '{')
		return 0;
	if (strstr(text, "jsonfeed.org/version") != NULL || strstr(text, "jsonfeed.org\\/version") != NULL)
		return 95;
	return strstr(text, "\"items\"") != NULL ? 60 : 0;
}

/* -- parts of items */

/* As the feed's or the document's address says. */
static const char *
address(struct reader *r, struct arena *a, const json_t *object, const char *key)
{
	const char *url = json_line_of(a, object, key);
	const char *base = r->base != NULL ? r->base : r->feed.home;

	url = url != NULL ? url_resolve(a, url, base) : "";
	return named_line(a, url, strlen(url));
}

static void
add_name(struct arena *a, const char ***names, size_t *n, const char *name)
{
	if (name == NULL || *n >= LIST_MAX)
		return;
	for (size_t i = 0; i < *n; i++)
		if (strcmp((*names)[i], name) == 0)
			return;
	*names = arena_grow(a, *names, *n, sizeof(**names));
	(*names)[(*n)++] = name;
}

/* By name, else by the address of the author's page. */
static void
add_author(struct arena *a, const json_t *author, const char ***names, size_t *n)
{
	const char *name = json_line(a, author);

	if (name == NULL)
		name = json_line_of(a, author, "name");
	add_name(a, names, n, name != NULL ? name : json_line_of(a, author, "url"));
}

static void
read_authors(struct arena *a, const json_t *object, const char ***names, size_t *n)
{
	const json_t *list = json_object_get(object, "authors");

	if (json_is_array(list)) {
		for (size_t i = 0; i < json_array_size(list); i++)
			add_author(a, json_array_get(list, i), names, n);
	} else if (list != NULL) {
		add_author(a, list, names, n);
	}
	if (*n == 0)
		add_author(a, json_object_get(object, "author"), names, n);
}

static void
read_tags(struct arena *a, const json_t *item, struct article *art)
{
	const json_t *list = json_object_get(item, "tags");

	for (size_t i = 0; i < json_array_size(list); i++)
		add_name(a, &art->topics, &art->ntopics, json_line(a, json_array_get(list, i)));
	add_name(a, &art->topics, &art->ntopics, json_line(a, list));
}

static void
add_image(struct reader *r, const json_t *item, const char *key, struct article *art)
{
	const char *url = address(r, &r->item, item, key);

	if (url == NULL || (art->nimages > 0 && strcmp(art->images[0].url, url) == 0))
		return;
	art->images = arena_grow(&r->item, art->images, art->nimages, sizeof(*art->images));
	art->images[art->nimages++] = (struct image){ .url = url, .is_cached = -1 };
}

static void
read_attachments(struct reader *r, const json_t *item, struct article *art)
{
	static const char *const kinds[] = { "audio", "video" };
	const json_t *list = json_object_get(item, "attachments");

	for (size_t i = 0; i < json_array_size(list) && i < LIST_MAX; i++) {
		const json_t *one = json_array_get(list, i), *size = json_object_get(one, "size_in_bytes");
		struct enclosure e = { address(r, &r->item, one, "url"),
			json_line_of(&r->item, one, "mime_type"),
			json_is_integer(size) ? (int64_t)json_integer_value(size) : -1 };

		if (e.url == NULL)
			continue;
		e.length = e.length < 0 ? -1 : e.length;
		art->enclosures = arena_grow(&r->item, art->enclosures, art->nenclosures, sizeof(e));
		art->enclosures[art->nenclosures++] = e;
		for (size_t k = 0; k < COUNT(kinds); k++)
			if (art->type == NULL && e.type != NULL && strncasecmp(e.type, kinds[k], 5) == 0)
				art->type = kinds[k];
	}
}

static int64_t
time_of(const json_t *item, const char *key)
{
	const json_t *value = json_object_get(item, key);
	int64_t t;

	if (json_is_string(value) && date_parse(json_string_value(value), json_string_length(value), &t))
		return t;
	return DATE_NONE;
}

/* Several lines, without the tags that some leave in. */
static const char *
plain_of(struct arena *a, const json_t *value)
{
	struct buf plain = { 0 };
	const char *text = NULL;

	if (json_is_string(value) && json_string_length(value) > 0) {
		plain_text(&plain, json_string_value(value), json_string_length(value));
		text = utf8_clean_dup(a, buf_str(&plain), plain.n, UTF8_TEXT);
	}
	buf_done(&plain);
	return text != NULL && text[0] != '\0' ? text : NULL;
}

static void
read_content(struct reader *r, const json_t *item, struct article *art)
{
	const json_t *html = json_object_get(item, "content_html");
	const json_t *text = json_object_get(item, "content_text");
	const char *base = r->base != NULL ? r->base : r->feed.home != NULL ? r->feed.home : art->web_url;

	if (json_is_string(html) && json_string_length(html) > 0)
		html_into(&r->item, json_string_value(html), json_string_length(html), base, art);
	else if (json_is_string(text) && json_string_length(text) > 0)
		art->content = utf8_clean_dup(&r->item, json_string_value(text), json_string_length(text),
		    UTF8_TEXT);
}

/* The first lines of the content where nobody has summed it up. */
static void
fill_excerpt(struct arena *a, struct article *art)
{
	const char *text = art->content;
	size_t n = text != NULL ? strlen(text) : 0;

	if (art->excerpt != NULL || n == 0)
		return;
	if (art->text != NULL)
		text = html_plain(a, text, n < EXCERPT_OF ? n : EXCERPT_OF);
	if (text[0] != '\0')
		art->excerpt = named_shortened(a, text, EXCERPT_MAX);
}

/* -- the document */

static void
read_item(struct reader *r, const json_t *item)
{
	struct article art;

	if (json_object_size(item) == 0)
		return;
	article_init(&art);
	art.guid = json_line_of(&r->item, item, "id");
	art.title = json_line_of(&r->item, item, "title");
	art.web_url = address(r, &r->item, item, "url");
	art.original_url = address(r, &r->item, item, "external_url");
	if (art.web_url == NULL && art.original_url == NULL && art.guid != NULL &&
	    url_is_web(art.guid))
		art.web_url = art.guid;
	art.excerpt = plain_of(&r->item, json_object_get(item, "summary"));
	art.published = time_of(item, "date_published");
	art.updated = time_of(item, "date_modified");
	art.language = json_line_of(&r->item, item, "language");
	if (art.language == NULL)
		art.language = r->feed.language;
	read_authors(&r->item, item, &art.authors, &art.nauthors);
	if (art.nauthors == 0) {
		art.authors = r->authors;
		art.nauthors = r->nauthors;
	}
	read_tags(&r->item, item, &art);
	add_image(r, item, "image", &art);
	add_image(r, item, "banner_image", &art);
	read_attachments(r, item, &art);
	read_content(r, item, &art);
	fill_excerpt(&r->item, &art);
	/* What people post has no title, but a list needs one. */
	if (art.title == NULL)
		art.title = named_by_text(&r->item, art.excerpt);
	art.provider.name = r->feed.title;
	art.provider.domain = r->domain;
	r->out->article(r->out->arg, &art);
	arena_reset(&r->item);
}

static void
read_feed(struct reader *r, const json_t *root)
{
	struct feed *feed = &r->feed;

	feed_init(feed);
	feed->kind = "jsonfeed";
	feed->title = json_line_of(&r->arena, root, "title");
	feed->self = address(r, &r->arena, root, "feed_url");
	if (r->base == NULL)
		r->base = feed->self;
	feed->home = address(r, &r->arena, root, "home_page_url");
	feed->language = json_line_of(&r->arena, root, "language");
	feed->icon = address(r, &r->arena, root, "icon");
	if (feed->icon == NULL)
		feed->icon = address(r, &r->arena, root, "favicon");
	feed->next = address(r, &r->arena, root, "next_url");
	feed->expired = json_is_true(json_object_get(root, "expired"));
	read_authors(&r->arena, root, &r->authors, &r->nauthors);
	r->domain = url_host(&r->arena, feed->home != NULL ? feed->home : feed->self);
	if (r->out->feed != NULL)
		r->out->feed(r->out->arg, feed);
}

static void
parse(const struct format_input *in, const struct format_output *out)
{
	struct reader r = { .out = out };
	json_t *root = json_read(in, out);
	const json_t *items = json_object_get(root, "items");

	r.base = in->base != NULL && url_is_web(in->base) ? in->base : NULL;
	if (json_is_object(root))
		read_feed(&r, root);
	if (root != NULL && !json_is_array(items))
		out->damage(out->arg, 0, 0, "there are no items in it");
	for (size_t i = 0; i < json_array_size(items); i++)
		read_item(&r, json_array_get(items, i));
	json_decref(root);
	arena_done(&r.arena);
	arena_done(&r.item);
}

const struct format format_jsonfeed = {
	.name = "jsonfeed",
	.recognizes = recognizes,
	.parse = parse,
};
