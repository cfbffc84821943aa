/* SPDX-License-Identifier: ISC */
/* dateline rules: the rules of config.yaml; what one of them, or any filter,
 * would have found. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "commands/asked.h"
#include "commands/command.h"
#include "commands/out.h"
#include "commands/row_format.h"
#include "commands/rows.h"
#include "store/store.h"

static bool
print_row(void *arg, const struct row *row, struct err *err)
{
	struct buf *b = arg;

	(void)err;
	row_format(b, "%i  %d  %p  %t\n", row);
	out_buf(b);
	return !out_broken();
}

static int
print_found(struct store *st, const struct query *q)
{
	struct store_list list = { .query = q };
	struct buf b = { 0 };
	struct err err = { 0 };
	int64_t count;
	bool ok = rows_each(st, &list, -1, print_row, &b, &count, &err);

	buf_done(&b);
	if (!ok)
		return out_failed(&err, EXIT_STORE);
	return count > 0 ? EXIT_DONE : EXIT_PART;
}

static int
print_rules(struct desk *desk)
{
	struct buf b = { 0 };
	struct err err = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < desk->rules.count; i++) {
		struct store_list list = { .query = desk->rules.all[i].query };
		int64_t count = 0;

		ok = store_count(desk->store, &list, NULL, &count, &err);
		buf_printf(&b, "%zu\t%" PRId64 "\t%s\t%s\n", i + 1, count, desk->rules.all[i].when,
		    desk->rules.all[i].does);
	}
	out_buf(&b);
	buf_done(&b);
	return ok ? EXIT_DONE : out_failed(&err, EXIT_STORE);
}

static int
try_query(struct desk *desk, const struct args *args)
{
	struct asked asked;
	int code = EXIT_USAGE;

	if (asked_query(&asked, args->words, args->nwords))
		code = print_found(desk->store, asked.query);
	asked_done(&asked);
	return code;
}

static int
run(struct desk *desk, const struct args *args)
{
	int64_t number;

	if (!args_has(args, "--dry-run")) {
		if (args->nwords == 0)
			return print_rules(desk);
		out_error("rules are applied to what comes; --dry-run shows what one would find");
		return EXIT_USAGE;
	}
	if (args->nwords == 1 && asked_id(args->words[0], &number)) {
		if ((size_t)number <= desk->rules.count)
			return print_found(desk->store, desk->rules.all[number - 1].query);
		out_error("there are %zu rules", desk->rules.count);
		return EXIT_USAGE;
	}
	if (args->nwords > 0)
		return try_query(desk, args);
	for (size_t i = 0; i < desk->rules.count; i++) {
		struct buf b = { 0 };

		buf_printf(&b, "%zu: %s: %s\n", i + 1, desk->rules.all[i].when, desk->rules.all[i].does);
		out_buf(&b);
		buf_done(&b);
		(void)print_found(desk->store, desk->rules.all[i].query);
	}
	return EXIT_DONE;
}

static const struct command_option options[] = {
	{ "--dry-run", NULL, "list what the rule or filter finds now; nothing is changed" },
	{ NULL, NULL, NULL }
};

const struct command command_rules = {
	.name = "rules",
	.arguments = "[NUMBER|QUERY]",
	.summary = "print the rules for articles that come",
	.details = "A line a rule, with tabs between its number, how many articles of now it finds, its\n"
	    "filter and what it does.  Rules stand in config.yaml; mistakes in them are said here too.",
	.need = DESK_EDITION,
	.options = options,
	.most = -1,
	.run = run,
};
