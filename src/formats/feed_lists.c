/* SPDX-License-Identifier: ISC */
/* What an item has several of: topics, people, pictures, enclosures.  Doubles are
 * left out, and more than anybody looks at. */
#include "formats/feed_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"

bool
feed_is_word(const char *s, const char *word)
{
	return s != NULL && strcasecmp(s, word) == 0;
}

bool
feed_begins(const char *s, const char *with)
{
	return s != NULL && strncasecmp(s, with, strlen(with)) == 0;
}

static void
add_topic(struct feed_reader *r, const char *topic)
{
	struct feed_item *item = &r->item;

	if (topic == NULL || topic[0] == '\0' || item->ntopics == FEED_LIST_MAX)
		return;
	for (size_t i = 0; i < item->ntopics; i++)
		if (strcasecmp(item->topics[i], topic) == 0)
			return;
	item->topics = arena_grow(&r->arena, item->topics, item->ntopics, sizeof(*item->topics));
	item->topics[item->ntopics++] = topic;
}

void
feed_add_image(struct feed_reader *r, const char *url, const char *title)
{
	struct feed_item *item = &r->item;
	const char *width = feed_attribute(r, "width"), *height = feed_attribute(r, "height");

	if (url == NULL || item->nimages == FEED_LIST_MAX)
		return;
	for (size_t i = 0; i < item->nimages; i++)
		if (strcmp(item->images[i].url, url) == 0)
			return;
	item->images = arena_grow(&r->arena, item->images, item->nimages, sizeof(*item->images));
	item->images[item->nimages++] = (struct image){ .url = url, .title = title, .is_cached = -1,
		.width = width != NULL ? atoi(width) : 0, .height = height != NULL ? atoi(height) : 0 };
}

/* A value of an attribute as one safe line; NULL: none. */
static const char *
line_in(struct feed_reader *r, const char *value)
{
	const char *line = value != NULL ? utf8_clean_dup(&r->arena, value, strlen(value), UTF8_LINE) : "";

	return line[0] != '\0' ? line : NULL;
}

static int64_t
length_of(const char *text)
{
	char *end;
	long long length = text != NULL ? strtoll(text, &end, 10) : -1;

	return text == NULL || end == text || length < 0 ? -1 : (int64_t)length;
}

void
feed_add_enclosure(struct feed_reader *r, const char *url, const char *type, const char *length)
{
	struct feed_item *item = &r->item;

	if (url == NULL || item->nenclosures == FEED_LIST_MAX)
		return;
	for (size_t i = 0; i < item->nenclosures; i++)
		if (strcmp(item->enclosures[i].url, url) == 0)
			return;
	item->enclosures = arena_grow(&r->arena, item->enclosures, item->nenclosures,
	    sizeof(*item->enclosures));
	item->enclosures[item->nenclosures++] = (struct enclosure){ .url = url,
		.type = line_in(r, type), .length = length_of(length) };
}

const char *
feed_address_in(struct feed_reader *r, const char *attribute, const char *base)
{
	const char *value = feed_attribute(r, attribute);

	return value != NULL ? feed_address(r, value, strlen(value), base) : NULL;
}

/* Pictures are pictures, the rest can be played or saved. */
void
feed_take_media(struct feed_reader *r, const char *base)
{
	static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif" };
	const char *url = feed_address_in(r, "url", base), *type = feed_attribute(r, "type");
	const char *medium = feed_attribute(r, "medium");
	bool picture = feed_is_word(medium, "image") || feed_begins(type, "image/");

	if (url == NULL)
		return;
	size_t n = strcspn(url, "?#");
	for (size_t i = 0; medium == NULL && type == NULL && i < COUNT(ends); i++)
		picture |= n > strlen(ends[i]) &&
		    strncasecmp(url + n - strlen(ends[i]), ends[i], strlen(ends[i])) == 0;
	if (picture)
		feed_add_image(r, url, NULL);
	else
		feed_add_enclosure(r, url, type != NULL ? type : feed_is_word(medium, "video") ? "video" :
		    feed_is_word(medium, "audio") ? "audio" : NULL, feed_attribute(r, "filesize"));
}

/* -- people */

static void
add_person(struct feed_reader *r, const struct feed_person *person)
{
	struct feed_item *item = &r->item;

	if ((person->name == NULL && person->email == NULL) || item->npeople == FEED_LIST_MAX)
		return;
	item->people = arena_grow(&r->arena, item->people, item->npeople, sizeof(*item->people));
	item->people[item->npeople++] = *person;
}

void
feed_take_person(struct feed_reader *r, const struct feed_rule *rule)
{
	struct feed_person person = r->person;
	struct feed_text loose = { buf_str(&r->loose), r->loose.n, FEED_GUESS, NULL };
	const char *line = feed_text_line(&r->arena, &loose), *text = line != NULL ? line : "";

	if (person.name != NULL)
		feed_person_split(&r->arena, person.name, &person);
	else if (text[0] != '\0')
		feed_person_split(&r->arena, text, &person);
	if (r->in_item)
		add_person(r, &person);
	else if (rule->places & PLACE_FEED && r->author.name == NULL && r->kind == KIND_ATOM)
		r->author.name = arena_strdup(&r->lasting, person.name);
	r->person = (struct feed_person){ 0 };
}

void
feed_take_credit(struct feed_reader *r, const char *line)
{
	const char *role = feed_attribute(r, "role");
	struct feed_person person = { .name = line };

	if (feed_is_word(role, "author") || feed_is_word(role, "writer"))
		add_person(r, &person);
}

/* -- topics */

void
feed_take_topic(struct feed_reader *r, const char *line)
{
	static const char *const names[] = { "label", "term", "text" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = line_in(r, feed_attribute(r, names[i]));

		if (value == NULL)
			continue;
		if (!feed_begins(value, "http://"))
			add_topic(r, value);
		return;
	}
	add_topic(r, line);
}

void
feed_take_topics(struct feed_reader *r, const char *line)
{
	while (line != NULL && *line != '\0') {
		size_t n = strcspn(line, ",;");

		add_topic(r, utf8_clean_dup(&r->arena, line, n, UTF8_LINE));
		line += n + (line[n] != '\0');
	}
}
