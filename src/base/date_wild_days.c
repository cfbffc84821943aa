/* SPDX-License-Identifier: ISC */
/* The day that the numbers, the month and the week of a time mean together. */
#include "base/date_wild.h"

enum { YEAR_LEAST = 1900, YEAR_MOST = 9999 };

static bool
is_leap(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool
date_wild_day(int64_t year, int64_t month, int64_t day, int64_t *days)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

	if (year < YEAR_LEAST || year > YEAR_MOST || month < 1 || month > 12 || day < 1)
		return false;
	int length = before[month] - before[month - 1] + (month == 2 && is_leap(year));
	if (day > length)
		return false;
	int64_t y = year - 1;
	*days = y * 365 + y / 4 - y / 100 + y / 400 - 719162 + before[month - 1] +
	    (month > 2 && is_leap(year)) + day - 1;
	return true;
}

static int64_t
year_of(const struct token *t)
{
	if (t->n <= 2)
		return t->value + (t->value < 70 ? 2000 : 1900);
	/* What programs wrote that counted from 1900. */
	return t->n == 3 ? t->value + 1900 : t->value;
}

static bool
ordinal_days(int64_t year, int64_t day, int64_t *days)
{
	if (day < 1 || day > 365 + is_leap(year) || !date_wild_day(year, 1, 1, days))
		return false;
	*days += day - 1;
	return true;
}

static bool
week_days(const struct wild *w, int64_t *days)
{
	int64_t day = w->nnumbers > 1 ? w->numbers[1].value : 1;

	/* The week of 4 January is the first. */
	if (day < 1 || day > 7 || !date_wild_day(year_of(&w->numbers[0]), 1, 4, days))
		return false;
	*days += -((*days + 3) % 7) + (w->week - 1) * 7 + day - 1;
	return true;
}

static bool
named_days(const struct wild *w, int64_t *days)
{
	const struct token *a = &w->numbers[0], *b = &w->numbers[1];

	if (w->nnumbers == 1)
		return a->n == 4 && date_wild_day(a->value, w->month, 1, days);
	if (w->nnumbers != 2)
		return false;
	if (a->n > 2 || a->value > 31)
		return date_wild_day(year_of(a), w->month, b->value, days);
	return date_wild_day(year_of(b), w->month, a->value, days);
}

/* Digits without anything between them. */
static bool
packed_days(struct wild *w, const struct token *t, int64_t *days)
{
	int64_t v = t->value;

	switch (t->n) {
	case 4:
		return date_wild_day(v, 1, 1, days);
	case 5:
		return ordinal_days(2000 + v / 1000, v % 1000, days);
	case 6:
		return date_wild_day(
		    v / 10000 + (v / 10000 < 70 ? 2000 : 1900), v / 100 % 100, v % 100, days);
	case 7:
		return ordinal_days(v / 1000, v % 1000, days);
	case 8:
		return date_wild_day(v / 10000, v / 100 % 100, v % 100, days);
	case 12:
		v *= 100;
		/* fallthrough */
	case 14:
		return !w->has_clock && date_wild_clock(w, v / 10000 % 100, v / 100 % 100, v % 100) &&
		    date_wild_day(v / 10000000000, v / 100000000 % 100, v / 1000000 % 100, days);
	default:
		return false;
	}
}

static bool
numbered_days(const struct wild *w, int64_t *days)
{
	const struct token *a = &w->numbers[0], *b = &w->numbers[1], *c = &w->numbers[2];

	if (w->nnumbers == 2 && b->n == 3)
		return ordinal_days(year_of(a), b->value, days);
	if (w->nnumbers == 2)
		return (a->n == 4 || w->dashed) && date_wild_day(year_of(a), b->value, 1, days);
	if (a->n == 4)
		return date_wild_day(a->value, b->value, c->value, days);
	if (c->n != 4 && date_wild_day(year_of(a), b->value, c->value, days))
		return true;
	if (c->n != 4)
		return (w->slashes && date_wild_day(year_of(c), a->value, b->value, days)) ||
		    date_wild_day(year_of(c), b->value, a->value, days);
	/* 12/31/2003 is American; where it could be either, so are AM and PM. */
	if (b->value > 12 || (w->slashes && w->half != HALF_NONE && a->value <= 12))
		return date_wild_day(c->value, a->value, b->value, days);
	return date_wild_day(c->value, b->value, a->value, days);
}

bool
date_wild_days(struct wild *w, int64_t *days)
{
	const struct token *first = &w->numbers[0];

	if (w->nnumbers == 0)
		return false;
	if (w->week != 0)
		return week_days(w, days);
	if (w->month != 0)
		return named_days(w, days);
	if (w->nnumbers > 1)
		return numbered_days(w, days);
	if (w->dashed && first->n == 4)
		return date_wild_day(2000 + first->value / 100, first->value % 100, 1, days);
	if (w->dashed && first->n == 2)
		return date_wild_day(year_of(first), 1, 1, days);
	return packed_days(w, first, days);
}
