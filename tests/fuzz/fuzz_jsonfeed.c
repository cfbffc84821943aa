/* SPDX-License-Identifier: ISC */
/* For libFuzzer: JSON Feed and the publishers' API; nothing may crash or leave
 * unsafe text, and what was mended must be JSON. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "formats/formats.h"
#include "model/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
see_article(void *arg, const struct article *art)
{
	struct buf record = { 0 };
	struct arena a = { 0 };
	struct article back;

	(void)arg;
	record_encode(art, &record);
	if (!record_decode(&a, record.p, record.n, true, &back, NULL))
		abort();
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

static void
see_feed(void *arg, const struct feed *feed)
{
	struct buf record = { 0 };
	struct arena a = { 0 };
	struct feed back;

	(void)arg;
	record_encode_shape(&shape_feed, feed, &record);
	if (!record_decode_shape(&a, &shape_feed, record.p, record.n, &back, NULL))
		abort();
	arena_done(&a);
	buf_done(&record);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char base[] = "https://a.example/api/news/index.json";
	struct format_input in = { "fuzz", base, (const char *)data, size, NULL };
	struct format_output out = { .article = see_article, .damage = see_damage, .feed = see_feed };

	format_jsonfeed.parse(&in, &out);
	format_smartable.parse(&in, &out);
	return 0;
}
