/* SPDX-License-Identifier: ISC */
/* The list on screen: a query, an order, a window of rows around the selected
 * one, day headings and counts.  However large the archive, only some hundred
 * rows are loaded; the selection is an id and survives reloads.  An article
 * that was read under is:unread stays until the query is set anew. */
#ifndef DESK_EDITION_H
#define DESK_EDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/row.h"
#include "query/query.h"

struct article;
struct desk;
struct edition;
struct err;
struct headline;
struct related;
struct store_fold;
struct store_match;

struct edition *edition_new(struct desk *desk);
void edition_free(struct edition *ed);

/* Sets what is listed (the tree is copied) and loads from its start; keeps the
 * selected article if it is in the new list and KEEP. */
bool edition_set(struct edition *ed, const struct query *q, struct query_sort sort, bool keep,
    struct err *err);
/* Whether a list by date has day headings; it has unless told otherwise. */
void edition_set_headings(struct edition *ed, bool on);
const struct query *edition_query(const struct edition *ed);
struct query_sort edition_sort(const struct edition *ed);
/* The user has done something: from now on a reload keeps the selection, where
 * it shows what is newest before. */
void edition_touch(struct edition *ed);
/* Loads again what is on screen, after the store has changed: nothing jumps. */
bool edition_reload(struct edition *ed, struct err *err);

/* Whether each heading names an outlet, a topic or a source. */
bool edition_is_grouped(const struct edition *ed);
/* Whether row X stands in front of row Y: < 0, the same place: 0, behind: > 0. */
int edition_order(const struct edition *ed, const struct row *x, const struct row *y);
/* NULL when the list is empty.  Valid until the next call that moves or loads. */
const struct row *edition_selected(const struct edition *ed);
/* Moves the selection by DELTA rows; false if it could not move at all. */
bool edition_move(struct edition *ed, long delta);
bool edition_first(struct edition *ed);
bool edition_last(struct edition *ed);
bool edition_select(struct edition *ed, int64_t id);
/* To the next row (DIRECTION 1) or the one before (-1) that is unread. */
bool edition_unread(struct edition *ed, int direction);
/* To the first row of the next older (1) or newer (-1) day, or of the next
 * group (1) or the one before (-1) where the list has groups. */
bool edition_day(struct edition *ed, int direction);
/* To the newest row that is not after T. */
bool edition_time(struct edition *ed, int64_t t);

/* To the first row of those that the store has given ids above ID to. */
bool edition_newer(struct edition *ed, int64_t id);

/* The marks of an article have changed: its row shows it at once. */
void edition_marked(struct edition *ed, int64_t id, unsigned marks);
/* One mark was set or cleared on these articles. */
void edition_marked_some(struct edition *ed, const int64_t *ids, size_t n, enum mark mark, bool set);
/* Marks a part of the list read, NULL: all of it, in the store too; *CHANGED
 * articles.  They all stay in the list. */
struct store_span;
bool edition_read_between(struct edition *ed, const struct store_span *span, int64_t *changed,
    struct err *err);
/* The row leaves the list (hidden); the selection goes to its neighbour. */
void edition_drop(struct edition *ed, int64_t id);

/* The coverage of the selected row below it, in place of any other; false: there
 * is none, or it is there already. */
bool edition_unfold(struct edition *ed, struct err *err);
bool edition_fold(struct edition *ed);
/* Whether what is done on the row of an article is done on all of its story: it is
 * folded, and the settings want that. */
bool edition_is_whole(const struct edition *ed, int64_t id);
/* How its lists are folded, for counts of the same. */
struct store_fold edition_fold_of(const struct edition *ed);
/* Whether ROW stands in for the article that its story is under elsewhere. */
bool edition_is_other(const struct edition *ed, const struct row *row);
/* The item of it that is selected, from 1; 0: the row itself. */
size_t edition_covered(const struct edition *ed);

/* What to draw in HEIGHT lines: headings and rows around the selection with
 * the scroll position kept.  The day heading of the first row stays in line 0. */
struct edition_line {
	bool heading;
	const char *name;		/* heading: of an outlet, topic or source, "" none; else NULL */
	int day;			/* heading: local day, date_day() */
	int64_t count;			/* heading: rows of that day, -1 not counted yet */
	const struct row *row;		/* else */
	const struct article *article;	/* an item of ROW's coverage: that article, */
	const struct related *related;	/* the item, */
	const struct store_match *match;	/* what the store has of it, */
	const struct headline *headline;	/* and what its words have in common with it; else NULL */
	bool selected;
};
size_t edition_lines(struct edition *ed, size_t height, struct edition_line *lines);
/* Selects what is drawn in line I of the last edition_lines. */
bool edition_select_line(struct edition *ed, size_t i);
void edition_scroll(struct edition *ed, long lines);	/* view only; selection follows at the edge */

/* The store was stopped while it looked for rows: there may be more, and the next
 * edition_lines looks again. */
bool edition_is_stopped(const struct edition *ed);

/* Counting is done aside: call while idle until it answers false.  Stops early
 * when the store's interrupt says so. */
bool edition_idle(struct edition *ed);
int64_t edition_total(const struct edition *ed);	/* -1: not counted yet */
bool edition_total_is_least(const struct edition *ed);	/* there may be more, that is not counted yet */
int64_t edition_position(const struct edition *ed);	/* from 1; 0 nothing, -1 unknown */

#endif
