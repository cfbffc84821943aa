/* SPDX-License-Identifier: ISC */
/* One list with each sequence once.  A layer above replaces what a layer below
 * has for the same sequence; unbinding takes the row out.  The rows of a
 * preset can be replaced by another one without a word of the user's getting
 * lost. */
#include "settings/keys.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/yaml.h"
#include "settings/key.h"

const char *
keys_format(struct arena *a, const int *keys, size_t count)
{
	const char *out = "";
	char name[16];

	for (size_t i = 0; i < count; i++)
		out = arena_printf(a, "%s%s%s", out, i > 0 ? " " : "", key_format(keys[i], name));
	return out;
}

static bool
parse_sequence(const char *text, struct key_binding *b, struct err *err)
{
	b->nkeys = 0;
	for (const char *p = text + strspn(text, " "); *p != '\0'; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");
		int key;

		if (!key_parse(p, n, &key))
			return err_set(err,
			    "no key \"%.*s\"; keys are signs or names such as Space, Down, C-d, F1; those of "
			    "a sequence stand apart: \"g g\"", (int)n, p);
		if (b->nkeys == KEYS_LONGEST)
			return err_set(err, "\"%s\" is too long: at most %d keys", text, KEYS_LONGEST);
		b->keys[b->nkeys++] = key;
		p += n;
	}
	return b->nkeys > 0 || err_set(err, "a key is missing");
}

static bool
find_action(const char *name, size_t n, enum action *out, struct err *err)
{
	const char *names[ACTION_COUNT];
	size_t count = 0;

	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		names[count++] = action_info[i].name;
		if (strlen(action_info[i].name) == n && memcmp(action_info[i].name, name, n) == 0) {
			*out = (enum action)i;
			return true;
		}
	}
	struct arena a = { 0 };
	const char *word = arena_strndup(&a, name, n), *near = nearest_name(word, names, count);
	if (near != NULL)
		err_set(err, "no action \"%s\"; did you mean \"%s\"?", word, near);
	else
		err_set(err, "no action \"%s\"; dateline --print-config names them", word);
	arena_done(&a);
	return false;
}

static bool
parse_actions(const char *text, struct key_binding *b, struct err *err)
{
	if (strcmp(text, "none") == 0)
		return true;
	for (const char *p = text + strspn(text, " "); *p != '\0'; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");

		if (b->nactions == KEYS_ACTIONS)
			return err_set(err, "at most %d actions on one key", KEYS_ACTIONS);
		if (!find_action(p, n, &b->actions[b->nactions], err))
			return false;
		b->nactions++;
		p += n;
	}
	return b->nactions > 0 || err_set(err, "an action is missing; \"none\" takes the key away");
}

static struct key_binding *
find_sequence(struct keys *keys, const struct key_binding *b)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->list[i].nkeys == b->nkeys &&
		    memcmp(keys->list[i].keys, b->keys, b->nkeys * sizeof(b->keys[0])) == 0)
			return &keys->list[i];
	return NULL;
}

/* One without actions stays as a row that hides the one below it. */
static void
put(struct keys *keys, const struct key_binding *b)
{
	struct key_binding *old = find_sequence(keys, b);

	if (old != NULL && old->layer > b->layer)
		return;
	if (old != NULL) {
		*old = *b;
		return;
	}
	keys->list = arena_grow(keys->arena, keys->list, keys->count, sizeof(*keys->list));
	keys->list[keys->count++] = *b;
}

static bool
bind(struct keys *keys, enum keys_layer layer, const char *sequence, const char *actions, struct err *err)
{
	struct key_binding b = { .layer = layer };

	if (!parse_sequence(sequence, &b, err) || !parse_actions(actions, &b, err))
		return err_code(err, 2);
	put(keys, &b);
	return true;
}

bool
keys_bind(struct keys *keys, const char *sequence, const char *actions, struct err *err)
{
	return bind(keys, KEYS_USER, sequence, actions, err);
}

static void
put_defaults(struct keys *keys)
{
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
		for (const char *p = action_info[i].keys; *p != '\0'; p += strspn(p, " ")) {
			struct key_binding b = { .layer = KEYS_DEFAULT, .nkeys = 1, .nactions = 1,
				.actions = { (enum action)i } };
			size_t n = strcspn(p, " ");

			if (key_parse(p, n, &b.keys[0]))
				put(keys, &b);
			p += n;
		}
}

void
keys_init(struct keys *keys, struct arena *a)
{
	*keys = (struct keys){ .arena = a };
	put_defaults(keys);
}

static const struct keys_row *
find_preset(const char *name, struct err *err)
{
	const char *names[8];

	for (size_t i = 0; i < keys_preset_count; i++) {
		names[i] = keys_presets[i].name;
		if (strcmp(keys_presets[i].name, name) == 0)
			return keys_presets[i].rows;
	}
	const char *near = nearest_name(name, names, keys_preset_count);
	if (near != NULL)
		err_set(err, "no preset of keys \"%s\"; did you mean \"%s\"?", name, near);
	else
		err_set(err, "no preset of keys \"%s\"; there are default, vim and newsboat", name);
	err_code(err, 2);
	return NULL;
}

bool
keys_choose(struct keys *keys, const char *preset, struct err *err)
{
	const struct keys_row *rows = find_preset(preset, err);
	struct keys old = *keys;

	if (rows == NULL)
		return false;
	keys_init(keys, old.arena);
	for (; rows->sequence != NULL; rows++)
		if (!bind(keys, KEYS_PRESET, rows->sequence, rows->actions, err))
			return false;
	for (size_t i = 0; i < old.count; i++)
		if (old.list[i].layer == KEYS_USER)
			put(keys, &old.list[i]);
	return true;
}

struct loader {
	struct keys *keys;
	const struct settings *settings;
	settings_say *say;
	void *arg;
	int problems;
};

static void
problem(struct loader *l, const struct yaml *node, bool at_key, const char *text)
{
	l->problems++;
	if (l->say != NULL)
		l->say(l->arg, arena_printf(l->keys->arena, "%s:%zu:%zu: %s", l->settings->path,
		    at_key ? node->key_line : node->line, at_key ? node->key_column : node->column, text));
}

static void
take_preset(struct loader *l, const struct yaml *node)
{
	struct err err = { .text = "" };

	if (node->kind == YAML_NULL)
		return;
	if (node->kind != YAML_SCALAR)
		problem(l, node, false, "a preset is one word: default, vim or newsboat");
	else if (!keys_choose(l->keys, node->text, &err))
		problem(l, node, false, err.text);
}

/* A word or a list of words; problems are at the word. */
static bool
take_actions(struct loader *l, const struct yaml *node, struct key_binding *b)
{
	struct err err = { .text = "" };
	int before = l->problems;
	bool ok = true;

	if (node->kind == YAML_NULL) {
		problem(l, node, true, "an action is missing; \"none\" takes the key away");
		return false;
	}
	if (node->kind == YAML_SCALAR) {
		if (!parse_actions(node->text, b, &err))
			problem(l, node, false, err.text);
		return err.text[0] == '\0';
	}
	if (node->kind == YAML_LIST && node->first != NULL) {
		for (const struct yaml *item = node->first; item != NULL && ok; item = item->next)
			ok = item->kind == YAML_SCALAR && take_actions(l, item, b);
		if (ok || l->problems > before)
			return ok;
	}
	problem(l, node, false, "an action, or a list of actions, as in: [star, next-unread]");
	return false;
}

static void
take_bindings(struct loader *l, const struct yaml *map)
{
	if (map->kind != YAML_MAP) {
		if (map->kind != YAML_NULL)
			problem(l, map, false, "\"bind\" must be lines such as \"g g\": first");
		return;
	}
	for (const struct yaml *node = map->first; node != NULL; node = node->next) {
		struct key_binding b = { .layer = KEYS_USER };
		struct err err = { .text = "" };

		if (!parse_sequence(node->key, &b, &err))
			problem(l, node, true, err.text);
		else if (take_actions(l, node, &b))
			put(l->keys, &b);
	}
}

static void
take_section(struct loader *l, const struct yaml *section)
{
	static const char *const names[] = { "preset", "bind" };

	for (const struct yaml *node = section->first; node != NULL; node = node->next) {
		if (strcmp(node->key, "preset") == 0) {
			take_preset(l, node);
		} else if (strcmp(node->key, "bind") == 0) {
			take_bindings(l, node);
		} else {
			const char *near = nearest_name(node->key, names, COUNT(names));

			problem(l, node, true, arena_printf(l->keys->arena,
			    near != NULL ? "keys have no \"%s\"; did you mean \"%s\"?"
			    : "keys have no \"%s\", only \"preset\" and \"bind\"", node->key, near));
		}
	}
}

bool
keys_load(struct keys *keys, struct arena *a, const struct settings *s, settings_say *say, void *arg)
{
	struct loader l = { keys, s, say, arg, 0 };

	keys_init(keys, a);
	if (s->keys == NULL || s->keys->kind == YAML_NULL)
		return true;
	if (s->keys->kind == YAML_MAP)
		take_section(&l, s->keys);
	else
		take_preset(&l, s->keys);
	return l.problems == 0;
}
