/* SPDX-License-Identifier: ISC */
/* The parts of a filter that search text, as one expression for FTS5: it
 * intersects rare words with frequent ones without reading all of these.
 * Everything typed stands in quotation marks there, so that nothing is syntax. */
#include "store/store.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/words.h"
#include "store/store_parts.h"

bool
store_fts_is_word(const struct query *q)
{
	return q->op == QUERY_TEXT || (q->op == QUERY_FIELD && !q->regex &&
	    query_field_info[q->field].kind == QUERY_WORDS);
}

/* A word without any letter or digit cannot be found; it is as good as not
 * typed.  NULL: nothing is left. */
const struct query *
store_fts_prune(struct arena *a, const struct query *q)
{
	struct query *copy;

	if (store_fts_is_word(q))
		return words_any(q->text, strlen(q->text)) ? q : NULL;
	if (q->op == QUERY_FIELD ? q->a == NULL : q->a == NULL && q->b == NULL)
		return q;
	const struct query *x = store_fts_prune(a, q->a);
	const struct query *y = q->b != NULL ? store_fts_prune(a, q->b) : NULL;
	if (q->op != QUERY_AND && q->op != QUERY_OR && x == NULL)
		return NULL;
	if ((q->op == QUERY_AND || q->op == QUERY_OR) && (x == NULL || y == NULL))
		return x != NULL ? x : y;
	if (x == q->a && y == q->b)
		return q;
	copy = arena_alloc(a, sizeof(*copy));
	*copy = *q;
	copy->a = x;
	copy->b = y;
	return copy;
}

void
store_fts_members(struct arena *a, const struct query *q, enum query_op op, struct store_members *out)
{
	if (q->op == op) {
		store_fts_members(a, q->a, op, out);
		store_fts_members(a, q->b, op, out);
		return;
	}
	out->all = arena_grow(a, out->all, out->n, sizeof(*out->all));
	out->all[out->n++] = q;
}

/* Whether FTS5 alone can say which articles it is. */
bool
store_fts_can(const struct query *q)
{
	if (store_fts_is_word(q))
		return true;
	if (q->op == QUERY_OR)
		return store_fts_can(q->a) && store_fts_can(q->b);
	if (q->op != QUERY_AND)
		return false;
	bool not_a = q->a->op == QUERY_NOT, not_b = q->b->op == QUERY_NOT;
	return !(not_a && not_b) && store_fts_can(not_a ? q->a->a : q->a) &&
	    store_fts_can(not_b ? q->b->a : q->b);
}

static void
put_word(struct buf *out, const struct query *q, bool old)
{
	struct buf words = { 0 };
	bool begins = q->prefix;

	if (q->op == QUERY_FIELD)
		buf_printf(out, "{%s} : ", query_field_info[q->field].name);
	if (old)
		buf_puts(&words, q->text);
	else
		begins |= words_query(&words, q->text, strlen(q->text));
	buf_putc(out, '"');
	for (const char *s = buf_str(&words); *s != '\0'; s++) {
		if (*s == '"')
			buf_putc(out, '"');
		buf_putc(out, *s);
	}
	buf_puts(out, begins ? "\" *" : "\"");
	buf_done(&words);
}

static void
put_list(struct buf *out, const struct store_members *m, bool not, bool old)
{
	size_t count = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct query *q = m->all[i];

		if ((q->op == QUERY_NOT) != not)
			continue;
		if (count++ > 0)
			buf_puts(out, not || m->op == QUERY_OR ? " OR " : " AND ");
		store_fts_put(out, not ? q->a : q, old);
	}
}

void
store_fts_put_members(struct buf *out, const struct store_members *m, bool old)
{
	bool not = false;

	for (size_t i = 0; i < m->n; i++)
		not |= m->all[i]->op == QUERY_NOT;
	buf_puts(out, "(");
	put_list(out, m, false, old);
	if (not) {
		buf_puts(out, ") NOT (");
		put_list(out, m, true, old);
	}
	buf_puts(out, ")");
}

void
store_fts_put(struct buf *out, const struct query *q, bool old)
{
	struct arena a = { 0 };
	struct store_members m = { .op = q->op };

	if (q->op != QUERY_AND && q->op != QUERY_OR) {
		put_word(out, q, old);
		return;
	}
	store_fts_members(&a, q, q->op, &m);
	buf_putc(out, '(');
	store_fts_put_members(out, &m, old);
	buf_putc(out, ')');
	arena_done(&a);
}
