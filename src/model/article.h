/* SPDX-License-Identifier: ISC */
/* An article as every format delivers it and every program passes it on.  All
 * text is UTF-8 made safe (base/utf8.h): titles and names one line, excerpts
 * and contents several.  NULL or an empty list: not given.  Whoever made the
 * article owns it through one arena. */
#ifndef MODEL_ARTICLE_H
#define MODEL_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

struct arena;

struct image {
	const char *url;
	const char *title;
	int width, height;		/* 0: unknown */
	signed char is_cached;		/* -1 not given, 0, 1 */
};

struct provider {
	const char *name;
	const char *domain;
	struct image *images;
	size_t nimages;
};

struct enclosure {
	const char *url;
	const char *type;
	int64_t length;			/* bytes, -1 unknown */
};

enum article_by { BY_PUBLISHER, BY_DATELINE };

/* One outlet's coverage of the same story, as the publisher lists it. */
struct related {
	const char *title;
	const char *excerpt;
	int64_t published;		/* DATE_NONE */
	const char *web_url;		/* may be "": then title and provider identify it */
	const char *amp_url;
	const char *cdn_amp_url;
	const char *type;
	struct provider provider;
	bool has_quality;
	int quality;
	struct image *images;
	size_t nimages;
	enum article_by by;
	double score;			/* of what dateline found, 0 to 1; of no record */
};

/* A key that dateline does not know, kept for the round trip: `path` is
 * "tagline" or "related[2].score"; `yaml` its value as YAML flow text on one
 * line. */
struct extra {
	const char *path;
	const char *yaml;
};

/* An address that the text of an article leads to. */
struct link {
	const char *url;
	const char *text;		/* what is written there; may be "" */
};

struct damage {
	int line, column;		/* from 1; line 0: not damaged */
	const char *message;
};

enum article_published { PUBLISHED_UNSAID, PUBLISHED_YES, PUBLISHED_NO };

struct article {
	int64_t id;			/* of the store, 0 before */
	const char *guid;		/* the document's own: guid, atom:id, path in the folder */
	const char *title;
	const char *excerpt;		/* plain text, several lines */
	const char *content;		/* as delivered */
	const char *text;		/* what it says, as lines: see model/text.h; NULL: content is that */
	const char *category;
	int64_t published;		/* publishedDateTime, DATE_NONE */
	int64_t updated;		/* updatedDateTime, DATE_NONE */
	const char *original_url;
	const char *web_url;
	const char *amp_url;
	const char *cdn_amp_url;
	const char *type;		/* "article", "video", "audio" */
	const char *language;
	bool has_quality, has_heat;
	int quality, heat;
	enum article_published is_published;
	signed char removed;		/* -1 not given, 0, 1 */
	struct provider provider;
	const char **authors;
	size_t nauthors;
	const char **topics;
	size_t ntopics;
	struct image *images;
	size_t nimages;
	struct enclosure *enclosures;
	size_t nenclosures;
	struct link *links;		/* of `text`, in the order of its numbers: the first is [1] */
	size_t nlinks;
	const char *featured_content;
	struct related *related;
	size_t nrelated;
	const char *secured;		/* opaque; never shown */
	struct extra *extras;
	size_t nextras;
	struct damage damage;
	/* Topics that its words give it; NULL: nobody has looked.  Of no record. */
	const char **given;
	size_t ngiven;
};

/* All fields at "not given". */
void article_init(struct article *art);
/* Whether it is listed when nobody asks for withdrawn ones. */
bool article_is_listed(const struct article *art);
/* The link that `o` opens: originalUrl, else webUrl; NULL if neither is a web
 * address. */
const char *article_link(const struct article *art);
const char *related_link(const struct related *rel);
/* Name to show for a provider: name, else domain, else "". */
const char *provider_label(const struct provider *p);
/* Identity of an article without a usable link: hash of provider and title,
 * folded.  0 when both are missing. */
uint64_t article_name_key(const char *title, const struct provider *p);

#endif
