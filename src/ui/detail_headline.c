/* SPDX-License-Identifier: ISC */
/* Headlines of coverage say mostly the same: the words that the article's own
 * has too step back, so that one sees what is told besides. */
#include <string.h>

#include "base/utf8.h"
#include "base/wrap.h"
#include "model/headline.h"
#include "ui/canvas.h"
#include "ui/detail_layout.h"

/* The spans of bytes FROM to TO, from column X on. */
static void
put(struct detail_layout *l, int x, const struct detail_headline *h, size_t from, size_t to)
{
	size_t at = 0, n = h->parts != NULL ? h->parts->n : 0;

	for (size_t i = 0; i < n && from < to; i++) {
		size_t end = at + h->parts->parts[i].n < to ? at + h->parts->parts[i].n : to;

		if (end > from) {
			int columns = utf8_columns(h->text + from, end - from);

			detail_span_at(l, x, columns, h->parts->parts[i].shared ? ROLE_SHARED : h->own,
			    arena_strndup(l->a, h->text + from, end - from));
			x += columns;
			from = end;
		}
		at += h->parts->parts[i].n;
	}
	if (from < to)
		detail_span_at(l, x, utf8_columns(h->text + from, to - from), h->own,
		    arena_strndup(l->a, h->text + from, to - from));
}

void
detail_headline_at(struct detail_layout *l, int x, int room, const struct detail_headline *h)
{
	size_t n = strlen(h->text), fits;
	int used = 0;

	if (room <= 0)
		return;
	if (utf8_columns(h->text, n) <= room) {
		put(l, x, h, 0, n);
		return;
	}
	fits = utf8_fit(h->text, n, room - 1, &used);
	put(l, x, h, 0, fits);
	detail_span_at(l, x + used, 1, h->own,
	    canvas_sign(l->view->canvas, SIGN_ELLIPSIS));
}

void
detail_headline_wrap(struct detail_layout *l, int indent, const struct detail_headline *h)
{
	int room = l->width - indent;
	size_t n = 0;

	if (room < 8) {
		indent = 0;
		room = l->width;
	}
	struct wrap_line *lines = wrap_text(l->a, h->text, strlen(h->text), room, &n);
	for (size_t i = 0; i < n; i++) {
		size_t from = (size_t)(lines[i].s - h->text);

		detail_line_begin(l);
		put(l, indent, h, from, from + lines[i].n);
	}
}
