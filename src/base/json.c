/* SPDX-License-Identifier: ISC */
#include "base/json.h"

#include <string.h>

#include "base/date.h"

static void
quote(struct buf *out, const char *s, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	size_t from = 0;

	buf_putc(out, '"');
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
			continue;
		buf_add(out, s + from, i - from);
		from = i + 1;
		if (c == '"' || c == '\\') {
			buf_putc(out, '\\');
			buf_putc(out, (char)c);
		} else if (c == '\n') {
			buf_puts(out, "\\n");
		} else if (c == '\t') {
			buf_puts(out, "\\t");
		} else {
			buf_puts(out, "\\u00");
			buf_putc(out, hex[c >> 4]);
			buf_putc(out, hex[c & 15]);
		}
	}
	buf_add(out, s + from, n - from);
	buf_putc(out, '"');
}

static void
begin(struct json *j, const char *key)
{
	if (j->comma)
		buf_putc(j->out, ',');
	j->comma = true;
	if (key != NULL) {
		quote(j->out, key, strlen(key));
		buf_putc(j->out, ':');
	}
}

void
json_object(struct json *j, const char *key)
{
	begin(j, key);
	buf_putc(j->out, '{');
	j->comma = false;
}

void
json_object_end(struct json *j)
{
	buf_putc(j->out, '}');
	j->comma = true;
}

void
json_array(struct json *j, const char *key)
{
	begin(j, key);
	buf_putc(j->out, '[');
	j->comma = false;
}

void
json_array_end(struct json *j)
{
	buf_putc(j->out, ']');
	j->comma = true;
}

void
json_text_n(struct json *j, const char *key, const char *value, size_t n)
{
	if (value == NULL)
		return;
	begin(j, key);
	quote(j->out, value, n);
}

void
json_text(struct json *j, const char *key, const char *value)
{
	if (value != NULL)
		json_text_n(j, key, value, strlen(value));
}

void
json_int(struct json *j, const char *key, int64_t value)
{
	begin(j, key);
	buf_printf(j->out, "%lld", (long long)value);
}

void
json_bool(struct json *j, const char *key, bool value)
{
	begin(j, key);
	buf_puts(j->out, value ? "true" : "false");
}

void
json_time(struct json *j, const char *key, int64_t t)
{
	char text[32];

	if (t != DATE_NONE)
		json_text(j, key, date_format_utc(t, text));
}
