/* SPDX-License-Identifier: ISC */
/* A refresh seen from the command line: a bar on stderr where that is a
 * terminal, damaged documents on stderr, each source as it is finished. */
#ifndef COMMANDS_PROGRESS_H
#define COMMANDS_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct desk;
struct refresh_source;

struct progress {
	void (*source)(void *arg, const struct refresh_source *src);	/* prints it */
	void (*end)(void *arg);		/* all have been printed; may be NULL */
	void *arg;
	bool force, all;		/* as refresh_start has them */
	int64_t damaged;		/* documents */
	int64_t failed;			/* sources */
};

/* Reads the sources IDS (all when N is 0) to the end and gives an exit code:
 * 1 where a source failed or another fetch is running. */
int progress_run(struct progress *p, struct desk *desk, const int64_t *ids, size_t n);

#endif
