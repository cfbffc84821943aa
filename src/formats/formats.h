/* SPDX-License-Identifier: ISC */
/* Bytes into articles.  Linked by dateline-parse only: everything in here
 * meets hostile input. */
#ifndef FORMATS_FORMATS_H
#define FORMATS_FORMATS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/article.h"
#include "model/feed.h"

struct arena;

struct format_input {
	const char *name;	/* path or URL, for messages and the guid */
	const char *base;	/* base URL for relative links, may be NULL */
	const char *bytes;
	size_t n;
	const char *charset;	/* as the server named it, may be NULL */
};

struct format_output {
	/* Called for each article; it lives until the next call. */
	void (*article)(void *arg, const struct article *art);
	/* Called for each damage: line and column from 1 (0: unknown). */
	void (*damage)(void *arg, int line, int column, const char *message);
	/* Called at most once, before the first article if that is possible. */
	void (*feed)(void *arg, const struct feed *feed);
	/* Called for each source that the document names. */
	void (*outline)(void *arg, const struct outline *outline);
	void *arg;
};

struct format {
	const char *name;
	/* How sure it is that these bytes are of its kind, 0 (not) to 100. */
	int (*recognizes)(const char *bytes, size_t n);
	void (*parse)(const struct format_input *in, const struct format_output *out);
};

extern const struct format format_atom;
extern const struct format format_frontmatter;
extern const struct format format_jsonfeed;
extern const struct format format_jsonl;
extern const struct format format_jsonl_id;
extern const struct format format_newsboat;
extern const struct format format_newsraft;
extern const struct format format_opml;
extern const struct format format_page;
extern const struct format format_rdf;
extern const struct format format_readable;
extern const struct format format_rss;
extern const struct format format_sfeedrc;
extern const struct format format_smartable;

/* KIND names a format, or is NULL or "" to choose by looking; NULL: none fits. */
const struct format *format_find(const char *kind, const char *bytes, size_t n);

/* Makes ready what libraries open or ask the system for at first use; after it
 * no format needs a file.  Once, before the process is confined. */
void formats_prepare(void);

#endif
