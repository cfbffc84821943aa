/* SPDX-License-Identifier: ISC */
/* Stories and what leads to them (store_story.c).  What writes runs inside the
 * caller's transaction. */
#ifndef STORE_STORE_STORY_H
#define STORE_STORE_STORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/article.h"
#include "store/store.h"

struct buf;

/* -- linking (store_link.c) */
struct store_unlinked {
	int64_t id, time;
	int64_t hand;       /* story that it was put into by hand, 0: none */
	int64_t story;      /* that it is in until now */
	bool lists;         /* its publisher lists others with it */
	bool again;         /* it was linked before */
	bool asked;         /* store_link_again was called for it */
};
/* All articles that were not linked yet, or are to be again, oldest first. */
bool store_unlinked_ids(struct store *st, struct arena *a, int64_t **ids, size_t *count, struct err *err);
/* One of them; not *FOUND when it is not to be linked any more. */
bool store_unlinked(struct store *st, int64_t id, struct store_unlinked *out, bool *found, struct err *err);
/* Of its record number, title, excerpt and provider, and what it LISTS; nothing else. */
bool store_told(
    struct store *st, int64_t id, bool lists, struct arena *a, struct article *art, struct err *err);
/* All up to this number were looked at. */
bool store_linked_to(struct store *st, int64_t id, struct err *err);
/* Its words have changed. */
bool store_link_again(struct store *st, int64_t article, struct err *err);
/* Forgets what was found of it. */
bool store_unlink(struct store *st, int64_t article, struct err *err);
/* Keeps what the publisher lists with ART, and gives the articles of the store
 * that it lists or that list it. */
bool store_given(struct store *st, const struct article *art, struct arena *a, int64_t **ids, size_t *count,
    struct err *err);
/* Whether any list was kept. */
bool store_given_any(struct store *st, bool *any, struct err *err);
struct store_standing {
	int64_t time, story;
	bool linked;
	bool alone; /* so it was decided by hand */
};
/* All articles that stand alone because it was decided by hand. */
bool store_loners(struct store *st, struct arena *a, int64_t **ids, size_t *count, struct err *err);
bool store_standing(struct store *st, int64_t article, struct store_standing *out, struct err *err);

struct store_link {
	int64_t id;
	double score; /* as it was found; coverage_settle makes of it what is shown */
	bool same_story;
	int64_t reprint; /* of the other, as in store_member */
};
struct store_linked {
	int64_t id;
	int64_t story; /* 0: alone */
	int64_t reprint;
	bool again; /* store_unlinked.asked */
};
/* Its note stands already. */
bool store_linked(struct store *st, const struct store_linked *what, struct err *err);
/* The article of its number, alone until now, is part of it. */
bool store_story_found(struct store *st, int64_t story, struct err *err);
bool store_story_set(struct store *st, int64_t article, int64_t story, struct err *err);
bool store_story_merge(struct store *st, int64_t ended, int64_t into, struct err *err);
/* Who repeated the article's text repeats the first of them from now on. */
bool store_text_hand_on(struct store *st, int64_t article, struct err *err);

struct store_cover {
	int64_t id, time, story;
	const void *note; /* coverage/'s */
	size_t n;
	/* To be put: whom it is like, and when it was compared with them first. */
	const struct store_link *links;
	size_t nlinks;
	int64_t since;
};
enum { STORE_LINKS_MOST = 24 };
bool store_cover_put(struct store *st, const struct store_cover *cover, struct err *err);
/* The way back: in the row of LIKE stands that it is like ARTICLE.  Sorts the list. */
struct store_hint {
	int64_t article, like;
};
bool store_hints_put(struct store *st, struct store_hint *hints, size_t n, struct err *err);
/* Forgets whom it is like, both ways. */
bool store_unlike(struct store *st, int64_t article, struct err *err);
/* Notes of linked articles with from <= time < to, newest first, at most 100,000. */
bool store_covers(struct store *st, int64_t from, int64_t to,
    void (*each)(void *, const struct store_cover *), void *arg, struct err *err);
bool store_learned(struct store *st, struct buf *out, struct err *err);
bool store_learned_put(struct store *st, const struct buf *data, struct err *err);
/* Forgets all that was found; what was decided by hand stays. */
bool store_unlink_all(struct store *st, struct err *err);
/* The story that the article has begun, if there is one, has another number from
 * now on, *NUMBER: that of the next article; else *NUMBER stays as it is. */
bool store_story_leave(struct store *st, int64_t article, int64_t *number, struct err *err);
/* What is decided next can be taken back as a step of store_undo: the article was
 * of story BEFORE, 0: of none. */
bool store_story_note(struct store *st, int64_t article, int64_t before, bool split, struct err *err);
/* The article of the last step if it was such a decision; 0: it was none. */
bool store_story_noted(struct store *st, int64_t *article, struct err *err);
/* Decides that the article is of that story; its own number: alone. */
bool store_story_by_hand(struct store *st, int64_t article, int64_t story, struct err *err);

/* -- looking */
/* The article whose text this one repeats; its own number when it repeats none. */
bool store_text_of(struct store *st, int64_t article, int64_t *text, struct err *err);
bool store_stories_count(struct store *st, int64_t *count, struct err *err);
/* The story that the article of this number is in, else the story of this number;
 * 0: there is neither. */
bool store_story_of(struct store *st, int64_t number, int64_t *story, struct err *err);
struct store_story {
	int64_t id; /* 0: the article stands alone */
	int64_t articles, providers, first, last;
};
bool store_story(struct store *st, int64_t article, struct store_story *out, struct err *err);
struct store_member {
	int64_t id, time, provider;
	bool has_quality;
	int quality;
	bool listed;
	int64_t joined;  /* when it was first compared with others; 0: nobody knows */
	int64_t reprint; /* article whose text it repeats nearly word for word, 0: none.
	                  * All that repeat one text name the same one, which has 0 itself and
	                  * is in the same story */
};
bool store_story_members(struct store *st, int64_t story, struct arena *a, struct store_member **out,
    size_t *count, struct err *err);
/* Articles that are listed and that dateline found to be like this one: those whose
 * settled score may reach COVERAGE_RELATED, and weaker ones (from COVERAGE_ALSO on,
 * for "see also"): the best five when the one came, and those for which it was one
 * of five.  In no order. */
bool store_links(struct store *st, int64_t article, struct arena *a, struct store_link **out, size_t *count,
    struct err *err);
/* Articles whose publishers list this one. */
bool store_given_by(
    struct store *st, int64_t id, struct arena *a, int64_t **ids, size_t *count, struct err *err);

#endif
