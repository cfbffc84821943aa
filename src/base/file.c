/* SPDX-License-Identifier: ISC */
/* Files as a whole: reading, replacing in one step, paths. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"

static bool
read_all(int fd, size_t limit, struct buf *out)
{
	size_t start = out->n;

	for (;;) {
		buf_reserve(out, 16 * 1024);
		ssize_t n = read(fd, out->p + out->n, 16 * 1024);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		out->n += (size_t)n;
		out->p[out->n] = '\0';
		if (out->n - start > limit) {
			errno = EFBIG;
			return false;
		}
		if (n == 0)
			return true;
	}
}

bool
file_read(const char *path, size_t limit, struct buf *out, struct err *err)
{
	struct stat sb;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return err_set(err, "cannot read %s: %s", path, strerror(errno));
	if (fstat(fd, &sb) == 0 && S_ISDIR(sb.st_mode)) {
		close(fd);
		return err_set(err, "cannot read %s: it is a folder", path);
	}
	if (sb.st_size > 0 && (size_t)sb.st_size <= limit)
		buf_reserve(out, (size_t)sb.st_size + 1);
	bool ok = read_all(fd, limit, out);
	int why = errno;
	close(fd);
	if (!ok && why == EFBIG)
		return err_set(err, "cannot read %s: larger than %zu bytes", path, limit);
	return ok || err_set(err, "cannot read %s: %s", path, strerror(why));
}

bool
file_write_all(int fd, const void *data, size_t n)
{
	const char *p = data;

	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

static void
sync_folder_of(const char *path)
{
	char folder[PATH_MAX];
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		snprintf(folder, sizeof(folder), ".");
	else
		snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path + 1), path);
	int fd = open(folder, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

/* What the umask leaves to every new file. */
static mode_t
new_mode(void)
{
	mode_t mask = umask(0);

	(void)umask(mask);
	return 0666 & ~mask;
}

static bool
fill_and_rename(int fd, const char *temp, const char *path, const void *data, size_t n)
{
	struct stat sb;
	mode_t mode = stat(path, &sb) == 0 ? sb.st_mode & 07777 : new_mode();

	bool ok = file_write_all(fd, data, n) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
	if (close(fd) != 0)
		ok = false;
	return ok && rename(temp, path) == 0;
}

/* Where a write to PATH ends up: symlinks are followed, also one that leads to
 * a file which is not there yet. */
static void
find_target(const char *path, char target[PATH_MAX])
{
	char name[PATH_MAX], link[PATH_MAX];

	snprintf(name, sizeof(name), "%s", path);
	for (int hops = 0; hops < 16; hops++) {
		if (realpath(name, target) != NULL)
			return;
		ssize_t n = readlink(name, link, sizeof(link) - 1);
		if (n <= 0)
			break;
		link[n] = '\0';
		char *slash = strrchr(name, '/');
		char *from = link[0] == '/' || slash == NULL ? name : slash + 1;
		snprintf(from, sizeof(name) - (size_t)(from - name), "%s", link);
	}
	snprintf(target, PATH_MAX, "%s", name);
}

bool
file_write_atomic(const char *path, const void *data, size_t n, struct err *err)
{
	char target[PATH_MAX], temp[PATH_MAX + 16];

	find_target(path, target);
	snprintf(temp, sizeof(temp), "%s.XXXXXX", target);
	int fd = mkstemp(temp);
	if (fd < 0)
		return err_set(err, "cannot write %s: %s", path, strerror(errno));
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	if (!fill_and_rename(fd, temp, target, data, n)) {
		int why = errno;

		unlink(temp);
		return err_set(err, "cannot write %s: %s; it is as it was before", path, strerror(why));
	}
	sync_folder_of(target);
	return true;
}

bool
file_make_dirs(const char *path, mode_t mode, struct err *err)
{
	char part[PATH_MAX];
	size_t n = strlen(path);

	if (n == 0 || n >= sizeof(part))
		return err_set(err, "cannot make folder %s: no such name is possible", path);
	memcpy(part, path, n + 1);
	for (size_t i = 1; i <= n; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		part[i] = '\0';
		if (mkdir(part, mode) != 0 && errno != EEXIST)
			return err_set(err, "cannot make folder %s: %s", part, strerror(errno));
		part[i] = path[i];
	}
	if (!file_is_dir(path))
		return err_set(err, "cannot make folder %s: a file is in the way", path);
	return true;
}

bool
file_exists(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0;
}

bool
file_is_dir(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && S_ISDIR(sb.st_mode);
}

char *
file_join(struct arena *a, const char *folder, const char *name)
{
	size_t n = strlen(folder);
	const char *between = n > 0 && folder[n - 1] == '/' ? "" : "/";

	return arena_printf(a, "%s%s%s", folder, between, name);
}

/* Removes "." , ".." and double slashes from an absolute path, by its text. */
static void
tidy(char *path)
{
	char *out = path;
	const char *p = path;

	while (*p != '\0') {
		while (*p == '/')
			p++;
		size_t n = strcspn(p, "/");
		if (n == 2 && p[0] == '.' && p[1] == '.') {
			while (out > path && *--out != '/')
				continue;
		} else if (n != 0 && !(n == 1 && p[0] == '.')) {
			*out++ = '/';
			memmove(out, p, n);
			out += n;
		}
		p += n;
	}
	if (out == path)
		*out++ = '/';
	*out = '\0';
}

char *
file_absolute(struct arena *a, const char *path)
{
	char cwd[PATH_MAX];
	const char *home = getenv("HOME");
	char *result;

	if (path[0] == '/')
		result = arena_strdup(a, path);
	else if (path[0] == '~' && (path[1] == '/' || path[1] == '\0') && home != NULL)
		result = file_join(a, home, path + 1);
	else
		result = file_join(a, getcwd(cwd, sizeof(cwd)) != NULL ? cwd : "/", path);
	tidy(result);
	return result;
}

char *
file_base_name(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	size_t from = n;
	while (from > 0 && path[from - 1] != '/')
		from--;
	return utf8_clean_dup(a, path + from, n - from, UTF8_LINE);
}
