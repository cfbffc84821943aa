/* SPDX-License-Identifier: ISC */
/* The settings file against the table of options.  `open.browser` may be
 * written so, or as `browser` under `open`.  Each bad line is said and costs
 * only itself. */
#include "settings/settings.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/yaml.h"

const struct option_info option_info[] = {
#define X(name, kind, member, fallback, least, most, help, choices) \
	{ name, OPTION_##kind, offsetof(struct settings, member), fallback, least, most, help, choices },
	OPTIONS(X)
#undef X
};
const size_t option_count = COUNT(option_info);

struct loader {
	struct arena *arena;
	struct settings *out;
	const char *path;
	settings_say *say;
	void *say_arg;
	int problems;
};

bool
settings_parse_bool(const char *text, bool *out)
{
	static const char *const words[] = { "no", "yes", "false", "true", "off", "on" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcasecmp(text, words[i]) == 0) {
			*out = i % 2 == 1;
			return true;
		}
	return false;
}

/* The place of a word in a list of words apart by blanks, -1. */
static int
find_choice(const char *choices, const char *text)
{
	size_t n = strlen(text);
	int place = 0;

	for (const char *p = choices; *p != '\0'; place++) {
		size_t length = strcspn(p, " ");

		if (length == n && strncasecmp(p, text, n) == 0)
			return place;
		p += length + (p[length] == ' ');
	}
	return -1;
}

/* NULL when TEXT was taken over, else what is allowed. */
static const char *
set_option(struct arena *a, struct settings *s, const struct option_info *o, const char *text)
{
	char *place = (char *)s + o->offset, *end;
	long n;

	switch (o->kind) {
	case OPTION_BOOL:
		return settings_parse_bool(text, (bool *)(void *)place) ? NULL : "yes or no";
	case OPTION_INT:
		n = strtol(text, &end, 10);
		if (text[0] == '\0' || *end != '\0' || n < o->least || n > o->most)
			return arena_printf(a, "a number from %d to %d", o->least, o->most);
		*(int *)(void *)place = (int)n;
		return NULL;
	case OPTION_STRING:
		*(const char **)(void *)place = arena_strdup(a, text);
		return NULL;
	case OPTION_CHOICE:
		n = find_choice(o->choices, text);
		if (n < 0)
			return arena_printf(a, "one of: %s", o->choices);
		*(int *)(void *)place = (int)n;
		return NULL;
	}
	return NULL;
}

static void
problem(struct loader *l, const struct yaml *node, const char *text)
{
	l->problems++;
	if (l->say != NULL)
		l->say(l->say_arg, arena_printf(l->arena, "%s:%zu:%zu: %s", l->path, node->key_line,
				       node->key_column, text));
}

const struct option_info *
settings_find(const char *name)
{
	for (size_t i = 0; i < option_count; i++)
		if (strcmp(option_info[i].name, name) == 0)
			return &option_info[i];
	return NULL;
}

static bool
is_group(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < option_count; i++)
		if (strncmp(option_info[i].name, name, n) == 0 && option_info[i].name[n] == '.')
			return true;
	return false;
}

static void
unknown(struct loader *l, const struct yaml *node, const char *name)
{
	const char *names[COUNT(option_info)];

	for (size_t i = 0; i < option_count; i++)
		names[i] = option_info[i].name;
	const char *near = nearest_name(name, names, option_count);
	if (near != NULL)
		problem(
		    l, node, arena_printf(l->arena, "no option \"%s\"; did you mean \"%s\"?", name, near));
	else
		problem(l, node,
		    arena_printf(l->arena, "no option \"%s\"; `dateline help settings` lists them", name));
}

/* Sections with rules of their own. */
static bool
take_section(struct settings *s, const struct yaml *node, const char *name)
{
	if (strcmp(name, "keys") == 0)
		s->keys = node;
	else if (strcmp(name, "openers") == 0)
		s->openers = node;
	else if (strcmp(name, "views") == 0)
		s->views = node;
	else if (strcmp(name, "rules") == 0)
		s->rules = node;
	else
		return false;
	return true;
}

static void
take(struct loader *l, const struct yaml *map, const char *prefix)
{
	for (const struct yaml *node = map->first; node != NULL; node = node->next) {
		const char *name = arena_printf(l->arena, "%s%s", prefix, node->key);
		const struct option_info *o = settings_find(name);

		if (take_section(l->out, node, name))
			continue;
		if (node->kind == YAML_MAP && is_group(name)) {
			take(l, node, arena_printf(l->arena, "%s.", name));
		} else if (o == NULL) {
			unknown(l, node, name);
		} else if (node->kind == YAML_SCALAR) {
			const char *allowed = set_option(l->arena, l->out, o, node->text);

			if (allowed != NULL)
				problem(l, node,
				    arena_printf(l->arena, "\"%s\" must be %s, not \"%s\"", name, allowed,
					node->text));
		} else if (node->kind != YAML_NULL) {
			problem(l, node, arena_printf(l->arena, "\"%s\" must be a single value", name));
		}
	}
}

bool
settings_load(struct arena *a, const char *path, struct settings *out, settings_say *say, void *arg)
{
	struct loader l = { a, out, path, say, arg, 0 };
	struct yaml *root;
	struct err err = { 0 };

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < option_count; i++)
		(void)set_option(a, out, &option_info[i], option_info[i].fallback);
	out->path = arena_strdup(a, path);
	if (!file_exists(path))
		return true;
	if (!yaml_read(a, path, &root, &err)) {
		if (say != NULL)
			say(arg, err.text);
		return false;
	}
	if (root->kind == YAML_MAP)
		take(&l, root, "");
	else if (root->kind != YAML_NULL)
		problem(&l, root, "the settings must be a list of \"name: value\" lines");
	return l.problems == 0;
}

bool
settings_set(struct arena *a, struct settings *s, const char *name, const char *text, struct err *err)
{
	const struct option_info *o = settings_find(name);
	const char *names[COUNT(option_info)];

	if (o == NULL) {
		for (size_t i = 0; i < option_count; i++)
			names[i] = option_info[i].name;
		const char *near = nearest_name(name, names, option_count);
		if (near != NULL)
			err_set(err, "no option \"%s\"; did you mean \"%s\"?", name, near);
		else
			err_set(err, "no option \"%s\"", name);
		return err_code(err, 2);
	}
	const char *allowed = set_option(a, s, o, text);
	if (allowed == NULL)
		return true;
	err_set(err, "\"%s\" must be %s, not \"%s\"", name, allowed, text);
	return err_code(err, 2);
}

static const char *
word_at(struct arena *a, const char *choices, int place)
{
	while (place-- > 0)
		choices += strcspn(choices, " ") + 1;
	return arena_strndup(a, choices, strcspn(choices, " "));
}

const char *
settings_text(struct arena *a, const struct settings *s, const struct option_info *o)
{
	const char *place = (const char *)s + o->offset;

	switch (o->kind) {
	case OPTION_BOOL:
		return *(const bool *)(const void *)place ? "yes" : "no";
	case OPTION_INT:
		return arena_printf(a, "%d", *(const int *)(const void *)place);
	case OPTION_CHOICE:
		return word_at(a, o->choices, *(const int *)(const void *)place);
	case OPTION_STRING:
		break;
	}
	return *(const char *const *)(const void *)place;
}
