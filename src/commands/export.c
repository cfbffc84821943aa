/* SPDX-License-Identifier: ISC */
/* dateline export: what a filter finds, for other programs or as files. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "commands/asked.h"
#include "commands/command.h"
#include "commands/export_folder.h"
#include "commands/export_sources.h"
#include "commands/out.h"
#include "desk/record_line.h"
#include "commands/rows.h"
#include "store/store.h"

struct exporting {
	struct store *st;
	struct buf line;
	struct export_folder folder;
};

typedef bool each_row(void *arg, const struct row *row, struct err *err);

static bool
put_line(void *arg, const struct row *row, struct err *err)
{
	struct exporting *ex = arg;
	bool found;

	bool ok = record_line_of(&ex->line, ex->st, row->id, &found, err);
	out_buf(&ex->line);
	return ok && !out_broken();
}

static bool
put_file(void *arg, const struct row *row, struct err *err)
{
	struct exporting *ex = arg;
	struct arena a = { 0 };
	struct store_article sa;
	bool found;

	bool ok = store_article(ex->st, row->id, &a, &sa, &found, err);
	if (!ok)
		err_code(err, EXIT_STORE);
	ok = ok && (!found || export_folder_put(&ex->folder, &sa.art, err));
	arena_done(&a);
	return ok;
}

static int
export_rows(struct exporting *ex, const struct asked *asked, each_row *each)
{
	struct store_list list = { .query = asked->query, .sort = asked->sort };
	struct err err = { 0 };
	int64_t count;

	if (!rows_each(ex->st, &list, -1, each, ex, &count, &err))
		return out_failed(&err, each == put_line ? EXIT_STORE : EXIT_PART);
	return count == 0 && asked->named ? EXIT_PART : EXIT_DONE;
}

static int
export_jsonl(struct exporting *ex, const struct asked *asked, const struct args *args)
{
	(void)args;
	int code = export_rows(ex, asked, put_line);
	buf_done(&ex->line);
	return code;
}

static int
export_frontmatter(struct exporting *ex, const struct asked *asked, const struct args *args)
{
	struct err err = { 0 };
	const char *folder = args->words[1];

	if (!export_folder_open(&ex->folder, folder, args_has(args, "--force"), &err)) {
		export_folder_close(&ex->folder);
		return out_failed(&err, EXIT_PART);
	}
	int code = export_rows(ex, asked, put_file);
	buf_printf(&ex->line, "%" PRId64 " written to %s/_news\n", ex->folder.written, folder);
	out_buf(&ex->line);
	buf_done(&ex->line);
	if (ex->folder.there > 0) {
		out_error("%" PRId64 " files were there already and are as they were; --force replaces them",
		    ex->folder.there);
		code = code > EXIT_PART ? code : EXIT_PART;
	}
	export_folder_close(&ex->folder);
	return code;
}

static int
export_list(struct exporting *ex, size_t (*put)(const struct source *, size_t, struct buf *))
{
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n, left = 0;
	const struct source *list = store_sources(ex->st, &a, false, &n, &err);

	if (list != NULL)
		left = put(list, n, &ex->line);
	out_buf(&ex->line);
	buf_done(&ex->line);
	arena_done(&a);
	if (list == NULL)
		return out_failed(&err, EXIT_STORE);
	if (left > 0)
		out_note("%zu of the sources are folders or files and left out", left);
	return EXIT_DONE;
}

static int
export_opml(struct exporting *ex, const struct asked *asked, const struct args *args)
{
	(void)asked;
	(void)args;
	return export_list(ex, export_sources_opml);
}

static int
export_urls(struct exporting *ex, const struct asked *asked, const struct args *args)
{
	(void)asked;
	(void)args;
	return export_list(ex, export_sources_urls);
}

struct export_format {
	const char *name;
	size_t words;			/* before the filter, its own included */
	const char *usage;
	int (*run)(struct exporting *ex, const struct asked *asked, const struct args *args);
};

static const struct export_format formats[] = {
	{ "jsonl", 1, "jsonl [QUERY]", export_jsonl },
	{ "frontmatter", 2, "frontmatter DIR [QUERY]", export_frontmatter },
	{ "opml", 1, "opml", export_opml },
	{ "urls", 1, "urls", export_urls },
};

static const struct export_format *
find_format(const char *name)
{
	for (size_t i = 0; i < COUNT(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

static int
unknown_format(const char *name)
{
	const char *names[COUNT(formats)];

	for (size_t i = 0; i < COUNT(formats); i++)
		names[i] = formats[i].name;
	const char *near = nearest_name(name, names, COUNT(formats));
	if (near != NULL)
		out_error("no format \"%s\"; did you mean \"%s\"?", name, near);
	else
		out_error("no format \"%s\"; there are jsonl, frontmatter, opml and urls", name);
	return EXIT_USAGE;
}

static int
look(const struct args *args)
{
	const struct export_format *format = find_format(args->words[0]);
	struct asked asked;

	if (format == NULL)
		return unknown_format(args->words[0]);
	if (args->nwords < format->words) {
		out_error("something is missing: dateline export %s", format->usage);
		return EXIT_USAGE;
	}
	bool ok = asked_query(&asked, args->words + format->words, args->nwords - format->words);
	asked_done(&asked);
	return ok ? EXIT_DONE : EXIT_USAGE;
}

static int
run(struct desk *desk, const struct args *args)
{
	const struct export_format *format = find_format(args->words[0]);
	struct exporting ex = { .st = desk->store };
	struct asked asked;
	int code = EXIT_USAGE;

	if (asked_query(&asked, args->words + format->words, args->nwords - format->words)) {
		if (args_has(args, "--all"))
			asked_widen(&asked);
		code = format->run(&ex, &asked, args);
	}
	asked_done(&asked);
	return code;
}

static const struct command_option options[] = {
	{ "--all", NULL, "withdrawn and hidden articles, too" },
	{ "--force", NULL, "frontmatter: replace files that are there" },
	{ NULL, NULL, NULL }
};

const struct command command_export = {
	.name = "export",
	.arguments = "jsonl|frontmatter DIR|opml|urls [QUERY]",
	.summary = "write articles as JSON Lines or front matter, or the list of sources",
	.details = "What is written is what `dateline list QUERY` lists: withdrawn and hidden articles\n"
	    "only where the filter names them, or with --all.\n\n"
	    "  jsonl            the records of `dateline list --json` without what dateline found\n"
	    "  frontmatter DIR  a file an article in DIR/_news; reading that folder gives the\n"
	    "                   same articles.  Files that are there are left alone.\n"
	    "  opml, urls       the list of sources, for other readers",
	.need = DESK_EDITION,
	.options = options,
	.least = 1,
	.most = -1,
	.look = look,
	.run = run,
};
