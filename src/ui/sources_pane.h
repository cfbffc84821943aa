/* SPDX-License-Identifier: ISC */
/* What the two files of the list of sources share. */
#ifndef UI_SOURCES_PANE_H
#define UI_SOURCES_PANE_H

#include "base/arena.h"
#include "store/store.h"
#include "ui/pane.h"

struct canvas;

struct sources_row {
	struct source source;
	struct store_http http;
	const char *folded;		/* name, as it is compared */
};

enum sources_order { SOURCES_BY_NAME, SOURCES_BY_ERROR, SOURCES_BY_TIME, SOURCES_BY_UNREAD,
	SOURCES_ORDER_COUNT };

struct sources_pane {
	struct pane pane;
	struct arena arena;
	struct sources_row *rows;
	size_t count;
	unsigned serial;		/* of the reader's sources that these are */
	int64_t id;			/* of the one that is chosen */
	size_t chosen, top;
	enum sources_order order;
	struct { int y, x, lines; } list;	/* on the screen, as last drawn */
};

void sources_draw(struct sources_pane *p, struct reader *rd, const struct canvas *screen);

#endif
