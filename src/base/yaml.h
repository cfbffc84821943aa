/* SPDX-License-Identifier: ISC */
/* A small YAML document of the user's own (settings, sources, topics) as a
 * tree in which every node knows its line.  Tags are ignored, aliases are an
 * error, duplicate keys are reported, depth is at most 64. */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

enum yaml_kind { YAML_NULL, YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	const char *text;	/* of a scalar: UTF-8, made safe (UTF8_TEXT) */
	bool quoted;		/* a quoted "null" or "yes" is text */
	const char *key;	/* of a member of a map, else NULL */
	size_t line, column;	/* from 1; of the value */
	size_t key_line;	/* of the key, or of the list item's dash */
	size_t key_column;	/* of the key, else as COLUMN */
	size_t end_line;	/* line after the last one of the value */
	struct yaml *first;	/* children of a list or map */
	struct yaml *next;
};

/* Empty input gives a YAML_NULL root.  Errors read "line 3, column 5: ...". */
bool yaml_parse(struct arena *a, const char *text, size_t n, struct yaml **root, struct err *err);
bool yaml_read(struct arena *a, const char *path, struct yaml **root, struct err *err);
const struct yaml *yaml_get(const struct yaml *map, const char *key);	/* may be NULL */
const char *yaml_text(const struct yaml *map, const char *key);		/* scalar's text or NULL */
/* Bytes of the single value at S, of one line, for those who edit: a comment
 * behind it is none of it. */
size_t yaml_value_length(const char *s);

#endif
