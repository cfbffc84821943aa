/* SPDX-License-Identifier: ISC */
/* The command line taken apart, with the real table of commands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "commands/args.h"
#include "commands/command.h"

enum { WORDS_MOST = 12 };

/* LINE at its blanks; "_" stands for an empty word. */
static bool
parse(struct args *args, char *line, struct err *err)
{
	static char program[] = "dateline", none[] = "";
	char *argv[WORDS_MOST] = { program };
	int argc = 1;

	for (char *word = strtok(line, " "); word != NULL && argc < WORDS_MOST; word = strtok(NULL, " "))
		argv[argc++] = strcmp(word, "_") == 0 ? none : word;
	return args_parse(args, argc, argv, err);
}

/* "list n=3 json : a b" */
static void
describe(const struct args *args, char out[256])
{
	size_t n = (size_t)snprintf(out, 256, "%s%s", args->command->name, args->named ? "" : "?");

	for (size_t i = 0; i < args->ngiven; i++)
		n += (size_t)snprintf(out + n, 256 - n, " %s%s%s", args->given[i].name,
		    args->given[i].value != NULL ? "=" : "",
		    args->given[i].value != NULL ? args->given[i].value : "");
	n += (size_t)snprintf(out + n, 256 - n, " :");
	for (size_t i = 0; i < args->nwords; i++)
		n += (size_t)snprintf(out + n, 256 - n, " %s", args->words[i]);
}

static void
test_right(void **state)
{
	static const struct { const char *line, *means; } cases[] = {
		{ "", "read? :" },
		{ "read", "read :" },
		{ "topic:ai is:unread", "read? : topic:ai is:unread" },
		{ "list topic:ai", "list : topic:ai" },
		{ "list -n 3 --json x", "list -n=3 --json : x" },
		{ "list x -n3 y", "list -n=3 : x y" },
		{ "list --sort=heat", "list --sort=heat :" },
		{ "list --sort= x", "list --sort= : x" },
		{ "--now T --data=/d list -q", "list --now=T --data=/d --quiet :" },
		{ "--data list list", "list --data=list :" },
		{ "-qv list", "list --quiet --verbose :" },
		{ "-n 5 list", "list -n=5 :" },
		{ "list -- -sponsored --json", "list : -sponsored --json" },
		{ "-- list", "read? : list" },
		{ "parse -", "parse : -" },
		{ "list list", "list : list" },
		{ "list _ x", "list :  x" },
		{ "mark read 3 7", "mark : read 3 7" },
		{ "help list", "read? : help list" },
		{ "read --script f", "read --script=f :" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct args args;
		struct err err = { 0 };
		char line[128], got[256];
		snprintf(line, sizeof(line), "%s", cases[i].line);
		if (!parse(&args, line, &err))
			fail_msg("%s: %s", cases[i].line, err.text);
		describe(&args, got);
		assert_string_equal(got, cases[i].means);
		args_done(&args);
	}
}

static void
test_wrong(void **state)
{
	static const struct { const char *line, *words; } cases[] = {
		{ "lits", "did you mean \"list\"?" },
		{ "sorces --json", "did you mean \"sources\"?" },
		{ "list --jsno", "did you mean \"--json\"?" },
		{ "list --quite", "did you mean \"--quiet\"?" },
		{ "list --xyzzyx", "see dateline list --help" },
		{ "--xyzzyx", "see dateline --help" },
		{ "list --json=1", "takes no value" },
		{ "list -n", "needs a value: -n N" },
		{ "list --now", "needs a value" },
		{ "list -nuclear -x", "no option \"-x\"" },
		{ "list -qxq", "no option \"-qxq\"" },
		{ "sources -n 3", "no option \"-n\"" },
		/* hidden options are no proposals */
		{ "read --scrip f", "see dateline read --help" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct args args;
		struct err err = { 0 };
		char line[128];
		snprintf(line, sizeof(line), "%s", cases[i].line);
		assert_false(parse(&args, line, &err));
		assert_non_null(strstr(err.text, cases[i].words));
		args_done(&args);
	}
}

static void
test_values(void **state)
{
	struct args args;
	char line[] = "list --sort a --sort b --json";

	(void)state;
	assert_true(parse(&args, line, NULL));
	assert_string_equal(args_value(&args, "--sort"), "b");
	assert_true(args_has(&args, "--json"));
	assert_null(args_value(&args, "--json"));
	assert_false(args_has(&args, "--tsv"));
	args_done(&args);
}

/* What every row must have for the help to be right. */
static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i] != NULL; i++) {
		const struct command *c = commands[i];
		assert_ptr_equal(command_find(c->name), c);
		assert_true(c->summary[0] != '\0' && c->summary[strlen(c->summary) - 1] != '.');
		assert_true(c->run != NULL && c->arguments != NULL);
		assert_true(c->most == -1 || c->most >= c->least);
		for (const struct command_option *o = c->options; o != NULL && o->name != NULL; o++)
			assert_true(o->name[0] == '-');
	}
	assert_null(command_find("lits"));
	assert_null(command_nearest("wallpaper"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right),
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
