/* SPDX-License-Identifier: ISC */
/* Finding which of the store's articles belong together; only dateline-fetch
 * and `dateline check --relink` do it. */
#ifndef DESK_LINKING_H
#define DESK_LINKING_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct store;

struct linking_options {
	/* After each batch, committed by then; false: stop here, the rest is for the
	 * next time.  NULL: nobody wants to know. */
	bool (*progress)(void *arg, int64_t done, int64_t left);
	void *arg;
	/* dateline-fetch and the store's path, for a second process that reads ahead where
	 * there is much to do; NULL: there will be none. */
	const char *helper, *store;
};

/* Links all articles that are not linked yet: in batches, each a transaction of
 * its own, so that it can end at any moment and go on later. */
bool linking_run(struct store *st, const struct linking_options *options, struct err *err);
/* Forgets all that was found, then the same. */
bool linking_relink(struct store *st, const struct linking_options *options, struct err *err);
/* Decisions by hand, each a transaction; they survive linking anew. */
bool linking_split(struct store *st, int64_t article, struct err *err);
bool linking_join(struct store *st, int64_t article, int64_t with, struct err *err);
/* After store_undo has taken such a decision back; BEFORE is the story that the
 * article was of until then. */
bool linking_undone(struct store *st, int64_t article, int64_t before, struct err *err);

#endif
