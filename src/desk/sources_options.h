/* SPDX-License-Identifier: ISC */
/* The keys of an entry of sources.yaml besides its place, by a table. */
#ifndef DESK_SOURCES_OPTIONS_H
#define DESK_SOURCES_OPTIONS_H

#include <stddef.h>

#include "model/source.h"

struct arena;
struct buf;
struct yaml;

struct sources_remark {
	const char *text;
	size_t line, column;
	struct sources_remark *next;
};

/* Reads MAP into OUT.  Each key that cannot be used costs only itself and gives
 * a remark; NULL: there were none. */
struct sources_remark *sources_options_read(
    struct arena *a, const struct yaml *map, struct source_options *out);
/* What is given, as lines that many blanks deep. */
void sources_options_write(const struct source_options *options, size_t indent, struct buf *out);

#endif
