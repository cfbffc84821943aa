/* SPDX-License-Identifier: ISC */
/* A process of our own beside a browser: it drains the browser's stderr for as
 * long as that lives, also after we have gone, and tells us how it ended. */
#ifndef OPENER_OPENER_MINDER_H
#define OPENER_OPENER_MINDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct err;

struct minder {
	int fd;				/* speaks when the browser has ended */
	struct buf said;
	char name[64];			/* of the browser */
};

/* Starts ARGV in its own session.  INPUT (N bytes) goes to its stdin; NULL: it
 * has none.  False with words if it cannot be executed. */
bool minder_start(struct minder *m, char *const argv[], const char *input, size_t n, struct err *err);
/* False while the browser runs; else its exit status, the last line of its
 * stderr stays in m->said. */
bool minder_ended(struct minder *m, int *status);
void minder_done(struct minder *m);

#endif
