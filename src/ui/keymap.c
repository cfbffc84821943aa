/* SPDX-License-Identifier: ISC */
/* A short list made from the table of actions: looking through it for each key
 * costs less than a terminal's answer by far. */
#include "ui/keymap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { BINDINGS = 256, NAMES_SIZE = 48 };

struct binding {
	int key;
	enum action action;
};

struct keymap {
	struct binding bindings[BINDINGS];
	size_t count;
	char names[ACTION_COUNT][NAMES_SIZE];
	char first[ACTION_COUNT][16];
};

static void
bind_names(struct keymap *km, enum action action, const char *names)
{
	snprintf(km->names[action], NAMES_SIZE, "%s", names);
	while (*names != '\0') {
		size_t n = strcspn(names, " ");
		int key;

		if (km->first[action][0] == '\0')
			snprintf(km->first[action], sizeof(km->first[action]), "%.*s", (int)n, names);
		if (key_parse(names, n, &key) && km->count < BINDINGS)
			km->bindings[km->count++] = (struct binding){ key, action };
		names += n;
		names += strspn(names, " ");
	}
}

struct keymap *
keymap_new(void)
{
	struct keymap *km = mem_alloc(sizeof(*km));

	for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		bind_names(km, a, action_info[a].keys);
	return km;
}

void
keymap_free(struct keymap *km)
{
	free(km);
}

enum action
keymap_find(const struct keymap *km, int key)
{
	for (size_t i = 0; i < km->count; i++)
		if (km->bindings[i].key == key)
			return km->bindings[i].action;
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
