/* SPDX-License-Identifier: ISC */
/* What the files of the reader of charsets share. */
#ifndef FORMATS_CHARSET_PARTS_H
#define FORMATS_CHARSET_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct charset_row {
	const char *names;
	const char *characters;
};

/* NAME in lower case, letters and digits only. */
const struct charset_row *charset_row_find(const char *name);
/* The code point of each byte; true: it is EBCDIC. */
bool charset_row_table(const struct charset_row *row, uint32_t table[256]);

#endif
