/* SPDX-License-Identifier: ISC */
/* What the files of query/ share: words of the language, values of fields. */
#ifndef QUERY_QUERY_PARTS_H
#define QUERY_QUERY_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/query.h"

struct arena;

struct query_flag_info {
	enum query_field field;		/* QUERY_IS or QUERY_HAS */
	const char *name;
	const char *words;		/* for the explanation */
};
extern const struct query_flag_info query_flag_info[QUERY_FLAG_COUNT];
extern const struct query query_all;
const struct query_views *query_views_get(void);

/* -- words (query_lex.c) */
enum query_token_kind {
	TOKEN_END, TOKEN_TEXT, TOKEN_FIELD, TOKEN_FIELD_OPEN, TOKEN_SORT, TOKEN_OR, TOKEN_AND, TOKEN_NOT,
	TOKEN_OPEN, TOKEN_CLOSE
};

/* What follows a field's colon, or a word. */
struct query_value {
	const char *text;
	bool quoted;
	bool exact;			/* `=` in front of a name */
	bool prefix;			/* a star behind it */
	bool regex, icase;		/* it stood between slashes */
	size_t column;
};

struct query_token {
	enum query_token_kind kind;
	enum query_field field;
	struct query_value value;
	size_t column;
};

struct query_lexer {
	struct arena *arena;
	const char *start, *s;
	struct query_token token;	/* the present one */
	struct query_error *error;
	bool failed;
	bool foreign;			/* it is as another program writes it */
	bool began;			/* there is something that "or" can join */
	bool strong;			/* ... which it does, small as it may be */
	bool missing;			/* no: stands in front of what follows */
};

void query_lex_start(struct query_lexer *lx, struct arena *a, const char *text, struct query_error *error);
/* Goes to the next word; false (and an error) if there is none to be had. */
bool query_lex_next(struct query_lexer *lx);
/* Sets the error, unless there is one; returns false. */
bool query_fail(struct query_error *error, size_t column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Whether a field's value may be /a regular expression/. */
bool query_takes_regex(enum query_field field);
/* The place in columns, from 1, of a byte of TEXT. */
size_t query_column(const char *text, const char *at);

/* -- words of other programs (query_words.c) */
const char *query_field_hint(const char *name);		/* NULL: nothing to say */
const char *query_flag_hint(const char *word);
const char *query_flag_alias(const char *word);		/* WORD itself if there is no other */
bool query_is_everything(const char *word);
bool query_order_alias(const char *name, size_t n, enum query_order *order, bool *reverse);
const char *query_lang_code(const char *name);

/* -- what other programs write (query_foreign.c): true, and an error that says
 * how it is written here, when the word at S begins something like that. */
bool query_is_foreign(const char *s, size_t column, struct query_error *error);

/* -- values (query_value.c): a node for field:value, NULL with an error. */
const struct query *query_make_field(struct arena *a, enum query_field field, const struct query_value *value,
    int64_t now, struct query_error *error);
/* Reads the value of sort:. */
bool query_make_sort(const struct query_value *value, struct query_sort *sort, struct query_error *error);

#endif
