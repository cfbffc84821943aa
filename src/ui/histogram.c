/* SPDX-License-Identifier: ISC */
/* A bar a day, the newest right; they are counted aside, in one pass that ends
 * when a key comes.  While it is counted anew the old bars stay in sight. */
#include "ui/histogram.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "ui/canvas.h"
#include "ui/reader_parts.h"

/* LABELS: blanks around the bars and what stands left of them. */
enum { LABELS = 6, GAP = 2, HALF_DAY = 12 * 3600, DELAY_MS = 60, LATER_MS = 300 };

/* Read aloud, bars say nothing. */
static bool
is_wished(const struct reader *rd)
{
	return rd->desk->settings.histogram && !rd->desk->settings.linear;
}

/* -- counting */

void
histogram_spoil(struct reader *rd)
{
	rd->own->histogram.stale = true;
	rd->own->histogram.due = reader_clock() + DELAY_MS;
}

static bool
has_work(const struct reader *rd)
{
	const struct histogram *h = &rd->own->histogram;

	return is_wished(rd) && rd->layout.columns >= HISTOGRAM_FROM &&
	    (h->stale || h->edition != rd->edition || !h->counted);
}

int64_t
histogram_due(const struct reader *rd)
{
	return has_work(rd) ? rd->own->histogram.due : 0;
}

static struct store_list
list_of(const struct reader *rd)
{
	return (struct store_list){ .query = edition_query(rd->edition),
		.fold = edition_fold_of(rd->edition) };
}

/* The days of the newest and the oldest article; false: the store fails or a
 * key has come. */
static bool
find_ends(struct reader *rd, int *newest, int *oldest, bool *empty)
{
	struct store_list list = list_of(rd);
	struct arena a = { 0 };
	struct row *rows;
	bool ok = true;

	*empty = false;
	for (int end = 0; end < 2 && ok && !*empty; end++) {
		size_t n = 0;

		ok = store_rows(rd->desk->store, &list, NULL, end == 1, 1, &a, &rows, &n, NULL);
		*empty = ok && n == 0;
		if (n > 0)
			*(end == 0 ? newest : oldest) = date_day(rows[0].time);
	}
	arena_done(&a);
	return ok;
}

static bool
begin(struct reader *rd)
{
	struct histogram *h = &rd->own->histogram;
	int newest = 0, oldest = 0, today = date_day(date_now());
	bool empty;

	if (!find_ends(rd, &newest, &oldest, &empty))
		return false;
	/* One date far ahead must not push all others out of sight. */
	h->newest = newest > today ? today : newest;
	h->oldest = oldest;
	h->unit = HISTOGRAM_DAYS;
	h->stale = false;
	h->counted = empty;
	if (empty || h->edition != rd->edition) {
		h->known = false;
		reader_dirty(rd, DIRTY_FRAME);
	}
	h->edition = rd->edition;
	return true;
}

/* Too few bars for a picture, and there is more further back. */
static bool
is_sparse(const struct histogram *h, const int64_t *bounds, const int64_t *counts)
{
	int filled = 0;

	for (int i = 0; i < HISTOGRAM_MOST; i++)
		filled += counts[i] > 0;
	return filled < HISTOGRAM_LEAST && date_day_start(h->oldest) < bounds[0];
}

/* All bars in one pass over the times. */
static bool
count_bars(struct reader *rd)
{
	struct histogram *h = &rd->own->histogram;
	struct store_list list = list_of(rd);
	int64_t bounds[HISTOGRAM_MOST + 1], counts[HISTOGRAM_MOST];

	histogram_bounds(h->newest, h->unit, bounds);
	if (!store_day_counts(rd->desk->store, &list, bounds, HISTOGRAM_MOST, counts, NULL))
		return store_was_interrupted(rd->desk->store);
	if (h->unit != HISTOGRAM_MONTHS && is_sparse(h, bounds, counts)) {
		h->unit++;
		return true;
	}
	h->shown.unit = h->unit;
	memcpy(h->shown.bounds, bounds, sizeof(bounds));
	memcpy(h->shown.counts, counts, sizeof(counts));
	h->known = h->counted = true;
	reader_dirty(rd, DIRTY_FRAME);
	return true;
}

bool
histogram_idle(struct reader *rd)
{
	struct histogram *h = &rd->own->histogram;

	/* Nobody waits for it: list, article and counts come first.  Where no keys
	 * come by themselves there is nothing to wait for. */
	if (!has_work(rd) || (rd->own->is_wanted != NULL && reader_clock() < h->due))
		return false;
	bool went_on = h->stale || h->edition != rd->edition ? begin(rd) : count_bars(rd);
	/* A key has come in between, or the store fails: not at once again. */
	if (!went_on)
		h->due = reader_clock() + LATER_MS;
	return went_on;
}

/* -- drawing */

/* 0 for nothing, else 1..8: one article is always seen. */
static int
eighths(int64_t count, int64_t most)
{
	return count <= 0 || most <= 0 ? 0 : (int)(1 + (count * 7) / most);
}

static void
draw_bars(const struct histogram *h, const struct canvas *c, int x, int n, int64_t at)
{
	int64_t most = 0;

	for (int i = HISTOGRAM_MOST - n; i < HISTOGRAM_MOST; i++)
		most = h->shown.counts[i] > most ? h->shown.counts[i] : most;
	for (int i = HISTOGRAM_MOST - n; i < HISTOGRAM_MOST; i++, x++) {
		bool here = at >= h->shown.bounds[i] && at < h->shown.bounds[i + 1];
		int e = eighths(h->shown.counts[i], most);

		if (e > 0 || here)
			canvas_text(c, 0, x, 1, here ? ROLE_BAR_STRONG : ROLE_BAR,
			    e > 0 ? canvas_bar(c, e) : "_");
	}
}

int
histogram_draw(struct reader *rd, const struct canvas *c, int left, int right)
{
	/* "Nov ... 23", "Mar ... w51", "2017 ... 2020" */
	static const struct { const char *from, *to; int width; } labels[] = {
		[HISTOGRAM_DAYS] = { "%b", "%e", 2 },
		[HISTOGRAM_WEEKS] = { "%b", "w%V", 3 },
		[HISTOGRAM_MONTHS] = { "%Y", "%Y", 4 },
	};
	const struct histogram *h = &rd->own->histogram;
	int width = labels[h->shown.unit].width, n = right - left - LABELS - width - GAP;
	char from[32], to[32];

	if (n > HISTOGRAM_MOST)
		n = HISTOGRAM_MOST;
	if (!is_wished(rd) || !h->known || h->edition != rd->edition || n < HISTOGRAM_LEAST)
		return 0;
	/* Not further back than there is something. */
	while (n > HISTOGRAM_LEAST && h->shown.counts[HISTOGRAM_MOST - n] <= 0)
		n--;
	date_format_local(h->shown.bounds[HISTOGRAM_MOST - n] + HALF_DAY, labels[h->shown.unit].from, from,
	    sizeof(from));
	date_format_local(h->shown.bounds[HISTOGRAM_MOST - 1] + HALF_DAY, labels[h->shown.unit].to, to,
	    sizeof(to));
	int x = right - GAP - n - width - 2 - utf8_columns(from, strlen(from)), begins = x;
	x += canvas_text(c, 0, x, -1, ROLE_BAR, from) + 1;
	/* With the article, not with each key: it is far from where one looks. */
	draw_bars(h, c, x, n, rd->own->followed_time);
	canvas_text(c, 0, x + n + 1, width, ROLE_BAR, to + (to[0] == ' '));
	return right - begins;
}
