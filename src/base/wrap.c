/* SPDX-License-Identifier: ISC */
/* Paragraphs are handed to libunistring for the places where a line may break;
 * lines are then filled by columns, cluster by cluster, as the screen draws. */
#include "base/wrap.h"

#include <stdbool.h>
#include <string.h>

#include <unilbrk.h>

#include "base/arena.h"
#include "base/utf8.h"

struct filler {
	struct arena *arena;
	int columns;
	struct wrap_line *lines;
	size_t count;
};

static void
add_line(struct filler *f, const char *s, size_t n)
{
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
		n--;
	f->lines = arena_grow(f->arena, f->lines, f->count, sizeof(*f->lines));
	f->lines[f->count++] = (struct wrap_line){ s, n };
}

static int
cluster(const char *s, size_t n, size_t *length)
{
	int w;

	*length = utf8_grapheme(s, n, &w);
	return w;
}

/* A blank that bears a mark is none. */
static bool
is_blank(const char *s, size_t n)
{
	size_t length;

	return n > 0 && (*s == ' ' || *s == '\t') && cluster(s, n, &length) >= 0 && length == 1;
}

/* One paragraph: no newline inside. BREAKS has UC_BREAK_* for each byte. */
static void
fill(struct filler *f, const char *s, size_t n, const char *breaks)
{
	size_t from = 0, can_break = 0;
	int used = 0, used_at_break = 0;

	for (size_t i = 0; i < n;) {
		size_t length;
		int w = cluster(s + i, n - i, &length);

		if (i > from && breaks[i] == UC_BREAK_POSSIBLE) {
			can_break = i;
			used_at_break = used;
		}
		while (used + w > f->columns && i > from && !is_blank(s + i, n - i)) {
			size_t at = can_break > from ? can_break : i;

			add_line(f, s + from, at - from);
			used -= at == can_break ? used_at_break : used;
			from = at;
			while (from < i && is_blank(s + from, n - from)) {
				from++;
				used--;
			}
		}
		used += w;
		i += length;
	}
	add_line(f, s + from, n - from);
}

struct wrap_line *
wrap_text(struct arena *a, const char *text, size_t n, int columns, size_t *count)
{
	struct filler f = { .arena = a, .columns = columns < 1 ? 1 : columns };
	char *breaks = arena_alloc(a, n + 1);

	u8_possible_linebreaks((const uint8_t *)text, n, "UTF-8", breaks);
	for (size_t i = 0; i < n;) {
		const char *newline = memchr(text + i, '\n', n - i);
		size_t length = newline == NULL ? n - i : (size_t)(newline - text) - i;

		fill(&f, text + i, length, breaks + i);
		i += length + 1;
	}
	*count = f.count;
	return f.lines;
}
