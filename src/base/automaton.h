/* SPDX-License-Identifier: ISC */
/* Many words and phrases looked for at once (Aho and Corasick): one pass over a
 * text, however many there are.  Case and accents do not count, signs between
 * words are blanks, and only whole words are found; in scripts that are written
 * without blanks any part is. */
#ifndef BASE_AUTOMATON_H
#define BASE_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>

struct automaton;

struct automaton *automaton_new(void);
void automaton_free(struct automaton *m);
/* VALUE is what finding WORDS gives; all are added before the first search.
 * False: there is no letter in them. */
bool automaton_add(struct automaton *m, const char *words, int value);
/* The same for whatever begins with WORDS. */
bool automaton_add_begin(struct automaton *m, const char *words, int value);
/* Calls FOUND for each place in the text until it says false; the same value may
 * come again. */
void automaton_search(
    struct automaton *m, const char *text, size_t n, bool (*found)(void *arg, int value), void *arg);
/* Where in the text they are: bytes FROM up to, but not with, TO. */
void automaton_places(struct automaton *m, const char *text, size_t n,
    void (*found)(void *arg, size_t from, size_t to), void *arg);

#endif
