/* SPDX-License-Identifier: ISC */
/* The section `openers` as a user writes it, and what it decides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "opener/opener_rules.h"

static struct arena arena;
static const char *said;

static int
tear_down(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

static void
say(void *arg, const char *text)
{
	(void)arg;
	said = arena_printf(&arena, "%s%s|", said, text);
}

static bool
parse(const char *text, struct opener_rules *rules)
{
	struct yaml *root;

	said = "";
	assert_true(yaml_parse(&arena, text, strlen(text), &root, NULL));
	return opener_rules_parse(&arena, yaml_get(root, "openers"), "c.yaml", rules, say, NULL);
}

static void
test_first_match_wins(void **state)
{
	static const char text[] = "openers:\n"
	    "- {match: '*.tube.example', type: video, command: mpv %u}\n"
	    "- {match: 'https://docs.example/*', command: w3m, terminal: yes}\n"
	    "- {type: audio, command: player %u}\n"
	    "- {match: tube.example, command: feh}\n"
	    "- {match: '*.mp4', command: vlc}\n";
	static const struct { const char *url, *type, *command; } cases[] = {
		{ "https://m2.tube.example/x", "video", "mpv %u" },
		{ "https://m2.tube.example/x", "article", NULL },
		{ "https://m2.tube.example/x", NULL, NULL },
		{ "https://docs.example/a/b?c", "article", "w3m" },
		{ "http://docs.example/a", "article", NULL },
		{ "https://docs.example/a", "audio", "w3m" },
		{ "https://other.example/a", "audio", "player %u" },
		{ "https://www.tube.example/a", NULL, "feh" },
		{ "https://tube.example.evil.example/", NULL, NULL },
		{ "https://a.example/b/c.mp4", NULL, "vlc" },
		{ "https://a.example/c.mp4?x", NULL, NULL },
	};
	struct opener_rules rules;

	(void)state;
	assert_true(parse(text, &rules));
	assert_int_equal(rules.count, 5);
	assert_true(rules.rules[1].terminal);
	assert_false(rules.rules[0].terminal);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct opener_rule *rule = opener_rules_find(&rules, cases[i].url, cases[i].type);

		assert_string_equal(rule == NULL ? "none" : rule->command,
		    cases[i].command == NULL ? "none" : cases[i].command);
	}
}

static void
test_short_form(void **state)
{
	struct opener_rules rules;

	(void)state;
	assert_true(parse("openers:\n  '*.tube.example': mpv a %u\n  video: mpv b\n", &rules));
	assert_string_equal(opener_rules_find(&rules, "https://x.tube.example/", "video")->command,
	    "mpv a %u");
	assert_string_equal(opener_rules_find(&rules, "https://a.example/", "video")->command, "mpv b");
	assert_null(opener_rules_find(&rules, "https://a.example/", "article"));
}

static void
test_none(void **state)
{
	struct opener_rules rules;

	(void)state;
	assert_true(parse("mouse: no\n", &rules));
	assert_int_equal(rules.count, 0);
	assert_true(parse("openers:\n", &rules));
	assert_null(opener_rules_find(&rules, "https://a.example/", "video"));
}

static void
test_mistakes(void **state)
{
	static const struct { const char *text, *words; size_t left; } cases[] = {
		{ "openers: mpv\n", "c.yaml:1:10: openers are lines such as", 0 },
		{ "openers:\n  video: [mpv]\n", "c.yaml:2:10: \"video\" must have a command", 0 },
		{ "openers:\n- mpv\n", "c.yaml:2:3: an opener has the lines", 0 },
		{ "openers:\n- type: video\n", "c.yaml:2:3: this opener has no command", 0 },
		{ "openers:\n- command: mpv\n",
		    "c.yaml:2:3: this opener says neither match nor type", 0 },
		{ "openers:\n- type: film\n  command: mpv\n", "c.yaml:2:9: \"type\" must be one of", 0 },
		{ "openers:\n- type: video\n  comand: mpv\n", "c.yaml:3:11: no \"comand\" in an opener; "
		    "did you mean \"command\"?", 0 },
		{ "openers:\n- type: video\n  command: mpv 'x\n", "c.yaml:3:12: command \"mpv 'x\":", 0 },
		{ "openers:\n- type: video\n  command: [mpv]\n",
		    "c.yaml:3:12: \"command\" must be a single", 0 },
		{ "openers:\n- type: video\n  command: mpv\n  terminal: maybe\n",
		    "c.yaml:4:13: \"terminal\" must be yes or no, not \"maybe\"", 0 },
		{ "openers:\n- type: film\n  command: mpv\n- type: audio\n  command: mpg123\n",
		    "c.yaml:2:9:", 1 },
	};
	struct opener_rules rules;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_false(parse(cases[i].text, &rules));
		if (strstr(said, cases[i].words) == NULL)
			fail_msg("\"%s\" is not in: %s", cases[i].words, said);
		assert_int_equal(rules.count, cases[i].left);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_match_wins),
		cmocka_unit_test(test_short_form),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
