/* SPDX-License-Identifier: ISC */
/* An article as text, with what the reader's detail pane has. */
#ifndef DESK_SHOW_TEXT_H
#define DESK_SHOW_TEXT_H

struct buf;
struct store_article;
struct store_match;

/* Lines of at most COLUMNS; addresses are never broken. */
void show_text(struct buf *out, const struct store_article *sa, const struct store_match *matches,
    int columns);

#endif
