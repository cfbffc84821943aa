/* SPDX-License-Identifier: ISC */
/* sources.yaml as text: read, appended to, cut from.  Comments, order and
 * blank lines of the user's stay. */
#ifndef DESK_SOURCES_FILE_H
#define DESK_SOURCES_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "desk/sources_options.h"
#include "model/source.h"

struct arena;
struct err;

struct sources_entry {
	const char *text;		/* as written */
	const char *location;		/* absolute path, or the address as written */
	const char *problem;		/* why it cannot be used, NULL: it can */
	size_t line, column;		/* of the value */
	struct source_options options;
	struct sources_remark *remarks;	/* on keys that cannot be used */
	size_t from, to;		/* lines that it takes: from <= line < to */
};

/* All entries, in order; *EXISTS false and none when there is no file. */
bool sources_file_read(struct arena *a, const char *path, struct sources_entry **entries, size_t *count,
    bool *exists, struct err *err);
/* The same for text that is not in the file yet, errors in it left out. */
struct buf;
bool sources_file_read_text(struct arena *a, const char *path, const struct buf *text,
    struct sources_entry **entries, size_t *count);
/* Appends an entry; makes the file when missing. */
bool sources_file_append(const char *path, const char *location, struct err *err);
/* The same for N, with their locations and options. */
bool sources_file_append_all(const char *path, const struct sources_entry *entries, size_t n,
    struct err *err);
/* Cuts all entries with this location; *CUT says how many. */
bool sources_file_cut(const char *path, const char *location, size_t *cut, struct err *err);
/* Where the source at FROM is from now on; all else stays, comments and options
 * too.  *FOUND false: it is not in the file. */
bool sources_file_move(const char *path, const char *from, const char *to, bool *found, struct err *err);
/* Keeps other dateline processes from editing meanwhile; -1 where that is not
 * possible.  Given back by close(). */
int sources_file_lock(const char *path);

#endif
