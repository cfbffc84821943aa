/* SPDX-License-Identifier: ISC */
/* dateline [read]: opens the reader. */
#include <stddef.h>
#include <unistd.h>

#include "commands/asked.h"
#include "commands/command.h"
#include "commands/out.h"
#include "ui/ui.h"

static int
look(const struct args *args)
{
	struct asked asked;

	if (args_value(args, "--script") == NULL && (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))) {
		out_error("the reader needs a terminal; `dateline list` prints articles");
		return EXIT_USAGE;
	}
	bool ok = asked_query(&asked, args->words, args->nwords);
	asked_done(&asked);
	return ok ? EXIT_DONE : EXIT_USAGE;
}

static int
run(struct desk *desk, const struct args *args)
{
	struct asked asked;
	int code = EXIT_USAGE;

	if (asked_query(&asked, args->words, args->nwords)) {
		struct ui_options options = {
			.query = asked.named ? asked.text : NULL,
			.script = args_value(args, "--script"),
		};
		code = ui_run(desk, &options);
	}
	asked_done(&asked);
	return code;
}

static const struct command_option options[] = {
	{ "--script", "FILE", NULL },
	{ NULL, NULL, NULL }
};

const struct command command_read = {
	.name = "read",
	.arguments = "[QUERY]",
	.summary = "open the reader; also without the word `read`",
	.details = "With a QUERY it opens on that filter: dateline topic:ai is:unread",
	.need = DESK_READER,
	.options = options,
	.most = -1,
	.look = look,
	.run = run,
};
