/* SPDX-License-Identifier: ISC */
#include "ui/when.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static void
ages_are_short(void **state)
{
	static const struct { int64_t before; const char *age; } cases[] = {
		{ 0, "now" }, { 59, "now" }, { -59, "now" },
		{ MINUTE, "1 m" }, { HOUR - 1, "59 m" }, { -45 * MINUTE, "in 45 m" },
		{ HOUR, "1 h" }, { -2 * HOUR, "in 2 h" }, { 2 * DAY - 1, "47 h" },
		{ 2 * DAY, "2 d" }, { 99 * (int64_t)DAY, "99 d" }, { -40 * (int64_t)DAY, "in 40 d" },
		{ 100 * (int64_t)DAY, "14 w" }, { 699 * (int64_t)DAY, "99 w" },
		{ 730 * (int64_t)DAY, "2 y" }, { -3650 * (int64_t)DAY, "in 10 y" },
		{ INT64_MAX / 2, "99 y" },
	};
	char out[WHEN_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_string_equal(when_age(1000 - cases[i].before, 1000, out), cases[i].age);
		assert_true(strlen(out) <= 7);
	}
	assert_string_equal(when_age(INT64_MAX, INT64_MIN + 1, out), "in 99 y");
}

static void
hours_are_of_the_clock_chosen(void **state)
{
	static const struct { const char *time, *of_24, *of_12, *full_24, *full_12; } cases[] = {
		{ "2020-12-17T00:05:00Z", " 0:05", "12:05am", "Thu 17 Dec 2020 00:05",
		    "Thu 17 Dec 2020 12:05am" },
		{ "2020-12-07T09:40:00Z", " 9:40", " 9:40am", "Mon 7 Dec 2020 09:40",
		    "Mon 7 Dec 2020 9:40am" },
		{ "2020-12-17T12:00:00Z", "12:00", "12:00pm", "Thu 17 Dec 2020 12:00",
		    "Thu 17 Dec 2020 12:00pm" },
		{ "2020-12-17T23:59:00Z", "23:59", "11:59pm", "Thu 17 Dec 2020 23:59",
		    "Thu 17 Dec 2020 11:59pm" },
	};
	struct arena a = { 0 };
	char out[WHEN_SIZE];
	int64_t t;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unsigned before = when_serial();

		assert_true(date_parse(cases[i].time, strlen(cases[i].time), &t));
		when_init(WHEN_CLOCK_24, false);
		assert_string_equal(when_in_list(t, true, out), cases[i].of_24);
		assert_string_equal(when_full(&a, t), cases[i].full_24);
		when_init(WHEN_CLOCK_12, false);
		assert_string_equal(when_in_list(t, true, out), cases[i].of_12);
		assert_string_equal(when_full(&a, t), cases[i].full_12);
		assert_int_not_equal(when_serial(), before);
		/* This locale has 24 hours. */
		when_init(WHEN_CLOCK_LOCALE, false);
		assert_string_equal(when_time(t, out), cases[i].of_24);
	}
	arena_done(&a);
}

static void
the_list_has_one_width(void **state)
{
	static const int64_t before[] = { -2 * HOUR, 0, 3 * MINUTE, 2 * DAY, 400 * DAY };
	char out[WHEN_SIZE];
	int64_t now = 1608206400;

	(void)state;
	date_set_now(now);
	for (int option = 0; option < 4; option++)
		for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
			when_init(option & 1 ? WHEN_CLOCK_12 : WHEN_CLOCK_24, (option & 2) != 0);
			when_in_list(now - before[i], true, out);
			assert_int_equal(utf8_columns(out, strlen(out)), option == 0 ? 5 : 7);
		}
	when_init(WHEN_CLOCK_24, true);
	assert_string_equal(when_in_list(now + 2 * HOUR, true, out), " in 2 h");
	when_init(WHEN_CLOCK_24, false);
	assert_string_equal(when_in_list(now, false, out), "17 Dec");
	assert_string_equal(when_in_list(now - 400 * DAY, false, out), "Nov 19");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ages_are_short),
		cmocka_unit_test(hours_are_of_the_clock_chosen),
		cmocka_unit_test(the_list_has_one_width),
	};

	setlocale(LC_ALL, "C.UTF-8");
	setenv("TZ", "UTC0", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
