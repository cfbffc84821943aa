/* SPDX-License-Identifier: ISC */
#include "model/text.h"

#include <ctype.h>
#include <string.h>

enum { DIGITS_MAX = 4, HEADINGS = 6 };

static bool
is_at(const char *s, size_t n, size_t at, const char *what)
{
	size_t length = strlen(what);

	return n - at >= length && memcmp(s + at, what, length) == 0;
}

static size_t
number_length(const char *s, size_t n, size_t at)
{
	size_t end = at;

	while (end < n && end - at < DIGITS_MAX && isdigit((unsigned char)s[end]))
		end++;
	return end > at && is_at(s, n, end, ". ") ? end + 2 - at : 0;
}

static size_t
heading_length(const char *s, size_t n, size_t at)
{
	size_t end = at;

	while (end < n && s[end] == '#')
		end++;
	return end > at && end - at <= HEADINGS && end + 1 < n && s[end] == ' ' ? end + 1 - at : 0;
}

struct text_line
text_line_of(const char *s, size_t n)
{
	struct text_line line = { TEXT_PLAIN, 0, 0, 0 };
	size_t at = 0;

	while (at < n) {
		size_t marker = is_at(s, n, at, "- ") ? 2 : number_length(s, n, at);

		if (s[at] == '>' && (at + 1 == n || s[at + 1] == ' ')) {
			line.quotes++;
			line.kind = TEXT_QUOTE;
			at += at + 1 < n ? 2 : 1;
			line.marker = 0;
		} else if (s[at] == ' ') {
			at++;
			line.marker = line.marker > 0 ? line.marker + 1 : 0;
		} else if (marker > 0) {
			at += marker;
			line.marker = marker;
		} else {
			break;
		}
	}
	if (at < n && s[at] == '\t')
		line.kind = at + 1 < n && s[at + 1] == '|' ? TEXT_TABLE : TEXT_CODE;
	else if (n - at == 3 && is_at(s, n, at, "---"))
		line.kind = TEXT_RULE;
	size_t heading = heading_length(s, n, at);
	if (heading > 0) {
		line.kind = TEXT_HEADING;
		at += heading;
	}
	line.prefix = at;
	return line;
}
