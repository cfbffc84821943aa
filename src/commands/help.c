/* SPDX-License-Identifier: ISC */
/* Help and version, from the rows of commands and options. */
#include "commands/help.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/nearest.h"
#include "commands/args.h"
#include "commands/command.h"
#include "commands/out.h"

enum { NAMES_MOST = 64 };

static void
add_options(struct buf *b, const struct command_option *options)
{
	for (; options != NULL && options->name != NULL; options++) {
		char left[64];
		if (options->help == NULL)
			continue;
		snprintf(left, sizeof(left), "%s%s%s", options->name, options->value != NULL ? " " : "",
		    options->value != NULL ? options->value : "");
		buf_printf(b, "  %-18s %s\n", left, options->help);
	}
}

static void
add_row(struct buf *b, const char *left, const char *right)
{
	if (strlen(left) <= 26)
		buf_printf(b, "  %-26s %s\n", left, right);
	else
		buf_printf(b, "  %s\n  %-26s %s\n", left, "", right);
}

static void
help_all(void)
{
	struct buf b = { 0 };
	char left[64];

	buf_puts(&b, "dateline reads news by date and topic in the terminal.\n\n"
		     "usage: dateline [OPTIONS] [COMMAND] [ARGUMENTS]\n\ncommands:\n");
	for (size_t i = 0; commands[i] != NULL; i++) {
		snprintf(left, sizeof(left), "%s %s", commands[i]->name, commands[i]->arguments);
		add_row(&b, left, commands[i]->summary);
	}
	add_row(&b, "help COMMAND", "help for one command");
	for (const struct help_topic *t = help_topics; t->name != NULL; t++) {
		snprintf(left, sizeof(left), "help %s", t->name);
		add_row(&b, left, t->summary);
	}
	buf_puts(&b, "\noptions of all:\n");
	add_options(&b, common_options);
	buf_puts(&b, "\nWithout a command the reader opens.  A QUERY is a filter such as\n"
		     "  topic:ai is:unread heat:>=80 after:7d \"exact phrase\"\n"
		     "exit codes: 0 done, 1 in part or nothing found, 2 usage or settings,\n"
		     "  3 the store cannot be used\n");
	out_buf(&b);
	buf_done(&b);
}

static void
help_command(const struct command *c)
{
	struct buf b = { 0 };

	buf_printf(&b, "usage: dateline %s%s%s%s\n\n%s\n", c->name,
	    c->options != NULL && c->options[0].help != NULL ? " [OPTIONS]" : "",
	    c->arguments[0] != '\0' ? " " : "", c->arguments, c->summary);
	if (c->details != NULL)
		buf_printf(&b, "\n%s\n", c->details);
	if (c->options != NULL && c->options[0].help != NULL) {
		buf_puts(&b, "\noptions:\n");
		add_options(&b, c->options);
	}
	buf_puts(&b, "\noptions of all:\n");
	add_options(&b, common_options);
	out_buf(&b);
	buf_done(&b);
}

static const char *
nearest_subject(const char *word)
{
	const char *names[NAMES_MOST];
	size_t n = 0;

	for (size_t i = 0; commands[i] != NULL && n < NAMES_MOST; i++)
		names[n++] = commands[i]->name;
	for (size_t i = 0; help_topics[i].name != NULL && n < NAMES_MOST; i++)
		names[n++] = help_topics[i].name;
	return nearest_name(word, names, n);
}

/* `dateline help WORD` */
static int
help_word(const char *word)
{
	const struct command *c = command_find(word);

	if (c != NULL || strcmp(word, "help") == 0) {
		c != NULL ? help_command(c) : help_all();
		return EXIT_DONE;
	}
	for (const struct help_topic *t = help_topics; t->name != NULL; t++)
		if (strcmp(t->name, word) == 0) {
			t->write();
			return EXIT_DONE;
		}
	const char *near = nearest_subject(word);
	if (near != NULL)
		out_error("no command \"%s\"; did you mean \"%s\"?", word, near);
	else
		out_error("no command \"%s\"; see dateline --help", word);
	return EXIT_USAGE;
}

bool
help_asked(const struct args *args, int *code)
{
	bool word = !args->named && args->nwords > 0 && strcmp(args->words[0], "help") == 0;

	*code = EXIT_DONE;
	if (args_has(args, "--help"))
		args->named ? help_command(args->command) : help_all();
	else if (args_has(args, "--version"))
		out_text("dateline " VERSION_TEXT "\n" LIBRARIES_TEXT "\n");
	else if (word && args->nwords > 1)
		*code = help_word(args->words[1]);
	else if (word)
		help_all();
	else
		return false;
	*code = out_finish(*code);
	return true;
}
