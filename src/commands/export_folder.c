/* SPDX-License-Identifier: ISC */
/* Files are made by name inside one open folder and links are never followed:
 * nothing that is written can end up elsewhere. */
#include "commands/export_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "model/article_yaml.h"

bool
export_folder_open(struct export_folder *f, const char *path, bool force, struct err *err)
{
	*f = (struct export_folder){ .path = path, .force = force, .fd = -1 };
	if (!file_make_dirs(path, 0777, err))
		return false;
	int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir >= 0 && mkdirat(dir, "_news", 0777) != 0 && errno != EEXIST)
		err_set(err, "cannot make folder %s/_news: %s", path, strerror(errno));
	else if (dir >= 0)
		f->fd = openat(dir, "_news", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (f->fd < 0 && err->text[0] == '\0')
		err_set(err, "cannot open folder %s/_news: %s", path, strerror(errno));
	if (dir >= 0)
		close(dir);
	return f->fd >= 0;
}

static bool
write_file(struct export_folder *f, const char *name, const struct buf *text, struct err *err)
{
	int how = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (f->force ? O_TRUNC : O_EXCL);
	int fd = openat(f->fd, name, how, 0666);

	if (fd < 0 && errno == EEXIST) {
		f->there++;
		return true;
	}
	if (fd < 0)
		return err_set(err, "cannot write %s/_news/%s: %s", f->path, name,
		    errno == ELOOP ? "it is a link" : strerror(errno));
	bool ok = file_write_all(fd, text->p, text->n);
	int why = errno;
	if (close(fd) != 0 && ok) {
		ok = false;
		why = errno;
	}
	if (!ok) {
		(void)unlinkat(f->fd, name, 0);
		return err_set(err, "cannot write %s/_news/%s: %s", f->path, name, strerror(why));
	}
	f->written++;
	return true;
}

bool
export_folder_put(struct export_folder *f, const struct article *art, struct err *err)
{
	struct arena a = { 0 };
	struct buf text = { 0 };

	article_yaml_format(art, &text);
	bool ok = write_file(f, export_name(&f->names, &a, art), &text, err);
	buf_done(&text);
	arena_done(&a);
	return ok;
}

void
export_folder_close(struct export_folder *f)
{
	if (f->fd >= 0)
		close(f->fd);
	export_names_done(&f->names);
}
