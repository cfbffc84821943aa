/* SPDX-License-Identifier: ISC */
/* article.computed: 1, the quality is not the publisher's; 2, the heat.  What
 * the rater did not say of an article that came or changed is NUMBER_NONE, which
 * the indexes of the two orders have at their ends: so what is left to be rated is
 * found at once, and nothing has to be kept about it. */
#include "store/store_heat.h"

#include "base/arena.h"
#include "base/err.h"
#include "model/record.h"
#include "store/store_parts.h"

_Static_assert((int)HEAT_UNKNOWN == NUMBER_NONE, "what is not given");

static bool
load_record(struct store *st, struct arena *a, struct store_unrated *out, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT data FROM record WHERE article = ?1", "i", out->id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	article_init(&out->art);
	if (got != 1)
		return got == 0;
	/* What cannot be read is rated as an article of which nothing is known. */
	if (!record_decode(a, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0), false,
		&out->art, NULL))
		article_init(&out->art);
	sql_end(stmt);
	return true;
}

bool
store_unrated(struct store *st, size_t most, struct arena *a, struct store_unrated **out, size_t *count,
    struct err *err)
{
	struct store_unrated *list = arena_array(a, most, sizeof(*list));
	bool ok = true;
	int got;

	*count = 0;
	*out = list;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT id, provider, story FROM (SELECT id, provider, story FROM article WHERE shown = 1"
	    " AND quality = ?1 ORDER BY time DESC LIMIT ?2)"
	    " UNION SELECT id, provider, story FROM (SELECT id, provider, story FROM article"
	    " WHERE shown = 1 AND heat = ?1 ORDER BY time DESC LIMIT ?2) LIMIT ?2",
	    "ii", (int64_t)NUMBER_NONE, (int64_t)most);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1)
		list[(*count)++] = (struct store_unrated){ .id = sqlite3_column_int64(stmt, 0),
			.provider = sqlite3_column_int64(stmt, 1),
			.story = sqlite3_column_int64(stmt, 2) };
	for (size_t i = 0; ok && got == 0 && i < *count; i++)
		ok = load_record(st, a, &list[i], err);
	return ok && got == 0;
}

bool
store_rating(struct store *st, int64_t provider, int most, int *rated, int *rating, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT count(*), CAST(round(avg(quality)) AS INTEGER) FROM (SELECT quality, computed FROM"
	    " article WHERE provider = ?1 AND shown = 1 ORDER BY time DESC LIMIT ?2)"
	    " WHERE quality <> ?3 AND NOT computed & 1",
	    "idi", provider, most, (int64_t)NUMBER_NONE);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*rated = *rating = 0;
	if (got == 1) {
		*rated = sqlite3_column_int(stmt, 0);
		*rating = sqlite3_column_int(stmt, 1);
		sql_end(stmt);
	}
	return got >= 0;
}

bool
store_rate(struct store *st, int64_t article, int quality, struct err *err)
{
	return sql_run(st, err,
	    "UPDATE article SET quality = CASE quality WHEN ?3 THEN ?2 ELSE quality END,"
	    " heat = CASE WHEN heat <> ?3 THEN heat WHEN quality <> ?3 THEN quality ELSE ?2 END,"
	    " computed = computed | (quality = ?3) | 2 * (heat = ?3) WHERE id = ?1",
	    "idi", article, quality, (int64_t)NUMBER_NONE);
}

bool
store_heat_alone(struct store *st, int64_t article, struct err *err)
{
	return sql_run(st, err,
	    "UPDATE article SET heat = quality WHERE id = ?1 AND story = 0 AND computed & 2"
	    " AND heat <> quality",
	    "i", article);
}

bool
store_heats(struct store *st, int64_t story, struct arena *a, struct store_heat **out, size_t *count,
    struct err *err)
{
	struct store_heat *list = NULL;
	int got;

	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT id, time, provider, quality, heat, computed & 2 FROM article"
	    " WHERE story = ?1 AND story <> 0 AND live ORDER BY time, id LIMIT 1000",
	    "i", story);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		list = arena_grow(a, list, *count, sizeof(*list));
		int heat = sqlite3_column_int(stmt, 4);
		list[(*count)++] = (struct store_heat){ sqlite3_column_int64(stmt, 0),
			sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2),
			sqlite3_column_int(stmt, 3), heat,
			heat != NUMBER_NONE && sqlite3_column_int(stmt, 5) == 0 };
	}
	*out = list;
	return got == 0;
}

bool
store_heat_put(struct store *st, int64_t article, int heat, struct err *err)
{
	return sql_run(
	    st, err, "UPDATE OR ROLLBACK article SET heat = ?2 WHERE id = ?1", "id", article, heat);
}

bool
store_unrate(struct store *st, int64_t most, int64_t *left, struct err *err)
{
	int64_t from = *left > most ? *left - most : 0;

	bool ok = sql_run(st, err,
	    "UPDATE article SET quality = CASE WHEN computed & 1 THEN ?3 ELSE quality END,"
	    " heat = CASE WHEN computed & 2 THEN ?3 ELSE heat END, computed = 0"
	    " WHERE id > ?1 AND id <= ?2 AND computed <> 0",
	    "iii", from, *left, (int64_t)NUMBER_NONE);
	*left = from;
	return ok;
}

bool
store_unrate_outlet(struct store *st, int64_t provider, int64_t after, struct err *err)
{
	return sql_run(st, err,
	    "UPDATE article SET quality = ?3, heat = CASE WHEN computed & 2 THEN ?3 ELSE heat END,"
	    " computed = 0 WHERE provider = ?1 AND shown = 1 AND +id > ?2 AND computed & 1",
	    "iii", provider, after, (int64_t)NUMBER_NONE);
}

void
store_set_rater(struct store *st, const struct store_rater *rater)
{
	st->rater = rater;
}

bool
store_figures(struct store *st, const struct article *art, int64_t provider, struct store_figures *out,
    struct err *err)
{
	int quality = NUMBER_NONE;
	bool alone = out->alone;

	*out = (struct store_figures){ alone, art->has_quality ? art->quality : NUMBER_NONE,
		art->has_heat ? art->heat : NUMBER_NONE, 0 };
	if (st->rater != NULL && !st->rater->rate(st->rater->arg, provider, art, &quality, err))
		return false;
	if (st->rater == NULL || !alone)
		return true;
	if (!art->has_quality)
		out->quality = quality;
	if (out->quality == NUMBER_NONE)
		return true;
	if (!art->has_heat)
		out->heat = out->quality;
	out->computed = (art->has_quality ? 0 : 1) | (art->has_heat ? 0 : 2);
	return true;
}
