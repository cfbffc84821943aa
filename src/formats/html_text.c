/* SPDX-License-Identifier: ISC */
/* Lines from words, paragraph by paragraph.  Nothing is written before there is
 * a word to write: newlines, blanks and the marks of items are owed until
 * then, so that empty elements leave no trace. */
#include "formats/html_parts.h"

#include <string.h>

#include "base/utf8.h"

void
html_text_done(struct html_text *t)
{
	buf_done(&t->out);
}

void
html_text_enter(struct html_text *t, const char *first, const char *rest)
{
	if (t->nlevels >= HTML_LEVELS) {
		t->beyond++;
		return;
	}
	struct html_level *level = &t->levels[t->nlevels++];
	*level = (struct html_level){ .begun = false };
	strncat(level->first, first, sizeof(level->first) - 1);
	strncat(level->rest, rest, sizeof(level->rest) - 1);
}

void
html_text_leave(struct html_text *t)
{
	if (t->beyond > 0) {
		t->beyond--;
		return;
	}
	if (t->nlevels > 0)
		t->nlevels--;
	if (t->low > t->nlevels)
		t->low = t->nlevels;
}

void
html_text_gap(struct html_text *t, int newlines)
{
	if (t->gap < newlines)
		t->gap = newlines;
	t->blank = BLANK_NONE;
}

bool
html_text_is_fresh(const struct html_text *t)
{
	return t->nlevels > 0 && t->beyond == 0 && !t->levels[t->nlevels - 1].begun;
}

/* A blank line goes on with the quotations around it. */
static void
put_blank_line(struct html_text *t)
{
	size_t start = t->out.n;

	for (size_t i = 0; i < t->low; i++)
		buf_puts(&t->out, t->levels[i].rest);
	while (t->out.n > start && t->out.p[t->out.n - 1] == ' ')
		t->out.n--;
	buf_putc(&t->out, '\n');
}

static void
begin_line(struct html_text *t)
{
	if (t->out.n > 0)
		buf_putc(&t->out, '\n');
	if (t->out.n > 0 && t->gap > 1)
		put_blank_line(t);
	for (size_t i = 0; i < t->nlevels; i++) {
		struct html_level *level = &t->levels[i];

		buf_puts(&t->out, level->begun ? level->rest : level->first);
		level->begun = true;
	}
	t->gap = 0;
	t->blank = BLANK_NONE;
	t->low = t->nlevels;
}

/* Before a word. */
static void
owe_nothing(struct html_text *t)
{
	if (t->gap > 0 || t->out.n == 0)
		begin_line(t);
	else if (t->blank == BLANK_HARD)
		buf_puts(&t->out, "\xC2\xA0");
	else if (t->blank == BLANK_SOFT)
		buf_putc(&t->out, ' ');
	t->blank = BLANK_NONE;
}

static bool
is_full(struct html_text *t)
{
	static const char words[] = "[the rest is left out]";

	if (t->out.n < HTML_TEXT_MAX)
		return false;
	if (!t->full) {
		t->full = true;
		t->gap = 2;
		begin_line(t);
		buf_puts(&t->out, words);
	}
	return true;
}

/* Bytes of the blank at S, 0: it is none. */
static size_t
blank_length(const char *s, size_t n, bool *hard)
{
	*hard = n > 1 && (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0;
	if (*hard)
		return 2;
	return *s == ' ' || *s == '\t' || *s == '\n' || *s == '\r' || *s == '\f' ? 1 : 0;
}

/* Characters of the C1 range are those of windows-1252, written by number. */
static size_t
put_windows(struct html_text *t, const char *s, size_t n)
{
	char number[8] = "&#";

	if (n < 2 || (unsigned char)s[0] != 0xC2 || (unsigned char)s[1] < 0x80 || (unsigned char)s[1] >= 0xA0)
		return 0;
	unsigned c = (unsigned char)s[1];
	number[2] = (char)('0' + c / 100);
	number[3] = (char)('0' + c / 10 % 10);
	number[4] = (char)('0' + c % 10);
	html_entity(number, 5, &t->out);
	return 2;
}

void
html_text_words(struct html_text *t, const char *s, size_t n)
{
	if (is_full(t))
		return;
	for (size_t i = 0; i < n;) {
		bool hard;
		size_t length = blank_length(s + i, n - i, &hard), run = i;

		if (length > 0) {
			if (t->gap == 0 && t->out.n > 0)
				t->blank = hard && t->blank == BLANK_NONE ? BLANK_HARD : BLANK_SOFT;
			i += length;
			continue;
		}
		while (run < n && (unsigned char)s[run] > ' ' && (unsigned char)s[run] != 0xC2)
			run++;
		owe_nothing(t);
		if (run > i) {
			buf_add(&t->out, s + i, run - i);
			i = run;
			continue;
		}
		length = put_windows(t, s + i, n - i);
		if (length == 0)
			buf_putc(&t->out, s[i]);
		i += length > 0 ? length : 1;
	}
}

void
html_text_put(struct html_text *t, const char *s)
{
	if (is_full(t))
		return;
	owe_nothing(t);
	buf_puts(&t->out, s);
}

/* Tabs stand for blanks up to the next of every four columns. */
static void
put_untabbed(struct buf *out, const char *s, size_t n)
{
	size_t start = out->n;

	for (size_t i = 0; i < n; i++) {
		if (s[i] != '\t') {
			buf_putc(out, s[i]);
			continue;
		}
		do
			buf_putc(out, ' ');
		while ((out->n - start) % 4 != 0);
	}
}

void
html_text_lines(struct html_text *t, const char *s, size_t n, bool verbatim)
{
	size_t blank = 0;

	for (size_t i = 0; i < n && !is_full(t);) {
		const char *newline = memchr(s + i, '\n', n - i);
		size_t length = newline != NULL ? (size_t)(newline - s) - i : n - i, end = length;

		while (end > 0 && (s[i + end - 1] == ' ' || s[i + end - 1] == '\r'))
			end--;
		if (end == 0) {
			blank++;
		} else {
			for (; blank > 0 && t->low == t->nlevels && t->gap == 1 && verbatim; blank--) {
				begin_line(t);
				buf_putc(&t->out, '\t');
				t->gap = 1;
			}
			if (blank > 0)
				html_text_gap(t, 2);
			blank = 0;
			owe_nothing(t);
			if (verbatim)
				buf_putc(&t->out, '\t');
			if (verbatim)
				put_untabbed(&t->out, s + i, end);
			else
				buf_add(&t->out, s + i, end);
		}
		html_text_gap(t, end > 0 ? 1 : 0);
		i += length + 1;
	}
}
