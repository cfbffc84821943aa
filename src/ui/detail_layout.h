/* SPDX-License-Identifier: ISC */
/* Lines being put together: what the files of the detail's text share. */
#ifndef UI_DETAIL_LAYOUT_H
#define UI_DETAIL_LAYOUT_H

#include <stdint.h>

#include "base/arena.h"
#include "ui/detail_text.h"

struct detail_layout {
	struct arena *a;
	const struct detail_view *view;
	struct detail_text *out;
	int width;			/* columns of the text, margins left out */
	size_t related;			/* for the lines that come */
	enum action action;
	const char *facts;		/* collected for one line, NULL: none */
	size_t facts_line;		/* lines there were when the last ones ended, 0: not to go on */
	int facts_x;			/* columns that they took */
};

enum { DETAIL_MARGIN = 1 };

void detail_line_begin(struct detail_layout *l);
/* Appends to the line begun last; columns count from the margin. */
void detail_span_at(struct detail_layout *l, int x, int width, enum role role, const char *text);
/* The span put last leads there. */
void detail_span_link(struct detail_layout *l, const char *url);
void detail_blank(struct detail_layout *l);
/* Breaks TEXT into lines, INDENT columns in. */
void detail_wrap(struct detail_layout *l, int indent, enum role role, const char *text);
/* Facts of one line stand apart by a dot. */
void detail_fact(struct detail_layout *l, const char *text);
/* Those collected make a line, or go on in the one that was ended last where
 * they fit as a whole. */
void detail_facts_end(struct detail_layout *l, enum role role);
/* A heading with something said beside it; NOTE may be NULL. */
void detail_heading(struct detail_layout *l, const char *title, const char *note);
/* A text with the marks of model/text.h. */
void detail_content(struct detail_layout *l, const char *text);
/* What is delivered as HTML or Markdown, as plain text. */
const char *detail_plain(struct arena *a, const char *text);
/* The coverage, when there is some (detail_related.c). */
void detail_related(struct detail_layout *l);

#endif
