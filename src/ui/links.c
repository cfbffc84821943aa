/* SPDX-License-Identifier: ISC */
/* All links of the article shown, each with a sign to type: digits, then
 * letters that mean nothing else here.  Typing it opens the link; one may also
 * go there, and then open, or copy. */
#include "ui/overlays.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "model/article_links.h"
#include "ui/canvas.h"
#include "ui/keymap.h"
#include "ui/overlay_box.h"
#include "ui/pane.h"
#include "ui/reader.h"
#include "ui/share.h"

enum { WIDTH_MOST = 110, KIND = 3, TEXT = 12, TEXT_MOST = 50, LINES_LEAST = 3 };

struct links_pane {
	struct pane pane;
	struct arena arena;
	struct article_link *items;
	char *hints;			/* one an item, blank: none left */
	size_t count;
	size_t chosen, top;
};

/* -- drawing */

static void
draw_one(const struct links_pane *p, const struct canvas *c, int y, size_t i)
{
	const struct article_link *link = &p->items[i];
	bool chosen = i == p->chosen;
	int room = c->width - TEXT, x = TEXT;

	if (chosen)
		canvas_fill(c, y, 0, -1, ROLE_SELECTED);
	canvas_text_n(c, y, 1, 1, chosen ? ROLE_SELECTED : ROLE_LINK, &p->hints[i], 1);
	canvas_text_cut(c, y, KIND, TEXT - KIND - 1, chosen ? ROLE_SELECTED : ROLE_TEXT, link->kind);
	if (link->text[0] != '\0') {
		int most = room / 2 < TEXT_MOST ? room / 2 : TEXT_MOST;

		x += canvas_text_cut(c, y, x, most, chosen ? ROLE_SELECTED : ROLE_TEXT, link->text) + 2;
	}
	canvas_text_cut(c, y, x, c->width - x, chosen ? ROLE_SELECTED : ROLE_DIM, link->url);
}

static const char *
note(struct arena *a, const struct reader *rd)
{
	return arena_printf(a, "type a sign, or Enter; %s copies, %s closes",
	    keymap_first(rd->keymap, ACTION_COPY), keymap_first(rd->keymap, ACTION_BACK));
}

static void
links_draw(struct pane *pane, struct reader *rd, const struct canvas *screen, bool focused)
{
	struct links_pane *p = (struct links_pane *)pane;
	struct arena a = { 0 };
	int width = screen->width - 8 < WIDTH_MOST ? screen->width - 8 : WIDTH_MOST;
	int lines = p->count < LINES_LEAST ? LINES_LEAST : (int)p->count;
	struct canvas c = overlay_box(screen, width, lines, "Links", note(&a, rd));
	size_t height = c.height > 0 ? (size_t)c.height : 1;

	(void)focused;
	pane->height = c.height;
	pane->width = c.width;
	if (p->chosen < p->top)
		p->top = p->chosen;
	if (p->chosen >= p->top + height)
		p->top = p->chosen - height + 1;
	for (int y = 0; y < c.height && p->top + (size_t)y < p->count; y++)
		draw_one(p, &c, y, p->top + (size_t)y);
	canvas_cursor(&c, (int)(p->chosen - p->top), 0, true);
	arena_done(&a);
}

/* -- keys */

static unsigned
move(struct links_pane *p, long by)
{
	long last = (long)p->count - 1, to = (long)p->chosen + by;

	p->chosen = to < 0 ? 0 : (size_t)(to > last ? last : to);
	return EFFECT_DRAW_ALL;
}

static unsigned
open_chosen(struct links_pane *p, struct reader *rd)
{
	const struct article_link *link = &p->items[p->chosen];

	reader_open_typed(rd, link->url, link->type);
	return EFFECT_CLOSE;
}

static unsigned
copy_chosen(struct links_pane *p, struct reader *rd)
{
	const char *url = p->items[p->chosen].url;

	share_copy_text(rd, url, strlen(url), url);
	return EFFECT_CLOSE;
}

static unsigned
links_type(struct pane *pane, struct reader *rd, const char *utf8, int key)
{
	struct links_pane *p = (struct links_pane *)pane;
	bool is_sign = utf8[0] > ' ' && utf8[1] == '\0';
	const char *at = is_sign ? strchr(p->hints, utf8[0]) : NULL;

	(void)key;
	if (at == NULL)
		return EFFECT_NONE;
	p->chosen = (size_t)(at - p->hints);
	return open_chosen(p, rd);
}

static unsigned
links_act(struct pane *pane, struct reader *rd, enum action action, int count)
{
	struct links_pane *p = (struct links_pane *)pane;
	long lines = pane_distance(action, count, pane->height > 1 ? pane->height - 1 : 1);

	if (lines != 0)
		return move(p, lines);
	switch (action) {
	case ACTION_PANE_NEXT:
		return move(p, 1);
	case ACTION_PANE_PREVIOUS:
		return move(p, -1);
	case ACTION_PAGE_READ:
		return move(p, pane->height);
	case ACTION_ENTER:
	case ACTION_OPEN:
		return open_chosen(p, rd);
	case ACTION_COPY:
	case ACTION_COPY_TITLE:
		return copy_chosen(p, rd);
	case ACTION_BACK:
	case ACTION_LINKS:
		return EFFECT_CLOSE;
	case ACTION_QUIT:
		return EFFECT_QUIT;
	default:
		return EFFECT_HANDLED;
	}
}

static unsigned
links_wheel(struct pane *pane, struct reader *rd, int lines)
{
	(void)rd;
	return move((struct links_pane *)pane, lines);
}

static void
links_free(struct pane *pane)
{
	struct links_pane *p = (struct links_pane *)pane;

	arena_done(&p->arena);
	free(p);
}

/* -- making it */

/* What links_act() has a meaning for is no sign. */
static bool
is_taken(const struct reader *rd, char c)
{
	static const enum action mine[] = { ACTION_NEXT, ACTION_PREVIOUS, ACTION_FIRST, ACTION_LAST,
		ACTION_HALF_DOWN, ACTION_HALF_UP, ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_ENTER,
		ACTION_OPEN, ACTION_COPY, ACTION_COPY_TITLE, ACTION_BACK, ACTION_LINKS, ACTION_QUIT };
	enum action action = keymap_find(rd->keymap, c);

	for (size_t i = 0; i < COUNT(mine); i++)
		if (mine[i] == action)
			return true;
	return false;
}

/* "[3]" in the text is chosen by typing 3. */
static bool
is_digit_in_text(const struct article_link *link)
{
	return link->kind[0] == '[' && link->kind[1] != '\0' && link->kind[2] == ']';
}

static void
give_hints(struct links_pane *p, const struct reader *rd)
{
	const char *c = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	p->hints = arena_alloc(&p->arena, p->count + 1);
	memset(p->hints, ' ', p->count);
	for (size_t i = 0; i < p->count; i++)
		if (is_digit_in_text(&p->items[i]) && !is_taken(rd, p->items[i].kind[1]))
			p->hints[i] = p->items[i].kind[1];
	for (size_t i = 0; i < p->count && *c != '\0'; c++) {
		while (i < p->count && p->hints[i] != ' ')
			i++;
		if (i < p->count && !is_taken(rd, *c) && strchr(p->hints, *c) == NULL)
			p->hints[i] = *c;
	}
}

/* The reader may show another article while this is open: all is copied. */
static void
keep(struct links_pane *p)
{
	for (size_t i = 0; i < p->count; i++) {
		p->items[i].text = arena_strdup(&p->arena, p->items[i].text);
		p->items[i].url = arena_strdup(&p->arena, p->items[i].url);
	}
}

struct pane *
links_new(struct reader *rd)
{
	static const struct pane_ops ops = {
		.title = "Links",
		.act = links_act,
		.type = links_type,
		.wheel = links_wheel,
		.draw = links_draw,
		.free = links_free,
	};
	const struct reading *reading = &rd->reading;
	struct links_pane *p = mem_alloc(sizeof(*p));

	p->pane.ops = &ops;
	if (reading->outside != NULL)
		p->items = related_links(&p->arena, reading->outside, &p->count);
	else if (reading->id != 0)
		p->items = article_links(&p->arena, &reading->shown.art, &p->count);
	keep(p);
	give_hints(p, rd);
	if (p->count > 0)
		return &p->pane;
	links_free(&p->pane);
	return NULL;
}
