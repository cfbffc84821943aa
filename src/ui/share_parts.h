/* SPDX-License-Identifier: ISC */
/* What the files of sharing have in common. */
#ifndef UI_SHARE_PARTS_H
#define UI_SHARE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "store/store.h"

struct arena;
struct buf;
struct err;
struct reader;

/* A related item that the store has no article of comes as an article too. */
struct share_item {
	struct store_article sa;
	struct store_match *matches;	/* one a related item of it */
	const char *link;		/* fit for programs; NULL: none */
};

/* What is to be handed on, in the arena; says it when there is nothing. */
bool share_items(struct reader *rd, struct arena *a, struct share_item **items, size_t *count);
/* What was chosen has been handed on. */
void share_done(struct reader *rd);
/* "the title" or "3 articles". */
const char *share_name(struct arena *a, const struct share_item *items, size_t count);

/* share_terminal.c: runs ARGV on the terminal, which the caller has handed
 * over, with INPUT on its stdin.  Waits for a key when something was printed.
 * False with its name, how it ended and its last words. */
bool share_run(char *const argv[], const struct buf *input, struct err *err);

void share_ask_pipe(struct reader *rd);
void share_ask_save(struct reader *rd);

#endif
