/* SPDX-License-Identifier: ISC */
#include "desk/fold.h"

#include "desk/desk.h"

struct store_fold
fold_of(const struct desk *desk)
{
	const struct settings *s = &desk->settings;

	return (struct store_fold){ .stories = s->stories,
		.lead = (enum store_lead)s->stories_lead,
		.returns = s->stories_return,
		.whole = s->stories_whole };
}
