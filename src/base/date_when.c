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

/* "7d": from that long before now. */
static bool
span(const struct words *w, int64_t *from, int64_t *to)
{
	static const struct { char unit; int64_t seconds; } units[] = {
		{ 'h', 3600 }, { 'd', 86400 }, { 'w', 7 * 86400 }, { 'm', 30 * 86400 }, { 'y', 365 * 86400 },
	};
	int64_t count = 0;

	if (w->n < 2 || w->n > 7)
		return false;
	for (size_t i = 0; i + 1 < w->n; i++) {
		if (!isdigit((unsigned char)w->s[i]))
			return false;
		count = count * 10 + (w->s[i] - '0');
	}
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (tolower((unsigned char)w->s[w->n - 1]) != units[i].unit)
			continue;
		*from = w->now - count * units[i].seconds;
		*to = w->now + 1;
		return true;
	}
	return false;
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
		return weekday(w, from, to) || span(w, from, to) || year_or_month(w, from, to) ||
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
