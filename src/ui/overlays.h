/* SPDX-License-Identifier: ISC */
/* Panes that lie above the others until they are closed. */
#ifndef UI_OVERLAYS_H
#define UI_OVERLAYS_H

#include <stdbool.h>
#include <stddef.h>

struct pane;
struct reader;

struct pane *help_new(struct reader *rd);
/* All links of the article shown; NULL: it has none. */
struct pane *links_new(struct reader *rd);

/* A list to choose from, narrowed by typing. */
struct picker_item {
	const char *label;		/* copied */
	const char *detail;		/* shown dim beside it, may be NULL; copied */
	const char *value;		/* handed to CHOSEN; copied */
	int indent;
};
struct pane *picker_new(const char *title, const struct picker_item *items, size_t count,
    const char *selected, void (*chosen)(struct reader *rd, const char *value));

/* All sources (sources_pane.c). */
struct pane *sources_pane_new(struct reader *rd);

struct pane *topics_pane_new(struct reader *rd);
struct pane *stories_pane_new(struct reader *rd);
struct pane *detail_pane_new(struct reader *rd);

#endif
