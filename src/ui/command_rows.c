/* SPDX-License-Identifier: ISC */
/* The commands that take an argument.  Each does what a key and its prompt or
 * picker would do. */
#include "ui/command_line.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "ui/reader_parts.h"
#include "ui/reader_settings.h"
#include "ui/share.h"

enum { CANDIDATES_MOST = 500 };

void
candidates_add(struct candidates *c, const char *word)
{
	if (c->count >= CANDIDATES_MOST)
		return;
	c->words = arena_grow(c->arena, c->words, c->count, sizeof(*c->words));
	c->words[c->count++] = word;
}

/* "NAME REST": the first word, and what follows it. */
static const char *
split(struct arena *a, const char *text, const char **rest)
{
	size_t n = strcspn(text, " ");

	*rest = text + n + strspn(text + n, " ");
	return arena_strndup(a, text, n);
}

/* A value may stand in quotation marks, as in the file. */
static const char *
unquote(struct arena *a, const char *value)
{
	size_t n = strlen(value);

	return n >= 2 && strchr("\"'", value[0]) != NULL && value[n - 1] == value[0]
	    ? arena_strndup(a, value + 1, n - 2) : value;
}

static bool
run_set(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	struct arena a = { 0 };
	const char *value, *name = split(&a, argument, &value);
	const struct option_info *o = settings_find(name);
	bool ok = true;

	if (*value == '\0' && o != NULL)
		reader_say(rd, "%s: %s", name, settings_text(&a, &rd->desk->settings, o));
	else
		ok = keep ? reader_set_kept(rd, name, unquote(&a, value), err)
			  : reader_set(rd, name, unquote(&a, value), err);
	arena_done(&a);
	return ok;
}

static void
complete_set(struct reader *rd, const char *argument, struct candidates *out)
{
	const char *value, *name = split(out->arena, argument, &value);
	const struct option_info *o = settings_find(name);

	(void)rd;
	if (strchr(argument, ' ') == NULL) {
		for (size_t i = 0; i < option_count; i++)
			candidates_add(out, option_info[i].name);
	} else if (o != NULL && o->kind == OPTION_BOOL) {
		candidates_add(out, "yes");
		candidates_add(out, "no");
	} else if (o != NULL && o->kind == OPTION_CHOICE) {
		for (const char *p = o->choices; *p != '\0'; p += strcspn(p, " "), p += *p == ' ')
			candidates_add(out, arena_strndup(out->arena, p, strcspn(p, " ")));
	}
}

static bool
run_bind(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	struct arena a = { 0 };
	const char *actions, *keys = split(&a, argument, &actions);
	bool ok;

	/* A sequence stands in quotation marks: "g g". */
	if (argument[0] == '"' && strchr(argument + 1, '"') != NULL) {
		size_t n = strcspn(argument + 1, "\"");
		keys = arena_strndup(&a, argument + 1, n);
		actions = argument + n + 2;
		actions += strspn(actions, " ");
	}
	if (*keys == '\0' || *actions == '\0')
		ok = err_set(err, "bind needs keys and what they do: bind X hide, bind \"g g\" first");
	else
		ok = keep ? reader_bind_kept(rd, keys, actions, err) : reader_bind(rd, keys, actions, err);
	arena_done(&a);
	return ok;
}

static void
complete_bind(struct reader *rd, const char *argument, struct candidates *out)
{
	(void)rd;
	if (strchr(argument, ' ') == NULL)
		return;
	candidates_add(out, "none");
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
		candidates_add(out, action_info[i].name);
}

static bool
run_colors(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	return keep ? reader_set_kept(rd, "theme", argument, err) : reader_colors(rd, argument, err);
}

static void
complete_colors(struct reader *rd, const char *argument, struct candidates *out)
{
	(void)argument;
	for (const char *const *names = reader_theme_names(rd); *names != NULL; names++)
		candidates_add(out, *names);
}

static bool
run_filter(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	struct arena a = { 0 };
	struct query_error error = { 0 };
	struct query_sort sort = edition_sort(rd->edition);
	const struct query *q = query_parse(&a, argument, date_now(), &sort, &error);
	bool ok = q != NULL || err_set(err, "%s", error.text);

	(void)keep;
	if (ok)
		(void)reader_filter_sorted(rd, q, sort, true);
	arena_done(&a);
	return ok;
}

void
command_complete_query(struct reader *rd, const char *argument, struct candidates *out)
{
	(void)command_complete_filter(rd, argument, out);
}

static bool
run_order(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	if (keep)
		return reader_set_kept(rd, "order", argument, err);
	return reader_choose_order(rd, argument) ||
	       err_set(err,
		   "there are the orders date, heat, quality, coverage, unread, provider; - turns one round");
}

static void
complete_order(struct reader *rd, const char *argument, struct candidates *out)
{
	(void)rd;
	(void)argument;
	for (int i = 0; i < ORDER_COUNT; i++)
		candidates_add(out, query_order_names[i]);
}

static bool
run_group(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	return keep ? reader_set_kept(rd, "group", argument, err) : reader_set(rd, "group", argument, err);
}

static void
complete_group(struct reader *rd, const char *argument, struct candidates *out)
{
	(void)rd;
	(void)argument;
	candidates_add(out, "day");
	candidates_add(out, "none");
}

static bool
run_topic(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	(void)keep;
	(void)err;
	reader_filter_field(rd, QUERY_TOPIC, *argument == '\0' ? NULL : argument);
	return true;
}

static void
complete_topic(struct reader *rd, const char *argument, struct candidates *out)
{
	(void)argument;
	for (size_t i = 0; i < rd->ntopics; i++)
		candidates_add(out, rd->topics[i].name);
}

static bool
run_provider(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	(void)keep;
	(void)err;
	reader_filter_field(rd, QUERY_PROVIDER, *argument == '\0' ? NULL : argument);
	return true;
}

static void
complete_provider(struct reader *rd, const char *argument, struct candidates *out)
{
	size_t n = 0;
	const struct store_name *names = store_providers(rd->desk->store, out->arena, &n, NULL);

	(void)argument;
	for (size_t i = 0; names != NULL && i < n; i++)
		candidates_add(out, names[i].name);
}

static bool
run_date(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	(void)keep;
	return reader_go_to_date(rd, argument) || err_set(err, "%s", rd->own->error.text);
}

static bool
run_add(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	(void)keep;
	return reader_add_source(rd, argument) || err_set(err, "%s", rd->own->error.text);
}

/* Folders below the one that has been typed. */
static void
complete_path(struct reader *rd, const char *argument, struct candidates *out)
{
	const char *slash = strrchr(argument, '/');
	const char *typed =
	    slash == NULL ? "" : arena_strndup(out->arena, argument, (size_t)(slash + 1 - argument));
	DIR *dir = opendir(slash == NULL ? "." : file_absolute(out->arena, typed));
	const struct dirent *entry;

	(void)rd;
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		const char *path = arena_printf(out->arena, "%s%s", typed, entry->d_name);

		if (entry->d_name[0] != '.' && utf8_is_clean(path, strlen(path), UTF8_LINE) &&
		    file_is_dir(file_absolute(out->arena, path)))
			candidates_add(out, arena_printf(out->arena, "%s/", path));
	}
	if (dir != NULL)
		closedir(dir);
}

static bool
run_pipe(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	(void)keep;
	if (*argument == '\0')
		rd->own->then = ACTION_PIPE;
	return *argument == '\0' || share_pipe(rd, argument) || err_set(err, "%s", rd->message);
}

static bool
run_save(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	(void)keep;
	if (*argument == '\0')
		rd->own->then = ACTION_SAVE;
	return *argument == '\0' || share_save(rd, argument) || err_set(err, "%s", rd->message);
}

size_t
command_complete_path(struct reader *rd, const char *text, struct candidates *out)
{
	size_t n = 0;

	complete_path(rd, text, out);
	for (size_t i = 0; i < out->count; i++)
		if (strncmp(out->words[i], text, strlen(text)) == 0)
			out->words[n++] = out->words[i];
	out->count = n;
	return 0;
}

/* Filters that mute or follow from now on: what the keys of the picker do. */
static bool
watch(struct reader *rd, const char *argument, bool mute, struct err *err)
{
	struct arena a = { 0 };
	struct query_error error = { 0 };
	const struct query *q = query_parse(&a, argument, date_now(), NULL, &error);
	bool ok = q != NULL && q->op != QUERY_ALL;

	if (q == NULL)
		err_set(err, "%s", error.text);
	else if (!ok)
		err_set(err, "which ones? a filter must follow: author:\"Jane Doe\"");

	if (ok)
		reader_watch(rd, query_format(&a, q), mute);
	arena_done(&a);
	return ok;
}

static bool
run_mute(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	(void)keep;
	return watch(rd, argument, true, err);
}

static bool
run_follow(struct reader *rd, const char *argument, bool keep, struct err *err)
{
	(void)keep;
	return watch(rd, argument, false, err);
}

const struct command_row command_rows[] = {
	{ "set", "NAME [VALUE]", "shows or sets an option; set! keeps it in config.yaml", run_set,
	    complete_set },
	{ "bind", "KEYS ACTION...", "binds keys; bind! keeps it", run_bind, complete_bind },
	{ "colors", "THEME", "tries a theme; colors! keeps it", run_colors, complete_colors },
	{ "filter", "[QUERY]", "filters", run_filter, command_complete_query },
	{ "order", "NAME", "orders the list; -heat turns it round", run_order, complete_order },
	{ "group", "NAME", "headings: day, none", run_group, complete_group },
	{ "topic", "[NAME]", "filters by a topic", run_topic, complete_topic },
	{ "provider", "[NAME]", "filters by an outlet", run_provider, complete_provider },
	{ "mute", "QUERY", "hides what it finds, now and later; U takes it back", run_mute,
	    command_complete_query },
	{ "follow", "QUERY", "marks what it finds, now and later", run_follow, command_complete_query },
	{ "date", "WHEN", "goes to a date, or filters by after:, before:, A..B", run_date, NULL },
	{ "add", "FOLDER", "subscribes to a folder or file", run_add, complete_path },
	{ "pipe", "[COMMAND]", "pipes the article; json: or url: in front for these", run_pipe, NULL },
	{ "save", "[PATH]", "saves the article as Markdown", run_save, complete_path },
	{ NULL, NULL, NULL, NULL, NULL },
};
