/* SPDX-License-Identifier: ISC */
/* Shared by linking.c and linking_batch.c. */
#ifndef DESK_LINKING_PARTS_H
#define DESK_LINKING_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "coverage/heat.h"
#include "desk/linking_ahead.h"

struct coverage;
struct err;
struct linking_waiting;
struct store;
struct store_hint;

struct linking {
	struct store *st;
	struct err *err;
	struct coverage *coverage;
	struct heat_weights weights;
	int64_t now;
	int64_t learned;  /* articles since that was written */
	int64_t from, to; /* times whose notes are in memory */
	struct buf note;
	bool any_given;   /* publishers' lists */
	int64_t *loners;  /* who stand alone by hand, ascending; in `all` */
	size_t nloners;
	struct arena all; /* of the run */
	bool ok;

	int64_t *ids; /* that are to be linked, oldest first, and how far it has come */
	size_t nids, at;
	struct arena list; /* of `ids` */
	struct ahead ahead;

	/* of the transaction (linking_batch.c) */
	struct arena arena, batch;
	struct linking_waiting *waiting;
	size_t nwaiting;
	struct store_hint *hints;
	size_t nhints, hints_cap;
	int64_t *stories; /* that have changed */
	size_t nstories;
};

/* Begins what is written in one transaction, the caller's. */
void linking_start(struct linking *l);
/* Compares the next ones. */
bool linking_batch(struct linking *l, int64_t *done);
/* Writes what was found since linking_start. */
bool linking_write(struct linking *l);

#endif
