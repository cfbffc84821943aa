/* SPDX-License-Identifier: ISC */
/* A bar a day, the newest right; they are counted aside, in one pass that ends
 * when a key comes.  While it is counted anew the old bars
 * stay in sight. */
#include "ui/histogram.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "ui/canvas.h"
#include "ui/reader_parts.h"

enum { LABELS = 8, GAP = 2 };

void
histogram_spoil(struct reader *rd)
{
	rd->own->histogram.stale = true;
}

static struct store_list
list_of(const struct reader *rd)
{
	return (struct store_list){ edition_query(rd->edition), { ORDER_DATE, false } };
}

/* The day of the newest article; false: there is none, or a key has come. */
static bool
find_newest(struct reader *rd, int *day, bool *empty)
{
	struct store_list list = list_of(rd);
	struct arena a = { 0 };
	struct row *rows;
	size_t n = 0;
	bool ok = store_rows(rd->desk->store, &list, NULL, false, 1, &a, &rows, &n, NULL);

	*empty = ok && n == 0;
	if (ok && n > 0)
		*day = date_day(rows[0].time);
	arena_done(&a);
	return ok && n > 0;
}

static bool
begin(struct reader *rd)
{
	struct histogram *h = &rd->own->histogram;
	bool empty = false, other = h->edition != rd->edition;
	int day = 0, before = h->newest;

	if (!find_newest(rd, &day, &empty)) {
		if (empty) {
			h->stale = h->known = false;
			h->edition = rd->edition;
			reader_dirty(rd, DIRTY_FRAME);
		}
		return empty;
	}
	/* One date far ahead must not push all others out of sight. */
	int today = date_day(date_now());
	day = day > today ? today : day;
	h->stale = false;
	h->edition = rd->edition;
	h->newest = day;
	h->counted = false;
	if (!h->known || other || day != before)
		for (int i = 0; i < HISTOGRAM_MOST; i++)
			h->counts[i] = -1;
	h->known = true;
	return true;
}

/* All bars in one pass over the times. */
static bool
count_days(struct reader *rd)
{
	struct histogram *h = &rd->own->histogram;
	struct store_list list = list_of(rd);
	int64_t bounds[HISTOGRAM_MOST + 1], counts[HISTOGRAM_MOST];

	for (int i = 0; i <= HISTOGRAM_MOST; i++)
		bounds[i] = date_day_start(h->newest - HISTOGRAM_MOST + 1 + i);
	if (!store_day_counts(rd->desk->store, &list, bounds, HISTOGRAM_MOST, counts, NULL))
		return store_was_interrupted(rd->desk->store);
	for (int i = 0; i < HISTOGRAM_MOST; i++)
		h->counts[i] = counts[HISTOGRAM_MOST - 1 - i];
	h->counted = true;
	reader_dirty(rd, DIRTY_FRAME);
	return true;
}

bool
histogram_idle(struct reader *rd)
{
	struct histogram *h = &rd->own->histogram;

	if (!rd->desk->settings.histogram || rd->layout.columns < HISTOGRAM_FROM)
		return false;
	if (h->stale || h->edition != rd->edition)
		return begin(rd);
	return h->known && !h->counted && count_days(rd);
}

static int64_t
highest(const struct histogram *h, int n)
{
	int64_t most = 0;

	for (int i = 0; i < n; i++)
		most = h->counts[i] > most ? h->counts[i] : most;
	return most;
}

/* 0 for nothing, else 1..8: one article is always seen. */
static int
eighths(int64_t count, int64_t most)
{
	return count <= 0 || most <= 0 ? 0 : (int)(1 + (count * 7) / most);
}

int
histogram_draw(struct reader *rd, const struct canvas *c, int left, int right)
{
	const struct histogram *h = &rd->own->histogram;
	const struct row *row = edition_selected(rd->edition);
	char month[16], day[16];
	int room = right - left - LABELS - GAP;
	int n = room < HISTOGRAM_MOST ? room : HISTOGRAM_MOST;

	if (!rd->desk->settings.histogram || rd->desk->settings.linear || !h->known ||
	    h->edition != rd->edition || n < HISTOGRAM_LEAST)
		return 0;
	/* Not further back than there is something. */
	while (n > HISTOGRAM_LEAST && h->counts[n - 1] <= 0)
		n--;
	right -= GAP;
	/* Noon: no clock change reaches it. */
	date_format_local(date_day_start(h->newest - n + 1) + 12 * 3600, "%b", month, sizeof(month));
	date_format_local(date_day_start(h->newest) + 12 * 3600, "%e", day, sizeof(day));
	int x = right - n - 4 - utf8_columns(month, strlen(month));
	int from = x;
	x += canvas_text(c, 0, x, -1, ROLE_BAR, month) + 1;
	for (int i = n - 1; i >= 0; i--, x++) {
		bool here = row != NULL && date_day(row->time) == h->newest - i;
		int e = eighths(h->counts[i], highest(h, n));

		if (e > 0 || here)
			canvas_text(c, 0, x, 1, here ? ROLE_BAR_STRONG : ROLE_BAR,
			    e > 0 ? canvas_bar(c, e) : "_");
	}
	canvas_text(c, 0, x + 1, 2, ROLE_BAR, day[0] == ' ' ? day + 1 : day);
	return right + GAP - from;
}
