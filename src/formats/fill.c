/* SPDX-License-Identifier: ISC */
/* Each key of the tables takes the value that it can use: a scalar where a
 * list or a map is wanted stands for its one element or its main key.  What
 * cannot be used, and every unknown key, is kept as an extra.  Of a key given
 * twice the last one counts.  A quotation over several lines that contains a
 * line like a key at its own depth was never closed: reading stops there. */
#include "formats/fill.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "formats/flow.h"
#include "formats/mend.h"
#include "formats/scalar.h"
#include "model/fields.h"

enum { LIST_MAX = 1000, EXTRA_MAX = 64 * 1024, NOTES_MAX = 20 };

void
fill_note(struct fill *f, int line, int column, const char *message)
{
	if (f->quiet || ++f->notes > NOTES_MAX)
		return;
	if (f->art->damage.message == NULL)
		f->art->damage = (struct damage){ line, column, arena_strdup(f->arena, message) };
	f->out->damage(f->out->arg, line, column, message);
}

static void
note_here(struct fill *f, const char *key, const char *what)
{
	struct buf text = { 0 };

	utf8_clean(&text, key, strlen(key) < 80 ? strlen(key) : 80, UTF8_LINE);
	buf_puts(&text, what);
	fill_note(f, f->ev.line, f->ev.column, text.p);
	buf_done(&text);
}

/* Removes extras that were kept for an earlier value of the same key. */
static void
drop_extras(struct fill *f, const char *path)
{
	struct article *art = f->art;
	size_t n = strlen(path), kept = 0;

	for (size_t i = 0; i < art->nextras; i++) {
		const char *p = art->extras[i].path;

		if (strncmp(p, path, n) != 0 || strchr(".[", p[n]) == NULL)
			art->extras[kept++] = art->extras[i];
	}
	art->nextras = kept;
}

/* Steps of a path that are no plain words are quoted. */
static size_t
enter(struct fill *f, const char *key, size_t n)
{
	static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	size_t before = f->path.n;

	if (before > 0)
		buf_putc(&f->path, '.');
	if (n > 0 && strspn(key, word) == n && key[0] != '-')
		buf_add(&f->path, key, n);
	else
		flow_quoted(&f->path, key, n);
	return before;
}

static void
leave(struct fill *f, size_t n)
{
	f->path.n = n;
	f->path.p[n] = '\0';
}

/* The value at hand as an extra under the present path. */
static bool
keep_extra(struct fill *f)
{
	struct article *art = f->art;
	struct buf yaml = { 0 };
	int line = f->ev.line, column = f->ev.column;
	size_t refusals = f->ev.refusals;
	bool ok = flow_value(&f->ev, &yaml);

	if (f->ev.refusals > refusals)
		fill_note(f, line, column, "an alias can only stand for text, left out");
	if (ok && (yaml.n > EXTRA_MAX || f->path.n > EXTRA_MAX || art->nextras >= LIST_MAX)) {
		fill_note(f, line, column, "an unknown key is too large, or there are too many: left out");
	} else if (ok) {
		drop_extras(f, f->path.p);
		art->extras = arena_grow(f->arena, art->extras, art->nextras, sizeof(*art->extras));
		art->extras[art->nextras++] = (struct extra){
			utf8_clean_dup(f->arena, f->path.p, f->path.n, UTF8_LINE),
			utf8_clean_dup(f->arena, yaml.p, yaml.n, UTF8_LINE),
		};
	}
	buf_done(&yaml);
	return ok;
}

static const char *
line_end(const struct fill *f, const char *p)
{
	const char *end = memchr(p, '\n', (size_t)(f->text_end - p));

	return end != NULL ? end : f->text_end;
}

/* Whether the quotation at hand has swallowed a line that starts a key. */
static bool
has_swallowed(struct fill *f, int key_column)
{
	const struct events *e = &f->ev;

	if (!e->quoted || e->end_line <= e->line)
		return false;
	for (; f->at < f->text_end && f->at_line <= e->end_line; f->at_line++) {
		const char *end = line_end(f, f->at);

		if (f->at_line > e->line && mend_is_key(f->at, (size_t)(end - f->at), key_column - 1))
			return true;
		f->at = end < f->text_end ? end + 1 : end;
	}
	return false;
}

static bool fill_map(struct fill *f, const struct shape *shape, void *item);
static bool fill_field(struct fill *f, const struct field *field, void *item);

static bool
fill_element(struct fill *f, const struct field *field, void *item)
{
	size_t *count = (size_t *)(void *)((char *)item + field->more);
	void **items = (void **)(void *)((char *)item + field->at);
	const struct shape *shape = field->shape;
	size_t size = field->kind == FIELD_NAMES ? sizeof(const char *) : shape->size;

	if (events_is_null(&f->ev))
		return true;
	if (f->ev.kind != EVENT_SCALAR && (f->ev.kind != EVENT_MAP || field->kind == FIELD_NAMES)) {
		note_here(f, field->key, ": an element cannot be read, left out");
		return events_skip(&f->ev);
	}
	*items = arena_grow(f->arena, *items, *count, size);
	char *one = (char *)*items + *count * size;
	++*count;
	if (field->kind == FIELD_NAMES) {
		*(const char **)(void *)one = scalar_line(f);
		return true;
	}
	size_t before = f->path.n;
	buf_printf(&f->path, "[%zu]", *count - 1);
	shape_init(shape, one);
	bool ok = f->ev.kind == EVENT_MAP ? fill_map(f, shape, one) :
	    fill_field(f, shape_find(shape, shape->bare, strlen(shape->bare)), one);
	leave(f, before);
	return ok;
}

static bool
skip_rest(struct fill *f, const struct field *field)
{
	note_here(f, field->key, ": more than 1,000, the rest is left out");
	do {
		if (!events_skip(&f->ev) || !events_next(&f->ev))
			return false;
	} while (f->ev.kind != EVENT_CLOSE);
	return true;
}

static bool
fill_list(struct fill *f, const struct field *field, void *item)
{
	const size_t *count = (const size_t *)(const void *)((const char *)item + field->more);

	if (f->ev.kind != EVENT_LIST)
		return fill_element(f, field, item);
	while (events_next(&f->ev)) {
		if (f->ev.kind == EVENT_CLOSE)
			return true;
		if (*count >= LIST_MAX)
			return skip_rest(f, field);
		if (!fill_element(f, field, item))
			return false;
	}
	return false;
}

static bool
fill_field(struct fill *f, const struct field *field, void *item)
{
	const struct shape *shape = field->shape;
	void *at = (char *)item + field->at;

	if (f->ev.refused)
		note_here(f, field->key, ": an alias can only stand for text, left out");
	if (events_is_null(&f->ev))
		return true;
	if (field->kind == FIELD_NAMES || field->kind == FIELD_LIST)
		return fill_list(f, field, item);
	if (field->kind == FIELD_STRUCT && f->ev.kind == EVENT_MAP)
		return fill_map(f, shape, at);
	if (field->kind == FIELD_STRUCT && f->ev.kind == EVENT_SCALAR)
		return fill_field(f, shape_find(shape, shape->bare, strlen(shape->bare)), at);
	if (field->kind != FIELD_STRUCT && f->ev.kind == EVENT_SCALAR && scalar_store(f, field, item))
		return true;
	note_here(f, field->key, scalar_complaint(field));
	return keep_extra(f);
}

/* libyaml finds out later, and its own reason is told too. */
static bool
fail_at_quotation(struct events *e)
{
	struct damage why = { e->line, e->column, "this quotation is not closed" };

	while (e->kind != EVENT_END && events_next(e))
		;
	if (!e->failed)
		e->why = why;
	e->failed = true;
	return false;
}

/* One key and its value. */
static bool
fill_member(struct fill *f, const struct shape *shape, void *item, uint64_t *seen)
{
	struct events *e = &f->ev;

	if (e->kind != EVENT_SCALAR) {
		note_here(f, "this", " is no key, left out");
		return events_skip(e) && events_next(e) && events_skip(e);
	}
	const struct field *field = shape_find(shape, e->text, e->n);
	size_t before = enter(f, e->text, e->n);
	int column = e->column;

	if (item == f->art)
		f->key_line = e->line;
	if (!events_next(e))
		return false;
	if (e->kind == EVENT_SCALAR && has_swallowed(f, column))
		return fail_at_quotation(e);
	bool ok;
	if (field == NULL || (field->flags & FIELD_NO_YAML) != 0) {
		ok = keep_extra(f);
	} else {
		uint64_t bit = (uint64_t)1 << (field - shape->fields);

		if ((*seen & bit) != 0)
			field_clear(field, item);
		if ((*seen & bit) != 0 && f->art->nextras > 0)
			drop_extras(f, f->path.p);
		*seen |= bit;
		ok = fill_field(f, field, item);
	}
	if (ok)
		leave(f, before);
	return ok;
}

static bool
fill_map(struct fill *f, const struct shape *shape, void *item)
{
	uint64_t seen = 0;

	while (events_next(&f->ev)) {
		if (f->ev.kind == EVENT_CLOSE)
			return true;
		if (!fill_member(f, shape, item, item == f->art ? &f->seen : &seen))
			return false;
	}
	return false;
}

bool
fill_text(struct fill *f, const char *text, size_t n, int first_line)
{
	struct events *e = &f->ev;
	bool ok = true;

	events_open(e, f->arena, text, n, first_line);
	buf_reset(&f->path);
	f->text = f->at = text;
	f->text_end = text + n;
	f->first_line = f->at_line = first_line;
	f->key_line = 0;
	if (!events_next(e))
		ok = false;
	else if (e->kind == EVENT_MAP)
		ok = fill_map(f, &shape_article, f->art);
	else if (e->kind != EVENT_END && !events_is_null(e)) {
		fill_note(f, e->line, e->column, "no keys where front matter should have them");
		ok = events_skip(e);
	}
	while (ok && e->kind != EVENT_END)
		ok = events_next(e);
	events_close(e);
	return ok;
}

void
fill_done(struct fill *f)
{
	buf_done(&f->path);
	buf_done(&f->scratch);
}
