/* SPDX-License-Identifier: ISC */
/* The reader driven by a file instead of a terminal: `dateline read --script
 * FILE`.  The screen opens on nothing, with the size that LINES and COLUMNS
 * give (24 and 80 without).  With --now and TZ set, pictures are always the
 * same.  One command a line; empty lines and those that begin with # are
 * skipped:
 *
 *	size 80x24	size of the screen (also `resize`)
 *	keys jj<Enter>	keys as typed; names of other keys in <>: <Down> <C-d>
 *			<PgDn> <S-Tab> <Space> <Esc>; << is a < itself
 *	wait		until the refresh has ended and everything is counted
 *	rest		as if the selection had rested: the article shown is read
 *	show		prints the picture, blanks at the ends of lines left out
 *	show roles	the same with {role} in front of each stretch
 *	print TEXT	prints TEXT, to tell pictures apart */
#ifndef UI_SCRIPT_H
#define UI_SCRIPT_H

#include <stdbool.h>

struct err;
struct reader;

/* LINES and COLUMNS of the environment, else 24 and 80. */
void script_size(int *lines, int *columns);
bool script_run(struct reader *rd, const char *path, struct err *err);

#endif
