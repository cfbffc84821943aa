/* SPDX-License-Identifier: ISC */
/* Who gets which part of the screen: pure arithmetic. */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include <stdbool.h>

enum layout_kind { LAYOUT_WIDE, LAYOUT_MEDIUM, LAYOUT_BESIDE, LAYOUT_SINGLE, LAYOUT_TINY };

struct box { int y, x, height, width; };	/* height 0: not shown */

enum { LAYOUT_PANES = 3 };

struct layout {
	enum layout_kind kind;
	int lines, columns;
	bool ruled;			/* lines are drawn below the top and above the bottom */
	struct box top, bottom;
	struct box pane[LAYOUT_PANES];
};

enum { LAYOUT_WIDE_COLUMNS = 140, LAYOUT_MEDIUM_COLUMNS = 80, LAYOUT_LOW_LINES = 14,
	LAYOUT_LEAST_COLUMNS = 20, LAYOUT_LEAST_LINES = 5 };

/* What the user wants of it. */
struct layout_wish {
	int kind;			/* place in the choices of the setting `layout`, 0: what fits */
	int turns;			/* how often `z` has gone on from there */
	int focus;			/* the pane that is shown when there is room for one */
	int topics;			/* columns of the topics, 0: what fits */
	bool linear;			/* one pane, no lines around it */
	int list;			/* per cent for the list beside or above the article, 0: what fits */
};
void layout_compute(struct layout *l, int lines, int columns, const struct layout_wish *wish);
/* "wide", as the setting says it. */
const char *layout_name(enum layout_kind kind);

#endif
