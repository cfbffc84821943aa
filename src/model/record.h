/* SPDX-License-Identifier: ISC */
/* An article as bytes: what the parser sends and the store keeps.  A sequence
 * of fields, each a number, a length and a value, nested for lists; unknown
 * field numbers are skipped, so that old records stay readable.  `id` is not
 * part of it. */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "model/article.h"
#include "model/fields.h"

struct arena;
struct buf;
struct err;

void record_encode(const struct article *art, struct buf *out);
/* Strings are copied into the arena.  Lengths are checked; false with words
 * if the bytes are no record.  With CHECK_TEXT also false if any text is not
 * safe (for bytes that come from another process). */
bool record_decode(struct arena *a, const void *bytes, size_t n, bool check_text,
    struct article *out, struct err *err);
/* The same, but only the fields of these numbers (model/fields.c), a few. */
bool record_decode_some(
    struct arena *a, const void *bytes, size_t n, const char *numbers, struct article *out, struct err *err);
/* The same for any other struct with a table: the parser's pipe. */
void record_encode_shape(const struct shape *shape, const void *item, struct buf *out);
bool record_decode_shape(struct arena *a, const struct shape *shape, const void *bytes, size_t n,
    void *item, struct err *err);

#endif
