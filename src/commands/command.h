/* SPDX-License-Identifier: ISC */
/* One file and one row a command; usage, help and nearest-name come from the
 * rows. */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include <stdbool.h>

#include "desk/desk.h"

enum exit_code { EXIT_DONE = 0, EXIT_PART = 1, EXIT_USAGE = 2, EXIT_STORE = 3 };

/* An option of one command: "--json", "-n N". */
struct command_option {
	const char *name;
	const char *value;		/* name of its value in the usage, NULL: a switch */
	const char *help;
};

struct command {
	const char *name;
	const char *arguments;		/* "[QUERY]", "SOURCE..." */
	const char *summary;		/* one line */
	enum desk_need need;
	const struct command_option *options;	/* ended by a NULL name; may be NULL */
	/* ARGS has the words after the command, options still among them; NULL
	 * at its end.  Returns an exit code. */
	int (*run)(struct desk *desk, const struct command *self, char **args);
};

extern const struct command
    command_read, command_add, command_remove, command_sources, command_fetch,
    command_list, command_show, command_open, command_mark, command_parse,
    command_check, command_export;
extern const struct command *const commands[];	/* ended by NULL */

#endif
