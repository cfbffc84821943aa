/* SPDX-License-Identifier: ISC */
/* What dateline found an article to be like stands in the row of its note, as one
 * run of bytes (cover.links): the other's number, as distance to its own, and the
 * score in thousandths.  Those others have nothing in their rows; a hint says in
 * whose rows to look.  Hints are kept for 64 numbers together (link_hint.block), and
 * each transaction adds one run of them: a likeness one by one, both ways, was most
 * of what linking wrote.
 *
 * A hint may be of the past: only the row that it leads to counts.  Before version
 * 24 there was a row for each way in `link`; what stands there is good as ever. */
#include "store/store_story.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "store/store_parts.h"

enum { BLOCK = 64, LINK_BYTES = 2 * 10, THOUSAND = 1000 };

/* -- numbers of any size, small ones in few bytes; below 0 too */

static uint8_t *
put_number(uint8_t *p, int64_t v)
{
	uint64_t u = (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0);

	for (; u >= 0x80; u >>= 7)
		*p++ = (uint8_t)(u | 0x80);
	*p++ = (uint8_t)u;
	return p;
}

struct in {
	const uint8_t *p, *end;
};

/* False: there are no more, or the rest is no such run. */
static bool
get_number(struct in *in, int64_t *v)
{
	uint64_t u = 0;

	for (int shift = 0; shift < 64 && in->p < in->end; shift += 7) {
		u |= (uint64_t)(*in->p & 0x7f) << shift;
		if ((*in->p++ & 0x80) == 0) {
			*v = (int64_t)(u >> 1 ^ (0 - (u & 1)));
			return true;
		}
	}
	return false;
}

static struct in
blob_of(sqlite3_stmt *stmt)
{
	const uint8_t *p = sqlite3_column_blob(stmt, 0);

	return (struct in){ p, p != NULL ? p + sqlite3_column_bytes(stmt, 0) : p };
}

static bool
get_link(struct in *in, int64_t article, struct store_link *out)
{
	int64_t away, score;

	if (!get_number(in, &away) || !get_number(in, &score))
		return false;
	*out = (struct store_link){ .id = (int64_t)((uint64_t)article + (uint64_t)away),
		.score = (double)score / THOUSAND };
	return true;
}

static uint8_t *
put_link(uint8_t *p, int64_t article, const struct store_link *link)
{
	return put_number(put_number(p, link->id - article), (int64_t)(link->score * THOUSAND + 0.5));
}

/* -- writing */

bool
store_cover_put(struct store *st, const struct store_cover *cover, struct err *err)
{
	uint8_t links[STORE_LINKS_MOST * LINK_BYTES], *end = links;

	for (size_t i = 0; i < cover->nlinks && i < STORE_LINKS_MOST; i++)
		end = put_link(end, cover->id, &cover->links[i]);
	return sql_run(st, err,
	    "INSERT INTO cover (article, time, note, links, since) VALUES (?1, ?2, ?3, ?4, ?5)"
	    " ON CONFLICT (article) DO UPDATE SET time = excluded.time, note = excluded.note,"
	    " links = excluded.links",
	    "iibbi", cover->id, cover->time, cover->note, cover->n, links, (size_t)(end - links),
	    cover->since);
}

static int
compare_hints(const void *a, const void *b)
{
	const struct store_hint *x = a, *y = b;

	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	return (x->like > y->like) - (x->like < y->like);
}

static int64_t
block_of(int64_t article)
{
	return article / BLOCK;
}

static bool
put_block(struct store *st, const struct store_hint *hints, size_t n, struct err *err)
{
	struct buf run = { 0 };
	int64_t block = block_of(hints[0].article), last = block * BLOCK;
	uint8_t bytes[LINK_BYTES];

	for (size_t i = 0; i < n; i++) {
		uint8_t *end = put_number(bytes, hints[i].article - block * BLOCK);
		end = put_number(end, hints[i].like - last);
		last = hints[i].like;
		buf_add(&run, bytes, (size_t)(end - bytes));
	}
	bool ok = sql_run(st, err,
	    "INSERT INTO link_hint (block, at, who) VALUES (?1,"
	    " (SELECT coalesce(max(at), 0) + 1 FROM link_hint WHERE block = ?1), ?2)",
	    "ib", block, run.p, run.n);
	buf_done(&run);
	return ok;
}

bool
store_hints_put(struct store *st, struct store_hint *hints, size_t n, struct err *err)
{
	size_t next;

	if (n > 0)
		qsort(hints, n, sizeof(*hints), compare_hints);
	for (size_t i = 0; i < n; i = next) {
		for (next = i + 1; next < n && block_of(hints[next].article) == block_of(hints[i].article);)
			next++;
		if (!put_block(st, hints + i, next - i, err))
			return false;
	}
	return true;
}

/* -- reading */

struct likes {
	struct arena *arena;
	struct store_link *list;
	size_t n;
};

static void
add_like(struct likes *l, const struct store_link *link)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->list[i].id == link->id)
			return;
	l->list = arena_grow(l->arena, l->list, l->n, sizeof(*l->list));
	l->list[l->n++] = *link;
}

/* All in the row of FROM, or only the one that is ONLY. */
static bool
read_row(struct store *st, int64_t from, int64_t only, struct likes *l, struct err *err)
{
	struct store_link link;
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT links FROM cover WHERE article = ?1", "i", from);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	if (got != 1)
		return got == 0;
	for (struct in in = blob_of(stmt); get_link(&in, from, &link);) {
		if (only == 0) {
			add_like(l, &link);
		} else if (link.id == only) {
			link.id = from;
			add_like(l, &link);
		}
	}
	sql_end(stmt);
	return true;
}

/* In whose rows it may stand. */
static bool
read_hints(struct store *st, int64_t article, struct likes *out, struct err *err)
{
	int64_t base = block_of(article) * BLOCK, offset, away;
	int got;
	sqlite3_stmt *stmt =
	    sql_bind(st, err, "SELECT who FROM link_hint WHERE block = ?1", "i", block_of(article));

	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		struct in in = blob_of(stmt);
		uint64_t like = (uint64_t)base;
		while (get_number(&in, &offset) && get_number(&in, &away)) {
			like += (uint64_t)away;
			if (base + offset == article)
				add_like(out, &(struct store_link){ .id = (int64_t)like });
		}
	}
	return got == 0;
}

static bool
read_old(struct store *st, int64_t article, struct likes *l, struct err *err)
{
	int got;
	sqlite3_stmt *stmt =
	    sql_bind(st, err, "SELECT other, score FROM link WHERE article = ?1", "i", article);

	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1)
		add_like(l, &(struct store_link){ .id = sqlite3_column_int64(stmt, 0),
				.score = (double)sqlite3_column_int64(stmt, 1) / THOUSAND });
	return got == 0;
}

static bool
read_all(struct store *st, int64_t article, struct likes *l, struct err *err)
{
	struct likes hints = { .arena = l->arena };

	if (!read_row(st, article, 0, l, err) || !read_hints(st, article, &hints, err))
		return false;
	for (size_t i = 0; i < hints.n; i++)
		if (!read_row(st, hints.list[i].id, article, l, err))
			return false;
	return read_old(st, article, l, err);
}

/* Whether it is listed, and how it stands to the article's story. */
static bool
look_at(struct store *st, int64_t story, struct store_link *link, bool *listed, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT story, reprint FROM article WHERE id = ?1 AND shown = 1", "i", link->id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	*listed = got == 1;
	if (got == 1) {
		link->same_story = story != 0 && sqlite3_column_int64(stmt, 0) == story;
		link->reprint = sqlite3_column_int64(stmt, 1);
		sql_end(stmt);
	}
	return got >= 0;
}

bool
store_links(struct store *st, int64_t article, struct arena *a, struct store_link **out, size_t *count,
    struct err *err)
{
	struct likes l = { .arena = a };
	int64_t story = 0;
	bool listed;

	*count = 0;
	if (!read_all(st, article, &l, err) ||
	    !sql_number(st, err, &story, "SELECT story FROM article WHERE id = ?1", "i", article))
		return false;
	for (size_t i = 0; i < l.n; i++) {
		if (!look_at(st, story, &l.list[i], &listed, err))
			return false;
		if (listed)
			l.list[(*count)++] = l.list[i];
	}
	*out = l.list;
	return true;
}

/* -- forgetting */

/* Writes the row of FROM anew, without the one. */
static bool
take_out(struct store *st, int64_t from, int64_t article, struct arena *a, struct err *err)
{
	struct likes l = { .arena = a };
	uint8_t bytes[LINK_BYTES];
	struct buf links = { 0 };

	if (!read_row(st, from, 0, &l, err))
		return false;
	size_t had = l.n;
	for (size_t i = 0; i < l.n; i++) {
		if (l.list[i].id == article)
			had--;
		else
			buf_add(&links, bytes, (size_t)(put_link(bytes, from, &l.list[i]) - bytes));
	}
	bool ok = had == l.n || sql_run(st, err, "UPDATE cover SET links = ?2 WHERE article = ?1", "ib", from,
				    links.p, links.n);
	buf_done(&links);
	return ok;
}

bool
store_unlike(struct store *st, int64_t article, struct err *err)
{
	struct arena a = { 0 };
	struct likes hints = { .arena = &a };
	bool ok = read_hints(st, article, &hints, err);

	for (size_t i = 0; ok && i < hints.n; i++)
		ok = take_out(st, hints.list[i].id, article, &a, err);
	ok = ok && sql_run(st, err, "UPDATE cover SET links = NULL WHERE article = ?1", "i", article) &&
	     sql_run(st, err,
		 "DELETE FROM link WHERE other = ?1 AND article IN"
		 " (SELECT other FROM link WHERE article = ?1)",
		 "i", article) &&
	     sql_run(st, err, "DELETE FROM link WHERE article = ?1", "i", article);
	arena_done(&a);
	return ok;
}
