/* SPDX-License-Identifier: ISC */
/* A growing run of bytes.  `p` is always followed by a NUL byte once anything
 * was added; use buf_str() where an empty buffer must read as "". */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
	char *p;
	size_t n;
	size_t cap;
};

void buf_init(struct buf *b);			/* the same as {0} */
void buf_done(struct buf *b);
void buf_reset(struct buf *b);			/* empty, keeps its memory */
void buf_reserve(struct buf *b, size_t more);	/* room for MORE bytes and a NUL */
void buf_add(struct buf *b, const void *data, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* S in "...", with a backslash in front of quotation marks and backslashes. */
void buf_put_quoted(struct buf *b, const char *s);
void buf_drop(struct buf *b, size_t n);		/* removes N bytes from the front */
const char *buf_str(const struct buf *b);

#endif
