/* SPDX-License-Identifier: ISC */
/* Made from the rows, so that nothing can be forgotten.  What is printed is a
 * settings file itself: a test reads it back. */
#include "settings/settings_print.h"

#include <string.h>

#include "base/buf.h"
#include "settings/actions.h"
#include "settings/settings.h"

static void
print_option(struct buf *out, const struct option_info *o)
{
	buf_printf(out, "\n# %s.\n", o->help);
	if (o->kind == OPTION_BOOL)
		buf_puts(out, "# yes or no\n");
	else if (o->kind == OPTION_INT)
		buf_printf(out, "# from %d to %d\n", o->least, o->most);
	else if (o->kind == OPTION_CHOICE)
		buf_printf(out, "# one of: %s\n", o->choices);
	buf_printf(out, "%s: ", o->name);
	if (o->kind == OPTION_STRING)
		buf_put_quoted(out, o->fallback);
	else
		buf_puts(out, o->fallback);
	buf_putc(out, '\n');
}

static void
print_binding(struct buf *out, const char *keys, const struct action_info *info)
{
	for (const char *p = keys; *p != '\0'; p += strspn(p, " ")) {
		char name[32];
		size_t n = strcspn(p, " ");

		buf_printf(out, "#    ");
		memcpy(name, p, n < sizeof(name) ? n : sizeof(name) - 1);
		name[n < sizeof(name) ? n : sizeof(name) - 1] = '\0';
		buf_put_quoted(out, name);
		buf_printf(out, ": %s\n", info->name);
		p += n;
	}
}

static void
print_keys(struct buf *out)
{
	buf_puts(out,
	    "\n# Keys: a preset (default, vim, newsboat) and what is bound besides.  Keys of a\n"
	    "# sequence stand apart (\"g g\"), several actions in brackets; none takes a key\n"
	    "# away.  These are the keys without this section:\n"
	    "#keys:\n#  preset: default\n#  bind:\n");
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
		print_binding(out, action_info[i].keys, &action_info[i]);
}

static void
print_openers(struct buf *out)
{
	buf_puts(out,
	    "\n# Programs for some addresses, instead of the browser: article, audio, image,\n"
	    "# video, or a pattern of the host or the address, and the command; %u is the\n"
	    "# address.  The first that fits is taken:\n"
	    "#openers:\n#  \"*.videos.example\": mpv --profile=low %u\n#  video: mpv %u\n");
}

static void
print_filters(struct buf *out)
{
	buf_puts(out,
	    "\n# Views: filters with a name, a key and an order of their own (`view:NAME`):\n"
	    "#views:\n#  Later: label:later\n#  Hot today:\n#    query: is:hot\n#    key: \"v "
	    "h\"\n"
	    "#    order: heat\n#    group: none\n"
	    "\n# Rules: what is done to articles that come: read, hide, star, mute, follow,\n"
	    "# label NAME, topic NAME.  `dateline rules --dry-run` shows what they would find:\n"
	    "#rules:\n#  - when: title:/sponsored/i\n#    do: hide\n#  - when: topic:ai heat:>=100\n"
	    "#    do: [star, label hot]\n");
}

void
settings_print(struct buf *out)
{
	buf_puts(out,
	    "# Settings of dateline.  Everything here is as it is without this file; keep\n"
	    "# only what you change.  `dateline check` names mistakes, man 5 dateline says more.\n");
	for (size_t i = 0; i < option_count; i++)
		print_option(out, &option_info[i]);
	print_keys(out);
	print_filters(out);
	print_openers(out);
}
