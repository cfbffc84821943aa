/* SPDX-License-Identifier: ISC */
/* bare STORE: the least that a news reader with curses and SQLite can do, to
 * measure against: opens dateline's store, reads the newest rows, draws them,
 * moves a bar; a page is a query by key set, as is the last one.  j, k, page
 * down, G, q. */
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curses.h>
#include <sqlite3.h>

enum { ROWS = 50, TITLE = 512, PROVIDER = 128 };

#define SELECT "SELECT a.id, a.time, a.title, p.name FROM article a JOIN provider p ON p.id = a.provider" \
	" WHERE a.shown = 1"

struct row {
	int64_t id, time;
	char title[TITLE], provider[PROVIDER];
};

struct page {
	sqlite3_stmt *after, *last;
	struct row rows[ROWS];
	int n, selected;
};

static const struct row above_all = { .id = INT64_MAX, .time = INT64_MAX };

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK) {
		fprintf(stderr, "bare: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
	return stmt;
}

static int
read_rows(struct row *rows, sqlite3_stmt *stmt, int limit)
{
	int n = 0;

	while (n < limit && sqlite3_step(stmt) == SQLITE_ROW) {
		struct row *r = &rows[n++];

		r->id = sqlite3_column_int64(stmt, 0);
		r->time = sqlite3_column_int64(stmt, 1);
		snprintf(r->title, sizeof(r->title), "%s", (const char *)sqlite3_column_text(stmt, 2));
		snprintf(r->provider, sizeof(r->provider), "%s", (const char *)sqlite3_column_text(stmt, 3));
	}
	sqlite3_reset(stmt);
	return n;
}

static int
height(void)
{
	return LINES < ROWS ? LINES : ROWS;
}

static int
read_after(struct page *page, struct row *rows, const struct row *at, int limit)
{
	sqlite3_bind_int64(page->after, 1, at->time);
	sqlite3_bind_int64(page->after, 2, at->id);
	return read_rows(rows, page->after, limit);
}

static void
load_after(struct page *page, const struct row *at)
{
	int n = read_after(page, page->rows, at, height());

	if (n > 0) {
		page->n = n;
		page->selected = 0;
	}
}

/* Newest first, as the screen has them, though they are found from the end. */
static void
load_last(struct page *page)
{
	page->n = read_rows(page->rows, page->last, height());
	for (int i = 0; i < page->n / 2; i++) {
		struct row keep = page->rows[i];

		page->rows[i] = page->rows[page->n - 1 - i];
		page->rows[page->n - 1 - i] = keep;
	}
	page->selected = page->n - 1;
}

static void
draw_row(const struct page *page, int y)
{
	const struct row *r = &page->rows[y];
	time_t t = (time_t)r->time;
	struct tm tm;
	char when[32];

	localtime_r(&t, &tm);
	strftime(when, sizeof(when), "%d %b %H:%M", &tm);
	attrset(y == page->selected ? A_REVERSE : A_NORMAL);
	mvprintw(y, 0, "%s  %-12.12s  ", when, r->provider);
	addnstr(r->title, COLS - 30);
	if (y == page->selected)
		chgat(-1, A_REVERSE, 0, NULL);
}

static void
draw(const struct page *page)
{
	erase();
	for (int y = 0; y < page->n && y < LINES; y++)
		draw_row(page, y);
	refresh();
}

static void
move_bar(struct page *page, int by)
{
	int to = page->selected + by;
	struct row more;

	if (to >= 0 && to < page->n) {
		page->selected = to;
	} else if (to >= page->n && read_after(page, &more, &page->rows[page->n - 1], 1) == 1) {
		memmove(page->rows, page->rows + 1, (size_t)(page->n - 1) * sizeof(more));
		page->rows[page->n - 1] = more;
	}
}

static void
run(struct page *page)
{
	int key = 0;

	for (; key != 'q' && key != ERR; key = getch()) {
		if (key == 'j' || key == 'k')
			move_bar(page, key == 'j' ? 1 : -1);
		else if (key == KEY_NPAGE)
			load_after(page, &page->rows[page->n - 1]);
		else if (key == 'G')
			load_last(page);
		else if (key == 'g')
			load_after(page, &above_all);
		draw(page);
	}
}

int
main(int argc, char **argv)
{
	static struct page page;
	sqlite3 *db;

	setlocale(LC_ALL, "");
	if (argc != 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
		fputs("usage: bare STORE\n", stderr);
		return 2;
	}
	page.after = prepare(db, SELECT " AND (a.time, a.id) < (?1, ?2) ORDER BY a.time DESC, a.id DESC");
	page.last = prepare(db, SELECT " ORDER BY a.time, a.id");
	if (initscr() == NULL)
		return 1;
	cbreak();
	noecho();
	curs_set(0);
	keypad(stdscr, TRUE);
	idlok(stdscr, TRUE);
	load_after(&page, &above_all);
	run(&page);
	endwin();
	sqlite3_finalize(page.after);
	sqlite3_finalize(page.last);
	sqlite3_close(db);
	return 0;
}
