/* SPDX-License-Identifier: ISC */
/* For libFuzzer: RSS, RDF and Atom; nothing may crash or leave unsafe text, and what
 * was mended must be XML. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

static const char *const objections[] = { "parser error", "expected", "mismatch", "Extra content",
	"Premature", "internal error", "invalid", "not well" };

static void
see_damage(void *arg, int line, int column, const char *message)
{
	(void)arg;
	(void)line;
	(void)column;
	/* libxml2 has nothing to object to what the mender made. */
	for (size_t i = 0; i < sizeof(objections) / sizeof(objections[0]); i++)
		if (strstr(message, objections[i]) != NULL)
			abort();
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
	static const char base[] = "https://a.example/feeds/all.xml";
	struct format_input in = { "fuzz", base, (const char *)data, size, NULL };
	struct format_output out = { .article = see_article, .damage = see_damage, .feed = see_feed };

	format_rss.parse(&in, &out);
	return 0;
}
