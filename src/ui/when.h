/* SPDX-License-Identifier: ISC */
/* Times as the reader shows them: the one place that knows of 12 and 24 hours
 * and of ages in the list. */
#ifndef UI_WHEN_H
#define UI_WHEN_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* As the option `clock` says it. */
enum when_clock { WHEN_CLOCK_LOCALE, WHEN_CLOCK_24, WHEN_CLOCK_12 };

enum { WHEN_SIZE = 48 };

/* Whenever options change. */
void when_init(enum when_clock clock, bool ages);
/* Another number whenever the above has changed what times look like. */
unsigned when_serial(void);

/* "11:25" or "11:25am", right-aligned so that lines agree. */
const char *when_time(int64_t t, char out[WHEN_SIZE]);
/* "now", "12 m", "2 h", "3 d", "7 w", "4 y", "in 2 h": at most 7 columns. */
const char *when_age(int64_t t, int64_t now, char out[WHEN_SIZE]);
/* What a line of the list shows, all of one width: the hour under a heading of
 * its day, else the date; its age if the options say so. */
const char *when_in_list(int64_t t, bool under_day, char out[WHEN_SIZE]);
/* That width. */
int when_columns(bool under_day);
/* "Thu 17 Dec 2020 11:25" */
const char *when_full(struct arena *a, int64_t t);

#endif
