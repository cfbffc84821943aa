/* SPDX-License-Identifier: ISC */
/* A store in a folder of its own, for one test. */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/err.h"
#include "store/store.h"

struct home {
	char folder[64], path[128];
};

static struct err err;

#define CHECK(call) do { if (!(call)) fail_msg("%s: %s", #call, err.text); } while (0)

static struct store *
home_make(struct home *home)
{
	struct store *st;

	snprintf(home->folder, sizeof(home->folder), "/tmp/dateline-test-XXXXXX");
	assert_non_null(mkdtemp(home->folder));
	snprintf(home->path, sizeof(home->path), "%s/dateline.db", home->folder);
	st = store_open(home->path, STORE_WRITE, &err);
	if (st == NULL)
		fail_msg("%s", err.text);
	return st;
}

static int
home_remove(const struct home *home, struct store *st)
{
	char command[256];

	store_close(st);
	snprintf(command, sizeof(command), "rm -rf '%s'", home->folder);
	return system(command);
}

#endif
