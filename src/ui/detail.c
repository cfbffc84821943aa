/* SPDX-License-Identifier: ISC */
/* The pane on the right: one article, scrolled by lines until its coverage is
 * in view; then the keys choose among that, and Enter goes in. */
#include "ui/overlays.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "desk/edition.h"
#include "desk/reading.h"
#include "ui/canvas.h"
#include "ui/detail_match.h"
#include "ui/detail_place.h"
#include "ui/detail_text.h"
#include "ui/found.h"
#include "ui/keymap.h"
#include "ui/pane.h"
#include "ui/reader.h"
#include "ui/screen_links.h"
#include "ui/when.h"

struct detail {
	struct pane pane;
	struct arena arena;
	struct detail_text text;
	/* What the text was made for. */
	unsigned serial;
	int width;
	size_t chosen;
	enum detail_nothing nothing;
	uint64_t keys;
	bool ascii, made;

	size_t match;			/* line with searched words that was gone to, from 1; 0: none */
	size_t clicked;			/* item that the last click chose, 0: none */
};

/* -- the text, made anew only when it would be another one */

static enum detail_nothing
why_nothing(const struct reader *rd)
{
	const struct query *q = edition_query(rd->edition);

	if (rd->reading.of != 0 || rd->refresh.running || edition_selected(rd->edition) != NULL)
		return DETAIL_UNSELECTED;
	return q == NULL || q->op == QUERY_ALL ? DETAIL_NO_ARTICLES : DETAIL_NO_MATCH;
}

/* They stand in the text, and may be bound anew at any time; times may look
 * different. */
static uint64_t
hash_of_keys(const struct keymap *km)
{
	static const enum action actions[] = { ACTION_OPEN, ACTION_OPEN_WEB, ACTION_OPEN_AMP, ACTION_BACK,
		ACTION_FILTER, ACTION_FILTER_CLEAR, ACTION_ADD, ACTION_FULL };
	unsigned times = when_serial();
	uint64_t hash = hash_more(0, &times, sizeof(times));

	for (size_t i = 0; i < COUNT(actions); i++) {
		const char *key = keymap_first(km, actions[i]);

		hash = hash_more(hash, key, strlen(key) + 1);
	}
	return hash;
}

static void
make(struct detail *d, struct reader *rd, const struct canvas *c)
{
	struct detail_view view = { &rd->reading, rd->keymap, c, why_nothing(rd) };
	uint64_t keys = hash_of_keys(rd->keymap);

	if (d->made && d->serial == rd->reading.serial && d->width == c->width && d->keys == keys &&
	    d->chosen == rd->reading.place.chosen && d->ascii == c->ascii && d->nothing == view.nothing)
		return;
	arena_reset(&d->arena);
	detail_text_make(&d->arena, &view, &d->text);
	d->made = true;
	d->match = 0;
	d->serial = rd->reading.serial;
	d->width = c->width;
	d->chosen = rd->reading.place.chosen;
	d->ascii = c->ascii;
	d->nothing = view.nothing;
	d->keys = keys;
}

/* Keys come before the first picture too, and at any width. */
static void
make_now(struct detail *d, struct reader *rd)
{
	struct canvas c = { .height = d->pane.height > 0 ? d->pane.height : 20,
		.width = d->pane.width > 0 ? d->pane.width : 76, .ascii = d->ascii };

	make(d, rd, &c);
}

static size_t
height_of(const struct detail *d)
{
	return d->pane.height > 0 ? (size_t)d->pane.height : 1;
}

/* A text may have become shorter. */
static void
clamp(const struct detail *d, struct reading_place *place)
{
	(void)detail_place_scroll(place, &d->text, height_of(d), 0);
}

/* -- drawing */

static void
draw_line(const struct canvas *c, int y, const struct detail_line *line, enum role bar, struct found *found)
{
	if (bar != ROLE_TEXT)
		canvas_fill(c, y, 0, -1, bar);
	for (size_t i = 0; i < line->n; i++) {
		const struct detail_span *s = &line->spans[i];
		int room = c->width - s->x < s->width ? c->width - s->x : s->width;

		if (room > 0)
			canvas_text_cut(c, y, s->x, room, bar != ROLE_TEXT ? bar : s->role, s->text);
		if (room > 0)
			found_draw(found, c, y, s->x, room, s->text);
		if (room > 0 && s->url != NULL && bar == ROLE_TEXT)
			screen_links_add(c->y + y, c->x + s->x, room, s->role, s->url);
	}
}

static void
detail_draw(struct pane *p, struct reader *rd, const struct canvas *c, bool focused)
{
	struct detail *d = (struct detail *)p;
	struct reading_place *place = &rd->reading.place;
	size_t from, to;
	int cursor = 0;

	d->ascii = c->ascii;
	screen_links_clear();
	make(d, rd, c);
	clamp(d, place);
	detail_text_find(&d->text, place->chosen, &from, &to);
	struct found *found = found_new(edition_query(rd->edition));
	for (int y = 0; y < c->height && place->top + (size_t)y < d->text.count; y++) {
		size_t at = place->top + (size_t)y;
		bool bar = to > 0 && at == from, here = at + 1 == d->match;

		found_role(found, here ? ROLE_SELECTED : ROLE_MATCH);
		draw_line(c, y, &d->text.lines[at],
		    !bar ? ROLE_TEXT : focused ? ROLE_SELECTED : ROLE_SELECTED_OFF, found);
		if (here || (bar && d->match == 0))
			cursor = y;
	}
	found_free(found);
	if (focused)
		canvas_cursor(c, cursor, 0, true);
}

/* -- moving */

static unsigned
scroll(struct detail *d, struct reader *rd, long by)
{
	bool moved = detail_place_scroll(&rd->reading.place, &d->text, height_of(d), by);

	return moved ? EFFECT_DRAW : EFFECT_HANDLED;
}

/* What folds above the screen must not move what is on it. */
static unsigned
choose(struct detail *d, struct reader *rd, size_t i)
{
	struct reading_place *place = &rd->reading.place;
	size_t from, to, before = d->text.count;

	detail_text_find(&d->text, place->chosen, &from, &to);
	if (to > 0 && to <= place->top) {
		place->chosen = 0;
		make_now(d, rd);
		(void)scroll(d, rd, -(long)(before - d->text.count));
	}
	place->chosen = i;
	make_now(d, rd);
	detail_place_show(place, &d->text, height_of(d));
	return EFFECT_DRAW;
}

static unsigned
down(struct detail *d, struct reader *rd)
{
	size_t to = detail_place_below(&rd->reading.place, &d->text, height_of(d));

	return to != rd->reading.place.chosen ? choose(d, rd, to) : scroll(d, rd, 1);
}

static unsigned
up(struct detail *d, struct reader *rd)
{
	size_t to = detail_place_above(&rd->reading.place, &d->text, height_of(d));

	return to != rd->reading.place.chosen ? choose(d, rd, to) : scroll(d, rd, -1);
}

static unsigned
step(struct detail *d, struct reader *rd, int count, unsigned (*one)(struct detail *, struct reader *))
{
	unsigned effects = EFFECT_HANDLED;

	for (int i = 0; i < (count > 0 ? count : 1); i++) {
		unsigned now = one(d, rd);

		if (now == EFFECT_HANDLED)
			break;
		effects |= now;
		make_now(d, rd);
	}
	return effects;
}

static unsigned
go_to_end(struct detail *d, struct reader *rd, bool last)
{
	rd->reading.place.chosen = 0;
	make_now(d, rd);
	rd->reading.place.top = last ? detail_place_end(&d->text, height_of(d)) : 0;
	return EFFECT_DRAW;
}

/* A page; EFFECT_NONE at the end: then it has been read. */
static unsigned
read_on(struct detail *d, struct reader *rd)
{
	long page = d->pane.height > 2 ? d->pane.height - 1 : 1;

	return scroll(d, rd, page) == EFFECT_DRAW ? EFFECT_DRAW : EFFECT_NONE;
}

/* From the match gone to last while it is in view, else from the top. */
static bool
find_match(struct detail *d, const struct reading_place *place, struct found *f, bool below,
    struct detail_match *out)
{
	size_t last = d->match > 0 ? d->match - 1 : 0;
	bool seen = d->match > 0 && last >= place->top && last < place->top + height_of(d);
	long at = seen ? (long)last : below ? (long)place->top - 1 : (long)place->top;

	return detail_match_find(f, &d->text, at, below, out);
}

static unsigned
go_to_match(struct detail *d, struct reader *rd, bool below)
{
	struct reading_place *place = &rd->reading.place;
	struct found *f = found_new(edition_query(rd->edition));
	struct detail_match m = { 0 };
	size_t height = height_of(d);

	if (f == NULL) {
		reader_say(rd, "no words are searched; %s does", keymap_first(rd->keymap, ACTION_SEARCH));
	} else if (find_match(d, place, f, below, &m)) {
		d->match = m.line + 1;
		if (m.line < place->top || m.line >= place->top + height)
			(void)scroll(d, rd, (long)m.line - (long)place->top - (long)height / 3);
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

/* -- going in, opening */

static unsigned
enter(struct detail *d, struct reader *rd)
{
	struct reading *reading = &rd->reading;
	struct err err = { .text = "" };
	size_t i = reading->place.chosen;

	if (reading_related_count(reading) == 0) {
		reader_say(rd, "there is no coverage to go into");
		return EFFECT_DRAW;
	}
	if (i == 0)
		return choose(d, rd, 1);
	if (!reading_enter(reading, i - 1, &err))
		reader_warn(rd, &err);
	if (reading->id != 0 && !(reading->shown.marks & MARK_READ))
		reader_mark(rd, reading->id, MARK_READ, MARK_SET);
	return EFFECT_DRAW;
}

static unsigned
back(struct reader *rd)
{
	struct err err = { .text = "" };

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
	return choose(d, rd, i + 1);
}

static unsigned
open_other(struct reader *rd, enum action action)
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

static unsigned
act_open(struct detail *d, struct reader *rd, enum action action)
{
	if (action >= ACTION_RELATED_1 && action <= ACTION_RELATED_9)
		return open_numbered(d, rd, (size_t)(action - ACTION_RELATED_1));
	if (action == ACTION_OPEN_WEB || action == ACTION_OPEN_AMP)
		return open_other(rd, action);
	return EFFECT_NONE;
}

static unsigned
detail_act(struct pane *p, struct reader *rd, enum action action, int count)
{
	struct detail *d = (struct detail *)p;
	long n = count > 0 ? count : 1, page = d->pane.height > 2 ? d->pane.height - 1 : 1;

	make_now(d, rd);
	d->clicked = 0;
	switch (action) {
	case ACTION_NEXT:
		return step(d, rd, count, down);
	case ACTION_PREVIOUS:
		return step(d, rd, count, up);
	case ACTION_HALF_DOWN:
		return scroll(d, rd, n * (page / 2 + 1));
	case ACTION_HALF_UP:
		return scroll(d, rd, -n * (page / 2 + 1));
	case ACTION_PAGE_DOWN:
		return scroll(d, rd, n * page);
	case ACTION_PAGE_UP:
		return scroll(d, rd, -n * page);
	case ACTION_FIRST:
	case ACTION_LAST:
		return go_to_end(d, rd, action == ACTION_LAST);
	case ACTION_PAGE_READ:
		return read_on(d, rd);
	case ACTION_MATCH_NEXT:
	case ACTION_MATCH_PREVIOUS:
		return go_to_match(d, rd, action == ACTION_MATCH_NEXT);
	case ACTION_ENTER:
		return enter(d, rd);
	case ACTION_RIGHT:
	case ACTION_UNFOLD:
		return rd->reading.place.chosen > 0 ? enter(d, rd) : EFFECT_NONE;
	case ACTION_LEFT:
	case ACTION_FOLD:
	case ACTION_BACK:
		return back(rd);
	default:
		return act_open(d, rd, action);
	}
}

static unsigned
click_related(struct detail *d, struct reader *rd, size_t item, bool twice)
{
	d->clicked = twice ? 0 : item;
	(void)choose(d, rd, item);
	return twice ? enter(d, rd) : EFFECT_DRAW;
}

static unsigned
detail_click(struct pane *p, struct reader *rd, int y, int x, bool twice)
{
	struct detail *d = (struct detail *)p;
	size_t at = rd->reading.place.top + (size_t)(y > 0 ? y : 0);

	(void)x;
	make_now(d, rd);
	/* Into what the first click chose: by that the lines have moved. */
	if (twice && d->clicked > 0)
		return click_related(d, rd, d->clicked, true);
	d->clicked = 0;
	if (at >= d->text.count)
		return EFFECT_HANDLED;
	const struct detail_line *line = &d->text.lines[at];
	if (line->related > 0)
		return click_related(d, rd, line->related, twice);
	/* The second click of two would open it once more. */
	if (twice || line->action == ACTION_NONE)
		return EFFECT_HANDLED;
	if (line->action != ACTION_OPEN)
		return open_other(rd, line->action);
	reader_open_link(rd, reading_link(&rd->reading));
	return EFFECT_DRAW;
}

static unsigned
detail_wheel(struct pane *p, struct reader *rd, int lines)
{
	struct detail *d = (struct detail *)p;

	make_now(d, rd);
	return scroll(d, rd, lines);
}

static void
detail_free(struct pane *p)
{
	struct detail *d = (struct detail *)p;

	arena_done(&d->arena);
	free(d);
}

struct pane *
detail_pane_new(struct reader *rd)
{
	static const struct pane_ops ops = {
		.title = "Article",
		.act = detail_act,
		.click = detail_click,
		.wheel = detail_wheel,
		.draw = detail_draw,
		.free = detail_free,
	};
	struct detail *d = mem_alloc(sizeof(*d));

	(void)rd;
	d->pane.ops = &ops;
	return &d->pane;
}
