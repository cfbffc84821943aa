/* SPDX-License-Identifier: ISC */
/* Lists are ordered by numbers, so that a place in one is a few numbers.  A
 * name becomes one by its first six bytes and, behind them, some bits of its
 * hash: articles of an outlet stand together even if another one begins alike. */
#include "store/store.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "store/store_parts.h"

enum { LETTERS = 6, HASH_BITS = 15 };

int64_t
store_order_key(const char *fold)
{
	size_t n = strlen(fold);
	uint64_t key = 0;

	/* What has no name comes last. */
	if (n == 0)
		return INT64_MIN / 2;
	for (size_t i = 0; i < LETTERS; i++)
		key = key << 8 | (i < n ? (unsigned char)fold[i] : 0U);
	key = key << HASH_BITS | (hash_bytes(fold, n) & ((1U << HASH_BITS) - 1));
	/* Lists begin with the largest. */
	return -(int64_t)key;
}

static void
order_key(sqlite3_context *context, int count, sqlite3_value **values)
{
	const unsigned char *text = count > 0 ? sqlite3_value_text(values[0]) : NULL;

	sqlite3_result_int64(context, store_order_key(text != NULL ? (const char *)text : ""));
}

bool
store_order_register(struct store *st)
{
	return sqlite3_create_function(st->db, "order_key", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
		   order_key, NULL, NULL) == SQLITE_OK;
}

const char *
store_sql_sort_column(const struct store_list *list)
{
	static const char *const columns[ORDER_COUNT] = {
		[ORDER_DATE] = "0",
		[ORDER_HEAT] = "a.heat",
		[ORDER_QUALITY] = "a.quality",
		[ORDER_COVERAGE] = "a.coverage",
		[ORDER_UNREAD] = "(1 - a.read)",
		[ORDER_PROVIDER] = "a.provider_key",
		[ORDER_TOPIC] = "a.topic_key",
		[ORDER_SOURCE] = "a.source_key",
		[ORDER_HOT] = "rank_of(a.id)",
		[ORDER_RELEVANCE] = "rank_of(a.id)",
	};

	return columns[list->sort.order];
}

const char *
store_sql_group_column(const struct store_list *list)
{
	if (list->sort.order == ORDER_TOPIC)
		return "(SELECT name FROM topic WHERE id = a.topic)";
	if (list->sort.order == ORDER_SOURCE)
		return "(SELECT coalesce(title, location) FROM source WHERE id = a.source)";
	return "NULL";
}
