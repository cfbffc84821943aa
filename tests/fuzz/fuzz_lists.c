/* SPDX-License-Identifier: ISC */
/* For libFuzzer: lists of sources, each read as any of them; nothing may crash,
 * and what is named goes through the pipe as it is. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "formats/formats.h"
#include "model/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
see_outline(void *arg, const struct outline *outline)
{
	struct buf record = { 0 };
	struct arena a = { 0 };
	struct outline back;

	(void)arg;
	if (outline->url == NULL || outline->kind == NULL)
		abort();
	record_encode_shape(&shape_outline, outline, &record);
	if (!record_decode_shape(&a, &shape_outline, record.p, record.n, &back, NULL))
		abort();
	arena_done(&a);
	buf_done(&record);
}

static void
see_damage(void *arg, int line, int column, const char *message)
{
	(void)arg;
	if (line < 0 || column < 0 || message == NULL)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct format *const lists[] = { &format_newsboat, &format_newsraft, &format_sfeedrc,
		&format_opml };
	struct format_input in = { "fuzz", NULL, (const char *)data, size, NULL };
	struct format_output out = { .outline = see_outline, .damage = see_damage };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		lists[i]->parse(&in, &out);
	return 0;
}
