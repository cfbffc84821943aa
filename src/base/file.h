/* SPDX-License-Identifier: ISC */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct arena;
struct buf;
struct err;

/* Reads a whole file of at most LIMIT bytes, appending to OUT. */
bool file_read(const char *path, size_t limit, struct buf *out, struct err *err);
/* Replaces PATH in one step: temporary file beside it, fsync, rename, fsync of
 * the folder; keeps the mode of a file that is there, follows a symlink. */
bool file_write_atomic(const char *path, const void *data, size_t n, struct err *err);
bool file_make_dirs(const char *path, mode_t mode, struct err *err);	/* mkdir -p */
bool file_exists(const char *path);
bool file_is_dir(const char *path);
char *file_join(struct arena *a, const char *folder, const char *name);
/* Absolute path with "~/" expanded; of a path that need not exist. */
char *file_absolute(struct arena *a, const char *path);
/* A file's or folder's last name, made safe to show. */
char *file_base_name(struct arena *a, const char *path);
bool file_write_all(int fd, const void *data, size_t n);	/* restarts, false on error */

#endif
