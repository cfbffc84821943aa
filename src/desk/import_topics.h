/* SPDX-License-Identifier: ISC */
#ifndef DESK_IMPORT_TOPICS_H
#define DESK_IMPORT_TOPICS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct err;
struct store;

/* Takes over the topic files of FOLDER (`_id name shortname parent`), if any
 * has changed since last time.  A bad file is reported and left out. */
bool import_topics(struct store *st, int64_t source, const char *folder, FILE *report, struct err *err);

#endif
