/* SPDX-License-Identifier: ISC */
/* Names of files for articles: single names that lead nowhere else, each given
 * once. */
#ifndef COMMANDS_EXPORT_NAME_H
#define COMMANDS_EXPORT_NAME_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct article;

struct export_names {
	uint64_t *taken;		/* hashes of the names given, 0: free */
	size_t size, count;
};

/* A name ending in .md, made of the article's guid, else of its date and
 * title.  In the arena. */
const char *export_name(struct export_names *names, struct arena *a, const struct article *art);
void export_names_done(struct export_names *names);

#endif
