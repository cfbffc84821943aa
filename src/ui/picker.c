/* SPDX-License-Identifier: ISC */
/* A list to choose from.  What is typed narrows it: each word must be in the
 * label, or at least its letters in their order.  Labels that begin with it come
 * first, then those with a word that does. */
#include "ui/overlays.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/canvas.h"
#include "ui/key.h"
#include "ui/overlay_box.h"
#include "ui/pane.h"
#include "ui/reader.h"

enum { WIDTH = 60, HEIGHT = 20, DETAIL_FROM = 24, COUNT_FROM = 40 };

struct picker {
	struct pane pane;
	struct arena arena;
	const char *title;
	struct picker_item *items;
	const char **folded;		/* labels as they are compared */
	size_t count;
	size_t *match;			/* indices of those that are left */
	size_t matches;
	size_t chosen, top;		/* among these */
	size_t selected;		/* the one to begin with */
	struct { int y, x, lines; } list;	/* on the screen, as last drawn */
	struct buf text;
	void (*done)(struct reader *rd, const char *value);
};

/* -- narrowing */

enum { SCORE_BEGIN = 8, SCORE_WORD = 6, SCORE_PART = 4, SCORE_LETTERS = 1 };

static bool
begins_word(const char *label, const char *at)
{
	return at == label || strchr(" -./:_", at[-1]) != NULL;
}

/* Whether the letters of WORD stand in LABEL in their order, the first at the
 * beginning of a word: "hn" for "Harbour News". */
static bool
has_letters(const char *label, const char *word)
{
	for (const char *at = label; (at = strchr(at, word[0])) != NULL; at++) {
		const char *l = at, *w = word;

		if (!begins_word(label, at))
			continue;
		for (; *l != '\0' && *w != '\0'; l++)
			w += *l == *w;
		if (*w == '\0')
			return true;
	}
	return false;
}

/* How well one word fits; 0: not at all. */
static int
word_score(const char *label, const char *word)
{
	const char *at = strstr(label, word);

	if (at == label)
		return SCORE_BEGIN;
	if (at == NULL)
		return has_letters(label, word) ? SCORE_LETTERS : 0;
	for (; at != NULL; at = strstr(at + 1, word))
		if (begins_word(label, at))
			return SCORE_WORD;
	return SCORE_PART;
}

/* All words must fit. */
static int
score(const char *label, char *words)
{
	char *rest = NULL;
	int sum = 1;

	for (char *word = strtok_r(words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
		int one = word_score(label, word);

		if (one == 0)
			return 0;
		sum += one;
	}
	return sum;
}

/* The best first, those that fit equally in the order of the list. */
static void
narrow(struct picker *p)
{
	struct arena a = { 0 };
	const char *text = utf8_fold(&a, buf_str(&p->text), p->text.n);
	int *scores = arena_array(&a, p->count + 1, sizeof(*scores)), best = 0;

	for (size_t i = 0; i < p->count; i++) {
		scores[i] = score(p->folded[i], arena_strdup(&a, text));
		best = scores[i] > best ? scores[i] : best;
	}
	p->matches = 0;
	for (int at = best; at > 0; at--)
		for (size_t i = 0; i < p->count; i++)
			if (scores[i] == at)
				p->match[p->matches++] = i;
	p->chosen = p->text.n == 0 ? p->selected : 0;
	p->top = 0;
	arena_done(&a);
}

/* -- drawing */

/* Half of the line, or what the label has no need of. */
static int
room_for_detail(const struct picker_item *item, int indent, int width)
{
	int detail = utf8_columns(item->detail, strlen(item->detail));
	int rest = width - 1 - indent - utf8_columns(item->label, strlen(item->label)) - 2;
	int room = rest > width / 2 ? rest : width / 2;

	return detail < room ? detail : room;
}

static void
draw_item(const struct picker *p, const struct canvas *c, int y, size_t at)
{
	const struct picker_item *item = &p->items[p->match[at]];
	bool chosen = at == p->chosen;
	int indent = p->text.n == 0 ? item->indent * 2 : 0, right = c->width;

	if (chosen)
		canvas_fill(c, y, 0, -1, ROLE_SELECTED);
	if (item->detail != NULL && c->width >= DETAIL_FROM) {
		int room = room_for_detail(item, indent, c->width);

		right -= room + 1;
		canvas_text_cut(c, y, right + 1, room, chosen ? ROLE_SELECTED : ROLE_DIM, item->detail);
	}
	canvas_text_cut(
	    c, y, 1 + indent, right - 1 - indent, chosen ? ROLE_SELECTED : ROLE_TEXT, item->label);
}

/* How many are left, when some are not. */
static int
draw_count(const struct picker *p, const struct canvas *c)
{
	char text[48];

	if (p->matches == p->count || c->width < COUNT_FROM)
		return 0;
	int n = snprintf(text, sizeof(text), "%zu of %zu", p->matches, p->count);
	canvas_text(c, 0, c->width - n, n, ROLE_DIM, text);
	return n + 1;
}

static void
picker_draw(struct pane *pane, struct reader *rd, const struct canvas *screen, bool focused)
{
	struct picker *p = (struct picker *)pane;
	int lines = p->count < HEIGHT ? (int)p->count + 1 : HEIGHT;
	struct canvas c = overlay_box(screen, WIDTH, lines, p->title, "type to narrow, Enter chooses");
	int list = c.height - 1;

	(void)rd;
	(void)focused;
	pane->height = list > 0 ? list : 1;
	pane->width = c.width;
	p->list.y = c.y - screen->y + 1;
	p->list.x = c.x - screen->x;
	p->list.lines = list;
	if (p->chosen < p->top)
		p->top = p->chosen;
	if (list > 0 && p->chosen >= p->top + (size_t)list)
		p->top = p->chosen - (size_t)list + 1;
	int used = canvas_text(&c, 0, 0, 2, ROLE_PROMPT, "> ");
	int count = draw_count(p, &c);
	used += canvas_text_cut(&c, 0, used, c.width - used - 1 - count, ROLE_PROMPT, buf_str(&p->text));
	for (int y = 0; y < list && p->top + (size_t)y < p->matches; y++)
		draw_item(p, &c, y + 1, p->top + (size_t)y);
	if (p->matches == 0)
		canvas_text_cut(&c, 1, 1, c.width - 1, ROLE_DIM, "nothing of that name");
	canvas_cursor(&c, 0, used, true);
}

/* -- keys */

static unsigned
move(struct picker *p, long by)
{
	long last = (long)p->matches - 1, to = (long)p->chosen + by;

	p->chosen = to < 0 || last < 0 ? 0 : (size_t)(to > last ? last : to);
	return EFFECT_DRAW_ALL;
}

static unsigned
choose(struct picker *p, struct reader *rd)
{
	if (p->chosen >= p->matches)
		return EFFECT_HANDLED;
	/* What is done may put another overlay in the place of this one. */
	p->done(rd, p->items[p->match[p->chosen]].value);
	return EFFECT_CLOSE;
}

static unsigned
rub_out(struct picker *p)
{
	size_t at = 0, last = 0;

	while (at < p->text.n) {
		int columns;

		last = at;
		at += utf8_grapheme(p->text.p + at, p->text.n - at, &columns);
	}
	p->text.n = last;
	if (p->text.p != NULL)
		p->text.p[last] = '\0';
	narrow(p);
	return EFFECT_DRAW_ALL;
}

static unsigned
clear_text(struct picker *p)
{
	buf_reset(&p->text);
	narrow(p);
	return EFFECT_DRAW_ALL;
}

static unsigned
type_text(struct picker *p, const char *utf8)
{
	buf_puts(&p->text, utf8);
	narrow(p);
	return EFFECT_DRAW_ALL;
}

enum { CTRL_C = 3, CTRL_N = 14, CTRL_P = 16, CTRL_U = 21, CTRL_W = 23, CTRL_H = 8 };

static unsigned
picker_type(struct pane *pane, struct reader *rd, const char *utf8, int key)
{
	struct picker *p = (struct picker *)pane;
	long page = pane->height > 1 ? pane->height - 1 : 1;

	switch (key) {
	case KEYCODE_ENTER:
		return choose(p, rd);
	case KEYCODE_ESC:
	case CTRL_C:
		return EFFECT_CLOSE;
	case KEYCODE_UP:
	case CTRL_P:
		return move(p, -1);
	case KEYCODE_DOWN:
	case CTRL_N:
	case KEYCODE_TAB:
		return move(p, 1);
	case KEYCODE_PAGE_UP:
		return move(p, -page);
	case KEYCODE_PAGE_DOWN:
		return move(p, page);
	case KEYCODE_HOME:
		return move(p, -(long)p->count);
	case KEYCODE_END:
		return move(p, (long)p->count);
	case KEYCODE_BACKSPACE:
	case CTRL_H:
		return rub_out(p);
	case CTRL_U:
	case CTRL_W:
		return clear_text(p);
	default:
		return utf8[0] != '\0' ? type_text(p, utf8) : EFFECT_HANDLED;
	}
}

static unsigned
picker_act(struct pane *p, struct reader *rd, enum action action, int count)
{
	(void)p;
	(void)rd;
	(void)action;
	(void)count;
	return EFFECT_HANDLED;
}

static unsigned
picker_click(struct pane *pane, struct reader *rd, int y, int x, bool twice)
{
	struct picker *p = (struct picker *)pane;
	size_t at = p->top + (size_t)(y > p->list.y ? y - p->list.y : 0);

	if (y < p->list.y || y >= p->list.y + p->list.lines || x < p->list.x ||
	    x >= p->list.x + pane->width || at >= p->matches)
		return EFFECT_HANDLED;
	p->chosen = at;
	return twice ? choose(p, rd) : EFFECT_DRAW_ALL;
}

static unsigned
picker_wheel(struct pane *p, struct reader *rd, int lines)
{
	(void)rd;
	return move((struct picker *)p, lines);
}

static void
picker_free(struct pane *pane)
{
	struct picker *p = (struct picker *)pane;

	buf_done(&p->text);
	arena_done(&p->arena);
	free(p);
}

static void
copy_items(struct picker *p, const struct picker_item *items, size_t count, const char *selected)
{
	struct arena *a = &p->arena;

	p->items = arena_array(a, count + 1, sizeof(*p->items));
	p->folded = arena_array(a, count + 1, sizeof(*p->folded));
	p->match = arena_array(a, count + 1, sizeof(*p->match));
	p->count = count;
	for (size_t i = 0; i < count; i++) {
		p->items[i] = (struct picker_item){ arena_strdup(a, items[i].label),
			arena_strdup(a, items[i].detail), arena_strdup(a, items[i].value), items[i].indent };
		/* Found by what it is called in filters and settings, too. */
		const char *both = arena_printf(a, "%s %s", items[i].label, items[i].value);
		p->folded[i] = utf8_fold(a, both, strlen(both));
	}
	for (size_t i = 0; i < count; i++)
		if (selected != NULL && strcmp(items[i].value, selected) == 0)
			p->selected = i;
	narrow(p);
}

struct pane *
picker_new(const char *title, const struct picker_item *items, size_t count, const char *selected,
    void (*chosen)(struct reader *rd, const char *value))
{
	static const struct pane_ops ops = {
		.title = "Choose",
		.act = picker_act,
		.type = picker_type,
		.click = picker_click,
		.wheel = picker_wheel,
		.draw = picker_draw,
		.free = picker_free,
	};
	struct picker *p = mem_alloc(sizeof(*p));

	p->pane.ops = &ops;
	p->title = arena_strdup(&p->arena, title);
	p->done = chosen;
	copy_items(p, items, count, selected);
	return &p->pane;
}
