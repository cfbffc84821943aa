/* SPDX-License-Identifier: ISC */
/* The options are kept here, as colours are by the theme: what draws a time
 * need not know of them. */
#include "ui/when.h"

#include <langinfo.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"

static struct {
	bool twelve, ages;
	int date_columns;
	unsigned serial;
} options;

static bool
is_locale_twelve(void)
{
	const char *format = nl_langinfo(T_FMT);

	return strstr(format, "%I") != NULL || strstr(format, "%r") != NULL || strstr(format, "%l") != NULL;
}

/* Months have names of any length. */
static int
widest_date(void)
{
	int widest = 0;

	for (int month = 0; month < 12; month++)
		for (int form = 0; form < 2; form++) {
			struct tm tm = { .tm_mday = 28, .tm_mon = month, .tm_year = 120 };
			char text[WHEN_SIZE];
			size_t n = strftime(text, sizeof(text), form == 0 ? "%e %b" : "%b %y", &tm);
			int columns = utf8_columns(text, n);

			widest = columns > widest ? columns : widest;
		}
	return widest;
}

int
when_columns(bool under_day)
{
	if (options.ages)
		return 7;
	if (under_day)
		return options.twelve ? 7 : 5;
	if (options.date_columns == 0)
		options.date_columns = widest_date();
	return options.date_columns;
}

void
when_init(enum when_clock clock, bool ages)
{
	options.twelve = clock == WHEN_CLOCK_12 || (clock == WHEN_CLOCK_LOCALE && is_locale_twelve());
	options.ages = ages;
	options.serial++;
}

unsigned
when_serial(void)
{
	return options.serial;
}

static const char *
format_clock(const struct tm *t, char out[WHEN_SIZE])
{
	int hour = t->tm_hour % 12 == 0 ? 12 : t->tm_hour % 12;

	if (options.twelve)
		snprintf(out, WHEN_SIZE, "%2d:%02d%s", hour, t->tm_min, t->tm_hour < 12 ? "am" : "pm");
	else
		snprintf(out, WHEN_SIZE, "%2d:%02d", t->tm_hour, t->tm_min);
	return out;
}

const char *
when_time(int64_t t, char out[WHEN_SIZE])
{
	struct tm tm;

	date_local(t, &tm);
	return format_clock(&tm, out);
}

/* Two digits of each unit, so that the column stays narrow. */
const char *
when_age(int64_t t, int64_t now, char out[WHEN_SIZE])
{
	static const struct { int64_t below, unit; char name; } steps[] = {
		{ 3600, 60, 'm' },
		{ 2 * 86400, 3600, 'h' },
		{ 100 * (int64_t)86400, 86400, 'd' },
		{ 700 * (int64_t)86400, 7 * 86400, 'w' },
	};
	uint64_t apart = t > now ? (uint64_t)t - (uint64_t)now : (uint64_t)now - (uint64_t)t;
	int64_t unit = 365 * (int64_t)86400;
	char name = 'y';

	if (apart < 60)
		return strcpy(out, "now");
	for (size_t i = sizeof(steps) / sizeof(steps[0]); i-- > 0;)
		if (apart < (uint64_t)steps[i].below) {
			unit = steps[i].unit;
			name = steps[i].name;
		}
	uint64_t n = apart / (uint64_t)unit;
	snprintf(out, WHEN_SIZE, "%s%d %c", t > now ? "in " : "", n > 99 ? 99 : (int)n, name);
	return out;
}

const char *
when_in_list(int64_t t, bool under_day, char out[WHEN_SIZE])
{
	char age[WHEN_SIZE];
	struct tm now, then;

	if (options.ages) {
		snprintf(out, WHEN_SIZE, "%7.7s", when_age(t, date_now(), age));
		return out;
	}
	date_local(t, &then);
	if (under_day)
		return format_clock(&then, out);
	date_local(date_now(), &now);
	return date_format_local(t, now.tm_year == then.tm_year ? "%e %b" : "%b %y", out, WHEN_SIZE);
}

const char *
when_full(struct arena *a, int64_t t)
{
	char day[WHEN_SIZE], date[WHEN_SIZE], clock[WHEN_SIZE];

	date_format_local(t, "%a ", day, sizeof(day));
	date_format_local(t, "%e %b %Y ", date, sizeof(date));
	when_time(t, clock);
	/* "17 Dec 2020 09:40", but "9:40am". */
	if (clock[0] == ' ' && !options.twelve)
		clock[0] = '0';
	return arena_printf(a, "%s%s%s", day, date + (date[0] == ' '), clock + (clock[0] == ' '));
}
