/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "commands/command.h"
#include "commands/watch.h"

static int
run(struct desk *desk, const struct args *args)
{
	return watch_run(desk, args, false);
}

static const struct command_option options[] = {
	{ "--off", NULL, "no longer" },
	{ NULL, NULL, NULL }
};

const struct command command_follow = {
	.name = "follow",
	.arguments = "[QUERY]",
	.summary = "mark what comes of an author, an outlet, some words",
	.details = "What QUERY finds, now and in all that comes, is found by is:followed.\n"
	    "Without QUERY it prints what is followed.",
	.need = DESK_EDITION,
	.options = options,
	.most = -1,
	.look = watch_look,
	.run = run,
};
