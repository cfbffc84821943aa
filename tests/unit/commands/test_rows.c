/* SPDX-License-Identifier: ISC */
/* Lines of a list: those of --format, and the table with its columns. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "commands/row_format.h"
#include "commands/row_table.h"
#include "model/row.h"

static const struct row wall = {
	.id = 17, .time = 1608204300, .title = "The wall", .provider = "Gazette", .domain = "g.example",
	.link = "https://g.example/wall", .quality = 92, .heat = 172, .has_quality = true, .has_heat = true,
	.marks = MARK_READ | MARK_STARRED, .coverage = 4,
};

static const struct row bare = { .id = 3, .time = 0, .title = "" };

static int
set_up(void **state)
{
	(void)state;
	setenv("TZ", "UTC0", 1);
	tzset();
	date_set_now(1608206400);
	return setlocale(LC_ALL, "C.UTF-8") == NULL && setlocale(LC_ALL, "en_US.UTF-8") == NULL;
}

static void
test_format(void **state)
{
	static const struct { const char *format, *wall, *bare; } cases[] = {
		{ "%i|%t|%p|%u", "17|The wall|Gazette|https://g.example/wall", "3|||" },
		{ "%d|%D", "2020-12-17 11:25|2020-12-17T11:25:00Z", "1970-01-01 00:00|1970-01-01T00:00:00Z" },
		{ "%q|%h|%c|%s", "92|172|4|rs", "||0|-" },
		{ "100%%\\t\\n\\\\", "100%\t\n\\", "100%\t\n\\" },
		{ "", "", "" },
		{ "%%i%i", "%i17", "%i3" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b = { 0 };
		assert_true(row_format_check(cases[i].format, NULL));
		row_format(&b, cases[i].format, &wall);
		assert_string_equal(buf_str(&b), cases[i].wall);
		buf_reset(&b);
		row_format(&b, cases[i].format, &bare);
		assert_string_equal(buf_str(&b), cases[i].bare);
		buf_done(&b);
	}
}

static void
test_format_mistakes(void **state)
{
	static const struct { const char *format, *words; } cases[] = {
		{ "%z", "no escape \"%z\"" }, { "a\\x", "no escape \"\\x\"" },
		{ "50%", "ends in the middle" }, { "\\", "ends in the middle" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };
		assert_false(row_format_check(cases[i].format, &err));
		assert_non_null(strstr(err.text, cases[i].words));
	}
}

/* The columns of each line, and whether headings stand where days begin. */
static void
test_table(void **state)
{
	struct row_table t = { .columns = 80, .by_day = true };
	struct row old = wall;
	struct buf b = { 0 };

	(void)state;
	row_table_put(&t, &b, &wall);
	old.time -= 86400;
	old.marks = 0;
	row_table_put(&t, &b, &old);
	old.title = NULL;
	row_table_put(&t, &b, &old);
	assert_string_equal(buf_str(&b),
	    "TODAY  Thu 17 Dec 2020\n"
	    "    17  ★ 11:25 ▆ The wall                          ⧉ 4   Gazette\n"
	    "\n"
	    "YESTERDAY  Wed 16 Dec 2020\n"
	    "    17 ●  11:25 ▆ The wall                          ⧉ 4   Gazette\n"
	    "    17 ●  11:25 ▆ (no title)                        ⧉ 4   Gazette\n");
	buf_done(&b);
}

static void
test_table_fits(void **state)
{
	static const char *const titles[] = {
		"A title of plain letters that is far too long fo"
		"r a line of any terminal that there is, or nearly",
		"水車が半世紀ぶりに回り始めた水車が半世紀ぶりに回り始めた水車が半世紀ぶりに回り始めた水車が半世紀ぶりに",
		"👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦"
		"👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦"
		"👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦"
		"👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
	};
	static const int columns[] = { 40, 71, 72, 80, 133 };

	(void)state;
	for (size_t i = 0; i < COUNT(titles); i++)
		for (size_t k = 0; k < COUNT(columns); k++) {
			struct row_table t = { .columns = columns[k] };
			struct row row = wall;
			struct buf b = { 0 };
			row.title = row.provider = titles[i];
			row_table_put(&t, &b, &row);
			assert_in_range(utf8_columns(b.p, b.n - 1), 1, columns[k]);
			if (utf8_columns(titles[i], strlen(titles[i])) > columns[k])
				assert_non_null(strstr(b.p, "…"));
			buf_done(&b);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_format_mistakes),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_table_fits),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
