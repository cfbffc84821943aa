/* SPDX-License-Identifier: ISC */
/* A ring of the last messages, and the overlay that shows them whole: with
 * their time, broken into lines, warnings with a sign. */
#include "ui/messages.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/wrap.h"
#include "ui/canvas.h"
#include "ui/keymap.h"
#include "ui/overlay_box.h"
#include "ui/pane.h"
#include "ui/reader_parts.h"

enum { WIDTH = 100, TIME = 6, SIGN = 2 };

void
messages_add(struct messages *m, const char *text, bool warning)
{
	struct message *one = &m->list[m->next];

	if (text[0] == '\0')
		return;
	free(one->text);
	*one = (struct message){ date_now(), warning, mem_strdup(text) };
	m->next = (m->next + 1) % MESSAGES_MOST;
	if (m->count < MESSAGES_MOST)
		m->count++;
}

void
messages_done(struct messages *m)
{
	for (size_t i = 0; i < MESSAGES_MOST; i++)
		free(m->list[i].text);
	*m = (struct messages){ 0 };
}

struct view {
	struct pane pane;
	struct arena arena;
	size_t up;			/* lines scrolled up from the end */
	size_t lines;			/* as last drawn */
};

struct view_line {
	const struct message *message;	/* of its first line, else NULL */
	const char *text;
	bool warning;
};

static struct view_line *
lay_out(struct view *v, const struct messages *m, int width, size_t *count)
{
	struct view_line *lines = NULL;
	size_t first = (m->next + MESSAGES_MOST - m->count) % MESSAGES_MOST;

	*count = 0;
	for (size_t i = 0; i < m->count; i++) {
		const struct message *one = &m->list[(first + i) % MESSAGES_MOST];
		size_t n;
		struct wrap_line *wrapped = wrap_text(&v->arena, one->text, strlen(one->text), width, &n);

		for (size_t k = 0; k < n; k++) {
			lines = arena_grow(&v->arena, lines, *count, sizeof(*lines));
			lines[(*count)++] = (struct view_line){ k == 0 ? one : NULL,
				arena_strndup(&v->arena, wrapped[k].s, wrapped[k].n), one->warning };
		}
	}
	return lines;
}

static void
draw_one(const struct canvas *c, int y, const struct view_line *line)
{
	char text[16];

	if (line->message != NULL) {
		date_format_local(line->message->time, "%H:%M", text, sizeof(text));
		canvas_text(c, y, 0, TIME, ROLE_DIM, text);
		if (line->warning)
			canvas_text(c, y, TIME, SIGN, ROLE_WARNING, "!");
	}
	canvas_text_cut(c, y, TIME + SIGN, c->width - TIME - SIGN, line->warning ? ROLE_WARNING : ROLE_TEXT,
	    line->text);
}

static void
messages_draw(struct pane *p, struct reader *rd, const struct canvas *screen, bool focused)
{
	struct view *v = (struct view *)p;
	const struct messages *m = &rd->own->messages;
	size_t n;

	(void)focused;
	arena_reset(&v->arena);
	int width = screen->width - 4 < WIDTH ? screen->width - 4 : WIDTH;
	int room = width - TIME - SIGN > 8 ? width - TIME - SIGN : 8;
	const struct view_line *lines = lay_out(v, m, room, &n);
	const char *note = arena_printf(&v->arena, "%s closes", keymap_first(rd->keymap, ACTION_BACK));
	struct canvas c = overlay_box(screen, width, n > 3 ? (int)n : 3, "Messages", note);
	size_t height = c.height > 0 ? (size_t)c.height : 1;

	v->lines = n;
	p->height = c.height;
	p->width = c.width;
	if (v->up + height > n)
		v->up = n > height ? n - height : 0;
	size_t top = n > height ? n - height - v->up : 0;
	for (size_t y = 0; y < height && top + y < n; y++)
		draw_one(&c, (int)y, &lines[top + y]);
	if (n == 0)
		canvas_text_cut(&c, 0, 0, -1, ROLE_DIM, "Nothing has been said yet.");
	canvas_cursor(&c, n > 0 ? (int)((n < height ? n : height) - 1) : 0, 0, true);
}

static unsigned
scroll(struct view *v, long up)
{
	if (up < 0)
		v->up = (size_t)-up > v->up ? 0 : v->up - (size_t)-up;
	else
		v->up += (size_t)up < v->lines ? (size_t)up : v->lines;
	return EFFECT_DRAW_ALL;
}

static unsigned
messages_act(struct pane *p, struct reader *rd, enum action action, int count)
{
	struct view *v = (struct view *)p;
	long page = p->height > 1 ? p->height - 1 : 1, lines = pane_distance(action, count, page);

	(void)rd;
	if (lines != 0 || action == ACTION_PAGE_READ)
		return scroll(v, lines != 0 ? -lines : -page);
	switch (action) {
	case ACTION_BACK:
	case ACTION_MESSAGES:
	case ACTION_ENTER:
		return EFFECT_CLOSE;
	case ACTION_QUIT:
		return EFFECT_QUIT;
	default:
		return EFFECT_HANDLED;
	}
}

static unsigned
messages_wheel(struct pane *p, struct reader *rd, int lines)
{
	(void)rd;
	return scroll((struct view *)p, -lines);
}

static void
messages_free(struct pane *p)
{
	struct view *v = (struct view *)p;

	arena_done(&v->arena);
	free(v);
}

struct pane *
messages_pane_new(struct reader *rd)
{
	static const struct pane_ops ops = {
		.title = "Messages",
		.act = messages_act,
		.wheel = messages_wheel,
		.draw = messages_draw,
		.free = messages_free,
	};
	struct view *v = mem_alloc(sizeof(*v));

	(void)rd;
	v->pane.ops = &ops;
	return &v->pane;
}
