/* SPDX-License-Identifier: ISC */
/* Quality and heat of articles as they are stored, in the same write: what is
 * rated afterwards changes three indexes once more.  What cannot be said yet is
 * left to heating_run, with the same figures as if all had been. */
#ifndef DESK_RATER_H
#define DESK_RATER_H

struct store;

/* WEIGHTS as those of heating_options.  NULL: the store could not be written, as
 * heating_run will say. */
struct rater *rater_new(struct store *st, const char *weights);
/* NULL is allowed. */
void rater_free(struct rater *r);

#endif
