/* SPDX-License-Identifier: ISC */
/* Feeds that follow from a page's address alone. */
#ifndef FORMATS_PAGE_FORMS_H
#define FORMATS_PAGE_FORMS_H

#include <stddef.h>

struct arena;

typedef void page_found(void *arg, const char *feed, int sure);

/* Calls EACH for every feed that a page at URL is known to have, with how sure
 * that is (1 to 100); strings live in the arena. */
void page_forms(struct arena *a, const char *url, page_found *each, void *arg);
/* The same for one that was made with GENERATOR, as its <meta> says. */
void page_generator(struct arena *a, const char *url, const char *generator, page_found *each, void *arg);
/* Where feeds mostly are, for a site that names none. */
void page_known_paths(struct arena *a, const char *url, page_found *each, void *arg);

#endif
