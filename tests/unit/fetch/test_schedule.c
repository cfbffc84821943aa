/* SPDX-License-Identifier: ISC */
/* When a source is asked again: each wish alone, and who wins. */
#include "fetch/schedule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* Thursday, 1 January 1970 plus 15 weeks: a Thursday, 10:30 UTC. */
#define NOW (INT64_C(15) * 7 * DAY + 10 * HOUR + 30 * MINUTE)

static struct schedule_visit
visit(void)
{
	return (struct schedule_visit){ .now = NOW, .status = 200, .fresh_for = -1, .retry_after = -1 };
}

static void
wishes_make_it_later_never_sooner(void **state)
{
	static const struct {
		const char *what;
		struct schedule_visit v;
		int64_t wait;
	} cases[] = {
		{ "nothing known, nothing new", { .status = 200, .fresh_for = -1 }, 75 * MINUTE },
		{ "nothing known, something new",
		  { .status = 200, .fresh_for = -1, .changed = true }, 40 * MINUTE },
		{ "own interval", { .status = 200, .fresh_for = -1, .interval = 20 * MINUTE }, 20 * MINUTE },
		{ "own interval of a week", { .interval = 7 * DAY }, 7 * DAY },
		{ "own interval of a second", { .interval = 1 }, MINUTE },
		{ "a ttl beyond it", { .interval = 20 * MINUTE, .ttl_minutes = 60 }, HOUR },
		{ "a ttl below it", { .interval = 2 * HOUR, .ttl_minutes = 60 }, 2 * HOUR },
		{ "a ttl of a year", { .interval = 2 * HOUR, .ttl_minutes = 525600 }, 7 * DAY },
		{ "a negative ttl", { .interval = 2 * HOUR, .ttl_minutes = -60 }, 2 * HOUR },
		{ "fresh for longer", { .interval = 20 * MINUTE, .fresh_for = 3000 }, 3000 },
		{ "fresh for a year", { .interval = 20 * MINUTE, .fresh_for = 366 * DAY }, DAY },
		{ "fresh, but it failed", { .failed = true, .fresh_for = 20 * HOUR }, 15 * MINUTE },
		{ "retry after, but all is well",
		  { .interval = HOUR, .status = 200, .retry_after = DAY }, HOUR },
		{ "503, retry after 2 h",
		  { .failed = true, .status = 503, .retry_after = 2 * HOUR }, 2 * HOUR },
		{ "503, retry after 1 s", { .failed = true, .status = 503, .retry_after = 1 }, 15 * MINUTE },
		{ "503, retry after a year",
		  { .failed = true, .status = 503, .retry_after = 366 * DAY }, 7 * DAY },
		{ "finished", { .finished = true }, INT64_MAX - NOW },
		{ "finished, but it failed", { .finished = true, .failed = true }, 15 * MINUTE },
		{ "429 without a word", { .failed = true, .status = 429, .interval = 15 * MINUTE }, HOUR },
		{ "429, retry after 3 h",
		  { .failed = true, .status = 429, .retry_after = 3 * HOUR }, 3 * HOUR },
		{ "404", { .failed = true, .status = 404 }, 15 * MINUTE },
		{ "no answer, own interval shorter", { .failed = true, .interval = 5 * MINUTE }, 5 * MINUTE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct schedule_state before = { 0 };
		struct schedule_visit v = cases[i].v;

		v.now = NOW;
		struct schedule_plan plan = schedule_next(&before, &v);
		if (plan.next - NOW != cases[i].wait)
			fail_msg("%s: again after %d min, not %d", cases[i].what, (int)(plan.next - NOW) / 60,
			    (int)cases[i].wait / 60);
		assert_int_equal(plan.state.failures, v.failed);
	}
}

static void
hours_and_days_are_passed_over(void **state)
{
	static const struct { int hours, days; int64_t wait; } cases[] = {
		{ 1 << 11, 0, 90 * MINUTE },			/* 11:30 falls into it: 12:00 */
		{ 1 << 10, 0, HOUR },				/* now, but not then */
		{ 7 << 11, 0, 3 * HOUR + 30 * MINUTE },
		{ 0xFFFFFF & ~(1 << 3), 0, 16 * HOUR + 30 * MINUTE },
		{ 0, 1 << 4, 13 * HOUR + 30 * MINUTE },		/* Thursday: Friday, 0:00 */
		{ 0, 3 << 4, 37 * HOUR + 30 * MINUTE },
		{ 1, 1 << 4, 14 * HOUR + 30 * MINUTE },
		{ 0xFFFFFF, 0, HOUR },				/* never is no answer */
		{ 0, 0x7F, HOUR },
		{ 0xFFFFFF, 0x7F, HOUR },
		{ 0xFFFFFF & ~1, 0x7F & ~(1 << 4), 6 * DAY + 13 * HOUR + 30 * MINUTE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct schedule_state before = { 0 };
		struct schedule_visit v = visit();

		v.interval = HOUR;
		v.skip_hours = cases[i].hours;
		v.skip_days = cases[i].days;
		struct schedule_plan plan = schedule_next(&before, &v);
		if (plan.next - NOW != cases[i].wait)
			fail_msg("case %zu: after %d min", i, (int)(plan.next - NOW) / 60);
	}
}

static void
failures_wait_twice_as_long(void **state)
{
	static const int hundredths[] = { 25, 50, 100, 200, 400, 800, 1600, 1920, 1920, 1920 };
	struct schedule_state s = { .learned = 3 * HOUR };
	struct schedule_visit v = visit();

	(void)state;
	v.failed = true;
	v.status = 500;
	for (size_t i = 0; i < COUNT(hundredths); i++) {
		struct schedule_plan least, most;

		v.random = 0;
		least = schedule_next(&s, &v);
		v.random = UINT32_MAX;
		most = schedule_next(&s, &v);
		assert_int_equal(least.next - NOW, hundredths[i] * HOUR / 100);
		assert_true(most.next > least.next && most.next <= NOW + DAY);
		assert_int_equal(least.state.failures, i + 1);
		assert_int_equal(least.state.learned, 3 * HOUR);
		s = least.state;
	}
	/* The first success forgets them. */
	v.failed = false;
	struct schedule_plan plan = schedule_next(&s, &v);
	assert_int_equal(plan.state.failures, 0);
	assert_true(plan.next - NOW < 4 * HOUR);
	/* However often it failed, nothing overflows. */
	s.failures = INT32_MAX;
	v.failed = true;
	assert_in_range(schedule_next(&s, &v).next - NOW, HOUR, DAY);
}

/* A source that publishes each so many seconds, over a month. */
static int64_t
settle(int64_t publishes)
{
	struct schedule_state s = { 0 };
	int64_t last = 0, t = NOW;

	while (t < NOW + 30 * DAY) {
		struct schedule_visit v = visit();

		v.now = t;
		v.changed = t / publishes != last;
		v.status = v.changed ? 200 : 304;
		v.random = (uint32_t)(t * 2654435761);
		last = t / publishes;
		struct schedule_plan plan = schedule_next(&s, &v);
		assert_true(plan.next > t);
		s = plan.state;
		t = plan.next;
	}
	return s.learned;
}

static void
the_interval_follows_the_source(void **state)
{
	(void)state;
	assert_int_equal(settle(60), SCHEDULE_SHORTEST);
	assert_int_equal(settle(90 * DAY), SCHEDULE_LONGEST);
	assert_in_range(settle(2 * HOUR), 25 * MINUTE, 90 * MINUTE);
	assert_in_range(settle(8 * HOUR), 100 * MINUTE, 6 * HOUR);
}

static void
gone_is_gone_until_it_is_back(void **state)
{
	struct schedule_state s = { .learned = HOUR, .failures = 2 };
	struct schedule_visit v = visit();
	struct schedule_plan plan;

	(void)state;
	v.failed = true;
	v.status = 410;
	plan = schedule_next(&s, &v);
	assert_true(plan.went_away && plan.state.gone);
	assert_true(plan.next == INT64_MAX);
	plan = schedule_next(&plan.state, &v);
	assert_true(!plan.went_away && plan.state.gone);
	v.status = 200;
	v.failed = false;
	plan = schedule_next(&plan.state, &v);
	assert_true(!plan.went_away && !plan.state.gone && plan.next < NOW + DAY);
}

static void
a_move_is_believed_the_third_time(void **state)
{
	static const char a[] = "https://a.example/", b[] = "https://b.example/";
	static const struct { const char *to; bool failed; int count; const char *move; } steps[] = {
		{ a, false, 1, NULL }, { a, false, 2, NULL }, { b, false, 1, NULL },
		{ b, false, 2, NULL }, { NULL, false, 0, NULL }, { b, false, 1, NULL },
		{ NULL, true, 1, NULL },	/* says nothing of where it lives */
		{ b, false, 2, NULL }, { b, false, 0, b }, { NULL, false, 0, NULL },
	};
	struct schedule_state s = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct schedule_visit v = visit();

		v.permanent = steps[i].to;
		v.failed = steps[i].failed;
		struct schedule_plan plan = schedule_next(&s, &v);
		if (plan.state.moved_count != steps[i].count || plan.move_to != steps[i].move)
			fail_msg("step %zu: %d times, %s", i, plan.state.moved_count,
			    plan.move_to != NULL ? plan.move_to : "stays");
		s = plan.state;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wishes_make_it_later_never_sooner),
		cmocka_unit_test(hours_and_days_are_passed_over),
		cmocka_unit_test(failures_wait_twice_as_long),
		cmocka_unit_test(the_interval_follows_the_source),
		cmocka_unit_test(gone_is_gone_until_it_is_back),
		cmocka_unit_test(a_move_is_believed_the_third_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
