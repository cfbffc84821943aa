/* SPDX-License-Identifier: ISC */
/* A rectangle of the screen that a pane draws on, by role.  Everything is
 * clipped; text is cut between graphemes.  What is drawn must be safe text:
 * this is asserted here, the last place before the terminal. */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "settings/roles.h"

struct canvas {
	int y, x;			/* on the screen */
	int height, width;
	bool ascii;			/* no UTF-8 here: use plain signs */
};

/* Draws at (Y, X) in at most WIDTH columns (< 0: to the edge); returns the
 * columns used.  _cut ends what did not fit with "…". */
int canvas_text(const struct canvas *c, int y, int x, int width, enum role role, const char *s);
int canvas_text_n(const struct canvas *c, int y, int x, int width, enum role role, const char *s, size_t n);
int canvas_text_cut(const struct canvas *c, int y, int x, int width, enum role role, const char *s);
int canvas_printf(const struct canvas *c, int y, int x, int width, enum role role, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* Blanks. */
void canvas_fill(const struct canvas *c, int y, int x, int width, enum role role);
void canvas_clear(const struct canvas *c, enum role role);
/* The same above what is drawn already, wide characters at the edges too. */
void canvas_clear_over(const struct canvas *c, enum role role);
void canvas_vline(const struct canvas *c, int y, int x, int height, enum role role);
void canvas_hline(const struct canvas *c, int y, int x, int width, enum role role);
/* Where the hardware cursor rests after drawing. */
void canvas_cursor(const struct canvas *c, int y, int x, bool visible);
/* Where it was put since this was last asked, on the screen; false: nowhere. */
bool canvas_take_cursor(int *y, int *x, bool *visible);

enum sign {
	SIGN_UNREAD, SIGN_PARTLY, SIGN_STAR, SIGN_COVERAGE, SIGN_ELLIPSIS, SIGN_OPEN, SIGN_CLOSED,
	SIGN_DOT, SIGN_BUSY, SIGN_DAMAGED, SIGN_VIDEO, SIGN_BULLET, SIGN_QUOTE, SIGN_RULE, SIGN_GOES_ON,
	SIGN_HERE,
	SIGN_COUNT
};
/* "●" or "*": all of one column. */
const char *canvas_sign(const struct canvas *c, enum sign sign);
/* Bar of one column for 0..8 eighths, and its ASCII stand-in. */
const char *canvas_bar(const struct canvas *c, int eighths);

#endif
