/* SPDX-License-Identifier: ISC */
#include "ui/found.h"

#include <stdlib.h>
#include <string.h>

#include "base/automaton.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "query/query.h"
#include "ui/canvas.h"

struct found {
	struct automaton *words;
	enum role role;
	/* what is drawn now */
	const struct canvas *c;
	int y, x, width;
	const char *text;
};

static bool
is_word(const struct query *q)
{
	return q->op == QUERY_TEXT || (q->op == QUERY_FIELD && !q->regex &&
	    query_field_info[q->field].kind == QUERY_WORDS);
}

/* What is left out is not shown, of course. */
static bool
add_words(struct automaton *m, const struct query *q)
{
	if (q == NULL || q->op == QUERY_NOT)
		return false;
	if (is_word(q))
		return q->prefix ? automaton_add_begin(m, q->text, 0) : automaton_add(m, q->text, 0);
	bool a = add_words(m, q->a), b = add_words(m, q->b);
	return a || b;
}

struct found *
found_new(const struct query *q)
{
	struct automaton *words = automaton_new();
	struct found *f = NULL;

	if (add_words(words, q)) {
		f = mem_alloc(sizeof(*f));
		f->words = words;
		f->role = ROLE_MATCH;
	} else {
		automaton_free(words);
	}
	return f;
}

void
found_free(struct found *f)
{
	if (f == NULL)
		return;
	automaton_free(f->words);
	free(f);
}

static void
note_place(void *arg, size_t from, size_t to)
{
	bool *any = arg;

	(void)from;
	(void)to;
	*any = true;
}

bool
found_in(struct found *f, const char *text)
{
	bool any = false;

	automaton_places(f->words, text, strlen(text), note_place, &any);
	return any;
}

void
found_role(struct found *f, enum role role)
{
	if (f != NULL)
		f->role = role;
}

static void
draw_place(void *arg, size_t from, size_t to)
{
	const struct found *f = arg;
	int x = utf8_columns(f->text, from), room = f->width - x;

	/* The sign that something was cut off stays. */
	if (utf8_columns(f->text, strlen(f->text)) > f->width)
		room--;
	if (room > 0)
		canvas_text_n(f->c, f->y, f->x + x, room, f->role, f->text + from, to - from);
}

void
found_draw(struct found *f, const struct canvas *c, int y, int x, int width, const char *text)
{
	if (f == NULL)
		return;
	f->c = c;
	f->y = y;
	f->x = x;
	f->width = width;
	f->text = text;
	automaton_places(f->words, text, strlen(text), draw_place, f);
}
