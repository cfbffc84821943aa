/* SPDX-License-Identifier: ISC */
/* Two addresses may have one hash, so a record says whose it is.  What comes out
 * of a file is checked as what comes from a parser: somebody may have put it
 * there. */
#include "desk/full_cache.h"

#include <ctype.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/url.h"
#include "model/record.h"

enum { HASH_DIGITS = 16 };

static const char suffix[] = ".full";

/* -- one record */

static const char *
path_of(struct arena *a, const char *folder, const char *canonical)
{
	uint64_t hash = hash_bytes(canonical, strlen(canonical));

	return arena_printf(a, "%s/%016" PRIx64 "%s", folder, hash, suffix);
}

static const char *
name_of(struct arena *a, const char *url)
{
	const char *canonical = url_canonical(a, url);

	return canonical != NULL ? canonical : url;
}

bool
full_cache_get(struct arena *a, const char *folder, const char *url, struct article *out)
{
	const char *name = name_of(a, url);
	struct buf bytes = { 0 };
	struct err err = { 0 };
	bool ok = file_read(path_of(a, folder, name), FULL_CACHE_BYTES, &bytes, &err) &&
	    record_decode(a, buf_str(&bytes), bytes.n, true, out, &err) && out->guid != NULL &&
	    strcmp(out->guid, name) == 0 && out->text != NULL && out->text[0] != '\0';

	buf_done(&bytes);
	return ok;
}

/* -- the folder */

struct file {
	const char *path;
	int64_t time;
	size_t size;
};

static int
newest_first(const void *a, const void *b)
{
	int64_t x = ((const struct file *)a)->time, y = ((const struct file *)b)->time;

	return (x < y) - (x > y);
}

/* Ours, also one that was not finished. */
static bool
is_ours(const char *name)
{
	size_t n = 0;

	while (isxdigit((unsigned char)name[n]))
		n++;
	return n == HASH_DIGITS && strncmp(name + n, suffix, sizeof(suffix) - 1) == 0;
}

static struct file *
list_files(struct arena *a, const char *folder, size_t *count)
{
	struct file *files = NULL;
	struct dirent *entry;
	struct stat sb;
	DIR *dir = opendir(folder);

	*count = 0;
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		const char *path = file_join(a, folder, entry->d_name);

		if (!is_ours(entry->d_name) || lstat(path, &sb) != 0 || !S_ISREG(sb.st_mode))
			continue;
		files = arena_grow(a, files, *count, sizeof(*files));
		files[(*count)++] = (struct file){ path,
			(int64_t)sb.st_mtim.tv_sec * 1000000000 + sb.st_mtim.tv_nsec, (size_t)sb.st_size };
	}
	if (dir != NULL)
		closedir(dir);
	return files;
}

static void
let_go(struct arena *a, const char *folder)
{
	size_t n, bytes = 0;
	struct file *files = list_files(a, folder, &n);

	if (n > 0)
		qsort(files, n, sizeof(*files), newest_first);
	for (size_t i = 0; i < n; i++) {
		bytes += files[i].size;
		if (i > 0 && (i >= FULL_CACHE_FILES || bytes > FULL_CACHE_BYTES))
			(void)remove(files[i].path);
	}
}

bool
full_cache_put(const char *folder, const char *url, const struct article *art, struct err *err)
{
	struct arena a = { 0 };
	struct article named = *art;
	struct buf bytes = { 0 };

	named.guid = name_of(&a, url);
	record_encode(&named, &bytes);
	bool ok = file_make_dirs(folder, 0700, err) &&
	    file_write_atomic(path_of(&a, folder, named.guid), buf_str(&bytes), bytes.n, err);
	if (ok)
		let_go(&a, folder);
	buf_done(&bytes);
	arena_done(&a);
	return ok;
}

/* -- in place of what there is */

static bool
has_image(const struct article *art, const struct image *image)
{
	for (size_t i = 0; i < art->nimages; i++)
		if (art->images[i].url != NULL && image->url != NULL &&
		    strcmp(art->images[i].url, image->url) == 0)
			return true;
	return false;
}

void
full_cache_show(struct arena *a, struct article *art, const struct article *full)
{
	struct image *images = arena_array(a, art->nimages + full->nimages + 1, sizeof(*images));

	if (art->nimages > 0)
		memcpy(images, art->images, art->nimages * sizeof(*images));
	art->images = images;
	for (size_t i = 0; i < full->nimages; i++)
		if (!has_image(art, &full->images[i]))
			art->images[art->nimages++] = full->images[i];
	art->text = full->text;
	art->content = full->content;
	art->links = full->links;
	art->nlinks = full->nlinks;
}
