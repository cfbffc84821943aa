/* SPDX-License-Identifier: ISC */
#include "ui/detail_layout.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "base/wrap.h"
#include "ui/canvas.h"

void
detail_line_begin(struct detail_layout *l)
{
	struct detail_text *t = l->out;

	t->lines = arena_grow(l->a, t->lines, t->count, sizeof(*t->lines));
	t->lines[t->count++] = (struct detail_line){ .related = l->related, .action = l->action };
}

void
detail_span_at(struct detail_layout *l, int x, int width, enum role role, const char *text)
{
	struct detail_line *line = &l->out->lines[l->out->count - 1];

	if (width <= 0 || text == NULL || text[0] == '\0')
		return;
	line->spans = arena_grow(l->a, line->spans, line->n, sizeof(*line->spans));
	line->spans[line->n++] = (struct detail_span){ x + DETAIL_MARGIN, width, role, text, NULL };
}

void
detail_span_link(struct detail_layout *l, const char *url)
{
	struct detail_line *line = &l->out->lines[l->out->count - 1];

	if (line->n > 0)
		line->spans[line->n - 1].url = url_for_program(l->a, url);
}

void
detail_blank(struct detail_layout *l)
{
	size_t related = l->related;

	l->related = 0;
	detail_line_begin(l);
	l->related = related;
}

/* Tabs have no place on the canvas: each becomes four blanks. */
static const char *
without_tabs(struct arena *a, const char *text)
{
	size_t tabs = 0, n = 0;

	for (const char *p = text; *p != '\0'; p++)
		tabs += *p == '\t';
	if (tabs == 0)
		return text;
	char *out = arena_alloc(a, strlen(text) + 3 * tabs + 1);
	for (const char *p = text; *p != '\0'; p++) {
		if (*p != '\t') {
			out[n++] = *p;
			continue;
		}
		memset(out + n, ' ', 4);
		n += 4;
	}
	return out;
}

void
detail_wrap(struct detail_layout *l, int indent, enum role role, const char *text)
{
	int room = l->width - indent;
	size_t n = 0;

	if (text == NULL || text[0] == '\0')
		return;
	if (room < 8) {
		indent = 0;
		room = l->width;
	}
	text = without_tabs(l->a, text);
	struct wrap_line *lines = wrap_text(l->a, text, strlen(text), room, &n);
	for (size_t i = 0; i < n; i++) {
		detail_line_begin(l);
		detail_span_at(l, indent, room, role, arena_strndup(l->a, lines[i].s, lines[i].n));
	}
}

void
detail_fact(struct detail_layout *l, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	l->facts = l->facts == NULL ? text : arena_printf(l->a, "%s %s %s", l->facts,
	    canvas_sign(l->view->canvas, SIGN_DOT), text);
}

/* Behind those that ended last, when no line has begun since and all fit. */
static bool
facts_join(struct detail_layout *l, enum role role, int columns)
{
	if (l->facts_line == 0 || l->facts_line != l->out->count ||
	    l->facts_x + 3 + columns > l->width)
		return false;
	detail_span_at(l, l->facts_x + 1, 1, ROLE_DIM, canvas_sign(l->view->canvas, SIGN_DOT));
	detail_span_at(l, l->facts_x + 3, columns, role, l->facts);
	l->facts_x += 3 + columns;
	return true;
}

void
detail_facts_end(struct detail_layout *l, enum role role)
{
	if (l->facts == NULL)
		return;
	int columns = utf8_columns(l->facts, strlen(l->facts));

	if (!facts_join(l, role, columns)) {
		detail_wrap(l, 0, role, l->facts);
		l->facts_line = columns <= l->width ? l->out->count : 0;
		l->facts_x = columns;
	}
	l->facts = NULL;
}

void
detail_heading(struct detail_layout *l, const char *title, const char *note)
{
	int width = utf8_columns(title, strlen(title));

	detail_blank(l);
	detail_line_begin(l);
	detail_span_at(l, 0, l->width, ROLE_HEADING, title);
	if (note != NULL)
		detail_span_at(l, width + 2, l->width - width - 2, ROLE_DIM, note);
}
