/* SPDX-License-Identifier: ISC */
/* Help and version on stdout, made from the tables. */
#ifndef COMMANDS_HELP_H
#define COMMANDS_HELP_H

#include <stdbool.h>

struct args;
struct command;

/* Whether ARGS ask for help or the version; then it was written, and *CODE is
 * the exit code. */
bool help_asked(const struct args *args, int *code);

/* `dateline help NAME` for what is no command (help_topics.c). */
struct help_topic {
	const char *name;
	const char *summary;
	void (*write)(void);
};
extern const struct help_topic help_topics[];	/* ended by a NULL name */

#endif
