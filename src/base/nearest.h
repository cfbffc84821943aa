/* SPDX-License-Identifier: ISC */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

/* The candidate most like WORD (Damerau-Levenshtein distance at most a third
 * of its length, prefixes count as near), or NULL.  NAMES are COUNT pointers. */
const char *nearest_name(const char *word, const char *const *names, size_t count);

#endif
