/* SPDX-License-Identifier: ISC */
/* Words of folded text (base/utf8.h): letters and digits of any script;
 * scripts without blanks give pairs of characters. */
#ifndef COVERAGE_WORDS_H
#define COVERAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct words {
	const char *p, *end;
	bool paired; /* the last word was a pair: its second half starts the next */
};

struct word {
	const char *p;
	size_t n; /* bytes */
	bool is_number;
	bool is_cjk;
};

void words_start(struct words *w, const char *folded, size_t n);
/* The next word; a possessive's "'s" and apostrophes' tails are not part. */
bool words_next(struct words *w, struct word *out);
/* Letters that are written without blanks between words. */
bool words_is_cjk(uint32_t cp);

enum { WORD_MAX = 32 };
/* The word as it is compared: stemmed, roman numerals as digits; 0 bytes for a
 * word that says nothing ("the").  OUT is not terminated. */
size_t word_stem(const struct word *word, char out[WORD_MAX]);

/* Words of English news, separated by blanks: those in about one text of thirty,
 * and those in one of a hundred. */
extern const char words_frequent[], words_common[];

#endif
