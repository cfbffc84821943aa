/* SPDX-License-Identifier: ISC */
/* Events into the article, by the tables of model/fields.h. */
#ifndef FORMATS_FILL_H
#define FORMATS_FILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "formats/events.h"
#include "formats/formats.h"

struct fill {
	struct arena *arena;
	struct article *art;
	const struct format_output *out;
	struct events ev;
	const char *text;		/* what is being read */
	const char *text_end;
	int first_line;			/* of it in its file */
	const char *at;			/* a line of it ... */
	int at_line;			/* ... and which */
	uint64_t seen;			/* keys of the article that were given */
	int key_line;			/* of the last such key, 0: none yet */
	int notes;			/* damages said */
	bool quiet;			/* say nothing: it was said before */
	struct buf path;		/* of the map that is being filled */
	struct buf scratch;
};

/* Reads TEXT into f->art, on top of what is there.  False: f->ev.why says
 * what ended it, f->key_line where the key stood. */
bool fill_text(struct fill *f, const char *text, size_t n, int first_line);
/* Says that something is wrong; the first becomes the article's damage. */
void fill_note(struct fill *f, int line, int column, const char *message);
void fill_done(struct fill *f);

#endif
