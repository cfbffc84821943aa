/* SPDX-License-Identifier: ISC */
/* The command line taken apart: options and words. */
#ifndef COMMANDS_ARGS_H
#define COMMANDS_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct command;
struct err;

struct args_given {
	const char *name;		/* as in the command's row: "--json" */
	const char *value;		/* NULL: a switch */
};

struct args {
	struct arena arena;
	const char *program;
	const struct command *command;	/* NULL: none was named */
	bool named;			/* by its word; false: the reader by default */
	struct args_given *given;
	size_t ngiven;
	char **words;			/* without the command's; ended by NULL */
	size_t nwords;
};

/* False with words for a usage error.  Options may stand before, between and
 * after words; "--" ends them; "--name=value" and "--name value" are the same;
 * short ones may be joined.  A given later wins. */
bool args_parse(struct args *args, int argc, char **argv, struct err *err);
void args_done(struct args *args);
bool args_has(const struct args *args, const char *name);
const char *args_value(const struct args *args, const char *name);	/* NULL: not given */

#endif
