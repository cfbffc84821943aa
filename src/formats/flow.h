/* SPDX-License-Identifier: ISC */
#ifndef FORMATS_FLOW_H
#define FORMATS_FLOW_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct events;

/* Appends the value at hand as YAML flow text on one line, and reads to its
 * end.  Written again from its own text it is the same. */
bool flow_value(struct events *e, struct buf *out);
void flow_quoted(struct buf *out, const char *text, size_t n);

#endif
