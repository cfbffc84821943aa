/* SPDX-License-Identifier: ISC */
#ifndef UI_SCREEN_TERMINAL_H
#define UI_SCREEN_TERMINAL_H

#include <stdbool.h>

/* False only when the terminal is known to be unable to put its cursor where it
 * is wanted, as TERM=dumb; curses would draw on it all the same. */
bool screen_can_move_cursor(void);

#endif
