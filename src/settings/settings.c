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
#define X(name, kind, member, fallback, least, most, help) \
	{ name, OPTION_##kind, offsetof(struct settings, member), fallback, least, most, help },
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

static bool
parse_bool(const char *text, bool *out)
{
	static const char *const words[] = { "no", "yes", "false", "true", "off", "on" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcasecmp(text, words[i]) == 0) {
			*out = i % 2 == 1;
			return true;
		}
	return false;
}

/* NULL when TEXT was taken over, else what is allowed. */
static const char *
set_option(struct arena *a, struct settings *s, const struct option_info *o, const char *text)
{
	char *place = (char *)s + o->offset, *end;
	long n;

	switch (o->kind) {
	case OPTION_BOOL:
		return parse_bool(text, (bool *)(void *)place) ? NULL : "yes or no";
	case OPTION_INT:
		n = strtol(text, &end, 10);
		if (text[0] == '\0' || *end != '\0' || n < o->least || n > o->most)
			return arena_printf(a, "a number from %d to %d", o->least, o->most);
		*(int *)(void *)place = (int)n;
		return NULL;
	case OPTION_STRING:
		*(const char **)(void *)place = arena_strdup(a, text);
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

static const struct option_info *
find_option(const char *name)
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

static void
take(struct loader *l, const struct yaml *map, const char *prefix)
{
	for (const struct yaml *node = map->first; node != NULL; node = node->next) {
		const char *name = arena_printf(l->arena, "%s%s", prefix, node->key);
		const struct option_info *o = find_option(name);

		if (o == NULL && node->kind == YAML_MAP && is_group(name)) {
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
