/* SPDX-License-Identifier: ISC */
/* The collection that a user without sources sees.  It has a store of its own,
 * so that nothing of it is left once there are sources.  Its times are shifted
 * by whole days: the newest articles are of this morning, or of yesterday as
 * long as this morning has not got that far. */
#include "desk/sample.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "desk/desk.h"
#include "desk/refresh.h"
#include "fetch/folder.h"
#include "store/store.h"

enum { NEWEST_SECOND = (7 * 60 + 40) * 60 };

bool
sample_is_there(const struct desk *desk)
{
	return file_is_dir(desk->paths.sample_dir);
}

/* The local day that the newest articles are to have. */
static int
day_wanted(void)
{
	int64_t now = date_now();
	int today = date_day(now);

	return now - date_day_start(today) >= NEWEST_SECOND ? today : today - 1;
}

/* The newest day that the names of the files say: 2026-05-20-slug.md.  In UTC. */
static bool
newest_day(struct arena *a, const char *place, int64_t *day, struct err *err)
{
	struct folder folder;
	struct folder_file *files;
	size_t n;
	int64_t t;

	*day = DATE_NONE;
	if (!folder_find(a, place, &folder, err) || !folder_walk(a, &folder, &files, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (strlen(files[i].name) > 10 && date_parse(files[i].name, 10, &t) && t > *day)
			*day = t;
	return *day != DATE_NONE || err_set(err, "the sample collection in %s is empty", place);
}

static bool
move_to(struct desk *desk, struct arena *a, int64_t shift, struct err *err)
{
	struct store *st = desk->store;
	struct source src = { .kind = SOURCE_FOLDER, .location = desk->paths.sample_dir,
		.title = "Sample collection", .shift = shift };
	int64_t id;
	size_t n;

	const struct source *old = store_sources(st, a, false, &n, err);
	if (old == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(old[i].location, src.location) != 0 && !store_source_remove(st, old[i].id, err))
			return false;
	return store_source_put(st, &src, &id, err) && store_begin(st, err) &&
	    store_source_forget_files(st, id, err) && store_commit(st, err);
}

static bool
read_it(struct desk *desk, struct err *err)
{
	struct refresh r = { 0 };

	if (!refresh_start(&r, desk, NULL, 0, false, err))
		return false;
	return refresh_run(&r) || r.busy || err_set(err, "cannot read the sample collection: %s", r.error);
}

/* What has been done is noted last: interrupted, it is done again. */
static bool
bring_to_today(struct desk *desk, struct arena *a, struct err *err)
{
	int day = day_wanted();
	const char *stamp = arena_printf(a, "%d %s", day, desk->paths.sample_dir);
	const char *done = store_meta(desk->store, a, "sample.day");
	int64_t newest;

	if (done != NULL && strcmp(done, stamp) == 0)
		return true;
	return newest_day(a, desk->paths.sample_dir, &newest, err) &&
	    move_to(desk, a, date_day_start(day) - newest, err) && read_it(desk, err) &&
	    store_meta_set(desk->store, "sample.day", stamp, err);
}

bool
sample_open(struct desk *desk, struct err *err)
{
	struct arena a = { 0 };

	if (!file_make_dirs(desk->paths.data_dir, 0700, err))
		return err_code(err, 3);
	desk->store = store_open(desk->paths.sample_store, STORE_WRITE, err);
	if (desk->store == NULL)
		return false;
	desk->sample = true;
	bool ok = bring_to_today(desk, &a, err);
	arena_done(&a);
	return ok;
}
