/* SPDX-License-Identifier: ISC */
/* From one line with searched words to the next.  Arithmetic only. */
#ifndef UI_DETAIL_MATCH_H
#define UI_DETAIL_MATCH_H

#include <stdbool.h>
#include <stddef.h>

struct detail_text;
struct found;

struct detail_match {
	size_t line;
	size_t number, count;		/* the how manieth of how many lines, from 1 */
};
/* The nearest below line AT (-1: from the first), or the nearest above it. */
bool detail_match_find(struct found *f, const struct detail_text *t, long at, bool below,
    struct detail_match *out);

#endif
