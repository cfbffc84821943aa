/* SPDX-License-Identifier: ISC */
/* Text made ready for a word index whose words are runs of letters and digits:
 * composed, compatibility forms resolved, letters with strokes and ligatures
 * spelt out (accents and case are the index's own business).
 *
 * Scripts that are written without blanks (Han, Kana, Hangul, Thai, ...) have
 * no such words.  Each run of theirs becomes its overlapping pairs, and at the
 * end its last letter alone: so any part of two letters or more is a phrase of
 * pairs, and any single letter is the beginning of a word. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* Appends S as it is put into the index. */
void words_index(struct buf *out, const char *s, size_t n);
/* Appends S as it is looked for.  True: its end is a single letter of such a
 * script, and the last word must be looked for as the beginning of words. */
bool words_query(struct buf *out, const char *s, size_t n);
/* Whether the first (or LAST) letter of S is of such a script. */
bool words_unspaced(const char *s, size_t n, bool last);
/* Whether there is any letter or digit in S, so that it can be found. */
bool words_any(const char *s, size_t n);

#endif
