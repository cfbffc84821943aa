/* SPDX-License-Identifier: ISC */
/* From the pane's text to somewhere else: matches, the outlets' excerpts, an item
 * and back, addresses. */
#include "ui/detail_parts.h"

#include <string.h>

#include "base/err.h"
#include "desk/edition.h"
#include "ui/detail_match.h"
#include "ui/found.h"
#include "ui/keymap.h"

/* From the match gone to last while it is in view, else from the top. */
static bool
find_match(struct detail *d, const struct reading_place *place, struct found *f, bool below,
    struct detail_match *out)
{
	size_t last = d->match > 0 ? d->match - 1 : 0;
	bool seen = d->match > 0 && last >= place->top && last < place->top + detail_height(d);
	long at = seen ? (long)last : below ? (long)place->top - 1 : (long)place->top;

	return detail_match_find(f, &d->text, at, below, out);
}

unsigned
detail_go_to_match(struct detail *d, struct reader *rd, bool below)
{
	struct reading_place *place = &rd->reading.place;
	struct found *f = found_new(edition_query(rd->edition));
	struct detail_match m = { 0 };
	size_t height = detail_height(d);

	if (f == NULL) {
		reader_say(rd, "no words are searched; %s does", keymap_first(rd->keymap, ACTION_SEARCH));
	} else if (find_match(d, place, f, below, &m)) {
		d->match = m.line + 1;
		if (m.line < place->top || m.line >= place->top + height)
			(void)detail_scroll(d, rd, (long)m.line - (long)place->top - (long)height / 3);
		reader_say(rd, "%zu of %zu lines with what is searched", m.number, m.count);
	} else if (m.count == 0) {
		reader_say(rd, "what is searched does not stand in this text");
	} else {
		reader_say(rd, below ? "nothing of what is searched further down" :
		    "nothing of what is searched further up");
	}
	found_free(f);
	return EFFECT_DRAW;
}

/* -- the excerpts of the outlets, one after the other in one place */

static void
show_step(struct detail *d, struct reader *rd, size_t item)
{
	struct reading_place *place = &rd->reading.place;

	place->chosen = 0;
	place->step = item;
	detail_make_now(d, rd);
	size_t line = d->text.step;
	if (line > 0 && (line - 1 < place->top || line + 4 > place->top + detail_height(d)))
		(void)detail_scroll(d, rd, (long)line - 1 - (long)place->top);
	detail_clamp(d, place);
}

/* EFFECT_NONE: there is nothing on that side. */
unsigned
detail_step_outlet(struct detail *d, struct reader *rd, bool forward)
{
	struct arena a = { 0 };
	size_t *steps = arena_array(&a, reading_related_count(&rd->reading) + 1, sizeof(*steps));
	size_t n = detail_steps(&rd->reading, steps), step = rd->reading.place.step, at = 0, item = 0;

	/* 0 is the article itself. */
	while (step > 0 && at < n && steps[at++] + 1 != step)
		continue;
	bool can = forward ? at < n : at > 0;
	if (can)
		item = forward ? steps[at] + 1 : at > 1 ? steps[at - 2] + 1 : 0;
	arena_done(&a);
	if (can)
		show_step(d, rd, item);
	else if (forward && n > 0)
		reader_say(rd, "that is the last outlet");
	return can || (forward && n > 0) ? EFFECT_DRAW : EFFECT_NONE;
}

/* -- going in, opening */

unsigned
detail_enter(struct detail *d, struct reader *rd)
{
	struct reading *reading = &rd->reading;
	struct err err = { .text = "" };
	size_t i = reading->place.step > 0 ? reading->place.step : reading->place.chosen;

	if (reading_related_count(reading) == 0) {
		reader_say(rd, "there is no coverage to go into");
		return EFFECT_DRAW;
	}
	if (i == 0)
		return detail_choose(d, rd, 1);
	if (!reading_enter(reading, i - 1, &err))
		reader_warn(rd, &err);
	if (reading->id != 0 && !(reading->shown.marks & MARK_READ))
		reader_mark(rd, reading->id, MARK_READ, MARK_SET);
	return EFFECT_DRAW;
}

unsigned
detail_back(struct detail *d, struct reader *rd)
{
	struct err err = { .text = "" };

	if (rd->reading.place.step > 0) {
		show_step(d, rd, 0);
		return EFFECT_DRAW;
	}
	if (!reading_can_go_back(&rd->reading))
		return EFFECT_NONE;
	if (!reading_back(&rd->reading, &err))
		reader_warn(rd, &err);
	return EFFECT_DRAW;
}

static unsigned
open_related(struct detail *d, struct reader *rd, size_t i)
{
	if (i >= reading_related_count(&rd->reading))
		return EFFECT_NONE;
	const struct store_match match = rd->reading.matches[i];
	const char *url = reading_related_link(&rd->reading, i);
	int64_t id = match.id;

	/* Videos may come without an address; the store's article has one. */
	if (url == NULL && id != 0) {
		struct err err = { .text = "" };

		if (reading_enter(&rd->reading, i, &err))
			reader_open_link(rd, reading_link(&rd->reading));
		(void)reading_back(&rd->reading, &err);
	} else {
		reader_open_link(rd, url);
	}
	if (id != 0 && !(match.marks & MARK_READ))
		reader_mark(rd, id, MARK_READ, MARK_SET);
	return detail_choose(d, rd, i + 1);
}

unsigned
detail_open_other(struct reader *rd, enum action action)
{
	const struct reading *reading = &rd->reading;
	const struct related *rel = reading->outside;
	const char *url;

	if (action == ACTION_OPEN_WEB)
		url = rel != NULL ? rel->web_url : reading->id != 0 ? reading->shown.art.web_url : NULL;
	else
		url = rel != NULL ? rel->amp_url : reading->id != 0 ? reading->shown.art.amp_url : NULL;
	if (url == NULL || url[0] == '\0')
		reader_say(rd, action == ACTION_OPEN_WEB ? "it has no page of its own at the publisher's"
		    : "it has no AMP page");
	else
		reader_open_link(rd, url);
	return EFFECT_DRAW;
}

/* Without coverage the numbers are those of the text. */
static unsigned
open_numbered(struct detail *d, struct reader *rd, size_t i)
{
	const struct reading *reading = &rd->reading;

	if (reading_related_count(reading) > 0)
		return open_related(d, rd, i);
	if (i >= reading_numbered_links(reading))
		return EFFECT_NONE;
	reader_open_link(rd, reading->shown.art.links[i].url);
	return EFFECT_DRAW;
}

unsigned
detail_show_why(struct detail *d, struct reader *rd)
{
	bool shown = d->why_of != 0 && d->why_of == rd->reading.id;

	d->why_of = shown ? 0 : rd->reading.id;
	if (!shown && rd->reading.id == 0)
		reader_say(rd, "there is no article here");
	else if (!shown)
		return detail_go_to_end(d, rd, false);
	return EFFECT_DRAW;
}

unsigned
detail_act_open(struct detail *d, struct reader *rd, enum action action)
{
	if (action >= ACTION_RELATED_1 && action <= ACTION_RELATED_9)
		return open_numbered(d, rd, (size_t)(action - ACTION_RELATED_1));
	if (action == ACTION_OPEN_WEB || action == ACTION_OPEN_AMP)
		return detail_open_other(rd, action);
	return EFFECT_NONE;
}
