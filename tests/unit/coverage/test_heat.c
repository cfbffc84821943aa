/* SPDX-License-Identifier: ISC */
/* What articles without figures are worth, and that a sum is what its summands
 * say. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "coverage/heat.h"

enum { HOUR = 3600 };

static void
test_quality(void **state)
{
	static const struct {
		struct heat_facts facts;
		int quality;
	} cases[] = {
		{ { false, false, false, false, 0, 0 }, 50 },
		{ { true, false, false, false, 0, 0 }, 65 },
		{ { true, true, true, true, 0, 0 }, 80 },
		{ { false, true, false, true, 0, 0 }, 60 },
		/* Two articles with figures say nothing of an outlet yet, three do. */
		{ { true, false, false, false, 2, 120 }, 65 },
		{ { true, false, false, false, 3, 120 }, 120 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(heat_quality(&heat_usual, &cases[i].facts), cases[i].quality);
}

static void
test_heat(void **state)
{
	/* Alone; with another outlet at the same time; its own outlet adds nothing;
	 * a day apart 37 % are left; of an outlet with two the nearest counts. */
	static const struct {
		struct heat_member members[4];
		size_t n;
		int heats[4];
	} cases[] = {
		{ { { 0, 1, 67 } }, 1, { 67 } },
		{ { { 0, 1, 67 }, { 0, 2, 40 } }, 2, { 87, 60 } },
		{ { { 0, 1, 67 }, { 0, 1, 40 } }, 2, { 67, 40 } },
		{ { { 0, 1, 60 }, { 24 * HOUR, 2, 60 } }, 2, { 67, 67 } },
		{ { { 0, 1, 0 }, { 0, 2, 0 }, { 24 * HOUR, 2, 0 } }, 3, { 20, 20, 7 } },
		{ { { 0, 2, 0 }, { 10 * HOUR, 1, 0 }, { 11 * HOUR, 2, 0 }, { 40 * HOUR, 2, 0 } }, 4,
		    { 13, 19, 19, 6 } },
		{ { { 0, 1, 0 }, { 24 * 9 * HOUR, 2, 0 } }, 2, { 0, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int heats[4];

		heat_of_all(&heat_usual, cases[i].members, cases[i].n, heats);
		for (size_t k = 0; k < cases[i].n; k++)
			assert_int_equal(heats[k], cases[i].heats[k]);
	}
}

/* Against the obvious way, on stories as they come. */
static void
test_sums(void **state)
{
	enum { N = 60 };
	struct heat_member members[N];
	struct heat_outlet outlets[N];
	int heats[N];
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 50; round++) {
		int64_t time = 0;

		for (size_t i = 0; i < N; i++) {
			seed = seed * 1664525 + 1013904223;
			time += seed % 5 == 0 ? 0 : seed % (6 * HOUR);
			members[i] = (struct heat_member){ time, 1 + (seed >> 16) % 12, 50 };
		}
		heat_of_all(&heat_usual, members, N, heats);
		for (size_t at = 0; at < N; at++) {
			double sum = 50, best[13] = { 0 };
			size_t n = heat_outlets(&heat_usual, members, N, at, outlets);

			for (size_t i = 0; i < n; i++)
				sum += 20 * outlets[i].near;
			assert_int_equal(heats[at], lround(sum));
			for (size_t i = 0; i < N; i++) {
				double near =
				    exp(-fabs((double)(members[i].time - members[at].time)) / HOUR / 24);
				if (members[i].provider != members[at].provider && near > exp(-8))
					best[members[i].provider] = fmax(best[members[i].provider], near);
			}
			sum = 50;
			for (size_t i = 0; i < COUNT(best); i++)
				sum += 20 * best[i];
			assert_int_equal(heats[at], lround(sum));
		}
	}
}

static void
test_weights(void **state)
{
	static const char *const bad[] = { "", "1 2 3", "x", "1 2 3 4 5 6 0", "1 2 3 4 5 6 99999" };
	struct heat_weights w;
	struct buf text = { 0 };

	(void)state;
	assert_true(heat_weights_parse("1 -2 3 4 5 6 7", &w));
	assert_int_equal(w.image, -2);
	heat_weights_format(&w, &text);
	assert_string_equal(buf_str(&text), "1 -2 3 4 5 6 7");
	buf_done(&text);
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(heat_weights_parse(bad[i], &w));
		assert_memory_equal(&w, &heat_usual, sizeof(w));
	}
	assert_false(heat_weights_parse(NULL, &w));
}

static void
test_now(void **state)
{
	(void)state;
	assert_int_equal(lround(heat_now(100, 0, 24)), 100);
	assert_int_equal(lround(heat_now(100, 24 * HOUR, 24)), 50);
	assert_int_equal(lround(heat_now(100, 24 * HOUR, 12)), 25);
	assert_int_equal(lround(heat_now(100, -5, 24)), 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quality),
		cmocka_unit_test(test_heat),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
