/* SPDX-License-Identifier: ISC */
#ifndef COMMANDS_ADD_FIND_H
#define COMMANDS_ADD_FIND_H

#include <stddef.h>

struct arena;
struct desk;
struct find_feed;

/* What the address URL is, asked over the network.  Where a page names several
 * feeds and there is a terminal, its user chooses; else the best is taken and the
 * others are named.  Gives an exit code; strings are the arena's. */
int add_find(struct desk *desk, struct arena *a, const char *url, const struct find_feed **feeds, size_t *n);

#endif
