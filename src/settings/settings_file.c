/* SPDX-License-Identifier: ISC */
/* The file is edited as lines and then read again: only when everything is as
 * it was but for what was meant, the new text takes the place of the old. */
#include "settings/settings_file.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/utf8.h"
#include "base/yaml.h"

enum { BYTES_MAX = 4 * 1024 * 1024 };

/* One edit: the words that lead to the value, and it. */
struct edit {
	struct arena *arena;
	const char *path;
	const char *const *words;	/* "keys", "bind", "g g" */
	size_t count;
	const char *value;
	struct buf *old, *new;
	const struct yaml *root;
};

/* Where a place of the file is in the text; columns are characters. */
static size_t
offset_of(const struct buf *text, size_t line, size_t column)
{
	const char *p = buf_str(text), *end = p + text->n;
	uint32_t cp;

	while (--line > 0 && p < end) {
		p += strcspn(p, "\n");
		p += p < end;
	}
	while (--column > 0 && p < end && *p != '\n')
		p += utf8_decode(p, (size_t)(end - p), &cp);
	return (size_t)(p - buf_str(text));
}

/* Plain where that cannot be taken for something else. */
static void
put_value(struct buf *out, const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
	size_t n = strspn(text, plain);

	if (n > 0 && text[n] == '\0' && text[0] != '-' && strcmp(text, "null") != 0)
		buf_puts(out, text);
	else
		buf_put_quoted(out, text);
}

static void
replace(struct edit *e, const struct yaml *node)
{
	size_t at = offset_of(e->old, node->line, node->column);
	const char *text = buf_str(e->old);
	size_t length =
	    node->kind == YAML_LIST ? strcspn(text + at, "]\n") + 1 : yaml_value_length(text + at);

	/* What others have written in there is not ours to throw away. */
	if (node->kind == YAML_MAP)
		return;
	buf_add(e->new, text, at);
	if (at > 0 && text[at - 1] == ':')
		buf_putc(e->new, ' ');
	put_value(e->new, e->value);
	buf_puts(e->new, text + at + length);
}

/* Lines for what is missing below the first DEPTH words. */
static void
put_lines(struct edit *e, size_t depth, size_t indent)
{
	for (; depth < e->count; depth++, indent += 2) {
		for (size_t i = 0; i < indent; i++)
			buf_putc(e->new, ' ');
		put_value(e->new, e->words[depth]);
		buf_putc(e->new, ':');
		if (depth + 1 == e->count) {
			buf_putc(e->new, ' ');
			put_value(e->new, e->value);
		}
		buf_putc(e->new, '\n');
	}
}

/* Adds lines behind the last one of MAP, which DEPTH words lead to. */
static void
append(struct edit *e, const struct yaml *map, size_t depth)
{
	const char *text = buf_str(e->old);
	size_t at = depth == 0 ? e->old->n : 0, indent = 0;

	if (map->kind == YAML_MAP && map->first != NULL)
		indent = map->first->key_column - 1;
	if (depth > 0) {
		const struct yaml *last = map;

		while (last->first != NULL)
			for (last = last->first; last->next != NULL; last = last->next)
				;
		at = offset_of(e->old, last->line, 1);
		at += strcspn(text + at, "\n");
		at += text[at] == '\n';
	}
	buf_add(e->new, text, at);
	if (e->new->n > 0 && e->new->p[e->new->n - 1] != '\n')
		buf_putc(e->new, '\n');
	put_lines(e, depth, indent);
	buf_puts(e->new, text + at);
}

/* `keys: vim` becomes a map with the preset in it. */
static void
unfold(struct edit *e, const struct yaml *node)
{
	size_t at = offset_of(e->old, node->line, node->column), length = yaml_value_length(e->old->p + at);

	buf_add(e->new, buf_str(e->old), at);
	while (e->new->n > 0 && e->new->p[e->new->n - 1] == ' ')
		e->new->p[--e->new->n] = '\0';
	if (node->kind == YAML_SCALAR) {
		buf_puts(e->new, "\n  preset: ");
		put_value(e->new, node->text);
	}
	const char *rest = e->old->p + at + length;
	size_t line = strcspn(rest, "\n");
	buf_add(e->new, rest, line);
	buf_putc(e->new, '\n');
	put_lines(e, 1, 2);
	buf_puts(e->new, rest + line + (rest[line] == '\n'));
}

static void
change(struct edit *e)
{
	const struct yaml *map = e->root, *node = NULL;
	size_t depth = 0;

	for (; depth < e->count; depth++) {
		node = yaml_get(map, e->words[depth]);
		if (node == NULL || depth + 1 == e->count)
			break;
		if (node->kind != YAML_MAP)
			break;
		map = node;
	}
	if (node == NULL)
		append(e, map, depth);
	else if (depth + 1 == e->count)
		replace(e, node);
	else
		unfold(e, node);
}

static bool
same(const struct yaml *a, const struct yaml *b)
{
	if (a == NULL || b == NULL || a->kind != b->kind)
		return false;
	if (a->kind == YAML_SCALAR)
		return strcmp(a->text, b->text) == 0;
	for (a = a->first, b = b->first; a != NULL && b != NULL; a = a->next, b = b->next)
		if (!same(a, b) || (a->key != NULL && (b->key == NULL || strcmp(a->key, b->key) != 0)))
			return false;
	return a == NULL && b == NULL;
}

/* Everything that was there is still there, but for what the words lead to. */
static bool
holds(const struct edit *e, const struct yaml *was, const struct yaml *is, size_t depth)
{
	if (depth > 0 && was->kind != YAML_MAP)
		return is->kind == YAML_MAP
		    && (was->kind == YAML_NULL || same(was, yaml_get(is, "preset")));
	for (const struct yaml *node = was->first; node != NULL; node = node->next) {
		const struct yaml *now = yaml_get(is, node->key);

		if (now == NULL)
			return false;
		if (strcmp(node->key, e->words[depth]) != 0) {
			if (!same(node, now))
				return false;
		} else if (depth + 1 < e->count && !holds(e, node, now, depth + 1)) {
			return false;
		}
	}
	return true;
}

static bool
is_as_meant(const struct edit *e)
{
	struct yaml *root;
	const struct yaml *node;

	if (!yaml_parse(e->arena, buf_str(e->new), e->new->n, &root, NULL))
		return false;
	node = root;
	for (size_t i = 0; i < e->count; i++)
		node = yaml_get(node, e->words[i]);
	if (node == NULL || node->kind != YAML_SCALAR || strcmp(node->text, e->value) != 0)
		return false;
	return holds(e, e->root, root, 0);
}

static bool
save(struct edit *e, struct err *err)
{
	struct yaml *root;

	if (file_exists(e->path) && !file_read(e->path, BYTES_MAX, e->old, err))
		return false;
	if (!yaml_parse(e->arena, buf_str(e->old), e->old->n, &root, err))
		return err_wrap(err, "%s has a mistake that must be mended first", e->path);
	e->root = root;
	change(e);
	if (is_as_meant(e))
		return file_write_atomic(e->path, e->new->p, e->new->n, err);
	err_set(err, "%s is not laid out so that it could be changed here; edit it by hand", e->path);
	return err_code(err, 2);
}

static int
lock(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *folder = slash == NULL ? "." : arena_strndup(a, path, (size_t)(slash - path) + 1);
	struct err err = { .text = "" };

	(void)file_make_dirs(folder, 0700, &err);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		(void)flock(fd, LOCK_EX);
	return fd;
}

static bool
save_words(const char *path, const char *const *words, size_t count, const char *value, struct err *err)
{
	struct arena a = { 0 };
	struct buf old = { 0 }, new = { 0 };
	struct edit e = { .arena = &a, .path = path, .words = words, .count = count, .value = value,
		.old = &old, .new = &new };

	if (!utf8_is_clean(value, strlen(value), UTF8_LINE)) {
		err_set(err, "what is to be kept is not plain text");
		return err_code(err, 2);
	}
	int fd = lock(&a, path);
	bool ok = save(&e, err);
	if (fd >= 0)
		close(fd);
	buf_done(&old);
	buf_done(&new);
	arena_done(&a);
	return ok;
}

/* An option with a dot stands under its whole name or in two steps; where both
 * are, the later one counts. */
static bool
is_in_steps(const char *path, const char *name, const char *group, const char *rest)
{
	struct arena a = { 0 };
	struct yaml *root;
	const struct yaml *whole = NULL, *inner = NULL;

	if (file_exists(path) && yaml_read(&a, path, &root, NULL)) {
		whole = yaml_get(root, name);
		inner = yaml_get(yaml_get(root, group), rest);
	}
	bool steps = inner != NULL && (whole == NULL || whole->line < inner->line);
	arena_done(&a);
	return steps;
}

/* `keys: vim`, or `preset: vim` where there are other lines about keys. */
static bool
save_preset(const char *path, const char *preset, struct err *err)
{
	static const char *const words[] = { "keys", "preset" };
	struct arena a = { 0 };
	struct yaml *root;
	const struct yaml *keys = NULL;

	if (file_exists(path) && yaml_read(&a, path, &root, NULL))
		keys = yaml_get(root, "keys");
	bool ok = save_words(path, words, keys != NULL && keys->kind == YAML_MAP ? 2 : 1, preset, err);
	arena_done(&a);
	return ok;
}

bool
settings_save(const char *path, const char *name, const char *value, struct err *err)
{
	struct arena a = { 0 };
	const char *dot = strchr(name, '.');
	const char *words[2] = { name, NULL };
	size_t count = 1;

	if (strcmp(name, "keys") == 0)
		return save_preset(path, value, err);
	if (dot != NULL) {
		const char *group = arena_strndup(&a, name, (size_t)(dot - name));

		if (is_in_steps(path, name, group, dot + 1)) {
			words[0] = group;
			words[1] = dot + 1;
			count = 2;
		}
	}
	bool ok = save_words(path, words, count, value, err);
	arena_done(&a);
	return ok;
}

bool
settings_save_key(const char *path, const char *sequence, const char *actions, struct err *err)
{
	const char *const words[] = { "keys", "bind", sequence };

	return save_words(path, words, 3, actions, err);
}

bool
settings_save_view(const char *path, const char *name, const char *query, struct err *err)
{
	const char *const words[] = { "views", name };

	if (!utf8_is_clean(name, strlen(name), UTF8_LINE) || name[0] == '\0') {
		err_set(err, "a view needs a name of plain text");
		return err_code(err, 2);
	}
	return save_words(path, words, 2, query, err);
}
