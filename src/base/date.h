/* SPDX-License-Identifier: ISC */
/* Times are seconds since 1970 in UTC; days are counted in local time.
 * The one clock of the program is date_now(): --now and DATELINE_NOW set it. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_NONE INT64_MIN

int64_t date_now(void);
void date_set_now(int64_t now);		/* fixed from here on */
bool date_is_fixed(void);
/* Milliseconds that only go forward, for measuring; not touched by the above. */
int64_t date_clock_ms(void);

/* RFC 3339, and what front matter and YAML 1.1 write: "2020-12-17",
 * "2020-12-17T11:25", seconds, fractions, a blank for the T, "Z", "+01:00",
 * "+0100", "+01"; without zone it is UTC.  Anything else gives false. */
bool date_parse(const char *s, size_t n, int64_t *out);
/* The same, and what else feeds write (date_wild.c). */
bool date_parse_wild(const char *s, size_t n, int64_t *out);
/* "2020-12-17T11:25:00Z"; OUT has at least 32 bytes. */
const char *date_format_utc(int64_t t, char out[32]);

/* Local calendar.  A day is days since 1970-01-01 of the local date. */
int date_day(int64_t t);
int64_t date_day_start(int day);	/* first second of that local day */
struct tm;
void date_local(int64_t t, struct tm *out);
/* strftime in local time; returns OUT. */
const char *date_format_local(int64_t t, const char *format, char *out, size_t size);

/* "just now", "12 min ago", "2 h ago", "3 d ago", "in 2 h"; OUT >= 32 bytes. */
const char *date_format_age(int64_t t, int64_t now, char out[32]);
/* "+58m", "-3h", "+2d": the distance of T from BASE; OUT >= 16 bytes. */
const char *date_format_delta(int64_t t, int64_t base, char out[16]);

/* A moment or a stretch as people write it in filters: "2020-12-17",
 * "2020-12", "2020", "today", "yesterday", weekday names (the last such day),
 * "7d" "2w" "3h" "6m" "1y" (from that long before NOW until NOW), an RFC 3339
 * time (that second), "A..B" (from the start of A to the end of B).  Stretches
 * are local and half open: *FROM <= t < *TO. */
bool date_parse_when(const char *s, size_t n, int64_t now, int64_t *from, int64_t *to);

#endif
