/* SPDX-License-Identifier: ISC */
/* The keywords of topics, and which topics the title and the excerpt of an article
 * name.  A list can be handed to another process as bytes, which then finds the
 * same in the same order.  It knows topics as numbers: 0 is the first one begun. */
#ifndef MODEL_KEYWORDS_H
#define MODEL_KEYWORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct article;
struct automaton;

enum { KEYWORDS_MOST = 8 };		/* topics of one article */

struct keywords {
	struct automaton *automaton;
	struct buf bytes;		/* see keywords_read */
	size_t topics, words;
};

void keywords_init(struct keywords *k);
void keywords_done(struct keywords *k);
/* Words added from now on are those of the next topic. */
void keywords_begin(struct keywords *k);
/* False: there is no letter in them. */
bool keywords_add(struct keywords *k, const char *words);
/* Adds all topics of another list by its bytes; false: they are no list. */
bool keywords_read(struct keywords *k, const char *bytes, size_t n);
/* The numbers of the topics of ART, as they are found; none where it has some of
 * its own. */
size_t keywords_find(struct keywords *k, const struct article *art, int found[KEYWORDS_MOST]);

#endif
