/* SPDX-License-Identifier: ISC */
/* Lists with one row a story.  A list of all takes those that stand for theirs
 * by the bits that store_lead.c keeps.  Under a filter it is the best of the
 * members that the filter finds: of these rows only those of stories whose usual
 * one is another are asked whether the story has a better one, which is what it
 * costs.
 *
 * By date a story may stand where its newest outlet joined: then the row's place
 * is that of the newcomer and what is shown is the lead, both of them among what
 * the filter finds. */
#include "store/store.h"

#include "base/arena.h"
#include "base/buf.h"
#include "store/store_parts.h"

/* Smaller is better, in the order of store_lead.c. */
#define BY_TIME(x) x ".time, " x ".id"
#define BY_QUALITY(x) "-" x ".quality, " BY_TIME(x)
#define BY_PUBLISHER(x) "(" x ".heat = -1), -" x ".listed, " BY_QUALITY(x)
#define BY_NEWEST(x) "-" x ".time, -" x ".id"
#define BY_NEWCOMER(x) "(" x ".folded & 256), " BY_NEWEST(x)

static const struct { const char *mine, *others; } ways[STORE_WAYS] = {
	[LEAD_PUBLISHER] = { BY_PUBLISHER("a"), BY_PUBLISHER("o") },
	[LEAD_EARLIEST] = { BY_TIME("a"), BY_TIME("o") },
	[LEAD_QUALITY] = { BY_QUALITY("a"), BY_QUALITY("o") },
	[LEAD_NEWEST] = { BY_NEWEST("a"), BY_NEWEST("o") },
	[WAY_NEWCOMER] = { BY_NEWCOMER("a"), BY_NEWCOMER("o") },
};

/* Members of the row's story: the condition on an article is one on `a`, so what
 * is needed of the row itself gets another name. */
#define MEMBERS " FROM (SELECT a.story AS story, a.time AS time, a.id AS id, a.quality AS quality," \
	" a.heat AS heat, a.listed AS listed, a.folded AS folded) o CROSS JOIN article a" \
	" INDEXED BY article_story WHERE a.story = o.story AND a.story <> 0 AND a.shown = 1"

bool
store_folds(const struct store_list *list)
{
	const struct query *q = list->query;

	return list->fold.stories && (q == NULL ||
	    !(query_mentions_field(q, QUERY_ID) || query_mentions_field(q, QUERY_STORY) ||
		query_mentions_flag(q, QUERY_IS_HIDDEN) || query_mentions_flag(q, QUERY_IS_MUTED) ||
		query_mentions_flag(q, QUERY_IS_UNPUBLISHED)));
}

/* The best of the members, where that is not the row itself. */
static void
put_lead(struct store_sql *sql, enum store_lead lead, const char *member)
{
	int bit = 1 << lead;

	if (member == NULL)
		sql->lead = arena_printf(sql->arena, "CASE WHEN a.story = 0 OR (a.folded & %d) = 0 THEN a.id"
		    " ELSE coalesce((SELECT a.id" MEMBERS " AND (a.folded & %d) = 0 LIMIT 1), a.id) END",
		    bit, bit);
	else
		sql->lead = arena_printf(sql->arena, "CASE WHEN a.story = 0 OR (a.folded & %d) = 0 THEN a.id"
		    " ELSE coalesce((SELECT a.id" MEMBERS " AND %s ORDER BY %s LIMIT 1), a.id) END",
		    bit, member, ways[lead].mine);
}

void
store_fold_put(struct store_sql *sql, const struct store_list *list, const char *member)
{
	bool returns = list->fold.returns && list->sort.order == ORDER_DATE;
	int way = returns ? (int)WAY_NEWCOMER : (int)list->fold.lead;

	buf_printf(&sql->text, member == NULL ? " AND (a.folded & %d) = 0" :
	    " AND (a.story = 0 OR (a.folded & %d) = 0", 1 << way);
	if (member != NULL)
		buf_printf(&sql->text, " OR NOT EXISTS (SELECT 1" MEMBERS " AND (%s) < (%s) AND %s))",
		    ways[way].mine, ways[way].others, member);
	if (returns)
		put_lead(sql, list->fold.lead, member);
}
