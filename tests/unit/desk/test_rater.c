/* SPDX-License-Identifier: ISC */
/* Articles that are rated as they are stored have the figures of those that are
 * rated afterwards. */
#include "desk/rater.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "desk/heating.h"
#include "model/article.h"
#include "model/source.h"
#include "store/store.h"
#include "store/store_heat.h"
#include "store/store_parts.h"

enum { NOON = 1608206400, UNKNOWN = NUMBER_NONE, OURS_QUALITY = 1, OURS_HEAT = 2, OURS = 3 };

static const char weights[] = "50 15 5 5 5 20 24";

static char folder[] = "/tmp/test_rater.XXXXXX";
static struct store *st, *late; /* the same articles; LATE has no rater */
static int64_t source, late_source;
static struct rater *rater;
static struct err err;

struct text {
	const char *guid, *outlet;
	int quality, heat; /* 0: the publisher says none */
	int minutes;
	bool image;
};

static int64_t
put_into(struct store *to, int64_t from, const struct text *t)
{
	static struct image image = { .url = "https://rater.example/i.png" };
	struct article art;
	enum store_put what;
	char title[64];
	int64_t id;

	article_init(&art);
	snprintf(title, sizeof(title), "Title of %s", t->guid);
	art.guid = t->guid;
	art.title = title;
	art.provider.name = t->outlet;
	art.published = NOON + t->minutes * 60;
	art.has_quality = t->quality != 0;
	art.quality = t->quality;
	art.has_heat = t->heat != 0;
	art.heat = t->heat;
	art.images = &image;
	art.nimages = t->image;
	assert_true(store_begin(to, &err));
	if (!store_put_article(to, from, &art, NOON + 100, &what, &id, &err))
		fail_msg("%s", err.text);
	assert_true(store_commit(to, &err));
	return id;
}

static int64_t
put(const char *guid, const char *outlet, int quality, int heat)
{
	struct text t = { guid, outlet, quality, heat, 0, false };

	return put_into(st, source, &t);
}

static int
number(struct store *of, const char *sql, int64_t id)
{
	int64_t n = -1;

	assert_true(sql_number(of, &err, &n, sql, "i", id));
	return (int)n;
}

struct figures {
	int quality, heat, computed;
};

static struct figures
figures_of(struct store *of, int64_t id)
{
	return (struct figures){ number(of, "SELECT quality FROM article WHERE id = ?1", id),
		number(of, "SELECT heat FROM article WHERE id = ?1", id),
		number(of, "SELECT computed FROM article WHERE id = ?1", id) };
}

static void
check(int64_t id, int quality, int heat, int computed)
{
	struct figures f = figures_of(st, id);

	assert_int_equal(f.quality, quality);
	assert_int_equal(f.heat, heat);
	assert_int_equal(f.computed, computed);
}

static void
run_late(struct store *to, const char *text)
{
	struct heating_options options = { text, NULL };

	if (!heating_run(to, &options, &err))
		fail_msg("%s", err.text);
}

static void
begin_run(const char *text)
{
	rater = rater_new(st, text);
	assert_non_null(rater);
}

static void
end_run(void)
{
	rater_free(rater);
	rater = NULL;
	run_late(st, NULL);
}

/* What is not the publisher's, at once; and without a rater nothing is. */
static void
test_at_once(void **state)
{
	(void)state;
	begin_run(weights);
	check(put("none", "Plain", 0, 0), 50, 50, OURS);
	check(put("heat", "Plain", 0, 7), 50, 7, OURS_QUALITY);
	check(put("quality", "Given", 70, 0), 70, 70, OURS_HEAT);
	check(put("both", "Given", 71, 9), 71, 9, 0);
	struct text t = { "image", "Plain", 0, 0, 0, true };
	check(put_into(st, source, &t), 65, 65, OURS);
	rater_free(rater);
	rater = NULL;
	int64_t id = put("left", "Plain", 0, 0);
	check(id, UNKNOWN, UNKNOWN, 0);
	run_late(st, NULL);
	check(id, 50, 50, OURS);
}

/* One that changes is rated anew; that of a story with all of its story. */
static void
test_changed(void **state)
{
	struct text t = { "changed", "Change", 0, 0, 0, false };

	(void)state;
	begin_run(weights);
	int64_t id = put_into(st, source, &t);
	check(id, 50, 50, OURS);
	t.image = true;
	assert_int_equal(put_into(st, source, &t), id);
	check(id, 65, 65, OURS);
	t.quality = 33;
	assert_int_equal(put_into(st, source, &t), id);
	check(id, 33, 33, OURS_HEAT);
	assert_true(sql_run(st, &err, "UPDATE article SET story = id, heat = 90 WHERE id = ?1", "i", id));
	t.quality = 0;
	assert_int_equal(put_into(st, source, &t), id);
	check(id, UNKNOWN, UNKNOWN, 0);
	end_run();
	check(id, 65, 65, OURS);
}

/* What an outlet is known for from before counts at once; an outlet that brings
 * qualities in the run is judged by all of it, whatever comes first. */
static void
test_outlets(void **state)
{
	(void)state;
	begin_run(weights);
	int64_t first = put("m1", "Mixed", 0, 0), other = put("o1", "Other", 0, 0);
	check(first, 50, 50, OURS);
	put("m2", "Mixed", 80, 0);
	check(first, UNKNOWN, UNKNOWN, 0);
	int64_t second = put("m3", "Mixed", 0, 5);
	check(second, UNKNOWN, 5, 0);
	put("m4", "Mixed", 90, 0);
	put("m5", "Mixed", 100, 0);
	check(other, 50, 50, OURS);
	end_run();
	check(first, 90, 90, OURS);
	check(second, 90, 5, OURS_QUALITY);

	begin_run(weights);
	check(put("m6", "Mixed", 0, 0), 90, 90, OURS);
	check(put("o2", "Other", 0, 0), 50, 50, OURS);
	end_run();
	check(first, 90, 90, OURS);
}

/* Other weights count for what comes at once, for the rest at the end. */
static void
test_weights(void **state)
{
	(void)state;
	begin_run(weights);
	int64_t old = put("w1", "Weighed", 0, 0);
	end_run();
	begin_run("40 15 5 5 5 20 24");
	check(put("w2", "Weighed", 0, 0), 40, 40, OURS);
	check(old, 50, 50, OURS);
	end_run();
	check(old, 40, 40, OURS);
	begin_run(weights);
	end_run();
	check(old, 50, 50, OURS);
}

/* Somebody else has the store to write: who has nothing to do does not notice. */
static void
test_nothing_to_do(void **state)
{
	char path[64];

	(void)state;
	begin_run(weights);
	put("n1", "Nothing", 0, 0);
	rater_free(rater);
	rater = NULL;
	snprintf(path, sizeof(path), "%s/store.db", folder);
	struct store *other = store_open(path, STORE_WRITE, &err);
	assert_non_null(other);
	assert_true(store_begin(other, &err));
	run_late(st, weights);
	store_rollback(other);
	store_close(other);
}

/* Outlets of all kinds, in runs: nothing tells when an article was rated. */
static void
test_same(void **state)
{
	static const char *const outlets[] = { "Never", "Always", "Seldom", "Often", "Half" };
	static const unsigned rates[] = { 0, 100, 10, 70, 50 };
	unsigned random = 20;
	char guid[32];

	(void)state;
	for (unsigned run = 0; run < 4; run++) {
		begin_run(weights);
		for (unsigned i = 0; i < 60; i++) {
			random = random * 1103515245 + 12345;
			unsigned r = random >> 8, o = r % COUNT(outlets);
			bool again = r / 5 % 4 == 0; /* the article before, changed */
			snprintf(guid, sizeof(guid), "same-%u-%u-%u", o, run, again ? i / 10 : i);
			int quality = r / 20 % 100 < rates[o] ? 1 + (int)(r / 2000 % 99) : 0;
			struct text t = { guid, outlets[o], quality, r % 7 == 0 ? 30 : 0,
				(int)(r / 100 % 1000), r % 2 == 0 };
			put_into(st, source, &t);
			put_into(late, late_source, &t);
		}
		end_run();
		run_late(late, weights);
	}
	int64_t n = 0, id = 0;
	for (int64_t i = 1; i <= store_last_id(late); i++) {
		static const char named[] = "SELECT guid FROM origin WHERE article = ?1";
		static const char twin[] = "SELECT article FROM origin WHERE guid = ?1";
		struct figures is, should = figures_of(late, i);
		struct arena a = { 0 };
		sqlite3_stmt *stmt = sql_bind(late, &err, named, "i", i);
		assert_non_null(stmt);
		assert_int_equal(sql_step(late, stmt, &err), 1);
		const char *name = sql_text(&a, stmt, 0);
		sql_end(stmt);
		assert_true(sql_number(st, &err, &id, twin, "t", name));
		is = figures_of(st, id);
		if (memcmp(&is, &should, sizeof(is)) != 0)
			fail_msg("%s: %d %d %d, should be %d %d %d", name, is.quality, is.heat, is.computed,
			    should.quality, should.heat, should.computed);
		n++;
		arena_done(&a);
	}
	assert_in_range(n, 150, 240);
}

static struct store *
make(const char *name, int64_t *from)
{
	struct source src = { .kind = SOURCE_FEED, .location = "https://rater.example/feed" };
	char path[64];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	struct store *made = store_open(path, STORE_WRITE, &err);
	return made != NULL && store_source_put(made, &src, from, &err) ? made : NULL;
}

static int
set_up(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	st = make("store.db", &source);
	late = make("late.db", &late_source);
	return st != NULL && late != NULL ? 0 : -1;
}

static int
tear_down(void **state)
{
	static const char *const names[] = { "store.db", "store.db-wal", "store.db-shm", "late.db",
		"late.db-wal", "late.db-shm" };
	char name[64];

	(void)state;
	store_close(st);
	store_close(late);
	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(name, sizeof(name), "%s/%s", folder, names[i]);
		unlink(name);
	}
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_at_once),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_outlets),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_nothing_to_do),
		cmocka_unit_test(test_same),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
