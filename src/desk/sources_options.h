/* SPDX-License-Identifier: ISC */
/* The keys of an entry of sources.yaml besides its place, by a table. */
#ifndef DESK_SOURCES_OPTIONS_H
#define DESK_SOURCES_OPTIONS_H

#include <stddef.h>

#include <stdbool.h>

#include "model/source.h"

struct arena;
struct buf;
struct err;
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
/* One of them, without a key in front and without the end of the line. */
void sources_options_write_one(const struct source_options *options, const char *key, struct buf *out);
/* Whether both say the same. */
bool sources_options_same(const struct source_options *one, const struct source_options *two);

/* An option as it is typed: names apart by commas, "" for none. */
const char *sources_options_text(struct arena *a, const struct source_options *options, const char *key);
/* Takes TEXT, as it is typed, for KEY; false with words that say what is allowed. */
bool sources_options_set(struct arena *a, struct source_options *options, const char *key,
    const char *text, struct err *err);

#endif
