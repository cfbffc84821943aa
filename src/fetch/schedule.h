/* SPDX-License-Identifier: ISC */
/* When a source is to be asked again.  Arithmetic only: what is known goes in,
 * what is to be remembered comes out; the clock and the dice are the caller's.
 * Times are seconds since 1970, stretches are seconds. */
#ifndef FETCH_SCHEDULE_H
#define FETCH_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	SCHEDULE_SHORTEST = 15 * 60,	/* of intervals learned */
	SCHEDULE_LONGEST = 24 * 60 * 60
};

/* What a source remembers from one visit to the next; all 0 at first. */
struct schedule_state {
	int64_t learned;	/* interval found by watching, 0: none yet */
	int failures;		/* in a row */
	bool gone;		/* 410: not asked any more */
	const char *moved_to;	/* where permanent redirects led, NULL: nowhere */
	int moved_count;	/* how many visits in a row */
};

/* What happened at this visit. */
struct schedule_visit {
	int64_t now;
	uint32_t random;	/* any number, for the jitter */
	int status;		/* HTTP; 0: no answer; 200 for sources without HTTP that went well */
	bool failed;		/* the document could not be had, whatever the status */
	bool finished;		/* the publisher says that nothing will come any more */
	bool changed;		/* it brought something new */
	int64_t interval;	/* the user's own, 0: learn one */
	int64_t fresh_for;	/* http_response, -1: not said */
	int64_t retry_after;	/* http_response, -1: not said */
	int ttl_minutes;	/* RSS ttl, 0: not said */
	int skip_hours;		/* bit N: not between N and N + 1 o'clock UTC */
	int skip_days;		/* bit N: not on that day UTC, 0 is Sunday */
	const char *permanent;	/* http_response, or NULL */
};

struct schedule_plan {
	int64_t next;			/* not before this; INT64_MAX: never (gone, finished) */
	struct schedule_state state;	/* to be kept; moved_to is one of the strings given */
	bool went_away;			/* gone since this visit: tell the user */
	const char *move_to;		/* held three times: use this address from now on, or NULL */
};

struct schedule_plan schedule_next(const struct schedule_state *state, const struct schedule_visit *visit);

#endif
