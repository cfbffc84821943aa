/* SPDX-License-Identifier: ISC */
#ifndef DESK_SOURCES_EDIT_H
#define DESK_SOURCES_EDIT_H

#include <stdbool.h>

struct desk;
struct err;

/* Changes an option of the source with this location ("title", "topics",
 * "interval", "paused") to TEXT as it is typed, "" for none: in sources.yaml,
 * whose comments and order stay, and in the store. */
bool sources_change(struct desk *desk, const char *location, const char *key, const char *text,
    struct err *err);

#endif
