/* SPDX-License-Identifier: ISC */
/* Words of the filter language.  A word that looks like `name:value` is a field
 * only when the name is made of letters and something stands behind the colon
 * that is not `//`; so addresses and times can be searched as they are. */
#include "query/query_parts.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/utf8.h"

bool
query_fail(struct query_error *error, size_t column, const char *format, ...)
{
	va_list ap;

	if (error == NULL || error->text[0] != '\0')
		return false;
	va_start(ap, format);
	vsnprintf(error->text, sizeof(error->text), format, ap);
	va_end(ap);
	error->column = column;
	return false;
}

static size_t
column_of(const struct query_lexer *lx, const char *at)
{
	return (size_t)utf8_columns(lx->start, (size_t)(at - lx->start)) + 1;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
ends_word(char c)
{
	return c == '\0' || is_blank(c) || c == '(' || c == ')' || c == '"';
}

/* Reads "..." with \" and \\ inside; an unclosed one ends with the text. */
static const char *
quoted(struct query_lexer *lx)
{
	char *out = arena_alloc(lx->arena, strlen(lx->s) + 1), *o = out;

	for (lx->s++; *lx->s != '\0' && *lx->s != '"'; lx->s++) {
		if (*lx->s == '\\' && (lx->s[1] == '"' || lx->s[1] == '\\'))
			lx->s++;
		*o++ = *lx->s;
	}
	if (*lx->s == '"')
		lx->s++;
	else
		lx->error->incomplete = true;
	*o = '\0';
	return out;
}

static const char *
bare(struct query_lexer *lx)
{
	const char *from = lx->s;

	while (!ends_word(*lx->s))
		lx->s++;
	return arena_strndup(lx->arena, from, (size_t)(lx->s - from));
}

static void
read_value(struct query_lexer *lx, struct query_value *v, bool names)
{
	*v = (struct query_value){ .column = column_of(lx, lx->s) };
	if (names && *lx->s == '=') {
		v->exact = true;
		lx->s++;
	}
	v->quoted = *lx->s == '"';
	v->text = v->quoted ? quoted(lx) : bare(lx);
}

static bool
find_field(const char *name, size_t n, enum query_field *field)
{
	for (int i = 0; i < QUERY_FIELD_COUNT; i++) {
		if (strlen(query_field_info[i].name) != n ||
		    strncasecmp(name, query_field_info[i].name, n) != 0)
			continue;
		*field = (enum query_field)i;
		return true;
	}
	return false;
}

static bool
unknown_field(struct query_lexer *lx, const char *name, size_t n)
{
	const char *names[QUERY_FIELD_COUNT + 1] = { "sort" };
	const char *word = arena_strndup(lx->arena, name, n);

	for (int i = 0; i < QUERY_FIELD_COUNT; i++)
		names[i + 1] = query_field_info[i].name;
	const char *near = nearest_name(word, names, QUERY_FIELD_COUNT + 1);
	lx->failed = true;
	if (near != NULL)
		return query_fail(lx->error, lx->token.column, "no field \"%.40s\"; did you mean \"%s\"?",
		    word, near);
	return query_fail(lx->error, lx->token.column,
	    "no field \"%.40s\"; put the word in quotation marks to search for it", word);
}

/* Length of the name in front of a colon, 0 if this is no field. */
static size_t
field_name(const char *s)
{
	size_t n = 0;

	while (isalpha((unsigned char)s[n]))
		n++;
	if (n < 2 || s[n] != ':' || (s[n + 1] == '/' && s[n + 2] == '/'))
		return 0;
	return n;
}

static bool
read_field(struct query_lexer *lx, size_t n)
{
	struct query_token *t = &lx->token;
	const char *name = lx->s;

	if (n == 4 && strncasecmp(name, "sort", 4) == 0)
		t->kind = TOKEN_SORT;
	else if (find_field(name, n, &t->field))
		t->kind = TOKEN_FIELD;
	else if (ends_word(name[n + 1]) && name[n + 1] != '"')
		return false;
	else {
		unknown_field(lx, name, n);
		return true;
	}
	lx->s += n + 1;
	read_value(lx, &t->value, t->kind == TOKEN_FIELD && query_field_info[t->field].kind == QUERY_NAME);
	return true;
}

static void
read_text(struct query_lexer *lx)
{
	struct query_token *t = &lx->token;

	t->kind = TOKEN_TEXT;
	read_value(lx, &t->value, false);
	if (t->value.quoted) {
		if (*lx->s == '*') {
			t->prefix = true;
			lx->s++;
		}
		return;
	}
	size_t n = strlen(t->value.text);
	if (n > 1 && t->value.text[n - 1] == '*') {
		t->prefix = true;
		t->value.text = arena_strndup(lx->arena, t->value.text, n - 1);
	}
	if (strcmp(t->value.text, "OR") == 0)
		t->kind = TOKEN_OR;
	else if (strcmp(t->value.text, "AND") == 0)
		t->kind = TOKEN_AND;
	else if (strcmp(t->value.text, "NOT") == 0)
		t->kind = TOKEN_NOT;
}

void
query_lex_start(struct query_lexer *lx, struct arena *a, const char *text, struct query_error *error)
{
	*lx = (struct query_lexer){ .arena = a, .start = text, .s = text, .error = error };
}

bool
query_lex_next(struct query_lexer *lx)
{
	while (is_blank(*lx->s))
		lx->s++;
	lx->token = (struct query_token){ .column = column_of(lx, lx->s) };
	if (*lx->s == '\0')
		return true;
	if (*lx->s == '(' || *lx->s == ')') {
		lx->token.kind = *lx->s++ == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
		return true;
	}
	if (*lx->s == '-' && !is_blank(lx->s[1]) && lx->s[1] != '\0' && lx->s[1] != '-' && lx->s[1] != ')') {
		lx->token.kind = TOKEN_NOT;
		lx->s++;
		return true;
	}
	size_t n = field_name(lx->s);
	if (n == 0 || !read_field(lx, n))
		read_text(lx);
	return !lx->failed;
}
