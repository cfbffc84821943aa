/* SPDX-License-Identifier: ISC */
/* What a document says of itself, besides its articles, and the sources that a
 * document names: outlines of OPML, alternates of a web page.  Text is safe as
 * in model/article.h; NULL or 0: not given. */
#ifndef MODEL_FEED_H
#define MODEL_FEED_H

#include <stdbool.h>
#include <stddef.h>

#include "model/fields.h"

struct feed {
	const char *kind;		/* name of the format that read it: "rss", "jsonfeed" */
	const char *title;
	const char *home;		/* the page that it belongs to */
	const char *self;		/* its own address, as it says */
	const char *language;
	const char *icon;
	const char *next;		/* address of the page with older articles */
	int ttl;			/* minutes between visits, asked for by the publisher */
	int skip_hours;			/* bit n: do not come in hour n of UTC */
	int expired;			/* 1: nothing will come any more */
	int skip_days;			/* bit n: nor on that day, 0 is Sunday */
};

struct outline {
	const char *url;		/* absolute; of a query the query itself */
	const char *kind;		/* "feed", "smartable", "query", "exec", "filter", "page" */
	const char *title;
	const char *home;
	const char **topics;		/* tags, folders */
	size_t ntopics;
	int minutes;			/* between two visits, 0: not said */
	int hidden;			/* 1: not to be seen in lists of sources */
	int sure;			/* 1 to 100: that it is one; best first */
};

extern const struct shape shape_feed;
extern const struct shape shape_outline;

void feed_init(struct feed *feed);
void outline_init(struct outline *outline);

#endif
