/* SPDX-License-Identifier: ISC */
/* dateline fetch: reads the sources again, once. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/wrap.h"
#include "commands/command.h"
#include "commands/out.h"
#include "commands/progress.h"
#include "desk/refresh.h"
#include "desk/sources.h"
#include "store/store.h"

static void
print_json(void *arg, const struct refresh_source *src)
{
	struct buf b = { 0 };
	struct json j = { .out = &b };

	(void)arg;
	json_object(&j, NULL);
	json_int(&j, "number", src->id);
	json_text(&j, "title", src->title);
	json_int(&j, "new", src->fresh);
	json_int(&j, "changed", src->changed);
	json_int(&j, "unchanged", src->unchanged);
	json_int(&j, "vanished", src->vanished);
	json_int(&j, "damaged", src->damaged);
	if (src->status != 0)
		json_int(&j, "status", src->status);
	json_text(&j, "error", src->error[0] != '\0' ? src->error : NULL);
	json_object_end(&j);
	buf_putc(&b, '\n');
	out_buf(&b);
	buf_done(&b);
}

/* One without a title is known by its address, and so is its error. */
static void
put_error(struct buf *b, const struct refresh_source *src)
{
	bool twice = strncmp(src->error, src->title, strlen(src->title)) == 0;

	buf_printf(b, "%s%s%s", twice ? "" : src->title, twice ? "" : ": ", src->error);
}

static void
print_line(void *arg, const struct refresh_source *src)
{
	struct buf b = { 0 };

	(void)arg;
	if (src->error[0] != '\0') {
		put_error(&b, src);
		out_error("%s", buf_str(&b));
		buf_done(&b);
		return;
	}
	if (src->fresh + src->changed + src->unchanged == 0)
		buf_printf(&b, "%s: nothing new", src->title);
	else
		buf_printf(&b, "%s: %" PRId64 " new, %" PRId64 " changed, %" PRId64 " unchanged", src->title,
	    src->fresh, src->changed, src->unchanged);
	if (src->vanished > 0)
		buf_printf(&b, ", %" PRId64 " vanished", src->vanished);
	if (src->damaged > 0)
		buf_printf(&b, ", %" PRId64 " damaged", src->damaged);
	buf_putc(&b, '\n');
	out_buf(&b);
	buf_done(&b);
}

/* -- on a terminal: counts, and below them what failed */

struct listing {
	int64_t sources, fresh, changed, failed;
	struct buf errors;
};

static void
keep(void *arg, const struct refresh_source *src)
{
	struct listing *l = arg;

	l->sources++;
	l->fresh += src->fresh;
	l->changed += src->changed;
	if (src->error[0] == '\0')
		return;
	l->failed++;
	put_error(&l->errors, src);
	buf_putc(&l->errors, '\n');
}

static void
print_wrapped(const char *text, size_t n)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	size_t count;
	const struct wrap_line *lines = wrap_text(&a, text, n, out_columns(80) - 5, &count);

	for (size_t i = 0; i < count; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? "\n    " : "  ", (int)lines[i].n, lines[i].s);
	out_remark(buf_str(&b));
	buf_done(&b);
	arena_done(&a);
}

static void
print_listing(void *arg)
{
	struct listing *l = arg;
	struct buf b = { 0 };

	buf_printf(&b, "%" PRId64 " source%s read: %" PRId64 " new", l->sources, l->sources == 1 ? "" : "s",
	    l->fresh);
	if (l->changed > 0)
		buf_printf(&b, ", %" PRId64 " changed", l->changed);
	if (l->failed > 0)
		buf_printf(&b, "; %" PRId64 " failed:", l->failed);
	buf_putc(&b, '\n');
	if (l->sources > 0)
		out_buf(&b);
	for (const char *line = buf_str(&l->errors); *line != '\0'; line += strcspn(line, "\n") + 1)
		print_wrapped(line, strcspn(line, "\n"));
	buf_done(&b);
	buf_done(&l->errors);
}

/* The numbers of the sources named; those that are not there are said. */
static int
find_named(struct desk *desk, const struct args *args, struct arena *a, int64_t *ids, size_t *n)
{
	int code = EXIT_DONE;

	*n = 0;
	for (size_t i = 0; i < args->nwords; i++) {
		struct source src;
		struct err err = { 0 };
		if (sources_find(desk, a, args->words[i], &src, &err))
			ids[(*n)++] = src.id;
		else
			code = out_failed(&err, EXIT_PART);
	}
	return code;
}

static bool
has_sources(struct desk *desk, struct arena *a)
{
	size_t n = 0;
	struct err err = { 0 };

	return store_sources(desk->store, a, false, &n, &err) == NULL || n > 0;
}

static int
run(struct desk *desk, const struct args *args)
{
	struct arena a = { 0 };
	struct listing listing = { 0 };
	bool json = args_has(args, "--json");
	bool lines = args->nwords > 0 || out_is_verbose() || !out_is_terminal();
	struct progress p = { .source = json ? print_json : lines ? print_line : keep,
		.end = json || lines ? NULL : print_listing, .arg = &listing };
	int64_t *ids = arena_array(&a, args->nwords + 1, sizeof(*ids));
	size_t n;

	p.force = args_has(args, "--force");
	p.all = args_has(args, "--all");
	int code = find_named(desk, args, &a, ids, &n);
	if (!has_sources(desk, &a)) {
		out_note("no sources yet; `dateline add ADDRESS` or `dateline add FOLDER` adds one");
	} else if (n > 0 || args->nwords == 0) {
		int read = progress_run(&p, desk, ids, n);
		code = read > code ? read : code;
	}
	arena_done(&a);
	return code;
}

static const struct command_option options[] = {
	{ "--force", NULL, "what is not due and files that have not changed, too" },
	{ "--all", NULL, "all sources, lists that come in pages to their last page" },
	{ "--json", NULL, "one object a source" },
	{ NULL, NULL, NULL }
};

const struct command command_fetch = {
	.name = "fetch",
	.arguments = "[SOURCE...]",
	.summary = "read the sources again, or those named",
	.details = "Feeds are asked when their time has come, or when they are named; of folders only\n"
	    "files that are new or have changed are read.  On a terminal what came is counted\n"
	    "and what failed is listed below, into a pipe goes a line a source.  Ends with 1\n"
	    "when a source could not be read, or when another fetch is running.",
	.need = DESK_STORE,
	.options = options,
	.most = -1,
	.run = run,
};
