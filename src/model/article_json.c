/* SPDX-License-Identifier: ISC */
/* The record as dateline(5) describes it, by the tables of model/fields.h. */
#include "model/article_json.h"

#include "base/json.h"
#include "model/feed.h"
#include "model/fields.h"

static void write_shape(struct json *j, const struct shape *shape, const void *item);

static void
write_by(struct json *j, const char *key, enum article_by by)
{
	json_text(j, key, by == BY_DATELINE ? "dateline" : "publisher");
}

static void
write_score(struct json *j, const struct related *rel)
{
	if (rel->by == BY_DATELINE && rel->score > 0)
		buf_printf(j->out, ",\"score\":%.2f", rel->score);
}

static void
write_list(struct json *j, const struct field *f, const void *item, const int64_t *ids)
{
	const char *at = *(const char *const *)(const void *)((const char *)item + f->at);
	size_t count = *(const size_t *)(const void *)((const char *)item + f->more);

	json_array(j, f->key);
	for (size_t i = 0; i < count; i++) {
		if (f->kind == FIELD_NAMES) {
			json_text(j, NULL, ((const char *const *)(const void *)at)[i]);
			continue;
		}
		json_object(j, NULL);
		if (ids != NULL && ids[i] != 0)
			json_int(j, "id", ids[i]);
		write_shape(j, f->shape, at + i * f->shape->size);
		if (f->shape == &shape_related)
			write_score(j, (const struct related *)(const void *)(at + i * f->shape->size));
		json_object_end(j);
	}
	json_array_end(j);
}

static void
write_field(struct json *j, const struct field *f, const void *item, const int64_t *ids)
{
	const void *at = (const char *)item + f->at;

	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		json_text(j, f->key, *(const char *const *)at);
		break;
	case FIELD_TIME:
		json_time(j, f->key, *(const int64_t *)at);
		break;
	case FIELD_NUMBER:
	case FIELD_SIZE:
		json_int(j, f->key, *(const int *)at);
		break;
	case FIELD_LENGTH:
		json_int(j, f->key, *(const int64_t *)at);
		break;
	case FIELD_FLAG:
		json_bool(j, f->key, *(const signed char *)at == 1);
		break;
	case FIELD_PUBLISHED:
		json_bool(j, f->key, *(const enum article_published *)at == PUBLISHED_YES);
		break;
	case FIELD_BY:
		write_by(j, f->key, *(const enum article_by *)at);
		break;
	case FIELD_STRUCT:
		json_object(j, f->key);
		write_shape(j, f->shape, at);
		json_object_end(j);
		break;
	case FIELD_NAMES:
	case FIELD_LIST:
		write_list(j, f, item, f->shape == &shape_related ? ids : NULL);
		break;
	}
}

static void
write_members(struct json *j, const struct shape *shape, const void *item, const int64_t *ids)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *f = &shape->fields[i];

		if ((f->flags & FIELD_NO_JSON) != 0)
			continue;
		/* Who says that it belongs together is always said. */
		if (field_is_given(f, item) || f->kind == FIELD_BY)
			write_field(j, f, item, ids);
	}
}

static void
write_shape(struct json *j, const struct shape *shape, const void *item)
{
	write_members(j, shape, item, NULL);
}

void
article_json_members(struct json *j, const struct article *art, const int64_t *related_ids)
{
	write_members(j, &shape_article, art, related_ids);
}

void
article_json_outline(struct json *j, const struct outline *outline)
{
	write_members(j, &shape_outline, outline, NULL);
}
