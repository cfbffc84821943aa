/* SPDX-License-Identifier: ISC */
/* Moments and stretches as people write them in filters.  Each form gives a
 * half-open stretch of time; "A..B" joins the start of one and the end of
 * another. */
#include "base/date.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

struct words {
	const char *s;
	size_t n;
	int64_t now;
};

static bool
is_word(const struct words *w, const char *word)
{
	return strlen(word) == w->n && strncasecmp(w->s, word, w->n) == 0;
}

static void
set_days(int day, int count, int64_t *from, int64_t *to)
{
	*from = date_day_start(day);
	*to = date_day_start(day + count);
}

static bool
weekday(const struct words *w, int64_t *from, int64_t *to)
{
	static const char *const names[] = {
		"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"
	};
	int today = date_day(w->now);
	struct tm tm;

	date_local(w->now, &tm);
	for (int i = 0; i < 7; i++) {
		if (!is_word(w, names[i]) && !(w->n == 3 && strncasecmp(w->s, names[i], 3) == 0))
			continue;
		set_days(today - (tm.tm_wday - i + 7) % 7, 1, from, to);
		return true;
	}
	return false;
}

static bool
is_gap(char c)
{
	return c == ' ' || c == '-' || c == '_';
}

/* The seconds of a unit, however it is written: d, day, days; 0: it is none. */
static int64_t
unit_seconds(const char *s, size_t n)
{
	static const struct { const char *words[5]; int64_t seconds; } units[] = {
		{ { "h", "hour", "hours", "hr", "hrs" }, 3600 }, { { "d", "day", "days" }, 86400 },
		{ { "w", "week", "weeks", "wk", "wks" }, 7 * 86400 },
		{ { "m", "month", "months", "mo", "mon" }, 30 * 86400 },
		{ { "y", "year", "years", "yr", "yrs" }, 365 * 86400 }, { { "min", "mins", "minutes" }, 60 },
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		for (size_t k = 0; k < 5 && units[i].words[k] != NULL; k++)
			if (strlen(units[i].words[k]) == n && strncasecmp(units[i].words[k], s, n) == 0)
				return units[i].seconds;
	return 0;
}

/* "7d", "2 weeks", "6-months-ago": from that long before now. */
static bool
span(const struct words *w, int64_t *from, int64_t *to)
{
	size_t at = 0, n = w->n;
	int64_t count = 0;

	for (; at < n && isdigit((unsigned char)w->s[at]); at++)
		count = count * 10 + (w->s[at] - '0');
	if (at == 0 || at > 6)
		return false;
	if (n - at > 4 && is_gap(w->s[n - 4]) && strncasecmp(w->s + n - 3, "ago", 3) == 0)
		n -= 4;
	if (at < n && is_gap(w->s[at]))
		at++;
	int64_t seconds = unit_seconds(w->s + at, n - at);
	*from = w->now - count * seconds;
	*to = w->now + 1;
	return seconds > 0;
}

static bool
digits(const char *s, size_t n, int *out)
{
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (!isdigit((unsigned char)s[i]))
			return false;
		*out = *out * 10 + (s[i] - '0');
	}
	return n > 0;
}

static int
first_day(int year, int month)
{
	struct tm tm = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = 1, .tm_hour = 12,
		.tm_isdst = -1 };

	return date_day((int64_t)mktime(&tm));
}

/* A month, counted from the one of now (0) or by its own number. */
static void
set_month(int year, int month, int count, int64_t *from, int64_t *to)
{
	*from = date_day_start(first_day(year, month));
	*to = date_day_start(first_day(year, month + count));
}

/* "this-week", "last month", "week": by the calendar, weeks from Monday on. */
static bool
period(const struct words *w, int64_t *from, int64_t *to)
{
	bool last = w->n > 5 && strncasecmp(w->s, "last", 4) == 0;
	bool this = w->n > 5 && strncasecmp(w->s, "this", 4) == 0;
	size_t at = last || this ? 4 : 0;
	struct words unit = { w->s + at, w->n - at, w->now };
	struct tm tm;

	if (at > 0 && is_gap(*unit.s)) {
		unit.s++;
		unit.n--;
	}
	date_local(w->now, &tm);
	if (is_word(&unit, "week"))
		set_days(date_day(w->now) - (tm.tm_wday + 6) % 7 - 7 * last, 7, from, to);
	else if (is_word(&unit, "month"))
		set_month(tm.tm_year + 1900, tm.tm_mon + 1 - last, 1, from, to);
	else if (is_word(&unit, "year"))
		set_month(tm.tm_year + 1900 - last, 1, 12, from, to);
	else
		return false;
	return true;
}

/* "dec", "december", "december 2020", "dec-2020"; without a year the last one. */
static bool
month_name(const struct words *w, int64_t *from, int64_t *to)
{
	static const char *const names[] = { "january", "february", "march", "april", "may", "june", "july",
		"august", "september", "october", "november", "december" };
	size_t letters = 0;
	int year = 0;
	struct tm tm;

	while (letters < w->n && isalpha((unsigned char)w->s[letters]))
		letters++;
	struct words name = { w->s, letters, w->now };
	if (letters < w->n &&
	    (!is_gap(w->s[letters]) || w->n - letters != 5 || !digits(w->s + letters + 1, 4, &year)))
		return false;
	date_local(w->now, &tm);
	for (int i = 0; i < 12; i++) {
		if (!is_word(&name, names[i]) && (letters != 3 || strncasecmp(w->s, names[i], 3) != 0))
			continue;
		if (letters == w->n)
			year = tm.tm_year + 1900 - (i > tm.tm_mon);
		set_month(year, i + 1, 1, from, to);
		return true;
	}
	return false;
}

/* "17.12.2020", as one writes it where days come first. */
static bool
day_first(const struct words *w, int64_t *from, int64_t *to)
{
	int day, month, year;
	size_t first = 0, second;

	while (first < w->n && isdigit((unsigned char)w->s[first]))
		first++;
	for (second = first + 1; second < w->n && isdigit((unsigned char)w->s[second]);)
		second++;
	if (second >= w->n || w->s[first] != '.' || w->s[second] != '.' || w->n - second != 5)
		return false;
	if (!digits(w->s, first, &day) || !digits(w->s + first + 1, second - first - 1, &month) ||
	    !digits(w->s + second + 1, 4, &year) || first > 2 || second - first > 3)
		return false;
	if (day < 1 || day > 31 || month < 1 || month > 12 || year < 1)
		return false;
	int start = first_day(year, month), end = first_day(year, month + 1);
	set_days(start + day - 1, 1, from, to);
	return start + day - 1 < end;
}

/* "2020" or "2020-12". */
static bool
year_or_month(const struct words *w, int64_t *from, int64_t *to)
{
	int year, month;

	if (w->n < 4 || !digits(w->s, 4, &year) || year < 1)
		return false;
	if (w->n == 4) {
		*from = date_day_start(first_day(year, 1));
		*to = date_day_start(first_day(year + 1, 1));
		return true;
	}
	if (w->s[4] != '-' || w->n > 7 || !digits(w->s + 5, w->n - 5, &month) || month < 1 || month > 12)
		return false;
	*from = date_day_start(first_day(year, month));
	*to = date_day_start(first_day(year, month + 1));
	return true;
}

static bool
date_or_time(const struct words *w, int64_t *from, int64_t *to)
{
	int64_t t;

	if (!date_parse(w->s, w->n, &t))
		return false;
	if (memchr(w->s, ':', w->n) != NULL) {
		*from = t;
		*to = t + 1;
		return true;
	}
	/* A bare date is a local day; date_parse counted it in UTC. */
	set_days((int)(t / 86400 - (t % 86400 < 0)), 1, from, to);
	return true;
}

static bool
one(const struct words *w, int64_t *from, int64_t *to)
{
	int today = date_day(w->now);

	if (is_word(w, "today"))
		set_days(today, 1, from, to);
	else if (is_word(w, "yesterday"))
		set_days(today - 1, 1, from, to);
	else if (is_word(w, "tomorrow"))
		set_days(today + 1, 1, from, to);
	else if (is_word(w, "now")) {
		*from = w->now;
		*to = w->now + 1;
	} else
		return weekday(w, from, to) || span(w, from, to) || period(w, from, to) ||
		    month_name(w, from, to) || day_first(w, from, to) || year_or_month(w, from, to) ||
		    date_or_time(w, from, to);
	return true;
}

bool
date_parse_when(const char *s, size_t n, int64_t now, int64_t *from, int64_t *to)
{
	int64_t ignored;

	for (size_t i = 0; i + 1 < n; i++) {
		if (s[i] != '.' || s[i + 1] != '.')
			continue;
		struct words left = { s, i, now }, right = { s + i + 2, n - i - 2, now };
		int64_t start = 0;

		*from = INT64_MIN + 1;
		*to = INT64_MAX;
		if ((left.n > 0 && !one(&left, from, &ignored)) ||
		    (right.n > 0 && !one(&right, &start, to)) || left.n + right.n == 0)
			return false;
		/* "7d..2d" ends two days ago, not now. */
		if (right.n > 0 && span(&right, &start, &ignored))
			*to = start;
		return *from < *to;
	}
	struct words all = { s, n, now };
	return one(&all, from, to);
}
