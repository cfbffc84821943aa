/* SPDX-License-Identifier: ISC */
/* What can be asked for besides commands: settings, keys, the filter language.
 * All of it is printed from the tables that the program itself goes by. */
#include "commands/help.h"

#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "commands/out.h"
#include "query/query.h"
#include "settings/actions.h"
#include "settings/settings.h"

static const char *
allowed(const struct option_info *o, struct buf *out)
{
	buf_reset(out);
	if (o->kind == OPTION_BOOL)
		buf_puts(out, "yes or no");
	else if (o->kind == OPTION_INT)
		buf_printf(out, "%d to %d", o->least, o->most);
	else if (o->kind == OPTION_CHOICE)
		buf_printf(out, "one of %s", o->choices);
	else
		buf_puts(out, "text");
	return buf_str(out);
}

static void
write_settings(void)
{
	struct buf b = { 0 }, kind = { 0 };

	buf_puts(&b, "Settings stand in config.yaml as \"name: value\", one a line; all of them may be\n"
		     "left out.  `dateline check` says what is wrong with it, and where.\n\n");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_info *o = &option_info[i];
		buf_printf(&b, "  %-18s %s\n  %-18s %s, \"%s\" unless set\n", o->name, o->help, "",
		    allowed(o, &kind), o->fallback);
	}
	out_buf(&b);
	buf_done(&b);
	buf_done(&kind);
}

static void
write_keys(void)
{
	struct buf b = { 0 };

	for (int group = 0; group < GROUP_COUNT; group++) {
		buf_printf(&b, "%s%s\n", group > 0 ? "\n" : "", action_group_titles[group]);
		for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
			const struct action_info *a = &action_info[i];
			if ((int)a->group == group && a->help[0] != '\0')
				buf_printf(&b, "  %-12s %-16s %s\n", a->keys, a->name, a->help);
		}
	}
	out_buf(&b);
	buf_done(&b);
}

static void
write_query(void)
{
	struct buf b = { 0 };

	buf_puts(&b, "A filter is words and fields, all of which must fit:\n\n"
		     "  topic:ai is:unread heat:>=80 after:7d \"exact phrase\" -sponsored (a OR b)\n\n"
		     "  word \"a phrase\"     in title, excerpt, text, outlet, authors; word* begins so\n"
		     "  a b, a OR b, -a     both; one of them; not (NOT a)\n");
	for (int i = 0; i < QUERY_FIELD_COUNT; i++)
		buf_printf(&b, "  %-18s  %s\n", query_field_info[i].name, query_field_info[i].help);
	buf_puts(&b, "  sort                order:");
	for (int i = 0; i < ORDER_COUNT; i++)
		buf_printf(&b, "%s%s", i == 6 ? "\n                      " : " ", query_order_names[i]);
	buf_puts(&b, "; -heat turns it round\n\n"
		     "Also understood:");
	for (size_t i = 0, column = 16; i < query_alias_count; i++) {
		size_t n = strlen(query_aliases[i].name) + 2;

		column = column + n > 78 ? n + 2 : column + n;
		buf_printf(&b, "%s%s:", column == n + 2 ? "\n  " : " ", query_aliases[i].name);
	}
	buf_puts(&b, "\n  heat>=80 !is:read || && | title:(a OR b) no:label is:read or has:audio\n"
		     "  2020/12/17 17.12.2020 last-week this-month december sort:date-asc sort:oldest\n"
		     "  unread = \"yes\" and age < 3 (newsboat's, as a whole)\n\n"
		     "Articles that are withdrawn (is:unpublished) or hidden (is:hidden) are listed\n"
		     "only when the filter names them.\n");
	out_buf(&b);
	buf_done(&b);
}

const struct help_topic help_topics[] = {
	{ "keys", "what the keys do in the reader", write_keys },
	{ "query", "how filters are written", write_query },
	{ "settings", "what config.yaml can set", write_settings },
	{ NULL, NULL, NULL }
};
