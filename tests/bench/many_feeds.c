/* SPDX-License-Identifier: ISC */
/* many_feeds [--feeds N] [--articles N] [--delay MS] [--seconds N]: a server with
 * so many RSS feeds, /1 /2 ..., each answering after the delay, with 304 to who
 * sends its ETag back.  Prints its port.  With --print 1 it writes the first feed
 * to the standard output instead.  All articles differ and are about 2 KB
 * large; as in real text a few words are in all of them and most are rare.  The
 * same on every machine. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "http/server.h"

static int feeds = 1000, articles = 50, delay, seconds = 600, print;
static const int64_t newest = 1735646400;	/* 2024-12-31, noon */

static uint32_t
random_next(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

enum { WORDS = 30000 };
static char words[WORDS][24];

static void
invent_words(void)
{
	static const char *const syllables[] = { "ha", "bor", "ti", "de", "lan", "tern", "sal", "mu", "ro",
		"win", "ter", "gate", "o", "per", "stone", "ly" };
	uint32_t state = 1;

	for (size_t i = 0; i < WORDS; i++) {
		uint32_t r = random_next(&state);

		for (uint32_t n = 2 + r % 3; n > 0; n--, r >>= 4)
			strcat(words[i], syllables[r % COUNT(syllables)]);
	}
}

static void
put_words(struct buf *b, uint32_t *state, int count)
{
	for (int i = 0; i < count; i++) {
		double u = random_next(state) / (double)(1 << 24);

		if (i > 0)
			buf_putc(b, ' ');
		buf_puts(b, words[(size_t)(WORDS * u * u * u)]);
	}
}

static void
put_item(struct buf *b, uint32_t *state, int feed, int article)
{
	char when[64];

	date_format_local(newest - (int64_t)article * 3600 - feed, "%a, %d %b %Y %H:%M:%S +0000", when,
	    sizeof(when));
	buf_puts(b, "<item><title>");
	put_words(b, state, 8);
	buf_printf(b, "</title><link>https://feed%d.example/%d</link><guid>%d-%d</guid><pubDate>%s</pubDate>"
	    "<description>", feed, article, feed, article, when);
	put_words(b, state, 230);
	buf_puts(b, "</description></item>\n");
}

static void
put_feed(struct buf *body, int feed)
{
	uint32_t state = (uint32_t)feed * 2654435761u;

	buf_printf(body, "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Feed %d</title>"
	    "<link>https://feed%d.example/</link>\n", feed, feed);
	for (int i = 0; i < articles; i++)
		put_item(body, &state, feed, i);
	buf_puts(body, "</channel></rss>\n");
}

static void
fill(struct answer *answers, int feed)
{
	struct buf body = { 0 }, path = { 0 }, needs = { 0 }, headers = { 0 };

	buf_printf(&path, "/%d", feed);
	buf_printf(&needs, "If-None-Match: \"f%d\"\r\n", feed);
	buf_printf(&headers, "ETag: \"f%d\"\r\nContent-Type: application/rss+xml\r\n", feed);
	put_feed(&body, feed);
	answers[0] = (struct answer){ .path = path.p, .needs = needs.p, .status = 304, .headers = headers.p,
		.pause_ms = delay };
	answers[1] = (struct answer){ .path = path.p, .status = 200, .headers = headers.p, .body = body.p,
		.length = body.n, .pause_ms = delay };
}

int
main(int argc, char **argv)
{
	static const struct { const char *name; int *value; } options[] = {
		{ "--feeds", &feeds }, { "--articles", &articles }, { "--delay", &delay },
		{ "--seconds", &seconds }, { "--print", &print },
	};

	for (int i = 1; i + 1 < argc; i += 2)
		for (size_t o = 0; o < COUNT(options); o++)
			if (strcmp(argv[i], options[o].name) == 0)
				*options[o].value = atoi(argv[i + 1]);
	invent_words();
	if (print > 0) {
		struct buf body = { 0 };

		put_feed(&body, print);
		return fwrite(body.p, 1, body.n, stdout) == body.n ? 0 : 1;
	}
	struct answer *answers = mem_alloc(2 * (size_t)feeds * sizeof(*answers));
	for (int i = 0; i < feeds; i++)
		fill(answers + 2 * i, i + 1);
	return server_run(answers, 2 * (size_t)feeds, NULL, seconds);
}
