/* SPDX-License-Identifier: ISC */
/* The topics and outlets that articles of this transaction have, each looked up
 * once: while it lasts nobody else can change them.  What topics have more articles
 * is added up here until the commit, too; what they lose triggers take off at once. */
#include "store/store_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/article.h"

enum { BUCKETS = 256 };

struct store_knowing {
	struct arena arena;
	struct known_name {
		const char *name;
		struct store_known *topic;
		struct known_name *next;
	} *names[BUCKETS];
	struct store_known *topics[BUCKETS];
	struct known_provider {
		const char *name, *domain;
		int64_t id, key;
		struct known_provider *next;
	} *providers[BUCKETS];
};

static struct store_knowing *
knowing(struct store *st)
{
	assert(!sqlite3_get_autocommit(st->db));
	if (st->knowing == NULL)
		st->knowing = mem_alloc(sizeof(*st->knowing));
	return st->knowing;
}

/* With its number only. */
static struct store_known *
entry(struct store_knowing *k, int64_t id)
{
	struct store_known **bucket = &k->topics[(uint64_t)id % BUCKETS], *t = *bucket;

	while (t != NULL && t->id != id)
		t = t->next;
	if (t == NULL) {
		t = arena_alloc(&k->arena, sizeof(*t));
		*t = (struct store_known){ .id = id, .next = *bucket };
		*bucket = t;
	}
	return t;
}

static bool
read_above(struct store *st, struct store_known *t, struct err *err)
{
	struct store_knowing *k = st->knowing;
	int got = -1;
	sqlite3_stmt *stmt =
	    sql_bind(st, err, "SELECT ancestor FROM topic_up WHERE topic = ?1 ORDER BY ancestor", "i", t->id);

	while (stmt != NULL && (got = sql_step(st, stmt, err)) == 1) {
		t->above = arena_grow(&k->arena, t->above, t->nabove, sizeof(struct store_known *));
		t->above[t->nabove++] = entry(k, sqlite3_column_int64(stmt, 0));
	}
	return got == 0;
}

static bool
read_key(struct store *st, struct store_known *t, struct err *err)
{
	struct arena a = { 0 };
	const char *text = "";
	sqlite3_stmt *stmt = sql_bind(st, err, "SELECT key FROM topic WHERE id = ?1", "i", t->id);
	int got = stmt != NULL ? sql_step(st, stmt, err) : -1;

	if (got == 1) {
		text = sql_text(&a, stmt, 0);
		sql_end(stmt);
	}
	t->key = store_order_key(text);
	arena_done(&a);
	return got >= 0;
}

bool
store_known_topic(struct store *st, int64_t id, struct store_known **out, struct err *err)
{
	struct store_known *t = *out = entry(knowing(st), id);

	if (t->ready)
		return true;
	t->ready = read_above(st, t, err) && read_key(st, t, err);
	return t->ready;
}

bool
store_known_name(struct store *st, const char *name, struct store_known **out, struct err *err)
{
	struct store_knowing *k = knowing(st);
	struct known_name **bucket = &k->names[hash_bytes(name, strlen(name)) % BUCKETS], *n = *bucket;
	int64_t id;

	while (n != NULL && strcmp(n->name, name) != 0)
		n = n->next;
	if (n != NULL) {
		*out = n->topic;
		return true;
	}
	if (!store_topic_find_or_add(st, name, &id, err) || !store_known_topic(st, id, out, err))
		return false;
	n = arena_alloc(&k->arena, sizeof(*n));
	*n = (struct known_name){ arena_strdup(&k->arena, name), *out, *bucket };
	*bucket = n;
	return true;
}

/* Filters and the order of outlets take name and domain folded. */
static bool
find_provider(struct store *st, struct known_provider *p, struct err *err)
{
	struct arena a = { 0 };
	const char *both = arena_printf(&a, "%s\n%s", p->name, p->domain);
	const char *fold = utf8_fold(&a, both, strlen(both));
	bool ok = sql_number(st, err, &p->id, "SELECT id FROM provider WHERE name = ?1 AND domain = ?2", "tt",
	    p->name, p->domain);

	p->key = store_order_key(fold);
	if (ok && p->id == 0) {
		ok = sql_run(st, err, "INSERT INTO provider (name, domain, fold) VALUES (?1, ?2, ?3)", "ttt",
		    p->name, p->domain, fold);
		p->id = sqlite3_last_insert_rowid(st->db);
	}
	arena_done(&a);
	return ok;
}

bool
store_known_provider(
    struct store *st, const struct provider *provider, int64_t *id, int64_t *key, struct err *err)
{
	struct store_knowing *k = knowing(st);
	const char *name = provider->name != NULL ? provider->name : "";
	const char *domain = provider->domain != NULL ? provider->domain : "";
	uint64_t hash = hash_more(hash_bytes(name, strlen(name) + 1), domain, strlen(domain));
	struct known_provider **bucket = &k->providers[hash % BUCKETS], *p = *bucket;

	while (p != NULL && (strcmp(p->name, name) != 0 || strcmp(p->domain, domain) != 0))
		p = p->next;
	if (p == NULL) {
		p = arena_alloc(&k->arena, sizeof(*p));
		p->name = arena_strdup(&k->arena, name);
		p->domain = arena_strdup(&k->arena, domain);
		if (!find_provider(st, p, err))
			return false;
		p->next = *bucket;
		*bucket = p;
	}
	*id = p->id;
	*key = p->key;
	return true;
}

void
store_known_count(struct store_known *topic, bool shown, bool unread)
{
	topic->total += shown;
	topic->unread += shown && unread;
}

bool
store_known_write(struct store *st, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && st->knowing != NULL && i < BUCKETS; i++)
		for (struct store_known *t = st->knowing->topics[i]; ok && t != NULL; t = t->next)
			ok = (t->total == 0 && t->unread == 0) || sql_run(st, err,
			    "UPDATE tally SET total = total + ?2, unread = unread + ?3 WHERE topic = ?1",
			    "iii", t->id, t->total, t->unread);
	store_known_forget(st);
	return ok;
}

void
store_known_forget(struct store *st)
{
	if (st->knowing == NULL)
		return;
	arena_reset(&st->knowing->arena);
	memset(st->knowing->names, 0, sizeof(st->knowing->names));
	memset(st->knowing->topics, 0, sizeof(st->knowing->topics));
	memset(st->knowing->providers, 0, sizeof(st->knowing->providers));
}

void
store_known_done(struct store *st)
{
	if (st->knowing != NULL)
		arena_done(&st->knowing->arena);
	free(st->knowing);
	st->knowing = NULL;
}
