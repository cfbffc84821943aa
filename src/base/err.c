/* SPDX-License-Identifier: ISC */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Texts of libraries and outside names end up here, so this is an edge. */
static void
store_text(struct err *err, const char *text)
{
	struct buf clean = { 0 };
	size_t n;

	utf8_clean(&clean, text, strlen(text), UTF8_LINE);
	n = clean.n < sizeof(err->text) ? clean.n : sizeof(err->text) - 1;
	while (n > 0 && n < clean.n && ((unsigned char)clean.p[n] & 0xC0) == 0x80)
		n--;
	memcpy(err->text, buf_str(&clean), n);
	err->text[n] = '\0';
	buf_done(&clean);
}

bool
err_set(struct err *err, const char *format, ...)
{
	char text[2048];
	va_list ap;

	if (err == NULL)
		return false;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	store_text(err, text);
	return false;
}

bool
err_wrap(struct err *err, const char *format, ...)
{
	char text[4096];
	va_list ap;

	if (err == NULL)
		return false;
	va_start(ap, format);
	int n = vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof(text))
		snprintf(text + n, sizeof(text) - (size_t)n, ": %s", err->text);
	store_text(err, text);
	return false;
}

bool
err_code(struct err *err, int code)
{
	if (err != NULL)
		err->code = code;
	return false;
}
