/* SPDX-License-Identifier: ISC */
/* Rates what came without figures, as far as it was not done as it was stored
 * (desk/rater.h).  dateline-fetch does it before it links; who changes a story has
 * its heat brought up to date. */
#ifndef DESK_HEATING_H
#define DESK_HEATING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "coverage/heat.h"

struct article;
struct settings;
struct store_heat;
struct err;
struct store;

struct heating_options {
	const char *weights; /* heat_weights_format's; NULL: as before */
	/* Asked between transactions; true: the rest is for the next time. NULL: never. */
	bool (*stop)(void);
};

/* Batches, each a transaction of its own; none if there is nothing to do. */
bool heating_run(struct store *st, const struct heating_options *options, struct err *err);
/* Makes WEIGHTS (NULL: as before) those of the store; what was computed with others
 * is left to heating_run. */
bool heating_take_weights(struct store *st, const char *weights, struct err *err);
/* Those that what is stored was computed with. */
void heating_weights(struct store *st, struct heat_weights *out);
/* Whether enough of it is left by now, as the settings say. */
bool heating_is_hot(const struct settings *s, int heat, int64_t time);
/* What is known of an article, without its outlet. */
struct heat_facts heating_facts(const struct article *art);
/* The heat of each of a story, whatever their publishers say. */
void heating_all(const struct heat_weights *w, const struct store_heat *list, size_t n, int *out);
/* The story of this number, or the article of this number if it is alone; inside
 * the caller's transaction. */
bool heating_story(struct store *st, const struct heat_weights *w, int64_t number, struct err *err);

#endif
