/* SPDX-License-Identifier: ISC */
/* The whole screen from its parts: only what is dirty is drawn, and curses
 * sends only what differs then.  The pane that has the keys is drawn last, so
 * that the cursor rests in it; the prompt, when there is one, after it. */
#include "ui/reader_parts.h"

#include "desk/desk.h"
#include "ui/canvas.h"
#include "ui/screen.h"
#include "ui/screen_links.h"

static struct canvas
canvas_of(const struct box *b)
{
	return (struct canvas){ b->y, b->x, b->height, b->width, screen_is_ascii() };
}

static struct canvas
whole(const struct reader *rd)
{
	struct box b = { 0, 0, rd->layout.lines, rd->layout.columns };

	return canvas_of(&b);
}

static void
joint(const struct canvas *c, int y, int x, const char *sign)
{
	canvas_text(c, y, x, 1, ROLE_BORDER, c->ascii ? "+" : sign);
}

/* The line on the left of a pane, with what it meets at its ends. */
static void
draw_left_line(const struct reader *rd, const struct canvas *c, const struct box *b)
{
	const struct layout *l = &rd->layout;

	canvas_vline(c, b->y, b->x - 1, b->height, ROLE_BORDER);
	if (b->y - 1 == 1)
		joint(c, 1, b->x - 1, "┬");
	if (l->ruled && b->y + b->height == l->lines - 2)
		joint(c, l->lines - 2, b->x - 1, "┴");
}

static void
draw_lines(const struct reader *rd)
{
	const struct layout *l = &rd->layout;
	const struct box *detail = &l->pane[PANE_DETAIL];
	struct canvas c = whole(rd);

	if (!l->ruled)
		return;
	canvas_hline(&c, 1, 0, -1, ROLE_BORDER);
	canvas_hline(&c, l->lines - 2, 0, -1, ROLE_BORDER);
	for (int i = 0; i < PANE_COUNT; i++)
		if (l->pane[i].height > 0 && l->pane[i].x > 0)
			draw_left_line(rd, &c, &l->pane[i]);
	if (l->kind != LAYOUT_MEDIUM)
		return;
	canvas_hline(&c, detail->y - 1, detail->x, detail->width, ROLE_BORDER);
	if (detail->x > 0)
		joint(&c, detail->y - 1, detail->x - 1, "├");
}

static void
draw_pane(struct reader *rd, enum pane_id id)
{
	struct pane *p = rd->panes[id];
	const struct box *b = &rd->layout.pane[id];
	struct canvas c = canvas_of(b);
	bool focused = id == rd->focus && rd->overlay == NULL && rd->prompt == NULL;

	if (b->height <= 0)
		return;
	p->height = b->height;
	p->width = b->width;
	canvas_clear(&c, ROLE_TEXT);
	p->ops->draw(p, rd, &c, focused);
}

static void
draw_panes(struct reader *rd, unsigned dirty)
{
	for (int i = 0; i < PANE_COUNT; i++)
		if (i != (int)rd->focus && (dirty & (unsigned)DIRTY_PANE << i))
			draw_pane(rd, (enum pane_id)i);
	if (dirty & (unsigned)DIRTY_PANE << rd->focus)
		draw_pane(rd, rd->focus);
}

static void
draw_frame(struct reader *rd)
{
	struct canvas top = canvas_of(&rd->layout.top), c = whole(rd);

	reader_draw_top(rd, &top);
	reader_draw_bottom(rd, &c);
}

static void
draw_too_small(struct reader *rd)
{
	struct canvas c = whole(rd);

	canvas_text(&c, c.height / 2, 0, -1, ROLE_TEXT, "terminal too small");
}

/* The list may have to look for its rows.  What that was stopped for is drawn first. */
static void
look_and_draw(struct reader *rd, unsigned dirty)
{
	struct reader_later *l = &rd->own->later;

	l->not_now = edition_is_stopped(rd->edition) && !l->goes_on;
	reader_later_begin(rd, false);
	draw_panes(rd, dirty);
	reader_later_end(rd);
	l->not_now = l->goes_on = false;
}

void
reader_draw(struct reader *rd)
{
	unsigned dirty = rd->own->dirty;

	if (dirty == 0)
		return;
	rd->own->dirty = 0;
	/* What lies above the panes must not leave traces on them. */
	if (rd->overlay != NULL || (dirty & (DIRTY_ALL | DIRTY_OVERLAY)) || rd->layout.kind == LAYOUT_TINY)
		dirty = ~0U;
	if (dirty & DIRTY_ALL) {
		screen_begin();
		draw_lines(rd);
	}
	if (rd->layout.kind == LAYOUT_TINY) {
		draw_too_small(rd);
	} else {
		look_and_draw(rd, dirty);
		if (rd->overlay != NULL) {
			struct canvas c = whole(rd);

			screen_links_clear();
			rd->overlay->ops->draw(rd->overlay, rd, &c, true);
		}
		if ((dirty & DIRTY_FRAME) || rd->prompt != NULL)
			draw_frame(rd);
	}
	screen_links_use(rd->desk->settings.links);
	screen_commit();
}

void
reader_relayout(struct reader *rd)
{
	int lines, columns;

	screen_size(&lines, &columns);
	const struct settings *s = &rd->desk->settings;
	struct layout_wish wish = { .kind = s->layout, .turns = rd->own->wanted, .focus = (int)rd->focus,
		.topics = s->layout_topics, .list = s->layout_list, .linear = s->linear };
	layout_compute(&rd->layout, lines, columns, &wish);
	reader_spoil(rd);
}
