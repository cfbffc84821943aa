/* SPDX-License-Identifier: ISC */
/* The pane on the right: one article, scrolled by lines until its coverage is
 * in view; then the keys choose among that, and Enter goes in. */
#include "ui/detail_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "desk/edition.h"
#include "desk/reading.h"
#include "desk/why.h"
#include "ui/canvas.h"
#include "ui/detail_place.h"
#include "ui/detail_text.h"
#include "ui/found.h"
#include "ui/keymap.h"
#include "ui/overlays.h"
#include "ui/screen_links.h"
#include "ui/when.h"

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
	struct detail_view view = { &rd->reading, rd->keymap, c, why_nothing(rd),
		rd->desk->settings.linear, NULL };
	bool why = d->why_of != 0 && d->why_of == rd->reading.id;
	struct why sums;
	uint64_t keys = hash_of_keys(rd->keymap);

	if (d->made && d->serial == rd->reading.serial && d->width == c->width && d->keys == keys &&
	    d->chosen == rd->reading.place.chosen && d->step == rd->reading.place.step && d->why == why &&
	    d->ascii == c->ascii && d->linear == view.linear && d->nothing == view.nothing)
		return;
	arena_reset(&d->arena);
	if (why && why_load(rd->desk, &d->arena, &rd->reading.shown, &sums, NULL))
		view.why = &sums;
	detail_text_make(&d->arena, &view, &d->text);
	d->made = true;
	d->match = 0;
	d->serial = rd->reading.serial;
	d->width = c->width;
	d->chosen = rd->reading.place.chosen;
	d->why = why;
	d->step = rd->reading.place.step;
	d->ascii = c->ascii;
	d->linear = view.linear;
	d->nothing = view.nothing;
	d->keys = keys;
}

void
detail_make_now(struct detail *d, struct reader *rd)
{
	struct canvas c = { .height = d->pane.height > 0 ? d->pane.height : 20,
		.width = d->pane.width > 0 ? d->pane.width : 76, .ascii = d->ascii };

	make(d, rd, &c);
}

size_t
detail_height(const struct detail *d)
{
	return d->pane.height > 0 ? (size_t)d->pane.height : 1;
}

/* A text may have become shorter. */
void
detail_clamp(const struct detail *d, struct reading_place *place)
{
	(void)detail_place_scroll(place, &d->text, detail_height(d), 0);
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
	detail_clamp(d, place);
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

unsigned
detail_scroll(struct detail *d, struct reader *rd, long by)
{
	bool moved = detail_place_scroll(&rd->reading.place, &d->text, detail_height(d), by);

	return moved ? EFFECT_DRAW : EFFECT_HANDLED;
}

/* What folds above the screen must not move what is on it. */
unsigned
detail_choose(struct detail *d, struct reader *rd, size_t i)
{
	struct reading_place *place = &rd->reading.place;
	size_t from, to, before = d->text.count;

	detail_text_find(&d->text, place->chosen, &from, &to);
	if (to > 0 && to <= place->top) {
		place->chosen = 0;
		detail_make_now(d, rd);
		(void)detail_scroll(d, rd, -(long)(before - d->text.count));
	}
	place->chosen = i;
	detail_make_now(d, rd);
	detail_place_show(place, &d->text, detail_height(d));
	return EFFECT_DRAW;
}

static unsigned
down(struct detail *d, struct reader *rd)
{
	size_t to = detail_place_below(&rd->reading.place, &d->text, detail_height(d));

	return to != rd->reading.place.chosen ? detail_choose(d, rd, to) : detail_scroll(d, rd, 1);
}

static unsigned
up(struct detail *d, struct reader *rd)
{
	size_t to = detail_place_above(&rd->reading.place, &d->text, detail_height(d));

	return to != rd->reading.place.chosen ? detail_choose(d, rd, to) : detail_scroll(d, rd, -1);
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
		detail_make_now(d, rd);
	}
	return effects;
}

unsigned
detail_go_to_end(struct detail *d, struct reader *rd, bool last)
{
	rd->reading.place.chosen = 0;
	detail_make_now(d, rd);
	rd->reading.place.top = last ? detail_place_end(&d->text, detail_height(d)) : 0;
	return EFFECT_DRAW;
}

/* A page; EFFECT_NONE at the end: then it has been read. */
static unsigned
read_on(struct detail *d, struct reader *rd)
{
	long page = d->pane.height > 2 ? d->pane.height - 1 : 1;

	return detail_scroll(d, rd, page) == EFFECT_DRAW ? EFFECT_DRAW : EFFECT_NONE;
}

static unsigned
detail_act(struct pane *p, struct reader *rd, enum action action, int count)
{
	struct detail *d = (struct detail *)p;
	long n = count > 0 ? count : 1, page = d->pane.height > 2 ? d->pane.height - 1 : 1;

	detail_make_now(d, rd);
	d->clicked = 0;
	switch (action) {
	case ACTION_NEXT:
		return step(d, rd, count, down);
	case ACTION_PREVIOUS:
		return step(d, rd, count, up);
	case ACTION_HALF_DOWN:
		return detail_scroll(d, rd, n * (page / 2 + 1));
	case ACTION_HALF_UP:
		return detail_scroll(d, rd, -n * (page / 2 + 1));
	case ACTION_PAGE_DOWN:
		return detail_scroll(d, rd, n * page);
	case ACTION_PAGE_UP:
		return detail_scroll(d, rd, -n * page);
	case ACTION_FIRST:
	case ACTION_LAST:
		return detail_go_to_end(d, rd, action == ACTION_LAST);
	case ACTION_PAGE_READ:
		return read_on(d, rd);
	case ACTION_MATCH_NEXT:
	case ACTION_MATCH_PREVIOUS:
		return detail_go_to_match(d, rd, action == ACTION_MATCH_NEXT);
	case ACTION_ENTER:
		return detail_enter(d, rd);
	case ACTION_WHY:
		return detail_show_why(d, rd);
	case ACTION_RIGHT:
		return rd->reading.place.chosen > 0 ? detail_enter(d, rd) : EFFECT_NONE;
	case ACTION_UNFOLD:
		return detail_step_outlet(d, rd, true);
	case ACTION_FOLD:
		return rd->reading.place.step > 0 ? detail_step_outlet(d, rd, false) : detail_back(d, rd);
	case ACTION_LEFT:
	case ACTION_BACK:
		return detail_back(d, rd);
	default:
		return detail_act_open(d, rd, action);
	}
}

static unsigned
click_related(struct detail *d, struct reader *rd, size_t item, bool twice)
{
	d->clicked = twice ? 0 : item;
	(void)detail_choose(d, rd, item);
	return twice ? detail_enter(d, rd) : EFFECT_DRAW;
}

static unsigned
detail_click(struct pane *p, struct reader *rd, int y, int x, bool twice)
{
	struct detail *d = (struct detail *)p;
	size_t at = rd->reading.place.top + (size_t)(y > 0 ? y : 0);

	(void)x;
	detail_make_now(d, rd);
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
		return detail_open_other(rd, line->action);
	reader_open_link(rd, reading_link(&rd->reading));
	return EFFECT_DRAW;
}

static unsigned
detail_wheel(struct pane *p, struct reader *rd, int lines)
{
	struct detail *d = (struct detail *)p;

	detail_make_now(d, rd);
	return detail_scroll(d, rd, lines);
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
