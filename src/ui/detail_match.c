/* SPDX-License-Identifier: ISC */
#include "ui/detail_match.h"

#include "ui/detail_text.h"
#include "ui/found.h"

static bool
has_match(struct found *f, const struct detail_line *line)
{
	for (size_t i = 0; i < line->n; i++)
		if (found_in(f, line->spans[i].text))
			return true;
	return false;
}

bool
detail_match_find(struct found *f, const struct detail_text *t, long at, bool below,
    struct detail_match *out)
{
	bool found = false;

	*out = (struct detail_match){ 0 };
	for (size_t i = 0; i < t->count; i++) {
		if (!has_match(f, &t->lines[i]))
			continue;
		out->count++;
		if (below ? (long)i <= at || found : (long)i >= at)
			continue;
		out->line = i;
		out->number = out->count;
		found = true;
	}
	return found;
}
