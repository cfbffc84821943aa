/* SPDX-License-Identifier: ISC */
/* Opens what a command or the reader needs, and no more: a user without
 * sources never gets a store of their own made, only that of the sample. */
#include "desk/desk.h"

#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
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
	desk->problems++;
	if (desk->say != NULL)
		desk->say(desk->say_arg, text);
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
	if (need != DESK_EDITION)
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
		(void)settings_load(
		    &desk->arena, desk->paths.config_file, &desk->settings, count_problem, desk);
	if (ok && need == DESK_EDITION && !file_exists(desk->paths.store_file) &&
	    !file_exists(desk->paths.sources_file) && sample_is_there(desk))
		ok = sample_open(desk, err);
	else if (ok && need != DESK_PATHS)
		ok = open_own(desk, need, err);
	if (!ok) {
		if (err->code == 0)
			err->code = 3;
		desk_close(desk);
	}
	return ok;
}

void
desk_close(struct desk *desk)
{
	if (desk->store != NULL)
		store_close(desk->store);
	desk->store = NULL;
	arena_done(&desk->arena);
}
