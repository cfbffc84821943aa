/* SPDX-License-Identifier: ISC */
/* The lines of the pane on the left: topics as a tree, sources, each section
 * with its heading.  What is folded and chosen is remembered by kind and id, so
 * that new counts change nothing that is on screen. */
#ifndef UI_TOPICS_LINES_H
#define UI_TOPICS_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reader;

enum topics_kind {
	TOPICS_HEADING,			/* cannot be chosen; TEXT says what it is, "" a blank line */
	TOPICS_ALL,			/* all articles */
	TOPICS_TOPIC,
	TOPICS_SOURCE,
	TOPICS_VIEW
};

struct topics_line {
	enum topics_kind kind;
	const char *text;
	size_t index;			/* among the reader's topics, sources or views */
	int64_t id;			/* of that one; 0: none */
};

struct topics_lines {
	struct topics_line *line;
	size_t count;
	int64_t *folded;		/* topics */
	size_t nfolded;
};

/* Makes the lines anew. */
void topics_lines_make(struct topics_lines *l, const struct reader *rd);
void topics_lines_done(struct topics_lines *l);
bool topics_lines_is_folded(const struct topics_lines *l, int64_t topic);
void topics_lines_fold(struct topics_lines *l, int64_t topic, bool yes);
bool topics_lines_has_children(const struct reader *rd, size_t topic);
/* Where KIND and ID stand; the first line that can be chosen when they have gone. */
size_t topics_lines_find(const struct topics_lines *l, enum topics_kind kind, int64_t id);
/* The line that one comes to by going BY lines, headings not counted. */
size_t topics_lines_step(const struct topics_lines *l, size_t from, long by);

#endif
