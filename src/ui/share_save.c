/* SPDX-License-Identifier: ISC */
/* Articles as files of Markdown with front matter.  A file is made, never
 * replaced: when the name is taken it gets a number. */
#include "ui/share.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "desk/desk.h"
#include "model/article_yaml.h"
#include "model/file_name.h"
#include "ui/command_line.h"
#include "ui/reader_parts.h"
#include "ui/share_parts.h"

enum { NUMBER_MOST = 1000 };

static const char *
name_of(struct arena *a, const struct article *art)
{
	return arena_printf(a, "%s.md", file_name_of(a, art->published, art->title));
}

/* PATH, or "PATH-2.md" of "PATH.md". */
static const char *
numbered(struct arena *a, const char *path, int number)
{
	size_t n = strlen(path);
	size_t ending = n > 3 && strcasecmp(path + n - 3, ".md") == 0 ? 3 : 0;

	if (number < 2)
		return path;
	return arena_printf(a, "%.*s-%d%s", (int)(n - ending), path, number, path + n - ending);
}

static bool
write_new(struct arena *a, const char **path, const struct buf *text, struct err *err)
{
	const char *wanted = *path;
	int fd = -1;

	for (int i = 1; fd < 0 && i <= NUMBER_MOST; i++) {
		*path = numbered(a, wanted, i);
		fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd < 0)
		return err_set(err, "not saved as %s: %s", *path, strerror(errno));
	bool ok = file_write_all(fd, text->p, text->n);
	int why = errno;
	if (close(fd) != 0 && ok) {
		ok = false;
		why = errno;
	}
	if (ok)
		return true;
	(void)unlink(*path);
	return err_set(err, "not saved as %s: %s", *path, strerror(why));
}

static const char *
usual_folder(const struct reader *rd)
{
	const char *folder = rd->desk->settings.save_folder;

	return folder[strspn(folder, " \t")] != '\0' ? folder : "~";
}

static bool
is_folder(const char *path)
{
	size_t n = strlen(path);

	return n == 0 || path[n - 1] == '/' || file_is_dir(path);
}

/* Folders that are missing are made. */
static bool
make_folder_of(struct arena *a, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL || slash == path)
		return true;
	return file_make_dirs(arena_strndup(a, path, (size_t)(slash - path)), 0777, err) ||
	    err_wrap(err, "not saved");
}

static bool
save_one(struct arena *a, const char *where, bool folder, const struct share_item *item, const char **path,
    struct err *err)
{
	struct buf text = { 0 };
	bool ok;

	*path = folder ? file_join(a, where, name_of(a, &item->sa.art)) : where;
	article_yaml_format(&item->sa.art, &text);
	ok = make_folder_of(a, *path, err) && write_new(a, path, &text, err);
	buf_done(&text);
	return ok;
}

bool
share_save(struct reader *rd, const char *path)
{
	struct arena a = { 0 };
	struct err err = { .text = "" };
	struct share_item *items;
	size_t n = 0, done = 0;
	const char *file = NULL;
	bool given = path != NULL && path[0] != '\0';
	char *where = file_absolute(&a, given ? path : usual_folder(rd));
	/* Two do not fit into one file. */
	bool folder = !given || is_folder(path) || file_is_dir(where);

	if (share_items(rd, &a, &items, &n)) {
		folder = folder || n > 1;
		while (done < n && save_one(&a, where, folder, &items[done], &file, &err))
			done++;
		if (done == n)
			share_done(rd);
		if (done < n)
			reader_warn(rd, &err);
		else if (n == 1)
			reader_say(rd, "saved as %s", file);
		else
			reader_say(rd, "saved %zu articles in %s", n, where);
	}
	arena_done(&a);
	return n > 0 && done == n;
}

static bool
save_entered(struct reader *rd, const char *text)
{
	bool ok = share_save(rd, text);

	if (!ok && rd->message[0] != '\0')
		reader_complain(rd, rd->message);
	return ok;
}

/* With a folder in the settings there is nothing to ask. */
void
share_ask_save(struct reader *rd)
{
	static const struct prompt_ops ops = { .label = "save as: ", .entered = save_entered,
		.complete = command_complete_path };
	struct arena a = { 0 };
	struct share_item *items;
	size_t n;

	if (strcmp(usual_folder(rd), "~") != 0)
		(void)share_save(rd, NULL);
	else if (share_items(rd, &a, &items, &n))
		reader_ask(rd, &ops, HISTORY_SAVE,
		    n > 1 ? "~/" : arena_printf(&a, "~/%s", name_of(&a, &items[0].sa.art)));
	arena_done(&a);
}
