/* SPDX-License-Identifier: ISC */
/* The article in the detail pane: from the store, or a related item that the
 * store does not have; with the way back. */
#ifndef DESK_READING_H
#define DESK_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/headline.h"
#include "store/store.h"

struct desk;
struct err;

/* Where the pane stands in it; comes back on the way back. */
struct reading_place {
	size_t top;			/* first line shown */
	size_t chosen;			/* related item, from 1; 0: none */
	size_t step;			/* the one whose excerpt is shown in place of its own, 0: none */
};

struct reading {
	struct desk *desk;
	struct arena arena;		/* owns what is shown */
	unsigned serial;		/* another one whenever something is loaded */
	struct reading_place place;
	int64_t id;			/* 0: nothing, or a related item without id */
	int64_t of;			/* article that is loaded: ID, or that of the related item */
	const struct related *outside;	/* the related item shown, when the store has no article of it */
	struct store_article shown;
	int64_t wish;			/* its full text is to be shown, 0: of none */
	bool full;			/* SHOWN has it in place of what the store has */
	const char *full_url;		/* where it was read */
	int64_t full_at;		/* and when */
	struct store_match *matches;	/* one a related item; the weaker ones come last */
	struct headline *headlines;	/* likewise; NULL: not compared */
	struct reading_step *back;	/* where one came from, NULL: nowhere */
	size_t depth;
};

void reading_init(struct reading *rd, struct desk *desk);
void reading_done(struct reading *rd);
/* Shows an article and forgets the way back; id 0 shows nothing. */
bool reading_show(struct reading *rd, int64_t id, struct err *err);
/* Loads again (marks, changed text) without losing the way back. */
bool reading_reload(struct reading *rd, struct err *err);
/* Shows its full text, if the cache has it (`full` then), or what the store has. */
bool reading_show_full(struct reading *rd, bool full, struct err *err);
size_t reading_related_count(const struct reading *rd);
/* Links that its text numbers. */
size_t reading_numbered_links(const struct reading *rd);
/* Goes into related item I (from 0): that article if the store has it. */
bool reading_enter(struct reading *rd, size_t i, struct err *err);
bool reading_can_go_back(const struct reading *rd);
bool reading_back(struct reading *rd, struct err *err);
/* Links that keys open; NULL when there is none: that of what is stepped to. */
const char *reading_link(const struct reading *rd);
const char *reading_related_link(const struct reading *rd, size_t i);

#endif
