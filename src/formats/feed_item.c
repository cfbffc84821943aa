/* SPDX-License-Identifier: ISC */
/* An item that is complete becomes an article: text is made safe, the best of
 * what was given is chosen, what is missing is taken from what there is. */
#include "formats/feed_parts.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "formats/html.h"
#include "formats/named.h"

enum { EXCERPT_MAX = 400, EXCERPT_OF = 8 * 1024 };

void
feed_item_init(struct feed_item *item)
{
	*item = (struct feed_item){ .published = DATE_NONE, .updated = DATE_NONE };
}

void
feed_introduce(struct feed_reader *r)
{
	static const char *const kinds[] = { [KIND_RSS] = "rss", [KIND_ATOM] = "atom", [KIND_RDF] = "rdf" };

	if (r->introduced)
		return;
	r->introduced = true;
	r->feed.kind = kinds[r->kind];
	if (r->feed.ttl == 0 && r->period > 0)
		r->feed.ttl = r->period / (r->frequency > 0 ? r->frequency : 1);
	if (r->out->feed != NULL)
		r->out->feed(r->out->arg, &r->feed);
}

/* -- people */

static bool
is_listed(const struct article *art, const char *name)
{
	for (size_t i = 0; i < art->nauthors; i++)
		if (strcasecmp(art->authors[i], name) == 0)
			return true;
	return false;
}

static void
add_author(struct feed_reader *r, struct article *art, const char *name)
{
	if (name == NULL || name[0] == '\0' || is_listed(art, name))
		return;
	art->authors = arena_grow(&r->arena, art->authors, art->nauthors, sizeof(*art->authors));
	art->authors[art->nauthors++] = name;
}

/* Addresses of mail only where nobody has a name. */
static void
fill_authors(struct feed_reader *r, struct article *art)
{
	for (size_t i = 0; i < r->item.npeople; i++)
		add_author(r, art, r->item.people[i].name);
	if (art->nauthors == 0)
		add_author(r, art, r->author.name);
	for (size_t i = 0; art->nauthors == 0 && i < r->item.npeople; i++)
		add_author(r, art, r->item.people[i].email);
}

/* -- text */

static void
take_html(struct feed_reader *r, struct article *art, const struct feed_text *text)
{
	struct html html;

	html_read(&r->arena, text->p, text->n, text->base != NULL ? text->base : r->feed.home, &html);
	if (html.content[0] == '\0')
		return;
	art->content = html.content;
	art->text = html.text;
	art->links = html.links;
	art->nlinks = html.nlinks;
	if (art->nimages == 0) {
		art->images = html.images;
		art->nimages = html.nimages;
	}
}

/* A few lines will do where there is a content to read. */
static void
fill_excerpt(struct feed_reader *r, struct article *art, const struct feed_text *text)
{
	struct feed_text first = *text;

	if (art->content != NULL && first.n > EXCERPT_OF)
		first.n = EXCERPT_OF;
	art->excerpt = feed_text_plain(&r->arena, &first);
	if (art->content != NULL && art->excerpt != NULL)
		art->excerpt = named_shortened(&r->arena, art->excerpt, EXCERPT_MAX);
}

/* HTML of a summary is the content where there is no other. */
static void
fill_text(struct feed_reader *r, struct article *art)
{
	const struct feed_slot *summary = &r->item.slots[FEED_SUMMARY];
	const struct feed_slot *content = &r->item.slots[FEED_CONTENT];
	const struct feed_text *full = content->rank > 0 ? &content->text : &summary->text;

	if (full->n > 0 && feed_text_is_html(full))
		take_html(r, art, full);
	else if (content->rank > 0)
		art->content = feed_text_plain(&r->arena, full);
	fill_excerpt(r, art, summary->rank > 0 ? &summary->text : &content->text);
}

/* -- links */

static const char *
slot_address(const struct feed_slot *slot)
{
	return slot->rank > 0 ? slot->text.p : NULL;
}

static void
fill_links(struct feed_reader *r, struct article *art)
{
	const struct feed_slot *guid = &r->item.slots[FEED_GUID];
	const char *link = slot_address(&r->item.slots[FEED_LINK]);
	const char *original = slot_address(&r->item.slots[FEED_ORIGINAL]);

	if (guid->rank > 0)
		art->guid = utf8_clean_dup(&r->arena, guid->text.p, guid->text.n, UTF8_LINE);
	if (link == NULL && r->item.guid_is_link && url_is_web(art->guid))
		link = art->guid;
	art->original_url = original != NULL ? original : link;
	art->web_url = original != NULL ? link : NULL;
}

/* Where it is talked about is a link behind those of its text. */
static void
add_comments(struct feed_reader *r, struct article *art)
{
	const char *url = slot_address(&r->item.slots[FEED_COMMENTS]);
	struct link *links;

	if (url == NULL || !url_is_web(url) || (art->content != NULL && art->text == NULL))
		return;
	for (size_t i = 0; i < art->nlinks; i++)
		if (strcmp(art->links[i].url, url) == 0)
			return;
	links = arena_array(&r->arena, art->nlinks + 1, sizeof(*links));
	if (art->nlinks > 0)
		memcpy(links, art->links, art->nlinks * sizeof(*links));
	links[art->nlinks++] = (struct link){ .url = url, .text = "comments" };
	art->links = links;
}

static void
fill_type(const struct feed_reader *r, struct article *art)
{
	for (size_t i = 0; i < r->item.nenclosures && art->type == NULL; i++) {
		const char *type = r->item.enclosures[i].type;

		if (feed_begins(type, "video") || feed_is_word(type, "application/x-shockwave-flash"))
			art->type = "video";
		else if (feed_begins(type, "audio"))
			art->type = "audio";
	}
}

static void
fill_provider(struct feed_reader *r, struct article *art)
{
	const char *home = r->item.source_home != NULL ? r->item.source_home : r->feed.home;

	art->provider.name = r->item.source_title != NULL ? r->item.source_title : r->feed.title;
	if (r->item.source_title != NULL && r->item.source_home == NULL)
		home = NULL;
	art->provider.domain = home != NULL ? url_host(&r->arena, home) : NULL;
}

void
feed_item_give(struct feed_reader *r)
{
	struct feed_item *item = &r->item;
	struct article art;

	/* A feed that names itself later does so at its end. */
	if (r->feed.title != NULL)
		feed_introduce(r);
	article_init(&art);
	art.title = feed_text_line(&r->arena, &item->slots[FEED_TITLE].text);
	art.published = item->published != DATE_NONE ? item->published : item->updated;
	art.updated = item->updated;
	art.language = item->language != NULL ? item->language : r->feed.language;
	art.topics = item->topics;
	art.ntopics = item->ntopics;
	art.images = item->images;
	art.nimages = item->nimages;
	art.enclosures = item->enclosures;
	art.nenclosures = item->nenclosures;
	fill_links(r, &art);
	fill_text(r, &art);
	add_comments(r, &art);
	/* What people post has no title, but a list needs one. */
	if (art.title == NULL)
		art.title = named_by_text(&r->arena, art.excerpt);
	fill_authors(r, &art);
	fill_type(r, &art);
	fill_provider(r, &art);
	r->out->article(r->out->arg, &art);
}
