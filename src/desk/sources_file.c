/* SPDX-License-Identifier: ISC */
/* The file is edited as lines and then read again: only when the entries are
 * those that were meant, the new text takes the place of the old one. */
#include "desk/sources_file.h"

#include <fcntl.h>
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

static const char *
folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? "." : slash == path ? "/" : arena_strndup(a, path, (size_t)(slash - path));
}

/* A relative path counts from the folder of the file that it stands in. */
static const char *
absolute(struct arena *a, const char *path, const char *text)
{
	if (text[0] == '/' || (text[0] == '~' && (text[1] == '/' || text[1] == '\0')))
		return file_absolute(a, text);
	return file_absolute(a, file_join(a, folder_of(a, path), text));
}

static void
read_entry(struct arena *a, const char *path, const struct yaml *node, struct sources_entry *e)
{
	const struct yaml *value = node;

	if (node->kind == YAML_MAP && (value = yaml_get(node, "url")) == NULL)
		value = yaml_get(node, "source");

	*e = (struct sources_entry){ .text = "", .location = "", .line = node->line, .column = node->column,
		.from = node->key_line, .to = node->end_line };
	if (value == NULL || value->kind != YAML_SCALAR || value->text[0] == '\0') {
		e->problem = "an entry must be an address, a folder or a file, as in: - ~/news";
		return;
	}
	e->line = value->line;
	e->column = value->column;
	e->text = value->text;
	e->location = value->text;
	if (node->kind == YAML_MAP)
		e->remarks = sources_options_read(a, node, &e->options);
	if (source_kind_of(value->text) != SOURCE_FOLDER)
		return;
	if (strstr(value->text, "://") != NULL)
		e->problem = "only addresses with http: or https: can be read";
	else
		e->location = absolute(a, path, value->text);
}

/* Where a line of the text starts; lines count from 1. */
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

bool
sources_file_read_text(struct arena *a, const char *path, const struct buf *text,
    struct sources_entry **entries, size_t *count)
{
	struct yaml *root;
	struct err why = { 0 };
	struct sources_entry *list = NULL;

	*count = 0;
	*entries = NULL;
	if (!yaml_parse(a, buf_str(text), text->n, &root, &why))
		return false;
	if (root->kind != YAML_LIST)
		return root->kind == YAML_NULL;
	for (const struct yaml *node = root->first; node != NULL; node = node->next) {
		list = arena_grow(a, list, *count, sizeof(*list));
		read_entry(a, path, node, &list[(*count)++]);
	}
	*entries = list;
	return true;
}

bool
sources_file_read(struct arena *a, const char *path, struct sources_entry **entries, size_t *count,
    bool *exists, struct err *err)
{
	struct buf text = { 0 };
	struct yaml *root;

	*count = 0;
	*entries = NULL;
	*exists = file_exists(path);
	if (!*exists)
		return true;
	bool ok = yaml_read(a, path, &root, err) && file_read(path, BYTES_MAX, &text, err);
	if (ok && !sources_file_read_text(a, path, &text, entries, count)) {
		err_set(err, "%s:%zu:%zu: expected a list, a line \"- FOLDER\" for each source", path,
		    root->line, root->column);
		ok = err_code(err, 2);
	}
	buf_done(&text);
	return ok;
}

/* Blanks in front of the first entry's dash. */
static size_t
indent_of(const struct buf *text, const struct sources_entry *entries, size_t count)
{
	return count > 0 ? strspn(line_at(text, entries[0].from), " ") : 0;
}

static bool
by_hand(const char *path, const char *location, struct err *err)
{
	err_set(err, "%s is not laid out so that an entry can be added or cut; edit it by hand: - \"%s\"",
	    path, location);
	return err_code(err, 2);
}

static size_t
count_of(const struct sources_entry *entries, size_t n, const char *location)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += strcmp(entries[i].location, location) == 0;
	return count;
}

/* One change of the file: entries that go, or that come at its end. */
struct change {
	const char *cut;		/* location, NULL: none */
	const struct sources_entry *added;
	size_t nadded;
};

/* Whether NEW has the entries of OLD but for the change. */
static bool
is_as_meant(struct arena *a, const char *path, const struct buf *old, const struct buf *new,
    const struct change *c)
{
	struct sources_entry *was, *is;
	size_t nwas, nis, k = 0;

	if (!sources_file_read_text(a, path, old, &was, &nwas) ||
	    !sources_file_read_text(a, path, new, &is, &nis))
		return false;
	for (size_t i = 0; i < nwas; i++) {
		if (c->cut != NULL && strcmp(was[i].location, c->cut) == 0)
			continue;
		if (k >= nis || strcmp(is[k++].text, was[i].text) != 0)
			return false;
	}
	for (size_t i = 0; i < c->nadded; i++, k++)
		if (k >= nis || strcmp(is[k].location, c->added[i].location) != 0 || is[k].remarks != NULL)
			return false;
	return k == nis;
}

static bool
edit(const char *path, const struct change *c,
    void (*make)(struct arena *, const char *, const struct buf *, const struct change *, struct buf *),
    struct err *err)
{
	struct arena a = { 0 };
	struct buf old = { 0 }, new = { 0 };
	bool ok = !file_exists(path) || file_read(path, BYTES_MAX, &old, err);

	if (ok) {
		make(&a, path, &old, c, &new);
		ok = is_as_meant(&a, path, &old, &new, c) ? file_write_atomic(path, new.p, new.n, err)
		    : by_hand(path, c->cut != NULL ? c->cut : c->added[0].location, err);
	}
	buf_done(&old);
	buf_done(&new);
	arena_done(&a);
	return ok;
}

static void
put_entry(struct buf *new, size_t indent, const struct sources_entry *e)
{
	struct buf options = { 0 };

	sources_options_write(&e->options, indent + 2, &options);
	buf_printf(new, "%*s- %s", (int)indent, "", options.n > 0 ? "url: " : "");
	buf_put_quoted(new, e->location);
	buf_putc(new, '\n');
	buf_puts(new, buf_str(&options));
	buf_done(&options);
}

static void
append(struct arena *a, const char *path, const struct buf *old, const struct change *c, struct buf *new)
{
	struct sources_entry *entries;
	size_t n;

	if (old->n == 0)
		buf_puts(new, "# What dateline reads, a line \"- FOLDER or ADDRESS\" for each source.\n");
	buf_add(new, buf_str(old), old->n);
	if (new->p[new->n - 1] != '\n')
		buf_putc(new, '\n');
	if (!sources_file_read_text(a, path, old, &entries, &n))
		return;
	for (size_t i = 0; i < c->nadded; i++)
		put_entry(new, indent_of(old, entries, n), &c->added[i]);
}

static bool
is_cut(const struct sources_entry *entries, size_t n, size_t line, const char *location)
{
	for (size_t i = 0; i < n; i++)
		if (line >= entries[i].from && line < entries[i].to &&
		    strcmp(entries[i].location, location) == 0)
			return true;
	return false;
}

static void
cut_lines(struct arena *a, const char *path, const struct buf *old, const struct change *c, struct buf *new)
{
	struct sources_entry *entries;
	size_t n, line = 1;

	if (!sources_file_read_text(a, path, old, &entries, &n))
		return;
	for (const char *p = buf_str(old); *p != '\0'; line++) {
		size_t length = strcspn(p, "\n");

		length += p[length] == '\n';
		if (!is_cut(entries, n, line, c->cut))
			buf_add(new, p, length);
		p += length;
	}
}

bool
sources_file_append_all(const char *path, const struct sources_entry *entries, size_t n, struct err *err)
{
	struct change c = { .added = entries, .nadded = n };

	for (size_t i = 0; i < n; i++)
		if (!utf8_is_clean(entries[i].location, strlen(entries[i].location), UTF8_LINE)) {
			err_set(err, "%s cannot be written down: its name is not plain UTF-8 text",
			    entries[i].location);
			return err_code(err, 2);
		}
	return n == 0 || edit(path, &c, append, err);
}

bool
sources_file_append(const char *path, const char *location, struct err *err)
{
	struct sources_entry one = { .location = location };

	return sources_file_append_all(path, &one, 1, err);
}

bool
sources_file_cut(const char *path, const char *location, size_t *cut, struct err *err)
{
	struct arena a = { 0 };
	struct change c = { .cut = location };
	struct sources_entry *entries;
	size_t n;
	bool exists, ok = sources_file_read(&a, path, &entries, &n, &exists, err);

	*cut = ok ? count_of(entries, n, location) : 0;
	arena_done(&a);
	return ok && (*cut == 0 || edit(path, &c, cut_lines, err));
}

int
sources_file_lock(const char *path)
{
	struct arena a = { 0 };
	int fd = open(folder_of(&a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0)
		(void)flock(fd, LOCK_EX);
	arena_done(&a);
	return fd;
}
