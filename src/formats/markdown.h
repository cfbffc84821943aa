/* SPDX-License-Identifier: ISC */
/* Markdown, as the bodies of collections are written in. */
#ifndef FORMATS_MARKDOWN_H
#define FORMATS_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct html;

/* As html_read does it for HTML, without `content`.  False: it cannot be done,
 * OUT is not touched. */
bool markdown_read(struct arena *a, const char *text, size_t n, const char *base, struct html *out);

#endif
