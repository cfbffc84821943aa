/* SPDX-License-Identifier: ISC */
/* The article record of dateline(5) in JSON. */
#ifndef MODEL_ARTICLE_JSON_H
#define MODEL_ARTICLE_JSON_H

#include "model/article.h"

struct json;
struct outline;

/* Writes the members of the article itself (no braces), without `secured` and
 * `category`.  RELATED_IDS (may be NULL) has the store's id of each related
 * item, 0 where it is not in the store. */
void article_json_members(struct json *j, const struct article *art, const int64_t *related_ids);

/* The members of a source that a document names. */
void article_json_outline(struct json *j, const struct outline *outline);

#endif
