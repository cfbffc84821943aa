/* SPDX-License-Identifier: ISC */
/* An article as a file of front matter, laid out as publishers of the format
 * do.  Reading it again gives the same article, its `guid` and damage apart. */
#ifndef MODEL_ARTICLE_YAML_H
#define MODEL_ARTICLE_YAML_H

#include "model/article.h"

struct buf;

void article_yaml_format(const struct article *art, struct buf *out);

#endif
