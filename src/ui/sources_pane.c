/* SPDX-License-Identifier: ISC */
/* All sources and how they fare.  Its rows are loaded when the reader's have
 * been; what is chosen is an id, so that nothing jumps meanwhile. */
#include "ui/sources_pane.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "ui/canvas.h"
#include "ui/key.h"
#include "ui/overlays.h"
#include "ui/reader_parts.h"

static int
compare_numbers(int64_t x, int64_t y)
{
	return (x < y) - (x > y);
}

/* qsort() hands nothing on. */
static enum sources_order order;

static int
compare(const void *x, const void *y)
{
	const struct sources_row *a = x, *b = y;
	int way = 0;

	if (order == SOURCES_BY_ERROR)
		way = compare_numbers(a->source.error != NULL, b->source.error != NULL);
	else if (order == SOURCES_BY_TIME)
		way = compare_numbers(a->source.fetched, b->source.fetched);
	else if (order == SOURCES_BY_UNREAD)
		way = compare_numbers(a->source.unread, b->source.unread);
	if (way == 0)
		way = strcmp(a->folded, b->folded);
	return way != 0 ? way : compare_numbers(b->source.id, a->source.id);
}

static void
find_chosen(struct sources_pane *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->rows[i].source.id == p->id) {
			p->chosen = i;
			return;
		}
	if (p->chosen >= p->count)
		p->chosen = p->count > 0 ? p->count - 1 : 0;
	p->id = p->count > 0 ? p->rows[p->chosen].source.id : 0;
}

static void
sort(struct sources_pane *p)
{
	order = p->order;
	if (p->count > 0)
		qsort(p->rows, p->count, sizeof(*p->rows), compare);
	find_chosen(p);
}

static void
load(struct sources_pane *p, struct reader *rd)
{
	struct arena fresh = { 0 };
	size_t n = 0;
	struct source *list = store_sources(rd->desk->store, &fresh, false, &n, NULL);
	struct sources_row *rows = arena_array(&fresh, n + 1, sizeof(*rows));

	p->serial = rd->own->sources_serial;
	for (size_t i = 0; list != NULL && i < n; i++) {
		rows[i].source = list[i];
		rows[i].folded = utf8_fold(&fresh, source_label(&list[i]), strlen(source_label(&list[i])));
		if (!store_source_http(rd->desk->store, list[i].id, &fresh, &rows[i].http, NULL))
			rows[i].http = (struct store_http){ 0 };
	}
	/* A store that is busy: what was known stays. */
	if (list == NULL) {
		arena_done(&fresh);
		return;
	}
	arena_done(&p->arena);
	p->arena = fresh;
	p->rows = rows;
	p->count = n;
	sort(p);
}

static void
pane_draw(struct pane *pane, struct reader *rd, const struct canvas *screen, bool focused)
{
	struct sources_pane *p = (struct sources_pane *)pane;

	(void)focused;
	if (p->serial != rd->own->sources_serial)
		load(p, rd);
	sources_draw(p, rd, screen);
}

/* -- keys */

static unsigned
move(struct sources_pane *p, long by)
{
	long last = (long)p->count - 1, to = (long)p->chosen + by;

	p->chosen = to < 0 || last < 0 ? 0 : (size_t)(to > last ? last : to);
	p->id = p->count > 0 ? p->rows[p->chosen].source.id : 0;
	return EFFECT_DRAW_ALL;
}

static unsigned
list_it(struct sources_pane *p, struct reader *rd)
{
	reader_filter_source(rd, p->id);
	reader_focus(rd, PANE_STORIES);
	return EFFECT_CLOSE;
}

static unsigned
open_home(struct sources_pane *p, struct reader *rd)
{
	const struct sources_row *row = &p->rows[p->chosen];
	const char *url = row->http.home != NULL ? row->http.home : row->source.location;

	if (!url_is_web(url))
		reader_say(rd, "it has no page of its own");
	else
		reader_open_typed(rd, url, "article");
	return EFFECT_DRAW_ALL;
}

/* Letters of this list; EFFECT_NONE: the key has its usual meaning. */
static unsigned
act_on_chosen(struct sources_pane *p, struct reader *rd, int key)
{
	switch (key) {
	case 'r':
		reader_start_refresh(rd, &p->id, 1, true);
		break;
	case 't':
		reader_ask_option(rd, p->id, "title");
		break;
	case 'o':
		reader_ask_option(rd, p->id, "topics");
		break;
	case 'i':
		reader_ask_option(rd, p->id, "interval");
		break;
	case 'p':
		(void)reader_change_source(rd, p->id, "paused",
		    p->rows[p->chosen].source.options.paused ? "" : "yes");
		break;
	case 'w':
		return open_home(p, rd);
	case KEYCODE_ENTER:
		return list_it(p, rd);
	default:
		return EFFECT_NONE;
	}
	return EFFECT_DRAW_ALL;
}

static unsigned
pane_type(struct pane *pane, struct reader *rd, const char *utf8, int key)
{
	struct sources_pane *p = (struct sources_pane *)pane;

	(void)utf8;
	if (key == 's') {
		p->order = (p->order + 1) % SOURCES_ORDER_COUNT;
		sort(p);
		return EFFECT_DRAW_ALL;
	}
	return p->count > 0 ? act_on_chosen(p, rd, key) : EFFECT_NONE;
}

static unsigned
pane_act(struct pane *pane, struct reader *rd, enum action action, int count)
{
	struct sources_pane *p = (struct sources_pane *)pane;
	long by = pane_distance(action, count, pane->height > 2 ? pane->height - 1 : 1);

	if (by != 0)
		return move(p, by);
	switch (action) {
	case ACTION_BACK:
	case ACTION_SOURCES:
	case ACTION_LEFT:
		return EFFECT_CLOSE;
	case ACTION_QUIT:
		return EFFECT_QUIT;
	case ACTION_REMOVE:
		reader_ask_remove(rd, p->id);
		break;
	case ACTION_ADD:
		reader_ask_source(rd);
		break;
	case ACTION_REFRESH:
	case ACTION_REFRESH_STOP:
		return reader_act_refresh(rd, action) | EFFECT_DRAW_ALL;
	default:
		break;
	}
	return EFFECT_DRAW_ALL;
}

static unsigned
pane_click(struct pane *pane, struct reader *rd, int y, int x, bool twice)
{
	struct sources_pane *p = (struct sources_pane *)pane;
	size_t at = p->top + (size_t)(y > p->list.y ? y - p->list.y : 0);

	if (y < p->list.y || y >= p->list.y + p->list.lines || x < p->list.x ||
	    x >= p->list.x + pane->width || at >= p->count)
		return EFFECT_HANDLED;
	(void)move(p, (long)at - (long)p->chosen);
	return twice ? list_it(p, rd) : EFFECT_DRAW_ALL;
}

static unsigned
pane_wheel(struct pane *pane, struct reader *rd, int lines)
{
	(void)rd;
	return move((struct sources_pane *)pane, lines);
}

static void
pane_free(struct pane *pane)
{
	struct sources_pane *p = (struct sources_pane *)pane;

	arena_done(&p->arena);
	free(p);
}

struct pane *
sources_pane_new(struct reader *rd)
{
	static const struct pane_ops ops = {
		.title = "Sources",
		.type = pane_type,
		.act = pane_act,
		.click = pane_click,
		.wheel = pane_wheel,
		.draw = pane_draw,
		.free = pane_free,
	};
	struct sources_pane *p = mem_alloc(sizeof(*p));

	p->pane.ops = &ops;
	p->id = rd->source != 0 ? rd->source : reader_source_here(rd);
	load(p, rd);
	return &p->pane;
}
