/* SPDX-License-Identifier: ISC */
/* Topics for articles that come without: by the keywords of topic files, in
 * title and excerpt. */
#ifndef DESK_TOPIC_WORDS_H
#define DESK_TOPIC_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/keywords.h"

struct article;
struct err;
struct source;
struct store;
struct topic;

struct topic_words {
	struct arena arena;
	struct keywords keywords;
	struct topic *topics;		/* by the numbers that the keywords have for them */
	size_t count;
	bool starter;			/* those that come with the program: for feeds only */
};

void topic_words_init(struct topic_words *w);
void topic_words_done(struct topic_words *w);
/* Takes the keywords of all topic files of FOLDER, if there is one.  A bad file
 * is left out, and said (SAY may be NULL). */
void topic_words_read(struct topic_words *w, const char *folder, void (*say)(void *arg, const char *text),
    void *arg);
/* Whether articles of SRC are looked through. */
bool topic_words_wanted(const struct topic_words *w, const struct source *src);
/* The topics of ART, most KEYWORDS_MOST; none where it has some of its own. */
size_t topic_words_of(struct topic_words *w, const struct article *art, const char **names);
/* The same of what a parser has found. */
size_t topic_words_names(const struct topic_words *w, const int *found, size_t n, const char **names);

/* Gives their topics to articles behind number AFTER, MOST of them in one
 * transaction; *AFTER is then the last one looked at, *LEFT false at the end. */
bool topic_words_give(struct topic_words *w, struct store *st, size_t most, int64_t *after, bool *left,
    int64_t *changed, struct err *err);

#endif
