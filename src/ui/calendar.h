/* SPDX-License-Identifier: ISC */
#ifndef UI_CALENDAR_H
#define UI_CALENDAR_H

struct reader;

/* A month to choose a day from, above the panes; where it has no room, the
 * question for a date. */
void calendar_open(struct reader *rd);

#endif
