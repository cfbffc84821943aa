/* SPDX-License-Identifier: ISC */
/* What curses calls the keys, as the codes of settings/key.h.  The names are
 * there, since the settings are checked without a terminal, too. */
#include "ui/key.h"

#include <curses.h>

#include "base/mem.h"

static const struct {
	int key;
	int curses;			/* KEY_ code */
} codes[] = {
	{ KEYCODE_UP, KEY_UP },
	{ KEYCODE_DOWN, KEY_DOWN },
	{ KEYCODE_LEFT, KEY_LEFT },
	{ KEYCODE_RIGHT, KEY_RIGHT },
	{ KEYCODE_HOME, KEY_HOME },
	{ KEYCODE_END, KEY_END },
	{ KEYCODE_PAGE_UP, KEY_PPAGE },
	{ KEYCODE_PAGE_DOWN, KEY_NPAGE },
	{ KEYCODE_INSERT, KEY_IC },
	{ KEYCODE_DELETE, KEY_DC },
	{ KEYCODE_SHIFT_TAB, KEY_BTAB },
	{ KEYCODE_BACKSPACE, KEY_BACKSPACE },
	{ KEYCODE_ENTER, KEY_ENTER },
	{ KEYCODE_MOUSE, KEY_MOUSE },
	{ KEYCODE_RESIZE, KEY_RESIZE },
};

int
key_from_curses(int code, bool function)
{
	if (!function)
		return key_from_control(code);
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return KEYCODE_F1 + code - KEY_F(1);
	for (size_t i = 0; i < COUNT(codes); i++)
		if (codes[i].curses == code)
			return codes[i].key;
	return KEYCODE_NONE;
}
