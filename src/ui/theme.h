/* SPDX-License-Identifier: ISC */
/* What each role looks like on this terminal. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>

#include "settings/roles.h"

/* After the screen is open.  COLOURS false: attributes only. */
void theme_init(bool colours);
/* Curses attributes and colour pair of a role. */
unsigned theme_attributes(enum role role);
short theme_pair(enum role role);
/* Name of the role that has this pair, for pictures in tests. */
const char *theme_name(short pair);

#endif
