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
/* The beginning of a text, at most MOST bytes and at the end of a word if that is
 * not too far away; "…" behind it if there was more. */
const char *named_shortened(struct arena *a, const char *text, size_t most);
/* A title for what has none: its first line, shortened.  TEXT may be NULL. */
const char *named_by_text(struct arena *a, const char *text);
/* Unless it is empty or there already, in whatever case. */
void named_topic(struct arena *a, struct outline *o, const char *topic);

#endif
