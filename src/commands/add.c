/* SPDX-License-Identifier: ISC */
/* dateline add: subscribes to sources and reads them at once. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "commands/add_find.h"
#include "commands/command.h"
#include "commands/out.h"
#include "commands/progress.h"
#include "desk/find.h"
#include "desk/refresh.h"
#include "desk/sources.h"
#include "store/store.h"

struct added {
	int64_t id;
	const char *location;
	const char *found;		/* what it is, in words */
	bool known;			/* sources.yaml had it, the store nothing of it */
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
	buf_printf(&b, "%s %s: %s, %" PRId64 " new", added->known ? "read" : "added", added->location,
	    added->found, src->fresh);
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

static void
keep(struct adding *adding, const struct added *one)
{
	adding->list = arena_grow(&adding->arena, adding->list, adding->n, sizeof(*adding->list));
	adding->list[adding->n++] = *one;
}

/* What sources.yaml names is read here where the store has nothing of it: it may
 * have been removed, or be another one. */
static bool
is_unread_yet(struct desk *desk, int64_t id, struct err *err)
{
	bool has = true;

	return store_source_has_articles(desk->store, id, &has, err) && !has;
}

static int
add_one(struct desk *desk, struct adding *adding, const char *location, const char *what)
{
	struct err err = { 0 };
	struct added one = { .location = location };
	struct source src;
	bool added;

	if (!sources_add(desk, &adding->arena, location, &one.id, &added, &one.found, &err))
		return out_failed(&err, EXIT_PART);
	if (!added) {
		one.known = is_unread_yet(desk, one.id, &err);
		out_note("%s is among the sources already%s", location,
		    one.known ? "; it is read, there was nothing of it yet" : "");
		if (!one.known)
			return err.text[0] == '\0' ? EXIT_DONE : out_failed(&err, EXIT_PART);
	}
	char *number = arena_printf(&adding->arena, "%" PRId64, one.id);
	if (sources_find(desk, &adding->arena, number, &src, &err))
		one.location = src.location;
	if (what != NULL)
		one.found = what;
	keep(adding, &one);
	return EXIT_DONE;
}

static const char *
words_for(struct arena *a, const struct find_feed *feed)
{
	const char *kind = feed->kind == SOURCE_SMARTABLE ? "news API" : "feed";

	return feed->title != NULL ? arena_printf(a, "%s \"%s\"", kind, feed->title) : kind;
}

static int
add_found(struct desk *desk, struct adding *adding, const char *url)
{
	const struct find_feed *feeds;
	size_t n;
	int code = add_find(desk, &adding->arena, url, &feeds, &n);

	for (size_t i = 0; i < n; i++) {
		int one = add_one(desk, adding, feeds[i].url, words_for(&adding->arena, &feeds[i]));
		code = one > code ? one : code;
	}
	return code;
}

static bool
is_known(struct desk *desk, const char *location)
{
	struct arena a = { 0 };
	struct source src;
	struct err err = { 0 };
	bool known = sources_find(desk, &a, location, &src, &err) && strcmp(src.location, location) == 0;

	arena_done(&a);
	return known;
}

static int
add_word(struct desk *desk, struct adding *adding, const char *word, bool check)
{
	const char *address = find_address(&adding->arena, word);

	if (address != NULL && check && !is_known(desk, address))
		return add_found(desk, adding, word);
	return add_one(desk, adding, address != NULL ? address : word, NULL);
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

	for (size_t i = 0; i < args->nwords; i++) {
		int one = add_word(desk, &adding, args->words[i], !args_has(args, "--no-check"));
		code = one > code ? one : code;
	}
	int read = read_added(desk, &adding);
	code = adding.empty && code == EXIT_DONE ? EXIT_PART : code;
	arena_done(&adding.arena);
	return read > code ? read : code;
}

static const struct command_option options[] = {
	{ "--no-check", NULL, "take addresses at their word, without asking the network" },
	{ NULL, NULL, NULL }
};

const struct command command_add = {
	.name = "add",
	.arguments = "SOURCE...",
	.summary = "subscribe to feeds, sites and folders of articles, and read them",
	.details = "A SOURCE is an address of the web: of a feed, of a page that names feeds, of a site\n"
	    "with a news API; or a folder of Markdown files with front matter (also one that has them\n"
	    "in _news, with topics in _data/topics), a single file, or \"exec:COMMAND\", what a\n"
	    "command writes.",
	.options = options,
	.need = DESK_STORE,
	.least = 1,
	.most = -1,
	.run = run,
};
