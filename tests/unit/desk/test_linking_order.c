/* SPDX-License-Identifier: ISC */
/* The hard stream (tests/coverage/stream.txt) into a store in the order of time and
 * in others, at once and bit by bit: how much of its stories stays the same.
 * Compared are pairs of articles of one story. */
#include "desk/linking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/article.h"
#include "model/source.h"
#include "store/store.h"
#include "store/store_story.h"

enum { MOST = 256, ORDERS = 6, MONTH = 1614556800 };

struct line {
	char story[32], outlet[32], title[160], excerpt[240];
	int64_t time;
};
static struct line lines[MOST];
static size_t nlines;
static char folder[] = "/tmp/test_linking_order.XXXXXX";
static char path[64];
static struct err err;

static int
by_time(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

static int
read_lines(void **state)
{
	FILE *f = fopen(STREAM, "r");
	char text[1024];
	int day, hour, singles = 0;

	(void)state;
	if (f == NULL || mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/store.db", folder);
	while (fgets(text, sizeof(text), f) != NULL) {
		struct line *l = &lines[nlines];
		if (text[0] == '#' || sscanf(text, "%31[^|]|%d.%d|%31[^|]|%159[^|]|%239[^\n]", l->story, &day,
					  &hour, l->outlet, l->title, l->excerpt) != 6)
			continue;
		if (strcmp(l->story, "-") == 0)
			snprintf(l->story, sizeof(l->story), "single %d", ++singles);
		l->time = MONTH + (day - 1) * 86400 + hour * 3600;
		nlines++;
	}
	fclose(f);
	qsort(lines, nlines, sizeof(lines[0]), by_time);
	return nlines == 200 ? 0 : -1;
}

static int
remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static struct store *
open_empty(int64_t *source)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	struct source src = { .location = "/nowhere", .title = "nowhere" };
	char name[96];

	for (size_t i = 0; i < COUNT(ends); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
	struct store *st = store_open(path, STORE_WRITE, &err);
	assert_non_null(st);
	assert_true(store_source_put(st, &src, source, &err));
	return st;
}

static void
close_and_remove(struct store *st)
{
	store_close(st);
	unlink(path);
}

static int64_t
put(struct store *st, int64_t source, size_t number)
{
	const struct line *l = &lines[number];
	struct article art;
	enum store_put what;
	char guid[16], url[96];
	int64_t id;

	article_init(&art);
	snprintf(guid, sizeof(guid), "%zu", number);
	snprintf(url, sizeof(url), "https://%s.example/%zu", l->outlet, number);
	art.guid = guid;
	art.title = l->title;
	art.excerpt = l->excerpt;
	art.original_url = url;
	art.provider.name = l->outlet;
	art.published = l->time;
	assert_true(store_put_article(st, source, &art, l->time, &what, &id, &err));
	return id;
}

/* The stories after the articles came in that order, so many between two runs. */
static void
link_in(const size_t *order, size_t step, bool anew, int64_t stories[MOST])
{
	struct linking_options options = { .progress = NULL };
	int64_t source, ids[MOST];
	struct store *st = open_empty(&source);

	for (size_t from = 0; from < nlines; from += step) {
		assert_true(store_begin(st, &err));
		for (size_t i = from; i < nlines && i < from + step; i++)
			ids[order[i]] = put(st, source, order[i]);
		assert_true(store_commit(st, &err));
		assert_true(linking_run(st, &options, &err));
	}
	if (anew)
		assert_true(linking_relink(st, &options, &err));
	for (size_t i = 0; i < nlines; i++) {
		struct store_story s;
		assert_true(store_story(st, ids[i], &s, &err));
		stories[i] = s.id != 0 ? s.id : -1000 - (int64_t)i;
	}
	close_and_remove(st);
}

/* F1 of the pairs of one against those of the other, in a hundred. */
static int
alike(const int64_t a[MOST], const int64_t b[MOST])
{
	int both = 0, all = 0;

	for (size_t i = 0; i < nlines; i++)
		for (size_t k = 0; k < i; k++) {
			both += a[i] == a[k] && b[i] == b[k];
			all += (a[i] == a[k]) + (b[i] == b[k]);
		}
	return all > 0 ? 200 * both / all : 100;
}

static void
truth(int64_t out[MOST])
{
	for (size_t i = 0; i < nlines; i++) {
		size_t k = 0;
		while (strcmp(lines[k].story, lines[i].story) != 0)
			k++;
		out[i] = (int64_t)k;
	}
}

static void
shuffle(size_t *order, uint64_t seed)
{
	for (size_t i = nlines; i-- > 1;) {
		seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
		size_t k = (size_t)(seed >> 33) % (i + 1), swap = order[i];
		order[i] = order[k];
		order[k] = swap;
	}
}

/* As they come, a few at a time or all at once, nine in ten pairs are the same (what
 * was learned of a sentence that came once is not kept between runs); found anew it
 * is the whole again. */
static void
test_bit_by_bit(void **state)
{
	static const size_t steps[] = { 1, 7, 50 };
	size_t order[MOST];
	int64_t whole[MOST], parts[MOST];

	(void)state;
	for (size_t i = 0; i < nlines; i++)
		order[i] = i;
	link_in(order, nlines, false, whole);
	for (size_t s = 0; s < COUNT(steps); s++) {
		link_in(order, steps[s], false, parts);
		print_message("%zu at a time: %d alike\n", steps[s], alike(whole, parts));
		assert_in_range(alike(whole, parts), 90, 100);
	}
	link_in(order, 7, true, parts);
	assert_in_range(alike(whole, parts), 97, 100);
}

/* Any order: three in four pairs are the same; found anew all but a few. */
static void
test_any_order(void **state)
{
	size_t order[MOST];
	int64_t right[MOST], whole[MOST], parts[MOST];

	(void)state;
	truth(right);
	for (size_t i = 0; i < nlines; i++)
		order[i] = i;
	link_in(order, nlines, false, whole);
	print_message("in order: %d right\n", alike(right, whole));
	for (uint64_t seed = 1; seed <= ORDERS; seed++) {
		shuffle(order, seed);
		link_in(order, 20, false, parts);
		print_message("order %d: %d alike, %d right", (int)seed, alike(whole, parts),
		    alike(right, parts));
		assert_in_range(alike(whole, parts), 75, 100);
		assert_in_range(alike(right, parts), alike(right, whole) - 16, 100);
		link_in(order, 20, true, parts);
		print_message("; anew: %d alike\n", alike(whole, parts));
		assert_in_range(alike(whole, parts), 97, 100);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bit_by_bit),
		cmocka_unit_test(test_any_order),
	};

	return cmocka_run_group_tests(tests, read_lines, remove_folder);
}
