/* SPDX-License-Identifier: ISC */
/* Broken front matter, line by line. */
#ifndef FORMATS_MEND_H
#define FORMATS_MEND_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* Whether the line starts with a known key, indented (or its dash) by at most
 * INDENT columns. */
bool mend_is_key(const char *line, size_t n, int indent);
/* Appends TEXT with quotations closed, and quotes inside them escaped, where a
 * line shows that this was meant; line breaks stay where they are.  Returns
 * the first line mended (1 is the first of TEXT), 0 if none was; *COLUMN is
 * that of its quote. */
int mend_quotes(const char *text, size_t n, struct buf *out, int *column);

#endif
