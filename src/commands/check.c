/* SPDX-License-Identifier: ISC */
/* dateline check: settings, sources, the store, damaged documents.  What is
 * wrong with the settings has been said when the desk was opened. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/utf8.h"
#include "commands/asked.h"
#include "commands/command.h"
#include "commands/out.h"
#include "commands/rows.h"
#include "desk/linking.h"
#include "model/source.h"
#include "opener/opener_rules.h"
#include "store/store.h"
#include "store/store_story.h"

struct checking {
	struct desk *desk;
	int code;			/* the worst so far */
	int64_t damaged;
};

static void
worsen(struct checking *c, int code)
{
	c->code = code > c->code ? code : c->code;
}

static void
tell(const char *text)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s\n", text);
	out_buf(&b);
	buf_done(&b);
}

static void
say_problem(void *desk, const char *text)
{
	desk_problem(desk, text);
}

static void
check_settings(struct checking *c, struct arena *a)
{
	const struct paths *paths = &c->desk->paths;
	struct opener_rules rules;

	(void)opener_rules_parse(a, c->desk->settings.openers, paths->config_file, &rules, say_problem,
	    c->desk);
	if (c->desk->problems > 0)
		worsen(c, EXIT_USAGE);
	tell(arena_printf(a, "settings: %s%s, %s", paths->config_file,
	    file_exists(paths->config_file) ? "" : " (none: all as usual)",
	    c->desk->problems == 0 ? "in order" : "see the messages"));
}

/* Without them nothing can be read in. */
static void
check_helpers(struct checking *c, struct arena *a)
{
	static const char *const names[] = { "dateline-fetch", "dateline-parse" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *path = file_join(a, c->desk->paths.libexec_dir, names[i]);
		if (access(path, X_OK) == 0)
			continue;
		worsen(c, EXIT_PART);
		out_error("%s is missing or cannot be run: install dateline again, or let "
			  "DATELINE_LIBEXEC name the folder that has it", path);
	}
}

/* What the parser says of its sandbox: the second line of its --version. */
static void
tell_sandbox(struct checking *c, struct arena *a)
{
	char *argv[] = { file_join(a, c->desk->paths.libexec_dir, "dateline-parse"),
		arena_strdup(a, "--version"), NULL };
	struct process process;
	struct buf said = { 0 };
	struct err err = { 0 };
	char bytes[256];
	ssize_t n;

	if (!process_start(&process, argv, PROCESS_OUT | PROCESS_QUIET, &err))
		return;
	while ((n = read(process.out, bytes, sizeof(bytes))) > 0)
		buf_add(&said, bytes, (size_t)n);
	process_close(&process);
	const char *line = process_wait(&process) == 0 ? strchr(buf_str(&said), '\n') : NULL;
	if (line != NULL && line[1] != '\0')
		tell(arena_printf(a, "parser: %s",
		    utf8_clean_dup(a, line + 1, strcspn(line + 1, "\n"), UTF8_LINE)));
	buf_done(&said);
}

static void
check_source(struct checking *c, struct arena *a, const struct source *src)
{
	if (!source_is_visited(src->kind) && !file_exists(src->location)) {
		worsen(c, EXIT_PART);
		out_error("source %" PRId64 ", %s, is not there; its articles stay. `dateline remove %" PRId64
		    "` ends it", src->id, src->location, src->id);
	} else if (src->error != NULL) {
		worsen(c, EXIT_PART);
		out_error("source %" PRId64 ", %s: %s", src->id, src->location, src->error);
	} else if (out_is_verbose()) {
		tell(arena_printf(a, "source %" PRId64 ": %s", src->id, src->location));
	}
}

static void
check_sources(struct checking *c, struct arena *a)
{
	struct err err = { 0 };
	size_t n = 0;
	const struct source *list = store_sources(c->desk->store, a, false, &n, &err);

	if (list == NULL) {
		worsen(c, out_failed(&err, EXIT_STORE));
		return;
	}
	for (size_t i = 0; i < n; i++)
		check_source(c, a, &list[i]);
	tell(arena_printf(a, "sources: %zu", n));
}

static void
say_finding(void *arg, const char *finding)
{
	(void)arg;
	out_error("store: %s", finding);
}

/* What was mended is looked at again: only what stays is a damaged store. */
static void
check_store(struct checking *c, struct arena *a)
{
	struct err err = { 0 };
	int mended = 0, again = 0;
	const char *path = c->desk->paths.store_file;

	if (store_check(c->desk->store, say_finding, NULL, &mended, &err)) {
		tell(arena_printf(a, "store: %s, in order", path));
	} else if (mended > 0 && store_check(c->desk->store, NULL, NULL, &again, &err)) {
		worsen(c, EXIT_PART);
		tell(arena_printf(a, "store: %s, mended", path));
	} else {
		worsen(c, EXIT_STORE);
		out_error("the store %s is damaged; copy it to a safe place first, then `dateline fetch "
		    "--force` reads all sources again", path);
	}
}

/* Where the file of an article is: its name counts from its folder. */
static const char *
file_of(struct arena *a, const struct store_article *sa)
{
	const char *guid = sa->art.guid != NULL ? sa->art.guid : "";
	const char *source = sa->source != NULL ? sa->source : "";

	if (source[0] == '\0' || !file_is_dir(source))
		return source[0] != '\0' ? source : guid;
	const char *news = file_join(a, source, "_news");
	return file_join(a, file_is_dir(news) ? news : source, guid);
}

static bool
say_damaged(void *arg, const struct row *row, struct err *err)
{
	struct checking *c = arg;
	struct arena a = { 0 };
	struct store_article sa;
	bool found;

	bool ok = store_article(c->desk->store, row->id, &a, &sa, &found, err);
	if (ok && found) {
		const struct damage *d = &sa.art.damage;
		out_remark(arena_printf(&a, "%s:%d:%d: %s", file_of(&a, &sa), d->line, d->column,
		    d->message != NULL ? d->message : "damaged"));
		c->damaged++;
	}
	arena_done(&a);
	return ok;
}

static void
check_articles(struct checking *c, struct arena *a)
{
	static char damaged[] = "is:damaged", *const words[] = { damaged };
	struct asked asked;
	struct err err = { 0 };
	int64_t count;

	if (asked_query(&asked, words, 1)) {
		asked_widen(&asked);
		struct store_list list = { .query = asked.query, .sort = asked.sort };
		if (!rows_each(c->desk->store, &list, -1, say_damaged, c, &count, &err))
			worsen(c, out_failed(&err, EXIT_STORE));
	}
	asked_done(&asked);
	if (c->damaged > 0)
		worsen(c, EXIT_PART);
	tell(arena_printf(a, "damaged documents: %" PRId64, c->damaged));
}

static bool
say_linked(void *arg, int64_t done, int64_t left)
{
	int64_t *said = arg;

	if (out_is_terminal() && !out_is_quiet() && done - *said >= 1000) {
		out_note("linked %" PRId64 " of %" PRId64, done, left);
		*said = done;
	}
	return true;
}

static int
relink(struct desk *desk)
{
	struct err err = { 0 };
	int64_t said = 0, count = 0;
	struct linking_options options = { .progress = say_linked,
		.arg = &said,
		.helper = file_join(&desk->arena, desk->paths.libexec_dir, "dateline-fetch"),
		.store = desk->paths.store_file };
	struct buf line = { 0 };

	if (!linking_relink(desk->store, &options, &err) ||
	    !store_stories_count(desk->store, &count, &err))
		return out_failed(&err, EXIT_STORE);
	buf_printf(&line, "%" PRId64 " stories\n", count);
	out_buf(&line);
	buf_done(&line);
	return EXIT_DONE;
}

static int
run(struct desk *desk, const struct args *args)
{
	struct checking c = { .desk = desk };
	struct arena a = { 0 };

	if (args_has(args, "--relink"))
		return relink(desk);
	desk_load_theme(desk);
	check_settings(&c, &a);
	check_helpers(&c, &a);
	tell_sandbox(&c, &a);
	check_sources(&c, &a);
	check_store(&c, &a);
	check_articles(&c, &a);
	arena_done(&a);
	return c.code;
}

static const struct command_option options[] = {
	{ "--relink", NULL, "find anew which articles belong together" },
	{ NULL, NULL, NULL }
};

const struct command command_check = {
	.name = "check",
	.arguments = "",
	.summary = "look for mistakes in settings, sources and store",
	.details = "Ends with 0 when all is well, 1 when sources or documents are damaged or missing,\n"
	    "2 when there are mistakes in the settings, 3 when the store is damaged.",
	.need = DESK_STORE,
	.options = options,
	.run = run,
};
