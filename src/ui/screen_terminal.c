/* SPDX-License-Identifier: ISC */
/* What terminfo says before curses is asked to draw.  On its own, because
 * term.h gives short names to macros. */
#include "ui/screen_terminal.h"

#include <unistd.h>

#include <curses.h>
#include <term.h>

bool
screen_can_move_cursor(void)
{
	int code;

	if (setupterm(NULL, STDOUT_FILENO, &code) != OK)
		return true;
	const char *move = tigetstr("cup");
	bool can = move != NULL && move != (const char *)-1;

	del_curterm(cur_term);
	return can;
}
