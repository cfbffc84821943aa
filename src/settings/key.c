/* SPDX-License-Identifier: ISC */
/* The one list of keys that have names; the names are those that the table of
 * actions, the settings and scripts use. */
#include "settings/key.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static const struct {
	const char *name;
	int key;
} named[] = {
	{ "Up", KEYCODE_UP },
	{ "Down", KEYCODE_DOWN },
	{ "Left", KEYCODE_LEFT },
	{ "Right", KEYCODE_RIGHT },
	{ "Home", KEYCODE_HOME },
	{ "End", KEYCODE_END },
	{ "PgUp", KEYCODE_PAGE_UP },
	{ "PgDn", KEYCODE_PAGE_DOWN },
	{ "Insert", KEYCODE_INSERT },
	{ "Delete", KEYCODE_DELETE },
	{ "S-Tab", KEYCODE_SHIFT_TAB },
	{ "Backspace", KEYCODE_BACKSPACE },
	{ "Enter", KEYCODE_ENTER },
	{ "Tab", KEYCODE_TAB },
	{ "Esc", KEYCODE_ESC },
	{ "Space", ' ' },
	{ "<", '<' },
	{ "Mouse", KEYCODE_MOUSE },
	{ "Resize", KEYCODE_RESIZE },
};

int
key_from_control(int code)
{
	if (code == '\n')
		return KEYCODE_ENTER;
	if (code == '\b')
		return KEYCODE_BACKSPACE;
	return code;
}

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
	*key = key_from_control(c - 'a' + 1);
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
