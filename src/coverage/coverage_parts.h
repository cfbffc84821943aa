/* SPDX-License-Identifier: ISC */
/* Shared by the files of this folder.
 *
 * Articles ("docs") have numbers in the order of arrival.  Those that are held
 * are docs `base` to `base + count`; what a scan touches of each stands in an
 * array of its own (`hot`), their pieces in blocks of 4,096 that are released
 * as a whole. */
#ifndef COVERAGE_COVERAGE_PARTS_H
#define COVERAGE_COVERAGE_PARTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "coverage/coverage.h"
#include "coverage/terms.h"

enum {
	BLOCK_DOCS = 4096,
	/* Held whatever their age: an old archive may arrive late. */
	KEEP_DOCS = 16 * BLOCK_DOCS,
	DAY_MINUTES = 24 * 60,
	WINDOW_MINUTES = COVERAGE_DAYS * DAY_MINUTES,
	KEEP_TEXT_MINUTES = WINDOW_MINUTES + 3 * DAY_MINUTES, /* three: some come late */
	KEEP_MINUTES = 60 * DAY_MINUTES,
	POSTINGS_MAX = 1024,
	BOILER_COUNT = 1 << 16,
	PRIOR_DOCS = 1000,
	IN_TITLE = 1,
	IN_TEXT = 2
};
#define NO_DOC UINT32_MAX
#define NO_STORY UINT32_MAX

struct doc {
	int64_t id; /* 0: removed */
	uint32_t provider;
	uint32_t at;          /* of its pieces in the block */
	uint32_t story, next; /* index of its story, next member */
	uint8_t ngrams, nwords;
	uint8_t background; /* likeness to what cannot be the same event, of 255 */
	uint8_t topic;      /* how much all around it is of its topic, of 255 */
};

/* Words of both texts, each once, are kept in three bytes: these flags say where
 * it stands. */
#define WORD_IN_TITLE (UINT32_C(1) << 23)
#define WORD_IN_TEXT (UINT32_C(1) << 22)
#define WORD_TERM (WORD_IN_TEXT - 1)

struct hot {
	uint32_t minutes;
	float words;  /* what its headline's words weigh together; below 0: it was removed */
	float shared; /* scratch of a scan: what it shares with the newcomer */
};

struct block {
	uint8_t *bytes;
	uint32_t n, cap;
	uint32_t newest; /* minutes */
};

/* Docs whose headline has a word, oldest arrival first. */
struct posting {
	uint32_t n, cap; /* cap 0: the two are in place */
	union {
		uint32_t few[2];
		uint32_t *many;
	} docs;
};

struct story {
	int64_t id; /* 0: the slot is free; the next free one is `head` */
	uint32_t head;
	uint32_t count;
	uint32_t first, last; /* minutes */
};

/* A sentence that an outlet wrote, and how often. */
struct boiler {
	uint16_t tag;
	uint8_t count;
};

struct coverage {
	/* learned */
	uint32_t learned; /* articles, PRIOR_DOCS made up ones included */
	uint32_t term_df[TERM_COUNT], gram_df[GRAM_COUNT];
	struct term {
		float idf;
		uint8_t mark; /* IN_TITLE, IN_TEXT of the newcomer: scratch */
	} terms[TERM_COUNT];
	struct gram {
		float weight;
		float marked; /* the same if the newcomer has it: scratch */
	} grams[GRAM_COUNT];
	uint32_t weighed; /* `learned` when all weights were computed */
	struct boiler boilers[BOILER_COUNT];
	uint8_t prior[TERM_COUNT]; /* of term_df, known beforehand */

	/* held */
	uint32_t base, count, cap;
	struct doc *docs;
	struct hot *hot;
	struct block *blocks; /* of docs base to base + count */
	uint32_t newest;
	struct posting postings[TERM_COUNT];
	uint32_t *ids, nids; /* open hash of doc numbers + 1; a power of two */
	struct story *stories;
	uint32_t nstories, free_story;
	uint32_t *story_ids, nstory_ids; /* the same of story indices + 1 */
	uint32_t nstory_entries;         /* of that table, those of the past included */

	/* scratch */
	uint32_t *touched;
	size_t touched_cap;
	size_t bytes; /* in postings and blocks */
	struct arena arena;
	struct buf read;
};

static inline struct doc *
doc_of(const struct coverage *c, uint32_t doc)
{
	return &c->docs[doc - c->base];
}

static inline struct hot *
hot_of(const struct coverage *c, uint32_t doc)
{
	return &c->hot[doc - c->base];
}

/* -- what words are worth (coverage_learn.c) */
float coverage_term_weight(const struct coverage *c, uint32_t term); /* in headlines */
void coverage_learn(struct coverage *c, const struct terms *t);
/* What is known before anything was learned. */
void coverage_begin(struct coverage *c);
/* How much of what was learned is of the topic of this headline, 0 to 255. */
uint8_t coverage_topic(const struct coverage *c, const struct terms *t);
void coverage_choose_keys(const struct coverage *c, struct terms *t);
/* Leaves what is kept: the rarest words of the excerpt, pieces within a topic. */
void coverage_trim(const struct coverage *c, struct terms *t, bool in_topic);
void coverage_weigh(struct coverage *c); /* all weights anew */
/* Whether a sentence of that provider is news; counts it. */
bool coverage_is_news(struct coverage *c, uint32_t provider, uint64_t sentence);

/* -- what is held (coverage_window.c) */
uint32_t coverage_minutes(int64_t time);
uint32_t coverage_doc(const struct coverage *c, int64_t id); /* NO_DOC */
/* Appends; releases what has become too old. */
uint32_t coverage_hold(struct coverage *c, const struct doc *doc, uint32_t minutes, const struct terms *t);
/* Pieces of a doc; NULL when they have been released. */
const uint8_t *coverage_pieces(const struct coverage *c, uint32_t doc);
const uint32_t *coverage_posting(const struct coverage *c, uint32_t term, uint32_t *n);

/* -- two articles (coverage_score.c) */
struct coverage_pair {
	double grams;        /* likeness of the headlines, 0 to 1; by words where pieces are not kept */
	double text;         /* ... of the excerpts */
	double words;        /* ... of both together */
	double rare, second; /* how rare the three rarest shared words are, and the second */
	double contained;    /* of a headline in the other's texts */
	double numbers;      /* numbers that the headlines share, 0 to 1 */
	double hours;        /* between them */
	double background, topic;
	bool same_provider;
	bool same_text; /* nearly word for word */
};
double coverage_score(const struct coverage_pair *pair);
/* One of the two, marked in the tables of `c` while others are compared to it. */
struct coverage_marked {
	double grams, text, words, title; /* what they weigh */
	size_t ntitle, ntext;
};
void coverage_mark(struct coverage *c, const struct terms *t, struct coverage_marked *m);
void coverage_unmark(struct coverage *c, const struct terms *t);
void coverage_likeness(
    const struct coverage *c, uint32_t doc, const struct coverage_marked *m, struct coverage_pair *pair);
/* Their pieces will be asked for; then what their words are worth. */
void coverage_fetch(const struct coverage *c, uint32_t doc);
void coverage_fetch_words(const struct coverage *c, uint32_t doc);
/* Of two that are held; 0 if one's pieces are gone. */
double coverage_compare(struct coverage *c, uint32_t a, uint32_t b);
/* The words that a doc has of its texts, without its keys. */
void coverage_unpack(const struct coverage *c, uint32_t doc, struct terms *out);

/* -- bytes (coverage_state.c) */
void coverage_note_put(struct buf *out, const struct doc *doc, const struct terms *t);

/* -- stories (coverage_story.c) */
void coverage_leave_story(struct coverage *c, uint32_t doc);

#endif
