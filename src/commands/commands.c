/* SPDX-License-Identifier: ISC */
/* The table of commands, in the order of the help, and the options of all. */
#include "commands/command.h"

#include <string.h>

#include "base/nearest.h"

const struct command *const commands[] = {
	&command_read, &command_add, &command_remove, &command_sources, &command_import, &command_fetch,
	&command_list, &command_show, &command_story, &command_brief, &command_open, &command_mark,
	&command_mute, &command_follow, &command_view, &command_rules, &command_topics, &command_export,
	&command_parse, &command_relate, &command_check, NULL
};

const struct command_option common_options[] = {
	{ "--config", "FILE", "settings are read from FILE" },
	{ "--data", "DIR", "the store is kept in DIR" },
	{ "--now", "TIME", "what counts as now, as in 2020-12-17T11:25:00Z" },
	{ "--print-config", NULL, "print a settings file with every option as it is without one" },
	{ "--quiet", NULL, "(-q) results and errors only" },
	{ "--verbose", NULL, "(-v) say more" },
	{ "--help", NULL, "(-h) this help; behind a command: that of the command" },
	{ "--version", NULL, "(-V) version and libraries" },
	{ NULL, NULL, NULL }
};

const struct command *
command_find(const char *name)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

const char *
command_nearest(const char *word)
{
	const char *names[32];
	size_t n = 0;

	while (commands[n] != NULL && n < 32) {
		names[n] = commands[n]->name;
		n++;
	}
	return nearest_name(word, names, n);
}
