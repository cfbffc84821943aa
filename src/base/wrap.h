/* SPDX-License-Identifier: ISC */
/* Text into lines of at most so many columns (UAX #14 line breaking). */
#ifndef BASE_WRAP_H
#define BASE_WRAP_H

#include <stddef.h>

struct arena;

struct wrap_line {
	const char *s;		/* points into the text given */
	size_t n;		/* without the newline and blanks at the end */
};

/* Breaks TEXT at newlines and where a line would pass COLUMNS (>= 1).  A word
 * longer than the line is broken between graphemes.  Returns the lines in the
 * arena and their count in *COUNT. */
struct wrap_line *wrap_text(struct arena *a, const char *text, size_t n, int columns, size_t *count);

#endif
