/* SPDX-License-Identifier: ISC */
/* Elements into fields, by what feed_rules.c says of them. */
#include "formats/feed_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"

const char *
feed_attribute(const struct feed_reader *r, const char *name)
{
	for (size_t i = 0; i < r->nattributes; i++)
		if (r->attributes[i].prefix == NULL && strcasecmp(r->attributes[i].name, name) == 0)
			return r->attributes[i].value;
	return NULL;
}

/* -- fields with one value */

/* Text lives as long as its slot. */
static void
fill_slot(struct arena *a, struct feed_slot *slot, const struct feed_text *text, int rank)
{
	if (text->n == 0 || rank <= slot->rank)
		return;
	slot->text = *text;
	slot->text.p = arena_strndup(a, text->p, text->n);
	slot->rank = rank;
}

static void
fill_address(struct feed_reader *r, enum feed_field field, const char *url, int rank)
{
	struct feed_text text = { .p = url, .n = url != NULL ? strlen(url) : 0, .kind = FEED_PLAIN };

	fill_slot(&r->arena, &r->item.slots[field], &text, rank);
}

/* Of two that are as good as each other the second is what the first sums up. */
static void
take_summary(struct feed_reader *r, const struct feed_text *text, int rank)
{
	struct feed_slot *slot = &r->item.slots[FEED_SUMMARY];

	if (slot->rank == rank)
		fill_slot(&r->arena, &r->item.slots[FEED_CONTENT], text, 1);
	else
		fill_slot(&r->arena, slot, text, rank);
}

/* Content of Atom may be elsewhere: <content src type>. */
static void
take_content(struct feed_reader *r, const struct feed_text *text, int rank)
{
	const char *url = feed_address_in(r, "src", text->base), *type = feed_attribute(r, "type");

	if (url == NULL)
		fill_slot(&r->arena, &r->item.slots[FEED_CONTENT], text, rank);
	else if (feed_begins(type, "text/") || feed_begins(type, "application/xhtml"))
		fill_address(r, FEED_LINK, url, 1);
	else
		feed_add_enclosure(r, url, type, NULL);
}

static void
take_guid(struct feed_reader *r, const struct feed_text *text, int rank)
{
	struct feed_slot *slot = &r->item.slots[FEED_GUID];
	bool before = slot->rank < rank;

	fill_slot(&r->arena, slot, text, rank);
	if (before && text->n > 0)
		r->item.guid_is_link = !feed_is_word(feed_attribute(r, "isPermaLink"), "false") && rank > 1;
}

static void
take_date(struct feed_reader *r, const struct feed_text *text, const struct feed_rule *rule)
{
	bool published = rule->field == FEED_PUBLISHED;
	int *rank = published ? &r->item.published_rank : &r->item.updated_rank;
	int64_t t;

	if (rule->rank < *rank || !date_parse_wild(text->p, text->n, &t))
		return;
	*rank = rule->rank;
	*(published ? &r->item.published : &r->item.updated) = t;
}

/* -- links: <link>address</link> of RSS, <link rel href> of Atom */

/* Pages before other forms of the same. */
static int
rank_of_link(const struct feed_reader *r, const char *type)
{
	if (r->space == SPACE_ATOM && r->kind != KIND_ATOM)
		return 3;
	return type == NULL || type[0] == '\0' || strstr(type, "html") != NULL ? 5 : 4;
}

static void
take_item_link(struct feed_reader *r, const char *rel, const char *url)
{
	const char *type = feed_attribute(r, "type");

	if (feed_is_word(rel, "alternate"))
		fill_address(r, FEED_LINK, url, rank_of_link(r, type));
	else if (feed_is_word(rel, "replies") && (type == NULL || strstr(type, "html") != NULL))
		fill_address(r, FEED_COMMENTS, url, 1);
	else if (feed_is_word(rel, "enclosure") && feed_attribute(r, "href") != NULL)
		feed_add_enclosure(r, url, type, feed_attribute(r, "length"));
}

static void
take_feed_link(struct feed_reader *r, const char *rel, const char *url)
{
	bool archive = feed_is_word(rel, "prev-archive");
	const char **to = feed_is_word(rel, "alternate") ? &r->feed.home :
	    feed_is_word(rel, "self") ? &r->feed.self :
	    feed_is_word(rel, "next") || archive ? &r->feed.next : NULL;

	/* That of the Atom inside of RSS is as good as none.  Older articles are on the
	 * next page of a list, or in an archive beside a feed of the newest (RFC 5005). */
	if (to == NULL || (*to != NULL && (to != &r->feed.next || archive || !r->next_is_archive)))
		return;
	*to = arena_strdup(&r->lasting, url);
	r->next_is_archive = to == &r->feed.next && archive;
}

static void
take_link(struct feed_reader *r, const struct feed_text *text)
{
	const char *rel = feed_attribute(r, "rel"), *href = feed_attribute(r, "href");
	const char *url;

	if (rel == NULL || rel[0] == '\0')
		rel = "alternate";
	if (feed_begins(rel, "http://www.iana.org/assignments/relation/"))
		rel = strrchr(rel, '/') + 1;
	if (href != NULL && href[0] != '\0')
		url = feed_address(r, href, strlen(href), text->base);
	else if (text->n > 0 && !feed_is_word(rel, "enclosure"))
		url = feed_address(r, text->p, text->n, text->base);
	else
		return;
	if (url == NULL)
		return;
	if (r->rule_place == PLACE_ITEM)
		take_item_link(r, rel, url);
	else if (r->rule_place == PLACE_FEED)
		take_feed_link(r, rel, url);
	else if (feed_is_word(rel, "alternate") && r->item.source_home == NULL)
		r->item.source_home = url;
}

/* -- the feed about itself */

static void
take_period(struct feed_reader *r, const char *line)
{
	static const struct {
		const char *name;
		int minutes;
	} periods[] = { { "hourly", 60 }, { "daily", 24 * 60 }, { "weekly", 7 * 24 * 60 },
		{ "monthly", 30 * 24 * 60 }, { "yearly", 365 * 24 * 60 } };

	for (size_t i = 0; i < COUNT(periods); i++)
		if (feed_is_word(line, periods[i].name))
			r->period = periods[i].minutes;
}

static void
take_day(struct feed_reader *r, const char *line)
{
	static const char *const days[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };

	for (size_t i = 0; i < COUNT(days); i++)
		if (feed_begins(line, days[i]))
			r->feed.skip_days |= 1 << i;
}

static void
take_number(struct feed_reader *r, enum feed_field field, const char *line)
{
	int value = line != NULL && isdigit((unsigned char)line[0]) ? atoi(line) : -1;

	if (field == FEED_TTL && value > 0 && value < 366 * 24 * 60)
		r->feed.ttl = value;
	else if (field == FEED_FREQUENCY && value > 0)
		r->frequency = value;
	else if (field == FEED_HOUR && value >= 0 && value <= 24)
		r->feed.skip_hours |= 1 << value % 24;
}

static void
take_language(struct feed_reader *r, const char *line)
{
	if (line == NULL)
		return;
	if (r->in_item)
		r->item.language = line;
	else
		r->feed.language = arena_strdup(&r->lasting, line);
}

static void
take_picture(struct feed_reader *r, const struct feed_text *text, const struct feed_rule *rule)
{
	static const char *const names[] = { "href", "url", "resource" };
	const char *url = NULL;

	for (size_t i = 0; url == NULL && i < COUNT(names); i++)
		url = feed_address_in(r, names[i], text->base);
	if (url == NULL && text->n > 0)
		url = feed_address(r, text->p, text->n, text->base);
	if (url == NULL)
		return;
	if (r->in_item) {
		feed_add_image(r, url, NULL);
	} else if (rule->rank > r->picture_rank) {
		r->picture_rank = rule->rank;
		r->feed.icon = arena_strdup(&r->lasting, url);
	}
}

static void
take_enclosure(struct feed_reader *r, const char *base)
{
	const char *url = feed_address_in(r, "url", base), *type = feed_attribute(r, "type");

	feed_add_enclosure(r, url, type, feed_attribute(r, "length"));
	if (feed_begins(type, "image/"))
		feed_add_image(r, url, NULL);
}

static void
take_title(struct feed_reader *r, const struct feed_text *text, int rank)
{
	if (r->rule_place == PLACE_SOURCE) {
		if (r->item.source_title == NULL)
			r->item.source_title = feed_text_line(&r->arena, text);
	} else if (r->in_item) {
		fill_slot(&r->arena, &r->item.slots[FEED_TITLE], text, rank);
	} else if (rank > r->title.rank) {
		r->title.rank = rank;
		r->feed.title = feed_text_line(&r->lasting, text);
	}
}

/* Items of CDF have attributes: <item href lastmod>. */
static void
take_cdf(struct feed_reader *r, const char *base)
{
	static const struct feed_rule modified = { .field = FEED_UPDATED, .rank = 1 };
	const char *time = feed_attribute(r, "lastmod");
	struct feed_text text = { .p = time, .n = time != NULL ? strlen(time) : 0 };

	fill_address(r, FEED_LINK, feed_address_in(r, "href", base), 1);
	if (time != NULL)
		take_date(r, &text, &modified);
}

/* <foaf:Person foaf:name="Ida Lund"/> is what an element in it would say. */
static void
take_name(struct feed_reader *r)
{
	for (size_t i = 0; i < r->nattributes; i++) {
		const struct feed_attribute *a = &r->attributes[i];

		if (a->prefix != NULL && strcasecmp(a->prefix, "foaf") == 0 &&
		    strcasecmp(a->name, "name") == 0)
			r->person.name = utf8_clean_dup(&r->arena, a->value, strlen(a->value), UTF8_LINE);
	}
}

/* -- all of them */

void
feed_take_start(struct feed_reader *r, const struct feed_rule *rule)
{
	const char *base = r->frames[r->depth - 1].base;
	const char *url;

	switch ((int)rule->field) {
	case FEED_ITEM:
		take_cdf(r, base);
		break;
	case FEED_MEDIA:
		feed_take_media(r, base);
		break;
	case FEED_TOPIC:
		feed_take_topic(r, NULL);
		break;
	case FEED_PICTURE:
		take_picture(r, &(struct feed_text){ .p = "", .base = base }, rule);
		buf_reset(&r->loose);
		r->loose_rule = rule;
		break;
	case FEED_SOURCE:
		url = feed_address_in(r, "url", base);
		r->item.source_home = url;
		/* fallthrough */
	case FEED_AUTHOR:
		buf_reset(&r->loose);
		r->person = (struct feed_person){ 0 };
		r->loose_rule = rule;
		take_name(r);
		break;
	case FEED_NONE:
		if (rule->places == PLACE_PERSON)
			take_name(r);
		break;
	default:
		break;
	}
}

static void
take_line(struct feed_reader *r, enum feed_field field, const char *line)
{
	switch ((int)field) {
	case FEED_NAME:
		r->person.name = line;
		break;
	case FEED_EMAIL:
		r->person.email = line;
		break;
	case FEED_CREDIT:
		feed_take_credit(r, line);
		break;
	case FEED_TOPIC:
		feed_take_topic(r, line);
		break;
	case FEED_TOPICS:
		feed_take_topics(r, line);
		break;
	case FEED_LANGUAGE:
		take_language(r, line);
		break;
	case FEED_PERIOD:
		take_period(r, line);
		break;
	case FEED_DAY:
		take_day(r, line);
		break;
	default:
		take_number(r, field, line);
		break;
	}
}

void
feed_take_text(struct feed_reader *r, bool cut)
{
	const struct feed_rule *rule = r->rule;
	struct feed_text text = feed_text_taken(r);

	/* Half an address or half a number is worse than none. */
	if (cut && rule->field != FEED_TITLE && rule->field != FEED_SUMMARY && rule->field != FEED_CONTENT)
		return;
	switch ((int)rule->field) {
	case FEED_TITLE:
		take_title(r, &text, rule->rank);
		break;
	case FEED_SUMMARY:
		take_summary(r, &text, rule->rank);
		break;
	case FEED_CONTENT:
		take_content(r, &text, rule->rank);
		break;
	case FEED_GUID:
		take_guid(r, &text, rule->rank);
		break;
	case FEED_ORIGINAL:
	case FEED_COMMENTS:
		fill_address(r, rule->field, feed_address(r, text.p, text.n, text.base), rule->rank);
		break;
	case FEED_ATOM_LINK:
		take_link(r, &text);
		break;
	case FEED_PUBLISHED:
	case FEED_UPDATED:
		take_date(r, &text, rule);
		break;
	case FEED_ENCLOSURE:
		take_enclosure(r, text.base);
		break;
	case FEED_PICTURE:
		take_picture(r, &text, rule);
		break;
	default:
		take_line(r, rule->field, feed_text_line(&r->arena, &text));
		break;
	}
}

void
feed_take_end(struct feed_reader *r, const struct feed_rule *rule)
{
	struct feed_text loose = { buf_str(&r->loose), r->loose.n, FEED_GUESS, NULL };

	if (rule->field == FEED_AUTHOR)
		feed_take_person(r, rule);
	if (rule->field == FEED_SOURCE && r->item.source_title == NULL)
		r->item.source_title = feed_text_line(&r->arena, &loose);
	if (rule->field == FEED_PICTURE && rule == r->loose_rule && strstr(loose.p, "://") != NULL) {
		r->nattributes = 0;
		take_picture(r, &loose, rule);
	}
	if (rule == r->loose_rule)
		r->loose_rule = NULL;
}
