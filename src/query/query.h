/* SPDX-License-Identifier: ISC */
/* The filter language: words, tree, canonical text, explanation.  No I/O.
 *
 *	topic:ai provider:reuters is:unread heat:>=80 after:2020-12-01 "exact
 *	phrase" -sponsored (a OR b)
 *
 * Juxtaposition is AND, binds tighter than OR; `-` or NOT negates. */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;

enum query_op { QUERY_ALL, QUERY_AND, QUERY_OR, QUERY_NOT, QUERY_TEXT, QUERY_FIELD };

/* One row a field: id, name, kind of value, sentence for the help.  Kinds:
 * NAME text that names something, WORDS words, a phrase or /regex/i, NUMBER,
 * TIME, FLAG a word of a fixed set. */
#define QUERY_FIELDS(X) \
	X(TOPIC,    "topic",    NAME,   "articles of a topic and its subtopics (topic:=x without those)") \
	X(PROVIDER, "provider", NAME,   "name or domain of the outlet, or /regex/i") \
	X(SOURCE,   "source",   NAME,   "where the article came from: part of its title or address") \
	X(AUTHOR,   "author",   WORDS,  "words in the names of the authors, or /regex/i") \
	X(TITLE,    "title",    WORDS,  "words or a \"phrase\" in the title, or /regex/i") \
	X(EXCERPT,  "excerpt",  WORDS,  "the same in the excerpt") \
	X(CONTENT,  "content",  WORDS,  "the same in the text") \
	X(URL,      "url",      NAME,   "part of the article's address, or /regex/i") \
	X(TYPE,     "type",     NAME,   "article, video or audio") \
	X(LABEL,    "label",    NAME,   "articles with a label of yours") \
	X(LANG,     "lang",     NAME,   "language: lang:pt finds pt and pt-BR") \
	X(ID,       "id",       NUMBER, "one article by its number") \
	X(STORY,    "story",    NUMBER, "the story that the article of that number is in: all that tell of it") \
	X(HEAT,     "heat",     NUMBER, "heat, as in heat:>=80 or heat:40..80") \
	X(QUALITY,  "quality",  NUMBER, "quality") \
	X(COVERAGE, "coverage", NUMBER, "number of related articles") \
	X(DATE,     "date",     TIME,   "published then: date:2020-12, date:today, date:7d, date:>=monday") \
	X(AFTER,    "after",    TIME,   "published then or later: after:2020-12-01, after:7d") \
	X(BEFORE,   "before",   TIME,   "published earlier than that") \
	X(SEEN,     "seen",     TIME,   "first seen then: seen:today, seen:3h") \
	X(UPDATED,  "updated",  TIME,   "updated then, as the publisher says") \
	X(VIEW,     "view",     NAME,   "what a saved view finds") \
	X(IS,       "is",       FLAG,   "unread read starred hidden muted followed unpublished damaged updated hot") \
	X(HAS,      "has",      FLAG,   "related image video audio content label (no:label: has none)")

enum query_field {
#define X(id, name, kind, help) QUERY_##id,
	QUERY_FIELDS(X)
#undef X
	QUERY_FIELD_COUNT
};

/* What people write who come from elsewhere: name, field, what it stands for. */
#define QUERY_ALIASES(X) \
	X("from",       PROVIDER, "provider:") \
	X("site",       PROVIDER, "provider:") \
	X("outlet",     PROVIDER, "provider:") \
	X("domain",     PROVIDER, "provider:") \
	X("publisher",  PROVIDER, "provider:") \
	X("feed",       SOURCE,   "source:") \
	X("channel",    SOURCE,   "source:") \
	X("category",   TOPIC,    "topic:") \
	X("section",    TOPIC,    "topic:") \
	X("by",         AUTHOR,   "author:") \
	X("subject",    TITLE,    "title:") \
	X("intitle",    TITLE,    "title:") \
	X("headline",   TITLE,    "title:") \
	X("body",       CONTENT,  "content:") \
	X("intext",     CONTENT,  "content:") \
	X("link",       URL,      "url:") \
	X("inurl",      URL,      "url:") \
	X("language",   LANG,     "lang:") \
	X("published",  DATE,     "date:") \
	X("created",    DATE,     "date:") \
	X("on",         DATE,     "date:") \
	X("day",        DATE,     "date:") \
	X("month",      DATE,     "date:") \
	X("year",       DATE,     "date:") \
	X("since",      AFTER,    "after:") \
	X("newer",      AFTER,    "after:") \
	X("newer_than", AFTER,    "after:, as in newer_than:7d") \
	X("until",      BEFORE,   "before:") \
	X("older",      BEFORE,   "before:") \
	X("older_than", BEFORE,   "before:, as in older_than:2w") \
	X("comments",   COVERAGE, "coverage:") \
	X("in",         IS,       "is:, as in in:starred")

enum query_kind { QUERY_NAME, QUERY_WORDS, QUERY_NUMBER, QUERY_TIME, QUERY_FLAG };

struct query_field_info {
	const char *name;
	enum query_kind kind;
	const char *help;
};

extern const struct query_field_info query_field_info[QUERY_FIELD_COUNT];

struct query_alias {
	const char *name;
	enum query_field field;
	const char *words;
};
extern const struct query_alias query_aliases[];
extern const size_t query_alias_count;

/* Words after is: and has:; the order is that of the names' tables in query.c. */
enum query_flag {
	QUERY_IS_UNREAD, QUERY_IS_READ, QUERY_IS_STARRED, QUERY_IS_HIDDEN, QUERY_IS_MUTED,
	QUERY_IS_FOLLOWED,
	QUERY_IS_UNPUBLISHED, QUERY_IS_DAMAGED, QUERY_IS_UPDATED, QUERY_IS_HOT,
	QUERY_HAS_RELATED, QUERY_HAS_IMAGE, QUERY_HAS_VIDEO, QUERY_HAS_AUDIO, QUERY_HAS_CONTENT,
	QUERY_HAS_LABEL,
	QUERY_FLAG_COUNT
};

/* The word that a flag has in filters, and whether behind is: or has:. */
const char *query_flag_name(enum query_flag flag, enum query_field *field);

/* A tree; nodes live in the arena given to the parser and are never changed. */
struct query {
	enum query_op op;
	const struct query *a, *b;	/* AND, OR: both; NOT: a; VIEW: a is what it stands for */
	enum query_field field;
	const char *text;		/* TEXT: word or phrase; fields: as written */
	bool phrase;			/* TEXT in quotation marks */
	bool prefix;			/* TEXT and WORDS with a star at the end */
	bool regex, icase;		/* a field's text is a regular expression */
	bool exact;			/* NAME with = in front */
	enum query_flag flag;
	int64_t from, to;		/* NUMBER: from <= n <= to; TIME: from <= t < to */
	size_t column;			/* of the first character, from 1 */
};

enum query_order { ORDER_DATE, ORDER_HEAT, ORDER_QUALITY, ORDER_COVERAGE, ORDER_UNREAD, ORDER_PROVIDER,
	ORDER_TOPIC, ORDER_SOURCE, ORDER_HOT, ORDER_RELEVANCE, ORDER_COUNT };
extern const char *const query_order_names[ORDER_COUNT];

struct query_sort {
	enum query_order order;
	bool reverse;			/* `-date`: oldest, coldest first */
};

struct query_error {
	size_t column;			/* from 1, in columns of text before it; 0: none */
	bool incomplete;		/* could become right when more is typed */
	char text[256];			/* 'no field "topik"; did you mean "topic"?' */
};

/* Where `view:NAME` finds the filter of that name (NULL: there is none).  Until
 * somebody says so, any name is taken and finds nothing. */
struct query_views {
	const char *(*find)(void *arg, const char *name);
	/* The name at I, NULL behind the last. */
	const char *(*name)(void *arg, size_t i);
	void *arg;
};
void query_set_views(const struct query_views *views);

/* Parses TEXT.  `sort:` words go to *SORT (may be NULL; untouched without).
 * Empty text gives QUERY_ALL. */
const struct query *query_parse(struct arena *a, const char *text, int64_t now,
    struct query_sort *sort, struct query_error *error);
/* `error` as people see it: the text, the query, a caret under the place. */
void query_error_format(const struct query_error *error, const char *text, char *out, size_t size);

/* Canonical text; parsing it again gives the same tree. */
const char *query_format(struct arena *a, const struct query *q);
/* In words: "unread, in AI or below, heat at least 80". "everything" for ALL. */
const char *query_explain(struct arena *a, const struct query *q);

/* An expression of newsboat's in this language; NULL: *WHY is the part that has
 * no counterpart. */
const char *query_from_newsboat(struct arena *a, const char *text, const char **why);

/* What a word alone may have been meant to be ("unread": is:unread); NULL: just
 * that. */
const char *query_word_hint(struct arena *a, const struct query *q, int64_t now);

/* Keys that filter edit the same tree: these look at the top-level AND only. */
const struct query *query_find(const struct query *q, enum query_field field);
const struct query *query_without(struct arena *a, const struct query *q, enum query_field field);
const struct query *query_without_text(struct arena *a, const struct query *q);
const struct query *query_and(struct arena *a, const struct query *x, const struct query *y);
/* Reads an order as sort: takes it: "-heat", "date-asc". */
bool query_sort_parse(const char *text, struct query_sort *sort, struct query_error *error);
/* A query of one field, e.g. (QUERY_TOPIC, "AI"), parsed as if typed. */
const struct query *query_make(struct arena *a, enum query_field field, const char *value, int64_t now);
const struct query *query_clone(struct arena *a, const struct query *q);
/* Whether the query itself decides about withdrawn or hidden articles
 * (is:unpublished, is:hidden, id: anywhere): then the usual exclusion is off. */
bool query_mentions_flag(const struct query *q, enum query_flag flag);
bool query_mentions_field(const struct query *q, enum query_field field);

#endif
