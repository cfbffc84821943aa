/* SPDX-License-Identifier: ISC */
/* What a headline has in common with another one, word by word, as coverage
 * compares them: by stems, and words that say nothing are in all. */
#ifndef COVERAGE_SHARED_H
#define COVERAGE_SHARED_H

#include <stddef.h>

#include "model/headline.h"

struct arena;

/* All of TITLE; *count 0: it is empty.  LEAD may be NULL. */
struct headline_part *shared_parts(struct arena *a, const char *lead, const char *title, size_t *count);

#endif
