/* SPDX-License-Identifier: ISC */
/* What an address is, asked over the network; only dateline-fetch links it. */
#ifndef DESK_LOOK_H
#define DESK_LOOK_H

#include <stdbool.h>

struct err;
struct import_options;

/* Reports what can be read there, as fetch_main.c describes it.  False, with
 * words: nothing. */
bool look_run(const struct import_options *options, const char *url, struct err *err);

#endif
