/* SPDX-License-Identifier: ISC */
/* Every web address of an article, each once. */
#ifndef MODEL_ARTICLE_LINKS_H
#define MODEL_ARTICLE_LINKS_H

#include <stddef.h>

#include "model/article.h"

struct arena;

struct article_link {
	const char *kind;		/* "original", "web", "AMP", "related", "image", ... */
	const char *text;		/* title or outlet; "" when there is none */
	const char *url;
	const char *type;		/* "video", "audio", "image", "article": for openers */
};

/* Its own pages, its coverage, media, then what its text links to. */
struct article_link *article_links(struct arena *a, const struct article *art, size_t *count);
/* Those of a related item alone. */
struct article_link *related_links(struct arena *a, const struct related *rel, size_t *count);

#endif
