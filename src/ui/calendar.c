/* SPDX-License-Identifier: ISC */
/* A month with what the filter, without its dates, matches on each day.  The
 * days of a month are counted aside, in one pass that ends when a key comes;
 * the grid is there at once. */
#include "ui/calendar.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "ui/canvas.h"
#include "ui/key.h"
#include "ui/overlay_box.h"
#include "ui/reader_parts.h"

enum { WEEKS = 6, DAYS = 31, HALF_DAY = 12 * 3600, COLUMNS_LEAST = 25, LINES_LEAST = 10 };
/* Columns of a day: with its number and count, with marks, bare. */
enum { CELL_WIDE = 9, CELL_MARKED = 5, CELL_NARROW = 3 };

struct calendar {
	struct pane pane;
	struct arena arena;
	const struct query *query;	/* without dates */
	struct store_fold fold;		/* of the list that it is for */
	int day;			/* chosen */
	int first, days;		/* the month that it is in */
	int64_t counts[DAYS];
	bool counted;
	int64_t version;		/* of the store, when they were */
	int monday;			/* column of Monday: 0, or 1 where weeks begin on Sunday */
	struct { int y, x, cell; } grid;	/* on the screen, as last drawn */
};

/* -- months and weeks */

static struct tm
noon_of(int day)
{
	struct tm t;

	/* No clock change reaches it. */
	date_local(date_day_start(day) + HALF_DAY, &t);
	return t;
}

static void
choose_day(struct calendar *cal, int day)
{
	struct tm t = noon_of(day);
	int first = day - t.tm_mday + 1, days = 28;

	while (days < DAYS && noon_of(first + days).tm_mon == t.tm_mon)
		days++;
	if (first != cal->first || cal->days == 0)
		cal->counted = false;
	cal->day = day;
	cal->first = first;
	cal->days = days;
}

/* The same day of another month, or its last one. */
static void
step_month(struct calendar *cal, int direction)
{
	int of_month = cal->day - cal->first;

	choose_day(cal, direction > 0 ? cal->first + cal->days : cal->first - 1);
	choose_day(cal, cal->first + (of_month < cal->days ? of_month : cal->days - 1));
}

static bool
is_locale_plain(void)
{
	const char *name = setlocale(LC_TIME, NULL);

	return name == NULL || strcmp(name, "C") == 0 || strncmp(name, "C.", 2) == 0
	    || strcmp(name, "POSIX") == 0;
}

static int
column_of_monday(void)
{
#ifdef __GLIBC__
	/* 1 stands for Sunday. */
	if (!is_locale_plain() && nl_langinfo(_NL_TIME_FIRST_WEEKDAY)[0] == 1)
		return 1;
#else
	(void)is_locale_plain;
#endif
	return 0;
}

static int
column_of(const struct calendar *cal, int day)
{
	return (noon_of(day).tm_wday + 6 + cal->monday) % 7;
}

/* -- counts */

static struct store_list
list_of(const struct calendar *cal)
{
	return (struct store_list){ .query = cal->query, .fold = cal->fold };
}

static bool
calendar_idle(struct pane *pane, struct reader *rd)
{
	struct calendar *cal = (struct calendar *)pane;
	struct store_list list = list_of(cal);
	int64_t bounds[DAYS + 1];

	if (cal->counted && cal->version == rd->own->version)
		return false;
	for (int i = 0; i <= cal->days; i++)
		bounds[i] = date_day_start(cal->first + i);
	if (!store_day_counts(rd->desk->store, &list, bounds, (size_t)cal->days, cal->counts, NULL))
		return store_was_interrupted(rd->desk->store);
	cal->counted = true;
	cal->version = rd->own->version;
	return true;
}

/* To the oldest or the newest day that has something. */
static void
choose_end(struct calendar *cal, struct reader *rd, bool oldest)
{
	struct store_list list = list_of(cal);
	struct arena a = { 0 };
	struct row *rows;
	size_t n;

	if (store_rows(rd->desk->store, &list, NULL, oldest, 1, &a, &rows, &n, NULL) && n > 0)
		choose_day(cal, date_day(rows[0].time));
	arena_done(&a);
}

/* -- drawing */

static int64_t
highest(const struct calendar *cal)
{
	int64_t most = 1;

	for (int i = 0; i < cal->days; i++)
		most = cal->counts[i] > most ? cal->counts[i] : most;
	return most;
}

static void
draw_count(const struct calendar *cal, const struct canvas *c, int y, int x, int i)
{
	int64_t count = cal->counts[i];
	enum role role = cal->first + i == cal->day ? ROLE_SELECTED : ROLE_HEAT_LOW;
	bool wide = cal->grid.cell == CELL_WIDE;
	char text[24];

	if (!cal->counted || count == 0)
		return;
	x += wide ? 5 : cal->grid.cell == CELL_MARKED ? 3 : 2;
	canvas_text(c, y, x, 1, role, canvas_bar(c, (int)(1 + count * 7 / highest(cal))));
	if (!wide)
		return;
	snprintf(text, sizeof(text), count < 1000 ? "%lld" : "%lldk",
	    (long long)(count < 1000 ? count : count < 99000 ? count / 1000 : 99));
	canvas_text(c, y, x + 1, 3, role, text);
}

static void
draw_day(const struct calendar *cal, const struct canvas *c, int y, int x, int i)
{
	int day = cal->first + i, cell = cal->grid.cell;
	bool chosen = day == cal->day, today = day == date_day(date_now());
	bool empty = cal->counted && cal->counts[i] == 0;
	enum role role = chosen ? ROLE_SELECTED : today ? ROLE_STRONG : empty ? ROLE_DIM : ROLE_TEXT;
	int inset = cell == CELL_NARROW ? 0 : 1;

	if (chosen)
		canvas_fill(c, y, x, cell == CELL_WIDE ? cell - 1 : cell, role);
	canvas_printf(c, y, x + inset, 2, role, "%2d", i + 1);
	draw_count(cal, c, y, x, i);
	if (inset > 0 && (chosen || today))
		canvas_text(c, y, x, 1, role, chosen ? "[" : "*");
	if (inset > 0 && chosen)
		canvas_text(c, y, x + (cell == CELL_WIDE ? 3 : 4), 1, role, "]");
	if (chosen)
		canvas_cursor(c, y, x + inset, true);
}

static void
draw_weekdays(const struct calendar *cal, const struct canvas *c)
{
	char name[32];

	for (int i = 0; i < 7; i++) {
		/* The first Monday of 1970 was the fifth of January. */
		date_format_local(date_day_start(4 + i - cal->monday) + HALF_DAY, "%a", name, sizeof(name));
		canvas_text(c, 0, i * cal->grid.cell + (cal->grid.cell > CELL_NARROW), cal->grid.cell - 1 < 3
		    ? 2 : 3, ROLE_DIM, name);
	}
}

/* The day that is chosen, in words. */
static void
draw_words(const struct calendar *cal, const struct canvas *c, int y)
{
	int64_t count = cal->counts[cal->day - cal->first];
	int today = date_day(date_now());
	char text[128], number[32];

	date_format_local(date_day_start(cal->day) + HALF_DAY, "%a ", text, sizeof(text));
	int x = canvas_text(c, y, 0, -1, ROLE_HEADING, text);
	date_format_local(date_day_start(cal->day) + HALF_DAY, "%e %b %Y", text, sizeof(text));
	x += canvas_text(c, y, x, -1, ROLE_HEADING, text + (text[0] == ' '));
	if (cal->day == today)
		x += canvas_text(c, y, x, -1, ROLE_TEXT, ", today");
	if (!cal->counted)
		return;
	snprintf(text, sizeof(text), "%s %s", count == 0 ? "no" : reader_format_count(count, number),
	    count == 1 ? "story" : "stories");
	canvas_text_cut(c, y, x + 2, -1, ROLE_TEXT, text);
}

static int
cell_of(int width)
{
	return width >= 7 * CELL_WIDE ? CELL_WIDE : width >= 7 * CELL_MARKED ? CELL_MARKED : CELL_NARROW;
}

static void
calendar_draw(struct pane *pane, struct reader *rd, const struct canvas *screen, bool focused)
{
	struct calendar *cal = (struct calendar *)pane;
	char title[64];
	/* Frame and margins take four columns. */
	int cell = cell_of(screen->width - 4), y = 0;

	(void)rd;
	(void)focused;
	date_format_local(date_day_start(cal->first) + HALF_DAY, "%B %Y", title, sizeof(title));
	struct canvas c = overlay_box(screen, 7 * cell, WEEKS + 2, title,
	    cell == CELL_WIDE ? "Enter goes there, f day only, m month only, / a date"
	    : cell == CELL_MARKED ? "Enter goes, f day, m month" : "Enter f m /");
	cal->grid.cell = cell;
	if (c.height > WEEKS)
		draw_weekdays(cal, &c);
	y += c.height > WEEKS;
	cal->grid.y = c.y - screen->y + y;
	cal->grid.x = c.x - screen->x;
	for (int i = 0, at = column_of(cal, cal->first); i < cal->days; i++, at++)
		draw_day(cal, &c, y + at / 7, at % 7 * cell, i);
	if (c.height >= WEEKS + 2)
		draw_words(cal, &c, c.height - 1);
}

/* -- what is done with a day */

static const struct query *
without_dates(struct arena *a, const struct query *q)
{
	static const enum query_field fields[] = { QUERY_DATE, QUERY_AFTER, QUERY_BEFORE };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		q = query_without(a, q, fields[i]);
	return q;
}

static bool
is_on(const struct reader *rd, int day)
{
	const struct row *row = edition_selected(rd->edition);

	return row != NULL && date_day(row->time) == day;
}

/* A day that the filter's dates leave out is gone to without them. */
static unsigned
go_there(struct calendar *cal, struct reader *rd)
{
	int64_t last = date_day_start(cal->day + 1) - 1;

	if (edition_sort(rd->edition).order != ORDER_DATE) {
		reader_say(rd, "only a list by date has days; f filters by one");
		return EFFECT_CLOSE;
	}
	bool found = reader_go_to_time(rd, last);
	if (cal->counted && cal->counts[cal->day - cal->first] > 0 && !is_on(rd, cal->day)) {
		reader_filter(rd, cal->query);
		found = reader_go_to_time(rd, last);
	}
	if (found && !is_on(rd, cal->day))
		reader_say(rd, "nothing on that day; this is the nearest");
	reader_follow(rd, false);
	return EFFECT_CLOSE;
}

static unsigned
filter_by(struct calendar *cal, struct reader *rd, const char *format)
{
	struct arena a = { 0 };
	char value[32];

	date_format_local(date_day_start(cal->day) + HALF_DAY, format, value, sizeof(value));
	const struct query *when = query_make(&a, QUERY_DATE, value, date_now());
	if (when != NULL)
		reader_filter(rd, query_and(&a, cal->query, when));
	arena_done(&a);
	return EFFECT_CLOSE;
}

/* -- keys and mouse */

static bool
move(struct calendar *cal, struct reader *rd, int key)
{
	static const struct { int key, other, days; } steps[] = {
		{ KEYCODE_LEFT, 'h', -1 }, { KEYCODE_RIGHT, 'l', 1 },
		{ KEYCODE_UP, 'k', -7 }, { KEYCODE_DOWN, 'j', 7 },
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (key == steps[i].key || key == steps[i].other) {
			choose_day(cal, cal->day + steps[i].days);
			return true;
		}
	if (key == KEYCODE_PAGE_UP || key == '<' || key == KEYCODE_PAGE_DOWN || key == '>')
		step_month(cal, key == KEYCODE_PAGE_DOWN || key == '>' ? 1 : -1);
	else if (key == 'g' || key == KEYCODE_HOME || key == 'G' || key == KEYCODE_END)
		choose_end(cal, rd, key == 'g' || key == KEYCODE_HOME);
	else if (key == 't')
		choose_day(cal, date_day(date_now()));
	else
		return false;
	return true;
}

static unsigned
calendar_type(struct pane *pane, struct reader *rd, const char *utf8, int key)
{
	struct calendar *cal = (struct calendar *)pane;

	if (move(cal, rd, key))
		return EFFECT_DRAW_ALL;
	switch (key) {
	case KEYCODE_ENTER:
		return go_there(cal, rd);
	case 'f':
		return filter_by(cal, rd, "%Y-%m-%d");
	case 'm':
		return filter_by(cal, rd, "%Y-%m");
	case 'q':
	case KEYCODE_ESC:
		return EFFECT_CLOSE;
	default:
		break;
	}
	if (utf8[0] == '\0' || key == ' ')
		return EFFECT_NONE;
	/* Whatever else is typed is a date in words or digits. */
	reader_ask_date(rd, key == '/' || key == ':' ? "" : utf8);
	return EFFECT_CLOSE;
}

static unsigned
calendar_act(struct pane *p, struct reader *rd, enum action action, int count)
{
	(void)p;
	(void)rd;
	(void)count;
	return action == ACTION_BACK ? EFFECT_CLOSE : action == ACTION_QUIT ? EFFECT_QUIT : EFFECT_HANDLED;
}

static unsigned
calendar_click(struct pane *pane, struct reader *rd, int y, int x, bool twice)
{
	struct calendar *cal = (struct calendar *)pane;
	int column = x - cal->grid.x, week = y - cal->grid.y;

	if (column < 0 || week < 0 || cal->grid.cell == 0 || column >= 7 * cal->grid.cell)
		return EFFECT_HANDLED;
	int i = week * 7 + column / cal->grid.cell - column_of(cal, cal->first);
	if (i < 0 || i >= cal->days)
		return EFFECT_HANDLED;
	choose_day(cal, cal->first + i);
	return twice ? go_there(cal, rd) : EFFECT_DRAW_ALL;
}

static unsigned
calendar_wheel(struct pane *pane, struct reader *rd, int lines)
{
	(void)rd;
	step_month((struct calendar *)pane, lines);
	return EFFECT_DRAW_ALL;
}

static void
calendar_free(struct pane *pane)
{
	struct calendar *cal = (struct calendar *)pane;

	arena_done(&cal->arena);
	free(cal);
}

void
calendar_open(struct reader *rd)
{
	static const struct pane_ops ops = {
		.title = "Calendar",
		.act = calendar_act,
		.type = calendar_type,
		.click = calendar_click,
		.wheel = calendar_wheel,
		.idle = calendar_idle,
		.draw = calendar_draw,
		.free = calendar_free,
	};
	const struct row *row = edition_selected(rd->edition);

	if (rd->layout.columns < COLUMNS_LEAST || rd->layout.lines < LINES_LEAST) {
		reader_ask_date(rd, "");
		return;
	}
	struct calendar *cal = mem_alloc(sizeof(*cal));
	cal->pane.ops = &ops;
	cal->monday = column_of_monday();
	cal->fold = edition_fold_of(rd->edition);
	cal->query = query_clone(&cal->arena, without_dates(&cal->arena, edition_query(rd->edition)));
	choose_day(cal, date_day(row == NULL ? date_now() : row->time));
	reader_overlay(rd, &cal->pane);
}
