/* SPDX-License-Identifier: ISC */
/* The tables of the filter language, and what keys do to a tree.  Trees are
 * never changed: an edit makes new nodes and shares what stays. */
#include "query/query.h"

#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "query/query_parts.h"

const struct query_field_info query_field_info[QUERY_FIELD_COUNT] = {
#define X(id, name, kind, help) [QUERY_##id] = { name, QUERY_##kind, help },
	QUERY_FIELDS(X)
#undef X
};

const struct query_alias query_aliases[] = {
#define X(name, field, words) { name, QUERY_##field, words },
	QUERY_ALIASES(X)
#undef X
};
const size_t query_alias_count = COUNT(query_aliases);

const char *const query_order_names[ORDER_COUNT] = { "date", "heat", "quality", "coverage",
	"unread", "provider", "topic", "source", "hot", "relevance" };

const struct query_flag_info query_flag_info[QUERY_FLAG_COUNT] = {
	[QUERY_IS_UNREAD] = { QUERY_IS, "unread", "unread" },
	[QUERY_IS_READ] = { QUERY_IS, "read", "read" },
	[QUERY_IS_STARRED] = { QUERY_IS, "starred", "starred" },
	[QUERY_IS_HIDDEN] = { QUERY_IS, "hidden", "hidden" },
	[QUERY_IS_MUTED] = { QUERY_IS, "muted", "muted" },
	[QUERY_IS_FOLLOWED] = { QUERY_IS, "followed", "followed" },
	[QUERY_IS_UNPUBLISHED] = { QUERY_IS, "unpublished", "withdrawn by the publisher" },
	[QUERY_IS_DAMAGED] = { QUERY_IS, "damaged", "damaged" },
	[QUERY_IS_UPDATED] = { QUERY_IS, "updated", "changed since it was first seen" },
	[QUERY_IS_HOT] = { QUERY_IS, "hot", "hot" },
	[QUERY_HAS_RELATED] = { QUERY_HAS, "related", "with related coverage" },
	[QUERY_HAS_IMAGE] = { QUERY_HAS, "image", "with an image" },
	[QUERY_HAS_VIDEO] = { QUERY_HAS, "video", "with a video" },
	[QUERY_HAS_AUDIO] = { QUERY_HAS, "audio", "with sound" },
	[QUERY_HAS_CONTENT] = { QUERY_HAS, "content", "with its full text" },
	[QUERY_HAS_LABEL] = { QUERY_HAS, "label", "with a label" },
};

const struct query query_all = { .op = QUERY_ALL };

static struct query_views views;

void
query_set_views(const struct query_views *given)
{
	views = given != NULL ? *given : (struct query_views){ 0 };
}

const struct query_views *
query_views_get(void)
{
	return views.find != NULL ? &views : NULL;
}

const struct query *
query_find(const struct query *q, enum query_field field)
{
	if (q->op == QUERY_FIELD && q->field == field)
		return q;
	if (q->op != QUERY_AND)
		return NULL;
	const struct query *found = query_find(q->a, field);
	return found != NULL ? found : query_find(q->b, field);
}

const struct query *
query_and(struct arena *a, const struct query *x, const struct query *y)
{
	struct query *q;

	if (x->op == QUERY_ALL)
		return y;
	if (y->op == QUERY_ALL)
		return x;
	q = arena_alloc(a, sizeof(*q));
	q->op = QUERY_AND;
	q->a = x;
	q->b = y;
	q->column = x->column;
	return q;
}

/* Leaves out the members of the top-level AND that LEAVE names. */
static const struct query *
without(struct arena *a, const struct query *q, bool (*leave)(const struct query *, int), int what)
{
	if (leave(q, what))
		return &query_all;
	if (q->op != QUERY_AND)
		return q;
	return query_and(a, without(a, q->a, leave, what), without(a, q->b, leave, what));
}

static bool
is_field(const struct query *q, int field)
{
	return q->op == QUERY_FIELD && (int)q->field == field;
}

static bool
is_text(const struct query *q, int ignored)
{
	(void)ignored;
	return q->op == QUERY_TEXT;
}

const struct query *
query_without(struct arena *a, const struct query *q, enum query_field field)
{
	return without(a, q, is_field, (int)field);
}

const struct query *
query_without_text(struct arena *a, const struct query *q)
{
	return without(a, q, is_text, 0);
}

const struct query *
query_make(struct arena *a, enum query_field field, const char *value, int64_t now)
{
	struct query_value v = { .text = arena_strdup(a, value), .column = 1 };
	struct query_error error = { 0 };

	return query_make_field(a, field, &v, now, &error);
}

const struct query *
query_clone(struct arena *a, const struct query *q)
{
	struct query *copy;

	if (q == NULL)
		return NULL;
	copy = arena_alloc(a, sizeof(*copy));
	*copy = *q;
	copy->text = arena_strdup(a, q->text);
	copy->a = query_clone(a, q->a);
	copy->b = query_clone(a, q->b);
	return copy;
}

bool
query_mentions_field(const struct query *q, enum query_field field)
{
	if (q == NULL)
		return false;
	if (q->op == QUERY_FIELD && q->field == field)
		return true;
	return query_mentions_field(q->a, field) || query_mentions_field(q->b, field);
}

bool
query_mentions_flag(const struct query *q, enum query_flag flag)
{
	if (q == NULL)
		return false;
	if (q->op == QUERY_FIELD && (q->field == QUERY_IS || q->field == QUERY_HAS) && q->flag == flag)
		return true;
	return query_mentions_flag(q->a, flag) || query_mentions_flag(q->b, flag);
}

const char *
query_flag_name(enum query_flag flag, enum query_field *field)
{
	*field = query_flag_info[flag].field;
	return query_flag_info[flag].name;
}
