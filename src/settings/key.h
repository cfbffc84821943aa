/* SPDX-License-Identifier: ISC */
/* Keys by code and by name.  A key is a code point, a control character as
 * Ctrl gives it (C-d is 4), or one of the codes below.  Enter, Tab, Esc and
 * Backspace have one code each, however the terminal sends them. */
#ifndef SETTINGS_KEY_H
#define SETTINGS_KEY_H

#include <stdbool.h>
#include <stddef.h>

enum keycode {
	KEYCODE_NONE = 0,
	KEYCODE_TAB = '\t',
	KEYCODE_ENTER = '\r',
	KEYCODE_ESC = 0x1B,
	KEYCODE_BACKSPACE = 0x7F,
	KEYCODE_UP = 0x110000,
	KEYCODE_DOWN,
	KEYCODE_LEFT,
	KEYCODE_RIGHT,
	KEYCODE_HOME,
	KEYCODE_END,
	KEYCODE_PAGE_UP,
	KEYCODE_PAGE_DOWN,
	KEYCODE_INSERT,
	KEYCODE_DELETE,
	KEYCODE_SHIFT_TAB,
	KEYCODE_MOUSE,
	KEYCODE_RESIZE,
	KEYCODE_F1,
	KEYCODE_F12 = KEYCODE_F1 + 11
};

/* "j", "Down", "C-d", "S-Tab", "F1"; false: no such key. */
bool key_parse(const char *name, size_t n, int *key);
const char *key_format(int key, char out[16]);
/* Whether it is text that can be typed into a line. */
bool key_is_text(int key);
/* A control character as the key that it stands for. */
int key_from_control(int code);

#endif
