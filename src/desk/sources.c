/* SPDX-License-Identifier: ISC */
/* sources.yaml is the list that counts.  The store notes which state of the
 * file it has taken over, so that an unchanged file costs one stat. */
#include "desk/sources.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/url.h"
#include "desk/desk.h"
#include "desk/sources_file.h"
#include "fetch/folder.h"
#include "store/store.h"

enum { LOOK_MS = 300 };

static const char *const stamp_key = "sources.stamp";

static const char *
stamp_of(struct arena *a, const char *path)
{
	struct stat sb;

	if (stat(path, &sb) != 0)
		return "none";
	return arena_printf(a, "%s %jd %jd.%09ld %jd", path, (intmax_t)sb.st_size,
	    (intmax_t)sb.st_mtim.tv_sec, (long)sb.st_mtim.tv_nsec, (intmax_t)sb.st_ino);
}

/* What there is at a location; a place that is not there now counts as a
 * folder: it may be a disk that is not mounted. */
static struct source
describe(struct arena *a, const char *location, const struct source_options *options)
{
	struct folder folder;
	struct err why = { 0 };
	struct source src = { .kind = source_kind_of(location), .location = location, .options = *options };

	if (source_is_visited(src.kind)) {
		if (options->kind != NULL && strcmp(options->kind, "smartable") == 0)
			src.kind = SOURCE_SMARTABLE;
	} else if (folder_find(a, location, &folder, &why)) {
		src.kind = folder.only != NULL ? SOURCE_FILE : SOURCE_FOLDER;
		src.title = folder.title;
	} else {
		src.title = file_base_name(a, location);
	}
	if (options->title != NULL)
		src.title = options->title;
	return src;
}

static const struct source *
find_location(const struct source *list, size_t n, const char *location)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].location, location) == 0)
			return &list[i];
	/* It has moved, and the file does not say so yet. */
	for (size_t i = 0; i < n; i++)
		if (list[i].formerly != NULL && strcmp(list[i].formerly, location) == 0)
			return &list[i];
	return NULL;
}

struct sync {
	struct desk *desk;
	struct arena arena;
	struct source *had;		/* in the store */
	size_t nhad;
	struct sources_entry *entries;
	size_t n;
	int problems;
	struct err *err;
};

static void
say(struct sync *s, size_t line, size_t column, const char *text)
{
	const char *path = s->desk->paths.sources_file;

	desk_problem(s->desk, arena_printf(&s->arena, "%s:%zu:%zu: %s", path, line, column, text));
	s->problems++;
}

static void
say_problems(struct sync *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct sources_entry *e = &s->entries[i];

		if (e->problem != NULL)
			say(s, e->line, e->column, e->problem);
		for (const struct sources_remark *r = e->remarks; r != NULL; r = r->next)
			say(s, r->line, r->column, r->text);
	}
}

static bool
put_changed(struct sync *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct sources_entry *e = &s->entries[i];
		const struct source *had = find_location(s->had, s->nhad, e->location);
		int64_t id;

		if (e->problem != NULL || (had != NULL && sources_options_same(&had->options, &e->options)))
			continue;
		const char *location = had != NULL ? had->location : e->location;
		struct source src = describe(&s->arena, location, &e->options);
		if (!store_source_put(s->desk->store, &src, &id, s->err))
			return false;
	}
	return true;
}

static bool
remove_unlisted(struct sync *s)
{
	for (size_t i = 0; i < s->nhad; i++) {
		bool listed = false;

		for (size_t k = 0; k < s->n && !listed; k++)
			listed = s->entries[k].problem == NULL &&
			    find_location(s->had, s->nhad, s->entries[k].location) == &s->had[i];
		if (!listed && !store_source_remove(s->desk->store, s->had[i].id, s->err))
			return false;
	}
	return true;
}

/* False only when the store fails: a file that cannot be read leaves the
 * sources as they are. */
static bool
sync_file(struct sync *s)
{
	struct err why = { 0 };
	bool exists;

	if (!sources_file_read(&s->arena, s->desk->paths.sources_file, &s->entries, &s->n, &exists, &why)) {
		desk_problem(s->desk, why.text);
		s->problems++;
		return true;
	}
	say_problems(s);
	s->had = store_sources(s->desk->store, &s->arena, false, &s->nhad, s->err);
	return s->had != NULL && put_changed(s) && remove_unlisted(s);
}

bool
sources_sync(struct desk *desk, struct err *err)
{
	struct sync s = { .desk = desk, .err = err };
	const char *stamp = stamp_of(&s.arena, desk->paths.sources_file);
	const char *taken = store_meta(desk->store, &s.arena, stamp_key);
	bool ok = true;

	if (taken == NULL || strcmp(stamp, taken) != 0) {
		ok = sync_file(&s);
		/* With problems it is looked at again each time, so that they are said. */
		if (ok && s.problems == 0)
			ok = store_meta_set(desk->store, stamp_key, stamp, err);
	}
	arena_done(&s.arena);
	return ok;
}

static const char *
real_root(struct arena *a, const char *location)
{
	struct folder folder;
	struct err why = { 0 };

	if (!folder_find(a, location, &folder, &why))
		return location;
	const char *path = folder.only != NULL ? file_join(a, folder.root, folder.only) : folder.root;
	char *real = realpath(path, NULL);
	const char *copy = arena_strdup(a, real != NULL ? real : path);
	free(real);
	return copy;
}

/* The source that reads the same files already, under whatever name; NULL. */
static bool
find_same(struct desk *desk, struct arena *a, const char *location, const struct source **same,
    struct err *err)
{
	size_t n;
	const struct source *list = store_sources(desk->store, a, false, &n, err);
	const char *root = real_root(a, location);

	*same = NULL;
	for (size_t i = 0; list != NULL && i < n && *same == NULL; i++)
		if (strcmp(list[i].location, location) == 0 ||
		    strcmp(real_root(a, list[i].location), root) == 0)
			*same = &list[i];
	return list != NULL;
}

/* OPML has no articles, and whoever adds it means what it names. */
static bool
is_list(struct arena *a, const struct folder *folder)
{
	FILE *f = fopen(file_join(a, folder->root, folder->only), "rb");
	char begin[512];
	size_t n = f != NULL ? fread(begin, 1, sizeof(begin) - 1, f) : 0;

	if (f != NULL)
		fclose(f);
	begin[n] = '\0';
	return strstr(begin, "<opml") != NULL || strstr(begin, "<OPML") != NULL;
}

/* A moment's look: whoever asks may be waiting at the screen. */
static bool
look_at(struct arena *a, const char *location, const char **found, struct err *err)
{
	struct folder folder;
	bool whole;
	size_t n;

	if (!folder_find(a, location, &folder, err) || !folder_count(&folder, LOOK_MS, &n, &whole, err))
		return err_code(err, 1);
	if (n == 0 && whole) {
		err_set(err, "nothing to read in %s: articles are Markdown files (*.md) with front matter",
		    folder.root);
		return err_code(err, 1);
	}
	if (folder.only != NULL && is_list(a, &folder)) {
		err_set(err, "%s is a list of sources; `dateline import %s` subscribes to them", location,
		    location);
		return err_code(err, 1);
	}
	*found = folder.only != NULL ? "one file" : arena_printf(a, "folder of %s%zu %s",
	    whole ? "" : "more than ", n, n == 1 ? "article" : "articles");
	return true;
}

bool
sources_look(struct arena *a, const char *location, struct source *out, const char **found, struct err *err)
{
	static const struct source_options none = { 0 };

	*out = describe(a, location, &none);
	if (out->kind == SOURCE_EXEC ? location[strlen("exec:")] == '\0' : !url_is_web(location)) {
		err_set(err, "cannot add %s: it is no address and no command", location);
		return err_code(err, 2);
	}
	*found = source_kind_name(out->kind);
	return true;
}

static bool
make_folder(struct arena *a, const char *path, struct err *err)
{
	return file_make_dirs(file_absolute(a, file_join(a, path, "..")), 0700, err) || err_code(err, 2);
}

static bool
is_listed(const struct sources_entry *list, size_t n, const char *location)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].location, location) == 0)
			return true;
	return false;
}

static bool
put_down(struct desk *desk, struct arena *a, const char *location, int64_t *id, struct err *err)
{
	const char *path = desk->paths.sources_file;
	static const struct source_options none = { 0 };
	struct source src = describe(a, location, &none);

	if (!make_folder(a, path, err))
		return false;
	int lock = sources_file_lock(path);
	bool ok = sources_file_append(path, location, err);
	if (lock >= 0)
		close(lock);
	/* A crash here is mended by the next start, which reads the file. */
	return ok && store_source_put(desk->store, &src, id, err) && sources_sync(desk, err);
}

bool
sources_add(struct desk *desk, struct arena *a, const char *location, int64_t *id, bool *added,
    const char **found, struct err *err)
{
	const struct source *same;

	*added = false;
	*id = 0;
	struct source visited;
	bool visit = source_is_visited(source_kind_of(location));

	const char *local = url_file_path(a, location);

	location = local != NULL ? local : location;
	if (!visit && strstr(location, "://") != NULL) {
		err_set(err, "cannot add %s: only http and https addresses can be read", location);
		return err_code(err, 2);
	}
	const char *path = visit ? location : file_absolute(a, location);
	if (!(visit ? sources_look(a, path, &visited, found, err) : look_at(a, path, found, err)) ||
	    !find_same(desk, a, path, &same, err))
		return false;
	if (same != NULL) {
		*id = same->id;
		return true;
	}
	*added = put_down(desk, a, path, id, err);
	return *added;
}

bool
sources_add_all(struct desk *desk, const struct sources_entry *entries, size_t n, size_t *added,
    struct err *err)
{
	const char *path = desk->paths.sources_file;
	struct arena a = { 0 };
	struct sources_entry *had, *list = arena_array(&a, n + 1, sizeof(*list));
	size_t nhad, k = 0;
	bool exists;

	bool ok = make_folder(&a, path, err);
	int lock = ok ? sources_file_lock(path) : -1;
	ok = ok && sources_file_read(&a, path, &had, &nhad, &exists, err);
	for (size_t i = 0; ok && i < n; i++)
		if (!is_listed(had, nhad, entries[i].location) && !is_listed(list, k, entries[i].location))
			list[k++] = entries[i];
	*added = k;
	ok = ok && sources_file_append_all(path, list, k, err);
	if (lock >= 0)
		close(lock);
	arena_done(&a);
	return ok && sources_sync(desk, err);
}

static bool
not_found(struct arena *a, const char *name, const struct source *list, size_t n, struct err *err)
{
	const char **names = arena_array(a, n + 1, sizeof(*names));

	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].title != NULL && list[i].title[0] != '\0')
			names[k++] = list[i].title;
	const char *near = nearest_name(name, names, k);
	if (near != NULL)
		err_set(err, "no source \"%s\"; did you mean \"%s\"?", name, near);
	else
		err_set(err, "no source \"%s\"; `dateline sources` lists them", name);
	return err_code(err, 1);
}

bool
sources_find(struct desk *desk, struct arena *a, const char *name, struct source *out, struct err *err)
{
	size_t n;
	char *end;
	const struct source *list = store_sources(desk->store, a, false, &n, err);
	const struct source *found = NULL;

	if (list == NULL)
		return false;
	long long number = strtoll(name, &end, 10);
	const char *path = file_absolute(a, name);
	for (size_t i = 0; i < n && found == NULL; i++)
		if ((*end == '\0' && end != name && list[i].id == number) ||
		    strcmp(list[i].location, path) == 0 || strcmp(list[i].location, name) == 0)
			found = &list[i];
	for (size_t i = 0; i < n && found == NULL; i++)
		if (list[i].title != NULL && strcasecmp(list[i].title, name) == 0)
			found = &list[i];
	if (found == NULL)
		return not_found(a, name, list, n, err);
	*out = *found;
	return true;
}

bool
sources_remove(struct desk *desk, const char *name, struct err *err)
{
	struct arena a = { 0 };
	struct source src;
	size_t cut;
	bool ok = sources_find(desk, &a, name, &src, err);

	if (ok) {
		int lock = sources_file_lock(desk->paths.sources_file);

		ok = sources_file_cut(desk->paths.sources_file, src.location, &cut, err);
		if (lock >= 0)
			close(lock);
	}
	ok = ok && store_source_remove(desk->store, src.id, err) && sources_sync(desk, err);
	arena_done(&a);
	return ok;
}
