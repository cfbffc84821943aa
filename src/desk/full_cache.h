/* SPDX-License-Identifier: ISC */
/* Full texts that were read from articles' own pages: records in the cache
 * folder, one a canonical address.  All of it may be deleted at any time. */
#ifndef DESK_FULL_CACHE_H
#define DESK_FULL_CACHE_H

#include <stdbool.h>

#include "model/article.h"

struct arena;
struct err;

enum { FULL_CACHE_FILES = 200, FULL_CACHE_BYTES = 20 * 1000 * 1000 };

/* The text of the page at URL: `original_url` is where it was found in the end,
 * `updated` when.  False: it is not there, or cannot be used. */
bool full_cache_get(struct arena *a, const char *folder, const char *url, struct article *out);
/* Keeps it, and lets go of the oldest that are too much. */
bool full_cache_put(const char *folder, const char *url, const struct article *art, struct err *err);
/* Puts text, links and pictures in place of those that ART has. */
void full_cache_show(struct arena *a, struct article *art, const struct article *full);

#endif
