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
/* A headline of which some words stand in another one too: those are dim.  In up
 * to ROOM columns from X on, cut; or, INDENT columns in, whole (detail_headline.c). */
struct detail_headline {
	const char *text;
	const struct headline *parts;	/* NULL: not compared */
	enum role own;
};
void detail_headline_at(struct detail_layout *l, int x, int room, const struct detail_headline *h);
void detail_headline_wrap(struct detail_layout *l, int indent, const struct detail_headline *h);
/* The coverage, when there is some (detail_related.c). */
void detail_related(struct detail_layout *l);
/* One item of it, and what more there is of the chosen one (detail_item.c). */
void detail_item(struct detail_layout *l, size_t i, int indent);
/* "-39m" of item I, ""; its headline. */
const char *detail_item_delta(struct detail_layout *l, size_t i);
struct detail_headline detail_item_headline(struct detail_layout *l, size_t i);
/* When the outlets joined, in two lines, or in words (detail_times.c). */
void detail_times(struct detail_layout *l);
/* The excerpt of the item that is stepped to, in place of the article's. */
void detail_step(struct detail_layout *l);

#endif
