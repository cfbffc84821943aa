/* SPDX-License-Identifier: ISC */
/* HTML of feeds and pages: what it says, as text that is safe to show.  The
 * lines are marked as model/text.h tells. */
#ifndef FORMATS_HTML_H
#define FORMATS_HTML_H

#include <stddef.h>

#include "model/article.h"

struct arena;

struct html {
	const char *text;		/* "" when it says nothing */
	const char *content;		/* the HTML, its relative addresses resolved against the base */
	struct link *links;		/* as they are numbered in the text */
	size_t nlinks;
	struct image *images;		/* tracking pixels and data: left out */
	size_t nimages;
};

/* BASE may be NULL.  All of it lives in the arena. */
void html_read(struct arena *a, const char *html, size_t n, const char *base, struct html *out);
/* The same into `content`, `text` and `links` of an article, and images that it
 * does not have yet behind its own. */
void html_into(struct arena *a, const char *html, size_t n, const char *base, struct article *art);
/* What it says without numbers of links and without images: for excerpts. */
const char *html_plain(struct arena *a, const char *html, size_t n);
/* A title that may have markup and entities, as one safe line. */
const char *html_line(struct arena *a, const char *html, size_t n);

#endif
