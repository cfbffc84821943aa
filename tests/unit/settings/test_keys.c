/* SPDX-License-Identifier: ISC */
#include "settings/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/yaml.h"

static char said[2048];

static void
note(void *arg, const char *text)
{
	(void)arg;
	strncat(said, text, sizeof(said) - strlen(said) - 1);
	strncat(said, "\n", sizeof(said) - strlen(said) - 1);
}

static bool
load(struct keys *keys, struct arena *a, const char *text)
{
	struct settings s = { .path = "c.yaml" };
	struct yaml *root;
	struct err err = { .text = "" };

	said[0] = '\0';
	if (!yaml_parse(a, text, strlen(text), &root, &err))
		fail_msg("%s", err.text);
	s.keys = yaml_get(root, "keys");
	return keys_load(keys, a, &s, note, NULL);
}

/* Actions of a sequence, "star next-unread"; "" for none. */
static const char *
meaning(struct arena *a, const struct keys *keys, const char *sequence)
{
	const char *out = "";

	for (size_t i = 0; i < keys->count; i++) {
		const struct key_binding *b = &keys->list[i];

		if (strcmp(keys_format(a, b->keys, b->nkeys), sequence) != 0)
			continue;
		for (size_t k = 0; k < b->nactions; k++)
			out = arena_printf(a, "%s%s%s", out, k > 0 ? " " : "",
			    action_info[b->actions[k]].name);
	}
	return out;
}

static void
bindings_are_understood(void **state)
{
	static const struct { const char *text, *sequence, *actions; } cases[] = {
		{ "", "j", "next" },
		{ "keys:\n", "j", "next" },
		{ "keys: vim\n", "g g", "first" },
		{ "keys: vim\n", "g", "" },
		{ "keys: vim\n", "j", "next" },
		{ "keys: newsboat\n", "N", "read" },
		{ "keys: {preset: newsboat}\n", "r", "refresh-here" },
		{ "keys: {bind: {x: none}}\n", "x", "" },
		{ "keys: {bind: {\"g g\": first}}\n", "g g", "first" },
		{ "keys: {bind: {F5: [star, next-unread]}}\n", "F5", "star next-unread" },
		{ "keys: {bind: {F5: star next-unread}}\n", "F5", "star next-unread" },
		{ "keys: {bind: {\" C-x   Down \": star}}\n", "C-x Down", "star" },
		/* whatever comes first, the user's word stands */
		{ "keys:\n  bind: {N: star}\n  preset: newsboat\n", "N", "star" },
		{ "keys:\n  preset: newsboat\n  bind: {N: star}\n", "N", "star" },
		{ "keys:\n  bind: {N: none}\n  preset: newsboat\n", "N", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = { 0 };
		struct keys keys;

		if (!load(&keys, &a, cases[i].text))
			fail_msg("%s: %s", cases[i].text, said);
		assert_string_equal(meaning(&a, &keys, cases[i].sequence), cases[i].actions);
		arena_done(&a);
	}
}

static void
mistakes_cost_only_themselves(void **state)
{
	static const struct { const char *text, *words; } cases[] = {
		{ "keys:\n  bind:\n    z: redrw\n    F5: star\n",
		    "c.yaml:3:8: no action \"redrw\"; did you mean \"redraw\"?" },
		{ "keys:\n  bind:\n    gg: first\n    F5: star\n", "c.yaml:3:5: no key \"gg\"" },
		{ "keys:\n  bind:\n    z:\n    F5: star\n", "c.yaml:3:5: an action is missing" },
		{ "keys:\n  bind:\n    z: [star, nxt]\n    F5: star\n", "c.yaml:3:15: no action \"nxt\"" },
		{ "keys:\n  bind:\n    z: {a: b}\n    F5: star\n", "c.yaml:3:8: an action, or a list" },
		{ "keys:\n  bind:\n    z: [[a]]\n    F5: star\n", "c.yaml:3:8: an action, or a list" },
		{ "keys:\n  bind:\n    a b c d e: star\n    F5: star\n",
		    "c.yaml:3:5: \"a b c d e\" is too long" },
		{ "keys:\n  preset: vmi\n  bind: {F5: star}\n",
		    "c.yaml:2:11: no preset of keys \"vmi\"; did you mean \"vim\"?" },
		{ "keys:\n  bnd: {}\n  bind: {F5: star}\n",
		    "c.yaml:2:3: keys have no \"bnd\"; did you mean \"bind\"?" },
		{ "keys:\n  preset: [vim]\n  bind: {F5: star}\n", "c.yaml:2:11: a preset is one word" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = { 0 };
		struct keys keys;

		assert_false(load(&keys, &a, cases[i].text));
		if (strncmp(said, cases[i].words, strlen(cases[i].words)) != 0)
			fail_msg("%s: %s", cases[i].text, said);
		/* said once, and the rest counts */
		assert_ptr_equal(strchr(said, '\n'), said + strlen(said) - 1);
		assert_string_equal(meaning(&a, &keys, "F5"), "star");
		arena_done(&a);
	}
}

/* Each row is understood, and no action is left without any key. */
static void
presets_leave_nothing_out_of_reach(void **state)
{
	(void)state;
	for (size_t p = 0; p < keys_preset_count; p++) {
		struct arena a = { 0 };
		struct err err = { .text = "" };
		struct keys keys;
		bool reached[ACTION_COUNT] = { false };

		keys_init(&keys, &a);
		if (!keys_choose(&keys, keys_presets[p].name, &err))
			fail_msg("%s: %s", keys_presets[p].name, err.text);
		for (size_t i = 0; i < keys.count; i++)
			if (keys.list[i].nactions == 1)
				reached[keys.list[i].actions[0]] = true;
		for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
			/* A view has a key where its user gives it one. */
			if (!reached[i] && action_info[i].keys[0] != '\0')
				fail_msg("%s: no key for %s", keys_presets[p].name, action_info[i].name);
		arena_done(&a);
	}
}

/* A key that is bound and also begins a sequence makes every use of it wait. */
static void
presets_never_wait_for_time(void **state)
{
	(void)state;
	for (size_t p = 0; p < keys_preset_count; p++) {
		struct arena a = { 0 };
		struct keys keys;

		keys_init(&keys, &a);
		assert_true(keys_choose(&keys, keys_presets[p].name, NULL));
		for (size_t i = 0; i < keys.count; i++)
			for (size_t k = 0; k < keys.count; k++) {
				const struct key_binding *b = &keys.list[i], *longer = &keys.list[k];

				if (b->nactions > 0 && longer->nkeys > b->nkeys &&
				    memcmp(b->keys, longer->keys, b->nkeys * sizeof(b->keys[0])) == 0)
					fail_msg("%s: %s", keys_presets[p].name,
					    keys_format(&a, longer->keys, longer->nkeys));
			}
		arena_done(&a);
	}
}

static void
a_preset_can_be_changed(void **state)
{
	struct arena a = { 0 };
	struct keys keys;
	struct err err = { .text = "" };

	(void)state;
	keys_init(&keys, &a);
	assert_true(keys_bind(&keys, "X", "star", &err));
	assert_true(keys_choose(&keys, "vim", &err));
	assert_true(keys_choose(&keys, "newsboat", &err));
	assert_string_equal(meaning(&a, &keys, "g g"), "");
	assert_string_equal(meaning(&a, &keys, "X"), "star");
	assert_false(keys_choose(&keys, "newsbot", &err));
	assert_non_null(strstr(err.text, "did you mean \"newsboat\"?"));
	assert_string_equal(meaning(&a, &keys, "N"), "read");
	assert_false(keys_bind(&keys, "X", "strar", &err));
	assert_string_equal(meaning(&a, &keys, "X"), "star");
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bindings_are_understood),
		cmocka_unit_test(mistakes_cost_only_themselves),
		cmocka_unit_test(presets_leave_nothing_out_of_reach),
		cmocka_unit_test(presets_never_wait_for_time),
		cmocka_unit_test(a_preset_can_be_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
