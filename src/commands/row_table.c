/* SPDX-License-Identifier: ISC */
/* A line is id, marks, time, heat bar, title, coverage, provider; what does
 * not fit is taken from the title, and in narrow terminals the provider goes. */
#include "commands/row_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/row.h"

enum { PROVIDER_COLUMNS = 22, PROVIDER_FROM = 72, DATES_FROM = 60, TITLE_LEAST = 12 };

static void
put_heading(struct row_table *t, struct buf *out, int day)
{
	/* Noon: no clock change reaches it. */
	int64_t noon = date_day_start(day) + 12 * 3600;
	int today = date_day(date_now());
	char text[64];

	buf_printf(out, "%s%s%s\n", t->begun ? "\n" : "",
	    day == today ? "TODAY  " : day == today - 1 ? "YESTERDAY  " : "",
	    date_format_local(noon, "%a %d %b %Y", text, sizeof(text)));
}

static const char *
bar(const struct row *row)
{
	static const char *const bars[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	static const int steps[] = { 0, 20, 40, 60, 80, 110, 150, 220, 400 };
	size_t i = 0;

	while (row->has_heat && i + 1 < COUNT(steps) && row->heat >= steps[i + 1])
		i++;
	return bars[i];
}

/* S in exactly ROOM columns. */
static void
put_cell(struct buf *out, const char *s, int room)
{
	size_t n = strlen(s);
	int used;

	if (room < 1)
		return;
	if (utf8_columns(s, n) <= room) {
		buf_puts(out, s);
		used = utf8_columns(s, n);
	} else {
		buf_add(out, s, utf8_fit(s, n, room - 1, &used));
		buf_puts(out, "…");
		used++;
	}
	buf_printf(out, "%*s", room - used, "");
}

static void
put_tail(struct row_table *t, struct buf *out, const struct row *row)
{
	char text[32] = "";

	if (row->coverage > 0)
		snprintf(text, sizeof(text), "⧉ %d", row->coverage);
	put_cell(out, text, 5);
	if (t->columns >= PROVIDER_FROM) {
		buf_putc(out, ' ');
		put_cell(out, row->provider != NULL ? row->provider : "", PROVIDER_COLUMNS);
	}
}

static void
put_head(struct row_table *t, struct buf *out, const struct row *row)
{
	char time[32];

	date_format_local(row->time,
	    t->by_day ? "%H:%M" : t->columns < DATES_FROM ? "%y-%m-%d" : "%Y-%m-%d %H:%M", time,
	    sizeof(time));
	buf_printf(out, "%6" PRId64 " %s%s %s %s %s", row->id, row->marks & MARK_READ ? " " : "●",
	    row->marks & MARK_STARRED ? "★" : " ", time, bar(row), row->damaged ? "! " : "");
}

void
row_table_put(struct row_table *t, struct buf *out, const struct row *row)
{
	int day = date_day(row->time);
	size_t from;

	if (t->by_day && (!t->begun || day != t->day))
		put_heading(t, out, day);
	t->begun = true;
	t->day = day;
	from = out->n;
	put_head(t, out, row);
	int room = t->columns - utf8_columns(out->p + from, out->n - from) - 6;
	if (t->columns >= PROVIDER_FROM)
		room -= PROVIDER_COLUMNS + 1;
	bool named = row->title != NULL && row->title[0] != '\0';
	put_cell(out, named ? row->title : "(no title)", room > TITLE_LEAST ? room : TITLE_LEAST);
	buf_putc(out, ' ');
	put_tail(t, out, row);
	while (out->n > from && out->p[out->n - 1] == ' ')
		out->n--;
	out->p[out->n] = '\0';
	buf_putc(out, '\n');
}
