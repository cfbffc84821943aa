/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "commands/command.h"
#include "commands/watch.h"

static int
run(struct desk *desk, const struct args *args)
{
	return watch_run(desk, args, true);
}

static const struct command_option options[] = {
	{ "--off", NULL, "no longer" },
	{ NULL, NULL, NULL }
};

const struct command command_mute = {
	.name = "mute",
	.arguments = "[QUERY]",
	.summary = "see no more of an author, an outlet, some words",
	.details = "What QUERY finds, now and in all that comes, is listed only where a filter speaks of\n"
	    "is:muted.  Without QUERY it prints what is muted.  The reader's undo key takes it back.",
	.need = DESK_EDITION,
	.options = options,
	.most = -1,
	.look = watch_look,
	.run = run,
};
