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

/* -- words */

static bool
is_word(const struct token *t, const char *word)
{
	return t->kind == TOKEN_WORD && strlen(word) == t->n && strncasecmp(t->p, word, t->n) == 0;
}

static bool
is_sign(const struct token *t, char sign)
{
	return t->kind == TOKEN_SIGN && *t->p == sign;
}

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

/* What stands in parentheses is for people. */
static bool
cut(struct wild *w, const char *p, const char *end)
{
	bool close = false;

	while (p < end) {
		if (*p == '(') {
			const char *after = memchr(p, ')', (size_t)(end - p));

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

/* -- clock and zone */

static const struct token *
peek(const struct wild *w, size_t ahead)
{
	return &w->tokens[w->at + ahead < w->n ? w->at + ahead : w->n];
}

bool
date_wild_clock(struct wild *w, int64_t h, int64_t m, int64_t s)
{
	w->has_clock = w->after_clock = true;
	w->seconds = (int)(h * HOUR + m * 60 + s);
	return h <= 24 && m <= 59 && s <= 60 && (h < 24 || (m == 0 && s == 0));
}

/* "15:04", "15:04:05", "15:04:05.123", and a colon and hundredths behind it. */
static bool
take_clock(struct wild *w)
{
	const struct token *h = peek(w, 0), *m = peek(w, 2);
	int64_t seconds = 0;

	if (h->n > 2 || m->kind != TOKEN_NUMBER || m->n > 2)
		return false;
	w->at += 3;
	if (is_sign(peek(w, 0), ':') && peek(w, 1)->kind == TOKEN_NUMBER) {
		seconds = peek(w, 1)->value;
		if (peek(w, 1)->n > 2)
			return false;
		w->at += 2;
	}
	if ((is_sign(peek(w, 0), '.') || is_sign(peek(w, 0), ':')) && peek(w, 1)->kind == TOKEN_NUMBER)
		w->at += 2;
	else if (is_sign(peek(w, 0), ':'))
		w->at++;
	return date_wild_clock(w, h->value, m->value, seconds);
}

/* "101455" or "1014" behind the T. */
static bool
take_basic_clock(struct wild *w, const struct token *t)
{
	w->at++;
	if (t->n == 6)
		return date_wild_clock(w, t->value / 10000, t->value / 100 % 100, t->value % 100);
	return date_wild_clock(w, t->value / 100, t->value % 100, 0);
}

/* "+01:00", "+0100", "+01", "-700", "--0700", "+01:00:00" */
static bool
take_offset(struct wild *w)
{
	int sign = is_sign(peek(w, 0), '-') ? -1 : 1;
	int64_t h, m = 0;

	while (peek(w, 0)->kind == TOKEN_SIGN)
		w->at++;
	const struct token *t = peek(w, 0);
	if (t->kind != TOKEN_NUMBER || t->n > 4)
		return false;
	w->at++;
	h = t->n > 2 ? t->value / 100 : t->value;
	m = t->n > 2 ? t->value % 100 : 0;
	while (is_sign(peek(w, 0), ':')) {
		if (peek(w, 1)->kind != TOKEN_NUMBER || peek(w, 1)->n != 2)
			return false;
		m = t->n <= 2 && m == 0 ? peek(w, 1)->value : m;
		w->at += 2;
	}
	w->offset = sign * (int)(h * HOUR + m * 60);
	w->has_zone = true;
	return h <= 23 && m <= 59;
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
	const struct token *t = peek(w, 0), *before = w->at > 0 ? &w->tokens[w->at - 1] : NULL;

	if (is_sign(peek(w, 1), ':'))
		return take_clock(w);
	if (before != NULL && is_word(before, "t") && t->close && !w->has_clock && (t->n == 4 || t->n == 6))
		return take_basic_clock(w, t);
	if (w->nnumbers == NUMBERS_MAX - 1)
		return false;
	w->after_clock = false;
	w->numbers[w->nnumbers++] = *t;
	w->at++;
	return true;
}

static bool
take_sign(struct wild *w)
{
	char sign = *peek(w, 0)->p;
	bool is_offset = sign == '+' ||
	    (sign == '-' && w->has_clock && (w->after_clock || is_date_complete(w)));

	if (is_offset && !w->has_zone)
		return w->has_clock && take_offset(w);
	/* A zone of its own behind the name of one: "GMT-0700", "EST -0500". */
	if (is_offset && w->has_clock && w->after_clock)
		return take_offset(w);
	w->dashed |= sign == '-' && w->at == 0;
	w->slashes |= sign == '/';
	w->at++;
	return strchr("-/.,'|", sign) != NULL;
}

/* "W52" of "2003-W52-3". */
static bool
take_week(struct wild *w)
{
	const struct token *t = peek(w, 1);

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
		if (is_word(t, halves[i].word)) {
			w->half = (unsigned)halves[i].half;
			if (i >= 2)
				w->offset = 9 * HOUR;
			w->at++;
			return true;
		}
	/* "p.m." */
	if ((is_word(t, "a") || is_word(t, "p")) && is_sign(peek(w, 1), '.') && is_word(peek(w, 2), "m")) {
		w->half = is_word(t, "a") ? HALF_AM : HALF_PM;
		w->at += is_sign(peek(w, 3), '.') ? 4 : 3;
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
	if (known && peek(w, 0)->kind == TOKEN_NUMBER && peek(w, 0)->close &&
	    peek(w, 1)->kind == TOKEN_WORD && peek(w, 1)->close)
		w->at += 2;
	return true;
}

static bool
is_filler(const struct wild *w, const struct token *t)
{
	static const char *const korean[] = { "년", "월", "일" };
	static const char *const endings[] = { "st", "nd", "rd", "th" };

	for (size_t i = 0; i < COUNT(korean); i++)
		if (is_word(t, korean[i]))
			return true;
	for (size_t i = 0; i < COUNT(endings); i++)
		if (is_word(t, endings[i]) && t->close && w->nnumbers > 0)
			return true;
	if (is_word(t, "t"))
		return !w->has_clock && w->nnumbers > 0 && peek(w, 1)->kind == TOKEN_NUMBER;
	return is_word(t, "at") ? !w->has_clock : is_word(t, "of") || is_word(t, "de") || is_word(t, "um");
}

static bool
take_word(struct wild *w)
{
	const struct token *t = peek(w, 0);

	if (date_word_is_weekday(t->p, t->n)) {
		w->at++;
		return true;
	}
	if (is_filler(w, t)) {
		if (is_word(t, "년"))
			w->offset = 9 * HOUR;
		w->at++;
		return true;
	}
	if (is_word(t, "w") && peek(w, 1)->kind == TOKEN_NUMBER && peek(w, 1)->close)
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
	if (is_word(t, "etc") && is_sign(peek(w, 1), '/')) {
		w->at += 2;
		return true;
	}
	return w->has_clock && take_zone(w, t);
}

/* Seconds or milliseconds since 1970 alone. */
static bool
is_count(const struct wild *w, int64_t *out)
{
	const struct token *t = &w->tokens[0];

	if (t->kind != TOKEN_NUMBER || (w->n != 1 && !(w->n == 3 && is_sign(&w->tokens[1], '.'))))
		return false;
	*out = t->n == 13 ? t->value / 1000 : t->value;
	return t->n == 9 || t->n == 10 || t->n == 13;
}

bool
date_parse_wild(const char *s, size_t n, int64_t *out)
{
	struct wild w;
	int64_t days;

	if (date_parse(s, n, out))
		return true;
	memset(&w, 0, sizeof(w));
	if (!cut(&w, s, s + n))
		return false;
	if (is_count(&w, out))
		return true;
	while (w.at < w.n) {
		enum token_kind kind = peek(&w, 0)->kind;

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
	*out = days * DAY + w.seconds - w.offset;
	return true;
}
