/* SPDX-License-Identifier: ISC */
/* dateline: the reader and the commands.  Takes the command line apart, opens
 * the desk as far as the command needs it, runs the command, and looks after
 * the output's end. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "commands/args.h"
#include "commands/command.h"
#include "commands/help.h"
#include "commands/out.h"
#include "desk/desk.h"
#include "settings/settings_print.h"
#include "store/store.h"

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

/* Articles that come or go with their sources do so before the command looks, and
 * after it has changed something.  The reader does that by itself. */
static bool
settle(const struct args *args, struct desk *desk, struct err *err)
{
	enum { BATCH = 50000, WORTH_A_WORD = 20000 };
	int64_t left = args->command->need == DESK_READER ? 0 : desk_unsettled(desk);

	if (left >= WORTH_A_WORD)
		out_note("%lld articles come or go with their source; this may take a while",
		    (long long)left);
	while (left > 0)
		if (!store_settle(desk->store, BATCH, &left, err))
			return false;
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
	int code = args->command->look != NULL ? args->command->look(args) : EXIT_DONE;
	if (code != EXIT_DONE)
		return out_finish(code);
	if (!desk_open(&desk, &options, args->command->need, &err))
		return out_failed(&err, EXIT_STORE);
	if (!settle(args, &desk, &err)) {
		code = out_failed(&err, EXIT_STORE);
	} else {
		code = args->command->run(&desk, args);
		if (!settle(args, &desk, &err))
			code = out_failed(&err, EXIT_STORE);
	}
	desk_close(&desk);
	return out_finish(code);
}

static int
print_config(void)
{
	struct buf b = { 0 };

	settings_print(&b);
	out_buf(&b);
	buf_done(&b);
	return out_finish(EXIT_DONE);
}

/* Where nobody has said which one (a bare container), or one is named that is
 * not installed, terminals speak UTF-8 all the same.  In the environment, so
 * that everything that looks there later agrees. */
static void
choose_locale(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	static const char *const names[] = { "C.UTF-8", "en_US.UTF-8" };
	bool known = setlocale(LC_ALL, "") != NULL, said = false;

	for (size_t i = 0; i < COUNT(variables); i++) {
		const char *value = getenv(variables[i]);
		said = said || (value != NULL && value[0] != '\0');
	}
	for (size_t i = 0; (!known || !said) && i < COUNT(names); i++)
		if (setlocale(LC_CTYPE, names[i]) != NULL) {
			(void)setenv(known ? "LC_CTYPE" : "LC_ALL", names[i], 1);
			(void)setlocale(LC_ALL, "");
			return;
		}
}

int
main(int argc, char **argv)
{
	struct args args;
	struct err err = {0};
	int code = EXIT_USAGE;

	choose_locale();
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);	/* a write that is too much fails in words */
	if (!args_parse(&args, argc, argv, &err)) {
		code = out_failed(&err, EXIT_USAGE);
	} else {
		out_init(&args);
		if (args_has(&args, "--print-config"))
			code = print_config();
		else if (!help_asked(&args, &code))
			code = run(&args);
	}
	args_done(&args);
	return code;
}
