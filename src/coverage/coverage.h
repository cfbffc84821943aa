/* SPDX-License-Identifier: ISC */
/* Which articles tell of the same event, found as they arrive.
 *
 * An article is compared with those of the fourteen days around it that share
 * a word of its headline; each likely companion gets a score from 0 to 1, the
 * chance that a person would put the two side by side.  Stories are grown from
 * the scores, never by a chain of single links.
 *
 * What words are worth is learned from what passes by.  Nothing in here knows
 * a store, a screen or the time; what must outlive the process is given out as
 * bytes: what was learned (coverage_save) and one note an article. */
#ifndef COVERAGE_COVERAGE_H
#define COVERAGE_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct coverage;

/* A score from which a person is shown the pair as related, and from which it
 * stands under "see also". */
#define COVERAGE_RELATED 0.4
#define COVERAGE_ALSO 0.1

/* From which it may be shown should both become part of one story. */
#define COVERAGE_LIKELY 0.23

enum {
	COVERAGE_LINKS = 32, /* companions of an article, at most */
	COVERAGE_DAYS = 14   /* farther apart articles are no companions */
};

struct coverage_article {
	int64_t id;                    /* not 0; the same again replaces the earlier one */
	int64_t time;                  /* seconds; what has none is taken for 1970 */
	const char *title, *excerpt;   /* may be NULL */
	const char *provider, *domain; /* may be NULL */
	/* What coverage_read made of the texts and the outlet, which are not looked at
	 * then; NULL: nothing yet. */
	const void *read;
	size_t nread;
};

struct coverage_link {
	int64_t id;
	double score;
	bool same_text; /* one is a reprint of the other: nearly word for word */
	uint32_t doc;	/* coverage/'s own */
};

struct coverage_links {
	struct coverage_link item[COVERAGE_LINKS]; /* best first */
	size_t n;
};

struct coverage *coverage_new(void);
void coverage_free(struct coverage *c);
/* What is seen of an article, as bytes of this machine: knows nothing of others, so
 * that it can be done beforehand and in another process.  The arena is for the call. */
void coverage_read(struct buf *out, struct arena *a, const struct coverage_article *article);
/* Adds an article and gives its companions among those that are known.  NOTE
 * (may be NULL) gets what coverage_restore needs. */
void coverage_add(
    struct coverage *c, const struct coverage_article *a, struct coverage_links *out, struct buf *note);
/* A score in the light of what is known since: whether both became part of one
 * story; of one story all are related.  This is what is shown. */
double coverage_settle(double score, bool same_story);
bool coverage_has(const struct coverage *c, int64_t id);
/* Takes an article out; what was learned from it stays. */
void coverage_remove(struct coverage *c, int64_t id);
size_t coverage_count(const struct coverage *c);  /* articles that are held */
size_t coverage_memory(const struct coverage *c); /* bytes */

/* -- stories (coverage_story.c).  A story is known by the id of the article that
 * began it. */

/* Puts the article, just added, into a story, and returns it: its own id when it
 * begins one.  Stories that it brings together become one; MERGED (may be NULL)
 * is then called for the one that ended. */
struct coverage_merges {
	void (*merged)(void *arg, int64_t ended, int64_t into);
	void *arg;
};
int64_t coverage_tell(
    struct coverage *c, int64_t id, const struct coverage_links *links, const struct coverage_merges *merges);
int64_t coverage_story(const struct coverage *c, int64_t id); /* 0: in none, or not held */
/* Into that story whatever the words say; creates it if it has no member. */
void coverage_join(struct coverage *c, int64_t id, int64_t story);
/* All members of the one become members of the other. */
void coverage_merge(struct coverage *c, int64_t ended, int64_t into);
/* Up to MOST members of a story that are held, in no order. */
size_t coverage_members(const struct coverage *c, int64_t story, int64_t *ids, size_t most);

/* -- what outlives the process (coverage_state.c) */
void coverage_save(const struct coverage *c, struct buf *out);
/* Into a new one; false (and nothing learned) when the bytes are no such state. */
bool coverage_load(struct coverage *c, const void *bytes, size_t n);
/* An article by its note, without comparing or learning; STORY 0: in none. */
struct coverage_note {
	int64_t id, time, story;
	const void *bytes;
	size_t n;
};
bool coverage_restore(struct coverage *c, const struct coverage_note *note);

#endif
