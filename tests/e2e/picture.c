/* SPDX-License-Identifier: ISC */
/* Runs a program on a pseudo-terminal, types, waits for words to be seen, and
 * writes what the screen shows as an SVG picture:
 *
 *	picture SIZE OUT.svg STEP... -- PROGRAM [ARGUMENT...]
 *
 * SIZE is like 120x35; a STEP is type:KEYS (with \r \t \e as in C) or see:WORDS. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/err.h"
#include "base/utf8.h"
#include "terminal.h"

enum { CELL_WIDTH = 9, CELL_HEIGHT = 19, BASELINE = 14, EDGE = 10, FONT_SIZE = 15, QUIET_MS = 600 };
/* The terminal's own colours: dark, or light when PICTURE_LIGHT is set. */
static uint32_t paper = 0x1d1f21, ink_of_terminal = 0xc5c8c6;

static struct terminal terminal;
static int argument_count;
static char **arguments;

static uint32_t
rgb(VTermColor *color, bool ink)
{
	if (ink ? VTERM_COLOR_IS_DEFAULT_FG(color) : VTERM_COLOR_IS_DEFAULT_BG(color))
		return ink ? ink_of_terminal : paper;
	vterm_screen_convert_color_to_rgb(terminal.screen, color);
	return (uint32_t)color->rgb.red << 16 | (uint32_t)color->rgb.green << 8 | color->rgb.blue;
}

struct style {
	uint32_t ink, paper;
	bool bold, underline;
};

static struct style
style_of(VTermScreenCell *cell)
{
	struct style s = { rgb(&cell->fg, true), rgb(&cell->bg, false), cell->attrs.bold,
		cell->attrs.underline };

	if (cell->attrs.reverse) {
		uint32_t keep = s.ink;

		s.ink = s.paper;
		s.paper = keep;
	}
	return s;
}

static bool
is_same(const struct style *a, const struct style *b)
{
	return a->ink == b->ink && a->paper == b->paper && a->bold == b->bold && a->underline == b->underline;
}

static void
put_escaped(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == '&')
			buf_puts(out, "&amp;");
		else if (s[i] == '<')
			buf_puts(out, "&lt;");
		else
			buf_putc(out, s[i]);
}

/* A stretch of one style: paper first, then the words. */
static void
put_run(struct buf *out, int y, int x, int width, const struct style *s, const struct buf *text)
{
	int left = EDGE + x * CELL_WIDTH, top = EDGE + y * CELL_HEIGHT;

	if (s->paper != paper)
		buf_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n", left,
		    top, width * CELL_WIDTH, CELL_HEIGHT, (unsigned)s->paper);
	if (strspn(buf_str(text), " ") == text->n)
		return;
	buf_printf(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"#%06x\"%s%s>", left, top + BASELINE,
	    width * CELL_WIDTH, (unsigned)s->ink, s->bold ? " font-weight=\"bold\"" : "",
	    s->underline ? " text-decoration=\"underline\"" : "");
	put_escaped(out, text->p, text->n);
	buf_puts(out, "</text>\n");
}

static void
put_line(struct buf *out, int y)
{
	struct buf text = { 0 };
	struct style now = { 0 };
	int from = 0, x = 0;

	while (x < terminal.columns) {
		VTermScreenCell cell;
		char utf8[4];

		if (!vterm_screen_get_cell(terminal.screen, (VTermPos){ .row = y, .col = x }, &cell))
			break;
		struct style s = style_of(&cell);
		int width = cell.width > 1 ? cell.width : 1;
		bool special = width > 1 || cell.chars[0] > 0x24FF;
		if (x > from && (special || !is_same(&s, &now))) {
			put_run(out, y, from, x - from, &now, &text);
			buf_reset(&text);
			from = x;
		}
		now = s;
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
			buf_add(&text, utf8, utf8_encode(cell.chars[i], utf8));
		if (cell.chars[0] == 0)
			buf_putc(&text, ' ');
		x += width;
		if (special) {
			put_run(out, y, from, x - from, &now, &text);
			buf_reset(&text);
			from = x;
		}
	}
	if (x > from)
		put_run(out, y, from, x - from, &now, &text);
	buf_done(&text);
}

static void
write_picture(const char *path)
{
	struct buf out = { 0 };
	struct err err;
	int width = terminal.columns * CELL_WIDTH + 2 * EDGE,
	    height = terminal.lines * CELL_HEIGHT + 2 * EDGE;

	buf_printf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
	    "height=\"%d\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"%d\" "
	    "xml:space=\"preserve\">\n<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#%06x\"/>\n",
	    width, height, width, height, FONT_SIZE, (unsigned)paper);
	for (int y = 0; y < terminal.lines; y++)
		put_line(&out, y);
	buf_puts(&out, "</svg>\n");
	assert_true(file_write_atomic(path, out.p, out.n, &err));
	buf_done(&out);
}

static void
type(const char *keys)
{
	static const char names[] = "rtne", codes[] = "\r\t\n\033";
	char one[2] = "";

	for (; *keys != '\0'; keys++) {
		const char *special = keys[0] == '\\' && keys[1] != '\0' ? strchr(names, keys[1]) : NULL;

		one[0] = special != NULL ? codes[special - names] : *keys;
		keys += special != NULL;
		terminal_type(&terminal, one);
	}
}

static void
take_picture(void **state)
{
	int lines, columns, i = 3;

	(void)state;
	assert_int_equal(sscanf(arguments[1], "%dx%d", &columns, &lines), 2);
	int program = i;
	while (program < argument_count && strcmp(arguments[program], "--") != 0)
		program++;
	assert_true(program + 1 < argument_count);
	terminal_start(&terminal, arguments + program + 1, lines, columns);
	for (; i < program; i++)
		if (strncmp(arguments[i], "type:", 5) == 0)
			type(arguments[i] + 5);
		else if (strncmp(arguments[i], "see:", 4) == 0)
			terminal_expect(&terminal, arguments[i] + 4);
		else
			fail_msg("no such step: %s", arguments[i]);
	/* What comes without words to wait for: counts, marks. */
	for (size_t before = 0; before != terminal.bytes.n;) {
		before = terminal.bytes.n;
		terminal_take(&terminal, QUIET_MS);
	}
	write_picture(arguments[2]);
	terminal_done(&terminal);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(take_picture) };

	if (argc < 5) {
		fputs("usage: picture SIZE OUT.svg STEP... -- PROGRAM [ARGUMENT...]\n", stderr);
		return 2;
	}
	if (getenv("PICTURE_LIGHT") != NULL) {
		paper = 0xffffff;
		ink_of_terminal = 0x24292f;
	}
	argument_count = argc;
	arguments = argv;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
