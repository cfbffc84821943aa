/* SPDX-License-Identifier: ISC */
/* What the files of the reader share; panes have no need of it. */
#ifndef UI_READER_PARTS_H
#define UI_READER_PARTS_H

#include "base/arena.h"
#include "desk/edition.h"
#include "desk/find.h"
#include "desk/full.h"
#include "opener/opener_rules.h"
#include "ui/histogram.h"
#include "ui/messages.h"
#include "ui/prompt.h"
#include "ui/reader.h"

struct canvas;
struct prompt_ops;
struct screen_key;

enum dirty {
	DIRTY_PANE = 1,			/* shifted by its pane_id */
	DIRTY_TOPICS = DIRTY_PANE << PANE_TOPICS,
	DIRTY_STORIES = DIRTY_PANE << PANE_STORIES,
	DIRTY_DETAIL = DIRTY_PANE << PANE_DETAIL,
	DIRTY_FRAME = 1 << 3,		/* top, bottom */
	DIRTY_OVERLAY = 1 << 4,
	DIRTY_ALL = 1 << 5		/* with the lines between; everything is drawn from nothing */
};

enum history { HISTORY_SEARCH, HISTORY_FILTER, HISTORY_DATE, HISTORY_HEAT, HISTORY_ADD, HISTORY_COMMAND,
	HISTORY_PIPE, HISTORY_SAVE, HISTORY_SOURCE, HISTORY_VIEW, HISTORY_LABEL, HISTORY_COUNT };

/* What reader_views.c keeps: unread articles of the first KNOWN views. */
struct reader_views {
	int64_t *unread;
	size_t known;
};

/* What reader_empty.c keeps: what it says of the filter, once it has looked. */
struct reader_empty {
	struct arena arena;
	const char *filter;		/* NULL: nothing is said */
	size_t next;			/* part that is to be left out next */
	const char *lines[4];
	size_t n;
};

/* A filter that is yet to be shown (reader_later.c). */
struct reader_later {
	struct arena arena;
	const struct query *query;	/* NULL: none */
	struct query_sort sort;
	bool keep;			/* the selection */
	int64_t began;			/* monotonic ms of this attempt */
	enum action action;		/* a move that was stopped, and is to be made; ACTION_NONE */
	int count;
	bool slow;			/* it has been said that it takes long */
	bool goes_on;			/* no key has come: what drawing looks for may be looked for */
	bool not_now;			/* ... else the store is stopped at once */
	bool at_once;			/* a key stops it whenever it comes, as one types */
	int depth;
};

/* What reader_chosen.c keeps. */
struct reader_chosen {
	int64_t *ids;
	size_t count;
	int64_t single;
	bool ranging;
	struct row from;		/* where the range began: id, time and sort of it */
};

struct reader_own {
	unsigned dirty;
	int wanted;			/* layout chosen with `z` */
	int count;			/* number typed so far */
	int key;			/* the one being acted on */
	int keys_pressed;
	int64_t keys_at;		/* monotonic ms when waiting for more keys ends, 0: not */
	bool keys_waited;		/* for this key */
	bool refused;			/* what was to be done cannot be done here */

	bool follow;			/* the detail is to follow the selection */
	int64_t followed;		/* id that it follows, 0: none */
	size_t followed_cover;		/* item of its coverage, 0: itself */
	int64_t followed_time;		/* of that article, DATE_NONE */
	int64_t moved_at;		/* monotonic ms when the selection was moved by a key */
	int64_t follow_at;		/* when the detail is to follow it, 0: at once */
	int64_t rest_at;		/* monotonic ms when the selection has rested, 0: no matter */

	enum action then;		/* to be done when the prompt has gone */
	int then_count;
	struct prompt_history history[HISTORY_COUNT];
	struct edition *origin;		/* where a search as you type came from */
	struct query_error error;	/* of it; text "" : none */
	bool (*is_wanted)(void *);	/* whether a key has come; NULL: keys do not come by themselves */
	bool unfinished;		/* the filter is not shown yet: a key came first, or it takes long */
	struct reader_later later;

	bool totals_stale, topics_stale, sources_stale, begun;
	bool folded, folding;		/* stories of an older store: all are, some were not yet */
	bool unsettled;			/* articles have yet to come or go with their sources */
	int64_t version;		/* of the store, as last shown */
	int64_t looked_at;		/* monotonic ms of the last look at it */
	int64_t stored;			/* articles of the running refresh that are shown */
	char fetch_error[768];		/* the last one */
	long long fresh, failed;	/* articles, sources of this refresh */
	bool refresh_asked, refresh_stopped;
	bool refresh_again;		/* once it has stopped */
	int64_t refreshed_at;		/* monotonic ms when the last one ended */
	int64_t last_id;		/* of the store before it */
	unsigned sources_serial;	/* another one whenever they are loaded */
	struct opener_rules rules;	/* settings' openers */
	long long damaged;

	struct find find;		/* what the address that is to be added is */
	bool finding;			/* it is not dealt with yet */
	char *before_story;		/* filter that stood before that of a story; NULL: none */
	struct full full;		/* being read for the article FULL_OF, 0: for none */
	int64_t full_of;
	struct reader_chosen chosen;
	struct reader_views views;
	struct reader_empty empty;
	struct histogram histogram;
	struct messages messages;
	enum drag { DRAG_NONE, DRAG_TOPICS, DRAG_LIST } drag;	/* line between panes that is held */
	bool pressed;			/* the mouse's button */
	struct { int64_t at; int y, x; } click;	/* the last one */
};

int64_t reader_clock(void);		/* monotonic, in ms */
void reader_dirty(struct reader *rd, unsigned what);

/* reader_draw.c: brings the screen up to date with what is dirty */
void reader_draw(struct reader *rd);
void reader_relayout(struct reader *rd);

/* reader_frame.c: top and bottom line */
void reader_draw_top(struct reader *rd, const struct canvas *c);
void reader_draw_bottom(struct reader *rd, const struct canvas *c);
/* "by heat" */
const char *reader_order_words(struct query_sort sort);
/* The order that a list has unless its filter says another one. */
struct query_sort reader_usual_order(const struct reader *rd);
/* "1,204" */
const char *reader_format_count(int64_t n, char out[32]);

/* reader_key.c, reader_mouse.c: input */
void reader_key(struct reader *rd, const struct screen_key *k);
/* No more keys have come: what was typed counts. */
void reader_keys_expire(struct reader *rd);
/* By the pane that has the keys, else the reader; false: nothing is to follow it. */
bool reader_take(struct reader *rd, enum action action, int count);
void reader_effects(struct reader *rd, unsigned effects, enum pane_id pane);
void reader_mouse(struct reader *rd, const struct screen_key *k);

/* reader_act.c: actions that no pane has taken */
unsigned reader_act(struct reader *rd, enum action action, int count);

/* reader_mark.c */
/* The article was read, and with the line of its story what has come since. */
void reader_read(struct reader *rd, int64_t id, unsigned marks);
unsigned reader_act_mark(struct reader *rd, enum action action, int count);
/* After marks that may be anywhere in the list. */
void reader_marked_anywhere(struct reader *rd);

/* reader_empty.c: what to change where nothing matches, found out aside */
bool reader_empty_idle(struct reader *rd);
size_t reader_empty_lines(const struct reader *rd, const char *const **lines);
void reader_empty_done(struct reader_empty *e);
/* reader_story.c: the story of the article shown */
unsigned reader_act_story(struct reader *rd, enum action action);

/* reader_later.c: filters that take long.  Between _begin and _end the store gives
 * way to keys; what was stopped is tried again by _again. */
void reader_later_begin(struct reader *rd, bool at_once);
void reader_later_end(struct reader *rd);
void reader_later_keep(struct reader *rd, const struct query *q, struct query_sort sort, bool keep);
void reader_later_again(struct reader *rd);
/* Whether a move that did not succeed was stopped only: then it is made again.  A
 * key comes first, and takes its place. */
bool reader_later_move(struct reader *rd, enum action action, int count);
void reader_later_stop(struct reader *rd);
void reader_later_forget(struct reader *rd);

/* reader_views.c */
unsigned reader_act_views(struct reader *rd, enum action action);
/* Mutes or follows what FILTER finds, now and later. */
void reader_watch(struct reader *rd, const char *filter, bool mute);
/* Counts one view; false: all are known. */
bool reader_count_view(struct reader *rd);
int64_t reader_view_unread(const struct reader *rd, size_t view);
size_t reader_view(const struct reader *rd);	/* the one that filters; their count: none */
void reader_choose_view(struct reader *rd, size_t view);

/* reader_filter.c, reader_ask.c: actions that filter, and their prompts */
unsigned reader_act_filter(struct reader *rd, enum action action);
void reader_ask(struct reader *rd, const struct prompt_ops *ops, enum history history, const char *text);
/* Shows the result of what is typed now; a key may come in between. */
void reader_show_typed(struct reader *rd);
void reader_ask_search(struct reader *rd);
void reader_ask_filter(struct reader *rd);
void reader_ask_date(struct reader *rd, const char *text);
/* What is entered there; false with own->error. */
bool reader_go_to_date(struct reader *rd, const char *text);
/* To the newest row that is not after T; false: said why not. */
bool reader_go_to_time(struct reader *rd, int64_t t);
/* "heat", "-heat"; false: no such order. */
bool reader_choose_order(struct reader *rd, const char *name);
void reader_ask_heat(struct reader *rd);
/* Said beside the prompt, cut between characters. */
void reader_complain(struct reader *rd, const char *text);
bool reader_filter_sorted(struct reader *rd, const struct query *q, struct query_sort sort, bool keep);

/* reader_source.c: asks for a folder and subscribes to it */
void reader_ask_source(struct reader *rd);
/* What is entered there; false with own->error. */
bool reader_add_source(struct reader *rd, const char *text);
/* False: said why. */
bool reader_add_location(struct reader *rd, const char *location);

/* reader_find.c: what an address is, asked aside and then added */
bool reader_start_find(struct reader *rd, const char *address, struct err *err);
void reader_turn_find(struct reader *rd);
bool reader_stop_find(struct reader *rd);	/* false: none to be stopped */

/* reader_full.c: the full text of the article shown, and back */
unsigned reader_act_full(struct reader *rd);
void reader_turn_full(struct reader *rd);
bool reader_stop_full(struct reader *rd);	/* false: none to be stopped */

/* reader_sources.c */
bool reader_load_sources(struct reader *rd);
void reader_find_source(struct reader *rd);	/* which one filters */
int64_t reader_source_here(const struct reader *rd);	/* of the article shown, 0: none */
/* Asks before it removes; 0: there is none. */
void reader_ask_remove(struct reader *rd, int64_t id);
/* Asks for an option of it: "title", "topics", "interval". */
void reader_ask_option(struct reader *rd, int64_t id, const char *key);
bool reader_change_source(struct reader *rd, int64_t id, const char *key, const char *text);

/* reader_open.c */
void reader_make_opener(struct reader *rd);

/* reader_idle.c: work aside, one piece a call; false: nothing left */
bool reader_idle(struct reader *rd);
/* Milliseconds until there is something to do, -1: nothing but keys. */
int reader_patience(const struct reader *rd);
/* What the clock has brought: an article that has been looked at, news. */
void reader_timers(struct reader *rd);
void reader_rested(struct reader *rd);
void reader_reload(struct reader *rd);
/* The list alone; where a key comes first, it is done soon. */
void reader_reload_list(struct reader *rd);
/* Shows in the detail what is selected, if it is not there. */
void reader_catch_up(struct reader *rd);
/* The same once the keys have calmed down. */
void reader_follow_calmly(struct reader *rd);

/* reader_refresh.c: those sources, or N 0: all that are due.  ASKED: by its user,
 * who is told also that there was nothing. */
void reader_start_refresh(struct reader *rd, const int64_t *ids, size_t n, bool asked);
void reader_turn_refresh(struct reader *rd);
bool reader_stop_refresh(struct reader *rd);	/* false: none to be stopped */
int64_t reader_refresh_due(const struct reader *rd);
unsigned reader_act_refresh(struct reader *rd, enum action action);

/* reader_history.c: what was entered, kept between runs */
void reader_load_history(struct reader *rd);
void reader_keep_history(struct reader *rd, const struct prompt_history *h, const char *text);

/* reader.c */
void reader_find_topic(struct reader *rd);	/* which one filters */
struct reader *reader_new(struct desk *desk);
bool reader_start(struct reader *rd, const char *query);
void reader_free(struct reader *rd);

#endif
