/* SPDX-License-Identifier: ISC */
#include "ui/keymap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"
#include "settings/keys.h"

/* A key that names two actions would do only one of them. */
static void
every_action_can_be_reached(void **state)
{
	struct keymap *km = keymap_new(NULL);

	(void)state;
	for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		const char *names = keymap_keys(km, a);

		/* A view has a key where its user gives it one. */
		assert_true(names[0] != '\0' || action_info[a].keys[0] == '\0');
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

struct step {
	const char *typed;		/* names of keys apart by blanks; "..." is time gone by */
	const char *done;		/* actions, a bar between answers; ? is unbound */
	const char *pending;
};

static void
take_all(struct keymap *km, bool expired, char *done, size_t size)
{
	const enum action *actions;
	enum keymap_state state;
	size_t n;

	while ((state = keymap_take(km, expired, &actions,
	    &n)) == KEYMAP_ACTIONS || state == KEYMAP_UNBOUND) {
		expired = false;
		size_t at = strlen(done);
		snprintf(done + at, size - at, "%s%s", at > 0 ? "|" : "", state == KEYMAP_UNBOUND ? "?" : "");
		for (size_t i = 0; i < n; i++) {
			at = strlen(done);
			snprintf(done + at, size - at, "%s%s", i > 0 ? " " : "",
			    action_info[actions[i]].name);
		}
	}
}

static void
sequences_are_followed(void **state)
{
	static const struct step steps[] = {
		{ "j", "next", "" },
		{ "g", "", "g" },
		{ "g g", "first", "" },
		{ "g j", "last|next", "" },		/* g alone, then j anew */
		{ "g ...", "last", "" },
		{ "g g g", "first", "g" },
		{ "Z", "", "Z" },
		{ "Z ...", "?", "" },
		{ "Z Z", "quit", "" },
		{ "Z x", "?", "" },			/* both dropped: x was meant for Z */
		{ "Z Esc j", "?|next", "" },
		{ "g Esc", "last", "" },		/* Esc only ends the wait */
		{ "C-w", "", "C-w" },
		{ "C-w Down", "star next-unread", "" },
		{ "a b", "", "ab" },
		{ "a b c d", "undo", "" },
		{ "a b c j", "help|star next|next", "" },	/* a, then bc, then j */
		{ "X", "?", "" },			/* taken away */
		{ "F11", "?", "" },
	};
	struct arena a = { 0 };
	struct keys keys;
	struct keymap *km;

	(void)state;
	keys_init(&keys, &a);
	static const char *const bound[][2] = {
		{ "g", "last" }, { "g g", "first" }, { "Z Z", "quit" }, { "C-w Down", "star next-unread" },
		{ "a", "help" }, { "a b c d", "undo" }, { "b c", "star next" }, { "b", "none" }, { "X",
		    "none" },
	};
	for (size_t i = 0; i < COUNT(bound); i++)
		assert_true(keys_bind(&keys, bound[i][0], bound[i][1], NULL));
	km = keymap_new(&keys);
	for (size_t i = 0; i < COUNT(steps); i++) {
		char done[256] = "";

		keymap_reset(km);
		for (const char *p = steps[i].typed; *p != '\0'; p += strspn(p, " ")) {
			size_t n = strcspn(p, " ");
			int key;

			if (strncmp(p, "...", n) == 0) {
				take_all(km, true, done, sizeof(done));
			} else {
				assert_true(key_parse(p, n, &key));
				keymap_feed(km, key);
				take_all(km, false, done, sizeof(done));
			}
			p += n;
		}
		if (strcmp(done, steps[i].done) != 0 || strcmp(keymap_pending(km), steps[i].pending) != 0)
			fail_msg("%s: %s, pending %s", steps[i].typed, done, keymap_pending(km));
	}
	keymap_free(km);
	arena_done(&a);
}

/* The help and the hints name what the user has to press. */
static void
names_follow_the_bindings(void **state)
{
	struct arena a = { 0 };
	struct keys keys;
	struct keymap *km;

	(void)state;
	keys_init(&keys, &a);
	assert_true(keys_choose(&keys, "vim", NULL));
	assert_true(keys_bind(&keys, "X", "first", NULL));
	assert_true(keys_bind(&keys, "Home", "none", NULL));
	assert_true(keys_bind(&keys, "q", "star quit", NULL));
	km = keymap_new(&keys);
	assert_string_equal(keymap_keys(km, ACTION_FIRST), "X gg");
	assert_string_equal(keymap_first(km, ACTION_FIRST), "X");
	assert_string_equal(keymap_first(km, ACTION_BACK), "Esc");
	assert_string_equal(keymap_keys(km, ACTION_STAR), "s");
	assert_non_null(strstr(keymap_keys(km, ACTION_PANE_NEXT), "C-w w"));
	assert_int_equal(keymap_find(km, 'g'), ACTION_NONE);
	assert_int_equal(keymap_find(km, 'q'), ACTION_STAR);
	keymap_free(km);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { 
		cmocka_unit_test(every_action_can_be_reached),
		cmocka_unit_test(sequences_are_followed),
		cmocka_unit_test(names_follow_the_bindings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
