/* SPDX-License-Identifier: ISC */
/* The help: what the keys do in the pane that has them, then every action of
 * the table with the keys that it has now, then the rest.  In two columns where
 * there is room; searched like the list. */
#include "ui/overlays.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/canvas.h"
#include "ui/command_line.h"
#include "ui/key.h"
#include "ui/keymap.h"
#include "ui/overlay_box.h"
#include "ui/pane.h"
#include "ui/reader.h"

enum { KEYS = 15, KEYS_NARROW = 7, NARROW = 46, COLUMN = 62, GAP = 3 };

struct help_line {
	const char *keys;		/* NULL: a heading, or a line of text without keys */
	const char *text;
	bool heading;
};

struct help {
	struct pane pane;
	struct arena arena;
	struct help_line *all, *lines;	/* LINES are those that fit what is typed */
	size_t nall, count;
	size_t half;			/* first line of the second column */
	size_t top, shown;
	struct buf text;		/* what is searched for */
	bool typing;
};

/* What the keys mean in a pane, in its own words. */
static const struct {
	enum pane_id pane;
	enum action action;
	const char *text;
} here[] = {
	{ PANE_TOPICS, ACTION_NEXT, "The next topic or source" },
	{ PANE_TOPICS, ACTION_ENTER, "Filter by it, a topic with those below" },
	{ PANE_TOPICS, ACTION_UNFOLD, "Unfold it" },
	{ PANE_TOPICS, ACTION_FOLD, "Fold it" },
	{ PANE_TOPICS, ACTION_BACK, "Back to the stories" },
	{ PANE_STORIES, ACTION_ENTER, "Into the article" },
	{ PANE_STORIES, ACTION_UNFOLD, "Its coverage by others, below it" },
	{ PANE_STORIES, ACTION_OPEN, "Open the original" },
	{ PANE_STORIES, ACTION_PAGE_READ, "Read on: a page, then the next unread one" },
	{ PANE_STORIES, ACTION_SEARCH, "Search words" },
	{ PANE_STORIES, ACTION_UNREAD_ONLY, "Unread only" },
	{ PANE_STORIES, ACTION_STAR, "Star" },
	{ PANE_STORIES, ACTION_BACK, "Quit" },
	{ PANE_DETAIL, ACTION_NEXT, "A line down; then through the coverage" },
	{ PANE_DETAIL, ACTION_ENTER, "Into the chosen coverage" },
	{ PANE_DETAIL, ACTION_RELATED_1, "Open the first of the coverage" },
	{ PANE_DETAIL, ACTION_OPEN, "Open the original" },
	{ PANE_DETAIL, ACTION_MATCH_NEXT, "To the next match of the search" },
	{ PANE_DETAIL, ACTION_LINKS, "Choose among all links" },
	{ PANE_DETAIL, ACTION_BACK, "Back: where one came from, then the list" },
};

static void
add(struct help *h, const char *keys, const char *text, bool heading)
{
	h->all = arena_grow(&h->arena, h->all, h->nall, sizeof(*h->all));
	h->all[h->nall++] = (struct help_line){ keys, text, heading };
}

static const char *
keys_of(struct help *h, const struct reader *rd, enum action action)
{
	return arena_strdup(&h->arena, keymap_keys(rd->keymap, action));
}

static void
add_here(struct help *h, const struct reader *rd)
{
	static const char *const titles[PANE_COUNT] = { "Here, in the topics", "Here, in the list",
		"Here, in the article" };

	add(h, NULL, titles[rd->focus], true);
	for (size_t i = 0; i < COUNT(here); i++)
		if (here[i].pane == rd->focus)
			add(h, keys_of(h, rd, here[i].action), here[i].text, false);
}

static void
add_group(struct help *h, const struct reader *rd, enum action_group group)
{
	add(h, NULL, "", false);
	add(h, NULL, action_group_titles[group], true);
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
		if (action_info[i].group == group && action_info[i].help[0] != '\0')
			add(h, keys_of(h, rd, (enum action)i), action_info[i].help, false);
}

static void
add_rest(struct help *h)
{
	static const struct help_line rows[] = {
		{ NULL, "", false },
		{ NULL, "Filters", true },
		{ "storm \"spring tide\"", "words and phrases of title and text", false },
		{ "topic: provider:", "with subtopics; name or domain", false },
		{ "is:unread", "also read starred hidden unpublished damaged", false },
		{ "heat:>=80", "heat of at least 80", false },
		{ "after:7d", "also before: date:, 2020-12-17, monday", false },
		{ "a OR b, -c, ( )", "either, without, together", false },
	};
	static const struct help_line last[] = {
		{ NULL, "", false },
		{ NULL, "Mouse", true },
		{ "click", "selects; twice: opens", false },
		{ "wheel", "scrolls", false },
		{ "drag", "moves the line between two panes", false },
		{ "a heading", "turns the order round", false },
		{ NULL, "", false },
		{ NULL, "More in the manual: man dateline, man 5 dateline", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		add(h, rows[i].keys, rows[i].text, rows[i].heading);
	add(h, NULL, "", false);
	add(h, NULL, "Command line", true);
	for (const struct command_row *row = command_rows; row->name != NULL; row++)
		add(h, arena_printf(&h->arena, ":%s %s", row->name, row->arguments), row->help, false);
	for (size_t i = 0; i < COUNT(last); i++)
		add(h, last[i].keys, last[i].text, last[i].heading);
}

/* -- narrowed by what is typed */

static bool
fits(struct arena *a, const struct help_line *line, const char *folded)
{
	const char *both = arena_printf(a, "%s %s", line->keys != NULL ? line->keys : "", line->text);
	const char *in = utf8_fold(a, both, strlen(both));
	char *words = arena_strdup(a, folded), *rest = NULL;

	for (char *word = strtok_r(words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
		if (strstr(in, word) == NULL)
			return false;
	return true;
}

/* The column breaks at the heading that is nearest to the middle. */
static void
find_half(struct help *h)
{
	size_t best = h->count, distance = h->count;

	for (size_t i = 1; i < h->count; i++) {
		size_t d = i * 2 > h->count ? i * 2 - h->count : h->count - i * 2;

		if (h->lines[i].heading && d < distance) {
			best = i;
			distance = d;
		}
	}
	h->half = best;
}

static void
narrow(struct help *h)
{
	struct arena a = { 0 };
	const char *folded = utf8_fold(&a, buf_str(&h->text), h->text.n);

	h->lines = arena_array(&h->arena, h->nall + 1, sizeof(*h->lines));
	h->count = h->top = 0;
	for (size_t i = 0; i < h->nall; i++)
		if (h->text.n == 0 || (h->all[i].keys != NULL && fits(&a, &h->all[i], folded)))
			h->lines[h->count++] = h->all[i];
	find_half(h);
	arena_done(&a);
}

static unsigned
help_type(struct pane *p, struct reader *rd, const char *utf8, int key)
{
	struct help *h = (struct help *)p;

	if (!h->typing) {
		if (keymap_find(rd->keymap, key) != ACTION_SEARCH)
			return EFFECT_NONE;
		h->typing = true;
	} else if (key == KEYCODE_ESC) {
		h->typing = false;
		buf_reset(&h->text);
	} else if (key == KEYCODE_ENTER) {
		h->typing = false;
	} else if (key == KEYCODE_BACKSPACE && h->text.n > 0) {
		size_t n = h->text.n - 1;

		while (n > 0 && ((unsigned char)h->text.p[n] & 0xC0) == 0x80)
			n--;
		h->text.n = n;
		h->text.p[n] = '\0';
	} else if (utf8[0] != '\0') {
		buf_puts(&h->text, utf8);
	} else {
		return EFFECT_NONE;
	}
	narrow(h);
	return EFFECT_DRAW_ALL;
}

static void
draw_one(const struct canvas *c, int y, int x, const struct help_line *line)
{
	int width = c->width - x < COLUMN ? c->width - x : COLUMN;
	int keys = line->keys != NULL ? utf8_columns(line->keys, strlen(line->keys)) : 0;
	int usual = width < NARROW ? KEYS_NARROW : KEYS;
	int left = keys < usual ? usual : keys + 1;

	if (line->keys == NULL) {
		canvas_text_cut(c, y, x, width, line->heading ? ROLE_HEADING : ROLE_TEXT, line->text);
		return;
	}
	canvas_text_cut(c, y, x, width < left ? width : left, ROLE_LINK, line->keys);
	if (width > left)
		canvas_text_cut(c, y, x + left, width - left, ROLE_TEXT, line->text);
}

static void
help_draw(struct pane *p, struct reader *rd, const struct canvas *screen, bool focused)
{
	struct help *h = (struct help *)p;
	bool two = screen->width >= 2 * COLUMN + GAP + 4;
	size_t first = two ? h->half : h->count, second = h->count - first;
	size_t most = first > second ? first : second;
	const char *note = h->typing || h->text.n > 0 ? arena_printf(&h->arena, "/%s", buf_str(&h->text)) :
	    arena_printf(&h->arena, "%s closes, %s searches", keymap_first(rd->keymap, ACTION_BACK),
	    keymap_first(rd->keymap, ACTION_SEARCH));

	(void)focused;
	struct canvas c =
	    overlay_box(screen, two ? 2 * COLUMN + GAP : COLUMN, most > 3 ? (int)most : 3, "Keys", note);
	h->shown = most;
	p->height = c.height;
	p->width = c.width;
	if (h->top + (size_t)c.height > most)
		h->top = most > (size_t)c.height ? most - (size_t)c.height : 0;
	for (size_t y = 0; y < (size_t)c.height; y++) {
		size_t i = h->top + y;

		if (i < first)
			draw_one(&c, (int)y, 0, &h->lines[i]);
		if (two && i < second)
			draw_one(&c, (int)y, COLUMN + GAP, &h->lines[first + i]);
	}
	if (h->count == 0)
		canvas_text_cut(&c, 0, 0, -1, ROLE_DIM, "Nothing of that kind.");
	canvas_cursor(&c, 0, 0, true);
}

static unsigned
scroll(struct help *h, long by)
{
	size_t height = h->pane.height > 0 ? (size_t)h->pane.height : 1;
	size_t last = h->shown > height ? h->shown - height : 0;

	if (by < 0)
		h->top = (size_t)-by > h->top ? 0 : h->top - (size_t)-by;
	else
		h->top = h->top + (size_t)by < last ? h->top + (size_t)by : last;
	return EFFECT_DRAW_ALL;
}

static unsigned
help_act(struct pane *p, struct reader *rd, enum action action, int count)
{
	struct help *h = (struct help *)p;
	long page = p->height > 1 ? p->height - 1 : 1, lines = pane_distance(action, count, page);

	(void)rd;
	if (lines != 0 || action == ACTION_PAGE_READ)
		return scroll(h, lines != 0 ? lines : page);
	switch (action) {
	case ACTION_BACK:
		if (h->text.n > 0) {
			buf_reset(&h->text);
			narrow(h);
			return EFFECT_DRAW_ALL;
		}
		return EFFECT_CLOSE;
	case ACTION_HELP:
	case ACTION_ENTER:
		return EFFECT_CLOSE;
	case ACTION_QUIT:
		return EFFECT_QUIT;
	default:
		return EFFECT_HANDLED;
	}
}

static unsigned
help_click(struct pane *p, struct reader *rd, int y, int x, bool twice)
{
	(void)p;
	(void)rd;
	(void)y;
	(void)x;
	(void)twice;
	return EFFECT_CLOSE;
}

static unsigned
help_wheel(struct pane *p, struct reader *rd, int lines)
{
	(void)rd;
	return scroll((struct help *)p, lines);
}

static void
help_free(struct pane *p)
{
	struct help *h = (struct help *)p;

	buf_done(&h->text);
	arena_done(&h->arena);
	free(h);
}

struct pane *
help_new(struct reader *rd)
{
	static const struct pane_ops ops = {
		.title = "Help",
		.act = help_act,
		.type = help_type,
		.click = help_click,
		.wheel = help_wheel,
		.draw = help_draw,
		.free = help_free,
	};
	struct help *h = mem_alloc(sizeof(*h));

	h->pane.ops = &ops;
	add_here(h, rd);
	for (int i = 0; i < GROUP_COUNT; i++)
		add_group(h, rd, (enum action_group)i);
	add_rest(h);
	narrow(h);
	return &h->pane;
}
