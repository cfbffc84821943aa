/* SPDX-License-Identifier: ISC */
/* A query tree as SQL.  Text from outside is always bound; names of providers
 * and topics are looked up here and become numbers, so that SQLite sees plain
 * conditions it has an index for.  A topic that all rows must have decides
 * where rows come from: article_topic, which has them newest first. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "store/store_parts.h"

enum { IDS_MAX = 500 };

struct compiler {
	struct store *st;
	struct store_sql *out;
	struct err *err;
	const struct query *driver;	/* the topic that rows come through */
};

static void
bind_text(struct compiler *c, const char *text)
{
	struct store_sql *o = c->out;

	o->texts = arena_grow(o->arena, o->texts, o->ntexts, sizeof(*o->texts));
	o->texts[o->ntexts++] = text;
	buf_printf(&o->text, "?%zu", o->ntexts);
}

/* The ids that a look-up gives, as "1,2,3"; "" for none. */
static bool
put_ids(struct compiler *c, struct buf *list, const char *sql, const char *text)
{
	sqlite3_stmt *stmt = sql_bind(c->st, c->err, sql, "t", text);
	int got, count = 0;

	if (stmt == NULL)
		return false;
	while ((got = sql_step(c->st, stmt, c->err)) == 1 && count++ < IDS_MAX)
		buf_printf(list, "%s%lld", list->n > 0 ? "," : "", (long long)sqlite3_column_int64(stmt, 0));
	if (got == 1)
		sql_end(stmt);
	return got >= 0;
}

static bool
topic_ids(struct compiler *c, const struct query *q, struct buf *ids)
{
	const char *fold = utf8_fold(c->out->arena, q->text, strlen(q->text));

	if (!put_ids(c, ids, "SELECT topic FROM topic_name WHERE fold = ?1", fold))
		return false;
	if (ids->n > 0 || q->exact)
		return true;
	return put_ids(c, ids, "SELECT DISTINCT topic FROM topic_name WHERE instr(fold, ?1)", fold);
}

static bool
provider_ids(struct compiler *c, const struct query *q, struct buf *ids)
{
	const char *fold = utf8_fold(c->out->arena, q->text, strlen(q->text));

	/* fold is name, newline, domain. */
	if (!put_ids(c, ids,
		"SELECT id FROM provider WHERE fold LIKE replace(replace(replace(?1, '\\', '\\\\'), '%',"
		" '\\%'), '_', '\\_') || char(10) || '%' ESCAPE '\\' OR substr(fold, instr(fold, char(10)) + "
		"1) = ?1",
		fold))
		return false;
	if (ids->n > 0 || q->exact)
		return true;
	return put_ids(c, ids, "SELECT id FROM provider WHERE instr(fold, ?1)", fold);
}

/* Part of its title or location, or with = all of one of them. */
static void
put_source(struct compiler *c, const struct query *q)
{
	struct buf *out = &c->out->text;

	buf_puts(out, "a.id IN (SELECT o.article FROM origin o JOIN source s ON s.id = o.source WHERE ");
	buf_puts(out, q->exact ? "lower(" :
	    "instr(lower(s.location || char(10) || coalesce(s.title, '')), lower(");
	bind_text(c, q->text);
	buf_puts(out, q->exact ? ") IN (lower(s.location), lower(s.title)))" : ")))");
}

static bool
put_name(struct compiler *c, const struct query *q)
{
	struct buf ids = { 0 }, *out = &c->out->text;
	bool ok = true;

	switch (q->field) {
	case QUERY_TOPIC:
		ok = topic_ids(c, q, &ids);
		buf_printf(out, "a.id IN (SELECT article FROM article_topic WHERE topic IN (%s)%s)",
		    buf_str(&ids), q->exact ? " AND direct" : "");
		break;
	case QUERY_PROVIDER:
		ok = provider_ids(c, q, &ids);
		if (ids.n > 0 && strchr(ids.p, ',') == NULL)
			buf_printf(out, "a.provider = %s", ids.p);
		else
			buf_printf(out, "a.provider IN (%s)", buf_str(&ids));
		break;
	case QUERY_SOURCE:
		put_source(c, q);
		break;
	default:
		buf_puts(out, strcmp(q->text, "video") == 0     ? "(a.flags & 4) <> 0"
			      : strcmp(q->text, "audio") == 0   ? "(a.flags & 32) <> 0"
			      : strcmp(q->text, "article") == 0 ? "(a.flags & 36) = 0"
								: "0");
		break;
	}
	buf_done(&ids);
	return ok;
}

static void
put_number(struct compiler *c, const struct query *q)
{
	const char *column = q->field == QUERY_ID ? "a.id" : q->field == QUERY_HEAT ? "a.heat" :
	    q->field == QUERY_QUALITY ? "a.quality" : "a.coverage";
	int64_t from = q->from > NUMBER_NONE ? q->from : NUMBER_NONE + 1;

	if (q->from == q->to)
		buf_printf(&c->out->text, "%s = %lld", column, (long long)q->from);
	else if (q->to == INT64_MAX)
		buf_printf(&c->out->text, "%s >= %lld", column, (long long)from);
	else
		buf_printf(
		    &c->out->text, "%s BETWEEN %lld AND %lld", column, (long long)from, (long long)q->to);
}

static void
put_time(struct compiler *c, const struct query *q)
{
	const char *column = c->out->by_topic ? "t.time" : "a.time";
	struct buf *out = &c->out->text;

	buf_puts(out, "(1");
	if (q->from > INT64_MIN + 1)
		buf_printf(out, " AND %s >= %lld", column, (long long)q->from);
	if (q->to < INT64_MAX)
		buf_printf(out, " AND %s < %lld", column, (long long)q->to);
	buf_putc(out, ')');
}

static void
put_flag(struct compiler *c, const struct query *q)
{
	static const char *const conditions[QUERY_FLAG_COUNT] = {
		[QUERY_IS_UNREAD] = "a.read = 0",
		[QUERY_IS_READ] = "a.read = 1",
		[QUERY_IS_STARRED] = "a.starred = 1",
		[QUERY_IS_HIDDEN] = "a.hidden = 1",
		[QUERY_IS_UNPUBLISHED] = "(a.flags & 1) <> 0",
		[QUERY_IS_DAMAGED] = "(a.flags & 2) <> 0",
		[QUERY_HAS_RELATED] = "a.coverage > 0",
		[QUERY_HAS_IMAGE] = "(a.flags & 8) <> 0",
		[QUERY_HAS_VIDEO] = "(a.flags & 4) <> 0",
		[QUERY_HAS_CONTENT] = "(a.flags & 16) <> 0",
	};

	buf_puts(&c->out->text, conditions[q->flag]);
}

/* An FTS5 string: quoted, so that nothing in it is syntax. */
static void
put_text(struct compiler *c, const struct query *q)
{
	struct buf match = { 0 };

	buf_putc(&match, '"');
	for (const char *s = q->text; *s != '\0'; s++) {
		if (*s == '"')
			buf_putc(&match, '"');
		buf_putc(&match, *s);
	}
	buf_puts(&match, q->prefix ? "\" *" : "\"");
	buf_puts(&c->out->text, "a.id IN (SELECT rowid FROM article_text WHERE article_text MATCH ");
	bind_text(c, arena_strdup(c->out->arena, buf_str(&match)));
	buf_putc(&c->out->text, ')');
	buf_done(&match);
}

static bool
put_field(struct compiler *c, const struct query *q)
{
	switch (query_field_info[q->field].kind) {
	case QUERY_NAME:
		return put_name(c, q);
	case QUERY_NUMBER:
		put_number(c, q);
		return true;
	case QUERY_TIME:
		put_time(c, q);
		return true;
	case QUERY_FLAG:
		put_flag(c, q);
		return true;
	}
	return false;
}

static bool
put(struct compiler *c, const struct query *q)
{
	struct buf *out = &c->out->text;
	bool ok = true;

	if (q == c->driver || q->op == QUERY_ALL) {
		buf_putc(out, '1');
		return true;
	}
	if (q->op == QUERY_TEXT) {
		put_text(c, q);
		return true;
	}
	if (q->op == QUERY_FIELD)
		return put_field(c, q);
	buf_puts(out, q->op == QUERY_NOT ? "NOT (" : "(");
	ok = put(c, q->a);
	if (q->op != QUERY_NOT) {
		buf_puts(out, q->op == QUERY_AND ? " AND " : " OR ");
		ok = ok && put(c, q->b);
	}
	buf_putc(out, ')');
	return ok;
}

/* The topic to read through, when it is one and the order is by date. */
static bool
choose_driver(struct compiler *c, const struct store_list *list, struct buf *id)
{
	const struct query *q = list->query != NULL ? query_find(list->query, QUERY_TOPIC) : NULL;

	if (q == NULL || q->exact || list->sort.order != ORDER_DATE)
		return true;
	if (!topic_ids(c, q, id))
		return false;
	if (id->n > 0 && strchr(id->p, ',') == NULL)
		c->driver = q;
	return true;
}

static const char *
usual_exclusion(const struct query *q)
{
	if (q == NULL)
		return "a.shown = 1";
	if (query_mentions_field(q, QUERY_ID))
		return "1";
	bool unpublished = query_mentions_flag(q, QUERY_IS_UNPUBLISHED);
	bool hidden = query_mentions_flag(q, QUERY_IS_HIDDEN);
	if (unpublished && hidden)
		return "a.live = 1";
	if (unpublished)
		return "a.live = 1 AND a.hidden = 0";
	return hidden ? "a.live = 1 AND (a.flags & 1) = 0" : "a.shown = 1";
}

bool
store_sql_from(struct store *st, const struct store_list *list, struct arena *a, struct store_sql *out,
    struct err *err)
{
	struct compiler c = { .st = st, .out = out, .err = err };
	struct buf id = { 0 };

	*out = (struct store_sql){ .arena = a };
	bool ok = choose_driver(&c, list, &id);
	out->by_topic = c.driver != NULL;
	if (out->by_topic)
		buf_printf(&out->text, " FROM article_topic t CROSS JOIN article a ON a.id = t.article"
		    " CROSS JOIN provider p ON p.id = a.provider WHERE t.topic = %s AND ", buf_str(&id));
	else
		buf_puts(&out->text, " FROM article a CROSS JOIN provider p ON p.id = a.provider WHERE ");
	buf_puts(&out->text, usual_exclusion(list->query));
	if (list->query != NULL && list->query->op != QUERY_ALL) {
		buf_puts(&out->text, " AND ");
		ok = ok && put(&c, list->query);
	}
	buf_done(&id);
	return ok;
}

void
store_sql_done(struct store_sql *sql)
{
	buf_done(&sql->text);
}

sqlite3_stmt *
store_sql_prepare(struct store *st, const struct store_sql *sql, const char *prefix, const char *suffix,
    struct err *err)
{
	struct buf all = { 0 };
	sqlite3_stmt *stmt = NULL;

	buf_puts(&all, prefix);
	buf_add(&all, sql->text.p, sql->text.n);
	buf_puts(&all, suffix);
	int code = sqlite3_prepare_v2(st->db, all.p, (int)all.n, &stmt, NULL);
	buf_done(&all);
	if (code != SQLITE_OK) {
		if (code == SQLITE_ERROR || code == SQLITE_TOOBIG)
			err_set(err, "this filter is too large; leave something out");
		else
			sql_fail(st, err);
		return NULL;
	}
	for (size_t i = 0; i < sql->ntexts; i++)
		sqlite3_bind_text(stmt, (int)i + 1, sql->texts[i], -1, SQLITE_STATIC);
	return stmt;
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
