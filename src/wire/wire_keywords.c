/* SPDX-License-Identifier: ISC */
/* Keywords to a parser before its first document, and what it found back, in front
 * of the record of each article: how many (one byte), and so many numbers (u32). */
#include "wire/wire_parser.h"

#include <string.h>
#include <unistd.h>

#include "model/keywords.h"

void
wire_set_keywords(struct wire_parser *wp, const struct keywords *k)
{
	wp->keywords = k->words > 0 && k->bytes.n <= WIRE_KEYWORDS_MAX ? k : NULL;
}

size_t
wire_keywords_size(const struct wire_parser *wp)
{
	return wp->keywords != NULL ? WIRE_HEAD + wp->keywords->bytes.n : 0;
}

ssize_t
wire_keywords_write(const struct wire_parser *wp)
{
	const struct buf *bytes = &wp->keywords->bytes;
	char head[WIRE_HEAD] = { WIRE_FRAME_KEYWORDS };
	size_t said = wire_keywords_size(wp) - wp->unsaid;

	wire_put_u32(head + 1, (uint32_t)bytes->n);
	if (said < WIRE_HEAD)
		return write(wp->process.in, head + said, WIRE_HEAD - said);
	return write(wp->process.in, bytes->p + said - WIRE_HEAD, wp->unsaid);
}

void
wire_found_put(struct buf *out, const int *found, size_t n)
{
	buf_putc(out, (char)n);
	for (size_t i = 0; i < n; i++) {
		char number[4];

		wire_put_u32(number, (uint32_t)found[i]);
		buf_add(out, number, sizeof(number));
	}
}

bool
wire_found_take(const struct wire_parser *wp, const char **p, size_t *n, struct wire_event *event)
{
	size_t count = *n > 0 ? (unsigned char)**p : 0;

	event->looked = wp->head->looks;
	if (count > (event->looked ? KEYWORDS_MOST : 0) || *n < 1 + 4 * count)
		return false;
	for (size_t i = 0; i < count; i++) {
		uint32_t number = wire_get_u32(*p + 1 + 4 * i);

		if (number >= wp->keywords->topics)
			return false;
		event->found[event->nfound++] = (int)number;
	}
	*p += 1 + 4 * count;
	*n -= 1 + 4 * count;
	return true;
}
