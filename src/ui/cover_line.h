/* SPDX-License-Identifier: ISC */
#ifndef UI_COVER_LINE_H
#define UI_COVER_LINE_H

#include <stdbool.h>

struct article;
struct canvas;
struct headline;
struct related;
struct store_match;

struct cover_line {
	const struct canvas *c;
	int y;
	const struct article *article;	/* whose coverage it is */
	const struct related *related;
	const struct store_match *match;
	const struct headline *headline;	/* what it has in common with the article's own */
	bool first;			/* nobody had the story before */
	bool selected, focused, marked;	/* as of a struct story_line */
};

void cover_line_draw(const struct cover_line *l);

#endif
