/* SPDX-License-Identifier: ISC */
/* The text comes from curses' own picture, so it is what is there already, and
 * writing it again changes nothing but the link: no flicker.  It goes out in
 * one piece behind what curses has sent, with the cursor put back.  A link
 * that has stayed where it was costs nothing. */
#include "ui/screen_links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <curses.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/screen.h"
#include "ui/theme.h"

enum { LINKS_MOST = 64 };

struct screen_link {
	int y, x, width;
	enum role role;
	char *url;
};

struct link_list {
	struct screen_link items[LINKS_MOST];
	size_t count;
};

static struct link_list drawn, sent;
static bool used;
static struct buf *sink;		/* of put_byte() */

static void
empty(struct link_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].url);
	list->count = 0;
}

static bool
is_version(const char *text, int major, int minor)
{
	int a = 0, b = 0;

	if (text == NULL || sscanf(text, "%d.%d", &a, &b) < 1)
		return false;
	return a > major || (a == major && b >= minor);
}

static bool
is_one_of(const char *value, const char *const *names, size_t n)
{
	for (size_t i = 0; value != NULL && i < n; i++)
		if (strncmp(value, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

bool
screen_links_are_known(void)
{
	static const char *const terms[] = { "xterm-kitty", "foot", "wezterm", "alacritty", "xterm-ghostty",
		"contour", "vte", "rio" };
	static const char *const programs[] = { "iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio" };
	const char *program = getenv("TERM_PROGRAM"), *vte = getenv("VTE_VERSION");

	/* What is beyond these is not seen: they say themselves. */
	if (getenv("STY") != NULL)
		return false;
	if (getenv("TMUX") != NULL)
		return program != NULL && strcmp(program, "tmux") == 0 &&
		    is_version(getenv("TERM_PROGRAM_VERSION"), 3, 4);
	return is_one_of(getenv("TERM"), terms, COUNT(terms)) ||
	    is_one_of(program, programs, COUNT(programs)) || (vte != NULL && atoi(vte) >= 5000) ||
	    getenv("KONSOLE_VERSION") != NULL || getenv("WT_SESSION") != NULL;
}

void
screen_links_use(int setting)
{
	bool now = setting == 1 || (setting == 0 && screen_links_are_known());

	if (used && !now)
		empty(&drawn);
	used = now;
}

void
screen_links_clear(void)
{
	empty(&drawn);
}

void
screen_links_forget(void)
{
	empty(&sent);
}

void
screen_links_add(int y, int x, int width, enum role role, const char *url)
{
	if (drawn.count < LINKS_MOST && width > 0)
		drawn.items[drawn.count++] = (struct screen_link){ y, x, width, role, mem_strdup(url) };
}

static bool
contains(const struct link_list *list, const struct screen_link *link)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct screen_link *l = &list->items[i];

		if (l->y == link->y && l->x == link->x && l->width == link->width && l->role == link->role &&
		    strcmp(l->url, link->url) == 0)
			return true;
	}
	return false;
}

/* Cells keep their link on the terminal until they are written: those whose
 * link has gone are. */
void
screen_links_before(void)
{
	for (size_t i = 0; i < sent.count; i++)
		if (sent.items[i].y < LINES && (!used || !contains(&drawn, &sent.items[i])))
			wredrawln(stdscr, sent.items[i].y, 1);
}

static int
put_byte(int c)
{
	buf_putc(sink, (char)c);
	return c;
}

/* The text of the cells, as far as the link goes and no trailing blanks. */
static void
put_cells(struct buf *out, const struct screen_link *link)
{
	size_t end = out->n;

	for (int x = link->x; x < link->x + link->width && x < COLS;) {
		cchar_t cell;
		wchar_t text[CCHARW_MAX + 1] = L"";
		attr_t attributes;
		short pair;
		char bytes[4];

		if (mvin_wch(link->y, x, &cell) != OK ||
		    getcchar(&cell, text, &attributes, &pair, NULL) != OK)
			break;
		for (size_t i = 0; text[i] != L'\0'; i++)
			buf_add(out, bytes, utf8_encode((uint32_t)text[i], bytes));
		if (text[0] != L' ' && text[0] != L'\0')
			end = out->n;
		int columns = text[0] == L'\0' ? 1 : wcwidth(text[0]);
		x += columns < 1 ? 1 : columns;
	}
	out->n = end;
	if (out->p != NULL)
		out->p[end] = '\0';
}

static void
put_link(struct buf *out, const struct screen_link *link)
{
	buf_printf(out, "\033[%d;%dH", link->y + 1, link->x + 1);
	vid_puts(theme_attributes(link->role), theme_pair(link->role), NULL, put_byte);
	buf_printf(out, "\033]8;;%s\033\\", link->url);
	put_cells(out, link);
	buf_puts(out, "\033]8;;\033\\");
	/* As curses has left it. */
	vid_puts(A_NORMAL, 0, NULL, put_byte);
}

void
screen_links_after(void)
{
	struct buf out = { 0 };
	int y, x;

	getyx(stdscr, y, x);
	sink = &out;
	for (size_t i = 0; used && i < drawn.count; i++)
		if (drawn.items[i].y < LINES && !contains(&sent, &drawn.items[i]))
			put_link(&out, &drawn.items[i]);
	sink = NULL;
	move(y, x);
	if (out.n > 0) {
		buf_printf(&out, "\033[%d;%dH", y + 1, x + 1);
		screen_write_raw(out.p, out.n);
	}
	buf_done(&out);
	/* What is drawn next time is compared with this. */
	empty(&sent);
	for (size_t i = 0; used && i < drawn.count; i++) {
		sent.items[sent.count] = drawn.items[i];
		sent.items[sent.count++].url = mem_strdup(drawn.items[i].url);
	}
}
