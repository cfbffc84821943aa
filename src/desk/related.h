/* SPDX-License-Identifier: ISC */
/* All coverage of an article: what its publisher lists, articles whose publishers
 * list it, and what dateline found. */
#ifndef DESK_RELATED_H
#define DESK_RELATED_H

#include <stdbool.h>

struct arena;
struct err;
struct store;
struct store_article;
struct store_match;

/* Puts what is known besides behind the article's own related items, the likest
 * first; MATCHES has one an item.  Nothing twice. */
bool related_load(struct store *st, struct arena *a, struct store_article *sa, struct store_match **matches,
    struct err *err);

#endif
