/* SPDX-License-Identifier: ISC */
/* What the words of a command name: articles by number, or a filter. */
#ifndef COMMANDS_ASKED_H
#define COMMANDS_ASKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "query/query.h"

struct asked {
	struct arena arena;
	const char *text;		/* the words with blanks between them */
	bool named;			/* there was anything */
	const struct query *query;
	struct query_sort sort;
};

/* WORDS as one filter.  A mistake is said on stderr, with a caret under it;
 * then false.  To be released with asked_done either way. */
bool asked_query(struct asked *asked, char *const *words, size_t n);
void asked_done(struct asked *asked);
/* The filter's articles, those that are withdrawn or hidden as well. */
void asked_widen(struct asked *asked);

/* "17" or "id:17"; anything else is no article's number. */
bool asked_id(const char *word, int64_t *id);
bool asked_ids(char *const *words, size_t n);	/* whether all of them are */

#endif
