/* SPDX-License-Identifier: ISC */
/* A second process reads ahead: the same is found with it and without, and when it
 * dies in the middle. */
#include "desk/linking.h"

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
#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/article.h"
#include "model/source.h"
#include "store/store.h"
#include "store/store_parts.h"
#include "store/store_story.h"

enum { ARTICLES = 1500, NOON = 1608206400 };

static char folder[] = "/tmp/test_linking_ahead.XXXXXX";
static char path[64], program[512], dying[64];
static struct err err;

static uint32_t
random_next(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

static void
put_words(struct buf *out, uint32_t *state, int n)
{
	static const char *const words[] = { "harbour", "bridge", "council", "strike", "flood", "barley",
		"museum", "tram", "election", "goalkeeper", "orchard", "tunnel", "ferry", "budget", "archive",
		"lighthouse", "bakery", "verdict", "glacier", "compass" };

	for (int i = 0; i < n; i++)
		buf_printf(out, "%s%s%u", i > 0 ? " " : "", words[random_next(state) % COUNT(words)],
		    random_next(state) % 12);
}

static void
put(struct store *st, int64_t source, int number, const char *more)
{
	static const char *const outlets[] = { "Wire", "Courier", "Echo" };
	struct article art;
	struct buf title = { 0 }, excerpt = { 0 };
	enum store_put what;
	char guid[16];
	int64_t id;
	/* Two or three in a row tell of the same. */
	uint32_t event = (uint32_t)number / 5 * 2 + (uint32_t)(number % 5 > 1);
	uint32_t own = (uint32_t)number + 9999;

	article_init(&art);
	snprintf(guid, sizeof(guid), "%d", number);
	put_words(&title, &event, 5);
	put_words(&title, &own, 2);
	put_words(&excerpt, &event, 12);
	buf_printf(&excerpt, ". %s Read more at the %s.", more, outlets[number % 3]);
	art.guid = guid;
	art.title = buf_str(&title);
	art.excerpt = number % 11 == 0 ? NULL : buf_str(&excerpt);
	art.provider.name = outlets[number % 3];
	art.published = NOON + (int64_t)number * 1000;
	assert_true(store_put_article(st, source, &art, art.published, &what, &id, &err));
	buf_done(&title);
	buf_done(&excerpt);
}

/* All that was found, as one number. */
static uint64_t
found(struct store *st)
{
	static const char *const asked[] = {
		"SELECT group_concat(story || ' ' || reprint || ' ' || coverage || ' ' || folded)"
		" FROM (SELECT * FROM article ORDER BY id)",
		"SELECT group_concat(hex(note) || ' ' || hex(links))"
		" FROM (SELECT * FROM cover ORDER BY article)",
		"SELECT group_concat(block || ' ' || hex(who))"
		" FROM (SELECT * FROM link_hint ORDER BY block, at)"
	};
	uint64_t hash = 0;

	for (size_t i = 0; i < COUNT(asked); i++) {
		struct arena a = { 0 };
		sqlite3_stmt *stmt = sql_bind(st, &err, asked[i], "");

		assert_non_null(stmt);
		assert_int_equal(sql_step(st, stmt, &err), 1);
		const char *text = sql_text(&a, stmt, 0);
		assert_non_null(text);
		hash = hash_more(hash, text, strlen(text));
		sql_end(stmt);
		arena_done(&a);
	}
	return hash;
}

/* Should it be killed now, the next run knows what this one has learned. */
static bool
has_learned(void *arg, int64_t done, int64_t left)
{
	struct buf learned = { 0 };

	(void)done;
	(void)left;
	assert_true(store_learned(arg, &learned, &err));
	assert_true(learned.n > 0);
	buf_done(&learned);
	return true;
}

static uint64_t
link_with(const char *helper)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".wait" };
	struct linking_options options = { .progress = has_learned, .helper = helper, .store = path };
	struct source src = { .location = "/nowhere", .title = "nowhere" };
	struct store *st = store_open(path, STORE_BULK, &err);
	char name[96];
	int64_t source, stories = 0;

	assert_non_null(st);
	options.arg = st;
	assert_true(store_source_put(st, &src, &source, &err));
	assert_true(store_begin(st, &err));
	for (int i = 0; i < ARTICLES; i++)
		put(st, source, i, "Nobody was hurt.");
	assert_true(store_commit(st, &err));
	/* These have other words by the time they are looked at. */
	assert_true(store_begin(st, &err));
	for (int i = 700; i < 720; i++)
		put(st, source, i, "Two people were hurt.");
	assert_true(store_commit(st, &err));
	if (!linking_run(st, &options, &err))
		fail_msg("%s", err.text);
	uint64_t hash = found(st);
	assert_true(store_stories_count(st, &stories, &err));
	assert_true(stories > ARTICLES / 10);
	store_close(st);
	for (size_t i = 0; i < COUNT(ends); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
	return hash;
}

static void
test_the_same(void **state)
{
	uint64_t alone = link_with(NULL);

	(void)state;
	assert_true(link_with(program) == alone);
	assert_true(link_with(dying) == alone);
	assert_true(link_with("/nonexistent/dateline-fetch") == alone);
}

static int
set_up(void **state)
{
	const char *build = getenv("top_builddir") != NULL ? getenv("top_builddir") : ".";

	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/dateline.db", folder);
	snprintf(program, sizeof(program), "%s/dateline-fetch", build);
	snprintf(dying, sizeof(dying), "%s/dying", folder);
	FILE *f = fopen(dying, "w");
	if (f == NULL)
		return -1;
	fprintf(f, "#!/bin/sh\nexec \"%s\" \"$@\" | head -c 100000\n", program);
	return fclose(f) == 0 ? chmod(dying, 0700) : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	unlink(dying);
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_the_same) };

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
