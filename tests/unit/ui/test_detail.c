/* SPDX-License-Identifier: ISC */
/* The detail pane by its actions: over a store of its own, with what it asks
 * of the reader written down. */
#include "ui/overlays.h"

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
#include "desk/desk.h"
#include "desk/edition.h"
#include "model/source.h"
#include "query/query.h"
#include "settings/keys.h"
#include "ui/canvas.h"
#include "ui/detail_text.h"
#include "ui/keymap.h"
#include "ui/reader.h"
#include "ui/screen.h"

enum { LINES = 12, COLUMNS = 70, ITEMS = 12 };

static char folder[] = "/tmp/test_detail.XXXXXX";
static char path[64];
static struct desk desk;
static struct reader rd;
static struct pane *pane;
static int64_t main_id, known_id;
static char picture[LINES][512];
static const struct query *searched;

/* -- the reader, as far as the pane needs one */

static char opened[128], said[128];
static int64_t marked;

const struct query *
edition_query(const struct edition *ed)
{
	(void)ed;
	return searched;
}

const struct row *
edition_selected(const struct edition *ed)
{
	(void)ed;
	return NULL;
}

void
reader_mark(struct reader *r, int64_t id, enum mark mark, enum mark_change change)
{
	struct err err;
	int64_t changed;

	(void)r;
	assert_true(store_mark(desk.store, &id, 1, mark, change, &changed, &err));
	marked = id;
}

void
reader_open_link(struct reader *r, const char *url)
{
	(void)r;
	snprintf(opened, sizeof(opened), "%s", url == NULL ? "(none)" : url);
}

void
reader_say(struct reader *r, const char *format, ...)
{
	va_list ap;

	(void)r;
	va_start(ap, format);
	vsnprintf(said, sizeof(said), format, ap);
	va_end(ap);
}

void
reader_warn(struct reader *r, const struct err *err)
{
	(void)r;
	fail_msg("%s", err->text);
}

/* -- what is shown: a long text, a known article, a video known by its name
 * alone, and strangers */

static int64_t
put(int64_t source, const char *guid, struct related *related, size_t n)
{
	struct article art;
	enum store_put what;
	struct err err;
	char url[64];
	int64_t id;

	article_init(&art);
	snprintf(url, sizeof(url), "https://example.org/%s", guid);
	art.guid = art.title = guid;
	art.original_url = url;
	art.excerpt = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20";
	art.provider.name = "Echo";
	art.related = related;
	art.nrelated = n;
	assert_true(store_put_article(desk.store, source, &art, 1000, &what, &id, &err));
	return id;
}

static int
set_up(void **state)
{
	struct screen_options options = { .nothing = true, .lines = LINES, .columns = COLUMNS };
	struct source src = { .location = "/nowhere", .title = "nowhere" };
	struct related related[ITEMS];
	char urls[ITEMS][40], titles[ITEMS][20];
	struct err err;
	int64_t id;

	(void)state;
	if (mkdtemp(folder) == NULL || !screen_open(&options, &err))
		return -1;
	snprintf(path, sizeof(path), "%s/store.db", folder);
	memset(related, 0, sizeof(related));
	for (size_t i = 0; i < ITEMS; i++) {
		snprintf(urls[i], sizeof(urls[i]), "https://other.example/%zu", i + 1);
		snprintf(titles[i], sizeof(titles[i]), "item-%zu.", i + 1);
		related[i].title = titles[i];
		related[i].web_url = urls[i];
		related[i].provider.name = "Other";
		related[i].excerpt = "a\nb\nc\nd";
		related[i].published = DATE_NONE;
	}
	related[1].web_url = "https://example.org/known";
	related[2] = (struct related){ .title = "video", .web_url = "", .provider = { .name = "Echo" },
		.published = DATE_NONE };
	desk.store = store_open(path, STORE_WRITE, &err);
	assert_true(store_source_put(desk.store, &src, &id, &err));
	assert_true(store_begin(desk.store, &err));
	known_id = put(id, "known", NULL, 0);
	(void)put(id, "video", NULL, 0);
	main_id = put(id, "main", related, ITEMS);
	assert_true(store_commit(desk.store, &err));
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	(void)state;
	screen_close();
	store_close(desk.store);
	for (size_t i = 0; i < COUNT(ends); i++) {
		char name[80];

		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
	return rmdir(folder);
}

static void
draw(void)
{
	const struct canvas c = { 0, 0, LINES, COLUMNS, false };
	FILE *f = tmpfile();

	assert_non_null(f);
	screen_begin();
	pane->ops->draw(pane, &rd, &c, true);
	pane->height = c.height;
	pane->width = c.width;
	screen_print(f);
	rewind(f);
	for (int i = 0; i < LINES; i++)
		assert_non_null(fgets(picture[i], sizeof(picture[i]), f));
	fclose(f);
}

static int
open_pane(void **state)
{
	struct err err;

	(void)state;
	memset(&rd, 0, sizeof(rd));
	opened[0] = said[0] = '\0';
	marked = 0;
	rd.desk = &desk;
	rd.keymap = keymap_new(NULL);
	reading_init(&rd.reading, &desk);
	assert_true(reading_show(&rd.reading, main_id, &err));
	pane = detail_pane_new(&rd);
	draw();
	return 0;
}

static int
close_pane(void **state)
{
	(void)state;
	pane->ops->free(pane);
	reading_done(&rd.reading);
	keymap_free(rd.keymap);
	return 0;
}

static unsigned
act(enum action action, int count)
{
	unsigned effects = pane->ops->act(pane, &rd, action, count);

	draw();
	return effects;
}

static int
row_of(const char *words)
{
	for (int i = 0; i < LINES; i++)
		if (strstr(picture[i], words) != NULL)
			return i;
	return -1;
}

static void
go_to(size_t item)
{
	for (int i = 0; rd.reading.place.chosen != item; i++) {
		assert_true(i < 100);
		act(ACTION_NEXT, 0);
	}
}

/* -- the cases */

static void
steps_go_on_from_what_is_seen(void **state)
{
	char first[512];

	(void)state;
	/* By lines until an item can be seen, then from item to item. */
	go_to(1);
	assert_true(row_of("item-1.") >= 0);
	size_t top = rd.reading.place.top;
	assert_true(top > 0);

	/* Up from the first one: none is chosen, and nothing jumps. */
	act(ACTION_PREVIOUS, 0);
	assert_int_equal(rd.reading.place.chosen, 0);
	assert_int_equal(rd.reading.place.top, top);
	act(ACTION_PREVIOUS, 0);
	assert_int_equal(rd.reading.place.top, top - 1);

	/* From the end: one that is on the screen, not the first of all. */
	act(ACTION_LAST, 0);
	top = rd.reading.place.top;
	strcpy(first, picture[0]);
	assert_int_equal(row_of("item-1."), -1);
	act(ACTION_NEXT, 0);
	assert_true(rd.reading.place.chosen > 1);
	assert_true(rd.reading.place.top >= top);

	/* Paged away: what folds above does not move what is on the screen. */
	act(ACTION_FIRST, 0);
	go_to(2);
	while (row_of("item-4.") != 0) {
		assert_int_equal(pane->ops->wheel(pane, &rd, 1), EFFECT_DRAW);
		draw();
	}
	act(ACTION_NEXT, 0);
	assert_int_equal(rd.reading.place.chosen, 4);
	assert_int_equal(row_of("item-4."), 0);
}

static void
outlets_one_after_the_other(void **state)
{
	(void)state;
	assert_int_equal(act(ACTION_UNFOLD, 0), EFFECT_DRAW);
	assert_int_equal(rd.reading.place.step, 1);
	assert_true(row_of("2/13 Other") >= 0);
	assert_true(row_of("item-1.") >= 0);
	act(ACTION_UNFOLD, 0);
	assert_true(row_of("3/13 Other") >= 0);
	/* Its address is opened, and Enter goes into it. */
	assert_string_equal(reading_link(&rd.reading), "https://example.org/known");
	act(ACTION_ENTER, 0);
	assert_int_equal(rd.reading.id, known_id);
	act(ACTION_BACK, 0);
	assert_true(row_of("3/13 Other") >= 0);
	act(ACTION_FOLD, 0);
	assert_true(row_of("2/13 Other") >= 0);
	act(ACTION_FOLD, 0);
	assert_int_equal(rd.reading.place.step, 0);
	assert_int_equal(act(ACTION_FOLD, 0), EFFECT_NONE);
	for (int i = 0; i < ITEMS; i++)
		act(ACTION_UNFOLD, 0);
	assert_true(row_of("13/13") >= 0);
	act(ACTION_UNFOLD, 0);
	assert_string_equal(said, "that is the last outlet");
	/* Back: to its own at once. */
	assert_int_equal(act(ACTION_BACK, 0), EFFECT_DRAW);
	assert_int_equal(rd.reading.place.step, 0);
	assert_int_equal(rd.reading.id, main_id);
}

static void
into_an_item_and_back(void **state)
{
	char before[LINES][512];

	(void)state;
	assert_int_equal(act(ACTION_BACK, 0), EFFECT_NONE);
	assert_int_equal(act(ACTION_RIGHT, 0), EFFECT_NONE);
	/* Enter: first to the coverage, then in. */
	act(ACTION_ENTER, 0);
	assert_int_equal(rd.reading.place.chosen, 1);
	assert_int_equal(rd.reading.id, main_id);
	go_to(2);
	act(ACTION_ENTER, 0);
	assert_int_equal(rd.reading.id, known_id);
	assert_int_equal(rd.reading.place.top, 0);
	assert_int_equal(marked, known_id);
	assert_int_equal(row_of("known"), 0);
	assert_int_equal(act(ACTION_BACK, 0), EFFECT_DRAW);
	assert_int_equal(rd.reading.id, main_id);
	assert_int_equal(rd.reading.place.chosen, 2);

	/* Again, now that it is read: the same picture as then. */
	memcpy(before, picture, sizeof(before));
	act(ACTION_RIGHT, 0);
	assert_int_equal(rd.reading.id, known_id);
	act(ACTION_LEFT, 0);
	assert_memory_equal(before, picture, sizeof(before));

	/* One that the store has not. */
	go_to(4);
	act(ACTION_ENTER, 0);
	assert_int_equal(rd.reading.id, 0);
	assert_int_equal(row_of("item-4."), 0);
	act(ACTION_ENTER, 0);
	assert_string_equal(said, "there is no coverage to go into");
	act(ACTION_BACK, 0);
	assert_int_equal(rd.reading.place.chosen, 4);
}

static void
digits_open_and_mark(void **state)
{
	(void)state;
	act(ACTION_RELATED_1, 0);
	assert_string_equal(opened, "https://other.example/1");
	assert_int_equal(marked, 0);
	act(ACTION_RELATED_3, 0);
	assert_string_equal(opened, "https://example.org/video");
	assert_true(marked != 0 && marked != known_id);
	assert_int_equal(rd.reading.id, main_id);
	assert_int_equal(rd.reading.place.chosen, 3);
	assert_false(reading_can_go_back(&rd.reading));
	opened[0] = '\0';
	act(ACTION_OPEN_AMP, 0);
	assert_string_equal(opened, "");
	assert_string_equal(said, "it has no AMP page");
}

static void
pages_end_with_the_text(void **state)
{
	int pages = 0;

	(void)state;
	while (act(ACTION_PAGE_READ, 0) != EFFECT_NONE)
		assert_true(++pages < 20);
	assert_true(pages > 1);
	assert_true(row_of("nowhere") >= 0);
	act(ACTION_PAGE_DOWN, 9);
	act(ACTION_PAGE_UP, 99);
	assert_int_equal(rd.reading.place.top, 0);
	act(ACTION_HALF_DOWN, 0);
	assert_true(rd.reading.place.top > 0);
	act(ACTION_FIRST, 0);
	assert_int_equal(row_of("main"), 0);
}

static void
clicks_find_their_item(void **state)
{
	(void)state;
	go_to(1);
	act(ACTION_HALF_DOWN, 0);

	/* The excerpt of the one above folds at the first click. */
	int row = row_of("video");
	assert_true(row >= 0);
	pane->ops->click(pane, &rd, row, 20, false);
	draw();
	assert_int_equal(rd.reading.place.chosen, 3);
	pane->ops->click(pane, &rd, row, 20, true);
	draw();
	assert_int_not_equal(rd.reading.id, main_id);
	assert_int_equal(row_of("video"), 0);

	/* Its link, once. */
	act(ACTION_LAST, 0);
	row = row_of("https://example.org/video");
	assert_true(row >= 0);
	pane->ops->click(pane, &rd, row, 30, false);
	assert_string_equal(opened, "https://example.org/video");
	opened[0] = '\0';
	pane->ops->click(pane, &rd, row, 30, true);
	assert_string_equal(opened, "");
	assert_int_equal(pane->ops->click(pane, &rd, LINES + 50, 3, false), EFFECT_HANDLED);
}

static void
keys_bound_anew_show_at_once(void **state)
{
	struct arena arena = { 0 };
	struct keys keys;
	struct err err;

	(void)state;
	act(ACTION_LAST, 0);
	assert_true(row_of("[o] original") >= 0);
	keys_init(&keys, &arena);
	assert_true(keys_bind(&keys, "C-x C-o", "open", &err));
	assert_true(keys_bind(&keys, "o", "none", &err));
	keymap_free(rd.keymap);
	rd.keymap = keymap_new(&keys);
	draw();
	assert_true(row_of("[C-x C-o] original") >= 0);
	arena_done(&arena);
}

static void
searched_words_are_gone_to(void **state)
{
	struct arena a = { 0 };

	(void)state;
	act(ACTION_MATCH_NEXT, 0);
	assert_non_null(strstr(said, "no words are searched"));
	searched = query_parse(&a, "15 OR 19 -elsewhere", 0, NULL, NULL);
	act(ACTION_MATCH_NEXT, 0);
	assert_string_equal(said, "1 of 2 lines with what is searched");
	assert_in_range(row_of("15"), 1, LINES - 2);
	act(ACTION_MATCH_NEXT, 0);
	assert_string_equal(said, "2 of 2 lines with what is searched");
	assert_in_range(row_of("19"), 0, LINES - 1);
	act(ACTION_MATCH_NEXT, 0);
	assert_string_equal(said, "nothing of what is searched further down");
	act(ACTION_MATCH_PREVIOUS, 0);
	assert_string_equal(said, "1 of 2 lines with what is searched");
	act(ACTION_MATCH_PREVIOUS, 0);
	assert_string_equal(said, "nothing of what is searched further up");
	/* From what is seen now. */
	act(ACTION_LAST, 0);
	act(ACTION_MATCH_PREVIOUS, 0);
	assert_string_equal(said, "2 of 2 lines with what is searched");
	searched = query_parse(&a, "elsewhere", 0, NULL, NULL);
	act(ACTION_MATCH_NEXT, 0);
	assert_string_equal(said, "what is searched does not stand in this text");
	searched = NULL;
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(steps_go_on_from_what_is_seen, open_pane, close_pane),
		cmocka_unit_test_setup_teardown(into_an_item_and_back, open_pane, close_pane),
		cmocka_unit_test_setup_teardown(outlets_one_after_the_other, open_pane, close_pane),
		cmocka_unit_test_setup_teardown(digits_open_and_mark, open_pane, close_pane),
		cmocka_unit_test_setup_teardown(searched_words_are_gone_to, open_pane, close_pane),
		cmocka_unit_test_setup_teardown(pages_end_with_the_text, open_pane, close_pane),
		cmocka_unit_test_setup_teardown(clicks_find_their_item, open_pane, close_pane),
		cmocka_unit_test_setup_teardown(keys_bound_anew_show_at_once, open_pane, close_pane),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
