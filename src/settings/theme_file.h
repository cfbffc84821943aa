/* SPDX-License-Identifier: ISC */
/* Themes: what each role looks like, read from a file NAME.yaml. */
#ifndef SETTINGS_THEME_FILE_H
#define SETTINGS_THEME_FILE_H

#include <stdbool.h>

#include "settings/roles.h"
#include "settings/settings.h"

struct paths;

/* A colour: the terminal's own, one of its 256 (the first 16 have names), or
 * red, green and blue. */
enum { THEME_DEFAULT = -1, THEME_UNSET = -2, THEME_RGB = 1 << 24 };

enum theme_attribute {
	THEME_BOLD = 1, THEME_DIM = 2, THEME_ITALIC = 4, THEME_UNDERLINE = 8, THEME_REVERSE = 16
};

struct theme_look {
	int fg, bg;
	int fg16, bg16;			/* with up to 16 colours; THEME_UNSET: the nearest */
	unsigned attributes;
	int mono;			/* attributes without colours; THEME_UNSET: the same */
};

struct theme {
	const char *name;
	struct theme_look looks[ROLE_COUNT];
};

/* The one that is there without any file. */
extern const struct theme theme_builtin;
/* Names of the 16 colours. */
extern const char *const theme_colors[16];

/* Reads NAME.yaml, the user's before those of the program.  A mistake in it is
 * said and costs only itself; false: there is no such theme (ERR says so and
 * names the nearest), OUT is the builtin one. */
bool theme_load(struct arena *a, const struct paths *paths, const char *name, struct theme *out,
    settings_say *say, void *arg, struct err *err);
/* All that there are, sorted, ended by NULL. */
const char *const *theme_names(struct arena *a, const struct paths *paths);
/* One file; false when it cannot be read as YAML (that has been said). */
bool theme_read(struct arena *a, const char *path, struct theme *out, settings_say *say, void *arg);

#endif
