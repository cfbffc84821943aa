/* SPDX-License-Identifier: ISC */
/* A line is a number, a name that may be cut short, "!" to keep what it does,
 * and an argument.  Names of actions that take no argument are done after the
 * prompt has gone: they may open another one. */
#include "ui/command_line.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "desk/desk.h"
#include "ui/reader_parts.h"

struct line {
	int count;
	const char *name;
	bool keep;
	const char *argument;
	const struct command_row *row;	/* that it names, or */
	enum action action;
};

enum { NAMES_MOST = 128, COUNT_MOST = 1000000 };

static const struct command_row *
find_row(const char *name)
{
	for (const struct command_row *row = command_rows; row->name != NULL; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

/* All names: commands, then actions. */
static size_t
collect_names(const char **names)
{
	size_t n = 0;

	for (const struct command_row *row = command_rows; row->name != NULL; row++)
		names[n++] = row->name;
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT && n < NAMES_MOST; i++)
		if (find_row(action_info[i].name) == NULL)
			names[n++] = action_info[i].name;
	return n;
}

static enum action
find_action(const char *name)
{
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
		if (strcmp(action_info[i].name, name) == 0)
			return (enum action)i;
	return ACTION_NONE;
}

/* The one name that begins so; NULL: none, or *SEVERAL. */
static const char *
find_prefix(const char *name, bool *several)
{
	const char *names[NAMES_MOST], *found = NULL;
	size_t n = collect_names(names);

	*several = false;
	for (size_t i = 0; i < n; i++) {
		if (strncmp(names[i], name, strlen(name)) != 0)
			continue;
		*several = found != NULL && strcmp(found, names[i]) != 0;
		if (*several)
			return NULL;
		found = names[i];
	}
	return found;
}

static bool
resolve(struct line *l, struct err *err)
{
	const char *names[NAMES_MOST];
	bool several;

	if (find_row(l->name) == NULL && find_action(l->name) == ACTION_NONE) {
		const char *whole = find_prefix(l->name, &several);

		if (several)
			return err_set(err, "\"%s\" begins several names; Tab shows them", l->name);
		if (whole == NULL) {
			const char *near = nearest_name(l->name, names, collect_names(names));

			return near != NULL
				   ? err_set(err, "no command \"%s\"; did you mean \"%s\"?", l->name, near)
				   : err_set(err, "no command \"%s\"; Tab shows those there are", l->name);
		}
		l->name = whole;
	}
	/* Without an argument a name that is both is the key's action: it asks. */
	l->row = find_row(l->name);
	l->action = find_action(l->name);
	if (l->row != NULL && l->action != ACTION_NONE && *l->argument != '\0')
		l->action = ACTION_NONE;
	if (l->action != ACTION_NONE)
		l->row = NULL;
	return true;
}

static void
parse(struct arena *a, const char *text, struct line *l)
{
	char *end;

	*l = (struct line){ .argument = "" };
	text += strspn(text, ": ");
	long count = strtol(text, &end, 10);
	if (end != text && count > 0) {
		l->count = count > COUNT_MOST ? COUNT_MOST : (int)count;
		text = end + strspn(end, " ");
	}
	size_t n = strcspn(text, " !");
	l->name = arena_strndup(a, text, n);
	l->keep = text[n] == '!';
	text += n + l->keep;
	l->argument = text + strspn(text, " ");
}

static bool
run(struct reader *rd, struct line *l, struct err *err)
{
	char *end;

	if (!resolve(l, err))
		return false;
	if (l->row != NULL)
		return l->row->run(rd, l->argument, l->keep, err);
	long count = strtol(l->argument, &end, 10);
	if (*l->argument != '\0' && *end != '\0')
		return err_set(err, "\"%s\" takes no more than a number", l->name);
	if (end != l->argument && count > 0)
		l->count = count > COUNT_MOST ? COUNT_MOST : (int)count;
	rd->own->then = l->action;
	rd->own->then_count = l->count;
	return true;
}

static bool
command_entered(struct reader *rd, const char *text)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	struct line l;
	bool ok = true;

	parse(&a, text, &l);
	if (*l.name == '\0' && l.count > 0) {
		/* ":40" is the fortieth line, as in vi. */
		(void)edition_first(rd->edition);
		(void)edition_move(rd->edition, l.count - 1);
		reader_follow(rd, false);
	} else if (*l.name != '\0') {
		ok = run(rd, &l, &err);
	}
	if (!ok)
		reader_complain(rd, err.text);
	arena_done(&a);
	return ok;
}

/* Keeps the words that begin with TYPED. */
static void
keep_fitting(struct candidates *c, const char *typed)
{
	size_t n = 0, length = strlen(typed);

	for (size_t i = 0; i < c->count; i++)
		if (strncasecmp(c->words[i], typed, length) == 0)
			c->words[n++] = c->words[i];
	c->count = n;
}

static size_t
complete_command(struct reader *rd, const char *text, struct candidates *out)
{
	const char *start = text + strspn(text, ": 0123456789");
	const char *blank = strchr(start, ' ');

	if (blank == NULL) {
		const char *names[NAMES_MOST];
		size_t n = collect_names(names);

		for (size_t i = 0; i < n; i++)
			candidates_add(out, names[i]);
		keep_fitting(out, start);
		return (size_t)(start - text);
	}
	struct line l;
	struct err err = { .text = "" };
	parse(out->arena, text, &l);
	l.row = find_row(l.name);
	if (l.row == NULL && resolve(&l, &err))
		l.row = find_row(l.name);
	if (l.row == NULL || l.row->complete == NULL)
		return strlen(text);
	l.row->complete(rd, l.argument, out);
	/* Names of topics and outlets have blanks; the others are one word each. */
	bool words = strcmp(l.row->name, "set") == 0 || strcmp(l.row->name, "bind") == 0 ||
	    l.row->complete == command_complete_query;
	const char *last =
	    words && strrchr(l.argument, ' ') != NULL ? strrchr(l.argument, ' ') + 1 : l.argument;
	keep_fitting(out, last);
	return (size_t)(last - text);
}

void
reader_ask_command(struct reader *rd)
{
	static const struct prompt_ops ops = { ":", NULL, command_entered, NULL, complete_command };

	reader_ask(rd, &ops, HISTORY_COMMAND, "");
}
