/* SPDX-License-Identifier: ISC */
/* Files as a whole.  What is replaced is either the old or the new one, with
 * the mode and behind the symlink that it had; failures are said in words. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

static char folder[PATH_MAX];
static struct arena arena;

static const char *
in(const char *name)
{
	return file_join(&arena, folder, name);
}

static void
expect(const char *path, const char *content)
{
	struct buf b = { 0 };
	struct err err = { 0 };

	if (!file_read(path, 100000, &b, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&b), content);
	buf_done(&b);
}

static bool
put(const char *path, const char *content)
{
	struct err err = { 0 };

	return file_write_atomic(path, content, strlen(content), &err);
}

static int
entries(void)
{
	DIR *dir = opendir(folder);
	int n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n - 2;
}

static int
make_folder(void **state)
{
	char name[] = "test_file.XXXXXX";

	(void)state;
	return mkdtemp(name) == NULL || realpath(name, folder) == NULL ? -1 : 0;
}

static int
remove_folder(void **state)
{
	DIR *dir = opendir(folder);

	(void)state;
	for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
		const char *path = in(e->d_name);

		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && unlink(path) != 0)
			rmdir(path);
	}
	closedir(dir);
	arena_done(&arena);
	return rmdir(folder);
}

static void
what_is_written_is_read(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_true(put(in("a"), "first"));
	expect(in("a"), "first");
	assert_true(put(in("a"), ""));
	expect(in("a"), "");
	buf_puts(&b, "before ");
	assert_true(put(in("a"), "after"));
	assert_true(file_read(in("a"), 5, &b, NULL));
	assert_string_equal(b.p, "before after");
	buf_done(&b);
	assert_int_equal(entries(), 1);
}

static void
a_limit_is_kept(void **state)
{
	struct buf b = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(put(in("a"), "123456"));
	assert_true(file_read(in("a"), 6, &b, &err));
	buf_reset(&b);
	assert_false(file_read(in("a"), 5, &b, &err));
	assert_string_equal(err.text, arena_printf(&arena, "cannot read %s: larger than 5 bytes", in("a")));
	/* Endless, and of size 0 by its own account. */
	assert_false(file_read("/dev/zero", 100000, &b, &err));
	buf_done(&b);
}

static void
the_mode_is_kept(void **state)
{
	static const mode_t modes[] = { 0600, 0640, 0644, 0755 };
	struct stat sb;

	(void)state;
	for (size_t i = 0; i < COUNT(modes); i++) {
		assert_true(put(in("mode"), "old"));
		assert_int_equal(chmod(in("mode"), modes[i]), 0);
		assert_true(put(in("mode"), "new"));
		assert_int_equal(stat(in("mode"), &sb), 0);
		assert_int_equal(sb.st_mode & 07777, modes[i]);
	}
}

/* A new file is as open as the user's umask lets every new file be. */
static void
the_umask_is_kept(void **state)
{
	mode_t old = umask(077);
	struct stat sb;

	(void)state;
	assert_true(put(in("private"), "x"));
	umask(old);
	assert_int_equal(stat(in("private"), &sb), 0);
	assert_int_equal(sb.st_mode & 07777, 0600);
}

static void
a_symlink_stays_one(void **state)
{
	struct stat sb;

	(void)state;
	assert_true(put(in("real"), "old"));
	assert_int_equal(symlink("real", in("link")), 0);
	assert_int_equal(symlink("link", in("second")), 0);
	assert_true(put(in("second"), "new"));
	assert_int_equal(lstat(in("link"), &sb), 0);
	assert_true(S_ISLNK(sb.st_mode));
	expect(in("real"), "new");
}

/* One that leads to a file not made yet makes it there. */
static void
a_symlink_to_nothing_yet(void **state)
{
	struct stat sb;

	(void)state;
	assert_int_equal(symlink("later", in("early")), 0);
	assert_true(put(in("early"), "new"));
	assert_int_equal(lstat(in("early"), &sb), 0);
	assert_true(S_ISLNK(sb.st_mode));
	expect(in("later"), "new");
}

static void
failures_are_said_and_leave_no_mess(void **state)
{
	struct buf b = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_false(file_write_atomic(in("none/a"), "x", 1, &err));
	assert_string_equal(err.text,
	    arena_printf(&arena, "cannot write %s: No such file or directory", in("none/a")));
	assert_false(file_read(in("none"), 10, &b, &err));
	assert_string_equal(err.text,
	    arena_printf(&arena, "cannot read %s: No such file or directory", in("none")));
	assert_false(file_read(folder, 10, &b, &err));
	assert_string_equal(err.text, arena_printf(&arena, "cannot read %s: it is a folder", folder));
	int before = entries();
	assert_int_equal(mkdir(in("dir"), 0755), 0);
	assert_false(file_write_atomic(in("dir"), "x", 1, &err));
	assert_non_null(strstr(err.text, "it is as it was before"));
	assert_int_equal(entries(), before + 1);
	buf_done(&b);
}

static void
a_full_disk_is_noticed(void **state)
{
	int fd = open("/dev/full", O_WRONLY);

	(void)state;
	if (fd < 0)
		skip();
	assert_false(file_write_all(fd, "x", 1));
	assert_int_equal(errno, ENOSPC);
	close(fd);
}

static void
a_folder_that_must_not_be_written(void **state)
{
	struct err err = { 0 };

	(void)state;
	if (geteuid() == 0)
		skip();
	assert_int_equal(mkdir(in("closed"), 0555), 0);
	assert_false(file_write_atomic(in("closed/a"), "x", 1, &err));
	assert_string_equal(err.text,
	    arena_printf(&arena, "cannot write %s: Permission denied", in("closed/a")));
}

static void
folders_are_made_on_the_way(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_true(file_make_dirs(in("x/y//z/"), 0755, &err));
	assert_true(file_is_dir(in("x/y/z")));
	assert_true(file_make_dirs(in("x/y"), 0755, &err));
	assert_true(file_make_dirs("/", 0755, &err));
	assert_true(put(in("x/file"), ""));
	assert_false(file_make_dirs(in("x/file"), 0755, &err));
	assert_non_null(strstr(err.text, "a file is in the way"));
	assert_false(file_make_dirs(in("x/file/y"), 0755, &err));
	assert_false(file_make_dirs("", 0755, &err));
	assert_true(file_exists(in("x/file")));
	assert_false(file_is_dir(in("x/file")));
	assert_false(file_exists(in("x/none")));
	unlink(in("x/file"));
	rmdir(in("x/y/z"));
	rmdir(in("x/y"));
}

static void
paths_as_people_write_them(void **state)
{
	static const struct { const char *path, *absolute; } cases[] = {
		{ "/a/b", "/a/b" }, { "/a/./b/", "/a/b" }, { "/a//b///c", "/a/b/c" }, { "/a/../b", "/b" },
		{ "/../..", "/" }, { "/", "/" }, { "/a/b/..", "/a" }, { "/a/...", "/a/..." },
		{ "/.a/..b", "/.a/..b" },
		{ "~", "/home/someone" }, { "~/x", "/home/someone/x" }, { "~//x", "/home/someone/x" },
	};

	(void)state;
	setenv("HOME", "/home/someone", 1);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(file_absolute(&arena, cases[i].path), cases[i].absolute);
	char cwd[PATH_MAX];
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	assert_string_equal(file_absolute(&arena, "x/../y"), file_join(&arena, cwd, "y"));
	assert_string_equal(file_absolute(&arena, "."), cwd);
	assert_string_equal(file_absolute(&arena, "~someone"), file_join(&arena, cwd, "~someone"));
	assert_string_equal(file_join(&arena, "/", "a"), "/a");
	assert_string_equal(file_join(&arena, "a/", "b"), "a/b");
}

static void
names_are_safe_to_show(void **state)
{
	static const struct { const char *path, *name; } cases[] = {
		{ "/a/b", "b" }, { "/a/b/", "b" }, { "b", "b" }, { "/a/\x1B[31mb\n", "[31mb" },
		{ "/a/\xFF", "\xEF\xBF\xBD" }, { "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(file_base_name(&arena, cases[i].path), cases[i].name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(a_limit_is_kept),
		cmocka_unit_test(the_mode_is_kept),
		cmocka_unit_test(the_umask_is_kept),
		cmocka_unit_test(a_symlink_stays_one),
		cmocka_unit_test(a_symlink_to_nothing_yet),
		cmocka_unit_test(failures_are_said_and_leave_no_mess),
		cmocka_unit_test(a_full_disk_is_noticed),
		cmocka_unit_test(a_folder_that_must_not_be_written),
		cmocka_unit_test(folders_are_made_on_the_way),
		cmocka_unit_test(paths_as_people_write_them),
		cmocka_unit_test(names_are_safe_to_show),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
