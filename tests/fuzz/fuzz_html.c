/* SPDX-License-Identifier: ISC */
/* For libFuzzer: HTML to text; nothing may crash, run away, or leave unsafe
 * text. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "formats/html.h"
#include "model/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must_be_clean(const char *s, enum utf8_clean mode)
{
	if (s == NULL || !utf8_is_clean(s, strlen(s), mode))
		abort();
}

static void
look_at_lines(const char *text)
{
	for (const char *p = text;;) {
		size_t n = strcspn(p, "\n");
		struct text_line line = text_line_of(p, n);

		if (line.prefix > n || line.marker > line.prefix)
			abort();
		if (p[n] == '\0')
			return;
		p += n + 1;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct html h, again;

	html_read(&a, (const char *)data, size, "https://a.example/b/c", &h);
	must_be_clean(h.text, UTF8_TEXT);
	must_be_clean(h.content, UTF8_TEXT);
	for (size_t i = 0; i < h.nlinks; i++) {
		must_be_clean(h.links[i].url, UTF8_LINE);
		must_be_clean(h.links[i].text, UTF8_LINE);
	}
	for (size_t i = 0; i < h.nimages; i++)
		must_be_clean(h.images[i].url, UTF8_LINE);
	look_at_lines(h.text);
	html_read(&a, h.content, strlen(h.content), "https://a.example/b/c", &again);
	must_be_clean(again.content, UTF8_TEXT);
	must_be_clean(html_line(&a, (const char *)data, size), UTF8_LINE);
	must_be_clean(html_plain(&a, (const char *)data, size), UTF8_TEXT);
	arena_done(&a);
	return 0;
}
