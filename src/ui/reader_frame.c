/* SPDX-License-Identifier: ISC */
/* The top line says where one is, the bottom line what was typed or said, the
 * position, and the keys that matter here, as many as fit. */
#include "ui/reader_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/url.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "ui/canvas.h"
#include "ui/command_line.h"
#include "ui/keymap.h"

const char *
reader_format_count(int64_t n, char out[32])
{
	char digits[32];
	size_t length, k = 0;

	snprintf(digits, sizeof(digits), "%" PRId64, n);
	length = strlen(digits);
	for (size_t i = 0; i < length; i++) {
		out[k++] = digits[i];
		if ((length - i) % 3 == 1 && i + 1 < length && digits[i] != '-')
			out[k++] = ',';
	}
	out[k] = '\0';
	return out;
}

static const char *
columns_cut(struct arena *a, const char *s, int columns)
{
	return arena_strndup(a, s, utf8_fit(s, strlen(s), columns, NULL));
}

static int
width_of(const char *s)
{
	return utf8_columns(s, strlen(s));
}

static const char *
progress(const struct reader *rd, struct arena *a, const struct canvas *c)
{
	char done[32], total[32];

	if (!rd->refresh.running)
		return "";
	if (rd->refresh.sources_total > 1)
		return arena_printf(a, "%s %s/%s   ", canvas_sign(c, SIGN_BUSY),
		    reader_format_count(rd->refresh.sources_done, done),
		    reader_format_count(rd->refresh.sources_total, total));
	if (rd->refresh.total <= 0)
		return arena_printf(a, "%s reading   ", canvas_sign(c, SIGN_BUSY));
	return arena_printf(a, "%s %s/%s   ", canvas_sign(c, SIGN_BUSY),
	    reader_format_count(rd->refresh.done, done), reader_format_count(rd->refresh.total, total));
}

const char *
reader_order_words(struct query_sort sort)
{
	static const char *const words[ORDER_COUNT][2] = {
		[ORDER_DATE] = { "by day", "oldest first" },
		[ORDER_HEAT] = { "by heat", "coldest first" },
		[ORDER_QUALITY] = { "by quality", "lowest quality first" },
		[ORDER_COVERAGE] = { "by coverage", "least coverage first" },
		[ORDER_UNREAD] = { "unread first", "read first" },
		[ORDER_PROVIDER] = { "by outlet", "by outlet, from Z" },
		[ORDER_TOPIC] = { "by topic", "by topic, from Z" },
		[ORDER_SOURCE] = { "by source", "by source, from Z" },
		[ORDER_HOT] = { "hottest now first", "coldest now first" },
		[ORDER_RELEVANCE] = { "by relevance", "least relevant first" },
	};

	return words[sort.order][sort.reverse];
}

void
reader_draw_top(struct reader *rd, const struct canvas *c)
{
	struct arena a = { 0 };
	char number[32];
	const struct query *q = edition_query(rd->edition);
	const char *where = q == NULL || q->op == QUERY_ALL ? "all articles" : query_explain(&a, q);
	const char *right = progress(rd, &a, c);
	int x = 0, width;

	if (rd->totals.unread >= 0)
		right = arena_printf(&a, "%s%s unread ", right,
		    reader_format_count(rd->totals.unread, number));
	canvas_fill(c, 0, 0, -1, ROLE_BAR);
	width = width_of(right);
	if (width < c->width / 2)
		canvas_text(c, 0, c->width - width, width, ROLE_BAR, right);
	else
		width = 0;
	if (c->width >= 60)
		x = canvas_text(c, 0, 0, -1, ROLE_BAR_STRONG, " dateline  ");
	where = arena_printf(&a, " %s %s %s", where, canvas_sign(c, SIGN_DOT),
	    reader_order_words(edition_sort(rd->edition)));
	/* What the filter says comes first, the bars take what is left. */
	int words = x + width_of(where) + 1;
	if (c->width >= HISTOGRAM_FROM)
		width += histogram_draw(rd, c, words, c->width - width);
	canvas_text_cut(c, 0, x, c->width - width - x - 1, ROLE_BAR, where);
	arena_done(&a);
}

/* The keys that matter in a pane, the most useful first. */
static const struct {
	enum action action;
	const char *word;
	unsigned panes;			/* bits of pane_id */
} hints[] = {
	{ ACTION_HELP, "help", 7 },
	{ ACTION_SEARCH, "search", 1 << PANE_STORIES },
	{ ACTION_ENTER, "filter by it", 1 << PANE_TOPICS },
	{ ACTION_OPEN, "open", 1 << PANE_STORIES | 1 << PANE_DETAIL },
	{ ACTION_BACK, "back", 1 << PANE_DETAIL | 1 << PANE_TOPICS },
	{ ACTION_FILTER, "filter", 1 << PANE_STORIES },
	{ ACTION_STAR, "star", 1 << PANE_DETAIL },
	{ ACTION_NEXT_UNREAD, "next unread", 1 << PANE_STORIES | 1 << PANE_DETAIL },
	{ ACTION_UNREAD_ONLY, "unread only", 1 << PANE_STORIES },
	{ ACTION_BACK, "quit", 1 << PANE_STORIES },
};

static const char *
hint_words(const struct reader *rd, struct arena *a, int room)
{
	const char *out = "";

	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
		const char *more, *key = keymap_first(rd->keymap, hints[i].action);

		if (!(hints[i].panes & 1U << rd->focus) || *key == '\0')
			continue;
		more = arena_printf(a, "%s%s%s %s", out, *out == '\0' ? "" : "  ", key, hints[i].word);
		if (width_of(more) > room)
			break;
		out = more;
	}
	return out;
}

static const char *
position(const struct reader *rd, struct arena *a)
{
	int64_t at = edition_position(rd->edition), total = edition_total(rd->edition);
	char x[32], y[32];

	if (rd->own->count > 0 || *keymap_pending(rd->keymap) != '\0')
		return arena_printf(a, "%s%s",
		    rd->own->count > 0 ? arena_printf(a, "%d", rd->own->count) : "",
		    keymap_pending(rd->keymap));
	if (at == 0)
		return "";
	const char *chosen = rd->own->chosen.ranging ? "range  " : "";
	if (rd->own->chosen.count > 0)
		chosen = arena_printf(a, "%zu chosen  ", rd->own->chosen.count);
	return arena_printf(a, "%s%s/%s%s", chosen, at < 0 ? "-" : reader_format_count(at, x),
	    total < 0 ? "-" : reader_format_count(total, y),
	    edition_total_is_least(rd->edition) ? "+" : "");
}

/* What is wrong with what is being typed: above the prompt where there is a
 * line for it, under the place; else at the end of the prompt. */
static void
draw_error(const struct reader *rd, const struct canvas *c, int text_x)
{
	const struct query_error *e = &rd->own->error;
	int x = text_x + (e->column > 0 ? (int)e->column - 1 : 0), room;
	bool waits = e->text[0] == '\0' && rd->own->unfinished && rd->own->later.slow;
	const char *message = waits ? "still looking; above is what was found before" : e->text;

	if (*message == '\0')
		return;
	if (!rd->layout.ruled) {
		room = c->width / 2;
		canvas_fill(c, c->height - 1, c->width - room, room, ROLE_PROMPT);
		canvas_text_cut(c, c->height - 1, c->width - room + 1, room - 1, ROLE_WARNING, message);
		return;
	}
	canvas_hline(c, c->height - 2, 0, -1, ROLE_BORDER);
	if (x > c->width - 12)
		x = c->width - 12;
	if (x < 0)
		x = 0;
	/* Unfinished is not wrong: said quietly. */
	enum role role = e->incomplete || waits ? ROLE_DIM : ROLE_WARNING;
	room = c->width - x - 3;
	if (width_of(message) <= room) {
		x += canvas_text(c, c->height - 2, x, 2, role, c->ascii ? "v " : "▾ ");
		x += canvas_text(c, c->height - 2, x, -1, role, message);
		canvas_text(c, c->height - 2, x, 1, role, " ");
		return;
	}
	canvas_text_cut(c, c->height - 2, 1, c->width - 2, role, message);
}

/* What Tab goes through, in the line above the prompt; the one in the line
 * stands out. */
static void
draw_candidates(const struct reader *rd, const struct canvas *c)
{
	size_t n, at;
	const char *const *words = prompt_candidates(rd->prompt, &n, &at);
	int y = c->height - 2, x = 1;

	if (words == NULL || n < 2 || y < 1)
		return;
	canvas_fill(c, y, 0, -1, ROLE_BAR);
	for (size_t i = at > 2 ? at - 2 : 0; i < n && x < c->width - 2; i++)
		x +=
		    canvas_text_cut(c, y, x, c->width - 1 - x, i == at ? ROLE_SELECTED : ROLE_BAR, words[i]) +
		    2;
}

/* Where nothing is typed yet, what a filter may look like. */
static void
draw_examples(const struct reader *rd, const struct canvas *c)
{
	const char *text = prompt_text(rd->prompt);
	size_t n, at;

	if (!rd->layout.ruled || prompt_ops(rd->prompt)->complete != command_complete_filter ||
	    text[strspn(text, " ")] != '\0' || prompt_candidates(rd->prompt, &n, &at) != NULL)
		return;
	canvas_hline(c, c->height - 2, 0, -1, ROLE_BORDER);
	canvas_text_cut(c, c->height - 2, 1, c->width - 2, ROLE_DIM, command_filter_examples());
}

static const char *
left_text(const struct reader *rd, struct arena *a, enum role *role)
{
	const struct query *q = edition_query(rd->edition);

	*role = ROLE_BAR;
	if (rd->message[0] != '\0') {
		*role = rd->message_is_warning ? ROLE_WARNING : ROLE_BAR_STRONG;
		return rd->message;
	}
	if (rd->own->later.action != ACTION_NONE || edition_is_stopped(rd->edition))
		return rd->own->later.action != ACTION_NONE ? "still looking further; any key stops" :
		    "still looking for more; any key works meanwhile";
	if (rd->own->unfinished && rd->own->later.query != NULL)
		return arena_printf(a, "still looking for %s; any key works meanwhile",
		    query_format(a, rd->own->later.query));
	/* What is under way is said until it is over, whatever else is done meanwhile. */
	if (rd->own->full_of != 0 && rd->own->full_of == rd->reading.id) {
		const char *url = article_link(&rd->reading.shown.art);
		const char *host = url != NULL ? url_host(a, url) : NULL;

		*role = ROLE_BAR_STRONG;
		return arena_printf(a, "reading the full text%s%s; Esc stops", host != NULL ? " from " : "",
		    host != NULL ? host : "");
	}
	if (q != NULL && q->op != QUERY_ALL)
		return query_format(a, q);
	return rd->hint != NULL ? rd->hint : "";
}

void
reader_draw_bottom(struct reader *rd, const struct canvas *c)
{
	struct arena a = { 0 };
	int y = c->height - 1, room, right;
	enum role role;
	const char *left, *where, *keys;

	if (rd->prompt != NULL) {
		draw_error(rd, c, prompt_draw(rd->prompt, c, y));
		draw_examples(rd, c);
		draw_candidates(rd, c);
		arena_done(&a);
		return;
	}
	canvas_fill(c, y, 0, -1, ROLE_BAR);
	left = left_text(rd, &a, &role);
	where = position(rd, &a);
	right = width_of(where) + 2;
	room = c->width - 1 - right;
	if (room < 8)
		room = c->width - 1;
	left = width_of(left) > room ? left : columns_cut(&a, left, room);
	room -= canvas_text_cut(c, y, 1, room, role, left);
	keys = rd->desk->settings.hints ? hint_words(rd, &a, room - 4) : "";
	if (*keys != '\0') {
		int width = width_of(keys) + 2;

		canvas_text(c, y, c->width - width + 1, width, ROLE_BAR, keys);
		canvas_text(c, y, c->width - width - right + 1, right, ROLE_BAR, where);
	} else if (c->width - right > 8) {
		canvas_text(c, y, c->width - right + 1, right, ROLE_BAR, where);
	}
	arena_done(&a);
}
