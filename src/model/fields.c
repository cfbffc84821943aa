/* SPDX-License-Identifier: ISC */
#include "model/fields.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "model/article.h"

#define AT(type, member) offsetof(struct type, member)

/* clang-format off */
static const struct field image_fields[] = {
	{ "url",      1, FIELD_LINE, 0, AT(image, url),       0, NULL },
	{ "width",    2, FIELD_SIZE, 0, AT(image, width),     0, NULL },
	{ "height",   3, FIELD_SIZE, 0, AT(image, height),    0, NULL },
	{ "title",    4, FIELD_LINE, 0, AT(image, title),     0, NULL },
	{ "isCached", 5, FIELD_FLAG, 0, AT(image, is_cached), 0, NULL },
};
static const struct shape image = { image_fields, COUNT(image_fields), sizeof(struct image), "url" };

static const struct field provider_fields[] = {
	{ "name",   1, FIELD_LINE, 0, AT(provider, name),   0, NULL },
	{ "domain", 2, FIELD_LINE, 0, AT(provider, domain), 0, NULL },
	{ "images", 3, FIELD_LIST, 0, AT(provider, images), AT(provider, nimages), &image },
};
static const struct shape provider = {
	provider_fields, COUNT(provider_fields), sizeof(struct provider), "name"
};

static const struct field enclosure_fields[] = {
	{ "url",    1, FIELD_LINE,   0, AT(enclosure, url),    0, NULL },
	{ "type",   2, FIELD_LINE,   0, AT(enclosure, type),   0, NULL },
	{ "length", 3, FIELD_LENGTH, 0, AT(enclosure, length), 0, NULL },
};
static const struct shape enclosure = {
	enclosure_fields, COUNT(enclosure_fields), sizeof(struct enclosure), "url"
};

static const struct field related_fields[] = {
	{ "title",             1, FIELD_LINE,   0, AT(related, title),       0, NULL },
	{ "excerpt",           2, FIELD_TEXT,   0, AT(related, excerpt),     0, NULL },
	{ "publishedDateTime", 3, FIELD_TIME,   0, AT(related, published),   0, NULL },
	{ "webUrl",            4, FIELD_LINE,   0, AT(related, web_url),     0, NULL },
	{ "ampWebUrl",         5, FIELD_LINE,   0, AT(related, amp_url),     0, NULL },
	{ "cdnAmpWebUrl",      6, FIELD_LINE,   0, AT(related, cdn_amp_url), 0, NULL },
	{ "type",              7, FIELD_LINE,   0, AT(related, type),        0, NULL },
	{ "provider",          8, FIELD_STRUCT, 0, AT(related, provider),    0, &provider },
	{ "quality",           9, FIELD_NUMBER, 0, AT(related, quality), AT(related, has_quality), NULL },
	{ "images",           10, FIELD_LIST,   0, AT(related, images), AT(related, nimages), &image },
	{ "by",               11, FIELD_BY,     FIELD_NO_YAML, AT(related, by), 0, NULL },
};
const struct shape shape_related = {
	related_fields, COUNT(related_fields), sizeof(struct related), "title"
};

static const struct field link_fields[] = {
	{ "url",  1, FIELD_LINE, 0, AT(link, url),  0, NULL },
	{ "text", 2, FIELD_LINE, 0, AT(link, text), 0, NULL },
};
static const struct shape link_shape = { link_fields, COUNT(link_fields), sizeof(struct link), "url" };

static const struct field extra_fields[] = {
	{ "path", 1, FIELD_LINE, 0, AT(extra, path), 0, NULL },
	{ "yaml", 2, FIELD_LINE, 0, AT(extra, yaml), 0, NULL },
};
static const struct shape extra = { extra_fields, COUNT(extra_fields), sizeof(struct extra), "path" };

static const struct field damage_fields[] = {
	{ "line",    1, FIELD_SIZE, 0, AT(damage, line),    0, NULL },
	{ "column",  2, FIELD_SIZE, 0, AT(damage, column),  0, NULL },
	{ "message", 3, FIELD_LINE, 0, AT(damage, message), 0, NULL },
};
static const struct shape damage = { damage_fields, COUNT(damage_fields), sizeof(struct damage), "message" };

enum { HIDDEN = FIELD_NO_JSON, INNER = FIELD_NO_YAML, BLOCK = FIELD_BLOCK };

static const struct field article_fields[] = {
	{ "guid",              1, FIELD_LINE,   INNER,  AT(article, guid),         0, NULL },
	{ "category",          2, FIELD_LINE,   HIDDEN, AT(article, category),     0, NULL },
	{ "title",             3, FIELD_LINE,   0,      AT(article, title),        0, NULL },
	{ "excerpt",           4, FIELD_TEXT,   0,      AT(article, excerpt),      0, NULL },
	{ "content",           5, FIELD_TEXT,   0,      AT(article, content),      0, NULL },
	{ "publishedDateTime", 6, FIELD_TIME,   0,      AT(article, published),    0, NULL },
	{ "updatedDateTime",   7, FIELD_TIME,   0,      AT(article, updated),      0, NULL },
	{ "originalUrl",       8, FIELD_LINE,   0,      AT(article, original_url), 0, NULL },
	{ "webUrl",            9, FIELD_LINE,   0,      AT(article, web_url),      0, NULL },
	{ "ampWebUrl",        10, FIELD_LINE,   0,      AT(article, amp_url),      0, NULL },
	{ "cdnAmpWebUrl",     11, FIELD_LINE,   0,      AT(article, cdn_amp_url),  0, NULL },
	{ "type",             12, FIELD_LINE,   0,      AT(article, type),         0, NULL },
	{ "language",         13, FIELD_LINE,   0,      AT(article, language),     0, NULL },
	{ "quality",          14, FIELD_NUMBER, 0, AT(article, quality), AT(article, has_quality), NULL },
	{ "heat",             15, FIELD_NUMBER, 0, AT(article, heat), AT(article, has_heat), NULL },
	{ "published",        16, FIELD_PUBLISHED, 0, AT(article, is_published),   0, NULL },
	{ "removed",          17, FIELD_FLAG,   HIDDEN, AT(article, removed),      0, NULL },
	{ "featuredContent",  18, FIELD_TEXT,   BLOCK,  AT(article, featured_content), 0, NULL },
	{ "provider",         19, FIELD_STRUCT, BLOCK,  AT(article, provider),     0, &provider },
	{ "authors",          20, FIELD_NAMES,  BLOCK,  AT(article, authors), AT(article, nauthors), NULL },
	{ "topics",           21, FIELD_NAMES,  BLOCK,  AT(article, topics), AT(article, ntopics), NULL },
	{ "images",           22, FIELD_LIST,   BLOCK,  AT(article, images), AT(article, nimages), &image },
	{ "enclosures",       23, FIELD_LIST,   BLOCK,
	  AT(article, enclosures), AT(article, nenclosures), &enclosure },
	{ "related",          24, FIELD_LIST,   BLOCK,
	  AT(article, related), AT(article, nrelated), &shape_related },
	{ "secured",          25, FIELD_LINE,   HIDDEN | BLOCK, AT(article, secured), 0, NULL },
	{ "extras",           26, FIELD_LIST,   HIDDEN | INNER,
	  AT(article, extras), AT(article, nextras), &extra },
	{ "damaged",          27, FIELD_STRUCT, INNER, AT(article, damage), 0, &damage },
	{ "text",             28, FIELD_TEXT,   HIDDEN | INNER, AT(article, text), 0, NULL },
	{ "links",            29, FIELD_LIST,   HIDDEN | INNER,
	  AT(article, links), AT(article, nlinks), &link_shape },
};
const struct shape shape_article = {
	article_fields, COUNT(article_fields), sizeof(struct article), "title"
};
/* clang-format on */

void
field_clear(const struct field *f, void *item)
{
	char *at = (char *)item + f->at;

	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		*(const char **)(void *)at = NULL;
		break;
	case FIELD_TIME:
		*(int64_t *)(void *)at = DATE_NONE;
		break;
	case FIELD_NUMBER:
		*(bool *)((char *)item + f->more) = false;
		*(int *)(void *)at = 0;
		break;
	case FIELD_SIZE:
		*(int *)(void *)at = 0;
		break;
	case FIELD_LENGTH:
		*(int64_t *)(void *)at = -1;
		break;
	case FIELD_FLAG:
		*(signed char *)at = -1;
		break;
	case FIELD_PUBLISHED:
		*(enum article_published *)(void *)at = PUBLISHED_UNSAID;
		break;
	case FIELD_BY:
		*(enum article_by *)(void *)at = BY_PUBLISHER;
		break;
	case FIELD_STRUCT:
		shape_init(f->shape, at);
		break;
	case FIELD_NAMES:
	case FIELD_LIST:
		*(void **)(void *)at = NULL;
		*(size_t *)(void *)((char *)item + f->more) = 0;
		break;
	}
}

void
shape_init(const struct shape *shape, void *item)
{
	memset(item, 0, shape->size);
	for (size_t i = 0; i < shape->count; i++)
		field_clear(&shape->fields[i], item);
}

static bool
shape_has_any(const struct shape *shape, const void *item)
{
	for (size_t i = 0; i < shape->count; i++) {
		if (field_is_given(&shape->fields[i], item))
			return true;
	}
	return false;
}

bool
field_is_given(const struct field *f, const void *item)
{
	const char *at = (const char *)item + f->at;

	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return *(const char *const *)(const void *)at != NULL;
	case FIELD_TIME:
		return *(const int64_t *)(const void *)at != DATE_NONE;
	case FIELD_NUMBER:
		return *(const bool *)((const char *)item + f->more);
	case FIELD_SIZE:
		return *(const int *)(const void *)at != 0;
	case FIELD_LENGTH:
		return *(const int64_t *)(const void *)at >= 0;
	case FIELD_FLAG:
		return *(const signed char *)at >= 0;
	case FIELD_PUBLISHED:
		return *(const enum article_published *)(const void *)at != PUBLISHED_UNSAID;
	case FIELD_BY:
		return *(const enum article_by *)(const void *)at != BY_PUBLISHER;
	case FIELD_STRUCT:
		return shape_has_any(f->shape, at);
	case FIELD_NAMES:
	case FIELD_LIST:
		return *(const size_t *)(const void *)((const char *)item + f->more) != 0;
	}
	return false;
}

const struct field *
shape_find(const struct shape *shape, const char *key, size_t n)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *f = &shape->fields[i];

		if (strncmp(f->key, key, n) == 0 && f->key[n] == '\0')
			return f;
	}
	return NULL;
}
