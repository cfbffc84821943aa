/* SPDX-License-Identifier: ISC */
/* Tables.  Their cells are collected, each as a text of its own, and what is
 * done with them is decided at the end: columns in line where all of it fits
 * into a narrow window, "header: value" for each row where there are headers,
 * and else, for the many tables that only lay out a page, cell after cell. */
#include "formats/html_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { TABLES_MAX = 3, ROWS_MAX = 500, COLUMNS_MAX = 16, FITS_COLUMNS = 50, KEY_COLUMNS = 30 };

struct cell {
	const char *text;
	bool head;
	int span;
};

struct row {
	struct cell *cells;
	size_t n;
};

struct html_table {
	struct html_table *outer;
	struct html_text around;	/* that it stands in */
	struct row *rows;
	size_t n, columns;
	struct buf loose;		/* what stands in it but in no cell: captions */
	bool in_row;
	int width[COLUMNS_MAX];
	bool numbers[COLUMNS_MAX];	/* set to the right */
};

static size_t
tables_around(const struct html_reader *r)
{
	size_t n = 0;

	for (const struct html_table *t = r->table; t != NULL; t = t->outer)
		n++;
	return n;
}

bool
html_table_begin(struct html_reader *r)
{
	if (tables_around(r) >= TABLES_MAX || r->verbatim > 0)
		return false;
	struct html_table *t = arena_alloc(r->arena, sizeof(*t));
	t->outer = r->table;
	t->around = r->text;
	r->table = t;
	r->text = (struct html_text){ .gap = 0 };
	return true;
}

void
html_row_begin(struct html_reader *r)
{
	struct html_table *t = r->table;

	if (t == NULL)
		return;
	t->in_row = true;
	t->rows = arena_grow(r->arena, t->rows, t->n, sizeof(*t->rows));
	t->rows[t->n++] = (struct row){ NULL, 0 };
}

/* SPAN 0: it is none, but what stands between two. */
void
html_cell_end(struct html_reader *r, bool head, int span)
{
	struct html_table *t = r->table;

	if (t == NULL)
		return;
	const char *text = utf8_clean_dup(r->arena, buf_str(&r->text.out), r->text.out.n, UTF8_TEXT);
	html_text_done(&r->text);
	r->text = (struct html_text){ .gap = 0 };
	if (span == 0) {
		buf_puts(&t->loose, text);
		if (text[0] != '\0')
			buf_putc(&t->loose, '\n');
		return;
	}
	if (!t->in_row || t->n == 0)
		html_row_begin(r);
	struct row *row = &t->rows[t->n - 1];
	row->cells = arena_grow(r->arena, row->cells, row->n, sizeof(*row->cells));
	row->cells[row->n++] = (struct cell){ text, head, span };
}

void
html_cell_begin(struct html_reader *r)
{
	html_cell_end(r, false, 0);
}

void
html_row_end(struct html_reader *r)
{
	if (r->table != NULL)
		r->table->in_row = false;
}

/* -- what kind of table it is */

static bool
is_empty(const struct row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].text[0] != '\0')
			return false;
	return true;
}

static void
drop_empty_rows(struct html_table *t)
{
	size_t kept = 0;

	for (size_t i = 0; i < t->n; i++)
		if (!is_empty(&t->rows[i]))
			t->rows[kept++] = t->rows[i];
	t->n = kept;
}

/* Columns that only keep others apart. */
static void
drop_empty_columns(struct html_table *t)
{
	for (size_t k = 0; k < t->columns;) {
		bool empty = true;

		for (size_t i = 0; i < t->n && empty; i++)
			empty = k >= t->rows[i].n || t->rows[i].cells[k].text[0] == '\0';
		if (!empty) {
			k++;
			continue;
		}
		for (size_t i = 0; i < t->n; i++) {
			struct row *row = &t->rows[i];

			if (k >= row->n)
				continue;
			memmove(&row->cells[k], &row->cells[k + 1], (row->n - k - 1) * sizeof(*row->cells));
			row->n--;
		}
		t->columns--;
	}
}

static bool
looks_like_number(const char *s)
{
	static const char first[] = "+-$(~<>", money[] = "\xC2\xA3\xE2\x82\xAC";

	while (*s != '\0' && (strchr(first, *s) != NULL || strchr(money, *s) != NULL))
		s++;
	return isdigit((unsigned char)*s) && strlen(s) < 20;
}

/* False: there are cells of several lines or columns, or too many. */
static bool
measure(struct html_table *t)
{
	if (t->columns < 2 || t->columns > COLUMNS_MAX || t->n > ROWS_MAX)
		return false;
	for (size_t k = 0; k < t->columns; k++)
		t->numbers[k] = t->n > 1;
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->rows[i].n; k++) {
			const struct cell *cell = &t->rows[i].cells[k];
			int width = utf8_columns(cell->text, strlen(cell->text));

			if (cell->span > 1 || strchr(cell->text, '\n') != NULL)
				return false;
			t->width[k] = width > t->width[k] ? width : t->width[k];
			if (!cell->head && cell->text[0] != '\0')
				t->numbers[k] = t->numbers[k] && looks_like_number(cell->text);
		}
	return true;
}

static bool
fits(const struct html_table *t)
{
	int width = 1;

	for (size_t k = 0; k < t->columns; k++)
		width += t->width[k] + 3;
	return width <= FITS_COLUMNS;
}

static bool
is_head(const struct row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (!row->cells[i].head)
			return false;
	return row->n > 0;
}

/* -- the three ways to write it */

static void
pad(struct buf *b, int n, char c)
{
	while (n-- > 0)
		buf_putc(b, c);
}

static void
put_row(const struct html_table *t, const struct row *row, struct buf *b)
{
	buf_reset(b);
	for (size_t k = 0; k < t->columns; k++) {
		const char *text = k < row->n ? row->cells[k].text : "";
		int room = t->width[k] - utf8_columns(text, strlen(text));

		buf_puts(b, "| ");
		pad(b, t->numbers[k] ? room : 0, ' ');
		buf_puts(b, text);
		pad(b, t->numbers[k] ? 1 : room + 1, ' ');
	}
	buf_putc(b, '|');
}

static void
put_columns(struct html_reader *r, const struct html_table *t)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		put_row(t, &t->rows[i], &b);
		html_text_lines(&r->text, b.p, b.n, true);
		if (i > 0 || t->n == 1 || !is_head(&t->rows[0]))
			continue;
		buf_reset(&b);
		for (size_t k = 0; k < t->columns; k++) {
			buf_putc(&b, '|');
			pad(&b, t->width[k] + 2, '-');
		}
		buf_putc(&b, '|');
		html_text_lines(&r->text, b.p, b.n, true);
	}
	buf_done(&b);
}

static void
put_value(struct html_reader *r, const char *key, const char *value)
{
	if (value[0] == '\0')
		return;
	html_text_gap(&r->text, 1);
	if (key[0] != '\0' && strchr(key, '\n') == NULL) {
		size_t n = strlen(key);

		html_text_put(&r->text, key);
		html_text_put(&r->text, key[n - 1] == ':' ? " " : ": ");
	}
	html_text_lines(&r->text, value, strlen(value), false);
}

static void
put_records(struct html_reader *r, const struct html_table *t)
{
	const struct row *head = &t->rows[0];

	for (size_t i = 1; i < t->n; i++) {
		html_text_gap(&r->text, i > 1 ? 2 : 1);
		for (size_t k = 0; k < t->rows[i].n; k++)
			put_value(r, k < head->n ? head->cells[k].text : "", t->rows[i].cells[k].text);
	}
}

/* Two columns, the first of them headers: facts about one thing. */
static bool
has_keys(const struct html_table *t)
{
	size_t keys = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct row *row = &t->rows[i];

		if (row->n > 2 || row->cells[0].span > 1)
			return false;
		keys += row->n == 2 && row->cells[0].head && !row->cells[1].head;
	}
	return keys > 0 && keys * 2 >= t->n;
}

static void
put_facts(struct html_reader *r, const struct html_table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct row *row = &t->rows[i];

		put_value(r, row->n > 1 ? row->cells[0].text : "", row->cells[row->n - 1].text);
	}
}

static void
put_cells(struct html_reader *r, const struct html_table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		html_text_gap(&r->text, 1);
		for (size_t k = 0; k < t->rows[i].n; k++) {
			const char *text = t->rows[i].cells[k].text;
			bool long_one = strlen(text) > KEY_COLUMNS || strchr(text, '\n') != NULL;

			if (text[0] == '\0')
				continue;
			if (long_one)
				html_text_gap(&r->text, 2);
			else if (r->text.gap == 0)
				html_text_words(&r->text, " ", 1);
			html_text_lines(&r->text, text, strlen(text), false);
			r->text.gap = long_one ? 2 : 0;
		}
	}
}

void
html_table_end(struct html_reader *r)
{
	struct html_table *t = r->table;

	html_cell_end(r, false, 0);
	html_text_done(&r->text);
	r->text = t->around;
	r->table = t->outer;
	drop_empty_rows(t);
	for (size_t i = 0; i < t->n; i++)
		t->columns = t->rows[i].n > t->columns ? t->rows[i].n : t->columns;
	if (t->columns <= COLUMNS_MAX && t->n <= ROWS_MAX)
		drop_empty_columns(t);
	bool plain = measure(t);
	html_text_lines(&r->text, buf_str(&t->loose), t->loose.n, false);
	buf_done(&t->loose);
	if (plain && fits(t) && r->mode == HTML_FULL)
		put_columns(r, t);
	else if (t->n > 1 && t->columns > 1 && is_head(&t->rows[0]) && !is_head(&t->rows[1]))
		put_records(r, t);
	else if (t->n > 0 && has_keys(t))
		put_facts(r, t);
	else
		put_cells(r, t);
	html_text_gap(&r->text, 2);
}
