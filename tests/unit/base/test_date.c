/* SPDX-License-Identifier: ISC */
/* Times of every form, and the local calendar where clocks change. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/mem.h"

enum { HOUR = 3600, DAY = 86400 };

static void
zone(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

/* Berlin and Santiago by rule, so that no zone files are needed. */
#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"
#define SANTIAGO "<-04>4<-03>,M9.1.6/24,M4.1.6/24"

static int64_t
at(const char *text)
{
	int64_t t = DATE_NONE;

	assert_true(date_parse(text, strlen(text), &t));
	return t;
}

static void
every_form_is_read(void **state)
{
	static const struct { const char *text, *utc; } cases[] = {
		{ "2020-12-17", "2020-12-17T00:00:00Z" },
		{ "2020-12-17T11:25", "2020-12-17T11:25:00Z" },
		{ "2020-12-17T11:25:30", "2020-12-17T11:25:30Z" },
		{ "2020-12-17T11:25:30Z", "2020-12-17T11:25:30Z" },
		{ "2020-12-17t11:25:30z", "2020-12-17T11:25:30Z" },
		{ "2020-12-17 11:25:30", "2020-12-17T11:25:30Z" },
		{ "2020-12-17 11:25:30 Z", "2020-12-17T11:25:30Z" },
		{ "2020-12-17 11:25:30 +0100", "2020-12-17T10:25:30Z" },
		{ "2020-12-17T11:25:30.123456789Z", "2020-12-17T11:25:30Z" },
		{ "2020-12-17T11:25:30.123456789012345Z", "2020-12-17T11:25:30Z" },
		{ "2020-12-17T11:25:30+01:00", "2020-12-17T10:25:30Z" },
		{ "2020-12-17T11:25:30-0330", "2020-12-17T14:55:30Z" },
		{ "2020-12-17T11:25:30+01", "2020-12-17T10:25:30Z" },
		{ "2020-12-17T00:30+01:00", "2020-12-16T23:30:00Z" },
		{ "2001-12-14t21:59:43.10-05:00", "2001-12-15T02:59:43Z" },
		{ "2001-12-14 21:59:43.10 -5", "2001-12-15T02:59:43Z" },
		{ "2001-1-2 3:04:05", "2001-01-02T03:04:05Z" },
		{ " 2020-12-17 ", "2020-12-17T00:00:00Z" },
		{ "2020-02-29", "2020-02-29T00:00:00Z" },
		{ "2000-02-29", "2000-02-29T00:00:00Z" },
		{ "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },
		{ "2097-03-01", "2097-03-01T00:00:00Z" },
		{ "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z" },
		{ "2020-12-17T24:00:00Z", "2020-12-18T00:00:00Z" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char out[32];

		assert_string_equal(date_format_utc(at(cases[i].text), out), cases[i].utc);
	}
}

static void
anything_else_is_refused(void **state)
{
	static const char *const cases[] = {
		"", " ", "yesterday", "2020", "2020-12", "20201217", "2020-12-", "2020-13-01", "2020-00-10",
		"2020-12-00", "2020-12-32", "2021-02-29", "1900-02-29", "20-12-17", "2020-12-17T",
		"2020-12-17T11", "2020-12-17T25:00", "2020-12-17T24:01", "2020-12-17T11:60",
		"2020-12-17T11:25:61",
		"2020-12-17T11:25Zx", "2020-12-17T11:25:30+", "2020-12-17T11:25:30+24:00",
		"2020-12-17T11:25:30+01:60", "2020-12-17T11:25:30 CET", "2020-12-17x", "-2020-12-17",
		"12/17/2020", "Thu, 17 Dec 2020 11:25:00 GMT", "1608204300",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t t;

		if (date_parse(cases[i], strlen(cases[i]), &t))
			fail_msg("\"%s\" was taken for a date", cases[i]);
	}
	int64_t t;
	assert_false(date_parse("2020-12-17\0T11:25", 17, &t));
	assert_true(date_parse("2020-12-179", 10, &t));
}

static void
days_begin_at_local_midnight(void **state)
{
	static const struct { const char *zone, *day, *start; } cases[] = {
		{ "UTC0", "2020-12-17", "2020-12-17T00:00:00Z" },
		{ BERLIN, "2020-12-17", "2020-12-16T23:00:00Z" },
		{ BERLIN, "2020-07-01", "2020-06-30T22:00:00Z" },
		{ BERLIN, "2020-03-29", "2020-03-28T23:00:00Z" },	/* 23 hours */
		{ BERLIN, "2020-03-30", "2020-03-29T22:00:00Z" },
		{ BERLIN, "2020-10-25", "2020-10-24T22:00:00Z" },	/* 25 hours */
		{ BERLIN, "2020-10-26", "2020-10-25T23:00:00Z" },
		{ SANTIAGO, "2020-09-06", "2020-09-06T04:00:00Z" },	/* begins at 01:00 */
		{ SANTIAGO, "2020-09-05", "2020-09-05T04:00:00Z" },
		{ SANTIAGO, "2020-04-04", "2020-04-04T03:00:00Z" },	/* has 23:xx twice */
		{ SANTIAGO, "2020-04-05", "2020-04-05T04:00:00Z" },
		{ "<+0545>-5:45", "2020-12-17", "2020-12-16T18:15:00Z" },
		{ "<+14>-14", "2020-12-17", "2020-12-16T10:00:00Z" },
		{ "UTC0", "1969-12-31", "1969-12-31T00:00:00Z" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char out[32];

		zone("UTC0");
		int day = date_day(at(cases[i].day));
		assert_int_equal(day, at(cases[i].day) / DAY);
		zone(cases[i].zone);
		int64_t start = date_day_start(day);
		assert_string_equal(date_format_utc(start, out), cases[i].start);
		assert_int_equal(date_day(start), day);
		assert_int_equal(date_day(start - 1), day - 1);
		assert_int_equal(date_day(date_day_start(day + 1) - 1), day);
	}
	zone("UTC0");
}

static void
local_time_is_written(void **state)
{
	char out[64], small[4];

	(void)state;
	zone(BERLIN);
	date_format_local(at("2020-07-01T22:30:00Z"), "%Y-%m-%d %H:%M", out, sizeof(out));
	assert_string_equal(out, "2020-07-02 00:30");
	date_format_local(at("2020-12-17T11:25:00Z"), "%H:%M", out, sizeof(out));
	assert_string_equal(out, "12:25");
	assert_string_equal(date_format_local(0, "far too long", small, sizeof(small)), "");
	zone("UTC0");
}

static void
ages_in_words(void **state)
{
	static const struct { int64_t ago; const char *text; } cases[] = {
		{ 0, "just now" }, { 59, "just now" }, { -59, "just now" },
		{ 60, "1 min ago" }, { 59 * 60 + 59, "59 min ago" },
		{ HOUR, "1 h ago" }, { 47 * HOUR, "47 h ago" }, { 2 * DAY, "2 d ago" },
		{ 59 * DAY, "59 d ago" }, { 60 * DAY, "2 months ago" }, { 729 * DAY, "24 months ago" },
		{ 730 * DAY, "2 years ago" }, { 20000 * (int64_t)DAY, "54 years ago" },
		{ -2 * HOUR, "in 2 h" }, { -3 * DAY, "in 3 d" },
	};
	char out[32];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(date_format_age(1000000 - cases[i].ago, 1000000, out), cases[i].text);
	/* Whatever the numbers, there is room. */
	assert_true(strlen(date_format_age(DATE_NONE, INT64_MAX, out)) < 32);
}

static void
distances_in_short(void **state)
{
	static const struct { int64_t by; const char *text; } cases[] = {
		{ 0, "+0m" }, { 58 * 60, "+58m" }, { -39 * 60, "-39m" }, { 3 * HOUR, "+3h" },
		{ -3 * HOUR, "-3h" }, { 47 * HOUR, "+47h" }, { 2 * DAY, "+2d" }, { -400 * DAY, "-400d" },
	};
	char out[16];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(date_format_delta(1000000 + cases[i].by, 1000000, out), cases[i].text);
	assert_true(strlen(date_format_delta(DATE_NONE, INT64_MAX, out)) < 16);
}

/* In Berlin at 2020-12-17 12:25, a Thursday. */
static const struct { const char *text, *from, *to; } whens[] = {
	{ "today", "2020-12-16T23:00Z", "2020-12-17T23:00Z" },
	{ "Today", "2020-12-16T23:00Z", "2020-12-17T23:00Z" },
	{ "yesterday", "2020-12-15T23:00Z", "2020-12-16T23:00Z" },
	{ "tomorrow", "2020-12-17T23:00Z", "2020-12-18T23:00Z" },
	{ "now", "2020-12-17T11:25:00Z", "2020-12-17T11:25:01Z" },
	{ "thursday", "2020-12-16T23:00Z", "2020-12-17T23:00Z" },
	{ "wednesday", "2020-12-15T23:00Z", "2020-12-16T23:00Z" },
	{ "fri", "2020-12-10T23:00Z", "2020-12-11T23:00Z" },
	{ "MON", "2020-12-13T23:00Z", "2020-12-14T23:00Z" },
	{ "sunday", "2020-12-12T23:00Z", "2020-12-13T23:00Z" },
	{ "2020-12-01", "2020-11-30T23:00Z", "2020-12-01T23:00Z" },
	{ "2020-07-01", "2020-06-30T22:00Z", "2020-07-01T22:00Z" },
	{ "2020-03-29", "2020-03-28T23:00Z", "2020-03-29T22:00Z" },
	{ "2020-10-25", "2020-10-24T22:00Z", "2020-10-25T23:00Z" },
	{ "2020-12", "2020-11-30T23:00Z", "2020-12-31T23:00Z" },
	{ "2020-2", "2020-01-31T23:00Z", "2020-02-29T23:00Z" },
	{ "2020", "2019-12-31T23:00Z", "2020-12-31T23:00Z" },
	{ "1969-12-31", "1969-12-30T23:00Z", "1969-12-31T23:00Z" },
	{ "3h", "2020-12-17T08:25:00Z", "2020-12-17T11:25:01Z" },
	{ "7d", "2020-12-10T11:25:00Z", "2020-12-17T11:25:01Z" },
	{ "2W", "2020-12-03T11:25:00Z", "2020-12-17T11:25:01Z" },
	{ "2 weeks", "2020-12-03T11:25:00Z", "2020-12-17T11:25:01Z" },
	{ "7days", "2020-12-10T11:25:00Z", "2020-12-17T11:25:01Z" },
	{ "7-days-ago", "2020-12-10T11:25:00Z", "2020-12-17T11:25:01Z" },
	{ "1mo", "2020-11-17T11:25:00Z", "2020-12-17T11:25:01Z" },
	{ "week", "2020-12-13T23:00Z", "2020-12-20T23:00Z" },
	{ "last-week", "2020-12-06T23:00Z", "2020-12-13T23:00Z" },
	{ "this month", "2020-11-30T23:00Z", "2020-12-31T23:00Z" },
	{ "last_month", "2020-10-31T23:00Z", "2020-11-30T23:00Z" },
	{ "lastyear", "2018-12-31T23:00Z", "2019-12-31T23:00Z" },
	{ "dec", "2020-11-30T23:00Z", "2020-12-31T23:00Z" },
	{ "March", "2020-02-29T23:00Z", "2020-03-31T22:00Z" },
	{ "march 2019", "2019-02-28T23:00Z", "2019-03-31T22:00Z" },
	{ "17.12.2020", "2020-12-16T23:00Z", "2020-12-17T23:00Z" },
	{ "1.2.2020", "2020-01-31T23:00Z", "2020-02-01T23:00Z" },
	{ "nov..7d", "2020-10-31T23:00Z", "2020-12-10T11:25:00Z" },
	{ "2020-12-17T11:25:00Z", "2020-12-17T11:25:00Z", "2020-12-17T11:25:01Z" },
	{ "2020-12-17T12:25+01:00", "2020-12-17T11:25:00Z", "2020-12-17T11:25:01Z" },
	{ "2020-12-01..2020-12-15", "2020-11-30T23:00Z", "2020-12-15T23:00Z" },
	{ "2020-11..2020-12", "2020-10-31T23:00Z", "2020-12-31T23:00Z" },
	{ "monday..yesterday", "2020-12-13T23:00Z", "2020-12-16T23:00Z" },
	{ "2019..2020", "2018-12-31T23:00Z", "2020-12-31T23:00Z" },
};

static void
stretches_as_people_write_them(void **state)
{
	int64_t from, to, now = at("2020-12-17T11:25:00Z");

	(void)state;
	zone(BERLIN);
	for (size_t i = 0; i < COUNT(whens); i++) {
		const char *text = whens[i].text;

		if (!date_parse_when(text, strlen(text), now, &from, &to))
			fail_msg("\"%s\" was refused", text);
		if (from != at(whens[i].from) || to != at(whens[i].to))
			fail_msg("\"%s\" gave %lld to %lld", text, (long long)from, (long long)to);
	}
	assert_true(date_parse_when("..2020", 6, now, &from, &to));
	assert_true(from < at("1900-01-01") && to == at("2020-12-31T23:00Z"));
	assert_true(date_parse_when("2020..", 6, now, &from, &to));
	assert_true(from == at("2019-12-31T23:00Z") && to > at("2100-01-01"));
	zone("UTC0");
}

/* Midnight in between: the answer goes by the local date. */
static void
today_is_the_local_one(void **state)
{
	int64_t from, to;

	(void)state;
	zone(BERLIN);
	assert_true(date_parse_when("today", 5, at("2020-12-16T23:30:00Z"), &from, &to));
	assert_int_equal(from, at("2020-12-16T23:00Z"));
	zone("UTC0");
}

static void
no_stretches(void **state)
{
	static const char *const cases[] = {
		"", "..", "7", "d", "7x", "-7d", "99999999d", "2020-13", "2020-0", "0000", "20201217",
		"2020-12-", "someday", "mo", "2020-02-30", "2020..2019", "today..yesterday", "2020-12..x",
		"x..2020",
		"2020...", "11:25", "12", "31.2.2020", "7 ago", "decem", "dec-20", "last", "1.13.2020",
	};
	int64_t from, to;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (date_parse_when(cases[i], strlen(cases[i]), 0, &from, &to))
			fail_msg("\"%s\" was taken for a time", cases[i]);
}

static void
the_clock_can_be_fixed(void **state)
{
	(void)state;
	date_set_now(1234567890);
	assert_int_equal(date_now(), 1234567890);
	assert_true(date_is_fixed());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_is_read),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(days_begin_at_local_midnight),
		cmocka_unit_test(local_time_is_written),
		cmocka_unit_test(ages_in_words),
		cmocka_unit_test(distances_in_short),
		cmocka_unit_test(stretches_as_people_write_them),
		cmocka_unit_test(today_is_the_local_one),
		cmocka_unit_test(no_stretches),
		cmocka_unit_test(the_clock_can_be_fixed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
