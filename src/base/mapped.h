/* SPDX-License-Identifier: ISC */
/* A large file as bytes in memory, of which only those being read are there: one
 * at a time. */
#ifndef BASE_MAPPED_H
#define BASE_MAPPED_H

#include <stdbool.h>
#include <stddef.h>

struct err;

/* The first N bytes of FD, a NUL behind them; FD is no longer needed then. */
bool mapped_open(int fd, size_t n, struct err *err);
void mapped_close(void);
const char *mapped_bytes(size_t *n);	/* NULL: none is open */
/* What lies before AT is not looked at for a while and makes room; nothing
 * happens if AT is not within the file.  Cheap enough for each few kilobytes. */
void mapped_behind(const char *at);

#endif
