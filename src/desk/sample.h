/* SPDX-License-Identifier: ISC */
#ifndef DESK_SAMPLE_H
#define DESK_SAMPLE_H

#include <stdbool.h>

struct desk;
struct err;

/* Whether the sample collection was installed with the program. */
bool sample_is_there(const struct desk *desk);
/* Opens the store of the sample collection as the desk's, made or moved to
 * today where need be. */
bool sample_open(struct desk *desk, struct err *err);

#endif
