/* SPDX-License-Identifier: ISC */
/* Which article stands for its story where a list has one line a story.  There
 * are several ways to choose it, and a list may choose any of them at once: each
 * member has a bit for each way that it does NOT stand by, so that an article
 * alone has none of them.  How much coverage its members have is counted here too.
 *
 * Triggers note the stories in which something has changed, whoever writes; at
 * the commit each is decided and counted once.  An older store has all of them to be decided,
 * late: bit by bit, until when their members stand in the list each by itself. */
#include "store/store.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store_parts.h"

enum { AT_ONCE = 256 };

struct member {
	int64_t id, time, provider, listed, coverage;
	int quality, heat, folded;
	bool repeats;			/* not the first of its outlet */
};

struct members {
	int64_t *ids;
	size_t n;
};

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* < 0: X comes before Y. */
static int
by_time(const struct member *x, const struct member *y)
{
	return x->time != y->time ? compare(x->time, y->time) : compare(x->id, y->id);
}

static int
by_quality(const struct member *x, const struct member *y)
{
	return x->quality != y->quality ? compare(y->quality, x->quality) : by_time(x, y);
}

/* What the publisher has folded itself comes last, what lists others first. */
static int
by_publisher(const struct member *x, const struct member *y)
{
	if ((x->heat == HEAT_FOLDED) != (y->heat == HEAT_FOLDED))
		return x->heat == HEAT_FOLDED ? 1 : -1;
	return x->listed != y->listed ? compare(y->listed, x->listed) : by_quality(x, y);
}

static int
by_newest(const struct member *x, const struct member *y)
{
	return by_time(y, x);
}

static int
by_newcomer(const struct member *x, const struct member *y)
{
	return x->repeats != y->repeats ? (x->repeats ? 1 : -1) : by_time(y, x);
}

static int (*const ways[STORE_WAYS])(const struct member *, const struct member *) = {
	[LEAD_PUBLISHER] = by_publisher,
	[LEAD_EARLIEST] = by_time,
	[LEAD_QUALITY] = by_quality,
	[LEAD_NEWEST] = by_newest,
	[WAY_NEWCOMER] = by_newcomer,
};

static int
compare_outlets(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return x->provider != y->provider ? compare(x->provider, y->provider) : by_time(x, y);
}

static void
note_repeats(struct member *all, size_t n)
{
	qsort(all, n, sizeof(*all), compare_outlets);
	for (size_t i = 1; i < n; i++)
		all[i].repeats = all[i].provider == all[i - 1].provider;
}

static bool
load(struct store *st, int64_t story, struct arena *a, struct member **out, size_t *n, struct err *err)
{
	struct member *all = arena_alloc(a, sizeof(*all));
	int got;

	*n = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT id, time, provider, listed, coverage, quality, heat, folded FROM article"
	    " WHERE story = ?1 AND story <> 0 AND shown = 1", "i", story);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		all = arena_grow(a, all, *n, sizeof(*all));
		all[(*n)++] = (struct member){ sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3),
			sqlite3_column_int64(stmt, 4), sqlite3_column_int(stmt, 5),
			sqlite3_column_int(stmt, 6), sqlite3_column_int(stmt, 7), false };
	}
	*out = all;
	return got == 0;
}

/* The stories of one turn, of which whatever is counted is counted together. */
struct turn {
	bool late;
	int64_t upto;
};
#define OF_TURN " FROM story_dirty d CROSS JOIN "
#define IN_TURN " WHERE d.late = ?1 AND d.story <= ?2"

/* Takes what they were counted for out of the counts, or adds it. */
static bool
add_counts(struct store *st, const struct turn *t, int sign, struct err *err)
{
	return sql_run(st, err, "UPDATE tally SET folded = tally.folded + ?3 * c.folded,"
	    " folded_unread = tally.folded_unread + ?3 * c.unread FROM (SELECT s.topic,"
	    " sum(s.total - 1) AS folded, sum(max(0, s.unread - 1)) AS unread"
	    OF_TURN "story_tally s ON s.story = d.story AND s.topic >= 0" IN_TURN
	    " AND s.total > 1 GROUP BY s.topic) c WHERE tally.topic = c.topic", "did", (int)t->late, t->upto,
	    sign) &&
	    sql_run(st, err, "UPDATE source SET folded_unread = source.folded_unread + ?3 * c.unread"
	    " FROM (SELECT -s.topic AS source, sum(s.unread - 1) AS unread"
	    OF_TURN "story_tally s ON s.story = d.story AND s.topic < 0" IN_TURN
	    " AND s.unread > 1 GROUP BY s.topic) c WHERE source.id = c.source", "did", (int)t->late, t->upto,
	    sign);
}

/* For all, for each topic, for each source under its number made negative. */
static bool
count(struct store *st, const struct turn *t, struct err *err)
{
	return add_counts(st, t, -1, err) &&
	    sql_run(st, err, "DELETE FROM story_tally WHERE story IN"
	    " (SELECT d.story FROM story_dirty d" IN_TURN ")", "di", (int)t->late, t->upto) &&
	    sql_run(st, err, "INSERT INTO story_tally SELECT c.story, c.topic, count(*), sum(NOT a.read)"
	    " FROM (SELECT m.story, 0 AS topic, m.id AS article"
	    OF_TURN "article m ON m.story = d.story AND m.story <> 0" IN_TURN
	    " UNION ALL SELECT m.story, t.topic, t.article"
	    OF_TURN "article m ON m.story = d.story AND m.story <> 0"
	    " CROSS JOIN article_topic t ON t.article = m.id" IN_TURN
	    " UNION ALL SELECT m.story, -o.source, o.article"
	    OF_TURN "article m ON m.story = d.story AND m.story <> 0"
	    " CROSS JOIN origin o ON o.article = m.id" IN_TURN
	    ") c CROSS JOIN article a ON a.id = c.article WHERE a.shown = 1 GROUP BY c.story, c.topic", "di",
	    (int)t->late, t->upto) &&
	    add_counts(st, t, 1, err);
}

static bool
settle_story(struct store *st, int64_t story, struct err *err)
{
	struct arena a = { 0 };
	struct member *all;
	size_t n, best[STORE_WAYS] = { 0 };
	bool ok = load(st, story, &a, &all, &n, err);

	if (ok)
		note_repeats(all, n);
	for (size_t i = 1; ok && i < n; i++)
		for (size_t w = 0; w < STORE_WAYS; w++)
			if (ways[w](&all[i], &all[best[w]]) < 0)
				best[w] = i;
	for (size_t i = 0; ok && i < n; i++) {
		int64_t others = (int64_t)n - 1;
		int64_t coverage = all[i].listed > others ? all[i].listed : others;
		int folded = all[i].repeats ? FOLDED_REPEATS : 0;

		for (size_t w = 0; w < STORE_WAYS; w++)
			folded |= best[w] != i ? 1 << w : 0;
		if (coverage != all[i].coverage)
			ok = sql_run(st, err, "UPDATE article SET folded = ?2, coverage = ?3 WHERE id = ?1",
			    "idi", all[i].id, folded, coverage);
		else if (folded != all[i].folded)
			ok = sql_run(st, err, "UPDATE article SET folded = ?2 WHERE id = ?1", "id",
			    all[i].id, folded);
	}
	arena_done(&a);
	return ok;
}

/* Articles of stories in which something has changed, by watches of one story. */
#define WATCHED " FROM watch w CROSS JOIN article f ON f.id = CAST(substr(w.filter, 7) AS INTEGER)" \
	" CROSS JOIN story_dirty d ON d.late = 0 AND d.story = f.story" \
	" CROSS JOIN article a ON a.story = f.story AND a.story <> 0 WHERE w.active" \
	" AND w.filter GLOB 'story:[0-9]*' AND w.filter NOT GLOB 'story:*[^0-9]*'"

/* Up to AT_ONCE of them, smallest number first. */
static bool
next_stories(struct store *st, bool late, int64_t *stories, size_t *n, struct err *err)
{
	int got;

	*n = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT story FROM story_dirty WHERE late = ?1 ORDER BY story LIMIT ?2", "dd", (int)late,
	    (int)AT_ONCE);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1)
		stories[(*n)++] = sqlite3_column_int64(stmt, 0);
	return got == 0;
}

/* Decides and counts up to AT_ONCE of them; *N 0: there are none. */
static bool
settle_some(struct store *st, bool late, size_t *n, struct err *err)
{
	int64_t stories[AT_ONCE];
	struct turn turn = { .late = late };

	if (!next_stories(st, late, stories, n, err))
		return false;
	for (size_t i = 0; i < *n; i++)
		if (!settle_story(st, stories[i], err))
			return false;
	if (*n == 0)
		return true;
	turn.upto = stories[*n - 1];
	return count(st, &turn, err) &&
	       sql_run(st, err, "DELETE FROM story_dirty WHERE late = ?1 AND story <= ?2", "di", (int)late,
		   turn.upto);
}

/* Who joins a story that is muted or followed as a whole is so as well. */
static bool
watch_stories(struct store *st, struct err *err)
{
	return sql_run(st, err, "UPDATE article SET hidden = hidden | 2 WHERE id IN (SELECT a.id" WATCHED
	    " AND w.mute AND (a.hidden & 2) = 0)", "") &&
	    sql_run(st, err, "UPDATE article SET followed = 1 WHERE id IN (SELECT a.id" WATCHED
	    " AND NOT w.mute AND NOT a.followed)", "");
}

bool
store_stories_settle(struct store *st, struct err *err)
{
	int64_t any = 0;
	size_t n = 1;

	if (!st->migrated || sqlite3_get_autocommit(st->db))
		return true;
	if (!sql_number(st, err, &any, "SELECT 1 FROM story_dirty WHERE late = 0 LIMIT 1", "") ||
	    (any != 0 && !watch_stories(st, err)))
		return false;
	while (any != 0 && n > 0)
		if (!settle_some(st, false, &n, err))
			return false;
	return true;
}

bool
store_stories_late(struct store *st, bool *more, struct err *err)
{
	int64_t any = 0;
	size_t n = 0;

	*more = false;
	if (!sql_number(st, err, &any, "SELECT 1 FROM story_dirty WHERE late = 1 LIMIT 1", "") || any == 0)
		return any == 0;
	if (!store_begin(st, err))
		return false;
	bool ok = settle_some(st, true, &n, err) && store_commit(st, err);
	if (!ok)
		store_rollback(st);
	*more = ok && n == AT_ONCE;
	return ok;
}

static bool
add_members(struct store *st, struct arena *a, int64_t id, struct members *out, struct err *err)
{
	int got;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT m.id FROM article a JOIN article m ON m.story = a.story AND m.story <> 0"
	    " WHERE a.id = ?1 AND m.shown = 1 AND m.id <> ?1", "i", id);

	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		out->ids = arena_grow(a, out->ids, out->n, sizeof(*out->ids));
		out->ids[out->n++] = sqlite3_column_int64(stmt, 0);
	}
	return got == 0;
}

static int
compare_ids(const void *a, const void *b)
{
	return compare(*(const int64_t *)a, *(const int64_t *)b);
}

bool
store_whole(struct store *st, struct arena *a, int64_t **ids, size_t *n, struct err *err)
{
	struct members all = { arena_alloc(a, sizeof(int64_t)), 0 };

	for (size_t i = 0; i < *n; i++) {
		all.ids = arena_grow(a, all.ids, all.n, sizeof(*all.ids));
		all.ids[all.n++] = (*ids)[i];
		if (!add_members(st, a, (*ids)[i], &all, err))
			return false;
	}
	qsort(all.ids, all.n, sizeof(*all.ids), compare_ids);
	*n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (i == 0 || all.ids[i] != all.ids[i - 1])
			all.ids[(*n)++] = all.ids[i];
	*ids = all.ids;
	return true;
}

int
store_story_unread(struct store *st, int64_t story)
{
	int64_t n = 0;

	(void)sql_number(st, NULL, &n, "SELECT unread FROM story_tally WHERE story = ?1 AND topic = 0", "i",
	    story);
	return (int)n;
}

bool
store_stories_again(struct store *st, struct err *err)
{
	bool more = true;

	if (!sql_script(st, "DELETE FROM story_tally; UPDATE tally SET folded = 0, folded_unread = 0;"
	    "UPDATE source SET folded_unread = 0;"
	    "INSERT OR IGNORE INTO story_dirty SELECT DISTINCT 1, story FROM article WHERE story <> 0", err))
		return false;
	while (more)
		if (!store_stories_late(st, &more, err))
			return false;
	return true;
}
