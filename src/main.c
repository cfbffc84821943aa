/* SPDX-License-Identifier: ISC */
/* dateline: the reader and the commands.  Takes the command line apart, opens
 * the desk as far as the command needs it, runs the command, and looks after
 * the output's end. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "commands/args.h"
#include "commands/command.h"
#include "commands/out.h"
#include "desk/desk.h"

static void
say_problem(void *arg, const char *text)
{
	(void)arg;
	out_error("%s", text);
}

static bool
set_now(const struct args *args, struct err *err)
{
	const char *text = args_value(args, "--now");
	int64_t now;

	if (text == NULL)
		return true;
	if (!date_parse(text, strlen(text), &now))
		return err_set(err, "--now needs a time such as 2020-12-17T11:25:00Z, not \"%s\"", text);
	date_set_now(now);
	return true;
}

static bool
count_words(const struct args *args, struct err *err)
{
	const struct command *c = args->command;

	if (args->nwords < (size_t)c->least)
		return err_set(err, "something is missing: dateline %s %s", c->name, c->arguments);
	if (c->most >= 0 && args->nwords > (size_t)c->most)
		return err_set(err, "\"%s\" is one word too many: dateline %s%s%s", args->words[c->most],
		    c->name, c->arguments[0] != '\0' ? " " : "", c->arguments);
	return true;
}

/* --help, --version and `help COMMAND` need nothing else. */
static bool
only_help(const struct args *args, int *code)
{
	bool word = !args->named && args->nwords > 0 && strcmp(args->words[0], "help") == 0;
	const struct command *c = word && args->nwords > 1 ? command_find(args->words[1])
	    : args->named ? args->command : NULL;

	if (args_has(args, "--version") && !args_has(args, "--help")) {
		help_version();
	} else if (args_has(args, "--help") || word) {
		if (word && args->nwords > 1 && c == NULL) {
			const char *near = command_nearest(args->words[1]);
			out_error("no command \"%s\"%s%s%s", args->words[1],
			    near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
			    near != NULL ? "\"?" : "");
			*code = EXIT_USAGE;
			return true;
		}
		c != NULL ? help_command(c) : help_all();
	} else {
		return false;
	}
	*code = out_finish(EXIT_DONE);
	return true;
}

static int
run(const struct args *args)
{
	struct desk desk = { .say = say_problem };
	struct desk_options options = {
		.program = args->program,
		.config = args_value(args, "--config"),
		.data = args_value(args, "--data"),
		.quiet = args_has(args, "--quiet"),
		.verbose = args_has(args, "--verbose"),
	};
	struct err err = {0};

	if (!set_now(args, &err) || !count_words(args, &err))
		return out_failed(&err, EXIT_USAGE);
	if (!desk_open(&desk, &options, args->command->need, &err))
		return out_failed(&err, EXIT_STORE);
	int code = args->command->run(&desk, args);
	desk_close(&desk);
	return out_finish(code);
}

int
main(int argc, char **argv)
{
	struct args args;
	struct err err = {0};
	int code = EXIT_USAGE;

	if (setlocale(LC_ALL, "") == NULL)
		(void)setlocale(LC_ALL, "C.UTF-8");
	(void)signal(SIGPIPE, SIG_IGN);
	if (!args_parse(&args, argc, argv, &err)) {
		code = out_failed(&err, EXIT_USAGE);
	} else {
		out_init(&args);
		if (!only_help(&args, &code))
			code = run(&args);
	}
	args_done(&args);
	return code;
}
