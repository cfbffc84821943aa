/* SPDX-License-Identifier: ISC */
/* A query tree as SQL.  Text from outside is always bound; names of providers
 * and topics are looked up here and become numbers, text searches become sets
 * of articles (store_match.c), so that SQLite sees plain conditions.
 *
 * What all rows must have decides where they come from, so that their cost
 * does not grow with the archive: a few articles that a search has found by
 * their numbers; a topic's from article_topic, newest first; starred, hidden
 * and other rare ones from indexes of their own; else from the index of the
 * order. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store_parts.h"
#include "store/store_story.h"

struct compiler {
	struct store *st;
	struct store_sql *out;
	struct err *err;
	const struct query *driver;	/* the topic that rows come through */
	const char *index;		/* that they come from */
	const struct store_set *few;	/* or the set that they are of */
	bool member;			/* any member of a row's story, not the row */
	int64_t step;			/* what it has made read counts as unread; 0: none */
};

static const struct { const char *condition, *index; } flags[QUERY_FLAG_COUNT] = {
	[QUERY_IS_UNREAD] = { "a.read = 0", NULL },
	[QUERY_IS_READ] = { "a.read = 1", NULL },
	[QUERY_IS_STARRED] = { "a.starred = 1", "article_starred" },
	[QUERY_IS_HIDDEN] = { "a.hidden <> 0 AND (a.hidden & 1) = 1", "article_hidden" },
	[QUERY_IS_MUTED] = { "a.hidden <> 0 AND (a.hidden & 2) = 2", "article_hidden" },
	[QUERY_IS_FOLLOWED] = { "a.followed = 1", "article_followed" },
	[QUERY_IS_UNPUBLISHED] = { "(a.flags & 1) <> 0", "article_unpublished" },
	[QUERY_IS_DAMAGED] = { "(a.flags & 2) <> 0", "article_damaged" },
	[QUERY_IS_UPDATED] = { "a.revised > 0", "article_revised" },
	[QUERY_IS_HOT] = { NULL, NULL },
	[QUERY_HAS_RELATED] = { "a.coverage > 0", NULL },
	[QUERY_HAS_IMAGE] = { "(a.flags & 8) <> 0", NULL },
	[QUERY_HAS_VIDEO] = { "(a.flags & 4) <> 0", NULL },
	[QUERY_HAS_AUDIO] = { "(a.flags & 32) <> 0", NULL },
	[QUERY_HAS_CONTENT] = { "(a.flags & 16) <> 0", NULL },
	[QUERY_HAS_LABEL] = { "a.id IN (SELECT article FROM article_label)", NULL },
};

/* Before anything else of the row is looked at where it comes through a topic. */
static const char *
id_column(const struct compiler *c)
{
	return c->out->by_topic ? "t.article" : "a.id";
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

/* An article without a story is one of its own. */
static bool
put_story(struct compiler *c, const struct query *q)
{
	int64_t story = 0;
	bool ok = store_story_of(c->st, q->from, &story, c->err);

	if (story != 0)
		buf_printf(&c->out->text, "(a.story = %lld AND a.story <> 0)", (long long)story);
	else
		buf_printf(&c->out->text, "a.id = %lld", (long long)q->from);
	return ok;
}

static void
put_time(struct compiler *c, const struct query *q)
{
	const char *column = q->field == QUERY_SEEN      ? "a.first_seen"
			     : q->field == QUERY_UPDATED ? "a.updated"
			     : c->out->by_topic          ? "t.time"
							 : "a.time";
	struct buf *out = &c->out->text;

	if (q->field == QUERY_UPDATED && store_words_left(c->st) > 0)
		column = arena_printf(c->out->arena, "CASE a.indexed WHEN 0 THEN record_fact(%d, (SELECT data"
		    " FROM record WHERE article = a.id)) ELSE a.updated END", (int)QUERY_UPDATED);
	buf_puts(out, "(1");
	if (q->from > INT64_MIN + 1)
		buf_printf(out, " AND %s >= %lld", column, (long long)q->from);
	if (q->to < INT64_MAX)
		buf_printf(out, " AND %s < %lld", column, (long long)q->to);
	buf_putc(out, ')');
}

static bool
put_words_regex(struct compiler *c, const struct query *q)
{
	int number = store_regex_get(c->st, q->text, q->icase, c->err);

	if (q->field == QUERY_TITLE)
		buf_printf(&c->out->text, "regex_match(%d, a.title)", number);
	else
		buf_printf(&c->out->text,
		    "record_match(%d, %d, (SELECT data FROM record WHERE article = %s))", number,
		    (int)q->field, id_column(c));
	return number >= 0;
}

/* The set of articles that an expression finds. */
static const struct store_set *
find_set(struct compiler *c, const struct store_members *m, int *number)
{
	struct buf match = { 0 }, old = { 0 };

	store_fts_put_members(&match, m, false);
	if (store_words_left(c->st) > 0)
		store_fts_put_members(&old, m, true);
	const struct store_wanted wanted = { buf_str(&match), buf_str(&old),
		m->n == 1 && store_terms_are_many(c->st, m->all[0]) ? m->all[0] : NULL };
	const struct store_set *set = store_set_get(c->st, &wanted, number, c->err);
	buf_done(&match);
	buf_done(&old);
	return set;
}

static bool
put_set(struct compiler *c, const struct store_members *m)
{
	int number = 0;
	const struct store_set *set = find_set(c, m, &number);

	if (set == NULL)
		return false;
	if (set == c->few)
		buf_puts(&c->out->text, "1");
	else if (set->count == 0 && !(set->recent && c->member))
		buf_puts(&c->out->text, NOTHING);
	else
		buf_printf(&c->out->text, "words_match(%d, %s%s)", number, id_column(c),
		    set->recent && c->member ? ", 1" : "");
	return true;
}

static void
put_flag(struct compiler *c, enum query_flag flag)
{
	struct buf *out = &c->out->text;

	if (flag == QUERY_IS_HOT)
		store_put_hot(c->st, out, c->out->by_topic ? "t.time" : "a.time");
	else if (c->step != 0 && (flag == QUERY_IS_UNREAD || flag == QUERY_IS_READ))
		buf_printf(out, "%s(a.read = 0 OR EXISTS (SELECT 1 FROM step_item i WHERE i.step = %lld"
		    " AND i.article = a.id))", flag == QUERY_IS_READ ? "NOT " : "", (long long)c->step);
	else
		buf_printf(out, "(%s)", flags[flag].condition);
}

static bool
put_field(struct compiler *c, const struct query *q)
{
	switch (query_field_info[q->field].kind) {
	case QUERY_NAME:
		return store_sql_name(c->st, c->out, q, c->err);
	case QUERY_WORDS:
		return put_words_regex(c, q);
	case QUERY_NUMBER:
		if (q->field == QUERY_STORY)
			return put_story(c, q);
		put_number(c, q);
		return true;
	case QUERY_TIME:
		put_time(c, q);
		return true;
	case QUERY_FLAG:
		put_flag(c, q->flag);
		return true;
	}
	return false;
}

static bool
has_many(const struct compiler *c, const struct query *q)
{
	return q != NULL && (store_terms_are_many(c->st, q) || has_many(c, q->a) || has_many(c, q->b));
}

static bool
is_found(const struct compiler *c, const struct query *q)
{
	return store_fts_can(q) && !has_many(c, q);
}

static bool
is_text(const struct compiler *c, const struct query *q, bool with_not)
{
	return is_found(c, q) || (with_not && q->op == QUERY_NOT && is_found(c, q->a));
}

/* What of a chain the text index can do at once; .n 0: nothing.  NOT goes with
 * it only where something is found that it can be taken from. */
static struct store_members
text_members(struct compiler *c, const struct store_members *m)
{
	struct store_members out = { .op = m->op };
	bool found = false;

	for (size_t i = 0; i < m->n; i++)
		found |= is_found(c, m->all[i]);
	for (size_t i = 0; i < m->n && found; i++)
		if (is_text(c, m->all[i], m->op == QUERY_AND)) {
			out.all = arena_grow(c->out->arena, out.all, out.n, sizeof(*out.all));
			out.all[out.n++] = m->all[i];
		}
	return out;
}

static bool put(struct compiler *c, const struct query *q);

static bool
put_chain(struct compiler *c, const struct query *q)
{
	struct store_members m = { .op = q->op };
	struct buf *out = &c->out->text;
	const char *between = "";

	store_fts_members(c->out->arena, q, q->op, &m);
	struct store_members text = text_members(c, &m);
	buf_putc(out, '(');
	if (text.n > 0) {
		if (!put_set(c, &text))
			return false;
		between = q->op == QUERY_AND ? " AND " : " OR ";
	}
	for (size_t i = 0; i < m.n; i++) {
		if (text.n > 0 && is_text(c, m.all[i], q->op == QUERY_AND))
			continue;
		buf_puts(out, between);
		if (!put(c, m.all[i]))
			return false;
		between = q->op == QUERY_AND ? " AND " : " OR ";
	}
	buf_putc(out, ')');
	return true;
}

static bool
put(struct compiler *c, const struct query *q)
{
	const struct store_members one = { .op = QUERY_AND, .all = &q, .n = 1 };
	struct buf *out = &c->out->text;
	bool ok;

	if (q == c->driver || q->op == QUERY_ALL) {
		buf_putc(out, '1');
		return true;
	}
	if (store_fts_is_word(q))
		return put_set(c, &one);
	if (q->op == QUERY_FIELD && q->field != QUERY_VIEW)
		return put_field(c, q);
	if (q->op == QUERY_AND || q->op == QUERY_OR)
		return put_chain(c, q);
	if (q->op == QUERY_FIELD && q->a == NULL) {
		buf_puts(out, NOTHING);
		return true;
	}
	/* SQL's NOT of an unknown value is unknown; here it is true. */
	buf_puts(out, q->op == QUERY_NOT ? "NOT coalesce(" : "(");
	ok = put(c, q->a);
	buf_puts(out, q->op == QUERY_NOT ? ", 0)" : ")");
	return ok;
}

/* The topic to read through, when it is one and the order is by date. */
static bool
choose_topic(struct compiler *c, const struct store_list *list, const struct query *q, struct buf *id)
{
	q = query_find(q, QUERY_TOPIC);
	if (q == NULL || q->exact || list->sort.order != ORDER_DATE)
		return true;
	if (!store_sql_topics(c->st, q, id, c->err))
		return false;
	if (id->n > 0 && strchr(id->p, ',') == NULL)
		c->driver = q;
	return true;
}

/* The index of its own that a condition has, NULL: none. */
static bool
find_index(struct compiler *c, const struct query *q, const char **index)
{
	int64_t story = 0;
	bool ok = true;

	*index = NULL;
	if (q->op != QUERY_FIELD)
		return true;
	if (q->field == QUERY_IS || q->field == QUERY_HAS) {
		*index = flags[q->flag].index;
	} else if (q->field == QUERY_STORY) {
		ok = store_story_of(c->st, q->from, &story, c->err);
		*index = story != 0 ? "article_story" : NULL;
	}
	return ok;
}

static bool
choose_driver(struct compiler *c, const struct store_list *list, const struct query *q, struct buf *id)
{
	struct store_members m = { .op = QUERY_AND };
	int number;

	if (q == NULL)
		return true;
	store_fts_members(c->out->arena, q, QUERY_AND, &m);
	struct store_members text = text_members(c, &m);
	if (text.n > 0) {
		const struct store_set *set = find_set(c, &text, &number);

		if (set == NULL)
			return false;
		if (set->count <= (set->recent ? SET_SMALL / 8 : SET_SMALL)) {
			c->few = set;
			return true;
		}
	}
	for (size_t i = 0; i < m.n && c->index == NULL; i++)
		if (!find_index(c, m.all[i], &c->index))
			return false;
	return c->index != NULL || choose_topic(c, list, q, id);
}

/* What is withdrawn, hidden or muted is listed only where the filter speaks of
 * that; by its number, always. */
static void
put_exclusion(struct buf *out, const struct query *q)
{
	if (q != NULL && query_mentions_field(q, QUERY_ID)) {
		buf_puts(out, "1");
		return;
	}
	bool unpublished = q != NULL && query_mentions_flag(q, QUERY_IS_UNPUBLISHED);
	bool hidden = q != NULL && query_mentions_flag(q, QUERY_IS_HIDDEN);
	bool muted = q != NULL && query_mentions_flag(q, QUERY_IS_MUTED);
	buf_puts(out, unpublished || hidden || muted ? "a.live = 1" : "a.shown = 1");
	if (!unpublished && (hidden || muted))
		buf_puts(out, " AND (a.flags & 1) = 0");
	if (!hidden && (unpublished || muted))
		buf_puts(out, " AND (a.hidden & 1) = 0");
	if (!muted && (unpublished || hidden))
		buf_puts(out, " AND (a.hidden & 2) = 0");
}

static void
put_from(struct compiler *c, const struct buf *topic)
{
	static const char provider[] = " CROSS JOIN provider p ON p.id = a.provider WHERE ";
	struct buf *out = &c->out->text;

	c->out->by_topic = c->driver != NULL;
	c->out->few = c->few != NULL;
	if (c->driver != NULL) {
		buf_printf(out,
		    " FROM article_topic t CROSS JOIN article a ON a.id = t.article%st.topic = %s AND ",
		    provider, buf_str(topic));
	} else if (c->few != NULL) {
		buf_printf(out, " FROM article a NOT INDEXED%sa.id IN (", provider);
		for (size_t i = 0; i < c->few->count; i++)
			buf_printf(out, "%s%lld", i > 0 ? "," : "", (long long)c->few->ids[i]);
		buf_puts(out, ") AND ");
	} else if (c->index != NULL) {
		buf_printf(out, " FROM article a INDEXED BY %s%s", c->index, provider);
	} else {
		buf_printf(out, " FROM article a%s", provider);
	}
}

/* The list's condition on any member of a story, whatever its rows come from. */
static bool
put_fold(struct compiler *c, const struct store_list *list, const struct query *q)
{
	struct compiler alone = { .st = c->st, .out = c->out, .err = c->err, .member = true,
		.step = c->step };
	struct buf text = c->out->text;
	bool by_topic = c->out->by_topic, ok = true;
	const char *member = NULL;

	if (q != NULL) {
		c->out->text = (struct buf){ 0 };
		c->out->by_topic = false;
		ok = put(&alone, q);
		member = arena_strdup(c->out->arena, buf_str(&c->out->text));
		buf_done(&c->out->text);
		c->out->text = text;
		c->out->by_topic = by_topic;
	}
	if (ok)
		store_fold_put(c->st, c->out, list, member);
	return ok;
}

bool
store_sql_from(struct store *st, const struct store_list *list, struct arena *a, struct store_sql *out,
    struct err *err)
{
	struct compiler c = { .st = st, .out = out, .err = err, .step = list->step };
	const struct query *q = NULL;
	struct buf topic = { 0 };

	*out = (struct store_sql){ .arena = a, .lead = "a.id" };
	store_sets_begin(st);
	store_regexes_begin(st);
	if (list->query != NULL && list->query->op != QUERY_ALL)
		q = store_fts_prune(a, list->query);
	bool ok = (!store_is_ranked(list) || store_rank(st, list, err)) &&
	    choose_driver(&c, list, q, &topic);
	if (ok) {
		put_from(&c, &topic);
		put_exclusion(&out->text, list->query);
		/* Nothing but signs was asked for: nothing has them. */
		if (q == NULL && list->query != NULL && list->query->op != QUERY_ALL)
			buf_puts(&out->text, " AND " NOTHING);
		if (q != NULL) {
			buf_puts(&out->text, " AND ");
			ok = put(&c, q);
		}
		ok = ok && (!store_folds(list) || put_fold(&c, list, q));
	}
	buf_done(&topic);
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
