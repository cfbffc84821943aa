/* SPDX-License-Identifier: ISC */
/* What is to be linked next is read and taken apart by a second process, while the
 * first compares and writes what came before. */
#ifndef DESK_LINKING_AHEAD_H
#define DESK_LINKING_AHEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/process.h"

struct err;

struct ahead {
	const char *program; /* dateline-fetch, which ahead_serve is in; NULL: there is none */
	const char *store;   /* path */
	struct process process;
	struct buf in;
	size_t used;  /* of `in` */
	size_t asked; /* of the list */
	bool refused; /* all is read here */
};

/* The list that ahead_take will go through has changed; all of the one before was
 * taken. */
void ahead_restart(struct ahead *a);
/* What coverage_read makes of the article that is the AT'th of the list, valid until
 * the next call; *N 0: the caller has to read it.  AT grows by one from call to call. */
const void *ahead_take(struct ahead *a, const int64_t *ids, size_t nids, size_t at, size_t *n);
void ahead_end(struct ahead *a);
/* Its side, until its standard input ends. */
bool ahead_serve(const char *store, struct err *err);

#endif
