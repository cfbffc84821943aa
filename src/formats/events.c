/* SPDX-License-Identifier: ISC */
/* Only what has been asked for is parsed, so that a limit ends the work: the
 * time that libyaml needs for nested brackets grows with the square of their
 * depth, but it looks ahead no further than a kilobyte. */
#include "formats/events.h"

#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 64, ANCHORS_MAX = 1000, ALIASES_MAX = 10000, ALIAS_BYTES_MAX = 1024 * 1024 };

void
events_open(struct events *e, struct arena *a, const char *text, size_t n, int first_line)
{
	*e = (struct events){ .arena = a, .first_line = first_line };
	if (!yaml_parser_initialize(&e->parser))
		mem_fail();
	yaml_parser_set_encoding(&e->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&e->parser, (const unsigned char *)text, n);
}

void
events_close(struct events *e)
{
	if (e->has_raw)
		yaml_event_delete(&e->raw);
	yaml_parser_delete(&e->parser);
}

static bool
fail(struct events *e, const yaml_mark_t *mark, const char *message)
{
	e->failed = true;
	e->why.line = (int)mark->line + e->first_line;
	e->why.column = (int)mark->column + 1;
	e->why.message = utf8_clean_dup(e->arena, message, strlen(message), UTF8_LINE);
	return false;
}

static bool
fail_by_library(struct events *e)
{
	const yaml_parser_t *p = &e->parser;
	const char *problem = p->problem != NULL ? p->problem : "cannot be read as YAML";

	if (p->error == YAML_MEMORY_ERROR)
		mem_fail();
	if (p->context == NULL)
		return fail(e, &p->problem_mark, problem);
	return fail(e, &p->problem_mark, arena_printf(e->arena, "%s %s", problem, p->context));
}

static void
keep_anchor(struct events *e)
{
	const char *name = (const char *)e->raw.data.scalar.anchor;

	if (name == NULL || e->nanchors >= ANCHORS_MAX)
		return;
	e->anchors = arena_grow(e->arena, e->anchors, e->nanchors, sizeof(*e->anchors));
	e->anchors[e->nanchors++] = (struct anchor){
		.name = arena_strdup(e->arena, name),
		.text = arena_strndup(e->arena, e->text, e->n),
		.n = e->n,
		.plain = e->plain,
	};
}

static bool
resolve_alias(struct events *e)
{
	const char *name = (const char *)e->raw.data.alias.anchor;

	e->kind = EVENT_SCALAR;
	e->plain = true;
	e->text = "";
	if (++e->aliases > ALIASES_MAX)
		return fail(e, &e->raw.start_mark, "more than 10,000 aliases");
	for (size_t i = e->nanchors; i-- > 0;) {
		const struct anchor *found = &e->anchors[i];

		if (strcmp(found->name, name) != 0)
			continue;
		e->alias_bytes += found->n;
		if (e->alias_bytes > ALIAS_BYTES_MAX)
			return fail(e, &e->raw.start_mark, "aliases stand for more than 1 MiB of text");
		e->text = found->text;
		e->n = found->n;
		e->plain = found->plain;
		return true;
	}
	e->refused = true;
	e->refusals++;
	return true;
}

static bool
take_raw(struct events *e)
{
	switch (e->raw.type) {
	case YAML_SCALAR_EVENT:
		e->kind = EVENT_SCALAR;
		e->text = (const char *)e->raw.data.scalar.value;
		e->n = e->raw.data.scalar.length;
		e->plain = e->raw.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
		e->quoted = e->raw.data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
		    e->raw.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
		keep_anchor(e);
		return true;
	case YAML_ALIAS_EVENT:
		return resolve_alias(e);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		e->kind = e->raw.type == YAML_MAPPING_START_EVENT ? EVENT_MAP : EVENT_LIST;
		if (++e->depth > DEPTH_MAX)
			return fail(e, &e->raw.start_mark, "nested deeper than 64 levels");
		return true;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		e->depth--;
		e->kind = EVENT_CLOSE;
		return true;
	default:
		e->kind = EVENT_END;
		return true;
	}
}

static bool
is_framing(yaml_event_type_t type)
{
	return type == YAML_NO_EVENT || type == YAML_STREAM_START_EVENT ||
	    type == YAML_DOCUMENT_START_EVENT;
}

bool
events_next(struct events *e)
{
	if (e->failed)
		return false;
	do {
		if (e->has_raw)
			yaml_event_delete(&e->raw);
		e->has_raw = false;
		if (!yaml_parser_parse(&e->parser, &e->raw))
			return fail_by_library(e);
		e->has_raw = true;
	} while (is_framing(e->raw.type));
	e->line = (int)e->raw.start_mark.line + e->first_line;
	e->column = (int)e->raw.start_mark.column + 1;
	e->end_line = (int)e->raw.end_mark.line + e->first_line;
	e->refused = e->plain = e->quoted = false;
	e->n = 0;
	return take_raw(e);
}

bool
events_skip(struct events *e)
{
	if (e->kind != EVENT_LIST && e->kind != EVENT_MAP)
		return true;
	for (int depth = e->depth; e->depth >= depth;) {
		if (!events_next(e))
			return false;
	}
	return true;
}

bool
events_is_null(const struct events *e)
{
	static const char *const words[] = { "", "~", "null", "Null", "NULL" };

	if (e->kind != EVENT_SCALAR || !e->plain)
		return false;
	for (size_t i = 0; i < COUNT(words); i++) {
		if (strlen(words[i]) == e->n && memcmp(words[i], e->text, e->n) == 0)
			return true;
	}
	return false;
}
