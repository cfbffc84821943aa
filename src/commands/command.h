/* SPDX-License-Identifier: ISC */
/* One file and one row a command; usage, help and nearest-name come from the
 * rows. */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include <stdbool.h>

#include "commands/args.h"
#include "desk/desk.h"

enum exit_code { EXIT_DONE = 0, EXIT_PART = 1, EXIT_USAGE = 2, EXIT_STORE = 3 };

/* An option of one command. */
struct command_option {
	const char *name;		/* "--json", "-n" */
	const char *value;		/* name of its value in the usage, NULL: a switch */
	const char *help;		/* NULL: not in the help */
};

struct command {
	const char *name;
	const char *arguments;		/* "[QUERY]", "SOURCE..." */
	const char *summary;		/* one line */
	const char *details;		/* more for its own help, may be NULL */
	enum desk_need need;
	const struct command_option *options;	/* ended by a NULL name; may be NULL */
	int least, most;		/* number of words; most -1: any */
	/* What can be said of the words before anything is opened: an exit code,
	 * 0 to go on.  NULL: nothing. */
	int (*look)(const struct args *args);
	int (*run)(struct desk *desk, const struct args *args);	/* an exit code */
};

extern const struct command
    command_read, command_add, command_remove, command_sources, command_fetch,
    command_list, command_show, command_open, command_mark, command_parse,
    command_check, command_relate, command_export, command_import, command_mute, command_follow,
    command_story, command_brief, command_view, command_rules, command_topics;
extern const struct command *const commands[];	/* ended by NULL */
extern const struct command_option common_options[];

const struct command *command_find(const char *name);
/* The command's name that WORD is probably meant to be, or NULL. */
const char *command_nearest(const char *word);


#endif
