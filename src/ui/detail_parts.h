/* SPDX-License-Identifier: ISC */
/* The pane on the right: shared by detail.c and detail_go.c. */
#ifndef UI_DETAIL_PARTS_H
#define UI_DETAIL_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "settings/actions.h"
#include "ui/detail_text.h"
#include "ui/pane.h"
#include "ui/reader.h"

struct detail {
	struct pane pane;
	struct arena arena;
	struct detail_text text;
	/* What the text was made for. */
	unsigned serial;
	int width;
	size_t chosen, step;
	bool why;
	enum detail_nothing nothing;
	uint64_t keys;
	bool ascii, linear, made;

	int64_t why_of;			/* article whose sums are shown, 0: none */
	size_t match;			/* line with searched words that was gone to, from 1; 0: none */
	size_t clicked;			/* item that the last click chose, 0: none */
};

/* -- detail.c */
/* Keys come before the first picture too, and at any width. */
void detail_make_now(struct detail *d, struct reader *rd);
size_t detail_height(const struct detail *d);
void detail_clamp(const struct detail *d, struct reading_place *place);
unsigned detail_scroll(struct detail *d, struct reader *rd, long by);
unsigned detail_choose(struct detail *d, struct reader *rd, size_t i);
unsigned detail_go_to_end(struct detail *d, struct reader *rd, bool last);

/* -- detail_go.c */
unsigned detail_go_to_match(struct detail *d, struct reader *rd, bool below);
/* The next outlet's excerpt or the one before in place of the article's;
 * EFFECT_NONE: there is none on that side. */
unsigned detail_step_outlet(struct detail *d, struct reader *rd, bool forward);
/* Into the item one is on, and back. */
unsigned detail_enter(struct detail *d, struct reader *rd);
unsigned detail_back(struct detail *d, struct reader *rd);
/* The publisher's page, the AMP page. */
unsigned detail_open_other(struct reader *rd, enum action action);
unsigned detail_act_open(struct detail *d, struct reader *rd, enum action action);
unsigned detail_show_why(struct detail *d, struct reader *rd);

#endif
