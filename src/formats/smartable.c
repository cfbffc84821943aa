/* SPDX-License-Identifier: ISC */
/* The static API of publishers who use Smartable, below "api/news/": lists of
 * articles, 25 a page, newest first, of all topics or of one, and single
 * articles.  Keys are those of front matter; `path` is the article's file in
 * the publisher's folder, and so its guid in both.
 *
 * Times are taken as they are written, with their offset: of 1,312 articles
 * known from the API and as files all have the same time in both.
 *
 * The next page is at page/N/index.json beside index.json; older copies have
 * pageN/index.json, and where this page is one of those the next is too. */
#include "formats/formats.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "formats/html.h"
#include "formats/json_read.h"
#include "formats/plain.h"
#include "model/fields.h"

enum { PAGES_MAX = 100000 };

static const char api[] = "/api/news/";

static int
recognizes(const char *bytes, size_t n)
{
	const char *text = json_look(bytes, n);

	if (strstr(text, "\"nextPage\"") != NULL && strstr(text, "\"value\"") != NULL)
		return 90;
	if (strstr(text, "\"publishedDateTime\"") == NULL)
		return 0;
	return strstr(text, "\"originalUrl\"") != NULL ? 80 : 0;
}

/* -- the address of the page after this one */

/* Bytes of "page/12/" or "page12/" at the end of the folder's address. */
static size_t
page_part(const char *folder, size_t n, bool *old)
{
	size_t at = n;

	if (at == 0 || folder[--at] != '/')
		return 0;
	while (at > 0 && isdigit((unsigned char)folder[at - 1]))
		at--;
	if (at + 1 == n)
		return 0;
	*old = at >= 5 && strncmp(folder + at - 5, "/page", 5) == 0;
	if (*old)
		return n - at + 4;
	return at >= 6 && strncmp(folder + at - 6, "/page/", 6) == 0 ? n - at + 5 : 0;
}

static const char *
next_page(struct arena *a, const char *base, const json_t *root)
{
	const json_t *next = json_object_get(root, "nextPage"), *page = json_object_get(root, "page");
	bool old = false;

	if (base == NULL || next == NULL)
		return NULL;
	if (json_is_string(next) && strchr(json_string_value(next), '/') != NULL)
		return url_resolve(a, json_line(a, next), base);
	const char *number = json_line(a, next);
	long n = number != NULL ? strtol(number, NULL, 10) : 0;
	if (n < 1 || n > PAGES_MAX || (json_is_integer(page) && json_integer_value(page) >= n))
		return NULL;
	const char *folder = url_resolve(a, ".", base);
	/* Without a slash at its end it is a folder all the same. */
	size_t tail = strcspn(base, "?#"), length = strlen(folder);
	if (length < tail && memchr(base + length, '.', tail - length) == NULL)
		folder = arena_printf(a, "%.*s/", (int)tail, base);
	length = strlen(folder);
	length -= page_part(folder, length, &old);
	return arena_printf(a, old ? "%.*spage%ld/index.json" : "%.*spage/%ld/index.json", (int)length,
	    folder, n);
}

/* -- what the list is called */

/* The part of the path between two slashes that ends at END. */
static const char *
last_part(struct arena *a, const char *from, const char *end)
{
	while (end > from && end[-1] == '/')
		end--;
	const char *start = end;
	while (start > from && start[-1] != '/')
		start--;
	return end > start ? arena_strndup(a, start, (size_t)(end - start)) : NULL;
}

/* "site", or "site: topic" for the list of one; of an address like
 * https://host/site/api/news/topic/page/2/index.json. */
static void
name_feed(struct arena *a, const char *base, struct feed *feed)
{
	const char *at = base != NULL ? strstr(base, api) : NULL;

	if (at == NULL)
		return;
	const char *host = strstr(base, "://") != NULL ? strstr(base, "://") + 3 : base;
	const char *topic = at + strlen(api);
	size_t n = strcspn(topic, "/");
	const char *site = last_part(a, host, at);
	bool has_topic = topic[n] == '/' && strncmp(topic, "page", 4) != 0;
	feed->title = utf8_clean_dup(a, site, strlen(site), UTF8_LINE);
	if (has_topic)
		feed->title = arena_printf(a, "%s: %s", feed->title,
		    utf8_clean_dup(a, topic, n, UTF8_LINE));
	feed->home = arena_strndup(a, base, (size_t)(at - base) + 1);
}

/* -- articles */

static const char *
plain(struct arena *a, const char *text)
{
	struct buf out = { 0 };

	plain_text(&out, text, strlen(text));
	const char *clean = utf8_clean_dup(a, buf_str(&out), out.n, UTF8_TEXT);
	buf_done(&out);
	return clean;
}

static const char *
first_of(struct arena *a, const json_t *list)
{
	return json_line(a, json_array_get(list, 0));
}

static void
read_article(struct arena *a, const char *base, const json_t *object, const struct format_output *out)
{
	struct article art;

	if (!json_is_object(object))
		return;
	article_init(&art);
	json_fill(a, object, &shape_article, &art);
	/* Not of the article, and not for a document to say. */
	art.damage = (struct damage){ 0 };
	art.extras = NULL;
	art.nextras = 0;
	const char *path = json_line_of(a, object, "path");
	art.guid = path != NULL ? path : art.guid;
	art.category = first_of(a, json_object_get(object, "categories"));
	if (art.language == NULL)
		art.language = json_line_of(a, object, "locale");
	if (art.excerpt != NULL)
		art.excerpt = plain(a, art.excerpt);
	art.text = NULL;
	art.links = NULL;
	art.nlinks = 0;
	const char *content = art.content != NULL ? art.content : "";
	art.content = NULL;
	if (content[strspn(content, " \t\n")] != '\0')
		html_into(a, content, strlen(content), art.web_url != NULL ? art.web_url : base, &art);
	out->article(out->arg, &art);
}

static void
parse(const struct format_input *in, const struct format_output *out)
{
	const char *base = in->base != NULL && url_is_web(in->base) ? in->base : NULL;
	json_t *root = json_read(in, out);
	const json_t *list = json_is_array(root) ? root : json_object_get(root, "value");
	struct arena arena = { 0 };
	struct feed feed;

	feed_init(&feed);
	feed.kind = "smartable";
	name_feed(&arena, base, &feed);
	feed.next = next_page(&arena, base, root);
	if (root != NULL && out->feed != NULL)
		out->feed(out->arg, &feed);
	arena_reset(&arena);
	for (size_t i = 0; i < json_array_size(list); i++) {
		read_article(&arena, base, json_array_get(list, i), out);
		arena_reset(&arena);
	}
	if (!json_is_array(list) && json_is_string(json_object_get(root, "title")))
		read_article(&arena, base, root, out);
	else if (root != NULL && !json_is_array(list) && !json_is_null(list))
		out->damage(out->arg, 0, 0, "there are no articles in it");
	json_decref(root);
	arena_done(&arena);
}

const struct format format_smartable = {
	.name = "smartable",
	.recognizes = recognizes,
	.parse = parse,
};
