/* SPDX-License-Identifier: ISC */
#include "ui/overlay_box.h"

#include <stddef.h>

#include "ui/canvas.h"

static void
draw_frame(const struct canvas *c)
{
	static const char *const corners[] = { "┌", "┐", "└", "┘" };
	int bottom = c->height - 1, right = c->width - 1;

	canvas_hline(c, 0, 1, c->width - 2, ROLE_BORDER);
	canvas_hline(c, bottom, 1, c->width - 2, ROLE_BORDER);
	canvas_vline(c, 1, 0, c->height - 2, ROLE_BORDER);
	canvas_vline(c, 1, right, c->height - 2, ROLE_BORDER);
	for (int i = 0; i < 4; i++)
		canvas_text(c, i < 2 ? 0 : bottom, i % 2 == 0 ? 0 : right, 1, ROLE_BORDER,
		    c->ascii ? "+" : corners[i]);
}

static void
draw_words(const struct canvas *c, int y, enum role role, const char *text)
{
	int room = c->width - 6;

	if (text == NULL || text[0] == '\0' || room < 4)
		return;
	int used = canvas_text_cut(c, y, 3, room, role, text);
	canvas_text(c, y, 2, 1, role, " ");
	canvas_text(c, y, 3 + used, 1, role, " ");
}

struct canvas
overlay_box(const struct canvas *screen, int width, int height, const char *title, const char *note)
{
	struct canvas c = *screen;
	/* The top and the bottom line of the screen stay in sight. */
	int most = screen->height > 2 ? screen->height - 2 : screen->height;

	c.width = width + 4 < screen->width ? width + 4 : screen->width;
	c.height = height + 2 < most ? height + 2 : most;
	c.x = screen->x + (screen->width - c.width) / 2;
	c.y = screen->y + (screen->height - c.height) / 2;
	canvas_clear_over(&c, ROLE_TEXT);
	if (c.height < 5 || c.width < 12)
		return c;
	draw_frame(&c);
	draw_words(&c, 0, ROLE_HEADING, title);
	draw_words(&c, c.height - 1, ROLE_DIM, note);
	c.x += 2;
	c.y += 1;
	c.width -= 4;
	c.height -= 2;
	return c;
}
