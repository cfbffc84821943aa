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

struct coverage;
struct err;
struct linking_pair;
struct linking_waiting;
struct store;

struct linking {
	struct store *st;
	struct err *err;
	struct coverage *coverage;
	struct heat_weights weights;
	int64_t now;
	int64_t from, to; /* times whose notes are in memory */
	struct buf note;
	bool any_given;   /* publishers' lists */
	int64_t *loners;  /* who stand alone by hand, ascending; in `all` */
	size_t nloners;
	struct arena all; /* of the run */
	bool ok;

	/* of the batch (linking_batch.c) */
	struct arena arena;
	struct linking_waiting *waiting;
	size_t nwaiting;
	struct linking_pair *pairs;
	size_t npairs;
	int64_t *stories; /* that have changed */
	size_t nstories;
};

/* Links up to so many inside the caller's transaction; *DONE 0: there are none. */
bool linking_batch(struct linking *l, int64_t *done);

#endif
