/* SPDX-License-Identifier: ISC */
/* The clock of a time and its zone as a number. */
#include "base/date_wild.h"

#include "base/mem.h"

enum { HOUR = 3600 };

bool
date_wild_clock(struct wild *w, int64_t h, int64_t m, int64_t s)
{
	w->has_clock = w->after_clock = true;
	w->seconds = (int)(h * HOUR + m * 60 + s);
	return h <= 24 && m <= 59 && s <= 60 && (h < 24 || (m == 0 && s == 0));
}

/* "15:04", "15:04:05", "15:04:05.123", and a colon and hundredths behind it; some
 * put points where the colons should be. */
bool
date_wild_take_clock(struct wild *w, char colon)
{
	const struct token *h = wild_peek(w, 0), *m = wild_peek(w, 2);
	int64_t seconds = 0;

	if (h->n > 2 || m->kind != TOKEN_NUMBER || m->n > 2)
		return false;
	w->at += 3;
	if (wild_has(w, 0, colon) && wild_peek(w, 1)->kind == TOKEN_NUMBER) {
		seconds = wild_peek(w, 1)->value;
		if (wild_peek(w, 1)->n > 2)
			return false;
		w->at += 2;
	}
	if ((wild_has(w, 0, '.') || wild_has(w, 0, ':')) && wild_peek(w, 1)->kind == TOKEN_NUMBER)
		w->at += 2;
	else if (wild_has(w, 0, ':'))
		w->at++;
	return date_wild_clock(w, h->value, m->value, seconds);
}

/* "15h04", "15 h", "15時04分05秒", "15시 4분" */
bool
date_wild_take_worded_clock(struct wild *w)
{
	static const char *const units[3][5] = { { "h", "Uhr", "時", "时", "시" },
		{ "min", "m", "分", "분", "" }, { "s", "秒", "초", "", "" } };
	int64_t parts[3] = { 0 };
	size_t n = 0;

	for (; n < COUNT(parts) && wild_peek(w, 0)->kind == TOKEN_NUMBER && wild_peek(w, 0)->n <= 2; n++) {
		bool named = false;

		for (size_t i = 0; i < COUNT(units[n]); i++)
			named = named || wild_is(wild_peek(w, 1), units[n][i]);
		/* The last one may go without. */
		if (!named && (n == 0 || !wild_peek(w, 0)->close))
			break;
		parts[n] = wild_peek(w, 0)->value;
		w->at += named ? 2 : 1;
	}
	return n > 0 && date_wild_clock(w, parts[0], parts[1], parts[2]);
}

bool
date_wild_is_worded_clock(const struct wild *w)
{
	const struct token *unit = wild_peek(w, 1);

	return !w->has_clock && (wild_is(unit, "h") || wild_is(unit, "Uhr") || wild_is(unit, "時") ||
	    wild_is(unit, "时") || wild_is(unit, "시"));
}

/* "101455", "1014" or "10" behind the T. */
bool
date_wild_take_basic_clock(struct wild *w, const struct token *t)
{
	w->at++;
	if (t->n == 2)
		return date_wild_clock(w, t->value, 0, 0);
	if (t->n == 6)
		return date_wild_clock(w, t->value / 10000, t->value / 100 % 100, t->value % 100);
	return date_wild_clock(w, t->value / 100, t->value % 100, 0);
}

/* "+01:00", "+0100", "+01", "-700", "--0700", "+01:00:00" */
bool
date_wild_take_offset(struct wild *w)
{
	int sign = wild_has(w, 0, '-') ? -1 : 1;
	int64_t h, m = 0;

	while (wild_peek(w, 0)->kind == TOKEN_SIGN)
		w->at++;
	const struct token *t = wild_peek(w, 0);
	if (t->kind != TOKEN_NUMBER || t->n > 4)
		return false;
	w->at++;
	h = t->n > 2 ? t->value / 100 : t->value;
	m = t->n > 2 ? t->value % 100 : 0;
	while (wild_has(w, 0, ':')) {
		if (wild_peek(w, 1)->kind != TOKEN_NUMBER || wild_peek(w, 1)->n != 2)
			return false;
		m = t->n <= 2 && m == 0 ? wild_peek(w, 1)->value : m;
		w->at += 2;
	}
	w->offset = sign * (int)(h * HOUR + m * 60);
	w->has_zone = true;
	return h <= 23 && m <= 59;
}
