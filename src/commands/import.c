/* SPDX-License-Identifier: ISC */
/* dateline import: subscribes to what a list of sources names.  The list is
 * read by dateline-parse.  What cannot be taken over is said line by line, and
 * so is what is subscribed to already: nothing is dropped in silence. */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/url.h"
#include "commands/command.h"
#include "commands/out.h"
#include "desk/sources.h"
#include "desk/sources_file.h"
#include "query/query.h"
#include "settings/settings_file.h"
#include "wire/wire.h"

enum { MINUTES_MOST = 366 * 24 * 60 };

struct importing {
	struct arena arena;
	const char *name;		/* of the file */
	struct sources_entry *entries;
	size_t n;
	size_t views;			/* that queries have become */
	size_t left;			/* that were not taken over */
	const char *kind;		/* as its user says, NULL: by looking */
	bool commands;			/* may come from anybody's list */
	const char *config;		/* where views are kept */
};

static void
leave(struct importing *im, const struct outline *o, const char *why)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s: not taken over: %s%s%s (%s)", im->name, o->title != NULL ? o->title : "",
	    o->title != NULL ? ": " : "", o->url, why);
	out_remark(buf_str(&b));
	buf_done(&b);
	im->left++;
}

/* "filter:COMMAND:ADDRESS" into its two parts. */
static bool
split_filter(struct arena *a, const char *url, struct sources_entry *e)
{
	const char *command = url + strlen("filter:"), *at = strstr(command, ":http");

	if (at == NULL)
		return false;
	e->options.filter = arena_strndup(a, command, (size_t)(at - command));
	e->location = arena_strdup(a, at + 1);
	return true;
}

static bool
is_known(const struct importing *im, const char *location)
{
	for (size_t i = 0; i < im->n; i++)
		if (strcmp(im->entries[i].location, location) == 0)
			return true;
	return false;
}

/* Lists in OPML are passed around, files of readers are one's own: what a list
 * would run is for its user to say. */
static bool
may_run(const struct importing *im, const struct outline *o)
{
	bool runs = strcmp(o->kind, "exec") == 0 || strcmp(o->kind, "filter") == 0;

	return !runs || im->commands || strcmp(im->kind, "opml") != 0;
}

/* A query becomes a view of that name. */
static void
take_query(struct importing *im, const struct outline *o)
{
	const char *why, *query = query_from_newsboat(&im->arena, o->url, &why);
	struct err err = { 0 };

	if (query == NULL)
		leave(im, o, arena_printf(&im->arena, "no filter can say: %s", why));
	else if (!settings_save_view(im->config, o->title != NULL ? o->title : o->url, query, &err))
		leave(im, o, err.text);
	else
		im->views++;
}

static void
take_outline(struct importing *im, const struct outline *o)
{
	struct sources_entry e = { .location = arena_strdup(&im->arena, o->url) };

	if (strcmp(o->kind, "query") == 0) {
		take_query(im, o);
		return;
	}
	if (strcmp(o->kind, "page") == 0) {
		leave(im, o, "a page or another list; try dateline add");
		return;
	}
	if (!may_run(im, o)) {
		leave(im, o, "it runs a command; --commands takes it over");
		return;
	}
	if (strcmp(o->kind, "filter") == 0 && !split_filter(&im->arena, o->url, &e)) {
		leave(im, o, "a filter without an address");
		return;
	}
	const char *path = strcmp(im->kind, "opml") != 0 ? url_file_path(&im->arena, e.location) : NULL;
	if (path != NULL) {
		e.location = path;
	} else if (source_kind_of(e.location) == SOURCE_FOLDER) {
		leave(im, o, "no address of the web");
		return;
	}
	if (is_known(im, e.location)) {
		leave(im, o, "it is named twice");
		return;
	}
	e.options.title = arena_strdup(&im->arena, o->title);
	e.options.hidden = o->hidden;
	e.options.interval = (o->minutes < MINUTES_MOST ? o->minutes : MINUTES_MOST) * 60;
	e.options.ntopics = o->ntopics;
	e.options.topics = arena_array(&im->arena, o->ntopics + 1, sizeof(*e.options.topics));
	for (size_t i = 0; i < o->ntopics; i++)
		e.options.topics[i] = arena_strdup(&im->arena, o->topics[i]);
	im->entries = arena_grow(&im->arena, im->entries, im->n, sizeof(*im->entries));
	im->entries[im->n++] = e;
}

static void
take(void *arg, const struct wire_event *event)
{
	struct importing *im = arg;
	struct buf b = { 0 };

	if (event->kind == WIRE_OUTLINE) {
		take_outline(im, &event->outline);
	} else if (event->kind == WIRE_DAMAGE) {
		buf_printf(&b, "%s:", im->name);
		if (event->line > 0)
			buf_printf(&b, "%d:%d:", event->line, event->column);
		buf_printf(&b, " %s", event->message);
		out_remark(buf_str(&b));
		im->left++;
	}
	buf_done(&b);
}

static bool
has_line(const struct buf *bytes, const char *begin)
{
	const char *p = buf_str(bytes);

	while (p != NULL) {
		p += strspn(p, " \t\r\n");
		if (strncmp(p, begin, strlen(begin)) == 0)
			return true;
		p = strchr(p, '\n');
	}
	return false;
}

/* The files of newsboat and newsraft look like any text, and much like each other:
 * the names they have at home tell them apart, and what only one of them knows. */
static const char *
kind_of(struct arena *a, const char *name, const struct buf *bytes)
{
	const char *p = buf_str(bytes);

	if (p[strspn(p, "\xef\xbb\xbf \t\r\n")] == '<')
		return "opml";
	if (has_line(bytes, "feeds()"))
		return "sfeedrc";
	if (strcmp(file_base_name(a, name), "feeds") == 0 || has_line(bytes, "@") || has_line(bytes, "$("))
		return "newsraft";
	return "newsboat";
}

static bool
read_list(struct desk *desk, struct importing *im, struct err *err)
{
	struct buf bytes = { 0 };
	const char *program = file_join(&im->arena, desk->paths.libexec_dir, "dateline-parse");
	struct wire_parser *wp = wire_parser_new(program);

	bool ok = file_read(im->name, WIRE_DOCUMENT_MAX, &bytes, err);
	if (ok) {
		if (im->kind == NULL)
			im->kind = kind_of(&im->arena, im->name, &bytes);
		struct wire_document doc = { .kind = im->kind, .base = "", .name = im->name,
			.bytes = buf_str(&bytes), .n = bytes.n };
		ok = wire_parse_one(wp, &doc, take, im, err);
	}
	wire_parser_free(wp);
	buf_done(&bytes);
	return ok;
}

static int
import_one(struct desk *desk, const struct args *args, const char *name)
{
	struct importing im = { .name = name, .config = desk->paths.config_file,
		.kind = args_value(args, "--source-kind"), .commands = args_has(args, "--commands") };
	struct err err = { 0 };
	struct buf b = { 0 };
	size_t added = 0;

	bool ok = read_list(desk, &im, &err) && sources_add_all(desk, im.entries, im.n, &added, &err);
	if (ok) {
		buf_printf(&b, "%zu added", added);
		if (added < im.n)
			buf_printf(&b, ", %zu subscribed to already", im.n - added);
		if (im.views > 0)
			buf_printf(&b, ", %zu views", im.views);
		if (im.left > 0)
			buf_printf(&b, ", %zu not taken over", im.left);
		buf_putc(&b, '\n');
		out_buf(&b);
	}
	size_t left = im.left;
	buf_done(&b);
	arena_done(&im.arena);
	if (!ok)
		return out_failed(&err, EXIT_PART);
	return left > 0 ? EXIT_PART : EXIT_DONE;
}

static bool
is_list(const char *kind)
{
	static const char *const kinds[] = { "opml", "newsboat", "newsraft", "sfeedrc" };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return false;
}

static int
run(struct desk *desk, const struct args *args)
{
	const char *kind = args_value(args, "--source-kind");
	int code = EXIT_DONE;

	if (kind != NULL && !is_list(kind)) {
		out_error("--source-kind is one of opml, newsboat, newsraft and sfeedrc, not %s", kind);
		return EXIT_USAGE;
	}

	for (size_t i = 0; i < args->nwords; i++) {
		int one = import_one(desk, args, args->words[i]);
		code = one > code ? one : code;
	}
	return code;
}

static const struct command_option options[] = {
	{ "--commands", NULL, "also what an OPML file would run" },
	{ "--source-kind", "KIND", "opml, newsboat, newsraft or sfeedrc; else by looking" },
	{ NULL, NULL, NULL }
};

const struct command command_import = {
	.name = "import",
	.arguments = "FILE...",
	.summary = "subscribe to the sources that an OPML file or another reader's list names",
	.details = "FILE is OPML, newsboat's urls, newsraft's feeds or sfeed's sfeedrc.  Titles, tags,\n"
	    "folders and timers come along; folders, sections and tags become topics, queries of\n"
	    "newsboat views in config.yaml.  What cannot be taken over is listed; then it ends with 1.",
	.options = options,
	.need = DESK_STORE,
	.least = 1,
	.most = -1,
	.run = run,
};
