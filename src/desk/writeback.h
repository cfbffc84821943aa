/* SPDX-License-Identifier: ISC */
/* What SQLite has committed stands in its log first, and has to be copied into the
 * store's file when there is much of it.  In a large run a second process does
 * that, so that the first goes on writing. */
#ifndef DESK_WRITEBACK_H
#define DESK_WRITEBACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/process.h"

struct err;
struct store;

struct writeback {
	const char *program;		/* dateline-fetch, which writeback_serve is in */
	const char *store;		/* path */
	struct process process;
	int64_t asked;			/* pages of the log, when it was last asked */
	bool refused;			/* it cannot be started: the first does it all */
};

/* After a commit.  The process is started when it is first needed. */
void writeback_turn(struct writeback *w, struct store *st);
bool writeback_runs(const struct writeback *w);
/* After the store was closed: the process, which nobody waits for, goes on with what
 * can wait (tidying.h), copies the rest and removes the log. */
void writeback_end(struct writeback *w);
/* Its side: copies whenever it is asked, until its standard input ends. */
bool writeback_serve(const char *store, struct err *err);

#endif
