/* SPDX-License-Identifier: ISC */
#include "ui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

enum { LINES_MOST = 70, COLUMNS_MOST = 220, TOPICS = 0, STORIES, DETAIL };

static unsigned char owner[LINES_MOST][COLUMNS_MOST];

/* Every cell of the box is on the screen and nobody else's. */
static void
claim(const struct layout *l, const struct box *b, unsigned char name)
{
	if (b->height == 0)
		return;
	assert_true(b->height > 0 && b->width > 0 && b->y >= 0 && b->x >= 0);
	assert_true(b->y + b->height <= l->lines && b->x + b->width <= l->columns);
	for (int y = b->y; y < b->y + b->height; y++)
		for (int x = b->x; x < b->x + b->width; x++) {
			assert_int_equal(owner[y][x], 0);
			owner[y][x] = name;
		}
}

static void
check(int lines, int columns, const struct layout_wish *wish)
{
	struct layout l;
	int focus = wish->focus;

	layout_compute(&l, lines, columns, wish);
	memset(owner, 0, sizeof(owner));
	if (l.kind == LAYOUT_TINY) {
		assert_true(lines < 5 || columns < 20);
		return;
	}
	assert_true(lines >= 5 && columns >= 20);
	claim(&l, &l.top, 1);
	claim(&l, &l.bottom, 2);
	for (int i = 0; i < LAYOUT_PANES; i++)
		claim(&l, &l.pane[i], (unsigned char)(3 + i));
	/* The pane that has the keys is seen, and large enough to be of use. */
	assert_true(l.pane[focus].height >= 3 && l.pane[focus].width >= 20);
	assert_int_equal(l.top.height, 1);
	assert_int_equal(l.bottom.y, lines - 1);
}

static void
every_size_is_laid_out(void **state)
{
	(void)state;
	for (int lines = 1; lines < LINES_MOST; lines++)
		for (int columns = 1; columns < COLUMNS_MOST; columns++)
			for (int wanted = 0; wanted < 4; wanted++)
				for (int focus = 0; focus < LAYOUT_PANES; focus++)
					check(lines, columns,
					    &(struct layout_wish){ .turns = wanted, .focus = focus });
	/* Whatever is wished, no pane is lost. */
	for (int lines = 1; lines < LINES_MOST; lines += 3)
		for (int columns = 1; columns < COLUMNS_MOST; columns += 5)
			for (int kind = 0; kind < 5; kind++)
				for (int list = 0; list <= 90; list += 45)
					check(lines, columns,
					    &(struct layout_wish){ .kind = kind, .focus = list % 3,
						.topics = list * 2, .list = list, .linear = kind == 4 });
}

static void
the_kind_fits_the_size(void **state)
{
	static const struct {
		int lines, columns, wanted;
		enum layout_kind kind;
		int panes;		/* seen while the stories have the keys */
	} cases[] = {
		{ 50, 160, 0, LAYOUT_WIDE, 3 },
		{ 24, 140, 0, LAYOUT_WIDE, 3 },
		{ 24, 139, 0, LAYOUT_MEDIUM, 2 },
		{ 24, 80, 0, LAYOUT_MEDIUM, 2 },
		{ 24, 80, 1, LAYOUT_BESIDE, 2 },
		{ 24, 80, 2, LAYOUT_SINGLE, 1 },
		{ 24, 80, 3, LAYOUT_MEDIUM, 2 },
		{ 24, 79, 0, LAYOUT_SINGLE, 1 },
		{ 13, 160, 0, LAYOUT_SINGLE, 1 },
		{ 14, 160, 0, LAYOUT_WIDE, 3 },
		{ 14, 160, 1, LAYOUT_MEDIUM, 2 },
		{ 5, 20, 0, LAYOUT_SINGLE, 1 },
		{ 4, 20, 0, LAYOUT_TINY, 0 },
		{ 5, 19, 0, LAYOUT_TINY, 0 },
		{ 1, 1, 0, LAYOUT_TINY, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct layout l;
		int panes = 0;

		layout_compute(&l, cases[i].lines, cases[i].columns,
		    &(struct layout_wish){ .turns = cases[i].wanted, .focus = STORIES });
		for (int p = 0; p < LAYOUT_PANES; p++)
			panes += l.pane[p].height > 0;
		if (l.kind != cases[i].kind || panes != cases[i].panes)
			fail_msg("%dx%d wanted %d: kind %d with %d panes", cases[i].columns, cases[i].lines,
			    cases[i].wanted, (int)l.kind, panes);
	}
}

static void
topics_come_when_they_get_the_keys(void **state)
{
	struct layout l;

	(void)state;
	layout_compute(&l, 24, 100, &(struct layout_wish){ .focus = STORIES });
	assert_int_equal(l.pane[TOPICS].height, 0);
	layout_compute(&l, 24, 100, &(struct layout_wish){ .focus = TOPICS });
	assert_true(l.pane[TOPICS].height > 0 && l.pane[STORIES].height > 0 && l.pane[DETAIL].height > 0);
}

static void
wishes_are_met_where_they_fit(void **state)
{
	struct layout l;

	(void)state;
	layout_compute(&l, 50, 160, &(struct layout_wish){ .kind = 3, .focus = STORIES });
	assert_int_equal(l.kind, LAYOUT_BESIDE);
	layout_compute(&l, 50, 160, &(struct layout_wish){ .kind = 4, .turns = 1, .focus = STORIES });
	assert_int_equal(l.kind, LAYOUT_WIDE);
	layout_compute(&l, 24, 80, &(struct layout_wish){ .kind = 1, .focus = STORIES });
	assert_int_equal(l.kind, LAYOUT_MEDIUM);
	layout_compute(&l, 50, 160, &(struct layout_wish){ .focus = STORIES, .topics = 40, .list = 50 });
	assert_int_equal(l.pane[TOPICS].width, 40);
	assert_int_equal(l.pane[STORIES].width, 59);
	layout_compute(&l, 50, 100, &(struct layout_wish){ .focus = STORIES, .list = 25 });
	assert_int_equal(l.pane[STORIES].height, 11);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size_is_laid_out),
		cmocka_unit_test(the_kind_fits_the_size),
		cmocka_unit_test(topics_come_when_they_get_the_keys),
		cmocka_unit_test(wishes_are_met_where_they_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
