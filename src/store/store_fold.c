/* SPDX-License-Identifier: ISC */
/* Lists with one row a story.  A list of all takes those that stand for theirs
 * by the bits that store_lead.c keeps.  Under a filter it is the best of the
 * members that the filter finds: of these rows only those of stories whose usual
 * one is another are asked which that is.  A statement looks for it once a story
 * and remembers it: a story of a thousand outlets would cost a million looks.
 *
 * By date a story may stand where its newest outlet joined: then the row's place
 * is that of the newcomer and what is shown is the lead, both of them among what
 * the filter finds. */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "store/store_parts.h"

/* Smaller is better, in the order of store_lead.c. */
#define BY_TIME "a.time, a.id"
#define BY_QUALITY "-a.quality, " BY_TIME
#define BY_PUBLISHER "(a.heat = -1), -a.listed, " BY_QUALITY
#define BY_NEWEST "-a.time, -a.id"
#define BY_NEWCOMER "(a.folded & 256), " BY_NEWEST

static const char *const ways[STORE_WAYS] = {
	[LEAD_PUBLISHER] = BY_PUBLISHER,
	[LEAD_EARLIEST] = BY_TIME,
	[LEAD_QUALITY] = BY_QUALITY,
	[LEAD_NEWEST] = BY_NEWEST,
	[WAY_NEWCOMER] = BY_NEWCOMER,
};

/* Members of the row's story: the condition on an article is one on `a`, so what
 * is needed of the row itself gets another name. */
#define MEMBERS " FROM (SELECT a.story AS story) o CROSS JOIN article a" \
	" INDEXED BY article_story WHERE a.story = o.story AND a.story <> 0 AND a.shown = 1"

/* The best members of stories, as the statement of that number has found them;
 * open addressing, at most half full. */
struct store_bests {
	int64_t statement;
	struct best { int64_t story, id; } *slots;	/* story 0: free */
	size_t size, n;
};

static struct best *
find_slot(const struct store_bests *b, int64_t story)
{
	size_t i = (size_t)((uint64_t)story * 0x9E3779B97F4A7C15U >> 20) & (b->size - 1);

	while (b->slots[i].story != 0 && b->slots[i].story != story)
		i = (i + 1) & (b->size - 1);
	return &b->slots[i];
}

static void
grow(struct store_bests *b)
{
	struct store_bests old = *b;

	b->size = old.size > 0 ? 2 * old.size : 256;
	b->slots = mem_alloc(b->size * sizeof(*b->slots));
	for (size_t i = 0; i < old.size; i++)
		if (old.slots[i].story != 0)
			*find_slot(b, old.slots[i].story) = old.slots[i];
	free(old.slots);
}

static struct store_bests *
bests_of(sqlite3_context *context, sqlite3_value *statement)
{
	struct store *st = sqlite3_user_data(context);
	struct store_bests *b = st->bests;

	if (b == NULL)
		b = st->bests = mem_alloc(sizeof(*b));
	if (b->size == 0)
		grow(b);
	if (b->statement != sqlite3_value_int64(statement)) {
		if (b->n > 0)
			memset(b->slots, 0, b->size * sizeof(*b->slots));
		b->n = 0;
		b->statement = sqlite3_value_int64(statement);
	}
	return b;
}

/* best_known(STATEMENT, STORY): NULL where nobody has looked yet. */
static void
best_known(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct best *slot = find_slot(bests_of(context, values[0]), sqlite3_value_int64(values[1]));

	(void)count;
	if (slot->story != 0)
		sqlite3_result_int64(context, slot->id);
}

/* best_is(STATEMENT, STORY, ID) */
static void
best_is(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct store_bests *b = bests_of(context, values[0]);
	struct best new = { sqlite3_value_int64(values[1]), sqlite3_value_int64(values[2]) };

	(void)count;
	if (2 * (b->n + 1) > b->size)
		grow(b);
	struct best *slot = find_slot(b, new.story);
	b->n += slot->story == 0;
	*slot = new;
	sqlite3_result_int64(context, new.id);
}

bool
store_fold_register(struct store *st)
{
	return sqlite3_create_function(st->db, "best_known", 2, SQLITE_UTF8, st, best_known, NULL, NULL) ==
	       SQLITE_OK &&
	    sqlite3_create_function(st->db, "best_is", 3, SQLITE_UTF8, st, best_is, NULL, NULL) == SQLITE_OK;
}

void
store_fold_free(struct store *st)
{
	if (st->bests != NULL)
		free(st->bests->slots);
	free(st->bests);
}

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
		    bit, member, ways[lead]);
}

void
store_fold_put(struct store *st, struct store_sql *sql, const struct store_list *list, const char *member)
{
	bool returns = list->fold.returns && list->sort.order == ORDER_DATE;
	int way = returns ? (int)WAY_NEWCOMER : (int)list->fold.lead;
	long long statement = (long long)++st->statements;

	buf_printf(&sql->text, member == NULL ? " AND (a.folded & %d) = 0" :
	    " AND (a.story = 0 OR (a.folded & %d) = 0", 1 << way);
	/* Whether it is the one is asked of members only, which the row itself is. */
	if (member != NULL)
		buf_printf(&sql->text, " OR a.id = coalesce(best_known(%lld, a.story), best_is(%lld, a.story,"
		    " (SELECT a.id" MEMBERS " AND %s ORDER BY %s LIMIT 1))))", statement, statement, member,
		    ways[way]);
	if (returns)
		put_lead(sql, list->fold.lead, member);
}
