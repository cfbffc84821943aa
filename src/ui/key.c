/* SPDX-License-Identifier: ISC */
/* The one list of keys that have names; the names are those that the table of
 * actions, the settings and scripts use. */
#include "ui/key.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <curses.h>

#include "base/mem.h"
#include "base/utf8.h"

static const struct {
	const char *name;
	int key;
	int curses;			/* KEY_ code, 0: none */
} named[] = {
	{ "Up", KEYCODE_UP, KEY_UP },
	{ "Down", KEYCODE_DOWN, KEY_DOWN },
	{ "Left", KEYCODE_LEFT, KEY_LEFT },
	{ "Right", KEYCODE_RIGHT, KEY_RIGHT },
	{ "Home", KEYCODE_HOME, KEY_HOME },
	{ "End", KEYCODE_END, KEY_END },
	{ "PgUp", KEYCODE_PAGE_UP, KEY_PPAGE },
	{ "PgDn", KEYCODE_PAGE_DOWN, KEY_NPAGE },
	{ "Insert", KEYCODE_INSERT, KEY_IC },
	{ "Delete", KEYCODE_DELETE, KEY_DC },
	{ "S-Tab", KEYCODE_SHIFT_TAB, KEY_BTAB },
	{ "Backspace", KEYCODE_BACKSPACE, KEY_BACKSPACE },
	{ "Enter", KEYCODE_ENTER, KEY_ENTER },
	{ "Tab", KEYCODE_TAB, 0 },
	{ "Esc", KEYCODE_ESC, 0 },
	{ "Space", ' ', 0 },
	{ "<", '<', 0 },
	{ "Mouse", KEYCODE_MOUSE, KEY_MOUSE },
	{ "Resize", KEYCODE_RESIZE, KEY_RESIZE },
};

static bool
parse_function(const char *name, size_t n, int *key)
{
	int number = 0;

	if (n < 2 || n > 3 || name[0] != 'F')
		return false;
	for (size_t i = 1; i < n; i++) {
		if (name[i] < '0' || name[i] > '9')
			return false;
		number = number * 10 + name[i] - '0';
	}
	if (number < 1 || number > 12)
		return false;
	*key = KEYCODE_F1 + number - 1;
	return true;
}

static bool
parse_control(const char *name, size_t n, int *key)
{
	if (n != 3 || name[0] != 'C' || name[1] != '-')
		return false;
	char c = name[2];
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if (c < 'a' || c > 'z')
		return false;
	*key = key_from_curses(c - 'a' + 1, false);
	return true;
}

bool
key_parse(const char *name, size_t n, int *key)
{
	uint32_t cp;

	for (size_t i = 0; i < COUNT(named); i++)
		if (strlen(named[i].name) == n && memcmp(named[i].name, name, n) == 0) {
			*key = named[i].key;
			return true;
		}
	if (parse_function(name, n, key) || parse_control(name, n, key))
		return true;
	if (n == 0 || utf8_decode(name, n, &cp) != n || (cp == 0xFFFD && n == 1) || cp <= ' ')
		return false;
	*key = (int)cp;
	return true;
}

const char *
key_format(int key, char out[16])
{
	char bytes[4];

	for (size_t i = 0; i < COUNT(named); i++)
		if (named[i].key == key) {
			snprintf(out, 16, "%s", named[i].name);
			return out;
		}
	if (key >= KEYCODE_F1 && key <= KEYCODE_F12)
		snprintf(out, 16, "F%d", key - KEYCODE_F1 + 1);
	else if (key >= 1 && key <= 26)
		snprintf(out, 16, "C-%c", 'a' + key - 1);
	else if (key_is_text(key))
		snprintf(out, 16, "%.*s", (int)utf8_encode((uint32_t)key, bytes), bytes);
	else
		snprintf(out, 16, "?");
	return out;
}

bool
key_is_text(int key)
{
	char bytes[4];

	if (key < ' ' || key > 0x10FFFF || key == KEYCODE_BACKSPACE)
		return false;
	/* Joiners and marks are typed one code point at a time: they are judged
	 * when the line is used. */
	if (key == 0x200D || key == 0x200C || key == 0xFE0F)
		return true;
	return key == ' ' || utf8_is_clean(bytes, utf8_encode((uint32_t)key, bytes), UTF8_LINE);
}

int
key_from_curses(int code, bool function)
{
	if (function) {
		if (code >= KEY_F(1) && code <= KEY_F(12))
			return KEYCODE_F1 + code - KEY_F(1);
		for (size_t i = 0; i < COUNT(named); i++)
			if (named[i].curses == code && code != 0)
				return named[i].key;
		return KEYCODE_NONE;
	}
	if (code == '\n')
		return KEYCODE_ENTER;
	if (code == '\b')
		return KEYCODE_BACKSPACE;
	return code;
}
