/* SPDX-License-Identifier: ISC */
/* dateline add: subscribes to sources and reads them at once. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "commands/command.h"
#include "commands/out.h"
#include "commands/progress.h"
#include "desk/refresh.h"
#include "desk/sources.h"

struct added {
	int64_t id;
	const char *location;
	const char *found;		/* what it is, in words */
};

struct adding {
	struct arena arena;
	struct added *list;
	size_t n;
	bool empty;			/* one of them gave no article at all */
};

static const struct added *
find(const struct adding *adding, int64_t id)
{
	for (size_t i = 0; i < adding->n; i++)
		if (adding->list[i].id == id)
			return &adding->list[i];
	return NULL;
}

static void
print_source(void *arg, const struct refresh_source *src)
{
	struct adding *adding = arg;
	const struct added *added = find(adding, src->id);
	struct buf b = { 0 };

	if (added == NULL)
		return;
	adding->empty = adding->empty || src->fresh + src->changed + src->unchanged == 0;
	buf_printf(&b, "added %s: %s, %" PRId64 " new", added->location, added->found, src->fresh);
	if (src->changed > 0)
		buf_printf(&b, ", %" PRId64 " changed", src->changed);
	if (src->damaged > 0)
		buf_printf(&b, ", %" PRId64 " damaged", src->damaged);
	if (src->error[0] != '\0')
		buf_printf(&b, "; %s", src->error);
	buf_putc(&b, '\n');
	out_buf(&b);
	buf_done(&b);
}

static int
add_one(struct desk *desk, struct adding *adding, const char *location)
{
	struct err err = { 0 };
	struct added one = { .location = location };
	struct source src;
	bool added;

	if (!sources_add(desk, &adding->arena, location, &one.id, &added, &one.found, &err))
		return out_failed(&err, EXIT_PART);
	if (!added) {
		out_note("%s is among the sources already", location);
		return EXIT_DONE;
	}
	char *number = arena_printf(&adding->arena, "%" PRId64, one.id);
	if (sources_find(desk, &adding->arena, number, &src, &err))
		one.location = src.location;
	adding->list[adding->n++] = one;
	return EXIT_DONE;
}

static int
read_added(struct desk *desk, struct adding *adding)
{
	struct progress p = { .source = print_source, .arg = adding };
	int64_t *ids = arena_array(&adding->arena, adding->n + 1, sizeof(*ids));

	for (size_t i = 0; i < adding->n; i++)
		ids[i] = adding->list[i].id;
	return adding->n > 0 ? progress_run(&p, desk, ids, adding->n) : EXIT_DONE;
}

static int
run(struct desk *desk, const struct args *args)
{
	struct adding adding = { 0 };
	int code = EXIT_DONE;

	adding.list = arena_array(&adding.arena, args->nwords, sizeof(*adding.list));
	for (size_t i = 0; i < args->nwords; i++) {
		int one = add_one(desk, &adding, args->words[i]);
		code = one > code ? one : code;
	}
	int read = read_added(desk, &adding);
	code = adding.empty && code == EXIT_DONE ? EXIT_PART : code;
	arena_done(&adding.arena);
	return read > code ? read : code;
}

const struct command command_add = {
	.name = "add",
	.arguments = "SOURCE...",
	.summary = "subscribe to folders or files of articles and read them",
	.details = "A SOURCE is a folder of Markdown files with front matter (also one that has them\n"
	    "in _news, with topics in _data/topics), or a single file.",
	.need = DESK_STORE,
	.least = 1,
	.most = -1,
	.run = run,
};
