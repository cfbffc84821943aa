/* SPDX-License-Identifier: ISC */
/* What coverage sees of an article: its headline and its excerpt as small
 * numbers.  A word is the hash of its folded and lightly stemmed form, so that
 * no list of words has to be kept, and one collision costs one candidate. */
#ifndef COVERAGE_TERMS_H
#define COVERAGE_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

enum {
	TERM_BITS = 18,
	TERM_COUNT = 1 << TERM_BITS, /* different words that can be told apart */
	GRAM_COUNT = 1 << 16,        /* ... four-letter pieces of headlines */
	TERMS_TITLE = 24,            /* of an article, at most */
	TERMS_TEXT = 32,
	TERMS_KEYS = 2,
	TERMS_GRAMS = 96
};

struct terms {
	uint32_t title[TERMS_TITLE]; /* words of the headline, each once */
	bool number[TERMS_TITLE];    /* ... which of them are numbers */
	uint32_t text[TERMS_TEXT];   /* words of the excerpt, ascending */
	uint32_t keys[TERMS_KEYS];   /* words of the excerpt by which it is found too */
	uint16_t grams[TERMS_GRAMS]; /* pieces of the headline, ascending */
	size_t ntitle, ntext, nkeys, ngrams;
};

/* Says which sentences of excerpts count.  `says` is asked once for each; false
 * is for what an outlet writes under every article. */
struct terms_judge {
	bool (*says)(void *arg, uint64_t sentence);
	void *arg;
};

/* The arena is for the call only.  Both texts may be NULL, or anything; JUDGE
 * may be NULL. */
void terms_read(struct terms *out, struct arena *a, const char *title, const char *excerpt,
    const struct terms_judge *judge);

/* The same in two steps: what the texts say, as bytes of this machine, and what of it
 * counts.  False: they are no such bytes. */
void terms_scan(struct buf *out, struct arena *a, const char *title, const char *excerpt);
bool terms_take(struct terms *out, const void *bytes, size_t n, const struct terms_judge *judge);

/* What FOLDED, a few words, is as term and pieces: for words known beforehand. */
void terms_of_word(struct terms *out, struct arena *a, const char *word, size_t n);

#endif
