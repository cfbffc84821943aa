/* SPDX-License-Identifier: ISC */
/* One article whole, and which articles its related items are. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"
#include "model/record.h"
#include "store/store_parts.h"

static bool
load_earlier(struct store *st, int64_t id, struct arena *a, struct store_article *out, struct err *err)
{
	struct store_wording *list = NULL;
	int got;

	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT title, excerpt, until FROM history WHERE article = ?1 ORDER BY id DESC", "i", id);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1) {
		list = arena_grow(a, list, out->nearlier, sizeof(*list));
		list[out->nearlier++] = (struct store_wording){ sql_text(a, stmt, 0), sql_text(a, stmt, 1),
			sqlite3_column_int64(stmt, 2) };
	}
	out->earlier = list;
	return got == 0;
}

/* Topics that it was given stand behind its own. */
static bool
add_given(struct store *st, int64_t id, struct arena *a, struct article *art, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT t.name FROM topic_given g JOIN topic t ON t.id = g.topic"
	    " WHERE g.article = ?1 ORDER BY t.id",
	    "i", id);
	int got = -1;
	const char **topics = NULL;
	size_t n = 0;

	while (n < art->ntopics) {
		topics = arena_grow(a, topics, n, sizeof(*topics));
		topics[n] = art->topics[n];
		n++;
	}
	while (stmt != NULL && (got = sql_step(st, stmt, err)) == 1) {
		topics = arena_grow(a, topics, n, sizeof(*topics));
		topics[n++] = sql_text(a, stmt, 0);
	}
	art->topics = topics;
	art->ntopics = n;
	return got == 0;
}

bool
store_article(
    struct store *st, int64_t id, struct arena *a, struct store_article *out, bool *found, struct err *err)
{
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT r.data, a.read + 2 * a.starred + 4 * a.hidden + 16 * a.followed, a.first_seen,"
	    " s.location, s.title, (SELECT min(f.vanished) FROM origin o JOIN file f ON f.source = o.source"
	    " AND f.name = o.guid WHERE o.article = a.id), a.revised, a.flags & 64, a.quality, a.heat,"
	    " a.provider"
	    " FROM article a JOIN record r ON r.article = a.id"
	    " LEFT JOIN source s ON s.id = a.source WHERE a.id = ?1",
	    "i", id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;
	bool ok = got == 0;

	*found = got == 1;
	*out = (struct store_article){ 0 };
	if (got == 1) {
		ok = record_decode(a, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0),
		    false, &out->art, err);
		out->art.id = id;
		out->marks = (unsigned)sqlite3_column_int(stmt, 1);
		out->first_seen = sqlite3_column_int64(stmt, 2);
		out->source = sql_text(a, stmt, 3);
		out->source_title = sql_text(a, stmt, 4);
		out->vanished = sqlite3_column_int(stmt, 5) != 0;
		out->revised = sqlite3_column_int64(stmt, 6);
		out->ahead = sqlite3_column_int(stmt, 7) != 0;
		out->quality = sqlite3_column_int(stmt, 8);
		out->heat = sqlite3_column_int(stmt, 9);
		out->provider = sqlite3_column_int64(stmt, 10);
		out->rated = out->quality != NUMBER_NONE && out->heat != NUMBER_NONE;
		sql_end(stmt);
		ok = ok && load_earlier(st, id, a, out, err);
		ok = ok && add_given(st, id, a, &out->art, err);
		out->labels = store_labels_of(st, id, a, &out->nlabels);
	}
	return ok;
}

const char *
store_provider_name(struct store *st, struct arena *a, int64_t provider)
{
	sqlite3_stmt *stmt = sql_bind(st, NULL,
	    "SELECT coalesce(nullif(name, ''), domain) FROM provider WHERE id = ?1", "i", provider);
	const char *name = "";

	if (stmt != NULL && sql_step(st, stmt, NULL) == 1) {
		name = sql_text(a, stmt, 0);
		sql_end(stmt);
	}
	return name;
}

struct search {
	struct store *st;
	struct arena *arena;
	struct err *err;
	int64_t self;
};

/* Candidates of an index on a hash; what they are really called is compared. */
static bool
by_address(struct search *s, const char *url, struct store_match *match)
{
	const char *address = url != NULL ? url_canonical(s->arena, url) : NULL;
	int got;

	if (address == NULL)
		return true;
	sqlite3_stmt *stmt = sql_bind(s->st, s->err,
	    "SELECT id, read + 2 * starred + 4 * hidden + 16 * followed, link FROM article"
	    " WHERE url_key = ?1 AND id <> ?2 ORDER BY shown DESC, id",
	    "ii", (int64_t)hash_bytes(address, strlen(address)), s->self);
	if (stmt == NULL)
		return false;
	while ((got = sql_step(s->st, stmt, s->err)) == 1) {
		const char *link = sql_text(s->arena, stmt, 2);
		const char *other = link != NULL ? url_canonical(s->arena, link) : NULL;

		if (other == NULL || strcmp(other, address) != 0)
			continue;
		*match = (struct store_match){ .id = sqlite3_column_int64(stmt, 0),
			.marks = (unsigned)sqlite3_column_int(stmt, 1) };
		sql_end(stmt);
		return true;
	}
	return got == 0;
}

static bool
by_name(struct search *s, const struct related *rel, struct store_match *match)
{
	uint64_t key = article_name_key(rel->title != NULL ? rel->title : "", &rel->provider);

	if (key == 0 || rel->title == NULL || rel->title[0] == '\0')
		return true;
	sqlite3_stmt *stmt = sql_bind(s->st, s->err,
	    "SELECT id, read + 2 * starred + 4 * hidden + 16 * followed FROM article"
	    " WHERE name_key = ?1 AND id <> ?2 ORDER BY shown DESC, id LIMIT 1",
	    "ii", (int64_t)key, s->self);
	int got = stmt != NULL ? sql_step(s->st, stmt, s->err) : -1;
	if (got == 1) {
		*match = (struct store_match){ .id = sqlite3_column_int64(stmt, 0),
			.marks = (unsigned)sqlite3_column_int(stmt, 1) };
		sql_end(stmt);
	}
	return got >= 0;
}

bool
store_related(
    struct store *st, const struct article *art, struct arena *a, struct store_match **out, struct err *err)
{
	struct search s = { st, a, err, art->id };

	*out = arena_array(a, art->nrelated + 1, sizeof(**out));
	for (size_t i = 0; i < art->nrelated; i++) {
		const struct related *rel = &art->related[i];

		if (!by_address(&s, rel->web_url, &(*out)[i]))
			return false;
		if ((*out)[i].id == 0 && !by_name(&s, rel, &(*out)[i]))
			return false;
	}
	return true;
}

struct store_name *
store_providers(struct store *st, struct arena *a, size_t *count, struct err *err)
{
	struct store_name *list = arena_alloc(a, sizeof(*list));
	int got;

	*count = 0;
	sqlite3_stmt *stmt = sql_bind(st, err,
	    "SELECT p.name, p.domain, c.total, coalesce(u.unread, 0) FROM provider p JOIN"
	    " (SELECT provider, count(*) AS total FROM article INDEXED BY article_provider WHERE shown = 1"
	    " GROUP BY provider) c ON c.provider = p.id LEFT JOIN (SELECT provider, count(*) AS unread"
	    " FROM article INDEXED BY article_provider_unread WHERE shown = 1 AND read = 0"
	    " GROUP BY provider) u ON u.provider = p.id ORDER BY c.total DESC, p.name",
	    "");
	if (stmt == NULL)
		return NULL;
	while ((got = sql_step(st, stmt, err)) == 1) {
		const char *name = sql_text(a, stmt, 0), *domain = sql_text(a, stmt, 1);

		list = arena_grow(a, list, *count, sizeof(*list));
		list[(*count)++] = (struct store_name){ name[0] != '\0' ? name : domain, domain,
			sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3) };
	}
	return got == 0 ? list : NULL;
}

int64_t
store_last_id(struct store *st)
{
	int64_t id = 0;

	return sql_number(st, NULL, &id, "SELECT coalesce(max(id), 0) FROM article", "") ? id : 0;
}
