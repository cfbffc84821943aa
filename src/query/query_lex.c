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
#include "base/mem.h"
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

size_t
query_column(const char *text, const char *at)
{
	return (size_t)utf8_columns(text, (size_t)(at - text)) + 1;
}

static size_t
column_of(const struct query_lexer *lx, const char *at)
{
	return query_column(lx->start, at);
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

/* Reads /.../i; a slash inside has a backslash in front. */
static void
read_regex(struct query_lexer *lx, struct query_value *v)
{
	char *out = arena_alloc(lx->arena, strlen(lx->s) + 1), *o = out;

	v->regex = true;
	v->text = out;
	for (lx->s++; *lx->s != '\0' && *lx->s != '/'; lx->s++) {
		if (*lx->s == '\\' && lx->s[1] == '/')
			lx->s++;
		else if (*lx->s == '\\' && lx->s[1] != '\0')
			*o++ = *lx->s++;
		*o++ = *lx->s;
	}
	*o = '\0';
	if (*lx->s != '/') {
		lx->error->incomplete = true;
		lx->failed = true;
		query_fail(lx->error, v->column, "this expression needs a / at its end; "
		    "in quotation marks it is searched as it stands");
		return;
	}
	lx->s++;
	for (; !ends_word(*lx->s); lx->s++) {
		if (*lx->s == 'i') {
			v->icase = true;
			continue;
		}
		lx->failed = true;
		query_fail(lx->error, column_of(lx, lx->s),
		    "behind the last / only i may stand (capitals or not); write \\/ for a slash inside");
		return;
	}
}

/* A star at the end; a lone one is a word. */
static void
take_star(struct query_lexer *lx, struct query_value *v)
{
	size_t n = strlen(v->text);

	if (v->quoted) {
		v->prefix = *lx->s == '*';
		lx->s += v->prefix;
	} else if (n > 1 && v->text[n - 1] == '*') {
		v->prefix = true;
		v->text = arena_strndup(lx->arena, v->text, n - 1);
	}
}

static void
read_value(struct query_lexer *lx, struct query_value *v, bool names, bool regex)
{
	*v = (struct query_value){ .column = column_of(lx, lx->s) };
	if (names && *lx->s == '=') {
		v->exact = true;
		lx->s++;
	}
	if (regex && !v->exact && *lx->s == '/') {
		read_regex(lx, v);
		return;
	}
	v->quoted = *lx->s == '"';
	v->text = v->quoted ? quoted(lx) : bare(lx);
}

static bool
is_named(const char *name, const char *s, size_t n)
{
	return strlen(name) == n && strncasecmp(s, name, n) == 0;
}

static bool
find_field(const char *name, size_t n, enum query_field *field)
{
	for (int i = 0; i < QUERY_FIELD_COUNT; i++)
		if (is_named(query_field_info[i].name, name, n)) {
			*field = (enum query_field)i;
			return true;
		}
	for (size_t i = 0; i < query_alias_count; i++)
		if (is_named(query_aliases[i].name, name, n)) {
			*field = query_aliases[i].field;
			return true;
		}
	return false;
}

static bool
unknown_field(struct query_lexer *lx, const char *name, size_t n)
{
	const char *names[QUERY_FIELD_COUNT + 1] = { "sort" };
	const char *word = arena_strndup(lx->arena, name, n);
	size_t column = lx->token.column;

	lx->failed = true;
	const char *hint = query_field_hint(word);
	if (hint != NULL)
		return query_fail(lx->error, column, "no field \"%s\"; %s", word, hint);
	for (int i = 0; i < QUERY_FIELD_COUNT; i++)
		names[i + 1] = query_field_info[i].name;
	const char *near = nearest_name(word, names, QUERY_FIELD_COUNT + 1);
	if (near != NULL)
		return query_fail(lx->error, column, "no field \"%.40s\"; did you mean \"%s\"?", word, near);
	return query_fail(lx->error, column,
	    "no field \"%.40s\"; put the word in quotation marks to search for it", word);
}

/* title=storm */
static bool
is_equated(const char *s)
{
	return *s == '=' && strchr("=~", s[1]) == NULL && !is_blank(s[1]);
}

static bool
is_compared(const char *name, size_t n)
{
	enum query_field field;

	if (name[n] == '\0' || strchr("<>=", name[n]) == NULL || !find_field(name, n, &field))
		return false;
	return query_field_info[field].kind == QUERY_NUMBER || query_field_info[field].kind == QUERY_TIME ||
	    is_equated(name + n);
}

/* Length of the name in front of a colon, 0 if this is no field.  A number or
 * a time may also be compared without one: heat>=80, and anything equated. */
static size_t
field_name(const char *s)
{
	size_t n = 0;

	while (isalpha((unsigned char)s[n]) || (n > 0 && s[n] == '_'))
		n++;
	if (n < 2 || (s[n] == ':' && s[n + 1] == '/' && s[n + 2] == '/'))
		return 0;
	return s[n] == ':' || is_compared(s, n) ? n : 0;
}

static bool
read_field(struct query_lexer *lx, size_t n)
{
	struct query_token *t = &lx->token;
	const char *name = lx->s;

	if (is_named("sort", name, n) || is_named("order", name, n))
		t->kind = TOKEN_SORT;
	else if (find_field(name, n, &t->field))
		t->kind = TOKEN_FIELD;
	else if (ends_word(name[n + 1]) && name[n + 1] != '"')
		return false;
	else {
		unknown_field(lx, name, n);
		return true;
	}
	enum query_kind kind = t->kind == TOKEN_SORT ? QUERY_FLAG : query_field_info[t->field].kind;
	bool compares = kind == QUERY_NUMBER || kind == QUERY_TIME;
	lx->s += name[n] == ':' || !compares ? n + 1 : n;
	if (*lx->s == '(' && t->kind == TOKEN_FIELD) {
		t->kind = TOKEN_FIELD_OPEN;
		lx->s++;
		return true;
	}
	read_value(lx, &t->value, kind == QUERY_NAME, t->kind == TOKEN_FIELD && query_takes_regex(t->field));
	if (kind == QUERY_WORDS && !t->value.regex)
		take_star(lx, &t->value);
	return true;
}

/* Whether what follows is more than a word. */
static bool
goes_on_strong(const char *s)
{
	while (is_blank(*s))
		s++;
	return *s == '(' || *s == '"' || field_name(s) > 0 || (*s == '-' && field_name(s + 1) > 0);
}

/* A small "or" is a word among words (trick or treat), but joins fields, groups
 * and phrases. */
static enum query_token_kind
kind_of(const struct query_lexer *lx, const char *word)
{
	static const struct { const char *word; enum query_token_kind kind; } signs[] = {
		{ "OR", TOKEN_OR }, { "AND", TOKEN_AND }, { "NOT", TOKEN_NOT }, { "||", TOKEN_OR },
		{ "|", TOKEN_OR }, { "&&", TOKEN_AND }, { "&", TOKEN_AND },
	};

	for (size_t i = 0; i < COUNT(signs); i++) {
		bool not = signs[i].kind == TOKEN_NOT;

		if (strcmp(word, signs[i].word) == 0)
			return signs[i].kind;
		if (strcasecmp(word, signs[i].word) == 0 &&
		    ((lx->strong && !not) || ((lx->began || not) && goes_on_strong(lx->s))))
			return signs[i].kind;
	}
	return TOKEN_TEXT;
}

static void
read_text(struct query_lexer *lx)
{
	struct query_token *t = &lx->token;

	if (query_is_foreign(lx->s, t->column, lx->error)) {
		lx->failed = lx->foreign = true;
		return;
	}
	t->kind = TOKEN_TEXT;
	read_value(lx, &t->value, false, false);
	take_star(lx, &t->value);
	if (!t->value.quoted && !t->value.prefix)
		t->kind = kind_of(lx, t->value.text);
}

void
query_lex_start(struct query_lexer *lx, struct arena *a, const char *text, struct query_error *error)
{
	*lx = (struct query_lexer){ .arena = a, .start = text, .s = text, .error = error };
}

/* `-` in front of something, or `!` in front of a field. */
static bool
is_negation(const char *s)
{
	if (*s == '!')
		return field_name(s + 1) > 0;
	return *s == '-' && !is_blank(s[1]) && s[1] != '\0' && s[1] != '-' && s[1] != ')';
}

/* no:label is as good as -has:label. */
static bool
is_missing(struct query_lexer *lx)
{
	if (strncasecmp(lx->s, "no:", 3) != 0 || ends_word(lx->s[3]))
		return false;
	lx->s += 3;
	lx->missing = true;
	return true;
}

static void
read_missing(struct query_lexer *lx)
{
	lx->missing = false;
	lx->token.kind = TOKEN_FIELD;
	lx->token.field = QUERY_HAS;
	read_value(lx, &lx->token.value, false, false);
}

/* What the last token leaves for the next one to know. */
static void
look_back(struct query_lexer *lx)
{
	const struct query_token *t = &lx->token;

	lx->strong = t->kind == TOKEN_FIELD || t->kind == TOKEN_CLOSE || t->kind == TOKEN_SORT ||
	    (t->kind == TOKEN_TEXT && t->value.quoted);
	lx->began = lx->strong || (t->kind == TOKEN_TEXT && t->value.text != NULL);
}

bool
query_lex_next(struct query_lexer *lx)
{
	look_back(lx);
	while (is_blank(*lx->s))
		lx->s++;
	lx->token = (struct query_token){ .column = column_of(lx, lx->s) };
	if (lx->missing) {
		read_missing(lx);
		return true;
	}
	if (*lx->s == '\0')
		return true;
	if (*lx->s == '(' || *lx->s == ')') {
		lx->token.kind = *lx->s++ == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
		return true;
	}
	if (is_negation(lx->s) || is_missing(lx)) {
		lx->token.kind = TOKEN_NOT;
		lx->s += !lx->missing;
		return true;
	}
	size_t n = field_name(lx->s);
	if (n == 0 || !read_field(lx, n))
		read_text(lx);
	return !lx->failed;
}
