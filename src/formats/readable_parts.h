/* SPDX-License-Identifier: ISC */
/* What the files that read articles out of pages share: the tree of a page,
 * what it has measured of its elements, and the words about the page. */
#ifndef FORMATS_READABLE_PARTS_H
#define FORMATS_READABLE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct _xmlNode;		/* libxml's xmlNode */

/* The next node of the tree below ROOT, in the order of the document; DEEPER
 * false: not one inside of NODE.  NULL: that was the last one. */
struct _xmlNode *readable_next(const struct _xmlNode *root, struct _xmlNode *node, bool deeper);
bool readable_is(const struct _xmlNode *node, const char *name);
bool readable_is_one_of(const struct _xmlNode *node, const char *const *names, size_t n);
/* One safe line, NULL: not given. */
const char *readable_attribute(struct arena *a, const struct _xmlNode *node, const char *name);
const char *readable_words(struct arena *a, const struct _xmlNode *node);

/* -- readable_kinds.c */
/* Its kind, or that it is hidden, says that it is of no article. */
bool readable_is_never(struct arena *a, const struct _xmlNode *node);
bool readable_is_body(struct arena *a, const struct _xmlNode *node);	/* itemprop */
/* Its class or id has one of the words for it. */
bool readable_is_called_junk(struct arena *a, const struct _xmlNode *node);
bool readable_is_called_good(struct arena *a, const struct _xmlNode *node);

/* -- readable_text.c */
/* The element below ROOT that holds the article, with what does not belong to
 * it taken out of the tree; NULL: there is none that looks like one. */
struct _xmlNode *readable_find(struct arena *a, struct _xmlNode *root);
/* Takes out of it a heading that only repeats TITLE, and headings at the end that
 * nothing follows. */
void readable_trim(struct arena *a, struct _xmlNode *node, const char *title);

#endif
