/* SPDX-License-Identifier: ISC */
/* Which action each key means. */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "settings/actions.h"
#include "ui/key.h"

struct keymap;

/* The default keys of the table of actions. */
struct keymap *keymap_new(void);
void keymap_free(struct keymap *km);
enum action keymap_find(const struct keymap *km, int key);
/* All keys of an action as names, "j Down"; "" when it has none. */
const char *keymap_keys(const struct keymap *km, enum action action);
/* The first of them, for the hints in the bottom line. */
const char *keymap_first(const struct keymap *km, enum action action);

#endif
