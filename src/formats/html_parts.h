/* SPDX-License-Identifier: ISC */
/* What the files of the HTML reader share.  html_scan goes over the bytes and
 * leaves out what would cost too much; libxml2 reads the rest and html_elements
 * says what each element does; html_text puts lines together. */
#ifndef FORMATS_HTML_PARTS_H
#define FORMATS_HTML_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "formats/html.h"

/* -- html_scan.c */

/* Appends the HTML with relative addresses resolved (BASE NULL: as they are),
 * without attributes and nesting beyond their limits. */
void html_scan(struct arena *a, const char *html, size_t n, const char *base, struct buf *out);
/* Bytes of the entity at P, its text appended; 0: it is none. */
size_t html_entity(const char *p, size_t n, struct buf *out);

struct html_text;
/* The words alone, whatever the tags mean. */
void html_words(struct html_text *t, const char *html, size_t n);

/* -- html_text.c: lines from words */

enum { HTML_LEVELS = 12, HTML_TEXT_MAX = 2 * 1024 * 1024 };

/* Something that lines are inside of, and what they begin with there. */
struct html_level {
	char first[16], rest[16];
	bool begun;
};

struct html_text {
	struct buf out;
	struct html_level levels[HTML_LEVELS];
	size_t nlevels, beyond;		/* more of them than there is room for */
	size_t low;			/* levels that were never left since the last words */
	int gap;			/* newlines owed */
	enum html_blank { BLANK_NONE, BLANK_SOFT, BLANK_HARD } blank;
	bool full;
};

void html_text_done(struct html_text *t);
void html_text_enter(struct html_text *t, const char *first, const char *rest);
void html_text_leave(struct html_text *t);
/* At least that many newlines before the next words. */
void html_text_gap(struct html_text *t, int newlines);
/* Nothing has been written in the level entered last. */
bool html_text_is_fresh(const struct html_text *t);
/* Words as HTML has them: blanks run together. */
void html_text_words(struct html_text *t, const char *s, size_t n);
/* Words of our own, as they are. */
void html_text_put(struct html_text *t, const char *s);
/* Lines as they are written; VERBATIM ones each behind a TAB. */
void html_text_lines(struct html_text *t, const char *s, size_t n, bool verbatim);

enum html_what {
	HTML_INLINE, HTML_LINES, HTML_PARAGRAPH, HTML_HEADING, HTML_LIST, HTML_NUMBERS, HTML_ITEM,
	HTML_TERM, HTML_MEANING, HTML_QUOTE, HTML_CODE, HTML_VERBATIM, HTML_QUOTATION, HTML_BREAK,
	HTML_RULE, HTML_LINK, HTML_IMAGE, HTML_MEDIA, HTML_SOURCE, HTML_TABLE, HTML_ROW, HTML_CELL,
	HTML_RAISED, HTML_INPUT, HTML_DROPPED
};

/* -- html_kinds.c */

enum html_what html_what_of(const char *name);

/* -- html_elements.c */

struct html_open {
	const char *name;
	enum html_what what;
	size_t start;			/* of a link in `words`, of what is raised in the text */
	const char *url;		/* of a link and of media */
	const char *kind, *title;	/* of media */
	int number;			/* of a list: of its next item, 0: bullets */
	bool has_items;
	bool drops;			/* what is inside is not shown */
	bool begun;			/* it has done something that its end ends */
};

enum html_mode { HTML_FULL, HTML_PLAIN, HTML_ONE_LINE };

enum { HTML_DEPTH = 500, HTML_LINKS = 500, HTML_IMAGES = 200 };

struct html_table;

struct html_reader {
	struct arena *arena;
	enum html_mode mode;
	const char *base;
	struct html_text text;
	struct html_open *open;		/* HTML_DEPTH of them, outermost first */
	size_t depth;
	int dropped;			/* elements around that are not shown */
	int verbatim;			/* elements around that keep their blanks */
	struct buf code;		/* inside of them */
	struct buf words;		/* of the link at hand */
	int in_link;
	struct html_table *table;	/* around, NULL: none */
	struct html *html;
	void *parser;
	long stopped;			/* where it was stopped, -1: nowhere */
};

/* Reads HTML (UTF-8 made safe) by what its elements do. */
void html_elements_read(struct html_reader *r, const char *html, size_t n);

/* -- html_table.c: what is between begin and end becomes a cell */

bool html_table_begin(struct html_reader *r);	/* false: too many around it */
void html_table_end(struct html_reader *r);
void html_row_begin(struct html_reader *r);
void html_row_end(struct html_reader *r);
void html_cell_begin(struct html_reader *r);
void html_cell_end(struct html_reader *r, bool head, int span);

/* -- html_media.c */

const char *html_attribute(const char *const *attributes, const char *name);
/* The address in full, NULL: nothing that can be opened from here. */
const char *html_address(struct html_reader *r, const char *href);
/* The number of the link, 0: there are too many. */
size_t html_link_add(struct html_reader *r, const char *url, const char *text, size_t n);
void html_image_see(struct html_reader *r, const char *const *attributes);
void html_media_begin(struct html_reader *r, struct html_open *o, const char *const *attributes);
void html_media_source(struct html_reader *r, const char *const *attributes);
void html_media_end(struct html_reader *r, const struct html_open *o);
bool html_is_hidden(const char *const *attributes);

#endif
