/* SPDX-License-Identifier: ISC */
/* A short list made from the bindings: looking through it for each key costs
 * less than a terminal's answer by far.  Keys that may become a sequence are
 * kept until they are one, cannot become one any more, or time is up; then the
 * longest binding that they begin with is meant, and what is left counts anew. */
#include "ui/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "settings/keys.h"

struct keymap {
	struct arena arena;
	struct key_binding *bindings;
	size_t count;
	const char *names[ACTION_COUNT], *first[ACTION_COUNT];
	int typed[KEYS_LONGEST + 1];
	size_t ntyped;
	char pending[KEYS_LONGEST * 16];
	struct key_binding taken;	/* what the last answer points into */
};

/* A sequence as it is typed: "gg", but "C-w h". */
static const char *
name_of(struct arena *a, const struct key_binding *b)
{
	const char *name = keys_format(a, b->keys, b->nkeys);
	bool plain = true;
	char key[16];

	for (size_t i = 0; i < b->nkeys; i++)
		plain = plain && key_is_text(b->keys[i]) && b->keys[i] != ' ';
	if (!plain || b->nkeys < 2)
		return name;
	name = "";
	for (size_t i = 0; i < b->nkeys; i++)
		name = arena_printf(a, "%s%s", name, key_format(b->keys[i], key));
	return name;
}

static void
add_name(struct keymap *km, const struct key_binding *b)
{
	enum action action = b->actions[0];
	const char *name = name_of(&km->arena, b), *names = km->names[action];

	/* Several actions are not what the help says of the first. */
	if (b->nactions != 1)
		return;
	if (km->first[action][0] == '\0')
		km->first[action] = name;
	km->names[action] = arena_printf(&km->arena, "%s%s%s", names, *names == '\0' ? "" : " ", name);
}

static void
add_bindings(struct keymap *km, const struct keys *keys)
{
	km->bindings = arena_array(&km->arena, keys->count + 1, sizeof(*km->bindings));
	for (int layer = KEYS_LAYERS - 1; layer >= 0; layer--)
		for (size_t i = 0; i < keys->count; i++)
			if (keys->list[i].layer == (enum keys_layer)layer && keys->list[i].nactions > 0) {
				km->bindings[km->count++] = keys->list[i];
				add_name(km, &keys->list[i]);
			}
}

struct keymap *
keymap_new(const struct keys *keys)
{
	struct keymap *km = mem_alloc(sizeof(*km));
	struct keys defaults;

	for (int i = 0; i < ACTION_COUNT; i++)
		km->names[i] = km->first[i] = "";
	if (keys == NULL) {
		keys_init(&defaults, &km->arena);
		keys = &defaults;
	}
	add_bindings(km, keys);
	return km;
}

void
keymap_free(struct keymap *km)
{
	arena_done(&km->arena);
	free(km);
}

enum action
keymap_find(const struct keymap *km, int key)
{
	for (size_t i = 0; i < km->count; i++)
		if (km->bindings[i].nkeys == 1 && km->bindings[i].keys[0] == key)
			return km->bindings[i].actions[0];
	return ACTION_NONE;
}

const char *
keymap_keys(const struct keymap *km, enum action action)
{
	return km->names[action];
}

const char *
keymap_first(const struct keymap *km, enum action action)
{
	return km->first[action];
}

static bool
begins_with(const int *keys, const int *with, size_t n)
{
	return memcmp(keys, with, n * sizeof(*keys)) == 0;
}

/* The longest binding that the typed keys begin with, NULL. */
static const struct key_binding *
longest(const struct keymap *km)
{
	const struct key_binding *found = NULL;

	for (size_t i = 0; i < km->count; i++) {
		const struct key_binding *b = &km->bindings[i];

		if (b->nkeys <= km->ntyped && begins_with(b->keys, km->typed, b->nkeys)
		    && (found == NULL || b->nkeys > found->nkeys))
			found = b;
	}
	return found;
}

/* Whether more keys could make a binding of them. */
static bool
can_go_on(const struct keymap *km)
{
	for (size_t i = 0; i < km->count; i++)
		if (km->bindings[i].nkeys > km->ntyped
		    && begins_with(km->bindings[i].keys, km->typed, km->ntyped))
			return true;
	return false;
}

static void
drop(struct keymap *km, size_t n)
{
	km->ntyped -= n;
	memmove(km->typed, km->typed + n, km->ntyped * sizeof(*km->typed));
}

static void
name_pending(struct keymap *km)
{
	size_t at = 0;

	km->pending[0] = '\0';
	for (size_t i = 0; i < km->ntyped && i < KEYS_LONGEST; i++) {
		char name[16];
		size_t n = strlen(key_format(km->typed[i], name));

		if (i > 0 && n > 1)
			km->pending[at++] = ' ';
		memcpy(km->pending + at, name, n + 1);
		at += n;
	}
}

void
keymap_feed(struct keymap *km, int key)
{
	if (km->ntyped < KEYS_LONGEST + 1)
		km->typed[km->ntyped++] = key;
	name_pending(km);
}

enum keymap_state
keymap_take(struct keymap *km, bool expired, const enum action **actions, size_t *count)
{
	const struct key_binding *b;

	*actions = NULL;
	*count = 0;
	if (km->ntyped == 0)
		return KEYMAP_EMPTY;
	if (!expired && can_go_on(km))
		return KEYMAP_WAITING;
	b = longest(km);
	if (b == NULL) {
		km->ntyped = 0;
		return KEYMAP_UNBOUND;
	}
	drop(km, b->nkeys);
	/* Esc ends a wait and is nothing more then. */
	if (km->ntyped > 0 && km->typed[km->ntyped - 1] == KEYCODE_ESC)
		km->ntyped = 0;
	name_pending(km);
	km->taken = *b;
	*actions = km->taken.actions;
	*count = km->taken.nactions;
	return KEYMAP_ACTIONS;
}

const char *
keymap_pending(const struct keymap *km)
{
	return km->ntyped == 0 ? "" : km->pending;
}

bool
keymap_expires(const struct keymap *km)
{
	return km->ntyped > 0 && longest(km) != NULL;
}

void
keymap_reset(struct keymap *km)
{
	km->ntyped = 0;
}
