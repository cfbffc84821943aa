/* SPDX-License-Identifier: ISC */
/* Names of files made of text from outside: single names that lead nowhere
 * else, without an ending. */
#ifndef MODEL_FILE_NAME_H
#define MODEL_FILE_NAME_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* N bytes of S as a name; "" if nothing is left of it. */
const char *file_name_tame(struct arena *a, const char *s, size_t n);
/* "2020-12-17-the-title", "article" when there is neither. */
const char *file_name_of(struct arena *a, int64_t published, const char *title);

#endif
