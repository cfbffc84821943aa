/* SPDX-License-Identifier: ISC */
/* For libFuzzer: the article of a page; nothing may crash, run away, or leave
 * unsafe text. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must_be_clean(const char *s, enum utf8_clean mode)
{
	if (s != NULL && !utf8_is_clean(s, strlen(s), mode))
		abort();
}

static void
see_article(void *arg, const struct article *art)
{
	(void)arg;
	if (art->text == NULL)
		abort();
	must_be_clean(art->text, UTF8_TEXT);
	must_be_clean(art->content, UTF8_TEXT);
	must_be_clean(art->title, UTF8_LINE);
	must_be_clean(art->language, UTF8_LINE);
	must_be_clean(art->provider.name, UTF8_LINE);
	for (size_t i = 0; i < art->nauthors; i++)
		must_be_clean(art->authors[i], UTF8_LINE);
	for (size_t i = 0; i < art->nlinks; i++)
		must_be_clean(art->links[i].url, UTF8_LINE);
	for (size_t i = 0; i < art->nimages; i++)
		must_be_clean(art->images[i].url, UTF8_LINE);
}

static void
see_damage(void *arg, int line, int column, const char *message)
{
	(void)arg, (void)line, (void)column;
	must_be_clean(message, UTF8_LINE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct format_input in = { .name = "page", .base = "https://a.example/b/c",
		.bytes = (const char *)data, .n = size };
	struct format_output out = { .article = see_article, .damage = see_damage };

	format_readable.parse(&in, &out);
	return 0;
}
