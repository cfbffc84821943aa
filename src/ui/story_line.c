/* SPDX-License-Identifier: ISC */
/* One line of the list.  Built in, its parts come and go with the width; a row
 * of the user's own (`row` in the settings) is parts and text from left to
 * right, where the title takes what the others leave. */
#include "ui/story_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/row.h"
#include "ui/canvas.h"
#include "ui/found.h"
#include "ui/when.h"

enum { NARROW = 34, PROVIDER_FROM = 72, PROVIDER_MOST = 24 };
enum { PARTS_MOST = 32, TITLE_LEAST = 8, WIDTH_MOST = 200 };

/* Letters of a row, and what they take; 0: it depends. */
static const struct {
	char kind;
	int width;
} kinds[] = { { 't', 0 }, { 'w', 0 }, { 'u', 1 }, { 'h', 1 }, { 'H', 3 }, { 'q', 3 }, { 'c', 4 },
	{ 'n', 3 }, { 's', 1 }, { 'p', 0 }, { 'd', 0 }, { '%', 1 } };

struct part {
	char kind;			/* a letter of the table; 0: TEXT as it is */
	int width;			/* 0: its own */
	const char *text;
	size_t n;
};

/* "%12p": the part behind a per cent sign; NULL: there is none such. */
static const char *
take_part(const char *p, struct part *part)
{
	char *end;
	long width = strtol(p, &end, 10);

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (*end != '\0' && kinds[i].kind == *end && width >= 0 && width <= WIDTH_MOST) {
			*part = (struct part){ .kind = *end, .width = (int)width };
			return end + 1;
		}
	return NULL;
}

static size_t
split(const char *format, struct part *parts)
{
	size_t n = 0;

	for (const char *p = format; *p != '\0' && n < PARTS_MOST;) {
		const char *next = *p == '%' ? take_part(p + 1, &parts[n]) : NULL;

		if (next == NULL) {
			size_t length = 1 + strcspn(p + 1, "%");

			parts[n] = (struct part){ .text = p, .n = length };
			next = p + length;
		}
		p = next;
		n++;
	}
	return n;
}

bool
story_line_check(const char *format, struct err *err)
{
	struct part part;
	int titles = 0, parts = 0;

	for (const char *p = strchr(format, '%'); p != NULL; p = strchr(p, '%')) {
		const char *next = take_part(p + 1, &part);

		if (next == NULL)
			return err_set(err,
			    "row: nothing is called \"%%%.*s\"; there are %%t %%w %%u %%h %%H %%q %%c %%n %%s"
			    " %%p %%d %%%%, with a width as in %%12p", (int)strcspn(p + 1, " ,:;|"), p + 1);
		titles += part.kind == 't';
		parts++;
		p = next;
	}
	if (format[0] != '\0' && titles != 1)
		return err_set(err, "row: %s",
		    titles == 0 ? "the title (%t) is missing" : "the title (%t) is there twice");
	return 2 * parts + 1 <= PARTS_MOST || err_set(err, "row: too many parts");
}

static enum role
role_in(const struct story_line *l, enum role role)
{
	if (!l->selected || l->marked)
		return role;
	return l->focused ? ROLE_SELECTED : ROLE_SELECTED_OFF;
}

static void
put(struct story_line *l, enum role role, const char *s)
{
	l->x += canvas_text(l->c, l->y, l->x, l->right - l->x, role_in(l, role), s);
}

static void
put_right(struct story_line *l, enum role role, const char *s)
{
	int width = utf8_columns(s, strlen(s));

	l->right -= width;
	canvas_text(l->c, l->y, l->right, width, role_in(l, role), s);
}

/* 0..8: so that few articles reach the top. */
static int
eighths(int heat)
{
	static const int steps[] = { 0, 20, 40, 60, 80, 110, 150, 220, 400 };
	int i = 0;

	while (i < 8 && heat >= steps[i + 1])
		i++;
	return i;
}

/* A blank that goes with what stands before it costs the terminal nothing. */
static void
put_blank(struct story_line *l, enum role role)
{
	put(l, role, " ");
}

static void
put_time(struct story_line *l)
{
	char text[WHEN_SIZE];
	int columns = when_columns(l->by_day);

	if (l->row->undated)
		canvas_text(l->c, l->y, l->x - 1, 1, role_in(l, ROLE_DIM), "~");
	const char *when = when_in_list(l->row->time, l->by_day, text);
	int used = canvas_text(l->c, l->y, l->x, columns, role_in(l, ROLE_DIM), when);
	l->x += columns;
	if (used == columns)
		put_blank(l, ROLE_DIM);
	else
		l->x++;
}

/* As high as its heat, coloured by what is left of it. */
static void
put_heat(struct story_line *l)
{
	int n = l->row->has_heat ? eighths(l->row->heat) : 0;
	enum role role = l->hot ? ROLE_HEAT_HIGH : n >= 4 ? ROLE_HEAT_MID : ROLE_HEAT_LOW;

	if (n == 0) {
		l->x += 2;
		return;
	}
	put(l, role, canvas_bar(l->c, n));
	put_blank(l, role);
}

/* Read, but not all that tells of the same: how many have come since. */
static int
news_of(const struct row *row)
{
	return row->marks & MARK_READ ? row->unread : 0;
}

static const char *
unread_sign(const struct story_line *l)
{
	if (!(l->row->marks & MARK_READ))
		return canvas_sign(l->c, SIGN_UNREAD);
	return news_of(l->row) > 0 ? canvas_sign(l->c, SIGN_PARTLY) : "";
}

/* What stands at the right end, from the end on. */
static void
put_tail(struct story_line *l, int width)
{
	const struct row *row = l->row;
	char text[32];

	l->right--;
	if (width >= PROVIDER_FROM && row->provider != NULL) {
		int room = width / 5 < PROVIDER_MOST ? width / 5 : PROVIDER_MOST;
		int left = l->right - room;

		canvas_text_cut(l->c, l->y, left, room, role_in(l, ROLE_DIM), row->provider);
		l->right = left - 1;
	}
	if (row->marks & MARK_STARRED)
		put_right(l, ROLE_STAR, canvas_sign(l->c, SIGN_STAR));
	else if (row->coverage > 0)
		l->right--;
	/* What is not there leaves its room to the title. */
	if (row->coverage > 0) {
		snprintf(text, sizeof(text), " %s%3d", canvas_sign(l->c, SIGN_COVERAGE), row->coverage);
		put_right(l, ROLE_COVERAGE, text);
	}
	if (news_of(row) > 0) {
		snprintf(text, sizeof(text), " +%d", news_of(row));
		put_right(l, ROLE_UNREAD, text);
	}
	l->right--;
}

static void
put_title(struct story_line *l)
{
	const struct row *row = l->row;
	bool unread = !(row->marks & MARK_READ);
	bool named = row->title != NULL && row->title[0] != '\0';

	if (row->damaged) {
		put(l, ROLE_WARNING, canvas_sign(l->c, SIGN_DAMAGED));
		put(l, ROLE_TEXT, " ");
	}
	if (row->is_video) {
		put(l, ROLE_DIM, canvas_sign(l->c, SIGN_VIDEO));
		put(l, ROLE_TEXT, " ");
	}
	if (l->other) {
		put(l, ROLE_DIM, canvas_sign(l->c, SIGN_GOES_ON));
		put(l, ROLE_TEXT, " ");
	}
	enum role role = unread ? ROLE_STRONG : news_of(row) > 0 ? ROLE_TEXT : ROLE_DIM;
	int used = canvas_text_cut(l->c, l->y, l->x, l->right - l->x,
	    role_in(l, row->unpublished || !named ? ROLE_DIM : role),
	    named ? row->title : "(no title)");
	if (named)
		found_draw(l->found, l->c, l->y, l->x, l->right - l->x, row->title);
	l->x += used;
}

/* Columns that a part takes; the title takes what is left. */
static int
part_width(const struct story_line *l, const struct part *p)
{
	if (p->kind == '\0')
		return utf8_columns(p->text, p->n);
	if (p->width > 0)
		return p->width;
	if (p->kind == 'w')
		return when_columns(l->by_day);
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (kinds[i].kind == p->kind)
			return kinds[i].width > 0 ? kinds[i].width : l->c->width / 5;
	return 0;
}

/* Text of a part that is nothing but text. */
static const char *
part_text(const struct story_line *l, const struct part *p, char *out, size_t size)
{
	const struct row *row = l->row;

	out[0] = '\0';
	if (p->kind == '\0')
		snprintf(out, size, "%.*s", (int)p->n, p->text);
	else if (p->kind == '%')
		snprintf(out, size, "%%");
	else if (p->kind == 'p')
		return row->provider != NULL ? row->provider : "";
	else if (p->kind == 'd')
		return row->domain != NULL ? row->domain : "";
	else if (p->kind == 'q' && row->has_quality)
		snprintf(out, size, "%3d", row->quality);
	else if (p->kind == 'H' && row->has_heat)
		snprintf(out, size, "%3d", row->heat);
	else if (p->kind == 'c' && row->coverage > 0)
		snprintf(out, size, "%s%3d", canvas_sign(l->c, SIGN_COVERAGE), row->coverage);
	else if (p->kind == 's' && row->marks & MARK_STARRED)
		return canvas_sign(l->c, SIGN_STAR);
	else if (p->kind == 'u')
		return unread_sign(l);
	else if (p->kind == 'n' && news_of(row) > 0)
		snprintf(out, size, "+%d", news_of(row));
	return out;
}

static void
draw_part(struct story_line *l, const struct part *p, int width)
{
	enum role role = p->kind == 's' ? ROLE_STAR : p->kind == 'u' || p->kind == 'n' ? ROLE_UNREAD :
	    p->kind == 'c' ? ROLE_COVERAGE : ROLE_DIM;
	int start = l->x;
	char text[128];

	l->right = start + width < l->c->width ? start + width : l->c->width;
	if (p->kind == 't')
		put_title(l);
	else if (p->kind == 'w')
		put(l, ROLE_DIM, when_in_list(l->row->time, l->by_day, text));
	else if (p->kind == 'h')
		put_heat(l);
	else
		canvas_text_cut(l->c, l->y, start, l->right - start, role_in(l, role),
		    part_text(l, p, text, sizeof(text)));
	l->x = start + width;
}

/* A row as the user has laid it out. */
static void
draw_own(struct story_line *l)
{
	struct part parts[PARTS_MOST];
	size_t n = split(l->row_format, parts);
	int fixed = 1;

	for (size_t i = 0; i < n; i++)
		fixed += parts[i].kind == 't' ? 0 : part_width(l, &parts[i]);
	int left = l->c->width - fixed - 1;
	for (size_t i = 0; i < n; i++)
		draw_part(l, &parts[i], parts[i].kind == 't' ? (left > TITLE_LEAST ? left : TITLE_LEAST)
			: part_width(l, &parts[i]));
}

void
story_line_draw(struct story_line *l)
{
	int width = l->c->width;

	if (l->selected && !l->marked)
		canvas_fill(l->c, l->y, 0, -1, role_in(l, ROLE_TEXT));
	if (l->chosen)
		canvas_text(l->c, l->y, 0, 1, role_in(l, ROLE_UNREAD), "+");
	else if (l->selected && l->marked)
		canvas_text(l->c, l->y, 0, 1, l->focused ? ROLE_TEXT : ROLE_DIM, ">");
	if (l->selected && l->focused)
		canvas_cursor(l->c, l->y, 0, true);
	l->x = 1;
	l->right = width;
	if (l->row_format != NULL && l->row_format[0] != '\0' && !l->linear) {
		draw_own(l);
		return;
	}
	if (row_is_unread(l->row))
		canvas_text(l->c, l->y, l->x, 1, role_in(l, ROLE_UNREAD), unread_sign(l));
	l->x += 2;
	if (width >= NARROW) {
		put_time(l);
		if (!l->linear)
			put_heat(l);
	}
	put_tail(l, width);
	put_title(l);
}
