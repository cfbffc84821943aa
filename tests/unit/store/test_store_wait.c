/* SPDX-License-Identifier: ISC */
/* A writer of very much learns that somebody waits for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/err.h"
#include "store/store.h"

static struct err err;

#define CHECK(call) do { if (!(call)) fail_msg("%s: %s", #call, err.text); } while (0)

/* Another process, which SQLite asks to be one from the start. */
static pid_t
start_other(const char *path, int *go)
{
	int fds[2];
	char byte;

	assert_int_equal(pipe(fds), 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct store *st = read(fds[0], &byte, 1) == 1 ? store_open(path, STORE_WRITE, NULL) : NULL;

		_exit(st == NULL || !store_begin(st, NULL) || !store_commit(st, NULL));
	}
	*go = fds[1];
	return pid;
}

static void
who_waits_is_seen(void **state)
{
	char folder[] = "/tmp/dateline-test-XXXXXX", path[64], command[128];
	int status, go;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/dateline.db", folder);
	pid_t pid = start_other(path, &go);
	struct store *st = store_open(path, STORE_BULK, &err);
	if (st == NULL)
		fail_msg("%s", err.text);
	CHECK(store_begin(st, &err));
	assert_false(store_is_wanted(st));
	assert_int_equal(write(go, "", 1), 1);
	int64_t until = date_clock_ms() + 8000;
	while (!store_is_wanted(st) && date_clock_ms() < until)
		usleep(1000);
	assert_true(store_is_wanted(st));
	CHECK(store_commit(st, &err));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_false(store_is_wanted(st));
	store_close(st);
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	assert_int_equal(system(command), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_waits_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
