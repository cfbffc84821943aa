/* SPDX-License-Identifier: ISC */
/* For libFuzzer: front matter in, article to front matter and record and back;
 * nothing may crash, leave unsafe text, or differ the second time. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "formats/formats.h"
#include "model/article_yaml.h"
#include "model/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
see_article(void *arg, const struct article *art)
{
	struct buf record = { 0 };
	struct arena a = { 0 };
	struct article back;

	record_encode(art, &record);
	if (!record_decode(&a, record.p, record.n, true, &back, NULL))
		abort();
	article_yaml_format(&back, arg);
	arena_done(&a);
	buf_done(&record);
}

static void
see_damage(void *arg, int line, int column, const char *message)
{
	(void)arg;
	(void)line;
	(void)column;
	(void)message;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf yaml = { 0 };
	struct format_input in = { "fuzz", "", (const char *)data, size, NULL };
	struct format_output out = { .article = see_article, .damage = see_damage, .arg = &yaml };

	format_frontmatter.parse(&in, &out);
	buf_done(&yaml);
	return 0;
}
