/* SPDX-License-Identifier: ISC */
/* An article of the store as one line of JSON: the record of dateline(5). */
#ifndef DESK_RECORD_LINE_H
#define DESK_RECORD_LINE_H

#include <stdbool.h>
#include <stdint.h>

struct buf;
struct err;
struct store;
struct store_article;
struct store_match;

/* Appends the line of a loaded article. MATCHES: one a related item. */
void record_line(struct buf *out, const struct store_article *sa, const struct store_match *matches);
/* Loads and appends it.  *FOUND false: no such id. */
bool record_line_of(struct buf *out, struct store *st, int64_t id, bool *found, struct err *err);
/* The same with all coverage that is known, and its story. */
bool record_line_full(struct buf *out, struct store *st, int64_t id, bool *found, struct err *err);

#endif
