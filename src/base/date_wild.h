/* SPDX-License-Identifier: ISC */
/* What the files of date_parse_wild() share. */
#ifndef BASE_DATE_WILD_H
#define BASE_DATE_WILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { TOKENS_MAX = 40, NUMBERS_MAX = 4 };

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_WORD, TOKEN_SIGN };

struct token {
	enum token_kind kind;
	const char *p;
	size_t n;		/* of a number: its digits */
	int64_t value;
	bool close;		/* nothing stands between it and the one before */
};

struct wild {
	struct token tokens[TOKENS_MAX];
	size_t n, at;
	struct token numbers[NUMBERS_MAX];	/* of the date, in order */
	size_t nnumbers;
	bool dashed;		/* it begins with a sign: a year without its century */
	bool slashes;
	int month;		/* by name, 0: none was */
	size_t month_at;	/* its token */
	int week;		/* 0: none */
	bool has_clock, after_clock, has_zone;
	int seconds;
	enum { HALF_NONE, HALF_AM, HALF_PM } half;
	int offset;
	enum wild_summer { SUMMER_NONE, SUMMER_EU, SUMMER_US, SUMMER_AU, SUMMER_NZ } summer;
	bool failed;
};

static inline bool
wild_is(const struct token *t, const char *word)
{
	return t->kind == TOKEN_WORD && strlen(word) == t->n && strncasecmp(t->p, word, t->n) == 0;
}

static inline bool
wild_is_sign(const struct token *t, char sign)
{
	return t->kind == TOKEN_SIGN && *t->p == sign;
}

/* A token that is to come; behind the last one there is the end. */
static inline const struct token *
wild_peek(const struct wild *w, size_t ahead)
{
	return &w->tokens[w->at + ahead < w->n ? w->at + ahead : w->n];
}

static inline bool
wild_has(const struct wild *w, size_t ahead, char sign)
{
	return wild_is_sign(wild_peek(w, ahead), sign);
}

/* -- date_wild_clock.c */

/* What they are for begins at the token at hand. */
bool date_wild_take_clock(struct wild *w, char colon);
bool date_wild_is_worded_clock(const struct wild *w);
bool date_wild_take_worded_clock(struct wild *w);
bool date_wild_take_basic_clock(struct wild *w, const struct token *t);
bool date_wild_take_offset(struct wild *w);
/* A clock of the day; false: there is no such hour. */
bool date_wild_clock(struct wild *w, int64_t h, int64_t m, int64_t s);

/* -- date_wild_days.c */

/* Days since 1970; false: there is no such day. */
bool date_wild_days(struct wild *w, int64_t *days);

bool date_wild_day(int64_t year, int64_t month, int64_t day, int64_t *days);

/* -- date_wild_place.c */

/* The zone of a place; false: nobody knows it. */
bool date_wild_place(struct wild *w, const char *name, size_t n);
/* What is to be added to its offset at that time of its clocks. */
int date_wild_summer(const struct wild *w, int64_t local);

/* -- date_words.c; no word has a NUL behind it */

int date_word_month(const char *p, size_t n);		/* 1 to 12; 0: it is none */
bool date_word_is_weekday(const char *p, size_t n);
/* Seconds east of UTC; false: nobody knows such a zone. */
bool date_word_zone(const char *p, size_t n, int *offset);

#endif
