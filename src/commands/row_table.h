/* SPDX-License-Identifier: ISC */
/* Rows for the eye: day headings, the title cut to the terminal's width. */
#ifndef COMMANDS_ROW_TABLE_H
#define COMMANDS_ROW_TABLE_H

#include <stdbool.h>

struct buf;
struct row;

struct row_table {
	int columns;
	bool by_day;			/* the order is by date: days get headings */
	int day;			/* of the last row */
	bool begun;
};

void row_table_put(struct row_table *t, struct buf *out, const struct row *row);

#endif
