/* SPDX-License-Identifier: ISC */
/* A tree as text that parses to the same tree: words are quoted where they
 * could be taken for something else, parentheses stand only where needed. */
#include "query/query.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "query/query_parts.h"

enum strength { OF_OR, OF_AND, OF_NOT };

static bool
needs_quotes(const char *s, bool is_value)
{
	if (s[0] == '\0' || strpbrk(s, " \t\r\n()\"") != NULL)
		return true;
	if (is_value)
		return s[0] == '=';
	size_t n = strlen(s), letters = 0;
	while (isalpha((unsigned char)s[letters]))
		letters++;
	return s[0] == '-' || s[n - 1] == '*' || (letters > 1 && s[letters] == ':') || strcmp(s, "OR") == 0 ||
	    strcmp(s, "AND") == 0 || strcmp(s, "NOT") == 0;
}

static void
put_text(struct buf *out, const struct query *q)
{
	if (q->phrase || needs_quotes(q->text, false))
		buf_put_quoted(out, q->text);
	else
		buf_puts(out, q->text);
	if (q->prefix)
		buf_putc(out, '*');
}

static void
put_field(struct buf *out, const struct query *q)
{
	buf_printf(out, "%s:%s", query_field_info[q->field].name, q->exact ? "=" : "");
	if (query_field_info[q->field].kind == QUERY_FLAG)
		buf_puts(out, query_flag_info[q->flag].name);
	else if (needs_quotes(q->text, !q->exact))
		buf_put_quoted(out, q->text);
	else
		buf_puts(out, q->text);
}

static void
put(struct buf *out, const struct query *q, enum strength around)
{
	bool brackets = (q->op == QUERY_OR && around > OF_OR) || (q->op == QUERY_AND && around > OF_AND);

	if (brackets)
		buf_putc(out, '(');
	switch (q->op) {
	case QUERY_ALL:
		break;
	case QUERY_AND:
		put(out, q->a, OF_AND);
		buf_putc(out, ' ');
		/* Juxtaposition groups to the left: a right-hand AND keeps its own. */
		put(out, q->b, OF_NOT);
		break;
	case QUERY_OR:
		put(out, q->a, OF_OR);
		buf_puts(out, " OR ");
		put(out, q->b, OF_AND);
		break;
	case QUERY_NOT:
		buf_puts(out, q->a->op == QUERY_NOT ? "NOT " : "-");
		put(out, q->a, OF_NOT);
		break;
	case QUERY_TEXT:
		put_text(out, q);
		break;
	case QUERY_FIELD:
		put_field(out, q);
		break;
	}
	if (brackets)
		buf_putc(out, ')');
}

const char *
query_format(struct arena *a, const struct query *q)
{
	struct buf out = { 0 };

	put(&out, q, OF_OR);
	const char *text = arena_strndup(a, buf_str(&out), out.n);
	buf_done(&out);
	return text;
}
