/* SPDX-License-Identifier: ISC */
/* A line editor: the cursor stands between graphemes, never inside one, and
 * keys are those of readline as far as they go.  What is typed is what the
 * terminal sends, one code point a time, so that the text may be unfinished
 * (a joiner at its end): what is drawn is its clean form. */
#include "ui/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/canvas.h"
#include "ui/command_line.h"
#include "ui/key.h"

enum { CTRL_A = 1, CTRL_B = 2, CTRL_D = 4, CTRL_E = 5, CTRL_F = 6, CTRL_G = 7, CTRL_K = 11, CTRL_N = 14,
	CTRL_P = 16, CTRL_U = 21, CTRL_W = 23, TEXT_MOST = 4096 };

struct prompt {
	const struct prompt_ops *ops;
	struct prompt_history *history;
	struct buf text;
	size_t cursor;			/* bytes */
	size_t back;			/* steps back in the history, 0: the line itself */
	char *line;			/* the line, while the history is shown */
	struct arena arena;		/* of the candidates */
	struct candidates found;	/* while Tab goes through them */
	size_t from, at;
};

void
prompt_history_add(struct prompt_history *h, const char *text)
{
	if (*text == '\0' || (h->count > 0 && strcmp(h->items[h->count - 1], text) == 0))
		return;
	if (h->count == PROMPT_HISTORY) {
		free(h->items[0]);
		memmove(h->items, h->items + 1, (PROMPT_HISTORY - 1) * sizeof(h->items[0]));
		h->count--;
	}
	h->items[h->count++] = mem_strdup(text);
}

void
prompt_history_done(struct prompt_history *h)
{
	for (size_t i = 0; i < h->count; i++)
		free(h->items[i]);
	h->count = 0;
}

struct prompt *
prompt_new(const struct prompt_ops *ops, struct prompt_history *history, const char *text)
{
	struct prompt *p = mem_alloc(sizeof(*p));

	p->ops = ops;
	p->history = history;
	buf_puts(&p->text, text);
	p->cursor = p->text.n;
	return p;
}

void
prompt_free(struct prompt *p)
{
	if (p == NULL)
		return;
	buf_done(&p->text);
	arena_done(&p->arena);
	free(p->line);
	free(p);
}

const struct prompt_ops *
prompt_ops(const struct prompt *p)
{
	return p->ops;
}

const struct prompt_history *
prompt_remember(struct prompt *p)
{
	if (p->history != NULL)
		prompt_history_add(p->history, prompt_text(p));
	return p->history;
}

const char *
prompt_text(const struct prompt *p)
{
	return buf_str(&p->text);
}

/* Start of the grapheme in front of the cursor. */
static size_t
before(const struct prompt *p)
{
	size_t i = 0, last = 0;

	while (i < p->cursor) {
		int columns;

		last = i;
		i += utf8_grapheme(p->text.p + i, p->text.n - i, &columns);
	}
	return last;
}

static size_t
behind(const struct prompt *p)
{
	int columns;

	if (p->cursor >= p->text.n)
		return p->text.n;
	return p->cursor + utf8_grapheme(p->text.p + p->cursor, p->text.n - p->cursor, &columns);
}

static size_t
word_before(const struct prompt *p)
{
	size_t i = p->cursor;

	while (i > 0 && p->text.p[i - 1] == ' ')
		i--;
	while (i > 0 && p->text.p[i - 1] != ' ')
		i--;
	return i;
}

static bool
cut(struct prompt *p, size_t from, size_t to)
{
	if (from >= to)
		return false;
	memmove(p->text.p + from, p->text.p + to, p->text.n - to + 1);
	p->text.n -= to - from;
	p->cursor = from;
	return true;
}

static bool
insert(struct prompt *p, int key)
{
	char bytes[4];
	size_t n = utf8_encode((uint32_t)key, bytes);

	if (p->text.n + n > TEXT_MOST)
		return false;
	buf_add(&p->text, bytes, n);
	memmove(p->text.p + p->cursor + n, p->text.p + p->cursor, p->text.n - n - p->cursor);
	memcpy(p->text.p + p->cursor, bytes, n);
	p->cursor += n;
	return true;
}

static bool
replace(struct prompt *p, const char *text)
{
	buf_reset(&p->text);
	buf_puts(&p->text, text);
	p->cursor = p->text.n;
	return true;
}

static bool
recall(struct prompt *p, int step)
{
	if (p->history == NULL || (step > 0 ? p->back >= p->history->count : p->back == 0))
		return false;
	if (p->back == 0) {
		free(p->line);
		p->line = mem_strdup(prompt_text(p));
	}
	p->back = step > 0 ? p->back + 1 : p->back - 1;
	return replace(p, p->back == 0 ? p->line : p->history->items[p->history->count - p->back]);
}

static bool
move_to(struct prompt *p, size_t cursor)
{
	p->cursor = cursor;
	return false;
}

/* Answers whether the text has changed. */
static bool
edit(struct prompt *p, int key)
{
	switch (key) {
	case KEYCODE_LEFT: case CTRL_B:
		return move_to(p, before(p));
	case KEYCODE_RIGHT: case CTRL_F:
		return move_to(p, behind(p));
	case KEYCODE_HOME: case CTRL_A:
		return move_to(p, 0);
	case KEYCODE_END: case CTRL_E:
		return move_to(p, p->text.n);
	case KEYCODE_BACKSPACE:
		return cut(p, before(p), p->cursor);
	case KEYCODE_DELETE: case CTRL_D:
		return cut(p, p->cursor, behind(p));
	case CTRL_W:
		return cut(p, word_before(p), p->cursor);
	case CTRL_U:
		return cut(p, 0, p->cursor);
	case CTRL_K:
		return cut(p, p->cursor, p->text.n);
	case KEYCODE_UP: case CTRL_P:
		return recall(p, 1);
	case KEYCODE_DOWN: case CTRL_N:
		return recall(p, -1);
	default:
		return key_is_text(key) && insert(p, key);
	}
}

static void
forget_candidates(struct prompt *p)
{
	arena_reset(&p->arena);
	p->found = (struct candidates){ 0 };
}

void
prompt_complete(struct prompt *p, struct reader *rd, bool backwards, bool *changed)
{
	*changed = false;
	if (p->ops->complete == NULL)
		return;
	if (p->found.count == 0) {
		forget_candidates(p);
		p->found.arena = &p->arena;
		const char *text = arena_strndup(&p->arena, prompt_text(p), p->cursor);
		p->from = p->ops->complete(rd, text, &p->found);
		p->at = backwards ? p->found.count - 1 : 0;
	} else {
		p->at = (p->at + (backwards ? p->found.count - 1 : 1)) % p->found.count;
	}
	if (p->found.count == 0)
		return;
	(void)cut(p, p->from, p->cursor);
	const char *word = p->found.words[p->at];
	for (size_t i = 0; word[i] != '\0';) {
		uint32_t cp;

		i += utf8_decode(word + i, strlen(word + i), &cp);
		(void)insert(p, (int)cp);
	}
	*changed = true;
}

const char *const *
prompt_candidates(const struct prompt *p, size_t *count, size_t *at)
{
	*count = p->found.count;
	*at = p->at;
	return p->found.count > 0 ? p->found.words : NULL;
}

enum prompt_result
prompt_key(struct prompt *p, int key, bool *changed)
{
	*changed = false;
	forget_candidates(p);
	if (key == KEYCODE_ESC || key == CTRL_G)
		return PROMPT_LEFT;
	/* As in vi: nothing left to erase leaves. */
	if (key == KEYCODE_BACKSPACE && p->text.n == 0)
		return PROMPT_LEFT;
	if (key == KEYCODE_ENTER)
		return PROMPT_ENTERED;
	*changed = edit(p, key);
	return PROMPT_GOES_ON;
}

int
prompt_draw(const struct prompt *p, const struct canvas *c, int y)
{
	struct arena a = { 0 };
	const char *text = prompt_text(p), *cursor = text + p->cursor;
	int x = 1, left, width;

	canvas_fill(c, y, 0, -1, ROLE_PROMPT);
	x += canvas_text(c, y, x, -1, ROLE_BAR_STRONG, p->ops->label);
	width = c->width - x - 1;
	left = width < 1 ? 0 : utf8_columns(text, p->cursor) - width;
	/* Long text is moved left so far that the cursor is seen. */
	while (left > 0 && text < cursor) {
		int columns;

		text += utf8_grapheme(text, (size_t)(cursor - text), &columns);
		left -= columns;
	}
	canvas_text(c, y, x, width + 1, ROLE_PROMPT, utf8_clean_dup(&a, text, strlen(text), UTF8_TEXT));
	canvas_cursor(c, y, x + utf8_columns(text, (size_t)(cursor - text)), true);
	arena_done(&a);
	return x;
}
