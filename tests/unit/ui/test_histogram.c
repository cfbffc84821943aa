/* SPDX-License-Identifier: ISC */
/* Bars begin at local midnights, also where clocks change between them. */
#include "ui/histogram.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/date.h"

static int
day_of(const char *date)
{
	int64_t t;

	assert_true(date_parse(date, strlen(date), &t));
	return (int)(t / 86400);
}

static void
bars_begin_at_midnight(void **state)
{
	static const struct {
		const char *newest;
		enum histogram_unit unit;
		const char *from, *last, *to;
	} cases[] = {
		{ "2021-03-30", HISTOGRAM_DAYS, "2021-02-14", "2021-03-30", "2021-03-31" },
		{ "2021-10-31", HISTOGRAM_DAYS, "2021-09-17", "2021-10-31", "2021-11-01" },
		/* A Sunday ends its week, a Monday begins one. */
		{ "2021-03-28", HISTOGRAM_WEEKS, "2020-05-18", "2021-03-22", "2021-03-29" },
		{ "2021-03-29", HISTOGRAM_WEEKS, "2020-05-25", "2021-03-29", "2021-04-05" },
		{ "2020-12-31", HISTOGRAM_MONTHS, "2017-04-01", "2020-12-01", "2021-01-01" },
		{ "2020-02-29", HISTOGRAM_MONTHS, "2016-06-01", "2020-02-01", "2020-03-01" },
		{ "1970-01-02", HISTOGRAM_WEEKS, "1969-02-24", "1969-12-29", "1970-01-05" },
	};
	int64_t bounds[HISTOGRAM_MOST + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tm t;

		histogram_bounds(day_of(cases[i].newest), cases[i].unit, bounds);
		assert_int_equal(date_day(bounds[0]), day_of(cases[i].from));
		assert_int_equal(date_day(bounds[HISTOGRAM_MOST - 1]), day_of(cases[i].last));
		assert_int_equal(date_day(bounds[HISTOGRAM_MOST]), day_of(cases[i].to));
		for (int k = 0; k <= HISTOGRAM_MOST; k++) {
			date_local(bounds[k], &t);
			assert_int_equal(t.tm_hour * 60 + t.tm_min, 0);
			assert_true(k == 0 || bounds[k] > bounds[k - 1]);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bars_begin_at_midnight),
	};

	setlocale(LC_ALL, "C.UTF-8");
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
