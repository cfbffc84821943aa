/* SPDX-License-Identifier: ISC */
/* What a line of the list shows of an article: small, so that a window of
 * them is cheap; the rest is loaded when the article is looked at. */
#ifndef MODEL_ROW_H
#define MODEL_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Marks are the user's own and belong to the article, not to its text. */
enum mark {
	MARK_READ = 1 << 0,
	MARK_STARRED = 1 << 1,
	MARK_HIDDEN = 1 << 2,
	MARK_MUTED = 1 << 3,
	MARK_FOLLOWED = 1 << 4,
	MARK_LABEL = 1 << 5,		/* see store_label() */
	MARK_STORY = 1 << 6,		/* in the journal only: a story decided by hand */
	LABEL_STEP = 1 << 8
};

struct row {
	int64_t id;
	int64_t time;			/* publishedDateTime, else when first seen; of PLACE */
	const char *title;		/* may be "" */
	const char *provider;		/* label */
	const char *domain;
	const char *link;		/* originalUrl, else webUrl; may be NULL */
	int quality, heat;
	bool has_quality, has_heat;
	bool is_video;
	bool damaged;
	bool unpublished;
	bool undated;			/* time is when it was first seen */
	unsigned marks;
	int coverage;			/* related items */
	int64_t sort;			/* value that the order compares before time */
	int64_t place;			/* article in whose place it stands, itself or one of its story */
	int64_t story;			/* 0: alone */
	int unread;			/* articles of its story, in lists of stories */
	unsigned folded;		/* 1 << store_lead for each that it does not stand for it by */
	const char *group;		/* in lists by topic or source its name, NULL: none */
};

/* Whether there is something to be read in it. */
static inline bool
row_is_unread(const struct row *row)
{
	return !(row->marks & MARK_READ) || row->unread > 0;
}

#endif
