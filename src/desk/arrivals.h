/* SPDX-License-Identifier: ISC */
/* What is done to articles that have come: topics by their words, when they are
 * stored; rules, what is muted and followed, after each commit of dateline-fetch. */
#ifndef DESK_ARRIVALS_H
#define DESK_ARRIVALS_H

#include <stdbool.h>

#include "base/arena.h"
#include "desk/rules.h"
#include "desk/topic_words.h"

struct err;
struct source;
struct store;
struct wire_event;

struct arrivals {
	struct arena arena;
	struct rules rules;
	struct topic_words words;
	bool suggested;			/* the starter's topics are in the store */
	bool linked;			/* rules_apply_stories will follow */
	const char *given[KEYWORDS_MOST];
};

/* CONFIG is the settings file; topic files of the user's own lie in the folder
 * `topics` beside it, those of collections with them.  STARTER is the folder of
 * topic files for those who have none at all; NULL: there is none. */
void arrivals_init(struct arrivals *ar, struct store *st, const char *config, const char *starter);
void arrivals_done(struct arrivals *ar);
/* Puts the starter's tree into the store, where it is used, before the first
 * article is given a topic of it. */
bool arrivals_suggest(struct arrivals *ar, struct store *st, struct err *err);
/* The topics of the article of SRC in EVENT, which is about to be stored (inside a
 * transaction): those that its parser has found, else looked for here.  They live
 * until the next one. */
bool arrivals_give(struct arrivals *ar, struct store *st, const struct source *src,
    struct wire_event *event, struct err *err);
/* All that came since it was called last, in whatever run, as far as it was not
 * done yet: what a run that was cut short has left. */
bool arrivals_take(struct arrivals *ar, struct store *st, struct err *err);

#endif
