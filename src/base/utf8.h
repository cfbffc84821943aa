/* SPDX-License-Identifier: ISC */
/* UTF-8: decoding, making text safe for a terminal, columns, cutting.
 * Columns are counted as ncurses draws: wcwidth() of each code point, joined
 * emoji two; grapheme clusters (UAX #29) are never split. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

size_t utf8_decode_any(const char *s, size_t n, uint32_t *cp);

/* Decodes one code point of at most N bytes into *CP and returns its length;
 * a byte that starts no valid sequence gives U+FFFD and 1.  N must be > 0. */
static inline size_t
utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *u = (const unsigned char *)s;

	/* Nearly all are of one, two or three bytes. */
	if (u[0] < 0x80) {
		*cp = u[0];
		return 1;
	}
	if (u[0] >= 0xC2 && u[0] <= 0xDF && n > 1 && (u[1] & 0xC0) == 0x80) {
		*cp = (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
		return 2;
	}
	if (u[0] > 0xE0 && u[0] < 0xED && n > 2 && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80) {
		*cp = (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
		return 3;
	}
	return utf8_decode_any(s, n, cp);
}

size_t utf8_encode(uint32_t cp, char out[4]);
bool utf8_valid(const char *s, size_t n);
/* Bytes at the beginning that are ASCII. */
size_t utf8_ascii(const char *s, size_t n);

enum utf8_clean {
	UTF8_LINE,	/* one line: tabs, newlines and runs of blanks become one blank, ends trimmed */
	UTF8_TEXT	/* several lines: \n and \t stay, \r\n and \r become \n */
};

/* Appends S made safe: bad UTF-8 becomes U+FFFD; C0, C1, DEL, bidi overrides
 * and isolates, tags, U+2028/9, noncharacters and zero-width characters are
 * removed; joiners and variation selectors stay in emoji and between letters of
 * scripts that are written with them. */
void utf8_clean(struct buf *out, const char *s, size_t n, enum utf8_clean mode);
/* The same into an arena. */
char *utf8_clean_dup(struct arena *a, const char *s, size_t n, enum utf8_clean mode);
bool utf8_is_clean(const char *s, size_t n, enum utf8_clean mode);

/* Length in bytes of the first grapheme cluster of S, and its columns. */
size_t utf8_grapheme(const char *s, size_t n, int *columns);
/* Columns that S takes. */
int utf8_columns(const char *s, size_t n);
/* Bytes of the longest prefix of whole graphemes that fits into COLUMNS;
 * *USED (may be NULL) is what that prefix takes. */
size_t utf8_fit(const char *s, size_t n, int columns, int *used);

/* The nearest of ASCII, for a terminal that has not got it: "e" for "é", a quote
 * for any quote, "?" where there is none, '\0' for a mark upon another sign. */
char utf8_plain(uint32_t cp);

/* Case folded, accents removed: what search and pickers compare. */
char *utf8_fold(struct arena *a, const char *s, size_t n);

#endif
