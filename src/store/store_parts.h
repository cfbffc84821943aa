/* SPDX-License-Identifier: ISC */
/* What the files of store/ share: the connection, statements that are prepared
 * once, and the columns of the article table. */
#ifndef STORE_STORE_PARTS_H
#define STORE_STORE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "store/store.h"

struct article;
struct err;
struct store_knowing;
struct store_rater;
struct store_recent;
struct store_text;
struct store_bests;
struct store_sets;
struct store_regexes;
struct store_ranking;

enum { STATEMENTS_MAX = 256 };

/* New articles of this transaction, unread as they are. */
enum { COMING_SOURCES = 16 };
struct store_coming {
	int64_t total;			/* that are listed */
	struct store_coming_source {
		int64_t id, articles, unread;
	} sources[COMING_SOURCES];
	size_t n;
};

struct store {
	sqlite3 *db;
	const char *path;
	bool read_only;
	bool migrated;			/* all tables are there */
	bool interrupted;
	bool (*stop)(void *);
	void *stop_arg;
	struct { const char *sql; sqlite3_stmt *stmt; } cache[STATEMENTS_MAX];
	size_t ncache;
	int log_pages;			/* of the last commit */
	bool helped;			/* somebody else copies them */
	int wait;			/* descriptor + 1 of the file that who waits has locked */
	bool waits;
	bool gives_way;			/* somebody had to wait for store_settle */
	struct buf record;		/* scratch of the bulk writer */
	const struct store_rater *rater;
	struct store_coming coming;
	struct store_knowing *knowing;	/* topics of this transaction */
	struct store_text *texts;	/* waiting for the commit */
	size_t ntexts;
	struct arena texts_arena;
	struct buf words;		/* scratch of the text index */
	int64_t text_serial;		/* changes when this connection has written text */
	struct store_sets *sets;
	struct store_regexes *regexes;
	struct store_ranking *ranking;
	int hot_half, hot_least;	/* hours in which half the heat goes; what is hot */
	int64_t search_from;		/* words are searched in articles from this number on */
	const struct store_recent *recent;	/* words are searched in the newest only */
	bool lazy;			/* frequent words are asked row by row */
	struct store_bests *bests;	/* of stories under a filter (store_fold.c) */
	int64_t statements;		/* numbers for those that ask for them */
	int64_t recent_least;		/* articles from which on the newest have an index of their own */
};

/* article.flags */
enum {
	FLAG_UNPUBLISHED = 1 << 0,
	FLAG_DAMAGED = 1 << 1,
	FLAG_VIDEO = 1 << 2,
	FLAG_IMAGE = 1 << 3,
	FLAG_CONTENT = 1 << 4,
	FLAG_AUDIO = 1 << 5,
	FLAG_AHEAD = 1 << 6		/* dated in the future when it came */
};

/* A condition that no article meets; not "0", with which SQLite plans otherwise. */
#define NOTHING "a.id < 0"

/* Stands in quality and heat for "not given": sorts below everything. */
#define NUMBER_NONE (-1000000000)

/* Heat of what its publisher has folded into another article. */
#define HEAT_FOLDED (-1)

/* article.folded: 1 << way for each way that it does not stand for its story by. */
enum { WAY_NEWCOMER = LEAD_COUNT, STORE_WAYS, FOLDED_REPEATS = 1 << 8 };

/* -- statements (store.c).  SQL must be a constant: the statement is kept
 * under its address.  FORMAT has a letter an argument: i int64_t, d int,
 * t text or NULL, b pointer and size_t. */
sqlite3_stmt *sql_bind(struct store *st, struct err *err, const char *sql, const char *format, ...);
/* 1 a row, 0 the end (the statement is reset), -1 failed (likewise). */
int sql_step(struct store *st, sqlite3_stmt *stmt, struct err *err);
void sql_end(sqlite3_stmt *stmt);	/* before the end was reached */
bool sql_run(struct store *st, struct err *err, const char *sql, const char *format, ...);
/* First column of the first row; FALLBACK when there is none. */
bool sql_number(struct store *st, struct err *err, int64_t *out, const char *sql, const char *format, ...);
bool sql_script(struct store *st, const char *sql, struct err *err);
/* Puts SQLite's message into words, with the exit code; returns false. */
bool sql_fail(struct store *st, struct err *err);
char *sql_text(struct arena *a, sqlite3_stmt *stmt, int column);	/* NULL for NULL */

/* -- the order of names (store_order.c): a number for a folded name, the larger
 * the earlier the name.  The first letters count; names that share those keep
 * together. */
int64_t store_order_key(const char *fold);
/* The same as the SQL function order_key(TEXT), for migrations. */
bool store_order_register(struct store *st);
/* Value that the list's order compares first; "0" for the order by date. */
const char *store_sql_sort_column(const struct store_list *list);
/* Name of the group that a row belongs to, in lists that have groups. */
const char *store_sql_group_column(const struct store_list *list);

/* -- waiting for others (store_wait.c): SQLite's busy handler.  It leaves a mark
 * that store_wait_end takes away. */
int store_wait_turn(void *store, int tried);
void store_wait_end(struct store *st);
void store_wait_close(struct store *st);

/* -- schema (store_schema.c) */
bool store_migrate(struct store *st, struct err *err);

/* -- one line a story (store_lead.c): decides what has changed, before a commit */
bool store_stories_settle(struct store *st, struct err *err);
/* Decides and counts all of them anew. */
bool store_stories_again(struct store *st, struct err *err);

/* -- articles that come and go with their sources (store_settle.c).  The first of
 * them do at once, inside the caller's transaction. */
bool store_settle_source(struct store *st, int64_t source, struct err *err);

/* -- counts of new articles (store_coming.c): one of SOURCE that is new to the store.
 * They are right after the commit. */
bool store_coming_add(struct store *st, int64_t source, bool shown, struct err *err);
bool store_coming_write(struct store *st, struct err *err);
void store_coming_forget(struct store *st);

/* -- the text index (store_text.c): what was put is in it after the commit. */
enum store_text_change { TEXT_ADD, TEXT_REMOVE, TEXT_REMOVE_OLD, TEXT_ADD_RECENT };
bool store_text_put(struct store *st, int64_t id, const struct article *art, enum store_text_change change,
    struct err *err);
bool store_text_same(const struct article *a, const struct article *b);	/* to the index */
bool store_texts_write(struct store *st, struct err *err);
void store_texts_forget(struct store *st);
/* What is indexed of an article's text; its language as it is compared. */
const char *store_words_content(const struct article *art);
const char *store_words_lang(struct arena *a, const struct article *art);
/* Articles up to this number may be in the old index only; 0: none
 * (store_reindex.c). */
int64_t store_words_left(struct store *st);

/* -- the words of the newest articles (store_recent.c) */
struct store_recent {
	bool ready;
	int64_t since, at;		/* has what is no older and has a number up to that */
	int64_t size;
};
bool store_recent_get(struct store *st, struct store_recent *out, struct err *err);
/* Whether the start of a list may be found there; until _end words are looked for
 * there only, and rows must be no older than OUT->since. */
bool store_recent_begin(struct store *st, const struct store_list *list, const struct store_cursor *at,
    struct store_recent *out);
void store_recent_end(struct store *st);
struct store_sql;
void store_recent_put(struct buf *out, const struct store *st, const struct store_sql *sql);

/* -- the beginning of many words (store_terms.c) */
bool store_terms_are_many(const struct store *st, const struct query *q);
/* Puts what has one of them into the set that is being filled; *DONE false: that
 * is not to be had, the index must be asked for the beginning itself. */
bool store_terms_add(struct store *st, const struct query *q, bool *done, struct err *err);

/* -- how the text index cuts text into words (store_tokens.c) */
fts5_api *store_tokens_api(sqlite3 *db);	/* NULL: it has none */
/* From now on faster, for who indexes much. */
void store_tokens_register(sqlite3 *db);

/* -- expressions for the text index (store_fts.c) */
bool store_fts_is_word(const struct query *q);
bool store_fts_can(const struct query *q);
const struct query *store_fts_prune(struct arena *a, const struct query *q);
struct store_members {
	enum query_op op;		/* QUERY_AND or QUERY_OR */
	const struct query **all;
	size_t n;
};
/* What a chain of AND or OR joins. */
void store_fts_members(struct arena *a, const struct query *q, enum query_op op, struct store_members *out);
/* OLD: as the old index has it. */
void store_fts_put(struct buf *out, const struct query *q, bool old);
/* Those of a chain that store_fts_can, or are the NOT of one. */
void store_fts_put_members(struct buf *out, const struct store_members *m, bool old);

/* -- articles that an expression finds (store_match.c) */
enum { STORE_SETS = 64, SET_SMALL = 2500, SET_LAZY = 400 };
struct store_set {
	char *match;			/* NULL: free */
	bool recent;			/* the newest only: those of recent_words up to number AT, */
	int64_t at;			/* ... and what came later */
	bool lazy;			/* not filled: each is asked for, so long as they are few */
	size_t asked;
	int64_t version, used;
	uint64_t *bits;
	size_t nbits;			/* words of 64 */
	size_t count;
	int64_t ids[SET_SMALL];		/* if they are no more than that */
};
/* Before the first set of a statement: sets of earlier ones may go. */
void store_sets_begin(struct store *st);
struct store_wanted {
	const char *match, *old;	/* OLD is MATCH as the old index takes it */
	const struct query *begin;	/* beginning of many words, to be found one by one; or NULL */
};
const struct store_set *store_set_get(
    struct store *st, const struct store_wanted *wanted, int *number, struct err *err);
bool store_set_has(const struct store_set *set, int64_t id);
void store_sets_free(struct store *st);
bool store_match_register(struct store *st);	/* words_match(SET, ID) */

/* -- what conditions call (store_find.c) */
enum { STORE_REGEXES = 64 };
void store_regexes_begin(struct store *st);
/* The expression's number, -1 with an error. */
int store_regex_get(struct store *st, const char *pattern, bool icase, struct err *err);
void store_regexes_free(struct store *st);
bool store_find_register(struct store *st);
/* The condition of is:hot; TIME is the column that has it. */
void store_put_hot(const struct store *st, struct buf *out, const char *time);

/* The name of a label, NULL: there is none (store_label.c). */
const char *store_label_name(struct store *st, struct arena *a, int64_t id);

/* -- order by relevance, and by what is left of heat (store_rank.c) */
bool store_is_ranked(const struct store_list *list);
bool store_rank_register(struct store *st);	/* rank_of(ID) */
void store_rank_free(struct store *st);
/* Ranks the list, unless it is ranked already. */
bool store_rank(struct store *st, const struct store_list *list, struct err *err);
bool store_rank_rows(struct store *st, const struct store_list *list, const struct store_cursor *at,
    bool before, size_t limit, struct arena *a, struct row **rows, size_t *count, struct err *err);

/* -- topics and outlets that articles have in this transaction (store_known.c); the
 * counts of all topics are right after the commit */
struct store_known {
	int64_t id;
	int64_t key;			/* of its key, in the order of names */
	struct store_known **above;	/* all above it, with itself */
	size_t nabove;
	bool ready;			/* else it has but its number */
	int64_t total, unread;		/* to be added to what it has */
	struct store_known *next;
};
/* It is made if there is none. */
bool store_known_name(struct store *st, const char *name, struct store_known **out, struct err *err);
bool store_known_topic(struct store *st, int64_t id, struct store_known **out, struct err *err);
bool store_known_provider(struct store *st, const struct provider *p, int64_t *id, int64_t *key,
    struct err *err);
void store_known_count(struct store_known *topic, bool shown, bool unread);
bool store_known_write(struct store *st, struct err *err);	/* ... and forgets them */
void store_known_forget(struct store *st);
void store_known_done(struct store *st);

/* -- topics (store_topic.c) */
/* An article that is to have topics. */
struct store_placed {
	int64_t article, time;
	int64_t story;
	bool shown, unread;
};
bool store_placed_get(struct store *st, int64_t article, struct store_placed *out, struct err *err);
/* Puts it into a topic, where it is not there yet; DIRECT false: into all above. */
bool store_topic_place(struct store *st, const struct store_placed *at, struct store_known *topic,
    bool direct, struct err *err);
/* Those that it brings, and all above them. */
bool store_topics_of_article(struct store *st, const struct store_placed *at, const struct article *art,
    struct err *err);
bool store_topic_main(
    struct store *st, const struct article *art, int64_t *id, int64_t *key, struct err *err);

/* The row of an article, whatever the list (store_list.c). */
bool store_row_of(struct store *st, int64_t id, struct arena *a, struct row *row, bool *found,
    struct err *err);

/* -- figures (store_heat.c): as the row of an article is to have them.  The heat of
 * one that is not ALONE depends on its story, for which only NUMBER_NONE asks. */
struct store_figures {
	bool alone;
	int quality, heat, computed;
};
bool store_figures(struct store *st, const struct article *art, int64_t provider, struct store_figures *out,
    struct err *err);

/* -- topics given (store_given.c) */
enum store_giver { GIVEN_BY_WORDS = 1, GIVEN_BY_RULE = 2 };
bool store_given_apply(struct store *st, int64_t article, struct err *err);
/* The same where there are any: after an article's own were put. */
bool store_given_again(struct store *st, int64_t article, struct err *err);
/* Whether its words have given it just these. */
bool store_given_same(struct store *st, int64_t article, const char *const *names, size_t n, bool *same,
    struct err *err);
/* The same with what the words of an article that comes give it, FRESH: that has
 * none yet. */
bool store_given_by_words(struct store *st, const struct store_placed *at, const struct article *art,
    bool fresh, struct err *err);
bool store_topic_find_or_add(struct store *st, const char *name, int64_t *id, struct err *err);

/* -- the part of a list that a span is, as conditions (store_list.c) */
struct store_sql;
void store_span_put(struct buf *out, const struct store_list *list, const struct store_sql *sql,
    const struct store_span *span);

/* -- a query tree as SQL (store_sql.c) */
struct store_sql {
	struct arena *arena;
	struct buf text;
	const char **texts;		/* to be bound to ?1, ?2, ... */
	size_t ntexts;
	bool by_topic;			/* rows come through article_topic */
	bool few;			/* rows come by number, a few thousand at most */
	const char *lead;		/* number of the article that a row is shown under */
};
/* "FROM ... WHERE ..." for the list; ends inside an AND.  buf is the caller's
 * to release by store_sql_done. */
bool store_sql_from(struct store *st, const struct store_list *list, struct arena *a, struct store_sql *out,
    struct err *err);
void store_sql_done(struct store_sql *sql);
/* A field whose value is a name (store_sql_name.c), and the topics that one
 * names, as "1,2,3". */
bool store_sql_name(struct store *st, struct store_sql *o, const struct query *q, struct err *err);
bool store_sql_topics(struct store *st, const struct query *q, struct buf *ids, struct err *err);
/* Whether the list has one row a story, and what that takes (store_fold.c): MEMBER
 * is the list's condition on any article, NULL: there is none. */
bool store_folds(const struct store_list *list);
void store_fold_put(struct store *st, struct store_sql *sql, const struct store_list *list,
    const char *member);
bool store_fold_register(struct store *st);	/* best_known, best_is */
void store_fold_free(struct store *st);
/* Prepares PREFIX + text + SUFFIX and binds the texts. */
sqlite3_stmt *store_sql_prepare(struct store *st, const struct store_sql *sql, const char *prefix,
    const char *suffix, struct err *err);

#endif
