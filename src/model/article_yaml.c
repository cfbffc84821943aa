/* SPDX-License-Identifier: ISC */
/* Front matter by the tables of model/fields.h: keys in their order, a blank
 * line before each block, all text double-quoted, unknown keys at the end of
 * the map that they came from, the content as the body.  A content that a
 * reader of the body would trim is written as a key instead. */
#include "model/article_yaml.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "model/fields.h"

struct writer {
	struct buf *out;
	const struct article *art;
	struct buf path;	/* of the map that is being written */
	bool dash;		/* the next key follows the dash of a list item */
	bool content;		/* the content is a key */
};

static void
put_quoted(struct buf *out, const char *text)
{
	buf_putc(out, '"');
	for (size_t n; *text != '\0'; text += n) {
		n = strcspn(text, "\"\\\n\t");
		buf_add(out, text, n);
		if (text[n] == '\0')
			continue;
		buf_putc(out, '\\');
		buf_putc(out, text[n] == '\n' ? 'n' : text[n] == '\t' ? 't' : text[n]);
		n++;
	}
	buf_putc(out, '"');
}

static void
put_indent(struct writer *w, int indent)
{
	for (int i = w->dash ? 4 : 0; i < indent; i++)
		buf_putc(w->out, ' ');
	if (w->dash)
		buf_puts(w->out, "  - ");
	w->dash = false;
}

static void
put_key(struct writer *w, int indent, const char *key, size_t n)
{
	put_indent(w, indent);
	buf_add(w->out, key, n);
	buf_putc(w->out, ':');
}

/* The last step of PATH if it leads to a member of the map being written. */
static const char *
own_step(const struct writer *w, const char *path)
{
	size_t n = w->path.n;

	if (strncmp(path, buf_str(&w->path), n) != 0)
		return NULL;
	if (n > 0 && path[n++] != '.')
		return NULL;
	path += n;
	return path[0] == '"' || path[strcspn(path, ".[")] == '\0' ? path : NULL;
}

static size_t
put_extras(struct writer *w, int indent)
{
	size_t written = 0;

	for (size_t i = 0; i < w->art->nextras; i++) {
		const char *key = own_step(w, w->art->extras[i].path);

		if (key == NULL)
			continue;
		if (written++ == 0 && indent == 0)
			buf_putc(w->out, '\n');
		put_key(w, indent, key, strlen(key));
		buf_putc(w->out, ' ');
		buf_puts(w->out, w->art->extras[i].yaml);
		buf_putc(w->out, '\n');
	}
	return written;
}

static bool
has_extras_below(const struct writer *w, const char *key)
{
	for (size_t i = 0; i < w->art->nextras; i++) {
		const char *path = w->art->extras[i].path;
		size_t n = w->path.n;

		if (strncmp(path, buf_str(&w->path), n) != 0 || (n > 0 && path[n++] != '.'))
			continue;
		if (strncmp(path + n, key, strlen(key)) == 0 && path[n + strlen(key)] == '.')
			return true;
	}
	return false;
}

static void write_shape(struct writer *w, const struct shape *shape, const void *item, int indent);

static void
enter(struct writer *w, const char *key)
{
	if (w->path.n > 0)
		buf_putc(&w->path, '.');
	buf_puts(&w->path, key);
}

static void
leave(struct writer *w, size_t n)
{
	w->path.n = n;
	if (w->path.p != NULL)
		w->path.p[n] = '\0';
}

static void
write_list(struct writer *w, const struct field *f, const void *item, int indent)
{
	const char *at = *(const char *const *)(const void *)((const char *)item + f->at);
	size_t count = *(const size_t *)(const void *)((const char *)item + f->more);
	size_t before = w->path.n, start;

	buf_putc(w->out, '\n');
	enter(w, f->key);
	start = w->path.n;
	for (size_t i = 0; i < count; i++) {
		w->dash = true;
		if (f->kind == FIELD_NAMES) {
			put_indent(w, indent + 4);
			put_quoted(w->out, ((const char *const *)(const void *)at)[i]);
			buf_putc(w->out, '\n');
			continue;
		}
		buf_printf(&w->path, "[%zu]", i);
		write_shape(w, f->shape, at + i * f->shape->size, indent + 4);
		leave(w, start);
	}
	leave(w, before);
}

static void
write_struct(struct writer *w, const struct field *f, const void *at, int indent)
{
	size_t before = w->path.n;

	buf_putc(w->out, '\n');
	enter(w, f->key);
	write_shape(w, f->shape, at, indent + 2);
	leave(w, before);
}

static void
write_value(struct writer *w, const struct field *f, const void *item)
{
	const void *at = (const char *)item + f->at;
	char time[32];

	buf_putc(w->out, ' ');
	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		put_quoted(w->out, *(const char *const *)at);
		break;
	case FIELD_TIME:
		buf_puts(w->out, date_format_utc(*(const int64_t *)at, time));
		break;
	case FIELD_LENGTH:
		buf_printf(w->out, "%" PRId64, *(const int64_t *)at);
		break;
	case FIELD_FLAG:
		buf_puts(w->out, *(const signed char *)at == 1 ? "true" : "false");
		break;
	case FIELD_PUBLISHED:
		buf_puts(w->out, *(const enum article_published *)at == PUBLISHED_YES ? "true" : "false");
		break;
	default:
		buf_printf(w->out, "%d", *(const int *)at);
	}
	buf_putc(w->out, '\n');
}

static bool
is_left_out(const struct writer *w, const struct field *f, const void *item)
{
	if ((f->flags & FIELD_NO_YAML) != 0)
		return true;
	if (item == w->art && f->at == offsetof(struct article, content) && !w->content)
		return true;
	return !field_is_given(f, item) && (f->kind != FIELD_STRUCT || !has_extras_below(w, f->key));
}

static void
write_shape(struct writer *w, const struct shape *shape, const void *item, int indent)
{
	size_t written = 0;

	for (size_t i = 0; i < shape->count; i++) {
		const struct field *f = &shape->fields[i];

		if (is_left_out(w, f, item))
			continue;
		if ((f->flags & FIELD_BLOCK) != 0)
			buf_putc(w->out, '\n');
		put_key(w, indent, f->key, strlen(f->key));
		if (f->kind == FIELD_NAMES || f->kind == FIELD_LIST)
			write_list(w, f, item, indent);
		else if (f->kind == FIELD_STRUCT)
			write_struct(w, f, (const char *)item + f->at, indent);
		else
			write_value(w, f, item);
		written++;
	}
	written += put_extras(w, indent);
	if (written == 0 && w->dash) {
		put_indent(w, indent);
		buf_puts(w->out, "{}\n");
	}
}

/* A body loses blank lines before and blanks after it when it is read. */
static bool
is_good_body(const char *content)
{
	size_t n = strlen(content);

	return n > 0 && content[0] != '\n' && content[strspn(content, " \t")] != '\n' &&
	    content[strspn(content, " \t\n")] != '\0' && strchr(" \t\n", content[n - 1]) == NULL;
}

void
article_yaml_format(const struct article *art, struct buf *out)
{
	struct writer w = { .out = out, .art = art };

	w.content = art->content != NULL && !is_good_body(art->content);
	buf_puts(out, "---\n");
	write_shape(&w, &shape_article, art, 0);
	buf_puts(out, "---\n\n");
	if (art->content != NULL && !w.content) {
		buf_puts(out, art->content);
		buf_putc(out, '\n');
	}
	buf_done(&w.path);
}
