/* SPDX-License-Identifier: ISC */
/* The list on screen over a real store: 3,000 articles, one every 40 minutes,
 * so that 36 make a day and no window holds them all.  Article n (from 1, the
 * newest) is called "n"; every fifth is about the harbour. */
#include "desk/edition.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "desk/edition_parts.h"
#include "store/store.h"

enum { ARTICLES = 3000, GAP = 40 * 60, HEIGHT = 20 };

/* 2020-12-17 23:40: the newest; the day of each article n is (n - 1) / 36. */
static const int64_t NEWEST = 1608248400;

static char folder[] = "/tmp/test_edition.XXXXXX";
static char path[64];
static int64_t source;
static struct desk desk;
static struct edition *ed;
static struct arena trees;

static void
put(int n, int64_t time)
{
	struct article art;
	enum store_put what;
	int64_t id;
	char name[16], guid[32], url[64];
	const char *topics[] = { n % 5 == 0 ? "Harbour" : "Town" };

	article_init(&art);
	snprintf(name, sizeof(name), "%d", n);
	snprintf(guid, sizeof(guid), "%d.md", n);
	snprintf(url, sizeof(url), "https://example.org/%d", n);
	art.guid = guid;
	art.title = name;
	art.original_url = url;
	art.published = time;
	art.has_heat = true;
	art.heat = n % 100;
	art.topics = topics;
	art.ntopics = 1;
	assert_true(store_put_article(desk.store, source, &art, NEWEST, &what, &id, NULL));
}

static void
put_all(int from, int to)
{
	assert_true(store_begin(desk.store, NULL));
	for (int n = from; n <= to; n++)
		put(n, NEWEST - (int64_t)(n - 1) * GAP);
	assert_true(store_commit(desk.store, NULL));
}

static const struct query *
tree(const char *text)
{
	struct query_error error;
	const struct query *q = query_parse(&trees, text, NEWEST, NULL, &error);

	assert_non_null(q);
	return q;
}

static void
set(const char *text)
{
	struct query_sort by_date = { ORDER_DATE, false };

	assert_true(edition_set(ed, tree(text), by_date, false, NULL));
}

static void
count_all(void)
{
	struct edition_line lines[HEIGHT];

	edition_lines(ed, HEIGHT, lines);
	for (int i = 0; edition_idle(ed); i++)
		assert_true(i < 1000);
}

static int
at(void)
{
	const struct row *row = edition_selected(ed);

	return row == NULL ? 0 : atoi(row->title);
}

static int64_t
id_of(int n)
{
	struct store_list all = { .query = NULL };
	int64_t t = NEWEST - (int64_t)(n - 1) * GAP, id;
	struct store_cursor here = { 0, t, INT64_MAX };
	struct arena a = { 0 };
	struct row *rows;
	size_t count;

	assert_true(store_rows(desk.store, &all, &here, false, 1, &a, &rows, &count, NULL));
	assert_int_equal(count, 1);
	assert_int_equal(atoi(rows[0].title), n);
	id = rows[0].id;
	arena_done(&a);
	return id;
}

static void
mark(int n, enum mark m, bool on)
{
	int64_t id = id_of(n), changed;

	assert_true(store_mark(desk.store, &id, 1, m, on ? MARK_SET : MARK_CLEAR, &changed, NULL));
	edition_marked(ed, id, on ? (unsigned)m : 0);
}

/* The lines as text: "=351 36" a heading with its day of the year and count,
 * "12" a row, "[12]" the selected one. */
static const char *
picture(size_t height)
{
	static char out[4096];
	struct edition_line lines[HEIGHT];
	size_t n = edition_lines(ed, height, lines), used = 0;

	out[0] = '\0';
	assert_true(n <= height);
	for (size_t i = 0; i < n; i++) {
		const char *gap = i == 0 ? "" : " ";

		if (lines[i].heading)
			used += (size_t)snprintf(out + used, sizeof(out) - used, "%s=%d/%" PRId64, gap,
			    lines[i].day - date_day(NEWEST), lines[i].count);
		else
			used += (size_t)snprintf(out + used, sizeof(out) - used,
			    lines[i].selected ? "%s[%s]" : "%s%s", gap, lines[i].row->title);
	}
	return out;
}

/* -- */

static void
an_empty_list_is_harmless(void **state)
{
	struct edition_line lines[HEIGHT];

	(void)state;
	set("nosuchword");
	assert_null(edition_selected(ed));
	assert_false(edition_move(ed, 1));
	assert_false(edition_first(ed));
	assert_false(edition_last(ed));
	assert_false(edition_unread(ed, 1));
	assert_false(edition_day(ed, -1));
	assert_false(edition_time(ed, NEWEST));
	assert_false(edition_select(ed, 1));
	assert_false(edition_select_line(ed, 0));
	edition_scroll(ed, 5);
	edition_drop(ed, 1);
	assert_true(edition_reload(ed, NULL));
	assert_int_equal(edition_lines(ed, HEIGHT, lines), 0);
	count_all();
	assert_int_equal(edition_total(ed), 0);
	assert_int_equal(edition_position(ed), 0);
}

static void
lines_have_days(void **state)
{
	(void)state;
	set("");
	assert_string_equal(picture(5), "=0/-1 [1] 2 3 4");
	count_all();
	assert_string_equal(picture(5), "=0/36 [1] 2 3 4");
	edition_move(ed, 35);
	assert_string_equal(picture(5), "=0/36 33 34 35 [36]");
	edition_move(ed, 1);
	assert_string_equal(picture(5), "=0/36 35 36 =-1/-1 [37]");
	count_all();
	assert_string_equal(picture(5), "=0/36 35 36 =-1/36 [37]");
	/* The view stays as long as the selection is in it. */
	edition_move(ed, -2);
	assert_string_equal(picture(5), "=0/36 [35] 36 =-1/36 37");
	edition_move(ed, -1);
	assert_string_equal(picture(5), "=0/36 [34] 35 36 =-1/36");
	/* Low places still show the row. */
	assert_string_equal(picture(2), "=0/36 [34]");
	assert_string_equal(picture(1), "[34]");
}

static void
a_heading_alone_has_its_number(void **state)
{
	(void)state;
	set("");
	edition_move(ed, 36);
	picture(5);
	edition_move(ed, -3);
	assert_string_equal(picture(5), "=0/-1 [34] 35 36 =-1/-1");
	for (int i = 0; edition_idle(ed); i++)
		assert_true(i < 1000);
	assert_string_equal(picture(5), "=0/36 [34] 35 36 =-1/36");
}

static void
every_row_comes_once_and_in_order(void **state)
{
	(void)state;
	set("");
	for (int n = 1; n <= ARTICLES; n++) {
		assert_int_equal(at(), n);
		picture(HEIGHT);
		assert_int_equal(edition_move(ed, 1), n < ARTICLES);
	}
	for (int n = ARTICLES; n >= 1; n--) {
		assert_int_equal(at(), n);
		picture(HEIGHT);
		assert_int_equal(edition_move(ed, -1), n > 1);
	}
}

static void
far_moves_know_where_they_are(void **state)
{
	static const struct {
		long delta;
		int at;
	} moves[] = { { 10, 11 }, { 1500, 1511 }, { -11, 1500 }, { 9999, 3000 }, { -1200, 1800 },
		{ -9999, 1 } };

	(void)state;
	set("");
	for (size_t i = 0; i < COUNT(moves); i++) {
		assert_true(edition_move(ed, moves[i].delta));
		assert_int_equal(at(), moves[i].at);
		count_all();
		assert_int_equal(edition_position(ed), moves[i].at);
		assert_int_equal(edition_total(ed), ARTICLES);
	}
	assert_true(edition_last(ed));
	assert_int_equal(at(), ARTICLES);
	assert_int_equal(edition_position(ed), ARTICLES);
	assert_string_equal(picture(4), "=-83/12 2998 2999 [3000]");
	assert_false(edition_last(ed));
	assert_true(edition_first(ed));
	assert_int_equal(at(), 1);
	assert_int_equal(edition_position(ed), 1);
	assert_false(edition_first(ed));
	assert_true(edition_select(ed, id_of(2222)));
	count_all();
	assert_int_equal(edition_position(ed), 2222);
}

static void
days_and_dates_can_be_gone_to(void **state)
{
	(void)state;
	set("");
	edition_move(ed, 3);
	assert_false(edition_day(ed, -1));
	assert_int_equal(at(), 4);
	assert_true(edition_day(ed, 1));
	assert_int_equal(at(), 37);
	edition_move(ed, 5);
	assert_true(edition_day(ed, 1));
	assert_int_equal(at(), 73);
	edition_move(ed, 5);
	assert_true(edition_day(ed, -1));
	assert_int_equal(at(), 37);
	assert_true(edition_time(ed, NEWEST - 70 * 86400));
	assert_int_equal(at(), 70 * 36 + 1);
	assert_true(edition_time(ed, NEWEST - 1));
	assert_int_equal(at(), 2);
	assert_true(edition_time(ed, NEWEST - 1000 * 86400));
	assert_int_equal(at(), ARTICLES);
	assert_false(edition_day(ed, 1));
	/* Oldest first: the next day in the list is a newer one. */
	assert_true(edition_set(ed, tree(""), (struct query_sort){ ORDER_DATE, true }, false, NULL));
	assert_int_equal(at(), ARTICLES);
	assert_true(edition_day(ed, 1));
	assert_int_equal(at(), 83 * 36);
	assert_true(edition_day(ed, -1));
	assert_int_equal(at(), ARTICLES);
	/* A list by heat has no days. */
	assert_true(edition_set(ed, tree(""), (struct query_sort){ ORDER_HEAT, false }, false, NULL));
	assert_false(edition_day(ed, 1));
	assert_string_equal(picture(2), "[99] 199");
}

static void
unread_is_found_however_far(void **state)
{
	int64_t changed;
	struct store_list list = { .query = tree("") };

	(void)state;
	set("");
	assert_true(store_mark_list(desk.store, &list, NULL, MARK_READ, MARK_SET, &changed, NULL));
	set("");
	assert_false(edition_unread(ed, 1));
	mark(2500, MARK_READ, false);
	mark(3, MARK_READ, false);
	assert_true(edition_unread(ed, 1));
	assert_int_equal(at(), 3);
	assert_true(edition_unread(ed, 1));
	assert_int_equal(at(), 2500);
	assert_false(edition_unread(ed, 1));
	assert_true(edition_unread(ed, -1));
	assert_int_equal(at(), 3);
	assert_true(store_mark_list(desk.store, &list, NULL, MARK_READ, MARK_CLEAR, &changed, NULL));
}

static void
what_was_read_stays_until_the_query_is_set(void **state)
{
	(void)state;
	set("is:unread");
	count_all();
	mark(1, MARK_READ, true);
	mark(3, MARK_READ, true);
	assert_string_equal(picture(5), "=0/36 [1] 2 3 4");
	/* Also over a reload, and when the window has been elsewhere. */
	assert_true(edition_reload(ed, NULL));
	count_all();
	assert_string_equal(picture(5), "=0/36 [1] 2 3 4");
	edition_last(ed);
	edition_first(ed);
	count_all();
	assert_string_equal(picture(5), "=0/36 [1] 2 3 4");
	assert_int_equal(edition_total(ed), ARTICLES);
	edition_move(ed, 3);
	assert_int_equal(edition_position(ed), 4);
	edition_last(ed);
	count_all();
	assert_int_equal(edition_position(ed), ARTICLES);
	assert_true(edition_set(ed, edition_query(ed), edition_sort(ed), false, NULL));
	count_all();
	assert_string_equal(picture(5), "=0/34 [2] 4 5 6");
	assert_int_equal(edition_total(ed), ARTICLES - 2);
	mark(1, MARK_READ, false);
	mark(3, MARK_READ, false);
}

/* All of it, whether its rows are few enough to be kept or not. */
static void
all_marked_read_stays_too(void **state)
{
	static const struct { const char *filter; int rows, last; const char *picture; } cases[] = {
		{ "is:unread topic:Harbour", ARTICLES / 5, ARTICLES, "=0/7 5 [10] 15" },
		{ "is:unread", ARTICLES, ARTICLES, "=0/36 1 [2] 3" },
		{ "is:unread -topic:Harbour", ARTICLES * 4 / 5, ARTICLES - 1, "=0/29 1 [2] 3" },
	};
	int64_t changed, *ids;
	const char *what;
	size_t n;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		set(cases[i].filter);
		edition_move(ed, 1);
		assert_true(edition_read_between(ed, NULL, &changed, NULL));
		assert_int_equal(changed, cases[i].rows);
		for (int taken_back = 0; taken_back < 2; taken_back++) {
			assert_true(edition_reload(ed, NULL));
			count_all();
			assert_string_equal(picture(4), cases[i].picture);
			assert_int_equal(edition_total(ed), cases[i].rows);
			assert_int_equal(edition_selected(ed)->marks & MARK_READ, taken_back ? 0 : MARK_READ);
			edition_last(ed);
			count_all();
			assert_int_equal(at(), cases[i].last);
			assert_int_equal(edition_position(ed), cases[i].rows);
			assert_int_equal(edition_selected(ed)->marks & MARK_READ, taken_back ? 0 : MARK_READ);
			edition_first(ed);
			edition_move(ed, 1);
			if (!taken_back)
				assert_true(store_undo(desk.store, &trees, &what, &changed, &ids, &n, NULL));
		}
	}
}

static void
a_part_marked_read_stays_too(void **state)
{
	struct store_span span = { NULL, NULL };
	struct store_cursor here;
	int64_t changed, *ids;
	const char *what;
	size_t n;

	(void)state;
	set("is:unread topic:Harbour");
	edition_move(ed, 400);
	here = edition_cursor(edition_selected(ed));
	span.to = &here;
	assert_true(edition_read_between(ed, &span, &changed, NULL));
	assert_int_equal(changed, 401);
	assert_true(edition_reload(ed, NULL));
	count_all();
	assert_int_equal(edition_total(ed), ARTICLES / 5);
	assert_int_equal(edition_position(ed), 401);
	edition_last(ed);
	assert_false(edition_selected(ed)->marks & MARK_READ);
	set("is:unread topic:Harbour");
	count_all();
	assert_int_equal(edition_total(ed), ARTICLES / 5 - 401);
	assert_true(store_undo(desk.store, &trees, &what, &changed, &ids, &n, NULL));
}

static void
a_reload_moves_nothing(void **state)
{
	char before[4096];

	(void)state;
	set("");
	edition_move(ed, 1200);
	count_all();
	edition_move(ed, -7);
	snprintf(before, sizeof(before), "%s", picture(HEIGHT));
	/* News comes in above, and something below is changed. */
	assert_true(store_begin(desk.store, NULL));
	for (int i = 1; i <= 50; i++)
		put(ARTICLES + i, NEWEST + i * 60);
	put(2000, NEWEST - (int64_t)1999 * GAP + 1);
	assert_true(store_commit(desk.store, NULL));
	assert_true(edition_reload(ed, NULL));
	count_all();
	assert_string_equal(picture(HEIGHT), before);
	assert_int_equal(edition_position(ed), 1194 + 50);
	assert_int_equal(edition_total(ed), ARTICLES + 50);
	/* Who has not moved yet sees the news. */
	set("");
	put_all(1, 1);
	assert_true(edition_reload(ed, NULL));
	assert_int_equal(at(), ARTICLES + 50);
}

static void
a_dropped_row_leaves_the_selection_beside(void **state)
{
	(void)state;
	set("after:2020-12-17 topic:Town");
	count_all();
	int64_t total = edition_total(ed);
	edition_last(ed);
	int last = at();
	edition_drop(ed, edition_selected(ed)->id);
	assert_int_not_equal(at(), last);
	assert_int_equal(edition_total(ed), total - 1);
	assert_int_equal(edition_position(ed), total - 1);
	edition_first(ed);
	edition_move(ed, 1);
	edition_drop(ed, edition_selected(ed)->id);
	assert_int_equal(edition_position(ed), 2);
	while (edition_selected(ed) != NULL)
		edition_drop(ed, edition_selected(ed)->id);
	assert_int_equal(edition_position(ed), 0);
}

static void
the_view_scrolls_and_takes_the_selection_along(void **state)
{
	(void)state;
	set("");
	while (atoi(edition_selected(ed)->title) > ARTICLES)
		edition_move(ed, 1);
	edition_scroll(ed, -1000);
	edition_first(ed);
	int first = at();
	picture(5);
	edition_scroll(ed, 2);
	assert_int_equal(at(), first - 2);
	edition_scroll(ed, -2);
	assert_int_equal(at(), first - 2);
	picture(5);
	edition_scroll(ed, 100000);
	assert_int_equal(strncmp(picture(5), "=-83", 4), 0);
	assert_true(edition_select_line(ed, 4));
	assert_int_equal(at(), ARTICLES);
	assert_false(edition_select_line(ed, 0));
	assert_false(edition_select_line(ed, 5));
}

static void
setting_can_keep_the_selected_article(void **state)
{
	struct query_sort by_date = { ORDER_DATE, false };

	(void)state;
	set("");
	edition_select(ed, id_of(1500));
	assert_true(edition_set(ed, tree("topic:Harbour"), by_date, true, NULL));
	assert_int_equal(at(), 1500);
	assert_true(edition_set(ed, tree("topic:Town"), by_date, true, NULL));
	assert_int_not_equal(at(), 1500);
	assert_false(edition_move(ed, -1));
}

/* -- */

static int
set_up(void **state)
{
	struct source src = { .kind = SOURCE_FOLDER, .location = "/news", .title = "News" };
	struct err err;

	(void)state;
	setenv("TZ", "UTC0", 1);
	tzset();
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/dateline.db", folder);
	desk.store = store_open(path, STORE_WRITE, &err);
	if (desk.store == NULL || !store_source_put(desk.store, &src, &source, &err))
		return -1;
	put_all(1, ARTICLES);
	ed = edition_new(&desk);
	return 0;
}

static int
tear_down(void **state)
{
	char name[80];
	static const char *const tails[] = { "", "-wal", "-shm" };

	(void)state;
	edition_free(ed);
	store_close(desk.store);
	arena_done(&trees);
	for (size_t i = 0; i < COUNT(tails); i++) {
		snprintf(name, sizeof(name), "%s%s", path, tails[i]);
		unlink(name);
	}
	return rmdir(folder);
}

/* An article with that many related items, newer than all. */
static void
put_covered(int n, size_t items, int64_t time)
{
	static struct related related[30];
	struct article art;
	enum store_put what;
	int64_t id;
	char text[16];

	article_init(&art);
	snprintf(text, sizeof(text), "%d", n);
	art.guid = art.title = text;
	art.published = time;
	memset(related, 0, sizeof(related));
	for (size_t i = 0; i < items; i++) {
		related[i].title = "elsewhere";
		related[i].published = time;
	}
	art.related = related;
	art.nrelated = items;
	assert_true(store_begin(desk.store, NULL));
	assert_true(store_put_article(desk.store, source, &art, time, &what, &id, NULL));
	assert_true(store_commit(desk.store, NULL));
}

/* Lines as letters: h heading, r row, c item of coverage; the selected one is
 * a capital. */
static const char *
shape(size_t height)
{
	static char out[HEIGHT + 1];
	struct edition_line lines[HEIGHT];
	size_t n = edition_lines(ed, height, lines);

	for (size_t i = 0; i < n; i++) {
		out[i] = lines[i].heading ? 'h' : lines[i].related != NULL ? 'c' : 'r';
		if (lines[i].selected)
			out[i] = (char)(out[i] - 'a' + 'A');
	}
	out[n] = '\0';
	return out;
}

static void
coverage_unfolds_below_its_row(void **state)
{
	(void)state;
	put_covered(ARTICLES + 200, 3, NEWEST + 5000);
	put_covered(ARTICLES + 201, 0, NEWEST + 4940);
	put_covered(ARTICLES + 202, 25, NEWEST + 4880);
	set("");
	assert_true(edition_unfold(ed, NULL));
	assert_false(edition_unfold(ed, NULL));
	assert_string_equal(shape(8), "hRcccrrh");
	assert_true(edition_move(ed, 2));
	assert_int_equal(edition_covered(ed), 2);
	assert_string_equal(shape(8), "hrcCcrrh");
	assert_int_equal(at(), ARTICLES + 200);
	/* One step a line, down and up again. */
	assert_true(edition_move(ed, 2));
	assert_string_equal(shape(8), "hrcccRrh");
	assert_true(edition_move(ed, -1));
	assert_string_equal(shape(8), "hrccCrrh");
	assert_true(edition_move(ed, -3));
	assert_string_equal(shape(8), "hRcccrrh");
	assert_true(edition_move(ed, 5));
	assert_int_equal(at(), ARTICLES + 202);
	assert_int_equal(edition_covered(ed), 0);
	/* Another one in its place; more items than lines. */
	assert_true(edition_unfold(ed, NULL));
	assert_true(edition_move(ed, 25));
	assert_int_equal(edition_covered(ed), 25);
	assert_string_equal(shape(6), "hrcccC");
	assert_true(edition_reload(ed, NULL));
	assert_string_equal(shape(6), "hrcccC");
	assert_true(edition_move(ed, 1));
	assert_int_equal(edition_covered(ed), 0);
	assert_true(edition_move(ed, -1));
	assert_true(edition_fold(ed));
	assert_false(edition_fold(ed));
	assert_int_equal(at(), ARTICLES + 202);
	assert_true(edition_move(ed, -1));
	assert_false(edition_unfold(ed, NULL));
}

static int
line_of_selection(void)
{
	struct edition_line lines[HEIGHT];
	size_t n = edition_lines(ed, HEIGHT, lines);

	for (size_t i = 0; i < n; i++)
		if (lines[i].selected)
			return (int)i;
	return -1;
}

/* Also where it stands among what is on screen. */
static void
what_comes_in_between_moves_no_line(void **state)
{
	int64_t time;
	int line, id;

	(void)state;
	set("");
	edition_move(ed, 400);
	line_of_selection();
	edition_move(ed, -8);
	line = line_of_selection();
	id = at();
	time = edition_selected(ed)->time;
	assert_true(store_begin(desk.store, NULL));
	for (int i = 1; i <= 5; i++)
		put(ARTICLES + 100 + i, time + i * 60);
	assert_true(store_commit(desk.store, NULL));
	assert_true(edition_reload(ed, NULL));
	assert_int_equal(at(), id);
	assert_int_equal(line_of_selection(), line);
}

/* More than are counted while somebody waits. */
static void
a_large_total_is_said_before_it_is_counted(void **state)
{
	enum { MORE = 9000 };
	struct edition_line lines[HEIGHT];

	(void)state;
	put_all(20001, 20000 + MORE);
	set("id:>0 topic:Town OR topic:Harbour");
	edition_lines(ed, HEIGHT, lines);
	assert_int_equal(edition_total(ed), -1);
	assert_true(edition_idle(ed));
	assert_int_equal(edition_total(ed), 10000);
	assert_true(edition_total_is_least(ed));
	count_all();
	assert_false(edition_total_is_least(ed));
	assert_true(edition_total(ed) >= ARTICLES + MORE);
	/* A small one is whole at once. */
	set("topic:Harbour heat:5");
	assert_true(edition_idle(ed));
	assert_false(edition_total_is_least(ed));
	int64_t total = edition_total(ed);
	count_all();
	assert_int_equal(edition_total(ed), total);
}

/* A total that is only known to be large: the end of the list tells it. */
static void
the_end_tells_the_total(void **state)
{
	(void)state;
	ed->many = 500;
	set("heat:>=0");
	assert_true(edition_idle(ed));
	assert_int_equal(edition_total(ed), 500);
	assert_true(edition_total_is_least(ed));
	assert_true(edition_last(ed));
	assert_int_equal(edition_position(ed), -1);
	assert_true(edition_idle(ed));
	assert_int_equal(edition_position(ed), ARTICLES);
	assert_int_equal(edition_total(ed), ARTICLES);
	assert_false(edition_total_is_least(ed));
	assert_true(edition_first(ed));
	count_all();
	assert_int_equal(edition_position(ed), 1);
	assert_int_equal(edition_total(ed), ARTICLES);
	ed->many = 10000;
}

static bool
is_wanted(void *arg)
{
	return *(bool *)arg;
}

/* 1 to 99 and, 2,900 rows on, one more: who looks for that is stopped. */
static void
looking_for_rows_gives_way(void **state)
{
	struct edition_line lines[HEIGHT];
	bool wanted = true;
	size_t n;

	(void)state;
	set("title:/^(.|..|2999)$/");
	store_set_interrupt(desk.store, is_wanted, &wanted);
	assert_true(edition_move(ed, EDITION_FIRST - 1));
	n = edition_lines(ed, HEIGHT, lines);
	assert_true(n > 10);
	assert_true(edition_is_stopped(ed));
	assert_false(edition_move(ed, 1));
	assert_true(store_was_interrupted(desk.store));
	assert_false(edition_last(ed));
	assert_false(edition_day(ed, 1));
	assert_int_equal(at(), EDITION_FIRST);
	/* The next time it goes on from there. */
	wanted = false;
	edition_lines(ed, HEIGHT, lines);
	assert_false(edition_is_stopped(ed));
	assert_true(edition_move(ed, 1));
	assert_int_equal(at(), EDITION_FIRST + 1);
	assert_true(edition_last(ed));
	assert_int_equal(at(), 2999);
	store_set_interrupt(desk.store, NULL, NULL);
}

int
main(void)
{
	/* In this order: the later ones add to the store. */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_list_is_harmless),
		cmocka_unit_test(lines_have_days),
		cmocka_unit_test(a_heading_alone_has_its_number),
		cmocka_unit_test(every_row_comes_once_and_in_order),
		cmocka_unit_test(far_moves_know_where_they_are),
		cmocka_unit_test(the_end_tells_the_total),
		cmocka_unit_test(days_and_dates_can_be_gone_to),
		cmocka_unit_test(unread_is_found_however_far),
		cmocka_unit_test(what_was_read_stays_until_the_query_is_set),
		cmocka_unit_test(all_marked_read_stays_too),
		cmocka_unit_test(a_part_marked_read_stays_too),
		cmocka_unit_test(setting_can_keep_the_selected_article),
		cmocka_unit_test(a_reload_moves_nothing),
		cmocka_unit_test(a_dropped_row_leaves_the_selection_beside),
		cmocka_unit_test(the_view_scrolls_and_takes_the_selection_along),
		cmocka_unit_test(what_comes_in_between_moves_no_line),
		cmocka_unit_test(looking_for_rows_gives_way),
		cmocka_unit_test(coverage_unfolds_below_its_row),
		cmocka_unit_test(a_large_total_is_said_before_it_is_counted),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
