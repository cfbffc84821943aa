/* SPDX-License-Identifier: ISC */
/* What makes the store faster and can wait: the words of the newest articles, and
 * the parts by which the index of texts grows.  It is done while a run waits for
 * the network, for a moment at the end of one that stored something, and after a
 * large one by the process that helped it; that there is more to do stands in the
 * store, and the next run goes on. */
#ifndef DESK_TIDYING_H
#define DESK_TIDYING_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct store;

struct tidying {
	struct store *st;
	int64_t began;		/* date_clock_ms */
	bool noted;		/* the store says that there is more */
	bool more;
};

/* Of a run that begins now. */
void tidying_begin(struct tidying *t, struct store *st);

/* Something is being stored: inside its transaction. */
bool tidying_note(struct tidying *t, struct err *err);

/* The next piece, in some milliseconds and transactions of its own, and a moment for
 * those who wait to write; T->more tells whether it is worth to come again. */
bool tidying_step(struct tidying *t, struct err *err);

/* For a part of the time that the run took, unless STOP says so. */
bool tidying_go_on(struct tidying *t, bool (*stop)(void), struct err *err);

/* The end: the store is told if nothing is left. */
bool tidying_end(struct tidying *t, struct err *err);

#endif
