/* SPDX-License-Identifier: ISC */
/* How many articles of a list fall into each of many stretches, in one pass:
 * a filter that searches the text is not evaluated once a day. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store_parts.h"

/* The stretch that T is in: the last one that begins at or before it. */
static size_t
find_stretch(const int64_t *bounds, size_t n, int64_t t)
{
	size_t low = 0, high = n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (bounds[middle] <= t)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool
step_times(struct store *st, sqlite3_stmt *stmt, const int64_t *bounds, size_t n, int64_t *counts,
    struct err *err)
{
	int code;

	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		counts[find_stretch(bounds, n, sqlite3_column_int64(stmt, 0))]++;
	bool ok = code == SQLITE_DONE || sql_fail(st, err);
	sqlite3_finalize(stmt);
	return ok;
}

bool
store_day_counts(struct store *st, const struct store_list *list, const int64_t *bounds, size_t n,
    int64_t *counts, struct err *err)
{
	struct arena a = { 0 };
	struct store_sql sql;
	char more[160];
	bool ok = false;

	memset(counts, 0, n * sizeof(*counts));
	st->interrupted = false;
	if (store_sql_from(st, list, &a, &sql, err)) {
		const char *time = sql.by_topic ? "t.time" : "a.time";

		sqlite3_snprintf((int)sizeof(more), more, " AND %s >= %lld AND %s < %lld", time,
		    (long long)bounds[0], time, (long long)bounds[n]);
		const char *select = sql.by_topic ? "SELECT t.time" : "SELECT a.time";
		sqlite3_stmt *stmt = store_sql_prepare(st, &sql, select, more, err);
		ok = stmt != NULL && step_times(st, stmt, bounds, n, counts, err);
	}
	store_sql_done(&sql);
	arena_done(&a);
	return ok;
}
