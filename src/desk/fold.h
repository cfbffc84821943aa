/* SPDX-License-Identifier: ISC */
/* How the settings want lists to be folded into stories. */
#ifndef DESK_FOLD_H
#define DESK_FOLD_H

#include "store/store.h"

struct desk;

struct store_fold fold_of(const struct desk *desk);

#endif
