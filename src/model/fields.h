/* SPDX-License-Identifier: ISC */
/* The article's structs as tables: every field once, with its key, its number
 * in the record, its kind and its place in the struct.  The front matter
 * reader and writer, the record and the JSON writer all go by these tables,
 * so that a new field is one row here.  Rows stand in the order in which front
 * matter is written.  Numbers are stored on disks: never reuse one. */
#ifndef MODEL_FIELDS_H
#define MODEL_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

enum field_kind {
	FIELD_LINE,		/* const char *, one line */
	FIELD_TEXT,		/* const char *, several lines */
	FIELD_TIME,		/* int64_t, DATE_NONE: not given */
	FIELD_NUMBER,		/* int; a bool at `more` says whether it is given */
	FIELD_SIZE,		/* int, 0: not given */
	FIELD_LENGTH,		/* int64_t, -1: not given */
	FIELD_FLAG,		/* signed char, -1: not given */
	FIELD_PUBLISHED,	/* enum article_published */
	FIELD_BY,		/* enum article_by */
	FIELD_STRUCT,		/* a struct in place */
	FIELD_NAMES,		/* const char **, one line each; size_t at `more` counts */
	FIELD_LIST		/* array of structs; size_t at `more` counts */
};

enum field_flag {
	FIELD_NO_JSON = 1 << 0,		/* kept, never shown */
	FIELD_NO_YAML = 1 << 1,		/* no key of front matter */
	FIELD_BLOCK = 1 << 2		/* a blank line goes before it in front matter */
};

struct shape;

struct field {
	const char *key;
	int number;		/* in the record, 1 to 255 */
	enum field_kind kind;
	unsigned flags;
	size_t at;
	size_t more;
	const struct shape *shape;	/* of FIELD_STRUCT and FIELD_LIST */
};

struct shape {
	const struct field *fields;
	size_t count;		/* at most 64 */
	size_t size;		/* of the struct */
	const char *bare;	/* key that a scalar in this place stands for */
};

extern const struct shape shape_article;
extern const struct shape shape_related;

/* The struct at ITEM with every field at "not given". */
void shape_init(const struct shape *shape, void *item);
/* That one field of ITEM at "not given". */
void field_clear(const struct field *f, void *item);
/* Whether ITEM has anything in that field (a struct: in any of its fields). */
bool field_is_given(const struct field *f, const void *item);
const struct field *shape_find(const struct shape *shape, const char *key, size_t n);

#endif
