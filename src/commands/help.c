/* SPDX-License-Identifier: ISC */
/* Help and version, from the rows. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "commands/command.h"
#include "commands/out.h"

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

void
help_all(void)
{
	struct buf b = {0};

	buf_puts(&b, "dateline reads news by date and topic in the terminal.\n\n"
	    "usage: dateline [OPTIONS] [COMMAND] [ARGUMENTS]\n\ncommands:\n");
	for (size_t i = 0; commands[i] != NULL; i++) {
		const struct command *c = commands[i];
		char left[64];
		snprintf(left, sizeof(left), "%s %s", c->name, c->arguments);
		if (strlen(left) <= 26)
			buf_printf(&b, "  %-26s %s\n", left, c->summary);
		else
			buf_printf(&b, "  %s\n  %-26s %s\n", left, "", c->summary);
	}
	buf_puts(&b, "  help COMMAND               help for one command\n\noptions of all:\n");
	add_options(&b, common_options);
	buf_puts(&b, "\nWithout a command the reader opens.  A QUERY is a filter such as\n"
	    "  topic:ai is:unread heat:>=80 after:7d \"exact phrase\"\n"
	    "exit codes: 0 done, 1 in part or nothing found, 2 usage, 3 the store cannot be used\n");
	out_buf(&b);
	buf_done(&b);
}

void
help_command(const struct command *c)
{
	struct buf b = {0};

	buf_printf(&b, "usage: dateline %s%s%s%s\n\n%s\n", c->name, c->options != NULL ? " [OPTIONS]" : "",
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

void
help_version(void)
{
	out_text("dateline " VERSION_TEXT "\n" LIBRARIES_TEXT);
}
