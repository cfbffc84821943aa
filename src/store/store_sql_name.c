/* SPDX-License-Identifier: ISC */
/* Fields whose values are names.  Names of topics, outlets and sources are
 * looked up at once: there are thousands of them where there are a million
 * articles. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"
#include "base/utf8.h"
#include "store/store_parts.h"

enum { IDS_MAX = 500, FEW = 5000 };

/* Gives "?N", which is TEXT from then on. */
static const char *
bind_text(struct store_sql *o, const char *text)
{
	o->texts = arena_grow(o->arena, o->texts, o->ntexts, sizeof(*o->texts));
	o->texts[o->ntexts++] = text;
	return arena_printf(o->arena, "?%zu", o->ntexts);
}

/* The ids that a look-up gives, as "1,2,3"; "" for none. */
static bool
put_ids(struct store *st, struct buf *list, sqlite3_stmt *stmt, struct err *err)
{
	int got = -1, count = 0;

	if (stmt == NULL)
		return false;
	while ((got = sql_step(st, stmt, err)) == 1 && count++ < IDS_MAX)
		buf_printf(list, "%s%lld", list->n > 0 ? "," : "", (long long)sqlite3_column_int64(stmt, 0));
	if (got == 1)
		sql_end(stmt);
	return got >= 0;
}

bool
store_sql_topics(struct store *st, const struct query *q, struct buf *ids, struct err *err)
{
	struct arena a = { 0 };
	const char *fold = utf8_fold(&a, q->text, strlen(q->text));
	bool ok = put_ids(
	    st, ids, sql_bind(st, err, "SELECT topic FROM topic_name WHERE fold = ?1", "t", fold), err);

	if (ok && ids->n == 0 && !q->exact)
		ok = put_ids(st, ids, sql_bind(st, err,
		    "SELECT DISTINCT topic FROM topic_name WHERE instr(fold, ?1)", "t", fold), err);
	arena_done(&a);
	return ok;
}

static bool
put_topic(struct store *st, struct store_sql *o, const struct query *q, struct err *err)
{
	struct buf ids = { 0 };
	int64_t total = 0;
	bool ok = store_sql_topics(st, q, &ids, err);

	if (ok && ids.n > 0 && strchr(ids.p, ',') == NULL)
		ok = sql_number(st, err, &total, "SELECT total FROM tally WHERE topic = CAST(?1 AS INTEGER)",
		    "t", ids.p);
	if (ids.n == 0)
		buf_puts(&o->text, NOTHING);
	else if (total > 0 && total < FEW)
		buf_printf(&o->text, "a.id IN (SELECT article FROM article_topic WHERE topic = %s%s)", ids.p,
		    q->exact ? " AND direct" : "");
	else
		buf_printf(&o->text, "EXISTS (SELECT 1 FROM article_topic x WHERE x.topic IN (%s) AND"
		    " x.time = a.time AND x.article = a.id%s)", ids.p, q->exact ? " AND x.direct" : "");
	buf_done(&ids);
	return ok;
}

static bool
provider_ids(struct store *st, const struct query *q, struct buf *ids, struct err *err)
{
	struct arena a = { 0 };
	const char *fold = utf8_fold(&a, q->text, strlen(q->text));

	if (q->regex) {
		int number = store_regex_get(st, q->text, q->icase, err);
		arena_done(&a);
		return number >= 0 && put_ids(st, ids, sql_bind(st, err, "SELECT id FROM provider"
		    " WHERE regex_match(?1, name) OR regex_match(?1, domain)", "d", number), err);
	}
	/* fold is name, newline, domain. */
	bool ok = put_ids(st, ids, sql_bind(st, err,
	    "SELECT id FROM provider WHERE fold LIKE replace(replace(replace(?1, '\\', '\\\\'), '%',"
	    " '\\%'), '_', '\\_') || char(10) || '%' ESCAPE '\\' OR substr(fold, instr(fold, char(10)) + "
	    "1) = ?1", "t", fold), err);
	if (ok && ids->n == 0 && !q->exact)
		ok = put_ids(st, ids, sql_bind(st, err,
		    "SELECT id FROM provider WHERE instr(fold, ?1)", "t", fold), err);
	arena_done(&a);
	return ok;
}

static bool
put_provider(struct store *st, struct store_sql *o, const struct query *q, struct err *err)
{
	struct buf ids = { 0 };
	bool ok = provider_ids(st, q, &ids, err);

	if (ids.n > 0 && strchr(ids.p, ',') == NULL)
		buf_printf(&o->text, "a.provider = %s", ids.p);
	else
		buf_printf(&o->text, "+a.provider IN (%s)", buf_str(&ids));
	buf_done(&ids);
	return ok;
}

/* Part of its title or location, or with = all of one of them.  A source with
 * few articles gives them; of a large one each row is asked. */
static bool
put_source(struct store *st, struct store_sql *o, const struct query *q, struct err *err)
{
	static const char *const where[] = {
		"SELECT id FROM source WHERE"
		" instr(lower(location || char(10) || coalesce(title, '')), lower(?1))",
		"SELECT id FROM source WHERE lower(?1) IN (lower(location), lower(title))",
		"SELECT sum(articles) FROM source WHERE"
		" instr(lower(location || char(10) || coalesce(title, '')), lower(?1))",
		"SELECT sum(articles) FROM source WHERE lower(?1) IN (lower(location), lower(title))",
	};
	struct buf ids = { 0 };
	int64_t total = 0;
	bool ok = put_ids(st, &ids, sql_bind(st, err, where[q->exact], "t", q->text), err) &&
	    sql_number(st, err, &total, where[2 + q->exact], "t", q->text);

	buf_printf(&o->text, total < FEW ? "a.id IN (SELECT article FROM origin WHERE source IN (%s))" :
	    "EXISTS (SELECT 1 FROM origin o WHERE o.article = a.id AND o.source IN (%s))", buf_str(&ids));
	buf_done(&ids);
	return ok;
}

static bool
put_url(struct store *st, struct store_sql *o, const struct query *q, struct err *err)
{
	const char *address = q->exact ? url_canonical(o->arena, q->text) : NULL;

	if (q->regex) {
		int number = store_regex_get(st, q->text, q->icase, err);

		buf_printf(&o->text, "regex_match(%d, a.link)", number);
		return number >= 0;
	}
	if (address != NULL)
		buf_printf(&o->text, "a.url_key = %lld", (long long)hash_bytes(address, strlen(address)));
	else if (q->exact)
		buf_printf(&o->text, "a.link = %s", bind_text(o, q->text));
	else
		buf_printf(&o->text, "instr(lower(a.link), lower(%s))", bind_text(o, q->text));
	return true;
}

static bool
put_label(struct store *st, struct store_sql *o, const struct query *q, struct err *err)
{
	enum mark mark = 0;
	bool ok = store_label(st, q->text, false, &mark, err);

	if (mark == 0)
		buf_puts(&o->text, NOTHING);
	else
		buf_printf(&o->text, "a.id IN (SELECT article FROM article_label WHERE label = %d)",
		    (int)mark / LABEL_STEP);
	return ok;
}

static void
put_lang(struct store *st, struct store_sql *o, const struct query *q)
{
	const char *column = "a.lang";
	char *text = arena_strdup(o->arena, q->text);

	for (char *p = text; *p != '\0'; p++)
		*p = *p == '_' ? '-' : *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
	const char *one = bind_text(o, text);
	if (store_words_left(st) > 0)
		column = arena_printf(o->arena, "CASE a.indexed WHEN 0 THEN record_fact(%d, (SELECT data"
		    " FROM record WHERE article = a.id)) ELSE a.lang END", (int)QUERY_LANG);
	if (q->exact)
		buf_printf(&o->text, "%s = %s", column, one);
	else
		buf_printf(&o->text, "(%s = %s OR substr(%s, 1, length(%s) + 1) = %s || '-')", column, one,
		    column, one, one);
}

bool
store_sql_name(struct store *st, struct store_sql *o, const struct query *q, struct err *err)
{
	switch (q->field) {
	case QUERY_TOPIC:
		return put_topic(st, o, q, err);
	case QUERY_PROVIDER:
		return put_provider(st, o, q, err);
	case QUERY_SOURCE:
		return put_source(st, o, q, err);
	case QUERY_LABEL:
		return put_label(st, o, q, err);
	case QUERY_URL:
		return put_url(st, o, q, err);
	case QUERY_LANG:
		put_lang(st, o, q);
		return true;
	default:
		buf_puts(&o->text, strcmp(q->text, "video") == 0 ? "(a.flags & 4) <> 0"
		    : strcmp(q->text, "audio") == 0 ? "(a.flags & 32) <> 0"
		    : strcmp(q->text, "article") == 0 ? "(a.flags & 36) = 0" : NOTHING);
		return true;
	}
}
