/* SPDX-License-Identifier: ISC */
/* Which keys mean which actions: the default keys of the table of actions,
 * above them a preset, above that what the user has bound.  Sequences are keys
 * apart by blanks, "g g"; several actions on one key are done one after the
 * other until one refuses. */
#ifndef SETTINGS_KEYS_H
#define SETTINGS_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "settings/actions.h"
#include "settings/settings.h"

enum { KEYS_LONGEST = 4, KEYS_ACTIONS = 8 };
enum keys_layer { KEYS_DEFAULT, KEYS_PRESET, KEYS_USER, KEYS_LAYERS };

struct key_binding {
	enum keys_layer layer;
	size_t nkeys, nactions;
	int keys[KEYS_LONGEST];
	enum action actions[KEYS_ACTIONS];
};

struct keys {
	struct arena *arena;
	struct key_binding *list;	/* each sequence once */
	size_t count;
};

/* The defaults; all that is bound later lives in the arena, too. */
void keys_init(struct keys *keys, struct arena *a);
/* Defaults, preset and bindings of the section `keys`.  Each problem is said
 * and costs only itself; true when there was none. */
bool keys_load(struct keys *keys, struct arena *a, const struct settings *s, settings_say *say, void *arg);
/* "default", "vim" or "newsboat" below what the user has bound. */
bool keys_choose(struct keys *keys, const char *preset, struct err *err);
/* "g g" to "first", to several apart by blanks, or to "none". */
bool keys_bind(struct keys *keys, const char *sequence, const char *actions, struct err *err);
/* "g g"; in the arena. */
const char *keys_format(struct arena *a, const int *keys, size_t count);

/* keys_presets.c: rows of sequence and actions, the last one NULL. */
struct keys_row {
	const char *sequence, *actions;
};
struct keys_preset {
	const char *name;
	const struct keys_row *rows;
};
extern const struct keys_preset keys_presets[];
extern const size_t keys_preset_count;

#endif
