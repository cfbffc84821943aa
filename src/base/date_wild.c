/* SPDX-License-Identifier: ISC */
/* Times as feeds write them.  RFC 822 and W3C's profile of ISO 8601 are the
 * rule, and hardly any two programs keep to it in the same way, so the text is
 * not held against patterns: it is cut into numbers, words and signs; a clock is
 * known by its colon, a month by its name, a zone by standing behind the clock,
 * and the numbers that are left are day, month and year by their size and order.
 * A word that means nothing, a number too many or out of its range: no date. */
#include "base/date_wild.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/mem.h"

enum { HOUR = 3600, DAY = 86400 };

#define EARLIEST (INT64_C(-2208988800))		/* 1900 */

/* -- tokens */

static bool
is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static const char *
take_token(struct token *t, const char *p, const char *end)
{
	*t = (struct token){ .p = p };
	if (isdigit((unsigned char)*p)) {
		t->kind = TOKEN_NUMBER;
		for (; p < end && isdigit((unsigned char)*p); p++)
			t->value = t->value < 100000000000000000 ? t->value * 10 + (*p - '0') : t->value;
	} else if (is_letter(*p)) {
		t->kind = TOKEN_WORD;
		while (p < end && is_letter(*p))
			p++;
	} else {
		t->kind = TOKEN_SIGN;
		p++;
	}
	t->n = (size_t)(p - t->p);
	return p;
}

/* What stands in parentheses is for people, in brackets for some programs. */
static bool
cut(struct wild *w, const char *p, const char *end)
{
	bool close = false;

	while (p < end) {
		if (*p == '(' || *p == '[') {
			const char *after = memchr(p, *p == '(' ? ')' : ']', (size_t)(end - p));

			p = after != NULL ? after + 1 : end;
			close = false;
		} else if (isspace((unsigned char)*p) || *p == ',') {
			p++;
			close = false;
		} else if (w->n == TOKENS_MAX - 1) {
			return false;
		} else {
			p = take_token(&w->tokens[w->n], p, end);
			w->tokens[w->n++].close = close;
			close = true;
		}
	}
	w->tokens[w->n] = (struct token){ .kind = TOKEN_END, .p = end };
	return w->n > 0;
}

/* -- the rest */

static bool
is_date_complete(const struct wild *w)
{
	return w->nnumbers == 3 || (w->nnumbers == 2 && w->month != 0) || w->week != 0 ||
	    (w->nnumbers == 1 && w->numbers[0].n >= 7);
}

static bool
take_number(struct wild *w)
{
	const struct token *t = wild_peek(w, 0), *before = w->at > 0 ? &w->tokens[w->at - 1] : NULL;

	if (wild_has(w, 1, ':') && t->n != 4)
		return date_wild_take_clock(w, ':');
	if (date_wild_is_worded_clock(w))
		return date_wild_take_worded_clock(w);
	if (before != NULL && wild_is(before, "t") && t->close && !w->has_clock &&
	    (t->n == 2 || t->n == 4 || t->n == 6))
		return date_wild_take_basic_clock(w, t);
	if (is_date_complete(w) && !w->has_clock && wild_has(w, 1, '.'))
		return date_wild_take_clock(w, '.');
	if (w->nnumbers == NUMBERS_MAX - 1)
		return false;
	w->after_clock = false;
	w->numbers[w->nnumbers++] = *t;
	w->at++;
	/* "02/Mar/2026:09:30:00" of web servers */
	w->at += t->n == 4 && wild_has(w, 0, ':');
	return true;
}

static bool
take_sign(struct wild *w)
{
	char sign = *wild_peek(w, 0)->p;
	bool is_offset = sign == '+' ||
	    (sign == '-' && w->has_clock && (w->after_clock || is_date_complete(w)));

	if (is_offset && !w->has_zone)
		return w->has_clock && date_wild_take_offset(w);
	/* A zone of its own behind the name of one: "GMT-0700", "EST -0500". */
	if (is_offset && w->has_clock && w->after_clock)
		return date_wild_take_offset(w);
	w->dashed |= sign == '-' && w->at == 0;
	w->slashes |= sign == '/';
	w->at++;
	return strchr("-/.,'|", sign) != NULL;
}

/* "W52" of "2003-W52-3". */
static bool
take_week(struct wild *w)
{
	const struct token *t = wild_peek(w, 1);

	w->week = t->n == 3 ? (int)t->value / 10 : (int)t->value;
	w->at += 2;
	if (t->n == 3) {
		w->numbers[w->nnumbers] = *t;
		w->numbers[w->nnumbers++].value = t->value % 10;
	}
	return w->week >= 1 && w->week <= 53 && w->nnumbers > 0 && w->nnumbers < 3;
}

static bool
take_half(struct wild *w, const struct token *t)
{
	static const struct {
		const char *word;
		int half;
	} halves[] = { { "am", HALF_AM }, { "pm", HALF_PM }, { "오전", HALF_AM }, { "오후", HALF_PM } };

	for (size_t i = 0; i < COUNT(halves); i++)
		if (wild_is(t, halves[i].word)) {
			w->half = (unsigned)halves[i].half;
			if (i >= 2)
				w->offset = 9 * HOUR;
			w->at++;
			return true;
		}
	/* "p.m." */
	if ((wild_is(t, "a") || wild_is(t, "p")) && wild_has(w, 1, '.') &&
	    wild_is(wild_peek(w, 2), "m")) {
		w->half = wild_is(t, "a") ? HALF_AM : HALF_PM;
		w->at += wild_has(w, 3, '.') ? 4 : 3;
		return true;
	}
	return false;
}

/* "EST5EDT" is EST; "Etc/GMT" is GMT; a name nobody knows is taken for UTC. */
static bool
take_zone(struct wild *w, const struct token *t)
{
	int offset = 0;
	bool known = date_word_zone(t->p, t->n, &offset);

	if (!known && (t->n < 2 || t->n > 5 || (unsigned char)*t->p >= 0x80))
		return false;
	if (!w->has_zone)
		w->offset = offset;
	w->has_zone = true;
	w->at++;
	if (known && wild_peek(w, 0)->kind == TOKEN_NUMBER && wild_peek(w, 0)->close &&
	    wild_peek(w, 1)->kind == TOKEN_WORD && wild_peek(w, 1)->close)
		w->at += 2;
	return true;
}

/* "America/New_York"; one that is not known is taken for UTC. */
static bool
take_place(struct wild *w)
{
	const struct token *t = wild_peek(w, 0);
	bool fresh = !w->has_zone;

	if (!wild_has(w, 1, '/') || wild_peek(w, 2)->kind != TOKEN_WORD)
		return false;
	w->at++;
	while ((wild_has(w, 0, '/') || wild_has(w, 0, '_')) && wild_peek(w, 1)->kind == TOKEN_WORD)
		w->at += 2;
	const struct token *last = &w->tokens[w->at - 1];
	if (fresh)
		(void)date_wild_place(w, t->p, (size_t)(last->p - t->p) + last->n);
	return w->has_zone = true;
}

static bool
is_filler(const struct wild *w, const struct token *t)
{
	static const char *const eastern[] = { "년", "월", "일", "年", "月", "日" };
	static const char *const endings[] = { "st", "nd", "rd", "th" };

	for (size_t i = 0; i < COUNT(eastern); i++)
		if (wild_is(t, eastern[i]))
			return true;
	for (size_t i = 0; i < COUNT(endings); i++)
		if (wild_is(t, endings[i]) && t->close && w->nnumbers > 0)
			return true;
	if (wild_is(t, "t"))
		return !w->has_clock && w->nnumbers > 0 && wild_peek(w, 1)->kind == TOKEN_NUMBER;
	return wild_is(t, "at") ? !w->has_clock : wild_is(t, "of") || wild_is(t, "de") || wild_is(t, "um");
}

static bool
take_word(struct wild *w)
{
	const struct token *t = wild_peek(w, 0);

	if (date_word_is_weekday(t->p, t->n)) {
		w->at++;
		return true;
	}
	if (is_filler(w, t)) {
		if (wild_is(t, "년"))
			w->offset = 9 * HOUR;
		w->at++;
		return true;
	}
	if (wild_is(t, "w") && wild_peek(w, 1)->kind == TOKEN_NUMBER && wild_peek(w, 1)->close)
		return take_week(w);
	if (take_half(w, t))
		return true;
	/* The day of the week, in whatever language, comes first; "mar." may be
	 * one. */
	int month = w->month == 0 || w->month_at == 0 ? date_word_month(t->p, t->n) : 0;
	if (month != 0 && w->nnumbers < 3) {
		w->month = month;
		w->month_at = w->at;
	}
	if (month != 0 || w->at == 0) {
		w->at++;
		return true;
	}
	if (wild_is(t, "etc") && wild_has(w, 1, '/')) {
		w->at += 2;
		return true;
	}
	return w->has_clock && (take_place(w) || take_zone(w, t));
}

/* Seconds or milliseconds since 1970 alone. */
static bool
is_count(const struct wild *w, int64_t *out)
{
	const struct token *t = &w->tokens[0];

	if (t->kind != TOKEN_NUMBER || (w->n != 1 && !(w->n == 3 && wild_is_sign(&w->tokens[1], '.'))))
		return false;
	*out = t->n == 13 ? t->value / 1000 : t->value;
	return t->n == 9 || t->n == 10 || t->n == 13;
}

bool
date_parse_wild(const char *s, size_t n, int64_t *out)
{
	struct wild w;
	int64_t days;

	/* The first day of a calendar is no date, but what programs have instead of one. */
	if (date_parse(s, n, out))
		return *out >= EARLIEST;
	memset(&w, 0, sizeof(w));
	if (!cut(&w, s, s + n))
		return false;
	if (is_count(&w, out))
		return true;
	while (w.at < w.n) {
		enum token_kind kind = wild_peek(&w, 0)->kind;

		if (!(kind == TOKEN_NUMBER ? take_number(&w) : kind == TOKEN_WORD ? take_word(&w) :
		    take_sign(&w)))
			return false;
	}
	if (!date_wild_days(&w, &days))
		return false;
	if (w.half == HALF_PM && w.seconds < 12 * HOUR)
		w.seconds += 12 * HOUR;
	else if (w.half == HALF_AM && w.seconds >= 12 * HOUR && w.seconds < 13 * HOUR)
		w.seconds -= 12 * HOUR;
	*out = days * DAY + w.seconds;
	*out -= w.offset + date_wild_summer(&w, *out);
	return true;
}
