/* SPDX-License-Identifier: ISC */
/* What each role looks like on this terminal. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>

#include "settings/roles.h"

struct theme;

/* As the option `colors` says it. */
enum theme_depth { THEME_DEPTH_AUTO, THEME_DEPTH_NONE, THEME_DEPTH_8, THEME_DEPTH_256, THEME_DEPTH_TRUE };

/* After the screen is open; again whenever something else is wished. */
void theme_init(const struct theme *theme, enum theme_depth depth);
/* After another program had the terminal. */
void theme_resume(void);
/* Curses attributes and colour pair of a role. */
unsigned theme_attributes(enum role role);
short theme_pair(enum role role);
/* The pair that blanks have, 0: none of ours, since the theme leaves the
 * terminal its background. */
short theme_background(void);
/* Name of the role that has this pair, for pictures in tests; of no pair, the
 * attributes: "bold". */
const char *theme_name(short pair, unsigned attributes);

/* theme_colors.c: red, green, blue of one of the 256; the nearest of the first
 * COUNT (8, 16 or 256) to a colour of a theme. */
int theme_rgb(int index);
int theme_nearest(int color, int count);

#endif
