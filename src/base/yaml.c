/* SPDX-License-Identifier: ISC */
/* The user's own small YAML files as a tree.  libyaml's events are turned into
 * nodes by hand, so that aliases, tags and depth cost nothing they should not
 * and every node knows where it stands. */
#include "base/yaml.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <yaml.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 64, NODES_MAX = 1000000, BYTES_MAX = 16 * 1024 * 1024 };

struct builder {
	yaml_parser_t parser;
	struct arena *arena;
	struct err *err;
	size_t nodes;
	const char *at, *end;	/* text from line `at_line` on */
	size_t at_line;
	size_t dash_line;	/* of a dash above it with no value yet, else 0 */
};

static bool
fail_at(struct builder *b, yaml_mark_t mark, const char *what)
{
	err_set(b->err, "line %zu, column %zu: %s", mark.line + 1, mark.column + 1, what);
	return err_code(b->err, 2);
}

static bool
next_event(struct builder *b, yaml_event_t *event)
{
	if (yaml_parser_parse(&b->parser, event))
		return true;
	yaml_mark_t mark = b->parser.problem_mark;
	if (b->parser.error == YAML_READER_ERROR) {
		err_set(b->err, "byte %zu: %s", b->parser.problem_offset,
		    b->parser.problem != NULL ? b->parser.problem : "cannot be read as text");
		return err_code(b->err, 2);
	}
	return fail_at(b, mark, b->parser.problem != NULL ? b->parser.problem : "cannot be understood");
}

static struct yaml *
new_node(struct builder *b, const yaml_event_t *event, enum yaml_kind kind)
{
	struct yaml *node = arena_alloc(b->arena, sizeof(*node));

	node->kind = kind;
	node->line = node->key_line = event->start_mark.line + 1;
	node->column = node->key_column = event->start_mark.column + 1;
	node->end_line = event->end_mark.line + (event->end_mark.column > 0 ? 2 : 1);
	return node;
}

static struct yaml *
scalar_node(struct builder *b, const yaml_event_t *event)
{
	struct yaml *node = new_node(b, event, YAML_SCALAR);
	const char *value = (const char *)event->data.scalar.value;

	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	node->text = utf8_clean_dup(b->arena, value, event->data.scalar.length, UTF8_TEXT);
	if (!node->quoted && (value[0] == '\0' || strcmp(value, "~") == 0 || strcasecmp(value, "null") == 0))
		node->kind = YAML_NULL;
	return node;
}

static bool build(struct builder *b, const yaml_event_t *event, int depth, struct yaml **out);

static bool
check_key(struct builder *b, const struct yaml *map, const yaml_event_t *event, const char *key)
{
	for (const struct yaml *child = map->first; child != NULL; child = child->next) {
		if (strcmp(child->key, key) != 0)
			continue;
		err_set(b->err, "line %zu, column %zu: key \"%s\" is already set in line %zu",
		    event->start_mark.line + 1, event->start_mark.column + 1, key, child->key_line);
		return err_code(b->err, 2);
	}
	return true;
}

/* One member's key; the next event is its value. */
static bool
read_key(struct builder *b, const struct yaml *map, yaml_event_t *event, const char **key, yaml_mark_t *at)
{
	if (event->type != YAML_SCALAR_EVENT) {
		fail_at(b, event->start_mark, "a key must be a word");
		yaml_event_delete(event);
		return false;
	}
	*key = utf8_clean_dup(b->arena, (const char *)event->data.scalar.value,
	    event->data.scalar.length, UTF8_LINE);
	*at = event->start_mark;
	bool ok = check_key(b, map, event, *key);
	yaml_event_delete(event);
	return ok && next_event(b, event);
}

/* What a line holds apart from blanks and comments: nothing, a dash, more. */
static char
line_holds(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] == ' ')
		i++;
	char first = i < n ? s[i] : '#';
	if (first == '-')
		i++;
	while (i < n && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r'))
		i++;
	if (i < n && s[i] != '#')
		return '+';
	return first == '-' ? '-' : '\0';
}

/* The line of a list item's dash, which may stand above the value.  Items come
 * in order, so that all looks together pass the text once. */
static size_t
item_line(struct builder *b, yaml_mark_t mark)
{
	size_t blanks = 0;

	while (b->at_line < mark.line + 1 && b->at < b->end) {
		const char *newline = memchr(b->at, '\n', (size_t)(b->end - b->at));
		char holds = line_holds(b->at, (size_t)((newline != NULL ? newline : b->end) - b->at));

		if (holds != '\0')
			b->dash_line = holds == '-' ? b->at_line : 0;
		b->at = newline != NULL ? newline + 1 : b->end;
		b->at_line++;
	}
	while (b->at + blanks < b->end && b->at[blanks] == ' ')
		blanks++;
	return b->dash_line != 0 && blanks == mark.column ? b->dash_line : mark.line + 1;
}

static bool
build_children(struct builder *b, struct yaml *node, int depth)
{
	yaml_event_type_t end = node->kind == YAML_MAP ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT;
	struct yaml **last = &node->first;

	for (;;) {
		yaml_event_t event;
		const char *key = NULL;
		yaml_mark_t at = { 0 };

		if (!next_event(b, &event))
			return false;
		if (event.type == end) {
			if (node->first == NULL)
				node->end_line = event.end_mark.line + 2;
			yaml_event_delete(&event);
			return true;
		}
		if (node->kind == YAML_LIST)
			at = (yaml_mark_t){ .line = item_line(b, event.start_mark) - 1,
				.column = event.start_mark.column };
		else if (!read_key(b, node, &event, &key, &at))
			return false;
		bool ok = build(b, &event, depth + 1, last);
		yaml_event_delete(&event);
		if (!ok)
			return false;
		(*last)->key = key;
		(*last)->key_line = at.line + 1;
		(*last)->key_column = at.column + 1;
		node->end_line = (*last)->end_line;
		last = &(*last)->next;
	}
}

static bool
build(struct builder *b, const yaml_event_t *event, int depth, struct yaml **out)
{
	if (depth > DEPTH_MAX)
		return fail_at(b, event->start_mark, "nested too deeply");
	if (++b->nodes > NODES_MAX)
		return fail_at(b, event->start_mark, "too many entries");
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		*out = scalar_node(b, event);
		return true;
	case YAML_SEQUENCE_START_EVENT:
		*out = new_node(b, event, YAML_LIST);
		return build_children(b, *out, depth);
	case YAML_MAPPING_START_EVENT:
		*out = new_node(b, event, YAML_MAP);
		return build_children(b, *out, depth);
	default:
		return fail_at(b, event->start_mark, "aliases are not understood here; write the value out");
	}
}

static bool
build_document(struct builder *b, struct yaml **root)
{
	for (;;) {
		yaml_event_t event;
		bool ok = true;

		if (!next_event(b, &event))
			return false;
		yaml_event_type_t type = event.type;
		if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT &&
		    type != YAML_STREAM_END_EVENT && type != YAML_DOCUMENT_END_EVENT)
			ok = build(b, &event, 0, root);
		yaml_event_delete(&event);
		if (!ok || type == YAML_STREAM_END_EVENT || type == YAML_DOCUMENT_END_EVENT)
			return ok;
	}
}

bool
yaml_parse(struct arena *a, const char *text, size_t n, struct yaml **root, struct err *err)
{
	struct builder b = { .arena = a, .err = err, .at = text, .end = text + n, .at_line = 1 };

	*root = arena_alloc(a, sizeof(**root));
	(*root)->line = (*root)->column = 1;
	if (n == 0)
		return true;
	if (!yaml_parser_initialize(&b.parser))
		return err_set(err, "the YAML library cannot start");
	yaml_parser_set_input_string(&b.parser, (const unsigned char *)text, n);
	bool ok = build_document(&b, root);
	yaml_parser_delete(&b.parser);
	return ok;
}

/* The place as editors and scripts take it apart: "path:3:1: ...". */
static bool
put_place(const char *path, struct err *err)
{
	char text[sizeof(err->text)];
	size_t line, column;
	int at = 0;

	if (sscanf(err->text, "line %zu, column %zu: %n", &line, &column, &at) < 2 || at == 0)
		return err_wrap(err, "%s", path);
	memcpy(text, err->text, sizeof(text));
	return err_set(err, "%s:%zu:%zu: %s", path, line, column, text + at);
}

bool
yaml_read(struct arena *a, const char *path, struct yaml **root, struct err *err)
{
	struct buf text = { 0 };
	bool ok = file_read(path, BYTES_MAX, &text, err);

	if (ok && !yaml_parse(a, buf_str(&text), text.n, root, err))
		ok = put_place(path, err);
	buf_done(&text);
	return ok;
}

const struct yaml *
yaml_get(const struct yaml *map, const char *key)
{
	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	for (const struct yaml *child = map->first; child != NULL; child = child->next)
		if (strcmp(child->key, key) == 0)
			return child;
	return NULL;
}

const char *
yaml_text(const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);

	return node != NULL && node->kind == YAML_SCALAR ? node->text : NULL;
}

size_t
yaml_value_length(const char *s)
{
	size_t n = 0;

	if (*s == '"') {
		for (n = 1; s[n] != '\0' && s[n] != '"' && s[n] != '\n'; n++)
			n += s[n] == '\\' && s[n + 1] != '\0';
		return n + (s[n] == '"');
	}
	if (*s == '\'') {
		for (n = 1; s[n] != '\0' && s[n] != '\n' && (s[n] != '\'' || s[n + 1] == '\''); n++)
			n += s[n] == '\'';
		return n + (s[n] == '\'');
	}
	while (s[n] != '\0' && s[n] != '\n'
	    && !(s[n] == '#' && (n == 0 || s[n - 1] == ' ' || s[n - 1] == '\t')))
		n++;
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
		n--;
	return n;
}
