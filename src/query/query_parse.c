/* SPDX-License-Identifier: ISC */
/* Words into a tree: OR binds least, then juxtaposition, then NOT.  A query
 * that ends half way (an open parenthesis or quotation, an OR with nothing
 * behind it) is marked incomplete, so that a prompt can keep its last list. */
#include "query/query.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "query/query_parts.h"

enum { DEPTH_MAX = 100, NODES_MAX = 2000 };

struct parser {
	struct query_lexer lx;
	int64_t now;
	struct query_sort *sort;
	int depth, nodes;
	const enum query_field *group;	/* field of the words in parentheses behind it */
};

static const struct query *parse_or(struct parser *p);
static const struct query *parse_one(struct parser *p);

static const struct query *
fail(struct parser *p, size_t column, const char *text)
{
	query_fail(p->lx.error, column, "%s", text);
	return NULL;
}

static struct query *
node(struct parser *p, enum query_op op, const struct query *a, const struct query *b)
{
	struct query *q = arena_alloc(p->lx.arena, sizeof(*q));

	q->op = op;
	q->a = a;
	q->b = b;
	q->column = a != NULL ? a->column : p->lx.token.column;
	return q;
}

static const struct query *
parse_text(struct parser *p)
{
	const struct query_token *t = &p->lx.token;
	struct query *q;

	if (t->value.text[0] == '\0') {
		p->lx.error->incomplete = true;
		return query_lex_next(&p->lx) ? &query_all : NULL;
	}
	if (p->group != NULL) {
		const struct query *member =
		    query_make_field(p->lx.arena, *p->group, &t->value, p->now, p->lx.error);

		return member != NULL && query_lex_next(&p->lx) ? member : NULL;
	}
	q = node(p, QUERY_TEXT, NULL, NULL);
	q->text = t->value.text;
	q->phrase = t->value.quoted;
	q->prefix = t->value.prefix;
	return query_lex_next(&p->lx) ? q : NULL;
}

static const struct query *
parse_group(struct parser *p)
{
	size_t column = p->lx.token.column;

	if (!query_lex_next(&p->lx))
		return NULL;
	const struct query *q = parse_or(p);
	if (q == NULL)
		return NULL;
	if (p->lx.token.kind != TOKEN_CLOSE) {
		p->lx.error->incomplete = true;
		return fail(p, column, "this parenthesis is never closed");
	}
	return query_lex_next(&p->lx) ? q : NULL;
}

/* subject:(dinner OR movie): each word is of that field. */
static const struct query *
parse_field_group(struct parser *p)
{
	const enum query_field field = p->lx.token.field, *outer = p->group;

	p->group = &field;
	const struct query *q = parse_group(p);
	p->group = outer;
	return q;
}

static const struct query *
parse_not(struct parser *p)
{
	if (!query_lex_next(&p->lx))
		return NULL;
	enum query_token_kind kind = p->lx.token.kind;
	if (kind == TOKEN_END)
		p->lx.error->incomplete = true;
	if (kind == TOKEN_END || kind == TOKEN_CLOSE || kind == TOKEN_OR || kind == TOKEN_AND)
		return fail(p, p->lx.token.column, "what to leave out must follow");
	const struct query *a = parse_one(p);
	if (a == NULL || a->op == QUERY_ALL)
		return a;
	return node(p, QUERY_NOT, a, NULL);
}

static const struct query *
parse_field(struct parser *p)
{
	const struct query_token *t = &p->lx.token;
	const struct query *q = query_make_field(p->lx.arena, t->field, &t->value, p->now, p->lx.error);

	return q != NULL && query_lex_next(&p->lx) ? q : NULL;
}

static const struct query *
parse_sort(struct parser *p)
{
	if (!query_make_sort(&p->lx.token.value, p->sort, p->lx.error))
		return NULL;
	return query_lex_next(&p->lx) ? &query_all : NULL;
}

static const struct query *
parse_one(struct parser *p)
{
	const struct query *q = NULL;

	if (++p->depth > DEPTH_MAX || ++p->nodes > NODES_MAX)
		return fail(p, p->lx.token.column, "the filter is too long or too deeply nested");
	switch (p->lx.token.kind) {
	case TOKEN_TEXT:
		q = parse_text(p);
		break;
	case TOKEN_FIELD:
		q = parse_field(p);
		break;
	case TOKEN_FIELD_OPEN:
		q = parse_field_group(p);
		break;
	case TOKEN_SORT:
		q = parse_sort(p);
		break;
	case TOKEN_OPEN:
		q = parse_group(p);
		break;
	case TOKEN_NOT:
		q = parse_not(p);
		break;
	case TOKEN_CLOSE:
		fail(p, p->lx.token.column, "this parenthesis closes nothing");
		break;
	case TOKEN_END:
		p->lx.error->incomplete = true;
		fail(p, p->lx.token.column, "something is missing at the end");
		break;
	case TOKEN_OR:
	case TOKEN_AND:
		p->lx.error->incomplete = true;
		fail(p, p->lx.token.column,
		    "something must stand on both sides; write \"or\" small to search for it");
		break;
	}
	p->depth--;
	return q;
}

static bool
ends_and(enum query_token_kind kind)
{
	return kind == TOKEN_END || kind == TOKEN_CLOSE || kind == TOKEN_OR;
}

static const struct query *
parse_and(struct parser *p)
{
	const struct query *q = parse_one(p);

	while (q != NULL && !ends_and(p->lx.token.kind)) {
		if (p->lx.token.kind == TOKEN_AND && !query_lex_next(&p->lx))
			return NULL;
		const struct query *b = parse_one(p);
		if (b == NULL)
			return NULL;
		q = query_and(p->lx.arena, q, b);
	}
	return q;
}

static const struct query *
parse_or(struct parser *p)
{
	const struct query *q = parse_and(p);

	while (q != NULL && p->lx.token.kind == TOKEN_OR) {
		if (!query_lex_next(&p->lx))
			return NULL;
		const struct query *b = parse_and(p);
		if (b == NULL)
			return NULL;
		/* An empty pair of quotation marks asks for nothing. */
		if (q->op == QUERY_ALL || b->op == QUERY_ALL)
			q = q->op == QUERY_ALL ? b : q;
		else
			q = node(p, QUERY_OR, q, b);
	}
	return q;
}

static const struct query *
parse_all(struct parser *p)
{
	if (!query_lex_next(&p->lx))
		return NULL;
	if (p->lx.token.kind == TOKEN_END)
		return &query_all;
	const struct query *q = parse_or(p);
	if (q != NULL && p->lx.token.kind != TOKEN_END)
		return fail(p, p->lx.token.column, "this parenthesis closes nothing");
	return q;
}

/* What is an expression of newsboat's as a whole is taken as that. */
static const struct query *
parse_foreign(struct parser *p, const char *text)
{
	const char *why, *said = query_from_newsboat(p->lx.arena, text, &why);
	struct query_error error = { 0 };
	struct parser again = { .now = p->now };

	if (said == NULL)
		return NULL;
	query_lex_start(&again.lx, p->lx.arena, said, &error);
	const struct query *q = parse_all(&again);
	if (q != NULL)
		*p->lx.error = (struct query_error){ 0 };
	return q;
}

const struct query *
query_parse(struct arena *a, const char *text, int64_t now, struct query_sort *sort,
    struct query_error *error)
{
	struct query_error ignored;
	struct parser p = { .now = now, .sort = sort };

	if (error == NULL)
		error = &ignored;
	*error = (struct query_error){ 0 };
	query_lex_start(&p.lx, a, text, error);
	const struct query *q = parse_all(&p);
	return q == NULL && p.lx.foreign ? parse_foreign(&p, text) : q;
}

void
query_error_format(const struct query_error *error, const char *text, char *out, size_t size)
{
	if (error->column == 0)
		snprintf(out, size, "%s", error->text);
	else
		snprintf(out, size, "%s\n  %s\n  %*s", error->text, text, (int)error->column, "^");
}
