/* SPDX-License-Identifier: ISC */
/* The command line of dateline-fetch, and the lines that it reports. */
#ifndef DESK_FETCHER_H
#define DESK_FETCHER_H

#include <stddef.h>

#include "base/arena.h"

struct desk;

struct fetcher_words {
	struct arena *a;
	char **argv;			/* ends with a NULL */
	size_t n;
};

/* What every run of it needs: paths, clock, the network's settings. */
void fetcher_begin(struct fetcher_words *w, struct arena *a, const struct desk *desk);
void fetcher_add(struct fetcher_words *w, const char *word);

/* Cuts LINE at its tabs into at most MOST fields; gives their number. */
size_t fetcher_split(char *line, char **fields, size_t most);

#endif
