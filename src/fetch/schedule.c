/* SPDX-License-Identifier: ISC */
/* When to come again.  A source that brings something is visited sooner, one
 * that does not later; what the publisher asks for only ever makes it later.
 * Failures wait twice as long each time.  Wishes have an end, so that a slip in
 * a server's settings does not keep a source away for a year. */
#include "fetch/schedule.h"

#include <stddef.h>
#include <string.h>

enum {
	MINUTE = 60,
	HOUR = 60 * MINUTE,
	DAY = 24 * HOUR,
	FIRST_GUESS = HOUR,		/* of a source that was never watched */
	RETRY = 15 * MINUTE,		/* after the first failure */
	RETRY_429 = HOUR,		/* told off, and not for how long */
	BACK_OFF_MAX = DAY - DAY / 5,	/* a day with the jitter */
	FRESH_MAX = DAY,		/* caches are often told a year */
	WISH_MAX = 7 * DAY,		/* ttl, Retry-After */
	MOVED_TIMES = 3
};

static int64_t
clamp(int64_t n, int64_t least, int64_t most)
{
	if (n < least)
		return least;
	return n > most ? most : n;
}

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t
interval_of(const struct schedule_state *state, const struct schedule_visit *v)
{
	if (v->interval > 0)
		return later(v->interval, MINUTE);
	return state->learned > 0 ? state->learned : FIRST_GUESS;
}

/* Down by a third when something was new, up by a quarter when not: it settles
 * where a good third of the visits bring something. */
static int64_t
learn(const struct schedule_state *state, const struct schedule_visit *v)
{
	int64_t before = state->learned > 0 ? state->learned : FIRST_GUESS;

	return clamp(v->changed ? before - before / 3 : before + before / 4, SCHEDULE_SHORTEST,
	    SCHEDULE_LONGEST);
}

/* Up to a part of the stretch more, so that sources added together part. */
static int64_t
with_jitter(int64_t stretch, int part, uint32_t random)
{
	return stretch + (stretch / part) * (int64_t)(random % 1024) / 1024;
}

static int64_t
back_off(const struct schedule_plan *plan, const struct schedule_visit *v)
{
	int64_t stretch = interval_of(&plan->state, v);
	int64_t first = v->status == 429 ? RETRY_429 : RETRY;

	if (stretch > first || v->status == 429)
		stretch = first;
	for (int i = 1; i < plan->state.failures && stretch < DAY; i++)
		stretch *= 2;
	return with_jitter(stretch < BACK_OFF_MAX ? stretch : BACK_OFF_MAX, 4, v->random);
}

/* Forward to the first hour that is not ruled out; rules that leave no hour or
 * no day are none. */
static int64_t
skip(int64_t t, const struct schedule_visit *v)
{
	int hours = (v->skip_hours & 0xFFFFFF) == 0xFFFFFF ? 0 : v->skip_hours;
	int days = (v->skip_days & 0x7F) == 0x7F ? 0 : v->skip_days;

	for (int i = 0; i < 8 * 24; i++) {
		int64_t hour = t / HOUR % 24;
		int64_t day = (t / DAY + 4) % 7;	/* 1970 began on a Thursday */

		if ((hours >> hour & 1) == 0 && (days >> day & 1) == 0)
			return t;
		t = (t / HOUR + 1) * HOUR;
	}
	return t;
}

static void
watch_redirects(struct schedule_plan *plan, const struct schedule_visit *v)
{
	struct schedule_state *s = &plan->state;
	bool same = s->moved_to != NULL && v->permanent != NULL && strcmp(s->moved_to, v->permanent) == 0;

	s->moved_count = v->permanent == NULL ? 0 : same ? s->moved_count + 1 : 1;
	s->moved_to = v->permanent;
	if (s->moved_count < MOVED_TIMES)
		return;
	plan->move_to = v->permanent;
	s->moved_to = NULL;
	s->moved_count = 0;
}

static int64_t
asked_for(const struct schedule_visit *v)
{
	int64_t wait = clamp((int64_t)v->ttl_minutes * MINUTE, 0, WISH_MAX);

	if (!v->failed)
		wait = later(wait, clamp(v->fresh_for, 0, FRESH_MAX));
	if (v->failed || v->status == 429 || v->status == 503)
		wait = later(wait, clamp(v->retry_after, 0, WISH_MAX));
	return wait;
}

struct schedule_plan
schedule_next(const struct schedule_state *state, const struct schedule_visit *v)
{
	struct schedule_plan plan = { .state = *state };
	int64_t wait;

	if (v->status == 410) {
		plan.went_away = !state->gone;
		plan.state.gone = true;
		plan.next = INT64_MAX;
		return plan;
	}
	plan.state.gone = false;
	if (v->failed) {
		plan.state.failures = state->failures < 1000 ? state->failures + 1 : 1000;
		wait = back_off(&plan, v);
	} else {
		plan.state.failures = 0;
		plan.state.learned = learn(state, v);
		watch_redirects(&plan, v);
		wait = with_jitter(interval_of(&plan.state, v), 20, v->random);
	}
	plan.next = v->finished && !v->failed ? INT64_MAX : skip(v->now + later(wait, asked_for(v)), v);
	return plan;
}
