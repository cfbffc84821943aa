/* SPDX-License-Identifier: ISC */
/* Subscriptions: sources.yaml is the list that counts, the store follows it. */
#ifndef DESK_SOURCES_H
#define DESK_SOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/source.h"

struct arena;
struct desk;
struct err;

/* Makes the store's sources those of sources.yaml; cheap when the file has not
 * changed since last time. */
bool sources_sync(struct desk *desk, struct err *err);
/* What an address of the web or "exec:COMMAND" is, and in words what was found.
 * As long as nobody asks the network, it is taken at its word. */
bool sources_look(struct arena *a, const char *location, struct source *out, const char **found,
    struct err *err);
/* Looks at LOCATION (an address, a folder with or without `_news`, a file), appends it to
 * sources.yaml and the store; *FOUND says in words what it is ("folder of 192
 * articles").  *ADDED false: it was there already. */
bool sources_add(struct desk *desk, struct arena *a, const char *location, int64_t *id,
    bool *added, const char **found, struct err *err);
/* Appends those that are no source yet, all at once; *ADDED says how many. */
struct sources_entry;
bool sources_add_all(struct desk *desk, const struct sources_entry *entries, size_t n, size_t *added,
    struct err *err);
/* By location or title, or number as `dateline sources` prints it. */
bool sources_remove(struct desk *desk, const char *name, struct err *err);
bool sources_find(struct desk *desk, struct arena *a, const char *name, struct source *out, struct err *err);

#endif
