/* SPDX-License-Identifier: ISC */
/* What base/ promises of any bytes: clean text is safe and stays as it is,
 * clusters and lines lose nothing, addresses for programs are tame. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/process.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/wrap.h"
#include "base/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
see_clusters(const char *s, size_t n)
{
	int total = 0;

	for (size_t i = 0; i < n;) {
		int columns;
		size_t length = utf8_grapheme(s + i, n - i, &columns);

		must(length > 0 && length <= n - i && columns >= 0);
		total += columns;
		i += length;
	}
	must(total == utf8_columns(s, n));
	must(utf8_fit(s, n, total, NULL) == n);
}

static void
see_clean(struct arena *a, const char *s, size_t n, enum utf8_clean mode)
{
	char *clean = utf8_clean_dup(a, s, n, mode);
	size_t length = strlen(clean);

	must(utf8_valid(clean, length) && utf8_is_clean(clean, length, mode));
	for (const char *p = clean; *p != '\0'; p++)
		must(((unsigned char)*p >= 0x20 && *p != 0x7F) ||
		    (mode == UTF8_TEXT && (*p == '\n' || *p == '\t')));
	see_clusters(clean, length);
	must(utf8_valid(utf8_fold(a, clean, length), strlen(utf8_fold(a, clean, length))));
}

static void
see_lines(struct arena *a, const char *s, size_t n, int columns)
{
	size_t count;
	const char *end = s;
	const struct wrap_line *lines = wrap_text(a, s, n, columns, &count);

	for (size_t i = 0; i < count; i++) {
		int w;

		must(lines[i].s >= end && lines[i].s + lines[i].n <= s + n);
		must(strspn(end, " \t\r\n") >= (size_t)(lines[i].s - end));
		end = lines[i].s + lines[i].n;
		if (utf8_columns(lines[i].s, lines[i].n) > columns)
			must(utf8_grapheme(lines[i].s, lines[i].n, &w) == lines[i].n);
	}
	must(strspn(end, " \t\r\n") == (size_t)(s + n - end));
}

static void
see_address(struct arena *a, const char *url)
{
	const char *given = url_for_program(a, url), *canonical = url_canonical(a, url);

	must((given != NULL) == url_is_web(url) && (given != NULL) == (url_host(a, url) != NULL));
	for (const char *p = given; p != NULL && *p != '\0'; p++)
		must(*p > 0x20 && *p < 0x7F && strchr("\"'<>\\`$|", *p) == NULL);
	must(given == NULL || strncasecmp(given, "http", 4) == 0);
	must(canonical == NULL || given != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct yaml *root;
	int64_t from, to;
	size_t count;
	size_t n = size < 4000 ? size : 4000;
	const char *text = arena_strndup(&a, (const char *)data, n);
	const char *clean = utf8_clean_dup(&a, text, n, UTF8_TEXT);

	see_clusters((const char *)data, n);
	see_clean(&a, (const char *)data, n, UTF8_LINE);
	see_clean(&a, (const char *)data, n, UTF8_TEXT);
	for (int columns = 1; columns < 60; columns += 13)
		see_lines(&a, clean, strlen(clean), columns);
	see_address(&a, text);
	see_address(&a, arena_printf(&a, "https://%s", text));
	if (date_parse(text, strlen(text), &from))
		must(from > INT64_C(-100000000000) && from < INT64_C(300000000000));
	if (date_parse_when(text, strlen(text), 1608215400, &from, &to))
		must(from < to);
	must(yaml_parse(&a, text, strlen(text), &root, &err) || err.text[0] != '\0');
	must(process_split(&a, text, &count, &err) == NULL || count > 0);
	arena_done(&a);
	return 0;
}
