/* SPDX-License-Identifier: ISC */
/* JSON documents and what is wrong with them. */
#ifndef FORMATS_JSON_READ_H
#define FORMATS_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/formats.h"

struct arena;
struct buf;
struct json_t;
struct shape;

/* The document, in whatever Unicode; damage is said where it is.  Of a broken
 * one what could be mended, NULL if that is nothing. */
struct json_t *json_read(const struct format_input *in, const struct format_output *out);

/* Appends TEXT as JSON that has a meaning: open strings and brackets closed,
 * commas put and taken out, what is no value left out.  Of a document that
 * ends too early the elements that are whole. */
void json_mend(const char *text, size_t n, struct buf *out);

/* A text, or a number as it is written, as one safe line; NULL: nothing of the kind. */
const char *json_line(struct arena *a, const struct json_t *value);
const char *json_line_of(struct arena *a, const struct json_t *object, const char *key);
/* The beginning of what may be JSON, to look for words in; "": it is none.
 * Good until the next call. */
const char *json_look(const char *bytes, size_t n);

/* Keys of the object into the struct at ITEM, as far as they are of the right
 * kind; what was there stays where nothing is given. */
void json_fill(struct arena *a, const struct json_t *object, const struct shape *shape, void *item);

#endif
