/* SPDX-License-Identifier: ISC */
/* The one clock, RFC 3339 and friends, the local calendar, ages. */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t fixed_now = DATE_NONE;

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

int64_t
date_now(void)
{
	static bool looked;
	const char *text;

	if (!looked) {
		looked = true;
		text = getenv("DATELINE_NOW");
		if (fixed_now == DATE_NONE && text != NULL && !date_parse(text, strlen(text), &fixed_now))
			fixed_now = DATE_NONE;
	}
	return fixed_now != DATE_NONE ? fixed_now : (int64_t)time(NULL);
}

void
date_set_now(int64_t now)
{
	fixed_now = now;
}

bool
date_is_fixed(void)
{
	date_now();
	return fixed_now != DATE_NONE;
}

int64_t
date_clock_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Days since 1970-01-01 of a date of the Gregorian calendar: years are counted
 * from March, so that the leap day comes last. */
static int64_t
days_of(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t in_era = y - era * 400;
	int64_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

static int
days_in_month(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

struct scan {
	const char *s;
	const char *end;
};

/* Exactly DIGITS digits, or 1 to -DIGITS of them. */
static bool
number(struct scan *sc, int digits, int *out)
{
	int most = digits < 0 ? -digits : digits, count = 0, value = 0;

	while (count < most && sc->s < sc->end && *sc->s >= '0' && *sc->s <= '9') {
		value = value * 10 + (*sc->s++ - '0');
		count++;
	}
	*out = value;
	return digits < 0 ? count > 0 : count == digits;
}

static bool
take(struct scan *sc, const char *any)
{
	if (sc->s >= sc->end || strchr(any, *sc->s) == NULL || *sc->s == '\0')
		return false;
	sc->s++;
	return true;
}

static bool
scan_clock(struct scan *sc, int *seconds)
{
	int h, m, s = 0, ignored;

	if (!number(sc, -2, &h) || !take(sc, ":") || !number(sc, 2, &m))
		return false;
	if (take(sc, ":") && !number(sc, 2, &s))
		return false;
	if (take(sc, ".,"))
		while (number(sc, -9, &ignored))
			continue;
	if (h > 24 || m > 59 || s > 60 || (h == 24 && (m != 0 || s != 0)))
		return false;
	*seconds = h * HOUR + m * MINUTE + s;
	return true;
}

static bool
scan_zone(struct scan *sc, int *offset)
{
	int h, m = 0, sign;

	*offset = 0;
	while (take(sc, " "))
		continue;
	if (sc->s == sc->end || take(sc, "Zz"))
		return true;
	sign = *sc->s == '-' ? -1 : 1;
	if (!take(sc, "+-") || !number(sc, -2, &h))
		return false;
	if (sc->s < sc->end) {
		take(sc, ":");
		if (!number(sc, 2, &m))
			return false;
	}
	*offset = sign * (h * HOUR + m * MINUTE);
	return h <= 23 && m <= 59;
}

static bool
scan_date(struct scan *sc, int64_t *days)
{
	int year, month, day;

	if (!number(sc, 4, &year) || !take(sc, "-") || !number(sc, -2, &month) || !take(sc, "-") ||
	    !number(sc, -2, &day))
		return false;
	if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
		return false;
	*days = days_of(year, month, day);
	return true;
}

bool
date_parse(const char *s, size_t n, int64_t *out)
{
	struct scan sc = { s, s + n };
	int64_t days;
	int seconds = 0, offset = 0;

	while (take(&sc, " \t"))
		continue;
	while (sc.end > sc.s && (sc.end[-1] == ' ' || sc.end[-1] == '\t'))
		sc.end--;
	if (!scan_date(&sc, &days))
		return false;
	if (sc.s < sc.end) {
		if (!take(&sc, "Tt "))
			return false;
		while (take(&sc, " "))
			continue;
		if (!scan_clock(&sc, &seconds) || !scan_zone(&sc, &offset) || sc.s != sc.end)
			return false;
	}
	*out = days * DAY + seconds - offset;
	return true;
}

const char *
date_format_utc(int64_t t, char out[32])
{
	struct tm tm;
	time_t when = (time_t)t;

	if (gmtime_r(&when, &tm) == NULL || tm.tm_year + 1900 < 0 || tm.tm_year + 1900 > 9999)
		return strcpy(out, "1970-01-01T00:00:00Z");
	snprintf(out, 32, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)(tm.tm_year + 1900) % 10000u,
	    (unsigned)(tm.tm_mon + 1) % 100u, (unsigned)tm.tm_mday % 100u, (unsigned)tm.tm_hour % 100u,
	    (unsigned)tm.tm_min % 100u, (unsigned)tm.tm_sec % 100u);
	return out;
}

void
date_local(int64_t t, struct tm *out)
{
	time_t when = (time_t)t;

	if (localtime_r(&when, out) == NULL)
		memset(out, 0, sizeof(*out));
}

int
date_day(int64_t t)
{
	struct tm tm;

	date_local(t, &tm);
	return (int)days_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* The first second of a local day is not always at 00:00: where clocks go
 * forward at midnight it is 01:00.  So start near and look. */
int64_t
date_day_start(int day)
{
	struct tm tm = { .tm_year = 70, .tm_mday = 1, .tm_isdst = -1 };

	tm.tm_mday += day;
	int64_t t = (int64_t)mktime(&tm);
	while (date_day(t) < day)
		t += 15 * MINUTE;
	while (date_day(t - 1) >= day)
		t -= 15 * MINUTE;
	return t;
}

const char *
date_format_local(int64_t t, const char *format, char *out, size_t size)
{
	struct tm tm;

	date_local(t, &tm);
	if (strftime(out, size, format, &tm) == 0 && size > 0)
		out[0] = '\0';
	return out;
}

/* Never negative, and of few digits even for times that make no sense. */
static int64_t
distance_of(int64_t t, int64_t base)
{
	uint64_t d = t > base ? (uint64_t)t - (uint64_t)base : (uint64_t)base - (uint64_t)t;

	return d < UINT64_C(1000000000000000) ? (int64_t)d : INT64_C(1000000000000000);
}

const char *
date_format_age(int64_t t, int64_t now, char out[32])
{
	static const struct { int64_t below, unit; const char *name; } steps[] = {
		{ HOUR, MINUTE, "min" },
		{ 2 * DAY, HOUR, "h" },
		{ 60 * (int64_t)DAY, DAY, "d" },
		{ 730 * (int64_t)DAY, 30 * (int64_t)DAY, "months" },
		{ INT64_MAX, 365 * (int64_t)DAY, "years" },
	};
	int64_t distance = distance_of(t, now);
	size_t i = 0;

	if (distance < MINUTE)
		return strcpy(out, "just now");
	while (distance >= steps[i].below)
		i++;
	snprintf(out, 32, "%s%lld %s%s", t > now ? "in " : "", (long long)(distance / steps[i].unit),
	    steps[i].name, t > now ? "" : " ago");
	return out;
}

const char *
date_format_delta(int64_t t, int64_t base, char out[16])
{
	int64_t distance = distance_of(t, base);
	char sign = t < base ? '-' : '+';

	if (distance < HOUR)
		snprintf(out, 16, "%c%dm", sign, (int)(distance / MINUTE));
	else if (distance < 2 * DAY)
		snprintf(out, 16, "%c%dh", sign, (int)(distance / HOUR));
	else
		snprintf(out, 16, "%c%lldd", sign, (long long)(distance / DAY % 1000000));
	return out;
}
