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

/* WANTED: what `z` has chosen (0: what fits best, counting up changes it);
 * FOCUS: the pane that is shown when there is room for one. */
void layout_compute(struct layout *l, int lines, int columns, int wanted, int focus);

#endif
