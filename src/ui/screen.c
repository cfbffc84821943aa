/* SPDX-License-Identifier: ISC */
/* Curses' standard screen is the one window: a picture is drawn whole in
 * memory, where that costs microseconds, and curses sends the difference.  The
 * screen can also open on nothing, so that pictures are tests.  Signals are
 * the reader's: it tells when the size has changed. */
#include "ui/screen.h"

#include <locale.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "settings/theme_file.h"
#include "ui/canvas.h"
#include "ui/key.h"
#include "ui/screen_links.h"
#include "ui/screen_terminal.h"
#include "ui/theme.h"

static struct {
	SCREEN *terminal;
	FILE *out, *in;		/* /dev/null, when it is open on nothing */
	bool open, ascii, plain;
	int shown;		/* as curs_set() was last told */
	int y, x;		/* of the cursor */
	bool visible;
} screen;

static SCREEN *
open_nothing(const struct screen_options *options, struct err *err)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", options->lines);
	setenv("LINES", number, 1);
	snprintf(number, sizeof(number), "%d", options->columns);
	setenv("COLUMNS", number, 1);
	screen.out = fopen("/dev/null", "w");
	screen.in = fopen("/dev/null", "r");
	if (screen.out == NULL || screen.in == NULL) {
		err_set(err, "cannot open /dev/null");
		return NULL;
	}
	/* Whatever is installed: the picture does not depend on it. */
	static const char *const names[] = { "xterm-256color", "xterm", "vt100", "dumb" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		SCREEN *s = newterm(names[i], screen.out, screen.in);

		if (s != NULL)
			return s;
	}
	err_set(err, "no terminal description found");
	return NULL;
}

static SCREEN *
open_terminal(struct err *err)
{
	const char *name = getenv("TERM");

	if (name != NULL && *name != '\0' && !screen_can_move_cursor()) {
		err_set(err, "this terminal (TERM=%s) cannot move its cursor; `dateline list` needs no more"
		    " than lines", name);
		return NULL;
	}
	SCREEN *s = name == NULL || *name == '\0' ? NULL : newterm(NULL, stdout, stdin);

	if (s == NULL)
		err_set(err, "this terminal (TERM=%s) is not known here; try TERM=xterm or TERM=vt100",
		    name == NULL ? "" : name);
	return s;
}

/* Both forms of the keys that terminals send in one or the other mode: some do
 * not change modes when told to. */
static void
know_keys(void)
{
	static const struct { const char *end; int code; } keys[] = {
		{ "A", KEY_UP }, { "B", KEY_DOWN }, { "C", KEY_RIGHT }, { "D", KEY_LEFT },
		{ "H", KEY_HOME }, { "F", KEY_END }, { "1~", KEY_HOME }, { "4~", KEY_END },
	};
	char text[16];

	for (size_t i = 0; i < COUNT(keys); i++)
		for (int k = 0; k < 2; k++) {
			snprintf(text, sizeof(text), "\033%c%s", "[O"[k], keys[i].end);
			if (key_defined(text) == 0)
				(void)define_key(text, keys[i].code);
		}
}

void
screen_set_mouse(bool on)
{
	if (on && screen.out == NULL)
		mousemask(BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON1_CLICKED | BUTTON4_PRESSED |
		    BUTTON5_PRESSED, NULL);
	else
		mousemask(0, NULL);
}

static void
set_modes(bool mouse)
{
	cbreak();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	know_keys();
	nodelay(stdscr, TRUE);
	idlok(stdscr, TRUE);
	/* A click is reported as it comes: no waiting for its end. */
	mouseinterval(0);
	screen_set_mouse(mouse);
}

bool
screen_open(const struct screen_options *options, struct err *err)
{
	setlocale(LC_ALL, "");
	screen.ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	set_escdelay(25);
	screen.terminal = options->nothing ? open_nothing(options, err) : open_terminal(err);
	if (screen.terminal == NULL)
		return err_code(err, 2);
	screen.open = true;
	screen.shown = -1;
	set_modes(options->mouse);
	theme_init(&theme_builtin, THEME_DEPTH_AUTO);
	return true;
}

void
screen_close(void)
{
	if (screen.terminal == NULL)
		return;
	if (screen.open) {
		curs_set(1);
		endwin();
	}
	screen_links_clear();
	screen_links_forget();
	delscreen(screen.terminal);
	if (screen.out != NULL)
		fclose(screen.out);
	if (screen.in != NULL)
		fclose(screen.in);
	memset(&screen, 0, sizeof(screen));
}

void
screen_suspend(void)
{
	curs_set(1);
	def_prog_mode();
	endwin();
}

void
screen_resume(void)
{
	reset_prog_mode();
	theme_resume();
	screen.shown = -1;
	screen_follow_size();
	screen_spoil();
}

void
screen_size(int *lines, int *columns)
{
	*lines = LINES;
	*columns = COLS;
}

bool
screen_is_ascii(void)
{
	return screen.ascii || screen.plain;
}

void
screen_set_ascii(bool on)
{
	screen.plain = on;
}

void
screen_resize(int lines, int columns)
{
	if (lines < 1 || columns < 1 || (lines == LINES && columns == COLS))
		return;
	resizeterm(lines, columns);
}

void
screen_follow_size(void)
{
	struct winsize size;

	if (screen.out == NULL && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		screen_resize(size.ws_row, size.ws_col);
}

void
screen_begin(void)
{
	cchar_t blank;

	canvas_take_cursor(&screen.y, &screen.x, &screen.visible);
	screen.y = LINES - 1;
	screen.x = 0;
	screen.visible = false;
	setcchar(&blank, L" ", 0, theme_background(), NULL);
	bkgrndset(&blank);
	screen_links_clear();
	werase(stdscr);
}

void
screen_commit(void)
{
	int y, x;
	bool visible;

	if (canvas_take_cursor(&y, &x, &visible)) {
		screen.y = y;
		screen.x = x;
		screen.visible = visible;
	}
	if (screen.shown != screen.visible) {
		curs_set(screen.visible);
		screen.shown = screen.visible;
	}
	screen_links_before();
	move(screen.y, screen.x);
	refresh();
	screen_links_after();
}

void
screen_write_raw(const char *bytes, size_t n)
{
	if (screen.out != NULL)
		return;
	(void)fflush(stdout);
	(void)file_write_all(STDOUT_FILENO, bytes, n);
}

void
screen_spoil(void)
{
	screen_links_forget();
	clearok(curscr, TRUE);
}

static void
read_mouse(struct screen_key *k)
{
	MEVENT event;

	k->mouse = SCREEN_OTHER;
	if (getmouse(&event) != OK)
		return;
	k->y = event.y;
	k->x = event.x;
	if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED))
		k->mouse = SCREEN_CLICK;
	else if (event.bstate & BUTTON1_RELEASED)
		k->mouse = SCREEN_RELEASE;
	else if (event.bstate & BUTTON4_PRESSED)
		k->mouse = SCREEN_WHEEL_UP;
	else if (event.bstate & BUTTON5_PRESSED)
		k->mouse = SCREEN_WHEEL_DOWN;
}

bool
screen_read(struct screen_key *k)
{
	wint_t code;
	int kind = get_wch(&code);

	if (kind == ERR)
		return false;
	memset(k, 0, sizeof(*k));
	k->key = key_from_curses((int)code, kind == KEY_CODE_YES);
	if (k->key == KEYCODE_MOUSE)
		read_mouse(k);
	return true;
}

/* One cell as UTF-8; returns its columns, 0 for the rest of a wide one. */
static int
format_cell(int y, int x, char *out, size_t size, attr_t *attributes, short *pair)
{
	cchar_t cell;
	wchar_t text[CCHARW_MAX + 1] = L"";
	size_t n = 0;

	mvin_wch(y, x, &cell);
	getcchar(&cell, text, attributes, pair, NULL);
	for (size_t i = 0; text[i] != L'\0' && n + 5 < size; i++)
		n += utf8_encode((uint32_t)text[i], out + n);
	out[n] = '\0';
	int w = n == 0 ? 1 : wcwidth(text[0]);
	return w < 1 ? 1 : w;
}

static void
print_line(FILE *f, int y, bool with_attributes)
{
	char cell[CCHARW_MAX * 4 + 8];
	attr_t attributes, before = 0;
	short pair, pair_before = 0;
	int blanks = 0;

	for (int x = 0; x < COLS;) {
		x += format_cell(y, x, cell, sizeof(cell), &attributes, &pair);
		bool changed = with_attributes && (attributes != before || pair != pair_before);

		if (!changed && (strcmp(cell, " ") == 0 || cell[0] == '\0')) {
			blanks++;
			continue;
		}
		for (; blanks > 0; blanks--)
			fputc(' ', f);
		if (changed)
			fprintf(f, "{%s}", theme_name(pair, attributes));
		before = attributes;
		pair_before = pair;
		fputs(cell, f);
	}
	fputc('\n', f);
}

static void
print(FILE *f, bool with_attributes)
{
	int y, x;

	getyx(stdscr, y, x);
	for (int line = 0; line < LINES; line++)
		print_line(f, line, with_attributes);
	move(y, x);
}

void
screen_print(FILE *f)
{
	print(f, false);
}

void
screen_print_attributes(FILE *f)
{
	print(f, true);
}
