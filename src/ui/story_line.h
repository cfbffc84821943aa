/* SPDX-License-Identifier: ISC */
#ifndef UI_STORY_LINE_H
#define UI_STORY_LINE_H

#include <stdbool.h>

struct canvas;
struct err;
struct found;
struct row;

/* A line being drawn: X grows from the left, RIGHT shrinks from the right. */
struct story_line {
	const struct canvas *c;
	const struct row *row;
	int y, x, right;
	bool selected, focused, by_day, chosen, linear;
	bool other;			/* shown in place of what the story is under elsewhere */
	bool hot;			/* enough of its heat is left by now */
	bool marked;			/* selected is said by a mark, not by a bar */
	struct found *found;		/* words to be shown, NULL: none */
	const char *row_format;		/* of the settings; "" or NULL: built in */
};

void story_line_draw(struct story_line *l);
/* Whether FORMAT can be a row; else words that say what is allowed. */
bool story_line_check(const char *format, struct err *err);

#endif
