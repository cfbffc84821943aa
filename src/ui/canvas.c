/* SPDX-License-Identifier: ISC */
/* Drawing on the screen's next picture, clipped to a rectangle.  The one thing
 * that must stay true: whatever is drawn takes exactly the columns that
 * utf8_grapheme() says, so that nothing to the right of it ever moves.  Each
 * character of a cluster that has a width goes into a cell of its own, with its
 * marks; of joined emoji what fits: the first, which terminals agree about. */
#include "ui/canvas.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include <curses.h>

#include "base/utf8.h"
#include "ui/theme.h"

enum { MARKS = CCHARW_MAX - 1, JOINER = 0x200D, VARIATION = 0xFE0F };

static struct {
	int y, x;
	bool visible, set;
} cursor;

static void
put_cell(int y, int x, enum role role, const wchar_t *text)
{
	cchar_t cell;

	if (setcchar(&cell, text, (attr_t)theme_attributes(role), theme_pair(role), NULL) == OK)
		mvadd_wch(y, x, &cell);
}

static void
put_char(int y, int x, enum role role, wchar_t c)
{
	put_cell(y, x, role, (wchar_t[]){ c, L'\0' });
}

/* A character with a width, and the marks that belong to it. */
struct piece {
	wchar_t text[MARKS + 2];
	size_t count;
	int width;
};

/* Reads the first piece of S and returns the bytes it took. */
static size_t
next_piece(struct piece *p, const char *s, size_t n)
{
	size_t i = 0, length;

	*p = (struct piece){ .count = 0 };
	for (; i < n; i += length) {
		uint32_t cp;

		length = utf8_decode(s + i, n - i, &cp);
		int w = wcwidth((wchar_t)cp);
		char plain = w < 0 ? utf8_plain(cp) : '\0';

		if (w < 0 && plain == '\0')
			continue;
		if (w != 0 && p->count > 0)
			break;
		if (w == 0 && (p->count == 0 || p->count > MARKS || cp == JOINER || cp == VARIATION))
			continue;
		if (p->count == 0)
			p->width = w < 0 ? 1 : w;
		p->text[p->count++] = w < 0 ? (wchar_t)plain : (wchar_t)cp;
	}
	return i;
}

/* Draws one cluster of COLUMNS columns. */
static void
put_cluster(int y, int x, enum role role, const char *s, size_t n, int columns)
{
	struct piece p;

	while (n > 0) {
		size_t length = next_piece(&p, s, n);

		if (p.count == 0 || p.width > columns)
			break;
		put_cell(y, x, role, p.text);
		x += p.width;
		columns -= p.width;
		s += length;
		n -= length;
	}
	for (; columns > 0; columns--)
		put_char(y, x++, role, L' ');
}

/* What would reach the terminal as something else than a sign. */
static bool
is_hostile(const char *s)
{
	unsigned char c = (unsigned char)*s;

	return c < 0x20 || c == 0x7F;
}

/* Clips to the canvas; returns the columns there are. */
static int
clip(const struct canvas *c, int y, int x, int width)
{
	if (y < 0 || y >= c->height || x < 0 || x >= c->width)
		return 0;
	if (width < 0 || width > c->width - x)
		width = c->width - x;
	return width;
}

int
canvas_text_n(const struct canvas *c, int y, int x, int width, enum role role, const char *s, size_t n)
{
	int used = 0;

	width = clip(c, y, x, width);
	for (size_t i = 0; i < n && used < width;) {
		int w;
		size_t length = utf8_grapheme(s + i, n - i, &w);

		assert(!is_hostile(s + i));
		if (used + w > width)
			break;
		if (is_hostile(s + i))
			put_char(c->y + y, c->x + x + used, role, L'?');
		else if (w > 0)
			put_cluster(c->y + y, c->x + x + used, role, s + i, length, w);
		used += w;
		i += length;
	}
	return used;
}

int
canvas_text(const struct canvas *c, int y, int x, int width, enum role role, const char *s)
{
	return canvas_text_n(c, y, x, width, role, s, strlen(s));
}

int
canvas_text_cut(const struct canvas *c, int y, int x, int width, enum role role, const char *s)
{
	size_t n = strlen(s);
	int used;

	width = clip(c, y, x, width);
	if (width <= 0)
		return 0;
	if (n <= (size_t)width || utf8_fit(s, n, width, NULL) == n)
		return canvas_text_n(c, y, x, width, role, s, n);
	n = utf8_fit(s, n, width - 1, NULL);
	while (n > 0 && s[n - 1] == ' ')
		n--;
	used = canvas_text_n(c, y, x, width - 1, role, s, n);
	return used + canvas_text(c, y, x + used, 1, role, canvas_sign(c, SIGN_ELLIPSIS));
}

int
canvas_printf(const struct canvas *c, int y, int x, int width, enum role role, const char *format, ...)
{
	char text[1024];
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	if (n < 0)
		return 0;
	return canvas_text(c, y, x, width, role, text);
}

void
canvas_fill(const struct canvas *c, int y, int x, int width, enum role role)
{
	cchar_t cell;

	width = clip(c, y, x, width);
	if (width > 0 && setcchar(&cell, L" ", (attr_t)theme_attributes(role), theme_pair(role), NULL) == OK)
		mvhline_set(c->y + y, c->x + x, &cell, width);
}

/* Columns of the character that begins there. */
static int
columns_at(int y, int x)
{
	wchar_t text[CCHARW_MAX + 1] = L"";
	attr_t attributes;
	cchar_t cell;
	short pair;

	if (mvin_wch(y, x, &cell) != OK || getcchar(&cell, text, &attributes, &pair, NULL) != OK)
		return 1;
	return wcwidth(text[0]) == 2 ? 2 : 1;
}

/* A wide character on both sides of X goes: curses would let a half of it stay. */
static void
clear_between(int y, int x)
{
	cchar_t blank;
	int at = 0;

	while (at < x - 1)
		at += columns_at(y, at);
	if (at != x - 1 || columns_at(y, at) != 2)
		return;
	setcchar(&blank, L" ", 0, theme_background(), NULL);
	mvhline_set(y, at, &blank, 2);
}

void
canvas_clear(const struct canvas *c, enum role role)
{
	for (int y = 0; y < c->height; y++)
		canvas_fill(c, y, 0, -1, role);
}

void
canvas_clear_over(const struct canvas *c, enum role role)
{
	for (int y = 0; y < c->height; y++) {
		clear_between(c->y + y, c->x);
		clear_between(c->y + y, c->x + c->width);
	}
	canvas_clear(c, role);
}

void
canvas_vline(const struct canvas *c, int y, int x, int height, enum role role)
{
	for (int i = 0; i < height; i++)
		if (clip(c, y + i, x, 1) > 0)
			put_char(c->y + y + i, c->x + x, role, c->ascii ? L'|' : L'│');
}

void
canvas_hline(const struct canvas *c, int y, int x, int width, enum role role)
{
	width = clip(c, y, x, width);
	for (int i = 0; i < width; i++)
		put_char(c->y + y, c->x + x + i, role, c->ascii ? L'-' : L'─');
}

void
canvas_cursor(const struct canvas *c, int y, int x, bool visible)
{
	if (clip(c, y, x, 1) > 0) {
		cursor.set = true;
		cursor.y = c->y + y;
		cursor.x = c->x + x;
		cursor.visible = visible;
	}
}

bool
canvas_take_cursor(int *y, int *x, bool *visible)
{
	bool set = cursor.set;

	*y = cursor.y;
	*x = cursor.x;
	*visible = cursor.visible;
	cursor.set = false;
	return set;
}

const char *
canvas_sign(const struct canvas *c, enum sign sign)
{
	static const char *const signs[SIGN_COUNT][2] = {
		[SIGN_UNREAD] = { "●", "*" },
		[SIGN_PARTLY] = { "○", "o" },
		[SIGN_STAR] = { "★", "+" },
		[SIGN_COVERAGE] = { "⧉", "&" },
		[SIGN_ELLIPSIS] = { "…", "~" },
		[SIGN_OPEN] = { "▾", "v" },
		[SIGN_CLOSED] = { "▸", ">" },
		[SIGN_DOT] = { "·", "-" },
		[SIGN_BUSY] = { "⟳", "@" },
		[SIGN_DAMAGED] = { "!", "!" },
		[SIGN_VIDEO] = { "▶", ">" },
		[SIGN_BULLET] = { "•", "*" },
		[SIGN_QUOTE] = { "│", "|" },
		[SIGN_RULE] = { "─", "-" },
		[SIGN_GOES_ON] = { "↪", "\\" },
		[SIGN_HERE] = { "◆", "#" },
	};

	return signs[sign][c->ascii];
}

const char *
canvas_bar(const struct canvas *c, int eighths)
{
	static const char *const bars[9][2] = {
		{ " ", " " }, { "▁", "." }, { "▂", "." }, { "▃", "-" }, { "▄", "-" },
		{ "▅", "=" }, { "▆", "=" }, { "▇", "#" }, { "█", "#" },
	};

	if (eighths < 0)
		eighths = 0;
	return bars[eighths > 8 ? 8 : eighths][c->ascii];
}
