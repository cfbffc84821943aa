/* SPDX-License-Identifier: ISC */
/* The pane on the right: one article, scrolled by lines until its coverage is
 * in view; then the keys choose among that, and Enter goes in. */
#include "ui/overlays.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "desk/reading.h"
#include "ui/canvas.h"
#include "ui/detail_text.h"
#include "ui/pane.h"
#include "ui/reader.h"

struct detail {
	struct pane pane;
	struct arena arena;
	struct detail_text text;
	/* What the text was made for. */
	unsigned serial;
	int width;
	size_t chosen;
	bool ascii, made;
};

/* -- the text, made anew only when it would be another one */

static void
make(struct detail *d, struct reader *rd, const struct canvas *c)
{
	struct detail_view view = { &rd->reading, rd->keymap, c };

	if (d->made && d->serial == rd->reading.serial && d->width == c->width &&
	    d->chosen == rd->reading.place.chosen && d->ascii == c->ascii)
		return;
	arena_reset(&d->arena);
	detail_text_make(&d->arena, &view, &d->text);
	d->made = true;
	d->serial = rd->reading.serial;
	d->width = c->width;
	d->chosen = rd->reading.place.chosen;
	d->ascii = c->ascii;
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

static size_t
last_top(const struct detail *d)
{
	size_t height = height_of(d);

	return d->text.count > height ? d->text.count - height : 0;
}

static void
clamp(const struct detail *d, struct reading_place *place)
{
	if (place->top > last_top(d))
		place->top = last_top(d);
}

/* The chosen item as a whole, if that is possible, at least its first line. */
static void
bring_into_view(struct detail *d, struct reader *rd)
{
	struct reading_place *place = &rd->reading.place;
	size_t from, to, height = height_of(d);

	make_now(d, rd);
	detail_text_find(&d->text, place->chosen, &from, &to);
	if (to > place->top + height)
		place->top = to - height;
	if (from < place->top)
		place->top = from;
	clamp(d, place);
}

/* -- drawing */

static void
draw_line(const struct canvas *c, int y, const struct detail_line *line, enum role bar)
{
	if (bar != ROLE_TEXT)
		canvas_fill(c, y, 0, -1, bar);
	for (size_t i = 0; i < line->n; i++) {
		const struct detail_span *s = &line->spans[i];
		int room = c->width - s->x < s->width ? c->width - s->x : s->width;

		if (room > 0)
			canvas_text_cut(c, y, s->x, room, bar != ROLE_TEXT ? bar : s->role, s->text);
	}
}

static void
detail_draw(struct pane *p, struct reader *rd, const struct canvas *c, bool focused)
{
	struct detail *d = (struct detail *)p;
	struct reading_place *place = &rd->reading.place;
	size_t from, to;

	d->ascii = c->ascii;
	make(d, rd, c);
	clamp(d, place);
	detail_text_find(&d->text, place->chosen, &from, &to);
	for (int y = 0; y < c->height && place->top + (size_t)y < d->text.count; y++) {
		size_t at = place->top + (size_t)y;
		bool bar = to > 0 && at == from;

		draw_line(c, y, &d->text.lines[at],
		    !bar ? ROLE_TEXT : focused ? ROLE_SELECTED : ROLE_SELECTED_OFF);
		if (bar && focused)
			canvas_cursor(c, y, 0, true);
	}
	if (focused && (to == 0 || from < place->top || from >= place->top + (size_t)c->height))
		canvas_cursor(c, 0, 0, true);
}

/* -- moving */

static unsigned
scroll(struct detail *d, struct reader *rd, long by)
{
	struct reading_place *place = &rd->reading.place;
	size_t old = place->top;

	if (by < 0)
		place->top = (size_t)-by > place->top ? 0 : place->top - (size_t)-by;
	else
		place->top += (size_t)by;
	clamp(d, place);
	return place->top != old ? EFFECT_DRAW : EFFECT_HANDLED;
}

static unsigned
choose(struct detail *d, struct reader *rd, size_t i)
{
	rd->reading.place.chosen = i;
	bring_into_view(d, rd);
	return EFFECT_DRAW;
}

/* A line down, or to the next item once it is in view. */
static unsigned
down(struct detail *d, struct reader *rd)
{
	struct reading_place *place = &rd->reading.place;
	size_t from, to;

	detail_text_find(&d->text, place->chosen + 1, &from, &to);
	if (to > 0 && place->chosen < reading_related_count(&rd->reading) &&
	    from < place->top + height_of(d))
		return choose(d, rd, place->chosen + 1);
	return scroll(d, rd, 1);
}

static unsigned
up(struct detail *d, struct reader *rd)
{
	struct reading_place *place = &rd->reading.place;
	size_t from, to;

	detail_text_find(&d->text, place->chosen, &from, &to);
	if (place->chosen > 0 && to > place->top)
		return choose(d, rd, place->chosen - 1);
	return scroll(d, rd, -1);
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
	rd->reading.place.top = last ? last_top(d) : 0;
	return EFFECT_DRAW;
}

/* A page; EFFECT_NONE at the end: then it has been read. */
static unsigned
read_on(struct detail *d, struct reader *rd)
{
	long page = d->pane.height > 2 ? d->pane.height - 1 : 1;

	return rd->reading.place.top >= last_top(d) ? EFFECT_NONE : scroll(d, rd, page);
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

static unsigned
act_open(struct detail *d, struct reader *rd, enum action action)
{
	if (action >= ACTION_RELATED_1 && action <= ACTION_RELATED_9)
		return open_related(d, rd, (size_t)(action - ACTION_RELATED_1));
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
	case ACTION_ENTER:
		return enter(d, rd);
	case ACTION_RIGHT:
		return rd->reading.place.chosen > 0 ? enter(d, rd) : EFFECT_NONE;
	case ACTION_LEFT:
	case ACTION_BACK:
		return back(rd);
	default:
		return act_open(d, rd, action);
	}
}

static unsigned
detail_click(struct pane *p, struct reader *rd, int y, int x, bool twice)
{
	struct detail *d = (struct detail *)p;
	size_t at = rd->reading.place.top + (size_t)(y > 0 ? y : 0);

	(void)x;
	make_now(d, rd);
	if (at >= d->text.count)
		return EFFECT_HANDLED;
	const struct detail_line *line = &d->text.lines[at];
	if (line->related > 0) {
		rd->reading.place.chosen = line->related;
		return twice ? enter(d, rd) : EFFECT_DRAW;
	}
	if (line->action == ACTION_OPEN)
		reader_open_link(rd, reading_link(&rd->reading));
	else if (line->action != ACTION_NONE)
		return open_other(rd, line->action);
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
