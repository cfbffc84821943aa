/* SPDX-License-Identifier: ISC */
/* All that must not be lost, in one SQLite file in WAL mode.  Any number of
 * processes may have it open; dateline-fetch is the only bulk writer, marks
 * are short transactions of their own.  Errors carry code 3 when the store
 * itself cannot be used.  Strings that are returned live in the arena given. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/article.h"
#include "model/row.h"
#include "model/source.h"
#include "model/topic.h"
#include "query/query.h"

struct arena;
struct err;
struct store;
struct store_list;

enum store_mode {
	STORE_READ,		/* must exist; falls back to immutable reading on read-only media */
	STORE_WRITE,		/* made when missing, migrated when old */
	STORE_BULK		/* STORE_WRITE with a larger cache, for dateline-fetch */
};

/* NULL with ERR on failure. A file made by a newer version is refused. */
struct store *store_open(const char *path, enum store_mode mode, struct err *err);
void store_close(struct store *st);
bool store_is_read_only(const struct store *st);

/* While set, long queries ask STOP every few thousand steps and end with
 * *interrupted (see below) when it answers true. NULL: never. */
void store_set_interrupt(struct store *st, bool (*stop)(void *), void *arg);
/* True if the last failing call ended because of the above. */
bool store_was_interrupted(const struct store *st);

/* What is:hot is: heat of which so much is left when a half goes in so many hours. */
void store_set_hot(struct store *st, int half, int least);

/* A number that changes whenever another connection has changed the store. */
int64_t store_version(struct store *st);

/* The highest id of an article, 0: there is none; those that come get higher ones. */
int64_t store_last_id(struct store *st);

bool store_begin(struct store *st, struct err *err);	/* BEGIN IMMEDIATE, waits for others */
bool store_commit(struct store *st, struct err *err);
/* Whether somebody waits for our transaction to end: a mark is to be made.  Cheap
 * enough to be asked for each document. */
bool store_is_wanted(struct store *st);
void store_rollback(struct store *st);
/* Pages that were committed and may not be in the file itself yet; STORE_BULK only. */
int64_t store_log_pages(const struct store *st);
/* Somebody HELPS with copying them there: then they may be some more before they
 * are copied here. */
void store_set_helped(struct store *st, bool helps);
/* Copies them there, as far as nobody reads what was before. */
void store_write_back(struct store *st);

/* -- sources (store_source.c) */
struct source *store_sources(
    struct store *st, struct arena *a, bool with_removed, size_t *count, struct err *err);
/* Ids of the sources that give articles of a topic or of one below it. */
bool store_topic_sources(struct store *st, int64_t topic, struct arena *a, int64_t **ids, size_t *count,
    struct err *err);
/* Fills in the number of vanished files (they are counted). */
bool store_source_vanished(struct store *st, struct source *src, struct err *err);
/* Adds or revives the source with this location; gives its id. Kind, options
 * and shift are taken over, the title too unless it is NULL. */
bool store_source_put(struct store *st, const struct source *src, int64_t *id, struct err *err);
bool store_source_remove(struct store *st, int64_t id, struct err *err);
/* Of a large source that was removed or revived the first articles go or come with
 * it at once; the others as this is called, MOST in one transaction. *LEFT 0: all
 * is done (store_settle.c). */
bool store_settle(struct store *st, size_t most, int64_t *left, struct err *err);
/* How many there are to be looked at, about. */
int64_t store_unsettled(struct store *st);
/* Outcome of a fetch: fetched, changed (DATE_NONE: nothing is new), error; where
 * something is new what is damaged is counted. */
bool store_source_outcome(struct store *st, const struct source *src, struct err *err);
/* Its address is another one from now on; the old one stays known.  *MOVED false:
 * there is a source with the new one. */
bool store_source_move(struct store *st, int64_t id, const char *location, bool *moved, struct err *err);
/* It was read and there was nothing new. */
bool store_source_seen(struct store *st, int64_t id, int64_t now, struct err *err);
bool store_source_has_articles(struct store *st, int64_t id, bool *has, struct err *err);
/* The title that a source gives itself; left alone where its user has given one. */
bool store_source_name(struct store *st, const struct source *src, const char *title, struct err *err);
/* Forgets what files looked like, so that all are read again. */
bool store_source_forget_files(struct store *st, int64_t id, struct err *err);

/* Decides about some stories of a store that an older version has made
 * (store_lead.c); *MORE false: all is done. */
bool store_stories_late(struct store *st, bool *more, struct err *err);

/* -- between visits to a source over the network (store_visit.c) */
struct store_http {
	const char *etag, *last_modified;	/* as they came; NULL: none */
	int64_t next_fetch;			/* not before; 0: at once, INT64_MAX: never */
	int status;				/* of the last answer; 0: there was none */
	int failures;				/* in a row */
	bool gone;				/* 410: not asked any more */
	const char *moved_to;			/* where permanent redirects led, NULL: nowhere */
	int moved_count;			/* how many visits in a row */
	int64_t learned_interval;		/* seconds, 0: none yet */
	int ttl, skip_hours, skip_days;		/* as in struct feed */
	const char *home, *icon, *language;
	int64_t body;				/* hash of the document, 0: unknown */
	const char *next_page;			/* where a walk through older pages goes on */
};
/* All 0 for a source that was never visited. */
bool store_source_http(struct store *st, int64_t id, struct arena *a, struct store_http *out,
    struct err *err);
bool store_source_http_put(struct store *st, int64_t id, const struct store_http *http, struct err *err);

/* -- files of folder sources (store_file.c) */
struct store_file {
	const char *name;		/* relative to the folder; the guid of its article */
	int64_t size, mtime;		/* mtime in nanoseconds */
	bool vanished;
};
/* All known files of a source, by name in byte order. */
struct store_file *store_files(struct store *st, struct arena *a, int64_t source, size_t *count,
    struct err *err);
bool store_file_put(struct store *st, int64_t source, const struct store_file *file, struct err *err);
/* The file is gone; its article stays and keeps its marks. */
bool store_file_vanish(struct store *st, int64_t source, const char *name, struct err *err);

/* -- articles coming in (store_write.c) */
enum store_put { STORE_NEW, STORE_CHANGED, STORE_SAME };
/* Stores ART as what SOURCE knows by ART->guid (inside a transaction).
 * Identity: (source, guid); else the canonical original URL of an article that
 * this source does not have yet; else it is new.  A change keeps id, marks and
 * first-seen time. */
bool store_put_article(struct store *st, int64_t source, const struct article *art,
    int64_t now, enum store_put *what, int64_t *id, struct err *err);

/* Goes on with indexing what an older version has indexed its way, MOST
 * articles in one transaction; *LEFT 0: all is done (store_reindex.c). */
bool store_reindex(struct store *st, size_t most, int64_t *left, struct err *err);

/* The index of texts grows with each commit by a part; this merges some of them,
 * in a few milliseconds and a transaction of its own.  *MORE false: there is no
 * need to any more. */
bool store_texts_merge(struct store *st, bool *more, struct err *err);

/* The words of the newest articles of a large store are indexed once more: adds
 * MOST articles that are to be there and are not, in a transaction (store_recent.c). */
bool store_recent_fill(struct store *st, size_t most, bool *more, struct err *err);

/* -- topics (store_topic.c) */
/* Replaces the definitions that SOURCE gives; articles' topics follow. */
bool store_topics_define(struct store *st, int64_t source, const struct topic *topics, size_t count,
    struct err *err);
/* Adds topics that nobody else has defined: they are in the tree when an article
 * has them (inside a transaction). */
bool store_topics_suggest(struct store *st, const struct topic *topics, size_t count, struct err *err);
/* The tree in drawing order (depth first, definition order, then by name),
 * with counts of listed articles that are kept right by the store itself. */
struct topic *store_topics(struct store *st, struct arena *a, size_t *count, struct err *err);

/* Topics that articles are given besides their own (store_given.c): by a rule,
 * to all of a list; by words, to one that has none of its own, in place of
 * those that it was given so before (inside a transaction). */
bool store_topic_give(struct store *st, const struct store_list *list, const char *name, struct err *err);
bool store_topics_by_words(struct store *st, const struct article *art, const char *const *names, size_t n,
    bool *changed, struct err *err);
/* The next article behind number ART->id that has no topic but given ones;
 * VISITED: of a source over the network only. */
bool store_next_untold(struct store *st, bool visited, struct arena *a, struct article *art, bool *found,
    struct err *err);
/* The largest number of an article, 0: there are none. */
bool store_last_article(struct store *st, int64_t *id, struct err *err);
/* Words are searched in articles from this number on only: what has come. */
void store_search_from(struct store *st, int64_t id);

struct store_totals {
	int64_t listed;			/* neither withdrawn nor hidden nor of a removed source */
	int64_t unread;			/* of these */
	int64_t stories, unread_stories;	/* that they make, one alone is one too */
};
bool store_totals(struct store *st, struct store_totals *out, struct err *err);

/* Names for pickers, most articles first. */
struct store_name {
	const char *name;		/* provider's label */
	const char *detail;		/* its domain, may be NULL */
	int64_t total, unread;
};
struct store_name *store_providers(struct store *st, struct arena *a, size_t *count, struct err *err);

/* -- lists (store_list.c) */
/* The article that stands for a story. */
enum store_lead {
	LEAD_PUBLISHER,			/* that lists the others, else as LEAD_QUALITY */
	LEAD_EARLIEST,
	LEAD_QUALITY,			/* the earliest of the best */
	LEAD_NEWEST,
	LEAD_COUNT
};
/* One row a story in place of one an article: the best of its members that the
 * query finds.  By date it stands where its newest outlet joined if it RETURNS.
 * Queries that ask for articles by number or story, and for hidden or withdrawn
 * ones, list articles all the same. */
struct store_fold {
	bool stories;
	enum store_lead lead;
	bool returns;
	bool whole;			/* marks on its rows are on all articles of their stories */
};
struct store_list {
	const struct query *query;	/* NULL: everything listed */
	struct query_sort sort;
	struct store_fold fold;
	int64_t step;			/* what this step of marks made read counts as unread; 0: none */
};
/* A place in a list: between rows.  Rows are ordered by sort value, then time,
 * then id, all descending unless reversed. */
struct store_cursor {
	int64_t sort, time, id;
};
/* Up to LIMIT rows after (or before) AT, which is itself left out; AT NULL:
 * from the start (or the end).  They come in list order either way. */
bool store_rows(struct store *st, const struct store_list *list, const struct store_cursor *at,
    bool before, size_t limit, struct arena *a, struct row **rows, size_t *count, struct err *err);
/* How many rows the list has, at most up to AT when given (those in front of it). */
bool store_count(struct store *st, const struct store_list *list, const struct store_cursor *at,
    int64_t *count, struct err *err);
/* All of them; without looking further than MOST where they have to be counted. */
bool store_count_some(struct store *st, const struct store_list *list, int64_t most, int64_t *count,
    struct err *err);
/* Rows of the list with from <= time < to. */
bool store_count_between(struct store *st, const struct store_list *list, int64_t from, int64_t to,
    int64_t *count, struct err *err);
/* The same for N stretches that follow each other, in one pass (store_days.c):
 * from BOUNDS[i] to BOUNDS[i + 1]; there are N + 1 bounds, rising. */
bool store_day_counts(struct store *st, const struct store_list *list, const int64_t *bounds, size_t n,
    int64_t *counts, struct err *err);
/* Whether an article is in the list, and its row, in a list of stories that of its
 * story.  *found false: it is not. */
bool store_row(struct store *st, const struct store_list *list, int64_t id, struct arena *a,
    struct row *row, bool *found, struct err *err);
/* Part of a list: from FROM to TO, both within; NULL: its start, its end. */
struct store_span {
	const struct store_cursor *from, *to;
};
/* The ids with those of all listed articles of their stories, nothing twice. */
bool store_whole(struct store *st, struct arena *a, int64_t **ids, size_t *n, struct err *err);
/* How many articles of a story are unread. */
int store_story_unread(struct store *st, int64_t story);
/* Ids of its articles in list order, at most LIMIT; of stories that of the lead. */
bool store_ids(struct store *st, const struct store_list *list, const struct store_span *span, size_t limit,
    struct arena *a, int64_t **ids, size_t *count, struct err *err);
/* The SQL that store_rows would run, for EXPLAIN QUERY PLAN in tests. */
const char *store_list_sql(
    struct store *st, const struct store_list *list, bool with_cursor, struct arena *a);
/* Its plan, a line a step. */
const char *store_explain(struct store *st, const char *sql, struct arena *a, struct err *err);

/* -- one article (store_read.c) */
/* What it said before its source changed it; only the last changes are kept. */
struct store_wording {
	const char *title, *excerpt;	/* NULL: it had none */
	int64_t until;
};
struct store_article {
	struct article art;
	unsigned marks;
	int64_t first_seen;
	int64_t revised;		/* when its words were last seen to change, 0: never */
	const char *source;		/* location of the source it came from first */
	const char *source_title;
	bool vanished;			/* its file is gone */
	const struct store_wording *earlier;	/* newest first */
	size_t nearlier;
	bool ahead;			/* its date was in the future: listed by first_seen */
	bool rated;			/* QUALITY and HEAT are there: the publisher's or computed */
	int quality, heat;
	int64_t provider;		/* its number */
	const char **labels;
	size_t nlabels;
};
/* *found false: no such id. */
bool store_article(struct store *st, int64_t id, struct arena *a, struct store_article *out, bool *found,
    struct err *err);
/* What an outlet is called; "". */
const char *store_provider_name(struct store *st, struct arena *a, int64_t provider);
/* For each related item the id and marks of the article it is, 0 where the
 * store has none: by canonical URL, else by title and provider. */
struct store_match {
	int64_t id;
	unsigned marks;
	double score;			/* of what dateline found; 0: the publisher's */
	int64_t text;			/* whose text it repeats, its own if it is the first; 0: unknown */
	bool also;			/* too weak to be called related */
	int quality;			/* computed, where its publisher says none; 0: not that */
};
bool store_related(struct store *st, const struct article *art, struct arena *a,
    struct store_match **out, struct err *err);

/* -- marks (store_mark.c): each call is one transaction, committed when it
 * returns, and one step of undo. */
enum mark_change { MARK_SET, MARK_CLEAR, MARK_TOGGLE };
bool store_mark(struct store *st, const int64_t *ids, size_t n, enum mark mark, enum mark_change change,
    int64_t *changed, struct err *err);
/* SPAN NULL: all of the list.  No toggling here. */
bool store_mark_list(struct store *st, const struct store_list *list, const struct store_span *span,
    enum mark mark, enum mark_change change, int64_t *changed, struct err *err);
/* The mark that a label is (it is made when MAKE and missing; *mark 0: there is
 * none of that name), for the functions above (store_label.c). */
bool store_label(struct store *st, const char *name, bool make, enum mark *mark, struct err *err);
/* All that are in use, with how many articles have them. */
struct store_name *store_labels(struct store *st, struct arena *a, size_t *count, struct err *err);
/* Those of an article; NULL: none. */
const char **store_labels_of(struct store *st, int64_t article, struct arena *a, size_t *count);
/* Sets a mark without a step that could be taken back: what rules do. */
bool store_mark_quietly(struct store *st, const struct store_list *list, enum mark mark, int64_t *changed,
    struct err *err);
/* Mutes or follows what the list finds and, until it is taken back, what
 * FILTER finds among all that comes; one step of undo. */
struct store_watching {
	bool mute;			/* else follow */
	bool active;			/* false: no longer */
	const char *filter;		/* canonical */
};
bool store_watch(struct store *st, const struct store_list *list, const struct store_watching *what,
    int64_t *changed, struct err *err);
struct store_watching *store_watches(struct store *st, struct arena *a, size_t *count, struct err *err);

/* Takes back the last step that is not taken back yet, also one of an earlier
 * run.  *WHAT says it in words ("3 marked read"); *changed 0 and *what NULL:
 * nothing to undo.  IDS (arena) are the articles touched, at most 1000. */
bool store_undo(struct store *st, struct arena *a, const char **what, int64_t *changed,
    int64_t **ids, size_t *nids, struct err *err);

/* What store_undo() would take back, in words; NULL: nothing. */
const char *store_undo_next(struct store *st, struct arena *a);
/* Its number, 0: there is none.  One that was taken back gives its number away. */
int64_t store_last_step(struct store *st);

/* -- care (store_check.c) */
/* Integrity of file, text index, counts; each finding is given to SAY.  True
 * when all is well; *mended counts what was set right (STORE_WRITE only). */
bool store_check(struct store *st, void (*say)(void *, const char *finding), void *arg, int *mended,
    struct err *err);

/* Small facts: "sample.day" and the like. */
const char *store_meta(struct store *st, struct arena *a, const char *key);
bool store_meta_set(struct store *st, const char *key, const char *value, struct err *err);

#endif
