/* SPDX-License-Identifier: ISC */
/* An option is edited where it stands, line by line.  The new text is read
 * again: unless it says what was meant and everything else is as before, the
 * entry is written anew, and if that does not help the file stays as it is. */
#include "desk/sources_edit.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/yaml.h"
#include "desk/desk.h"
#include "desk/sources.h"
#include "desk/sources_file.h"

enum { BYTES_MAX = 4 * 1024 * 1024 };

struct edit {
	struct arena arena;
	const char *path, *key;
	struct buf old, new;
	struct sources_entry *entries;
	size_t count, at;		/* the entry that changes */
	struct source_options wanted;
};

static const char *
line_at(const struct buf *text, size_t line)
{
	const char *p = buf_str(text);

	while (--line > 0 && *p != '\0') {
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
	return p;
}

static void
put_until(struct edit *e, const char *p)
{
	buf_add(&e->new, buf_str(&e->old), (size_t)(p - buf_str(&e->old)));
	if (e->new.n > 0 && e->new.p[e->new.n - 1] != '\n' && p == buf_str(&e->old) + e->old.n)
		buf_putc(&e->new, '\n');
}

static bool
is_given(const struct edit *e)
{
	return field_is_given(shape_find(&shape_source_options, e->key, strlen(e->key)), &e->wanted);
}

static void
put_option(struct edit *e, size_t indent)
{
	buf_printf(&e->new, "%*s%s: ", (int)indent, "", e->key);
	sources_options_write_one(&e->wanted, e->key, &e->new);
	buf_putc(&e->new, '\n');
}

/* "- ~/news  # mine" becomes "- url: ~/news  # mine", with a line below it. */
static void
edit_bare(struct edit *e, const struct sources_entry *entry)
{
	const char *line = line_at(&e->old, entry->from);
	size_t indent = strspn(line, " ");
	const char *value = line + indent + 1, *next = line_at(&e->old, entry->from + 1);

	value += strspn(value, " ");
	put_until(e, value);
	buf_puts(&e->new, "url: ");
	buf_add(&e->new, value, (size_t)(next - value));
	if (e->new.p[e->new.n - 1] != '\n')
		buf_putc(&e->new, '\n');
	put_option(e, indent + 2);
	buf_puts(&e->new, next);
}

/* The value that is there, or its whole line when there is to be none. */
static void
edit_member(struct edit *e, const struct yaml *member)
{
	const char *line = line_at(&e->old, member->key_line);
	const char *colon = line + strcspn(line, ":\n"), *end = line_at(&e->old, member->end_line);

	if (!is_given(e)) {
		put_until(e, line);
		buf_puts(&e->new, end);
		return;
	}
	const char *value = colon + (*colon == ':');
	value += strspn(value, " ");
	put_until(e, value);
	if (value[-1] != ' ')
		buf_putc(&e->new, ' ');
	sources_options_write_one(&e->wanted, e->key, &e->new);
	/* What stands behind it on its line stays, of several lines nothing. */
	bool one = member->end_line <= member->key_line + 1;
	if (one && member->kind == YAML_LIST && strchr(value, ']') != NULL)
		buf_puts(&e->new, strchr(value, ']') + 1);
	else if (one)
		buf_puts(&e->new, value + yaml_value_length(value));
	else
		buf_printf(&e->new, "\n%s", end);
}

static void
edit_map(struct edit *e, const struct yaml *map)
{
	const struct yaml *member = yaml_get(map, e->key), *last = map->first;

	if (member != NULL) {
		edit_member(e, member);
		return;
	}
	while (last->next != NULL)
		last = last->next;
	const char *end = line_at(&e->old, last->end_line);
	put_until(e, end);
	put_option(e, map->first->key_column - 1);
	buf_puts(&e->new, end);
}

static const struct yaml *
find_node(struct edit *e, size_t line)
{
	struct yaml *root;
	struct err why = { 0 };

	if (!yaml_parse(&e->arena, buf_str(&e->old), e->old.n, &root, &why))
		return NULL;
	for (const struct yaml *node = root->first; node != NULL; node = node->next)
		if (node->key_line == line)
			return node;
	return NULL;
}

static void
edit_in_place(struct edit *e)
{
	const struct sources_entry *entry = &e->entries[e->at];
	const struct yaml *node = find_node(e, entry->from);

	if (node != NULL && node->kind == YAML_SCALAR && is_given(e))
		edit_bare(e, entry);
	else if (node != NULL && node->kind == YAML_MAP)
		edit_map(e, node);
}

static void
write_anew(struct edit *e)
{
	const struct sources_entry *entry = &e->entries[e->at];
	const char *line = line_at(&e->old, entry->from), *end = line_at(&e->old, entry->to);
	size_t indent = strspn(line, " ");

	buf_reset(&e->new);
	put_until(e, line);
	buf_printf(&e->new, "%*s- url: ", (int)indent, "");
	buf_put_quoted(&e->new, entry->text);
	buf_putc(&e->new, '\n');
	sources_options_write(&e->wanted, indent + 2, &e->new);
	buf_puts(&e->new, end);
}

static bool
is_as_meant(struct edit *e)
{
	struct sources_entry *is;
	size_t n;

	if (e->new.n == 0 || !sources_file_read_text(&e->arena, e->path, &e->new, &is, &n) || n != e->count)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(is[i].text, e->entries[i].text) != 0 ||
		    !sources_options_same(&is[i].options, i == e->at ? &e->wanted : &e->entries[i].options))
			return false;
	return true;
}

static bool
change(struct edit *e, const char *location, const char *text, struct err *err)
{
	bool exists;

	if (!sources_file_read(&e->arena, e->path, &e->entries, &e->count, &exists, err) ||
	    (exists && !file_read(e->path, BYTES_MAX, &e->old, err)))
		return false;
	while (e->at < e->count && strcmp(e->entries[e->at].location, location) != 0)
		e->at++;
	if (e->at == e->count) {
		err_set(err, "%s is not in %s", location, e->path);
		return err_code(err, 1);
	}
	e->wanted = e->entries[e->at].options;
	if (!sources_options_set(&e->arena, &e->wanted, e->key, text, err))
		return false;
	if (sources_options_same(&e->wanted, &e->entries[e->at].options))
		return true;
	edit_in_place(e);
	if (!is_as_meant(e))
		write_anew(e);
	if (!is_as_meant(e)) {
		err_set(err, "%s is not laid out so that this can be changed; edit it by hand", e->path);
		return err_code(err, 2);
	}
	return file_write_atomic(e->path, e->new.p, e->new.n, err);
}

bool
sources_change(struct desk *desk, const char *location, const char *key, const char *text, struct err *err)
{
	struct edit e = { .path = desk->paths.sources_file, .key = key };
	int lock = sources_file_lock(e.path);
	bool ok = change(&e, location, text, err);

	if (lock >= 0)
		close(lock);
	buf_done(&e.old);
	buf_done(&e.new);
	arena_done(&e.arena);
	return ok && sources_sync(desk, err);
}
