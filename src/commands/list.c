/* SPDX-License-Identifier: ISC */
/* dateline list: what a filter finds, newest first, in five shapes. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "commands/asked.h"
#include "commands/command.h"
#include "commands/out.h"
#include "desk/fold.h"
#include "desk/record_line.h"
#include "commands/row_format.h"
#include "commands/row_table.h"
#include "commands/rows.h"
#include "store/store.h"

struct listing {
	struct store *st;
	struct buf line;
	const char *format;		/* of a line, where it is made by one */
	struct row_table table;
	bool (*put)(struct listing *l, const struct row *row, struct err *err);
};

static bool
put_json(struct listing *l, const struct row *row, struct err *err)
{
	bool found;

	return record_line_full(&l->line, l->st, row->id, &found, err);
}

static bool
put_format(struct listing *l, const struct row *row, struct err *err)
{
	(void)err;
	row_format(&l->line, l->format, row);
	buf_putc(&l->line, '\n');
	return true;
}

static bool
put_table(struct listing *l, const struct row *row, struct err *err)
{
	(void)err;
	row_table_put(&l->table, &l->line, row);
	return true;
}

static bool
each(void *arg, const struct row *row, struct err *err)
{
	struct listing *l = arg;

	bool ok = l->put(l, row, err);
	out_buf(&l->line);
	return ok && !out_broken();
}

static void
choose_shape(struct listing *l, const struct args *args, const struct query_sort *sort)
{
	l->put = put_format;
	l->format = args_value(args, "--format");
	if (l->format != NULL)
		return;
	if (args_has(args, "--json")) {
		l->put = put_json;
	} else if (args_has(args, "--tsv")) {
		l->format = "%i\t%D\t%p\t%t\t%u";
	} else if (out_is_terminal()) {
		l->put = put_table;
		l->table = (struct row_table){ out_columns(80), sort->order == ORDER_DATE, 0, false };
	} else {
		l->format = "%i  %d  %p  %t";
	}
}

static bool
take_sort(const char *text, struct query_sort *sort, struct err *err)
{
	struct query_error error = { 0 };

	return query_sort_parse(text, sort, &error) || err_set(err, "%s", error.text);
}

static bool
take_number(const char *text, int64_t *most, struct err *err)
{
	size_t n = strspn(text, "0123456789");

	if (n == 0 || n > 18 || text[n] != '\0')
		return err_set(err, "option \"-n\" needs a number, not \"%s\"", text);
	*most = strtoll(text, NULL, 10);
	return true;
}

static bool
take_options(const struct args *args, struct query_sort *sort, int64_t *most, struct err *err)
{
	const char *n = args_value(args, "-n"), *key = args_value(args, "--sort");
	const char *format = args_value(args, "--format");
	int shapes = (format != NULL) + args_has(args, "--json") + args_has(args, "--tsv") +
	    args_has(args, "--count");

	*most = -1;
	if (shapes > 1)
		return err_set(err, "only one of --json, --tsv, --format and --count is possible");
	return (n == NULL || take_number(n, most, err)) && (key == NULL || take_sort(key, sort, err)) &&
	    (format == NULL || row_format_check(format, err));
}

static int
look(const struct args *args)
{
	struct asked asked;
	struct query_sort sort;
	struct err err = { 0 };
	int64_t most;

	if (!take_options(args, &sort, &most, &err))
		return out_failed(&err, EXIT_USAGE);
	bool ok = asked_query(&asked, args->words, args->nwords);
	asked_done(&asked);
	return ok ? EXIT_DONE : EXIT_USAGE;
}

static int
print_count(struct store *st, const struct store_list *list, int64_t most)
{
	struct buf b = { 0 };
	struct err err = { 0 };
	int64_t count;

	if (!store_count(st, list, NULL, &count, &err))
		return out_failed(&err, EXIT_STORE);
	buf_printf(&b, "%" PRId64 "\n", most >= 0 && most < count ? most : count);
	out_buf(&b);
	buf_done(&b);
	return EXIT_DONE;
}

static int
print_rows(struct desk *desk, const struct args *args, const struct store_list *list, int64_t most,
    bool named)
{
	struct listing l = { .st = desk->store };
	struct err err = { 0 };
	int64_t count;

	choose_shape(&l, args, &list->sort);
	bool ok = rows_each(desk->store, list, most, each, &l, &count, &err);
	buf_done(&l.line);
	if (!ok)
		return out_failed(&err, EXIT_STORE);
	return count == 0 && named ? EXIT_PART : EXIT_DONE;
}

static struct store_fold
choose_fold(struct desk *desk, const struct args *args)
{
	struct store_fold fold = fold_of(desk);

	bool more = args_has(args, "--stories");

	fold.stories = more;
	/* Of an older store; read-only it is listed as far as that has come. */
	while (more && store_stories_late(desk->store, &more, NULL))
		continue;
	return fold;
}

static int
run(struct desk *desk, const struct args *args)
{
	struct asked asked;
	struct err err = { 0 };
	int64_t most;
	int code = EXIT_USAGE;

	if (asked_query(&asked, args->words, args->nwords)) {
		bool ok = take_options(args, &asked.sort, &most, &err);
		struct store_list list = { .query = asked.query, .sort = asked.sort,
			.fold = choose_fold(desk, args) };
		code = !ok ? out_failed(&err, EXIT_USAGE)
		    : args_has(args, "--count") ? print_count(desk->store, &list, most)
		    : print_rows(desk, args, &list, most, asked.named);
	}
	asked_done(&asked);
	return code;
}

static const struct command_option options[] = {
	{ "--json", NULL, "one record a line, with all that is known" },
	{ "--tsv", NULL, "number, date, provider, title, link, with tabs between them" },
	{ "--format", "TEXT", "a line of your own making, as in '%d %p %t %u'" },
	{ "-n", "N", "at most so many" },
	{ "--sort", "KEY", "date, heat, quality, relevance...; -date turns it round" },
	{ "--count", NULL, "only how many there are" },
	{ "--stories", NULL, "one line a story, under the article that stands for it" },
	{ NULL, NULL, NULL }
};

const struct command command_list = {
	.name = "list",
	.arguments = "[QUERY]",
	.summary = "print articles, newest first",
	.details = "On a terminal it prints a table.  Into a pipe or a file it prints a line an article:\n"
	    "number, local date and time, provider, title, with two blanks between them.\n"
	    "Ends with 1 when a QUERY was given and nothing fits it.\n\n" ROW_FORMAT_HELP,
	.need = DESK_EDITION,
	.options = options,
	.most = -1,
	.look = look,
	.run = run,
};
