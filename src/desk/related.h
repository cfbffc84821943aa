/* SPDX-License-Identifier: ISC */
/* All coverage of an article: what its publisher lists, articles whose publishers
 * list it, and what dateline found. */
#ifndef DESK_RELATED_H
#define DESK_RELATED_H

#include <stdbool.h>

#include "model/headline.h"

struct arena;
struct article;
struct err;
struct store;
struct store_article;
struct store_match;

/* Puts what is known besides behind the article's own related items, the likest
 * first; MATCHES has one an item.  Nothing twice. */
bool related_load(struct store *st, struct arena *a, struct store_article *sa, struct store_match **matches,
    struct err *err);

/* Puts behind it what is too weak for that and only to be looked at (`also`), and
 * says of all whose text they repeat. */
bool related_more(struct store *st, struct arena *a, struct store_article *sa, struct store_match **matches,
    struct err *err);
/* Of each related item what its headline has in common with the article's. */
struct headline *related_headlines(struct arena *a, const struct article *art);

#endif
