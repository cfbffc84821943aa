/* SPDX-License-Identifier: ISC */
/* A collection on disk: which folder its articles are in, and which files. */
#ifndef FETCH_FOLDER_H
#define FETCH_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;

struct folder {
	const char *root;		/* articles are below it; names of files are relative to it */
	const char *topics;		/* where topic files would be */
	const char *only;		/* the one file that counts, NULL: all */
	const char *title;		/* safe to show */
};

struct folder_file {
	const char *name;		/* relative to the root */
	int64_t size, mtime;		/* mtime in nanoseconds */
};

/* Makes sense of an absolute path: a site with `_news` in it, a folder of
 * Markdown files, or one file.  Strings are the arena's. */
bool folder_find(struct arena *a, const char *location, struct folder *out, struct err *err);
/* All Markdown files below the root, sorted by name in byte order.  Hidden
 * ones are left out, links to folders are not followed. */
bool folder_walk(struct arena *a, const struct folder *folder, struct folder_file **files, size_t *count,
    struct err *err);
/* How many there are, as far as one can tell in MS milliseconds; *WHOLE false:
 * there may be more. */
bool folder_count(const struct folder *folder, int ms, size_t *count, bool *whole, struct err *err);
/* The YAML files right in FOLDER, sorted; none if there is no such folder. */
void folder_list_yaml(struct arena *a, const char *folder, struct folder_file **files, size_t *count);

#endif
