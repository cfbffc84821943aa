/* SPDX-License-Identifier: ISC */
/* The words that are searched, shown where they stand. */
#ifndef UI_FOUND_H
#define UI_FOUND_H

#include <stdbool.h>

#include "settings/roles.h"

struct canvas;
struct found;
struct query;

/* NULL: no words are searched. */
struct found *found_new(const struct query *q);
void found_free(struct found *f);
bool found_in(struct found *f, const char *text);
/* How what comes is drawn; at first as a match. */
void found_role(struct found *f, enum role role);
/* Draws those of TEXT again, which was drawn at (Y, X) in WIDTH columns; F may
 * be NULL. */
void found_draw(struct found *f, const struct canvas *c, int y, int x, int width, const char *text);

#endif
