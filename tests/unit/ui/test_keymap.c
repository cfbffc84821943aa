/* SPDX-License-Identifier: ISC */
#include "ui/keymap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A key that names two actions would do only one of them. */
static void
every_action_can_be_reached(void **state)
{
	struct keymap *km = keymap_new(NULL);

	(void)state;
	for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		const char *names = keymap_keys(km, a);

		assert_string_not_equal(names, "");
		assert_int_equal(strncmp(names, keymap_first(km, a), strlen(keymap_first(km, a))), 0);
		while (*names != '\0') {
			size_t n = strcspn(names, " ");
			int key;

			assert_true(key_parse(names, n, &key));
			if (keymap_find(km, key) != a)
				fail_msg("%s: %.*s does something else", action_info[a].name, (int)n, names);
			names += n;
			names += strspn(names, " ");
		}
	}
	assert_int_equal(keymap_find(km, 0x4E2D), ACTION_NONE);
	keymap_free(km);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_action_can_be_reached) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
