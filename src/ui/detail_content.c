/* SPDX-License-Identifier: ISC */
/* The text of an article, laid out by the marks of its lines: bars beside
 * quotations, bullets, code as it stands, and the numbers of links as links. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "desk/reading.h"
#include "model/text.h"
#include "ui/canvas.h"
#include "ui/detail_layout.h"

enum { CODE_INDENT = 2 };

/* The marks as they are drawn: those of items and quotations have signs. */
static const char *
drawn_lead(struct detail_layout *l, const char *lead)
{
	const char *out = "";

	for (const char *p = lead; *p != '\0'; p++) {
		if (*p == '>')
			out = arena_printf(l->a, "%s%s", out, canvas_sign(l->view->canvas, SIGN_QUOTE));
		else if (*p == '-')
			out = arena_printf(l->a, "%s%s", out, canvas_sign(l->view->canvas, SIGN_BULLET));
		else
			out = arena_printf(l->a, "%s%c", out, *p);
	}
	return out;
}

/* Bytes of the "[3]" at S, its number; 0: it is none. */
static size_t
number_length(const char *s, size_t n, size_t nlinks, size_t *number)
{
	size_t i = 1;

	*number = 0;
	if (n < 3 || s[0] != '[')
		return 0;
	for (; i < n && i < 5 && isdigit((unsigned char)s[i]); i++)
		*number = *number * 10 + (size_t)(s[i] - '0');
	return i < n && s[i] == ']' && *number > 0 && *number <= nlinks ? i + 1 : 0;
}

/* Words with the numbers in them. */
static void
put_words(struct detail_layout *l, int x, enum role role, const char *s, size_t n)
{
	const struct article *art = &l->view->reading->shown.art;
	size_t from = 0, i = 0, number;

	while (i <= n) {
		size_t length = i < n ? number_length(s + i, n - i, art->nlinks, &number) : 0;

		if (length == 0 && i++ < n)
			continue;
		size_t end = i > n ? n : i;
		if (end > from) {
			int columns = utf8_columns(s + from, end - from);

			detail_span_at(l, x, columns, role, arena_strndup(l->a, s + from, end - from));
			x += columns;
		}
		if (length == 0)
			return;
		detail_span_at(l, x, (int)length, ROLE_LINK, arena_strndup(l->a, s + i, length));
		detail_span_link(l, art->links[number - 1].url);
		x += (int)length;
		i += length;
		from = i;
	}
}

static void
put_rule(struct detail_layout *l, int x)
{
	const char *sign = canvas_sign(l->view->canvas, SIGN_RULE);
	size_t length = strlen(sign), n = l->width > x ? (size_t)(l->width - x) : 0;
	char *rule = arena_alloc(l->a, n * length + 1);

	for (size_t i = 0; i < n; i++)
		memcpy(rule + i * length, sign, length);
	detail_span_at(l, x, (int)n, ROLE_BORDER, rule);
}

static void
put_row(struct detail_layout *l, const struct text_row *row)
{
	enum role role = row->kind == TEXT_QUOTE ? ROLE_DIM : ROLE_TEXT;
	int x = (int)strlen(row->lead);

	if (row->kind == TEXT_HEADING)
		role = ROLE_HEADING;
	detail_line_begin(l);
	detail_span_at(l, 0, x, ROLE_DIM, drawn_lead(l, row->lead));
	switch (row->kind) {
	case TEXT_RULE:
		put_rule(l, x);
		break;
	case TEXT_CODE:
		if (row->goes_on)
			detail_span_at(l, x, 1, ROLE_DIM, canvas_sign(l->view->canvas, SIGN_GOES_ON));
		x += CODE_INDENT;
		detail_span_at(l, x, l->width - x, role, arena_strndup(l->a, row->s, row->n));
		break;
	case TEXT_TABLE:
		detail_span_at(l, x, l->width - x, role, arena_strndup(l->a, row->s, row->n));
		break;
	default:
		put_words(l, x, role, row->s, row->n);
	}
}

void
detail_content(struct detail_layout *l, const char *text)
{
	size_t n;
	struct text_row *rows = text_rows(l->a, text, l->width, &n);

	for (size_t i = 0; i < n; i++)
		put_row(l, &rows[i]);
}
