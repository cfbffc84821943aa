/* SPDX-License-Identifier: ISC */
/* Folders are read through the real dateline-fetch and dateline-parse. */
#include <setjmp.h>
#include <signal.h>
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
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "desk/refresh.h"
#include "desk/sources.h"
#include "query/query.h"
#include "store/store.h"

static struct err err;
static const struct desk_options options = { .program = "dateline" };

struct fixture {
	char folder[64];
	struct arena a;
	struct desk desk;
	struct refresh_source last;
	int damages;
	char damage[512];
};

static const char *
inside(struct fixture *f, const char *name)
{
	return file_join(&f->a, f->folder, name);
}

static int
set_up(void **state)
{
	struct fixture *f = mem_alloc(sizeof(*f));

	snprintf(f->folder, sizeof(f->folder), "/tmp/dateline-refresh-XXXXXX");
	if (mkdtemp(f->folder) == NULL)
		return -1;
	setenv("HOME", f->folder, 1);
	setenv("XDG_CONFIG_HOME", inside(f, "config"), 1);
	setenv("XDG_DATA_HOME", inside(f, "data"), 1);
	setenv("DATELINE_LIBEXEC", getenv("top_builddir") != NULL ? getenv("top_builddir") : ".", 1);
	setenv("DATELINE_SAMPLE", TEST_DATA "/../data/sample", 1);
	*state = f;
	return file_make_dirs(inside(f, "site/_news"), 0700, &err) ? 0 : -1;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	char command[128];

	desk_close(&f->desk);
	arena_done(&f->a);
	snprintf(command, sizeof(command), "rm -rf '%s'", f->folder);
	free(f);
	return system(command);
}

static void
article(struct fixture *f, const char *name, const char *title)
{
	const char *path = file_join(&f->a, inside(f, "site/_news"), name);
	const char *text = arena_printf(&f->a,
	    "---\ntitle: \"%s\"\npublishedDateTime: 2020-12-17T11:25:00Z\nprovider:\n  name: Echo\n"
	    "topics:\n  - Harbour\n---\n", title);

	assert_true(file_write_atomic(path, text, strlen(text), &err));
}

static void
open_desk(struct fixture *f, enum desk_need need)
{
	desk_close(&f->desk);
	f->desk = (struct desk){ 0 };
	if (!desk_open(&f->desk, &options, need, &err))
		fail_msg("%s", err.text);
}

static void
subscribe(struct fixture *f)
{
	int64_t id;
	bool added;
	const char *found;

	open_desk(f, DESK_STORE);
	if (!sources_add(&f->desk, &f->a, inside(f, "site"), &id, &added, &found, &err))
		fail_msg("%s", err.text);
}

static void
keep_source(void *arg, const struct refresh_source *src)
{
	((struct fixture *)arg)->last = *src;
}

static void
keep_damage(void *arg, const char *text)
{
	struct fixture *f = arg;

	f->damages++;
	snprintf(f->damage, sizeof(f->damage), "%s", text);
}

static bool
refresh(struct fixture *f)
{
	struct refresh r = { .source = keep_source, .damage = keep_damage, .arg = f };

	f->last = (struct refresh_source){ 0 };
	f->damages = 0;
	assert_true(refresh_start(&r, &f->desk, NULL, 0, false, &err));
	return refresh_run(&r);
}

static struct row *
rows(struct fixture *f, const char *text, size_t *n)
{
	struct query_sort sort = { 0 };
	struct query_error error;
	struct store_list list = { .query = query_parse(&f->a, text, date_now(), &sort, &error) };
	struct row *all;

	if (list.query == NULL)
		fail_msg("%s", error.text);
	assert_true(store_rows(f->desk.store, &list, NULL, false, 5000, &f->a, &all, n, &err));
	return all;
}

static void
assert_outcome(struct fixture *f, int fresh, int changed, int unchanged, int vanished)
{
	assert_int_equal(f->last.fresh, fresh);
	assert_int_equal(f->last.changed, changed);
	assert_int_equal(f->last.unchanged, unchanged);
	assert_int_equal(f->last.vanished, vanished);
}

static void
a_folder_is_followed(void **state)
{
	struct fixture *f = *state;
	int64_t changed;
	size_t n;

	article(f, "a.md", "Old harbour");
	article(f, "b.md", "Ferry");
	article(f, "c.md", "Market");
	subscribe(f);
	assert_true(refresh(f));
	assert_outcome(f, 3, 0, 0, 0);
	assert_string_equal(f->last.title, "site");
	int64_t id = rows(f, "harbour", &n)[0].id;
	assert_int_equal(n, 1);
	assert_true(store_mark(f->desk.store, &id, 1, MARK_STARRED, MARK_SET, &changed, &err));

	assert_true(refresh(f));
	assert_outcome(f, 0, 0, 3, 0);

	article(f, "a.md", "New harbour wall");
	assert_int_equal(unlink(inside(f, "site/_news/b.md")), 0);
	article(f, "d.md", "Tide");
	assert_true(refresh(f));
	assert_outcome(f, 1, 1, 1, 1);
	const struct row *wall = rows(f, "wall", &n);
	assert_int_equal(n, 1);
	assert_int_equal(wall->id, id);
	assert_int_equal(wall->marks, MARK_STARRED);
	(void)rows(f, "ferry", &n);
	assert_int_equal(n, 1);
	(void)rows(f, "old", &n);
	assert_int_equal(n, 0);

	/* It comes back as what it was. */
	article(f, "b.md", "Ferry");
	assert_true(refresh(f));
	assert_int_equal(f->last.fresh, 0);
	assert_int_equal(f->last.vanished, 0);
}

static void
trouble_costs_only_itself(void **state)
{
	struct fixture *f = *state;
	size_t n;

	article(f, "a.md", "Harbour");
	article(f, "b.md", "Ferry\nexcerpt: \\x");
	subscribe(f);
	assert_true(refresh(f));
	assert_int_equal(f->damages, 1);
	assert_non_null(strstr(f->damage, "site/_news/b.md:"));
	(void)rows(f, "topic:harbour", &n);
	assert_int_equal(n, 2);

	char *away = arena_strdup(&f->a, inside(f, "away"));
	assert_int_equal(rename(inside(f, "site"), away), 0);
	assert_false(refresh(f));
	assert_non_null(strstr(f->last.error, "site"));
	(void)rows(f, "topic:harbour", &n);
	assert_int_equal(n, 2);
}

static void
killed_it_goes_on_where_it_was(void **state)
{
	enum { FILES = 3000 };
	struct fixture *f = *state;
	struct refresh r = { 0 };
	size_t n;

	for (int i = 0; i < FILES; i++)
		article(f, arena_printf(&f->a, "%04d.md", i), arena_printf(&f->a, "Article %d", i));
	subscribe(f);
	assert_true(refresh_start(&r, &f->desk, NULL, 0, false, &err));
	while (r.running && r.stored == 0)
		(void)refresh_turn(&r);
	assert_true(r.running);
	int64_t stored = r.stored;
	assert_int_equal(kill(r.process.pid, SIGKILL), 0);
	assert_false(refresh_run(&r));
	assert_int_equal(r.status, 128 + SIGKILL);

	int mended = 0;
	assert_true(store_check(f->desk.store, NULL, NULL, &mended, &err));
	(void)rows(f, "", &n);
	assert_in_range(n, stored, FILES - 1);
	size_t before = n;
	assert_true(refresh(f));
	assert_int_equal(f->last.fresh, FILES - before);
	assert_int_equal(f->last.unchanged, before);
	(void)rows(f, "", &n);
	assert_int_equal(n, FILES);
}

static void
two_at_once_do_not_get_in_each_others_way(void **state)
{
	struct fixture *f = *state;
	struct refresh first = { 0 }, second = { 0 };

	for (int i = 0; i < 400; i++)
		article(f, arena_printf(&f->a, "%04d.md", i), "One");
	subscribe(f);
	assert_true(refresh_start(&first, &f->desk, NULL, 0, false, &err));
	while (first.running && first.total == 0)
		(void)refresh_turn(&first);
	assert_true(refresh_start(&second, &f->desk, NULL, 0, false, &err));
	bool second_well = refresh_run(&second);
	assert_true(refresh_run(&first));
	assert_int_equal(first.stored, 400);
	/* It found the lock, or came after the other had ended. */
	assert_true(second.busy != second_well);
}

static void
the_sample_is_of_today(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *now, *newest; } cases[] = {
		{ "2026-11-23T12:00:00Z", "2026-11-23" },
		{ "2026-11-24T06:00:00Z", "2026-11-23" },
		{ "2026-11-24T09:00:00Z", "2026-11-24" },
	};
	int64_t id = 0, changed;
	size_t n;

	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t now;
		char text[32];

		assert_true(date_parse(cases[i].now, strlen(cases[i].now), &now));
		date_set_now(now);
		open_desk(f, DESK_EDITION);
		assert_true(f->desk.sample);
		const struct row *row = rows(f, "", &n);
		assert_true(n > 50);
		assert_memory_equal(date_format_utc(row->time, text), cases[i].newest, 10);
		assert_true(row->time <= now);
		if (i == 0) {
			id = row->id;
			assert_true(
			    store_mark(f->desk.store, &id, 1, MARK_STARRED, MARK_SET, &changed, &err));
		}
		row = rows(f, "", &n);
		assert_int_equal(row->id, id);
		assert_true((row->marks & MARK_STARRED) != 0);
	}
	assert_false(file_exists(f->desk.paths.store_file));

	article(f, "a.md", "Harbour");
	subscribe(f);
	open_desk(f, DESK_EDITION);
	assert_false(f->desk.sample);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_folder_is_followed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(trouble_costs_only_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(killed_it_goes_on_where_it_was, set_up, tear_down),
		cmocka_unit_test_setup_teardown(two_at_once_do_not_get_in_each_others_way, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_sample_is_of_today, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
