/* SPDX-License-Identifier: ISC */
/* What the files of the edition share; nobody else includes it. */
#ifndef DESK_EDITION_PARTS_H
#define DESK_EDITION_PARTS_H

#include "base/arena.h"
#include "desk/edition.h"
#include "store/store.h"

enum {
	EDITION_FIRST = 64,		/* rows of the first load */
	EDITION_CHUNK = 128,		/* rows that come at a time when scrolling */
	EDITION_MOST = 1024,		/* rows in memory */
	EDITION_KEPT = 1024,
	EDITION_DAYS = 128,
	EDITION_LINES = 1024
};

struct edition_day {
	int day;
	int64_t count;			/* -1: slot is free or not counted yet */
	bool stale;
};

/* A row whose marks have changed since the query was set: it stays. */
struct edition_kept {
	struct row row;
	bool extra;			/* the store would not list it any more */
};

/* The row that is unfolded, and the item of its coverage that is selected. */
struct edition_cover {
	struct arena arena;
	int64_t id;			/* of the row; 0: none */
	size_t count, chosen;		/* from 1; 0: the row itself */
	struct store_article shown;
	struct store_match *matches;
	struct headline *headlines;
};

struct edition {
	struct desk *desk;
	struct arena query_arena;
	const struct query *query;
	struct query_sort sort;
	struct store_fold fold;		/* one row a story, as the settings say */
	bool by_mark;			/* the query looks at marks */
	int64_t step;			/* more was marked read by it than can be kept: it stays listed */

	struct arena arena, spare;	/* strings of the rows; the other one is empty */
	struct row *rows;
	size_t n;
	bool at_start, at_end;		/* of the list: there is nothing beyond */
	size_t selected, top;		/* rows; top is the first one drawn */
	bool plain;			/* no headings */
	bool stopped;			/* the store was, while it looked for more rows */
	struct edition_cover cover;
	bool touched;			/* the user has moved: new rows do not move it */

	struct arena kept_arena;
	struct edition_kept kept[EDITION_KEPT];
	size_t nkept;
	/* The selected row where it was read although its story stands elsewhere now. */
	struct arena pin_arena;
	struct row pin;			/* id 0: none */

	int64_t total, base;		/* rows of the list, position of rows[0]; -1 unknown */
	bool total_stale, base_stale;
	bool total_least;		/* there are more than TOTAL; how many is being counted */
	int64_t many;			/* rows that are counted at once, all others at last */
	struct edition_day days[EDITION_DAYS];
	size_t next_day;

	size_t height;			/* lines of the last edition_lines() */
	int drawn[EDITION_LINES];	/* row of each of these lines, -1: heading */
	size_t drawn_cover[EDITION_LINES];	/* item of its coverage, 0: the row */
	size_t ndrawn;
};

/* -- the window (edition_window.c) */
struct store_list edition_list(const struct edition *ed);
struct store_cursor edition_cursor(const struct row *row);
/* A cursor leaves its own row out: one step in front of it does not. */
struct store_cursor edition_in_front(const struct edition *ed, const struct store_cursor *at);
/* < 0: A stands in front of B. */
int edition_compare(const struct edition *ed, const struct store_cursor *a, const struct store_cursor *b);
/* Where a list is to be loaded: rows in front of a place and from it on.  AT
 * NULL: the start of the list, or its end when FROM_END. */
struct edition_place {
	const struct store_cursor *at;
	bool from_end;
	size_t before, after;
};
/* Replaces the window; on failure everything stays as it was.  Row SELECTED is
 * then the first one at the place. */
bool edition_load(struct edition *ed, const struct store_list *list, const struct edition_place *place,
    struct err *err);
/* Loads more rows in front or behind; false when there are none. */
bool edition_extend(struct edition *ed, bool before);
/* -- coverage unfolded (edition_cover.c) */
bool edition_cover_is_at(const struct edition *ed, size_t row);
/* Lines of it below a row in a list of HEIGHT lines. */
size_t edition_cover_lines(const struct edition *ed, size_t row, size_t height);
void edition_cover_leave(struct edition *ed);	/* the row itself is selected */
void edition_cover_reload(struct edition *ed);
void edition_cover_drop(struct edition *ed);
void edition_cover_done(struct edition *ed);
void edition_cover_marked(struct edition *ed, int64_t id, unsigned marks);
/* Moves by rows only; gives how far it went. */
long edition_move_rows(struct edition *ed, long delta);

/* -- lines (edition_lines.c) */
/* The line that the selection is drawn in. */
size_t edition_drawn_line(const struct edition *ed);
/* Puts the top where the selection is drawn there, or as near above as headings
 * allow. */
void edition_put_at_line(struct edition *ed, size_t line);

/* The row of an article, or n. */
size_t edition_index(const struct edition *ed, int64_t id);

/* -- rows that stay (edition_kept.c) */
void edition_keep(struct edition *ed, const struct row *row);
void edition_unkeep(struct edition *ed, int64_t id);
/* All of a part of the list, before they are marked; false: they are too many. */
bool edition_keep_between(struct edition *ed, const struct store_span *span);
void edition_keep_none(struct edition *ed);
/* Keeps ROW, whose place has changed, where it was until another one is selected. */
void edition_pin(struct edition *ed, const struct row *row);
void edition_unpin(struct edition *ed);
/* Asks the store what has become of them. */
void edition_refresh_kept(struct edition *ed);
/* Puts those that belong into the window and are not there. */
void edition_merge_kept(struct edition *ed);
/* Those that the store does not count, in front of AT (NULL: all) and within
 * FROM <= time < TO. */
int64_t edition_count_extra(const struct edition *ed, const struct store_cursor *at, int64_t from,
    int64_t to);

#endif
