/* SPDX-License-Identifier: ISC */
/* A text laid out.  What stands before the first row of a line is its marks;
 * before those that follow the quotations go on and the rest is blank.  Where
 * the width is too small for that, only the mark of an item is left. */
#include "model/text.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/wrap.h"

enum { WORDS_LEAST = 12, CODE_INDENT = 2 };

struct layout {
	struct arena *a;
	int columns;
	struct text_row *rows;
	size_t count;
};

static void
add_row(struct layout *l, struct text_row row)
{
	l->rows = arena_grow(l->a, l->rows, l->count, sizeof(*l->rows));
	l->rows[l->count++] = row;
}

/* The marks with which the line goes on. */
static const char *
continued(struct arena *a, const char *lead)
{
	char *rest = arena_strdup(a, lead);

	for (char *c = rest; *c != '\0'; c++)
		if (*c != '>')
			*c = ' ';
	return rest;
}

static const char *
lead_of(struct layout *l, const char *s, const struct text_line *line)
{
	const char *marks = s;
	size_t n = line->prefix;

	/* Of a heading only what stands before it. */
	if (line->kind == TEXT_HEADING)
		for (n--; n > 0 && s[n - 1] == '#';)
			n--;
	if ((int)n + WORDS_LEAST > l->columns) {
		marks = s + line->prefix - line->marker;
		n = line->marker + 8 > (size_t)l->columns ? 0 : line->marker;
	}
	return arena_strndup(l->a, marks, n);
}

static void
add_code(struct layout *l, const char *lead, const char *s, size_t n)
{
	const char *rest = continued(l->a, lead);
	int room = l->columns - (int)strlen(lead) - CODE_INDENT;
	bool goes_on = false;

	do {
		int used;
		size_t fits = utf8_fit(s, n, room > 4 ? room : 4, &used);

		fits = fits > 0 ? fits : n;
		add_row(l, (struct text_row){ TEXT_CODE, goes_on ? rest : lead, s, fits, goes_on });
		goes_on = true;
		s += fits;
		n -= fits;
	} while (n > 0);
}

static void
add_words(struct layout *l, enum text_kind kind, const char *lead, const char *s, size_t n)
{
	const char *rest = continued(l->a, lead);
	size_t count;
	struct wrap_line *lines = wrap_text(l->a, s, n, l->columns - (int)strlen(lead), &count);

	for (size_t i = 0; i < count; i++)
		add_row(l, (struct text_row){ kind, i == 0 ? lead : rest, lines[i].s, lines[i].n, i > 0 });
}

static void
add_line(struct layout *l, const char *s, size_t n)
{
	struct text_line line = text_line_of(s, n);
	const char *lead = lead_of(l, s, &line);

	s += line.prefix;
	n -= line.prefix;
	switch (line.kind) {
	case TEXT_CODE:
		add_code(l, lead, s + 1, n - 1);
		break;
	case TEXT_TABLE:
		add_row(l, (struct text_row){ TEXT_TABLE, lead, s + 1, n - 1, false });
		break;
	case TEXT_RULE:
		add_row(l, (struct text_row){ TEXT_RULE, lead, s, n, false });
		break;
	default:
		if (n > 0)
			add_words(l, line.kind, lead, s, n);
		else
			add_row(l, (struct text_row){ line.kind, lead, s, 0, false });
	}
}

struct text_row *
text_rows(struct arena *a, const char *text, int columns, size_t *count)
{
	struct layout l = { .a = a, .columns = columns < 4 ? 4 : columns };

	for (;;) {
		size_t n = strcspn(text, "\n");

		add_line(&l, text, n);
		if (text[n] == '\0')
			break;
		text += n + 1;
	}
	*count = l.count;
	return l.rows;
}

/* Bytes that do not matter at S: blanks, punctuation; in a text also what
 * stands in brackets for links and images. */
static size_t
skip_signs(const char *s, bool brackets)
{
	if (brackets && *s == '[' && (isdigit((unsigned char)s[1]) || strncmp(s, "[image", 6) == 0)) {
		const char *close = strchr(s, ']');

		if (close != NULL)
			return (size_t)(close - s) + 1;
	}
	if ((unsigned char)*s == 0xC2 && (unsigned char)s[1] < 0xC0)
		return 2;
	if ((unsigned char)*s == 0xE2 && (unsigned char)s[1] == 0x80)
		return 3;
	return *s != '\0' && (unsigned char)*s < 0x80 && !isalnum((unsigned char)*s) ? 1 : 0;
}

bool
text_begins_with(const char *text, const char *excerpt)
{
	size_t words = 0;

	for (;;) {
		size_t skip;

		while ((skip = skip_signs(excerpt, false)) > 0)
			excerpt += skip;
		while ((skip = skip_signs(text, true)) > 0)
			text += skip;
		if (*excerpt == '\0')
			return words > 0;
		if (*excerpt != *text)
			return false;
		excerpt++;
		text++;
		words++;
	}
}
