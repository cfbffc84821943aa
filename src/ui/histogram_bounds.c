/* SPDX-License-Identifier: ISC */
/* Days, weeks and months as bars: by the local calendar, so that a day may
 * have 23 or 25 hours. */
#include "ui/histogram.h"

#include <time.h>

#include "base/date.h"

enum { HALF_DAY = 12 * 3600 };

/* Of the month that DAY is in. */
static int
first_of_month(int day)
{
	struct tm t;

	/* Noon: no clock change reaches it. */
	date_local(date_day_start(day) + HALF_DAY, &t);
	return day - t.tm_mday + 1;
}

void
histogram_bounds(int newest, enum histogram_unit unit, int64_t bounds[HISTOGRAM_MOST + 1])
{
	int days[HISTOGRAM_MOST + 1], last = HISTOGRAM_MOST - 1;

	if (unit == HISTOGRAM_MONTHS) {
		days[last] = first_of_month(newest);
		days[last + 1] = first_of_month(days[last] + 31);
		for (int i = last; i > 0; i--)
			days[i - 1] = first_of_month(days[i] - 1);
	} else {
		int step = unit == HISTOGRAM_WEEKS ? 7 : 1;
		/* The first day of 1970 was a Thursday. */
		int first = step == 1 ? newest : newest - ((newest + 3) % 7 + 7) % 7;

		for (int i = 0; i <= last + 1; i++)
			days[i] = first + (i - last) * step;
	}
	for (int i = 0; i <= last + 1; i++)
		bounds[i] = date_day_start(days[i]);
}
