/* SPDX-License-Identifier: ISC */
/* A tree as text that parses to the same tree: words are quoted where they
 * could be taken for something else, parentheses stand only where needed. */
#include "query/query.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "query/query_parts.h"

enum strength { OF_OR, OF_AND, OF_NOT };

static bool
is_operator(const char *s)
{
	static const char *const words[] = { "OR", "AND", "NOT", "|", "||", "&", "&&", "between" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return false;
}

static bool
has_blank(const char *s)
{
	return s[0] == '\0' || strpbrk(s, " \t\r\n()\"") != NULL;
}

/* Whether a word alone would be taken for something else. */
static bool
is_special(const char *s)
{
	size_t n = strlen(s), letters = 0;

	while (isalpha((unsigned char)s[letters]) || s[letters] == '_')
		letters++;
	return strchr("-!=<>#", s[0]) != NULL || s[n - 1] == '*' ||
	    (letters > 1 && s[letters] != '\0' && strchr(":<>=#!", s[letters]) != NULL) || is_operator(s);
}

static void
put_word(struct buf *out, const struct query *q, bool quotes)
{
	if (quotes)
		buf_put_quoted(out, q->text);
	else
		buf_puts(out, q->text);
	if (q->prefix)
		buf_putc(out, '*');
}

static void
put_regex(struct buf *out, const struct query *q)
{
	buf_putc(out, '/');
	for (const char *s = q->text; *s != '\0'; s++) {
		if (*s == '/')
			buf_putc(out, '\\');
		else if (*s == '\\' && s[1] != '\0')
			buf_putc(out, *s++);
		buf_putc(out, *s);
	}
	buf_puts(out, q->icase ? "/i" : "/");
}

static void
put_field(struct buf *out, const struct query *q)
{
	enum query_kind kind = query_field_info[q->field].kind;
	bool first = !q->exact && (q->text[0] == '=' || q->text[0] == '/') && kind <= QUERY_WORDS;

	buf_printf(out, "%s:%s", query_field_info[q->field].name, q->exact ? "=" : "");
	if (kind == QUERY_FLAG)
		buf_puts(out, query_flag_info[q->flag].name);
	else if (q->regex)
		put_regex(out, q);
	else if (kind == QUERY_WORDS)
		put_word(out, q, q->phrase || has_blank(q->text) || first || is_special(q->text));
	else
		put_word(out, q, has_blank(q->text) || first);
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
		put_word(out, q, q->phrase || has_blank(q->text) || is_special(q->text));
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
