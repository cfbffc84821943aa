/* SPDX-License-Identifier: ISC */
/* A pane turns an action into effects; drawing changes nothing that matters.
 * key -> action -> pane.act -> effects -> draw. */
#ifndef UI_PANE_H
#define UI_PANE_H

#include <stdbool.h>

#include "settings/actions.h"

struct canvas;
struct pane;
struct reader;

enum effect {
	EFFECT_NONE = 0,
	EFFECT_HANDLED = 1 << 0,	/* done, nothing looks different */
	EFFECT_DRAW = 1 << 1,		/* this pane looks different now */
	EFFECT_DRAW_ALL = 1 << 2,	/* the others too */
	EFFECT_FOLLOW = 1 << 3,		/* the selection moved: the detail follows */
	EFFECT_CLOSE = 1 << 4,		/* an overlay is finished with */
	EFFECT_QUIT = 1 << 5
};

struct pane_ops {
	const char *title;
	/* COUNT is the number typed before the key, 0 if none.  EFFECT_NONE: not
	 * for this pane, let the reader see to it. */
	unsigned (*act)(struct pane *p, struct reader *rd, enum action action, int count);
	/* Overlays that are typed into get every key here first, text in UTF8 ("" for
	 * other keys) and its code of keymap.h; what they answer EFFECT_NONE to goes
	 * on as an action.  NULL: keys are actions here. */
	unsigned (*type)(struct pane *p, struct reader *rd, const char *utf8, int key);
	unsigned (*click)(struct pane *p, struct reader *rd, int y, int x, bool twice);
	unsigned (*wheel)(struct pane *p, struct reader *rd, int lines);
	/* Overlays: one piece of work aside; false: nothing is left.  NULL: none. */
	bool (*idle)(struct pane *p, struct reader *rd);
	/* On a canvas that is blank.  An overlay gets the whole screen, not blanked,
	 * and draws its own box on it. */
	void (*draw)(struct pane *p, struct reader *rd, const struct canvas *c, bool focused);
	void (*free)(struct pane *p);
};

enum { PANE_FAR = 1 << 30 };
/* The lines by which a movement goes down, PANE_FAR: to the end; 0: it is none. */
long pane_distance(enum action action, int count, long page);

/* First member of every pane's own struct. */
struct pane {
	const struct pane_ops *ops;
	int height, width;		/* as last drawn */
};

#endif
