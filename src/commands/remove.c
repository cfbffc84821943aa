/* SPDX-License-Identifier: ISC */
/* dateline remove: ends subscriptions.  Articles and marks stay in the store. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "commands/command.h"
#include "commands/out.h"
#include "desk/sources.h"

static int
remove_one(struct desk *desk, const char *name)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct source src;
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (sources_find(desk, &a, name, &src, &err) && sources_remove(desk, src.location, &err)) {
		buf_printf(&b, "removed %s\n", src.location);
		out_buf(&b);
	} else {
		code = out_failed(&err, EXIT_PART);
	}
	buf_done(&b);
	arena_done(&a);
	return code;
}

static int
run(struct desk *desk, const struct args *args)
{
	int code = EXIT_DONE;

	for (size_t i = 0; i < args->nwords; i++) {
		int one = remove_one(desk, args->words[i]);
		code = one > code ? one : code;
	}
	return code;
}

const struct command command_remove = {
	.name = "remove",
	.arguments = "SOURCE...",
	.summary = "unsubscribe; marks are kept for the day it is added again",
	.details = "A SOURCE is named by its path, its title or its number in `dateline sources`.",
	.need = DESK_STORE,
	.least = 1,
	.most = -1,
	.run = run,
};
