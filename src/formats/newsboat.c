/* SPDX-License-Identifier: ISC */
/* The `urls` file of newsboat: a source a line, in words that may be quoted.
 * The first is the address, the others are tags: "~NAME" gives the title, one
 * that begins with "!" hides the source.  Such a file looks like any other
 * text, so it is read only when it is asked for by name. */
#include "formats/formats.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "formats/named.h"

struct reader {
	const struct format_output *out;
	struct arena arena;		/* of the line */
	struct buf word;
	const char *begin, *p, *end;	/* of the line */
	int line;
};

static int
recognizes(const char *bytes, size_t n)
{
	(void)bytes;
	(void)n;
	return 0;
}

static void
say(const struct reader *r, const char *at, const char *message)
{
	r->out->damage(r->out->arg, r->line, (int)(at - r->begin) + 1, message);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The quoted word behind the mark at r->p. */
static void
take_quoted(struct reader *r)
{
	const char *mark = r->p++;

	while (r->p < r->end && *r->p != '"') {
		if (*r->p == '\\' && r->p + 1 < r->end)
			r->p++;
		buf_putc(&r->word, *r->p++);
	}
	if (r->p == r->end)
		say(r, mark, "this quotation mark is never closed");
	else
		r->p++;
}

/* The next word of the line, unquoted; false: no more. */
static bool
next_word(struct reader *r)
{
	buf_reset(&r->word);
	while (r->p < r->end && is_blank(*r->p))
		r->p++;
	if (r->p == r->end || *r->p == '#')
		return false;
	if (*r->p == '"') {
		take_quoted(r);
		return true;
	}
	while (r->p < r->end && !is_blank(*r->p))
		buf_putc(&r->word, *r->p++);
	return true;
}

static void
take_tag(struct reader *r, struct outline *o)
{
	const char *tag = named_line(&r->arena, buf_str(&r->word), r->word.n);

	if (tag != NULL && tag[0] == '!')
		o->hidden = 1;
	else if (tag != NULL && tag[0] == '~')
		o->title = named_line(&r->arena, tag + 1, strlen(tag + 1));
	else
		named_topic(&r->arena, o, tag);
}

static void
read_line(struct reader *r)
{
	struct outline o;

	if (!next_word(r))
		return;
	outline_init(&o);
	named_address(&r->arena, &o, buf_str(&r->word), r->word.n);
	if (o.url == NULL || strchr(buf_str(&r->word), ':') == NULL) {
		say(r, r->begin, "expected an address such as https://example.org/feed");
		return;
	}
	o.sure = 100;
	while (next_word(r))
		take_tag(r, &o);
	r->out->outline(r->out->arg, &o);
}

static void
parse(const struct format_input *in, const struct format_output *out)
{
	struct reader r = { .out = out, .line = 1 };
	const char *p = in->bytes, *end = in->bytes + in->n;

	for (; p < end; r.line++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));

		r.begin = r.p = p;
		r.end = stop != NULL ? stop : end;
		read_line(&r);
		arena_reset(&r.arena);
		p = r.end + 1;
	}
	buf_done(&r.word);
	arena_done(&r.arena);
}

const struct format format_newsboat = {
	.name = "newsboat",
	.recognizes = recognizes,
	.parse = parse,
};
