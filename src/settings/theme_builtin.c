/* SPDX-License-Identifier: ISC */
/* The dark theme on the terminal's own colours, for when no file can be found;
 * data/themes/dark.yaml says the same (a test compares them).  No blue text: it
 * is too dark on many terminals.  Each role differs from its neighbours without
 * colour, too.  A background of ours has a colour of ours on it: the terminal's
 * own text may be black. */
#include "settings/theme_file.h"

enum { B = THEME_BOLD, D = THEME_DIM, U = THEME_UNDERLINE, R = THEME_REVERSE, NONE = THEME_DEFAULT };
enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

const struct theme theme_builtin = { "dark", {
	[ROLE_TEXT]         = { NONE, NONE, NONE, NONE, 0, 0 },
	[ROLE_DIM]          = { 245, NONE, NONE, NONE, 0, D },
	[ROLE_STRONG]       = { NONE, NONE, NONE, NONE, B, B },
	[ROLE_HEADING]      = { 110, NONE, CYAN, NONE, B, B },
	[ROLE_BORDER]       = { 240, NONE, NONE, NONE, 0, D },
	[ROLE_BAR]          = { 252, 236, WHITE, BLUE, 0, 0 },
	[ROLE_BAR_STRONG]   = { 255, 236, WHITE, BLUE, B, B },
	[ROLE_SELECTED]     = { 231, 24, WHITE, BLUE, B, R },
	[ROLE_SELECTED_OFF] = { 255, 238, BLACK, WHITE, 0, U },
	[ROLE_UNREAD]       = { 75, NONE, CYAN, NONE, B, B },
	[ROLE_STAR]         = { 220, NONE, YELLOW, NONE, B, B },
	[ROLE_HEAT_LOW]     = { 244, NONE, NONE, NONE, 0, D },
	[ROLE_HEAT_MID]     = { 179, NONE, YELLOW, NONE, 0, 0 },
	[ROLE_HEAT_HIGH]    = { 203, NONE, RED, NONE, B, B },
	[ROLE_SHARED]       = { 245, NONE, NONE, NONE, 0, D },
	[ROLE_COVERAGE]     = { 109, NONE, CYAN, NONE, 0, 0 },
	[ROLE_TOPIC]        = { 108, NONE, GREEN, NONE, 0, 0 },
	[ROLE_LINK]         = { 111, NONE, CYAN, NONE, U, U },
	[ROLE_MATCH]        = { 16, 179, BLACK, YELLOW, 0, R },
	[ROLE_PROMPT]       = { NONE, NONE, NONE, NONE, 0, 0 },
	[ROLE_WARNING]      = { 210, NONE, RED, NONE, B, B },
} };

const char *const theme_colors[16] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow",
	"bright-blue", "bright-magenta", "bright-cyan", "bright-white",
};
