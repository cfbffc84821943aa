/* SPDX-License-Identifier: ISC */
/* Documents in UTF-8, whatever they are written in. */
#ifndef FORMATS_CHARSET_H
#define FORMATS_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct format_input;

struct charset_text {
	const char *p;		/* of the input where it is UTF-8 already, else of `own` */
	size_t n;
	struct buf own;
	const char *problem;	/* what is wrong with its encoding, in words; NULL: nothing */
};

/* Makes converters ready; once, before the process is confined. */
void charset_prepare(void);

/* The text of an XML document: valid UTF-8 of characters that XML allows. */
void charset_read(struct charset_text *t, const struct format_input *in);
void charset_done(struct charset_text *t);

#endif
