/* SPDX-License-Identifier: ISC */
/* Opens what a command or the reader needs, and no more: a user without
 * sources never gets a store of their own made, only that of the sample. */
#include "desk/desk.h"

#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/yaml.h"
#include "desk/sample.h"
#include "desk/sources.h"
#include "store/store.h"

static void
count_problem(void *arg, const char *text)
{
	desk_problem(arg, text);
}

void
desk_problem(struct desk *desk, const char *text)
{
	desk->problem_texts = arena_grow(
	    &desk->arena, desk->problem_texts, (size_t)desk->problems, sizeof(*desk->problem_texts));
	desk->problem_texts[desk->problems++] = arena_strdup(&desk->arena, text);
	if (desk->say != NULL)
		desk->say(desk->say_arg, text);
}

/* Where the settings say it: they keep values, not places. */
static const char *
place_of_theme(struct desk *desk)
{
	const char *path = desk->paths.config_file;
	struct yaml *root;

	if (!file_exists(path) || !yaml_read(&desk->arena, path, &root, NULL))
		return path;
	const struct yaml *node = yaml_get(root, "theme");
	return node == NULL ? path : arena_printf(&desk->arena, "%s:%zu:%zu", path, node->line, node->column);
}

void
desk_load_theme(struct desk *desk)
{
	struct err err = { .text = "" };

	if (theme_load(&desk->arena, &desk->paths, desk->settings.theme, &desk->theme, count_problem, desk,
		&err))
		return;
	err_wrap(&err, "%s", place_of_theme(desk));
	desk_problem(desk, err.text);
}

/* A view's own key; the first nine may have one. */
static void
bind_views(struct desk *desk)
{
	for (size_t i = 0; i < desk->views.count && i < 9; i++) {
		const struct view *view = &desk->views.all[i];
		struct err err = { .text = "" };

		if (view->key == NULL ||
		    keys_bind(&desk->keys, view->key, arena_printf(&desk->arena, "view-%zu", i + 1), &err))
			continue;
		err_wrap(&err, "%s: the key of the view \"%s\"", desk->paths.config_file, view->name);
		desk_problem(desk, err.text);
	}
}

static void
load_settings(struct desk *desk, enum desk_need need)
{
	(void)settings_load(&desk->arena, desk->paths.config_file, &desk->settings, count_problem, desk);
	(void)views_parse(
	    &desk->arena, desk->settings.views, desk->paths.config_file, &desk->views, count_problem, desk);
	(void)rules_parse(
	    &desk->arena, desk->settings.rules, desk->paths.config_file, &desk->rules, count_problem, desk);
	(void)keys_load(&desk->keys, &desk->arena, &desk->settings, count_problem, desk);
	bind_views(desk);
	desk->theme = theme_builtin;
	if (need >= DESK_EDITION)
		desk_load_theme(desk);
}

/* A store that may not be written can still be read. */
static bool
open_store(struct desk *desk, struct err *err)
{
	const char *path = desk->paths.store_file;
	struct err why = { 0 };

	if (!file_make_dirs(desk->paths.data_dir, 0700, err))
		return err_code(err, 3);
	desk->store = store_open(path, STORE_WRITE, err);
	if (desk->store == NULL && file_exists(path) && access(path, W_OK) != 0)
		desk->store = store_open(path, STORE_READ, &why);
	return desk->store != NULL;
}

static bool
has_sources(struct desk *desk, bool *has, struct err *err)
{
	struct arena a = { 0 };
	size_t n;
	bool ok = store_sources(desk->store, &a, false, &n, err) != NULL;

	*has = n > 0;
	arena_done(&a);
	return ok;
}

static bool
open_own(struct desk *desk, enum desk_need need, struct err *err)
{
	bool has = true;

	if (!open_store(desk, err))
		return false;
	if (!store_is_read_only(desk->store) && !sources_sync(desk, err))
		return false;
	if (need < DESK_EDITION)
		return true;
	if (!has_sources(desk, &has, err))
		return false;
	if (has || !sample_is_there(desk))
		return true;
	store_close(desk->store);
	desk->store = NULL;
	return sample_open(desk, err);
}

bool
desk_open(struct desk *desk, const struct desk_options *options, enum desk_need need, struct err *err)
{
	bool ok =
	    paths_find(&desk->arena, options->program, options->config, options->data, &desk->paths, err);

	if (ok)
		load_settings(desk, need);
	if (ok && need >= DESK_EDITION && !file_exists(desk->paths.store_file) &&
	    !file_exists(desk->paths.sources_file) && sample_is_there(desk))
		ok = sample_open(desk, err);
	else if (ok && need != DESK_PATHS)
		ok = open_own(desk, need, err);
	if (ok && desk->store != NULL)
		store_set_hot(desk->store, desk->settings.heat_half, desk->settings.heat_hot);
	if (!ok) {
		if (err->code == 0)
			err->code = 3;
		desk_close(desk);
	}
	return ok;
}

int64_t
desk_unsettled(struct desk *desk)
{
	return desk->store == NULL || store_is_read_only(desk->store) ? 0 : store_unsettled(desk->store);
}

void
desk_close(struct desk *desk)
{
	if (desk->store != NULL)
		store_close(desk->store);
	desk->store = NULL;
	arena_done(&desk->arena);
}
