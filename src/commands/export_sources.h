/* SPDX-License-Identifier: ISC */
/* The list of sources in the forms that other readers take. */
#ifndef COMMANDS_EXPORT_SOURCES_H
#define COMMANDS_EXPORT_SOURCES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/source.h"

struct buf;

/* Both leave out folders and files; the number of those is returned. */
size_t export_sources_opml(const struct source *list, size_t n, struct buf *out);
size_t export_sources_urls(const struct source *list, size_t n, struct buf *out);

#endif
