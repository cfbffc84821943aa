/* SPDX-License-Identifier: ISC */
/* Which actions keys and sequences of keys mean. */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "settings/actions.h"
#include "ui/key.h"

struct keymap;
struct keys;

/* NULL: the default keys of the table of actions. */
struct keymap *keymap_new(const struct keys *keys);
void keymap_free(struct keymap *km);
/* The first action of one key alone, for overlays. */
enum action keymap_find(const struct keymap *km, int key);
/* All keys of an action as names, "j Down", a sequence as "gg"; "" when it has
 * none.  Those of the user come first, then those of the preset. */
const char *keymap_keys(const struct keymap *km, enum action action);
/* The first of them, for the hints in the bottom line. */
const char *keymap_first(const struct keymap *km, enum action action);

enum keymap_state {
	KEYMAP_EMPTY,			/* nothing has been typed */
	KEYMAP_WAITING,			/* for more keys */
	KEYMAP_ACTIONS,
	KEYMAP_UNBOUND			/* what was typed means nothing and is dropped */
};
/* A key that was typed.  Then ask until the answer is EMPTY or WAITING. */
void keymap_feed(struct keymap *km, int key);
/* EXPIRED: no more keys have come in KEYMAP_MS. */
enum keymap_state keymap_take(struct keymap *km, bool expired, const enum action **actions, size_t *count);
/* Keys waited with, "g", "": none; whether they mean something by themselves,
 * so that the wait must end. */
const char *keymap_pending(const struct keymap *km);
bool keymap_expires(const struct keymap *km);
void keymap_reset(struct keymap *km);

enum { KEYMAP_MS = 600 };

#endif
