/* SPDX-License-Identifier: ISC */
/* Where the pane stands in an article's text, and which related item a step
 * goes to.  Arithmetic only. */
#ifndef UI_DETAIL_PLACE_H
#define UI_DETAIL_PLACE_H

#include <stdbool.h>
#include <stddef.h>

struct detail_text;
struct reading_place;

/* The last line at the bottom of a pane of HEIGHT lines. */
size_t detail_place_end(const struct detail_text *t, size_t height);
/* Whether it moved. */
bool detail_place_scroll(struct reading_place *p, const struct detail_text *t, size_t height, long by);
/* Brings the chosen item into view as a whole, at least its first line. */
void detail_place_show(struct reading_place *p, const struct detail_text *t, size_t height);
/* The item that a step down or up goes to (from 1; up to 0: none any more); the
 * chosen one itself: the text scrolls. */
size_t detail_place_below(const struct reading_place *p, const struct detail_text *t, size_t height);
size_t detail_place_above(const struct reading_place *p, const struct detail_text *t, size_t height);

#endif
