/* SPDX-License-Identifier: ISC */
/* What panes have in common. */
#include "ui/pane.h"

long
pane_distance(enum action action, int count, long page)
{
	long n = count > 0 ? count : 1, half = page > 1 ? page / 2 : 1;

	switch (action) {
	case ACTION_NEXT:
		return n;
	case ACTION_PREVIOUS:
		return -n;
	case ACTION_HALF_DOWN:
		return n * half;
	case ACTION_HALF_UP:
		return -n * half;
	case ACTION_PAGE_DOWN:
		return n * page;
	case ACTION_PAGE_UP:
		return -n * page;
	case ACTION_FIRST:
		return -PANE_FAR;
	case ACTION_LAST:
		return PANE_FAR;
	default:
		return 0;
	}
}
