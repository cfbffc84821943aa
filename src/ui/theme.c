/* SPDX-License-Identifier: ISC */
/* The dark default on the terminal's own colours: with 256 the quieter shades
 * are used, with 8 or 16 the plain ones (no blue text: it is too dark on many
 * terminals), with none the attributes alone.  Each role differs from its
 * neighbours without colour, too.  A background of ours has a colour of ours on
 * it: the terminal's own text may be black. */
#include "ui/theme.h"

#include <curses.h>

struct look {
	short colour256, background256;	/* -1: the terminal's own */
	short colour8, background8;
	attr_t attributes;		/* beside colour */
	attr_t mono;			/* instead of it */
};

static const struct look looks[ROLE_COUNT] = {
	[ROLE_TEXT]         = { -1, -1, -1, -1, 0, 0 },
	[ROLE_DIM]          = { 245, -1, -1, -1, 0, A_DIM },
	[ROLE_STRONG]       = { -1, -1, -1, -1, A_BOLD, A_BOLD },
	[ROLE_HEADING]      = { 110, -1, COLOR_CYAN, -1, A_BOLD, A_BOLD },
	[ROLE_BORDER]       = { 240, -1, -1, -1, 0, A_DIM },
	[ROLE_BAR]          = { 252, 236, COLOR_WHITE, COLOR_BLUE, 0, 0 },
	[ROLE_BAR_STRONG]   = { 255, 236, COLOR_WHITE, COLOR_BLUE, A_BOLD, A_BOLD },
	[ROLE_SELECTED]     = { 231, 24, COLOR_WHITE, COLOR_BLUE, A_BOLD, A_REVERSE },
	[ROLE_SELECTED_OFF] = { 255, 238, COLOR_BLACK, COLOR_WHITE, 0, A_UNDERLINE },
	[ROLE_UNREAD]       = { 75, -1, COLOR_CYAN, -1, A_BOLD, A_BOLD },
	[ROLE_STAR]         = { 220, -1, COLOR_YELLOW, -1, A_BOLD, A_BOLD },
	[ROLE_HEAT_LOW]     = { 244, -1, -1, -1, 0, A_DIM },
	[ROLE_HEAT_MID]     = { 179, -1, COLOR_YELLOW, -1, 0, 0 },
	[ROLE_HEAT_HIGH]    = { 203, -1, COLOR_RED, -1, A_BOLD, A_BOLD },
	[ROLE_COVERAGE]     = { 109, -1, COLOR_CYAN, -1, 0, 0 },
	[ROLE_TOPIC]        = { 108, -1, COLOR_GREEN, -1, 0, 0 },
	[ROLE_LINK]         = { 111, -1, COLOR_CYAN, -1, A_UNDERLINE, A_UNDERLINE },
	[ROLE_MATCH]        = { 16, 179, COLOR_BLACK, COLOR_YELLOW, 0, A_REVERSE },
	[ROLE_PROMPT]       = { -1, -1, -1, -1, 0, 0 },
	[ROLE_WARNING]      = { 210, -1, COLOR_RED, -1, A_BOLD, A_BOLD },
};

static bool coloured;

void
theme_init(bool colours)
{
	coloured = false;
	if (!colours || !has_colors() || start_color() == ERR || use_default_colors() == ERR)
		return;
	if (COLORS < 8 || COLOR_PAIRS <= ROLE_COUNT)
		return;
	for (int i = 0; i < ROLE_COUNT; i++) {
		const struct look *l = &looks[i];
		bool many = COLORS >= 256;

		init_pair((short)(i + 1), many ? l->colour256 : l->colour8,
		    many ? l->background256 : l->background8);
	}
	coloured = true;
}

unsigned
theme_attributes(enum role role)
{
	if (!coloured)
		return looks[role].mono;
	if (role == ROLE_DIM && COLORS < 256)
		return A_DIM;
	return looks[role].attributes;
}

short
theme_pair(enum role role)
{
	return coloured ? (short)(role + 1) : 0;
}

const char *
theme_name(short pair)
{
	static const char *const names[ROLE_COUNT] = {
#define X(id, name, help) [ROLE_##id] = name,
		ROLES(X)
#undef X
	};

	return pair >= 1 && pair <= ROLE_COUNT ? names[pair - 1] : "";
}
