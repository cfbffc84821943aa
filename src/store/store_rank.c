/* SPDX-License-Identifier: ISC */
/* Orders by relevance and by what is left of heat.  To rank all that a frequent
 * word finds would take seconds, and nobody reads that far: of a list the newest
 * thousand are ranked, by how much of what is searched they have (bm25, a title
 * counts most) and how new they are among themselves; the rest follows by date.
 * By heat it is the newest three thousand: a half of it goes in a day or so, what
 * is older has nothing left.  What is left of two falls alike, so their order
 * stays as it is, and it is their time and as many halves as their heat has.
 *
 * A rank is a number from 1 on, 0 for the rest: so a place in such a list is
 * the same kind of cursor as in any other.  The ranking of the last list is
 * kept until the store changes. */
#include "store/store.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/store_parts.h"

enum { RANKED = 1000, RANKED_HOT = 3000, ENOUGH = 250, HALF_LIFE = 30 * 86400 };
static const double scale = 1e6;

struct ranked {
	int64_t id, time, rank;
};

struct store_ranking {
	char *key;
	struct ranked *by_id, *by_rank;	/* each with room for MOST */
	size_t n, most;
	bool more;			/* there is a rest, behind LAST by date */
	bool recent;			/* all of them are in the index of the newest */
	struct store_cursor last;
};

static int
compare_ids(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* < 0: A stands in front of B. */
static int
compare_places(const struct store_cursor *a, const struct store_cursor *b)
{
	if (a->sort != b->sort)
		return a->sort > b->sort ? -1 : 1;
	if (a->time != b->time)
		return a->time > b->time ? -1 : 1;
	return (a->id < b->id) - (a->id > b->id);
}

static struct store_cursor
place_of(const struct ranked *r)
{
	return (struct store_cursor){ r->rank, r->time, r->id };
}

static int
compare_ranks(const void *a, const void *b)
{
	struct store_cursor x = place_of(a), y = place_of(b);

	return compare_places(&x, &y);
}

static struct ranked *
find(struct store_ranking *k, int64_t id)
{
	struct ranked wanted = { .id = id };

	return bsearch(&wanted, k->by_id, k->n, sizeof(wanted), compare_ids);
}

static void
rank_of(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct store *st = sqlite3_user_data(context);
	const struct ranked *r =
	    st->ranking != NULL ? find(st->ranking, sqlite3_value_int64(values[0])) : NULL;

	(void)count;
	sqlite3_result_int64(context, r != NULL ? r->rank : 0);
}

bool
store_rank_register(struct store *st)
{
	return sqlite3_create_function(st->db, "rank_of", 1, SQLITE_UTF8, st, rank_of, NULL, NULL) ==
	       SQLITE_OK;
}

void
store_rank_free(struct store *st)
{
	if (st->ranking == NULL)
		return;
	free(st->ranking->key);
	free(st->ranking->by_id);
	free(st->ranking->by_rank);
	free(st->ranking);
}

bool
store_is_ranked(const struct store_list *list)
{
	return list->sort.order == ORDER_RELEVANCE || list->sort.order == ORDER_HOT;
}

/* Older than any time, whatever its heat. */
static int64_t
rank_by_heat(const struct store *st, int64_t time, int heat)
{
	const int64_t earliest = (int64_t)1 << 42, cold = 64;
	double halves = heat > 0 ? log2(heat) : (double)-cold;
	int64_t rank = earliest + time + (int64_t)(halves * st->hot_half * 3600);

	return rank > 0 ? rank : 1;
}

static struct store_list
by_date(const struct store_list *list)
{
	struct store_list dated = *list;

	dated.sort = (struct query_sort){ ORDER_DATE, false };
	dated.fold.returns = false;
	return dated;
}

static struct ranked
ranked_of(const struct store *st, const struct store_ranking *k, sqlite3_stmt *stmt)
{
	struct ranked r = { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1), 1 };

	if (k->most == RANKED_HOT)
		r.rank = rank_by_heat(st, r.time, sqlite3_column_int(stmt, 2));
	return r;
}

static bool
take(struct store *st, struct store_ranking *k, const struct store_list *dated, struct err *err)
{
	struct arena a = { 0 };
	struct store_sql sql;
	bool ok = store_sql_from(st, dated, &a, &sql, err);
	int code = SQLITE_DONE;

	k->n = 0;
	k->more = false;
	if (ok) {
		const char *order = sql.by_topic ? "t.time DESC, t.article DESC" : "a.time DESC, a.id DESC";
		struct buf tail = { 0 };
		store_recent_put(&tail, st, &sql);
		buf_printf(&tail, " ORDER BY %s LIMIT %zu", order, k->most + 1);
		sqlite3_stmt *stmt = store_sql_prepare(
		    st, &sql, "SELECT a.id, a.time, a.heat", buf_str(&tail), err);
		buf_done(&tail);

		ok = stmt != NULL;
		while (ok && !k->more && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
			k->more = k->n == k->most;
			if (!k->more)
				k->by_id[k->n++] = ranked_of(st, k, stmt);
		}
		ok = ok && (k->more || code == SQLITE_DONE || sql_fail(st, err));
		sqlite3_finalize(stmt);
	}
	if (k->n > 0)
		k->last = (struct store_cursor){ 0, k->by_id[k->n - 1].time, k->by_id[k->n - 1].id };
	store_sql_done(&sql);
	arena_done(&a);
	return ok;
}

/* Where the index of the newest has enough, it is those. */
static bool
take_newest(struct store *st, struct store_ranking *k, const struct store_list *list, struct err *err)
{
	const struct store_list dated = by_date(list);
	struct store_recent recent;

	if (k->most == RANKED && store_recent_begin(st, &dated, NULL, &recent)) {
		bool ok = take(st, k, &dated, err);

		store_recent_end(st);
		k->recent = recent.at >= store_last_id(st);
		if (!ok || k->n >= ENOUGH) {
			k->more = true;
			return ok;
		}
	}
	k->recent = false;
	return take(st, k, &dated, err);
}

/* All words that are searched, but not those that are left out. */
static void
put_words(struct buf *out, const struct query *q)
{
	if (q == NULL || q->op == QUERY_NOT)
		return;
	if (store_fts_is_word(q)) {
		buf_puts(out, out->n > 0 ? " OR " : "");
		store_fts_put(out, q, false);
		return;
	}
	put_words(out, q->a);
	put_words(out, q->b);
}

static bool
weigh(struct store *st, struct store_ranking *k, const char *words, int64_t newest, struct err *err)
{
	int got;
	sqlite3_stmt *stmt = sql_bind(st, err, k->recent
	    ? "SELECT rowid, -bm25(recent_words, 10.0, 4.0, 1.0, 2.0, 3.0) FROM recent_words"
	      " WHERE recent_words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 AND rank_of(rowid) > 0"
	    : "SELECT rowid, -bm25(article_words, 10.0, 4.0, 1.0, 2.0, 3.0) FROM article_words"
	      " WHERE article_words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 AND rank_of(rowid) > 0",
	    "tii", words, k->by_id[0].id, k->by_id[k->n - 1].id);

	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		struct ranked *r = find(k, sqlite3_column_int64(stmt, 0));
		double age = (double)(newest - r->time) / HALF_LIFE;
		double score = sqlite3_column_double(stmt, 1) * (0.5 + 0.5 / (1 + age));

		r->rank = 1 + (int64_t)(score > 0 ? score * scale : 0);
	}
	return got == 0;
}

static bool
rank(struct store *st, struct store_ranking *k, const struct store_list *list, struct err *err)
{
	struct arena a = { 0 };
	struct buf words = { 0 };
	const struct query *q = list->query != NULL ? store_fts_prune(&a, list->query) : NULL;
	size_t most = list->sort.order == ORDER_HOT ? RANKED_HOT : RANKED;

	if (k->most != most) {
		k->by_id = mem_realloc(k->by_id, most, sizeof(*k->by_id));
		k->by_rank = mem_realloc(k->by_rank, most, sizeof(*k->by_rank));
		k->most = most;
	}
	bool ok = take_newest(st, k, list, err);

	put_words(&words, q);
	if (ok && k->n > 0) {
		int64_t newest = k->by_id[0].time;

		qsort(k->by_id, k->n, sizeof(k->by_id[0]), compare_ids);
		ok = words.n == 0 || k->most == RANKED_HOT || weigh(st, k, buf_str(&words), newest, err);
		memcpy(k->by_rank, k->by_id, k->n * sizeof(k->by_id[0]));
		qsort(k->by_rank, k->n, sizeof(k->by_rank[0]), compare_ranks);
	}
	buf_done(&words);
	arena_done(&a);
	return ok;
}

bool
store_rank(struct store *st, const struct store_list *list, struct err *err)
{
	struct arena a = { 0 };
	const char *text = list->query != NULL ? query_format(&a, list->query) : "";
	const char *key = arena_printf(&a, "%d %d %lld %d %lld %d %s", (int)list->sort.order, st->hot_half,
	    (long long)store_version(st), sqlite3_total_changes(st->db), (long long)list->step,
	    list->fold.stories ? 1 + (int)list->fold.lead : 0, text);
	bool ok = true;

	if (st->ranking == NULL)
		st->ranking = mem_alloc(sizeof(*st->ranking));
	if (st->ranking->key == NULL || strcmp(st->ranking->key, key) != 0) {
		free(st->ranking->key);
		st->ranking->key = NULL;
		ok = rank(st, st->ranking, list, err);
		if (ok)
			st->ranking->key = mem_strdup(key);
	}
	arena_done(&a);
	return ok;
}

struct walk {
	struct store *st;
	const struct store_list *list;
	struct arena *arena;
	struct row *rows;
	size_t n, limit;
	struct err *err;
};

static bool
add_ranked(struct walk *w, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		bool found = false;

		w->rows = arena_grow(w->arena, w->rows, w->n, sizeof(*w->rows));
		if (!store_row_of(
			w->st, w->st->ranking->by_rank[i].id, w->arena, &w->rows[w->n], &found, w->err))
			return false;
		w->rows[w->n].unread = store_folds(w->list) ? w->rows[w->n].unread : 0;
		w->n += found;
	}
	return true;
}

static bool
add_rest(struct walk *w, const struct store_cursor *at, bool before)
{
	const struct store_list dated = by_date(w->list);
	const struct store_cursor *last = &w->st->ranking->last;
	struct row *rows;
	size_t n;

	if (!w->st->ranking->more)
		return true;
	if (!store_rows(w->st, &dated, at, before, w->limit - w->n, w->arena, &rows, &n, w->err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct store_cursor here = { 0, rows[i].time, rows[i].id };

		if (compare_places(last, &here) >= 0)
			continue;
		w->rows = arena_grow(w->arena, w->rows, w->n, sizeof(*w->rows));
		w->rows[w->n++] = rows[i];
	}
	return true;
}

/* How many of the ranked stand in front of AT; UPTO: AT itself is one of them. */
static size_t
count_before(const struct store_ranking *k, const struct store_cursor *at, bool upto)
{
	size_t i = 0;

	while (i < k->n) {
		struct store_cursor here = place_of(&k->by_rank[i]);
		int order = compare_places(&here, at);

		if (order > 0 || (order == 0 && !upto))
			break;
		i++;
	}
	return i;
}

static bool
walk_down(struct walk *w, const struct store_cursor *at)
{
	const struct store_ranking *k = w->st->ranking;
	size_t from = at == NULL ? 0 : at->sort == 0 ? k->n : count_before(k, at, true);
	size_t to = from + w->limit < k->n ? from + w->limit : k->n;

	return add_ranked(w, from, to) &&
	    (w->n == w->limit || add_rest(w, at != NULL && at->sort == 0 ? at : &k->last, false));
}

/* The rows in front of AT; the rest comes first, and is put behind in the end. */
static bool
walk_up(struct walk *w, const struct store_cursor *at)
{
	const struct store_ranking *k = w->st->ranking;
	struct row *rest;
	size_t nrest, to = at == NULL || at->sort == 0 ? k->n : count_before(k, at, false);

	if ((at == NULL || at->sort == 0) && !add_rest(w, at, true))
		return false;
	rest = w->rows;
	nrest = w->n;
	w->rows = NULL;
	w->n = 0;
	size_t room = w->limit - nrest;
	if (!add_ranked(w, to > room ? to - room : 0, to))
		return false;
	for (size_t i = 0; i < nrest; i++) {
		w->rows = arena_grow(w->arena, w->rows, w->n, sizeof(*w->rows));
		w->rows[w->n++] = rest[i];
	}
	return true;
}

bool
store_rank_rows(struct store *st, const struct store_list *list, const struct store_cursor *at, bool before,
    size_t limit, struct arena *a, struct row **rows, size_t *count, struct err *err)
{
	struct walk w = { .st = st, .list = list, .arena = a, .limit = limit, .err = err };

	if (!store_rank(st, list, err) ||
	    !(before == list->sort.reverse ? walk_down(&w, at) : walk_up(&w, at)))
		return false;
	for (size_t i = 0; list->sort.reverse && i < w.n / 2; i++) {
		struct row keep = w.rows[i];

		w.rows[i] = w.rows[w.n - 1 - i];
		w.rows[w.n - 1 - i] = keep;
	}
	*rows = w.rows;
	*count = w.n;
	return true;
}
