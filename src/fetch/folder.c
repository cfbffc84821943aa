/* SPDX-License-Identifier: ISC */
/* Walks a folder by descriptors, so that a file costs one stat and no path
 * lookup from the root.  What cannot be read below the root is passed over;
 * its files then count as vanished, which loses nothing. */
#include "fetch/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

enum { DEPTH_MAX = 16 };

struct walk {
	struct arena *arena;
	const char *const *endings;
	int depth_most;
	struct folder_file *files;
	size_t count;
	int64_t until;			/* monotonic ms when it is to stop, 0: never */
	bool stopped;
};

static const char *const markdown[] = { ".md", ".markdown", ".mkd", ".txt", NULL };
static const char *const yaml[] = { ".yaml", ".yml", NULL };

static bool
ends_with_any(const char *name, const char *const *endings)
{
	size_t n = strlen(name);

	for (; *endings != NULL; endings++) {
		size_t e = strlen(*endings);

		if (n > e && strcasecmp(name + n - e, *endings) == 0)
			return true;
	}
	return false;
}

static int64_t
nanoseconds(const struct stat *sb)
{
#ifdef __APPLE__
	return (int64_t)sb->st_mtimespec.tv_sec * 1000000000 + sb->st_mtimespec.tv_nsec;
#else
	return (int64_t)sb->st_mtim.tv_sec * 1000000000 + sb->st_mtim.tv_nsec;
#endif
}

static void
add_file(struct walk *w, const char *name, const struct stat *sb)
{
	w->files = arena_grow(w->arena, w->files, w->count, sizeof(*w->files));
	w->files[w->count++] =
	    (struct folder_file){ arena_strdup(w->arena, name), (int64_t)sb->st_size, nanoseconds(sb) };
}

static void walk_folder(struct walk *w, int fd, const char *prefix, int depth);

/* A link to a file counts as the file; a link to a folder could lead round. */
static void
walk_entry(struct walk *w, int fd, const char *prefix, const char *entry, int depth)
{
	struct stat sb;
	const char *name = prefix[0] == '\0' ? entry : arena_printf(w->arena, "%s/%s", prefix, entry);
	bool wanted = ends_with_any(entry, w->endings);

	if (fstatat(fd, entry, &sb, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	if (S_ISLNK(sb.st_mode) && (!wanted || fstatat(fd, entry, &sb, 0) != 0 || S_ISDIR(sb.st_mode)))
		return;
	if (S_ISREG(sb.st_mode) && wanted)
		add_file(w, name, &sb);
	if (!S_ISDIR(sb.st_mode) || depth >= w->depth_most)
		return;
	int below = openat(fd, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (below >= 0)
		walk_folder(w, below, name, depth + 1);
}

/* Takes over the descriptor. */
static void
walk_folder(struct walk *w, int fd, const char *prefix, int depth)
{
	DIR *dir = fdopendir(fd);
	const struct dirent *entry;

	if (dir == NULL) {
		close(fd);
		return;
	}
	while (!w->stopped && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			walk_entry(w, fd, prefix, entry->d_name, depth);
	w->stopped = w->stopped || (w->until != 0 && date_clock_ms() >= w->until);
	closedir(dir);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(((const struct folder_file *)a)->name, ((const struct folder_file *)b)->name);
}

static void
finish(struct walk *w, struct folder_file **files, size_t *count)
{
	if (w->count > 0)
		qsort(w->files, w->count, sizeof(*w->files), compare_names);
	*files = w->files;
	*count = w->count;
}

static void
walk_one_file(struct walk *w, const struct folder *folder)
{
	struct stat sb;

	if (stat(file_join(w->arena, folder->root, folder->only), &sb) == 0 && S_ISREG(sb.st_mode))
		add_file(w, folder->only, &sb);
}

static bool
walk(struct walk *w, const struct folder *folder, struct err *err)
{
	if (folder->only != NULL) {
		walk_one_file(w, folder);
		return true;
	}
	int fd = open(folder->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, "cannot read folder %s: %s", folder->root, strerror(errno));
	walk_folder(w, fd, "", 0);
	return true;
}

bool
folder_walk(struct arena *a, const struct folder *folder, struct folder_file **files, size_t *count,
    struct err *err)
{
	struct walk w = { .arena = a, .endings = markdown, .depth_most = DEPTH_MAX };

	if (!walk(&w, folder, err))
		return false;
	finish(&w, files, count);
	return true;
}

bool
folder_count(const struct folder *folder, int ms, size_t *count, bool *whole, struct err *err)
{
	struct arena a = { 0 };
	struct walk w = { .arena = &a, .endings = markdown, .depth_most = DEPTH_MAX,
		.until = date_clock_ms() + ms };
	bool ok = walk(&w, folder, err);

	*count = w.count;
	*whole = !w.stopped;
	arena_done(&a);
	return ok;
}

void
folder_list_yaml(struct arena *a, const char *folder, struct folder_file **files, size_t *count)
{
	struct walk w = { .arena = a, .endings = yaml };
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0)
		walk_folder(&w, fd, "", 0);
	finish(&w, files, count);
}

static const char *
parent_of(struct arena *a, const char *path)
{
	return file_absolute(a, file_join(a, path, ".."));
}

static bool
is_news_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL && strcmp(slash + 1, "_news") == 0;
}

static void
find_in_folder(struct arena *a, const char *path, struct folder *out)
{
	const char *news = file_join(a, path, "_news");
	const char *site = path;

	out->root = path;
	if (file_is_dir(news))
		out->root = news;
	else if (is_news_folder(path))
		site = parent_of(a, path);
	out->topics = file_join(a, site, "_data/topics");
	out->title = file_base_name(a, site);
}

bool
folder_find(struct arena *a, const char *location, struct folder *out, struct err *err)
{
	struct stat sb;
	const char *path = file_absolute(a, location);

	*out = (struct folder){ .root = path };
	if (stat(path, &sb) != 0)
		return err_set(err, "cannot read %s: %s", path, strerror(errno));
	if (S_ISDIR(sb.st_mode)) {
		find_in_folder(a, path, out);
		return true;
	}
	if (!S_ISREG(sb.st_mode))
		return err_set(err, "cannot read %s: neither a file nor a folder", path);
	const char *slash = strrchr(path, '/');
	out->only = slash + 1;
	out->root = parent_of(a, path);
	const char *site = is_news_folder(out->root) ? parent_of(a, out->root) : out->root;
	out->topics = file_join(a, site, "_data/topics");
	out->title = file_base_name(a, path);
	return true;
}
