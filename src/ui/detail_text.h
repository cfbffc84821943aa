/* SPDX-License-Identifier: ISC */
/* An article laid out as lines for a width.  Nothing is drawn here. */
#ifndef UI_DETAIL_TEXT_H
#define UI_DETAIL_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "settings/actions.h"
#include "settings/roles.h"

struct arena;
struct canvas;
struct keymap;
struct reading;
struct why;

struct detail_span {
	int x, width;			/* columns; WIDTH is enough for the text */
	enum role role;
	const char *text;
	const char *url;		/* where it leads, fit for programs; NULL: nowhere */
};

struct detail_line {
	struct detail_span *spans;
	size_t n;
	size_t related;			/* the item that it belongs to, from 1; 0: none */
	enum action action;		/* what a click on it does, ACTION_NONE: nothing */
};

struct detail_text {
	struct detail_line *lines;
	size_t count;
	size_t step;			/* line of the excerpt that is stepped to, from 1; 0: none */
};

/* Why there is no article. */
enum detail_nothing { DETAIL_UNSELECTED, DETAIL_NO_MATCH, DETAIL_NO_ARTICLES };

struct detail_view {
	const struct reading *reading;
	const struct keymap *keymap;
	const struct canvas *canvas;	/* its signs and its width */
	enum detail_nothing nothing;
	bool linear;			/* words in place of pictures */
	const struct why *why;		/* where its figures come from; NULL: nobody asks */
};

/* All of it lives in the arena. */
void detail_text_make(struct arena *a, const struct detail_view *view, struct detail_text *out);
/* Lines of related item I (from 1): *FROM <= line < *TO; both 0 when there are none. */
void detail_text_find(const struct detail_text *t, size_t i, size_t *from, size_t *to);

/* The items that one steps through, one a text: their numbers (from 0) into OUT,
 * which has room for all.  (detail_related.c) */
size_t detail_steps(const struct reading *rd, size_t *out);

#endif
