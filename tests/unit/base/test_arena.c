/* SPDX-License-Identifier: ISC */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void
strings_stay_where_they_are(void **state)
{
	struct arena a = { 0 };
	const char *first = arena_strdup(&a, "first");

	(void)state;
	for (int i = 0; i < 10000; i++)
		assert_non_null(arena_alloc(&a, (size_t)i % 97));
	assert_string_equal(first, "first");
	arena_done(&a);
}

static void
memory_is_zeroed_again_after_a_reset(void **state)
{
	struct arena a = { 0 };

	(void)state;
	memset(arena_alloc(&a, 100), 'x', 100);
	arena_reset(&a);
	char *again = arena_alloc(&a, 100);
	for (int i = 0; i < 100; i++)
		assert_int_equal(again[i], 0);
	arena_done(&a);
}

static void
large_and_odd_sizes_are_aligned(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t n = 1; n < 200000; n = n * 3 + 1)
		assert_int_equal((uintptr_t)arena_alloc(&a, n) % 16, 0);
	arena_done(&a);
}

static void
grow_keeps_what_is_there(void **state)
{
	struct arena a = { 0 };
	int *items = NULL;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		items = arena_grow(&a, items, i, sizeof(*items));
		items[i] = (int)i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_stay_where_they_are),
		cmocka_unit_test(memory_is_zeroed_again_after_a_reset),
		cmocka_unit_test(large_and_odd_sizes_are_aligned),
		cmocka_unit_test(grow_keeps_what_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
