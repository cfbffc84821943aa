/* SPDX-License-Identifier: ISC */
/* What is shown is loaded whole into one arena.  The way back is a list of
 * places, not of articles: going back loads again, with today's marks. */
#include "desk/reading.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "desk/full.h"
#include "desk/full_cache.h"
#include "desk/related.h"

/* An article, or related item INDEX (from 1) of it. */
struct reading_step {
	int64_t of;
	size_t index;
	struct reading_place place;
	struct reading_step *next;
};

void
reading_init(struct reading *rd, struct desk *desk)
{
	*rd = (struct reading){ .desk = desk };
}

static void
forget_way(struct reading *rd)
{
	while (rd->back != NULL) {
		struct reading_step *step = rd->back;

		rd->back = step->next;
		free(step);
	}
	rd->depth = 0;
}

void
reading_done(struct reading *rd)
{
	forget_way(rd);
	arena_done(&rd->arena);
}

static void
clear(struct reading *rd)
{
	arena_reset(&rd->arena);
	rd->id = rd->of = 0;
	rd->outside = NULL;
	rd->full = false;
	rd->matches = NULL;
	rd->headlines = NULL;
	rd->shown = (struct store_article){ 0 };
	rd->serial++;
}

static void
load_full(struct reading *rd)
{
	const char *url = article_link(&rd->shown.art);
	struct article full;

	if (rd->wish != rd->id || url == NULL || !full_cached(&rd->arena, rd->desk, url, &full))
		return;
	full_cache_show(&rd->arena, &rd->shown.art, &full);
	rd->full = true;
	rd->full_url = full.original_url != NULL ? full.original_url : url;
	rd->full_at = full.updated;
}

/* INDEX 0: the article itself.  One that is gone leaves nothing shown. */
static bool
load(struct reading *rd, int64_t of, size_t index, struct err *err)
{
	bool found = false;

	clear(rd);
	if (of == 0)
		return true;
	if (!store_article(rd->desk->store, of, &rd->arena, &rd->shown, &found, err) || !found ||
	    !related_load(rd->desk->store, &rd->arena, &rd->shown, &rd->matches, err) ||
	    !related_more(rd->desk->store, &rd->arena, &rd->shown, &rd->matches, err)) {
		clear(rd);
		return !found;
	}
	rd->of = of;
	rd->headlines = related_headlines(&rd->arena, &rd->shown.art);
	if (index > 0 && index <= rd->shown.art.nrelated)
		rd->outside = &rd->shown.art.related[index - 1];
	else
		rd->id = of;
	if (rd->id != 0 && rd->wish != 0)
		load_full(rd);
	return true;
}

static size_t
index_shown(const struct reading *rd)
{
	return rd->outside != NULL ? (size_t)(rd->outside - rd->shown.art.related) + 1 : 0;
}

bool
reading_show(struct reading *rd, int64_t id, struct err *err)
{
	if (id != rd->id || id == 0)
		rd->place = (struct reading_place){ 0 };
	forget_way(rd);
	if (id != rd->wish)
		rd->wish = 0;
	return load(rd, id, 0, err);
}

bool
reading_reload(struct reading *rd, struct err *err)
{
	return load(rd, rd->of, index_shown(rd), err);
}

bool
reading_show_full(struct reading *rd, bool full, struct err *err)
{
	rd->wish = full ? rd->id : 0;
	rd->place = (struct reading_place){ 0 };
	return reading_reload(rd, err);
}

size_t
reading_related_count(const struct reading *rd)
{
	return rd->id != 0 ? rd->shown.art.nrelated : 0;
}

size_t
reading_numbered_links(const struct reading *rd)
{
	return rd->id != 0 && rd->outside == NULL ? rd->shown.art.nlinks : 0;
}

bool
reading_enter(struct reading *rd, size_t i, struct err *err)
{
	struct reading_step *step;
	int64_t to;

	if (i >= reading_related_count(rd))
		return true;
	step = mem_alloc(sizeof(*step));
	*step = (struct reading_step){ rd->of, index_shown(rd), rd->place, rd->back };
	rd->back = step;
	rd->depth++;
	rd->place = (struct reading_place){ 0 };
	rd->wish = 0;
	to = rd->matches[i].id;
	return to != 0 ? load(rd, to, 0, err) : load(rd, rd->of, i + 1, err);
}

bool
reading_can_go_back(const struct reading *rd)
{
	return rd->back != NULL;
}

bool
reading_back(struct reading *rd, struct err *err)
{
	struct reading_step *step = rd->back;

	if (step == NULL)
		return true;
	rd->back = step->next;
	rd->depth--;
	rd->place = step->place;
	rd->wish = 0;
	bool ok = load(rd, step->of, step->index, err);
	free(step);
	return ok;
}

const char *
reading_link(const struct reading *rd)
{
	if (rd->outside != NULL)
		return related_link(rd->outside);
	if (rd->id != 0 && rd->place.step > 0 && rd->place.step <= rd->shown.art.nrelated)
		return related_link(&rd->shown.art.related[rd->place.step - 1]);
	return rd->id != 0 ? article_link(&rd->shown.art) : NULL;
}

const char *
reading_related_link(const struct reading *rd, size_t i)
{
	return i < reading_related_count(rd) ? related_link(&rd->shown.art.related[i]) : NULL;
}
