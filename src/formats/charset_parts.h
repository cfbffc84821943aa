/* SPDX-License-Identifier: ISC */
/* What the files of the reader of charsets share. */
#ifndef FORMATS_CHARSET_PARTS_H
#define FORMATS_CHARSET_PARTS_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

struct charset_row {
	const char *names;
	const char *characters;
};

enum charset_kind {
	KIND_UTF8, KIND_UTF16LE, KIND_UTF16BE, KIND_UTF32LE, KIND_UTF32BE, KIND_TABLE, KIND_ICONV, KIND_HZ,
	KIND_UTF7			/* by its converter; only where it is declared */
};

struct charset {
	enum charset_kind kind;
	const struct charset_row *row;	/* of KIND_TABLE */
	iconv_t converter;		/* of KIND_ICONV, KIND_UTF7 */
};

/* -- charset_names.c */

/* False: there is no such charset. */
bool charset_find(const char *name, size_t n, struct charset *c);
/* What reads GB2312 in eight bits; 0 or -1: nothing does. */
iconv_t charset_chinese(void);

/* -- charset_convert.c */

/* Into OUT instead of what was there; how many bytes meant nothing. */
size_t charset_convert(const struct charset *c, const char *p, size_t n, struct buf *out);
/* How many bytes of P are valid UTF-8 and allowed in XML. */
size_t charset_good_utf8(const char *p, size_t n);

/* -- charset_tables.c */

/* NAME in lower case, letters and digits only. */
const struct charset_row *charset_row_find(const char *name);
/* The code point of each byte; true: it is EBCDIC. */
bool charset_row_table(const struct charset_row *row, uint32_t table[256]);

#endif
