/* SPDX-License-Identifier: ISC */
/* A list of the store from its start to its end, a page at a time: memory does
 * not grow with the list. */
#ifndef COMMANDS_ROWS_H
#define COMMANDS_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

struct err;

/* Gives at most MOST rows (-1: all) to EACH, until that answers false (with
 * ERR set, or without one where nobody reads on).  *COUNT is how many were given.
 * False only with an error. */
bool rows_each(struct store *st, const struct store_list *list, int64_t most,
    bool (*each)(void *arg, const struct row *row, struct err *err), void *arg, int64_t *count,
    struct err *err);

#endif
