/* SPDX-License-Identifier: ISC */
/* The help: every action of the table with the keys that it has now.  In two
 * columns where there is room. */
#include "ui/overlays.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/canvas.h"
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
	struct help_line *lines;
	size_t count;
	size_t half;			/* first line of the second column */
	size_t top, shown;
};

static void
add(struct help *h, const char *keys, const char *text, bool heading)
{
	h->lines = arena_grow(&h->arena, h->lines, h->count, sizeof(*h->lines));
	h->lines[h->count++] = (struct help_line){ keys, text, heading };
}

static void
add_group(struct help *h, const struct reader *rd, enum action_group group)
{
	if (h->count > 0)
		add(h, NULL, "", false);
	/* The column breaks at the group that is nearest to the middle. */
	if (group == GROUP_OPEN)
		h->half = h->count;
	add(h, NULL, action_group_titles[group], true);
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
		if (action_info[i].group == group && action_info[i].help[0] != '\0')
			add(h, arena_strdup(&h->arena, keymap_keys(rd->keymap, (enum action)i)),
			    action_info[i].help, false);
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
		{ NULL, "", false },
		{ NULL, "Mouse", true },
		{ "click", "selects; twice: opens", false },
		{ "wheel", "scrolls", false },
		{ NULL, "", false },
		{ NULL, "More in the manual: man dateline, man 5 dateline", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		add(h, rows[i].keys, rows[i].text, rows[i].heading);
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
	const char *note = arena_printf(&h->arena, "%s closes", keymap_first(rd->keymap, ACTION_BACK));

	(void)focused;
	struct canvas c = overlay_box(screen, two ? 2 * COLUMN + GAP : COLUMN, (int)most, "Keys", note);
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
	long n = count > 0 ? count : 1, page = p->height > 1 ? p->height - 1 : 1;

	(void)rd;
	switch (action) {
	case ACTION_NEXT:
		return scroll(h, n);
	case ACTION_PREVIOUS:
		return scroll(h, -n);
	case ACTION_HALF_DOWN:
		return scroll(h, n * (page / 2 + 1));
	case ACTION_HALF_UP:
		return scroll(h, -n * (page / 2 + 1));
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_READ:
		return scroll(h, n * page);
	case ACTION_PAGE_UP:
		return scroll(h, -n * page);
	case ACTION_FIRST:
		return scroll(h, -(long)h->count);
	case ACTION_LAST:
		return scroll(h, (long)h->count);
	case ACTION_BACK:
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

	arena_done(&h->arena);
	free(h);
}

struct pane *
help_new(struct reader *rd)
{
	static const struct pane_ops ops = {
		.title = "Help",
		.act = help_act,
		.click = help_click,
		.wheel = help_wheel,
		.draw = help_draw,
		.free = help_free,
	};
	struct help *h = mem_alloc(sizeof(*h));

	h->pane.ops = &ops;
	for (int i = 0; i < GROUP_COUNT; i++)
		add_group(h, rd, (enum action_group)i);
	add_rest(h);
	return &h->pane;
}
