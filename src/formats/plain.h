/* SPDX-License-Identifier: ISC */
#ifndef FORMATS_PLAIN_H
#define FORMATS_PLAIN_H

#include <stddef.h>

struct buf;

/* Appends S without tags and with common entities decoded, if it evidently
 * has tags; else as it is. */
void plain_text(struct buf *out, const char *s, size_t n);

#endif
