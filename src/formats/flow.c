/* SPDX-License-Identifier: ISC */
/* Values of keys that dateline does not know.  Plain scalars that mean more
 * than text (numbers, times, yes and no, null) stay plain; text is quoted. */
#include "formats/flow.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "formats/events.h"

void
flow_quoted(struct buf *out, const char *text, size_t n)
{
	struct buf clean = { 0 };
	bool blank = false;

	utf8_clean(&clean, text, n, UTF8_TEXT);
	buf_putc(out, '"');
	for (size_t i = 0; i < clean.n; i++) {
		char c = clean.p[i];

		/* A second blank is escaped, or one line would lose it. */
		if (c == '"' || c == '\\' || (c == ' ' && blank))
			buf_putc(out, '\\');
		if (c == '\n' || c == '\t')
			buf_puts(out, c == '\n' ? "\\n" : "\\t");
		else
			buf_putc(out, c);
		blank = c == ' ' && !blank;
	}
	buf_putc(out, '"');
	buf_done(&clean);
}

static bool
is_typed(const char *s, size_t n)
{
	static const char *const words[] = { "~", "null", "true", "false", "yes", "no", "on", "off" };
	size_t i = s[0] == '-' || s[0] == '+' ? 1 : 0;

	for (size_t k = 0; k < COUNT(words); k++) {
		if (strlen(words[k]) == n && strncasecmp(words[k], s, n) == 0)
			return true;
	}
	if (i < n && s[i] == '.')
		i++;
	if (i >= n || n > 64 || s[n - 1] == ':' || s[i] < '0' || s[i] > '9')
		return false;
	return strspn(s, "0123456789abcdefABCDEFxoTZ:.+-_") >= n;
}

static void
put_scalar(const struct events *e, struct buf *out)
{
	if (events_is_null(e))
		buf_puts(out, "null");
	else if (e->plain && is_typed(e->text, e->n))
		buf_add(out, e->text, e->n);
	else
		flow_quoted(out, e->text, e->n);
}

bool
flow_value(struct events *e, struct buf *out)
{
	enum event_kind kind = e->kind;
	size_t i;

	if (kind != EVENT_LIST && kind != EVENT_MAP) {
		put_scalar(e, out);
		return true;
	}
	buf_putc(out, kind == EVENT_MAP ? '{' : '[');
	for (i = 0; events_next(e) && e->kind != EVENT_CLOSE; i++) {
		if (i > 0)
			buf_puts(out, kind == EVENT_MAP && i % 2 != 0 ? ": " : ", ");
		if (kind == EVENT_MAP && i % 2 == 0 && e->kind == EVENT_SCALAR)
			flow_quoted(out, e->text, e->n);
		else if (!flow_value(e, out))
			return false;
	}
	buf_putc(out, kind == EVENT_MAP ? '}' : ']');
	return !e->failed;
}
