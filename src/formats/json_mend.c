/* SPDX-License-Identifier: ISC */
/* Broken JSON read for what it means.  Tokens are copied one by one, and before
 * each is put what JSON wants at that place.  The last moment at which a whole
 * element of a list in the outermost object had ended is remembered: what is
 * cut off goes back to there.  Whole numbers that would lose digits are texts. */
#include "formats/json_read.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum { DEPTH_MAX = 200, LITERAL_MAX = 64, EXACT_DIGITS = 18, LIST_DEPTH = 2 };

enum want { WANT_KEY, WANT_COLON, WANT_VALUE, WANT_COMMA };

struct mender {
	const char *p, *end;
	struct buf *out;
	char open[DEPTH_MAX];
	enum want want[DEPTH_MAX];
	size_t depth;
	size_t whole;			/* length of the output then, 0: never */
	char whole_open[LIST_DEPTH];
	bool cut;
};

/* What has to stand before a value; false: a text here would be a key. */
static bool
before_value(struct mender *m)
{
	if (m->depth == 0)
		return true;
	enum want *want = &m->want[m->depth - 1];
	bool object = m->open[m->depth - 1] == '{';
	if (*want == WANT_COMMA) {
		buf_putc(m->out, ',');
		*want = object ? WANT_KEY : WANT_VALUE;
	}
	if (*want == WANT_KEY)
		return false;
	if (*want == WANT_COLON)
		buf_putc(m->out, ':');
	*want = WANT_COMMA;
	return true;
}

/* A value that has no key gets an empty one. */
static void
before_keyless(struct mender *m)
{
	if (before_value(m))
		return;
	buf_puts(m->out, "\"\":");
	m->want[m->depth - 1] = WANT_COMMA;
}

static void
close_level(struct mender *m)
{
	char bracket = m->open[m->depth - 1];
	enum want want = m->want[m->depth - 1];

	if (want == WANT_COLON)
		buf_puts(m->out, ":null");
	else if (want == WANT_VALUE && bracket == '{')
		buf_puts(m->out, "null");
	else if (m->out->n > 0 && m->out->p[m->out->n - 1] == ',')
		m->out->n--;
	buf_putc(m->out, bracket == '{' ? '}' : ']');
	m->depth--;
	if (m->depth == LIST_DEPTH && m->open[LIST_DEPTH - 1] == '[') {
		m->whole = m->out->n;
		memcpy(m->whole_open, m->open, LIST_DEPTH);
	}
}

static void
take_open(struct mender *m)
{
	before_keyless(m);
	buf_putc(m->out, *m->p);
	m->open[m->depth] = *m->p;
	m->want[m->depth++] = *m->p == '{' ? WANT_KEY : WANT_VALUE;
	m->p++;
}

/* A bracket that closes nothing is dropped; one that closes something further
 * out closes what is in it too. */
static void
take_close(struct mender *m)
{
	char opening = *m->p++ == '}' ? '{' : '[';
	size_t at = m->depth;

	while (at > 0 && m->open[at - 1] != opening)
		at--;
	while (at > 0 && m->depth >= at)
		close_level(m);
}

static void
take_comma(struct mender *m)
{
	m->p++;
	if (m->depth == 0)
		return;
	enum want *want = &m->want[m->depth - 1];
	bool object = m->open[m->depth - 1] == '{';
	if (object && (*want == WANT_COLON || *want == WANT_VALUE)) {
		buf_puts(m->out, *want == WANT_COLON ? ":null" : "null");
		*want = WANT_COMMA;
	}
	if (*want != WANT_COMMA)
		return;
	buf_putc(m->out, ',');
	*want = object ? WANT_KEY : WANT_VALUE;
}

static void
take_colon(struct mender *m)
{
	m->p++;
	if (m->depth > 0 && m->want[m->depth - 1] == WANT_COLON) {
		buf_putc(m->out, ':');
		m->want[m->depth - 1] = WANT_VALUE;
	}
}

/* Bytes of a good escape at P, 0: it is none. */
static size_t
escape_length(const char *p, const char *end)
{
	unsigned cp = 0, low = 0;

	if (end - p < 2 || p[1] == '\0')
		return 0;
	if (strchr("\"\\/bfnrt", p[1]) != NULL)
		return 2;
	if (p[1] != 'u' || end - p < 6)
		return 0;
	for (int i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)p[i]))
			return 0;
	cp = (unsigned)strtoul((char[]){ p[2], p[3], p[4], p[5], '\0' }, NULL, 16);
	if (cp < 0xD800 || cp > 0xDFFF)
		return 6;
	if (cp > 0xDBFF || end - p < 12 || p[6] != '\\' || p[7] != 'u')
		return 0;
	for (int i = 8; i < 12; i++)
		if (!isxdigit((unsigned char)p[i]))
			return 0;
	low = (unsigned)strtoul((char[]){ p[8], p[9], p[10], p[11], '\0' }, NULL, 16);
	return low >= 0xDC00 && low <= 0xDFFF ? 12 : 0;
}

/* After a line's end a key, or the end of an object: the text was not closed. */
static bool
goes_on_as_json(const char *p, const char *end)
{
	while (p < end && isspace((unsigned char)*p))
		p++;
	if (p == end || *p == '}' || *p == ']')
		return p < end;
	if (*p++ != '"')
		return false;
	while (p < end && (isalnum((unsigned char)*p) || *p == '_'))
		p++;
	if (p == end || *p++ != '"')
		return false;
	while (p < end && isspace((unsigned char)*p))
		p++;
	return p < end && *p == ':';
}

static void
put_control(struct mender *m, char c)
{
	buf_puts(m->out, c == '\n' ? "\\n" : c == '\t' ? "\\t" : " ");
}

static void
copy_text(struct mender *m, char quote)
{
	for (m->p++; m->p < m->end && *m->p != quote; m->p++) {
		size_t escape = *m->p == '\\' ? escape_length(m->p, m->end) : 0;

		if (escape > 0) {
			buf_add(m->out, m->p, escape);
			m->p += escape - 1;
		} else if (*m->p == '\\') {
			/* Of \' and the like the character stays, of half a pair a sign. */
			if (m->end - m->p > 5 && m->p[1] == 'u' && isxdigit((unsigned char)m->p[5])) {
				buf_puts(m->out, "\\uFFFD");
				m->p += 5;
			} else if (m->end - m->p > 1 && (unsigned char)m->p[1] > 0x20) {
				buf_putc(m->out, *++m->p);
			}
		} else if (*m->p == '\n' && goes_on_as_json(m->p, m->end)) {
			while (m->out->n > 0 && strchr(", ", m->out->p[m->out->n - 1]) != NULL)
				m->out->n--;
			m->p--;
			break;
		} else if ((unsigned char)*m->p < 0x20) {
			put_control(m, *m->p);
		} else if (*m->p == '"') {
			buf_puts(m->out, "\\\"");
		} else {
			buf_putc(m->out, *m->p);
		}
	}
	if (m->p >= m->end)
		m->cut = true;
	else
		m->p++;
}

static void
take_text(struct mender *m)
{
	bool is_value = before_value(m);

	buf_putc(m->out, '"');
	copy_text(m, *m->p);
	buf_putc(m->out, '"');
	if (!is_value)
		m->want[m->depth - 1] = WANT_COLON;
}

static bool
is_number(const char *text)
{
	const char *digits = text + (text[0] == '-');
	char *end;
	double value = strtod(text, &end);

	return isdigit((unsigned char)digits[0]) && *end == '\0' && isfinite(value) &&
	    strpbrk(text, "xX") == NULL && (digits[0] != '0' || !isdigit((unsigned char)digits[1])) &&
	    text[strlen(text) - 1] != '.' && strstr(text, ".e") == NULL && strstr(text, ".E") == NULL;
}

static void
take_literal(struct mender *m)
{
	char text[LITERAL_MAX] = "";
	size_t n = 0;

	while (m->p < m->end && (isalnum((unsigned char)*m->p) || strchr("+-._$", *m->p) != NULL) &&
	    *m->p != '\0') {
		if (n + 1 < sizeof(text))
			text[n++] = *m->p;
		m->p++;
	}
	text[n] = '\0';
	bool good = strcmp(text, "true") == 0 || strcmp(text, "false") == 0 || is_number(text);
	bool exact = n < EXACT_DIGITS || strspn(text, "-0123456789") < n || !good;
	before_keyless(m);
	if (!exact)
		buf_putc(m->out, '"');
	buf_puts(m->out, good ? text : "null");
	if (!exact)
		buf_putc(m->out, '"');
}

/* JavaScript's comments, and what has no place. */
static void
skip_other(struct mender *m)
{
	const char *end = NULL;

	if (m->end - m->p > 1 && m->p[0] == '/' && m->p[1] == '/')
		end = memchr(m->p, '\n', (size_t)(m->end - m->p));
	if (m->end - m->p > 1 && m->p[0] == '/' && m->p[1] == '*') {
		for (end = m->p + 2; end < m->end && !(end[0] == '*' && end + 1 < m->end && end[1] == '/');)
			end++;
		end = end < m->end ? end + 1 : end - 1;
	}
	m->p = end != NULL ? end + 1 : m->p + 1;
}

static void
go_back_to_whole(struct mender *m)
{
	m->out->n = m->whole;
	m->depth = LIST_DEPTH;
	memcpy(m->open, m->whole_open, LIST_DEPTH);
	for (size_t i = 0; i < LIST_DEPTH; i++)
		m->want[i] = WANT_COMMA;
}

void
json_mend(const char *text, size_t n, struct buf *out)
{
	struct mender m = { .p = text, .end = text + n, .out = out };

	while (m.p < m.end && (m.depth > 0 || out->n == 0)) {
		char c = *m.p;

		if (c == '{' || c == '[') {
			if (m.depth == DEPTH_MAX)
				break;
			take_open(&m);
		} else if (m.depth == 0) {
			/* Some put a guard against scripts in front. */
			m.p++;
		} else if (c == '}' || c == ']') {
			take_close(&m);
		} else if (c == ',') {
			take_comma(&m);
		} else if (c == ':') {
			take_colon(&m);
		} else if (c == '"' || c == '\'') {
			take_text(&m);
		} else if (isalnum((unsigned char)c) || c == '-' || c == '+' || c == '.') {
			take_literal(&m);
		} else {
			skip_other(&m);
		}
	}
	if (m.depth > LIST_DEPTH && m.whole > 0)
		go_back_to_whole(&m);
	while (m.depth > 0)
		close_level(&m);
}
