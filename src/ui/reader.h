/* SPDX-License-Identifier: ISC */
/* The interactive reader: what its panes share. */
#ifndef UI_READER_H
#define UI_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/reading.h"
#include "desk/refresh.h"
#include "store/store.h"
#include "ui/layout.h"
#include "ui/pane.h"

struct desk;
struct edition;
struct err;
struct keymap;
struct opener;
struct prompt;

enum pane_id { PANE_TOPICS, PANE_STORIES, PANE_DETAIL, PANE_COUNT };

struct reader {
	struct desk *desk;
	struct edition *edition;	/* the list in the middle */
	struct reading reading;		/* what the detail pane shows */
	struct keymap *keymap;
	struct opener *opener;
	struct refresh refresh;
	struct layout layout;
	enum pane_id focus;
	struct pane *panes[PANE_COUNT];
	struct pane *overlay;		/* help, picker: takes all keys, drawn above; NULL */
	struct prompt *prompt;		/* bottom line being typed; NULL */
	char message[768];		/* last message; "" none */
	bool message_is_warning;
	struct store_totals totals;	/* -1: not known yet */
	struct arena topics_arena;
	struct topic *topics;		/* tree with counts, see store_topics() */
	size_t ntopics;
	int64_t topic;			/* id of the topic that filters, 0: none */
	struct arena sources_arena;
	struct source *sources;		/* see store_sources() */
	size_t nsources;
	int64_t source;			/* id of the one that filters, 0: none */
	const char *hint;		/* first run: what this is and which keys matter */
	bool quit;
	struct reader_own *own;		/* the reader's files only: reader_parts.h */
};

/* -- what panes and overlays ask of the reader (reader.c) */
void reader_say(struct reader *rd, const char *format, ...) __attribute__((format(printf, 2, 3)));
void reader_warn(struct reader *rd, const struct err *err);
/* Sets the filter; the list and the top line follow. */
void reader_filter(struct reader *rd, const struct query *q);
/* Puts VALUE for FIELD into the filter in place of any there; NULL takes it out. */
void reader_filter_field(struct reader *rd, enum query_field field, const char *value);
/* The same for where one is in the pane on the left: one topic or one source,
 * NULL: all. (reader_sources.c) */
void reader_filter_topic(struct reader *rd, const char *name);
void reader_filter_source(struct reader *rd, int64_t id);
const struct source *reader_source(const struct reader *rd, int64_t id);	/* NULL: gone */
/* The selection moved, or focus: shows it in the detail. MARK reads it. */
void reader_follow(struct reader *rd, bool mark);
void reader_focus(struct reader *rd, enum pane_id pane);
/* Marks one article and tells list, detail and counts. */
void reader_mark(struct reader *rd, int64_t id, enum mark mark, enum mark_change change);
void reader_reload_counts(struct reader *rd);
/* Draws everything again at the next turn. */
void reader_spoil(struct reader *rd);
/* Whether the detail pane can be seen now. */
bool reader_shows(const struct reader *rd, enum pane_id pane);
/* Opens an address in the program that is for it; failure is said in the status
 * line.  (reader_open.c)  TYPE is that of openers: "video", "article", ...;
 * without it, it is looked up in the article shown. */
void reader_open_link(struct reader *rd, const char *url);
void reader_open_typed(struct reader *rd, const char *url, const char *type);
void reader_overlay(struct reader *rd, struct pane *overlay);	/* takes ownership */

#endif
