/* SPDX-License-Identifier: ISC */
/* A theme starts from the builtin one, or from that which its `base` names,
 * so that a file may change as little as one role.  Each mistake is said with
 * its place and costs only itself. */
#include "settings/theme_file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "base/yaml.h"
#include "settings/paths.h"

enum { BASES = 4 };

static const char *const role_names[ROLE_COUNT] = {
#define X(id, name, help) [ROLE_##id] = name,
	ROLES(X)
#undef X
};

static const char *const attribute_names[] = { "bold", "dim", "italic", "underline", "reverse" };

struct reader_of {
	struct arena *arena;
	const struct paths *paths;	/* where a base is looked for; NULL: nowhere */
	struct theme *out;
	const char *path;
	const struct yaml *colors;
	settings_say *say;
	void *arg;
	int depth;
};

static void
problem(const struct reader_of *r, const struct yaml *node, bool at_key, const char *text)
{
	if (r->say != NULL)
		r->say(r->arg, arena_printf(r->arena, "%s:%zu:%zu: %s", r->path,
		    at_key ? node->key_line : node->line, at_key ? node->key_column : node->column, text));
}

static int
place_of(const char *word, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], word) == 0)
			return (int)i;
	return -1;
}

/* "no role "headng"; did you mean "heading"?" */
static const char *
no_such(struct arena *a, const char *what, const char *word, const char *const *names, size_t count)
{
	const char *near = nearest_name(word, names, count);

	return near == NULL ? arena_printf(a, "no %s \"%s\"", what, word)
	    : arena_printf(a, "no %s \"%s\"; did you mean \"%s\"?", what, word, near);
}

/* "#5f87af", "#58a", 0 to 255, one of the 16 names, "default". */
static bool
parse_color(const char *text, int *out)
{
	size_t n = strlen(text);
	char *end;

	if (text[0] == '#' && (n == 7 || n == 4) && strspn(text + 1, "0123456789abcdefABCDEF") == n - 1) {
		long v = strtol(text + 1, &end, 16);

		if (n == 4)
			v = (v >> 8) * 0x110000 + (v >> 4 & 15) * 0x1100 + (v & 15) * 0x11;
		*out = THEME_RGB | (int)v;
		return true;
	}
	if (strcmp(text, "default") == 0) {
		*out = THEME_DEFAULT;
		return true;
	}
	long v = strtol(text, &end, 10);
	*out = n > 0 && *end == '\0' && v >= 0 && v < 256 ? (int)v
	    : place_of(text, theme_colors, COUNT(theme_colors));
	return *out >= 0;
}

static bool
take_color(const struct reader_of *r, const struct yaml *node, int *out)
{
	if (node->kind == YAML_SCALAR) {
		const char *text = yaml_text(r->colors, node->text);

		if (parse_color(text != NULL ? text : node->text, out))
			return true;
	}
	problem(r, node, false, node->kind != YAML_SCALAR ? "a colour must be a single value"
	    : arena_printf(r->arena, "no colour \"%s\"; allowed are names of \"colors\" above, default, "
		"red, bright-red and so on, 0 to 255, and \"#5f87af\"", node->text));
	return false;
}

/* A colour, or two: the second one is for terminals with up to 16. */
static void
take_pair(const struct reader_of *r, const struct yaml *node, int *many, int *few)
{
	const struct yaml *first = node->kind == YAML_LIST ? node->first : node;

	if (first == NULL || (first != node && first->next != NULL && first->next->next != NULL)) {
		problem(r, node, false, "one colour, or two: [\"#5f87af\", cyan]");
		return;
	}
	if (take_color(r, first, many))
		*few = THEME_UNSET;
	if (first != node && first->next != NULL)
		(void)take_color(r, first->next, few);
}

static void
take_mono(const struct reader_of *r, const struct yaml *node, struct theme_look *look)
{
	const char *text = node->kind == YAML_SCALAR ? node->text : "";

	look->mono = 0;
	if (node->kind != YAML_SCALAR)
		problem(r, node, false, "attributes, as in: bold underline; or none");
	for (const char *p = text; *p != '\0' && strcmp(text, "none") != 0; p += strspn(p, " ")) {
		const char *word = arena_strndup(r->arena, p, strcspn(p, " "));
		int i = place_of(word, attribute_names, COUNT(attribute_names));

		if (i < 0)
			problem(r, node, false, no_such(r->arena, "attribute", word, attribute_names,
			    COUNT(attribute_names)));
		else
			look->mono |= 1 << i;
		p += strlen(word);
	}
}

static void
take_attribute(const struct reader_of *r, const struct yaml *node, struct theme_look *look)
{
	int i = place_of(node->key, attribute_names, COUNT(attribute_names));
	bool yes = false;

	if (i < 0) {
		static const char *const names[] = {
			"fg", "bg", "mono", "bold", "dim", "italic", "underline", "reverse",
		};

		problem(r, node, true, no_such(r->arena, "property", node->key, names, COUNT(names)));
		return;
	}
	if (node->kind != YAML_SCALAR || !settings_parse_bool(node->text, &yes))
		problem(r, node, false, arena_printf(r->arena, "\"%s\" must be yes or no", node->key));
	else if (yes)
		look->attributes |= 1U << i;
}

static void
take_role(const struct reader_of *r, const struct yaml *map)
{
	int role = place_of(map->key, role_names, ROLE_COUNT);
	struct theme_look look = { THEME_DEFAULT, THEME_DEFAULT, THEME_UNSET, THEME_UNSET, 0, THEME_UNSET };

	if (role < 0) {
		problem(r, map, true, no_such(r->arena, "role", map->key, role_names, ROLE_COUNT));
		return;
	}
	if (map->kind != YAML_MAP && map->kind != YAML_NULL) {
		problem(r, map, false, "a role looks like {fg: cyan, bold: yes}");
		return;
	}
	for (const struct yaml *node = map->first; node != NULL; node = node->next) {
		if (strcmp(node->key, "fg") == 0)
			take_pair(r, node, &look.fg, &look.fg16);
		else if (strcmp(node->key, "bg") == 0)
			take_pair(r, node, &look.bg, &look.bg16);
		else if (strcmp(node->key, "mono") == 0)
			take_mono(r, node, &look);
		else
			take_attribute(r, node, &look);
	}
	r->out->looks[role] = look;
}

static void
check_colors(const struct reader_of *r)
{
	int color;

	for (const struct yaml *node = r->colors->first; node != NULL; node = node->next)
		if (node->kind != YAML_SCALAR || !parse_color(node->text, &color))
			problem(r, node, false,
			    arena_printf(r->arena, "\"%s\" must be a colour: \"#5f87af\", 0 to 255, red, "
				"bright-red and so on, or default", node->key));
}

static bool read_theme(struct reader_of *r);
static const char *find_file(struct arena *a, const struct paths *paths, const char *name, int which);

static void
take_base(const struct reader_of *r, const struct yaml *node)
{
	struct reader_of base = *r;

	base.depth++;
	base.colors = NULL;
	base.path = NULL;
	if (node->kind == YAML_SCALAR && r->paths != NULL && base.depth < BASES)
		for (int i = 1; i >= 0 && base.path == NULL; i--)
			base.path = find_file(r->arena, r->paths, node->text, i);
	if (base.path != NULL)
		(void)read_theme(&base);
	else
		problem(r, node, false, "there is no such theme to begin with");
}

static void
take_theme(struct reader_of *r, const struct yaml *root)
{
	static const char *const names[] = { "base", "colors", "roles" };
	const struct yaml *base = yaml_get(root, "base"), *roles = yaml_get(root, "roles");

	r->colors = yaml_get(root, "colors");
	for (const struct yaml *node = root->first; node != NULL; node = node->next) {
		if (place_of(node->key, names, COUNT(names)) < 0)
			problem(r, node, true,
			    no_such(r->arena, "section", node->key, names, COUNT(names)));
		else if (node != base && node->kind != YAML_MAP && node->kind != YAML_NULL)
			problem(r, node, false, arena_printf(r->arena,
			    "\"%s\" must be lines of \"name: value\"", node->key));
	}
	if (base != NULL)
		take_base(r, base);
	if (r->colors != NULL)
		check_colors(r);
	for (const struct yaml *node = roles == NULL ? NULL : roles->first; node != NULL; node = node->next)
		if (roles->kind == YAML_MAP)
			take_role(r, node);
}

static bool
read_theme(struct reader_of *r)
{
	struct err err = { .text = "" };
	struct yaml *root;

	if (!yaml_read(r->arena, r->path, &root, &err)) {
		if (r->say != NULL)
			r->say(r->arg, err.text);
		return false;
	}
	if (root->kind == YAML_MAP)
		take_theme(r, root);
	else if (root->kind != YAML_NULL)
		problem(r, root, false, "a theme has the sections \"colors\" and \"roles\"");
	return true;
}

bool
theme_read(struct arena *a, const char *path, struct theme *out, settings_say *say, void *arg)
{
	struct reader_of r = { .arena = a, .out = out, .path = path, .say = say, .arg = arg };

	*out = theme_builtin;
	return read_theme(&r);
}

/* WHICH: 0 the user's, 1 the program's; NULL: not there. */
static const char *
find_file(struct arena *a, const struct paths *paths, const char *name, int which)
{
	const char *folder = which == 0 ? paths->user_themes_dir : paths->themes_dir;
	const char *path = file_join(a, folder, arena_printf(a, "%s.yaml", name));

	return name[0] != '.' && strchr(name, '/') == NULL && file_exists(path) ? path : NULL;
}

static bool
no_theme(struct arena *a, const struct paths *paths, const char *name, struct err *err)
{
	const char *const *names = theme_names(a, paths);
	const char *list = "";
	size_t n = 0;

	for (; names[n] != NULL; n++)
		list = arena_printf(a, "%s%s%s", list, n > 0 ? ", " : "", names[n]);
	const char *near = nearest_name(name, names, n);
	if (near != NULL)
		err_set(err, "no theme \"%s\"; did you mean \"%s\"?", name, near);
	else
		err_set(err, "no theme \"%s\"; there are %s", name, list);
	return err_code(err, 2);
}

bool
theme_load(struct arena *a, const struct paths *paths, const char *name, struct theme *out,
    settings_say *say, void *arg, struct err *err)
{
	struct reader_of r = { .arena = a, .paths = paths, .out = out, .say = say, .arg = arg };

	*out = theme_builtin;
	r.path = find_file(a, paths, name, 0);
	/* The builtin one needs no file of its own. */
	if (r.path == NULL && strcmp(name, theme_builtin.name) == 0)
		return true;
	if (r.path == NULL)
		r.path = find_file(a, paths, name, 1);
	if (r.path == NULL)
		return no_theme(a, paths, name, err);
	(void)read_theme(&r);
	out->name = arena_strdup(a, name);
	return true;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *
theme_names(struct arena *a, const struct paths *paths)
{
	const char *const folders[] = { paths->user_themes_dir, paths->themes_dir };
	const char **names = arena_grow(a, NULL, 0, sizeof(*names));
	size_t n = 0;

	names[n++] = theme_builtin.name;
	for (size_t i = 0; i < COUNT(folders); i++) {
		DIR *dir = opendir(folders[i]);

		for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
			size_t length = strlen(e->d_name);
			const char *end = length > 5 ? e->d_name + length - 5 : "";

			if (strcmp(end, ".yaml") != 0 || !utf8_is_clean(e->d_name, length, UTF8_LINE))
				continue;
			const char *name = arena_strndup(a, e->d_name, length - 5);
			if (place_of(name, names, n) >= 0)
				continue;
			names = arena_grow(a, names, n, sizeof(*names));
			names[n++] = name;
		}
		if (dir != NULL)
			closedir(dir);
	}
	qsort(names, n, sizeof(*names), compare_names);
	names = arena_grow(a, names, n, sizeof(*names));
	names[n] = NULL;
	return names;
}
