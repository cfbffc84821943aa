/* SPDX-License-Identifier: ISC */
/* Reads the article of one page into the cache: dateline-fetch's side of
 * desk/full.h. */
#ifndef DESK_FULL_GET_H
#define DESK_FULL_GET_H

#include <stdbool.h>

struct err;
struct import_options;

struct full_wish {
	const char *url;
	const char *beside;		/* source of the article, NULL: none of the web */
	const char *folder;		/* of the cache */
};

/* OPTIONS: parser, http and stop count. */
bool full_get(const struct import_options *options, const struct full_wish *wish, struct err *err);

#endif
