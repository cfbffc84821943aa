/* SPDX-License-Identifier: ISC */
/* A source that a document names, while it is put together: addresses told
 * apart by how they begin, topics without doubles, text made safe. */
#ifndef FORMATS_NAMED_H
#define FORMATS_NAMED_H

#include <stddef.h>

#include "model/feed.h"

struct arena;
struct format_output;

/* Sets url and kind: "exec:COMMAND", "filter:COMMAND:ADDRESS" and
 * "query:NAME:EXPRESSION" (which also gives the title), an address of a
 * publisher's API, else a feed. */
void named_address(struct arena *a, struct outline *o, const char *text, size_t n);
/* One line of safe text; NULL if nothing is left of it. */
const char *named_line(struct arena *a, const char *text, size_t n);
/* Unless it is empty or there already, in whatever case. */
void named_topic(struct arena *a, struct outline *o, const char *topic);

#endif
