/* SPDX-License-Identifier: ISC */
/* The `feeds` file of newsraft: a line has an address or a "$(COMMAND)", perhaps
 * a "NAME" in quotation marks, and settings: "[MINUTES] {ITEMS}" or, in later
 * versions, "< reload-period MINUTES; ...".  "@ NAME" begins a section, with
 * settings that hold for its lines; that of the beginning is called Global. */
#include "formats/formats.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "formats/named.h"

enum { MINUTES_MOST = 60 * 24 * 366 };

struct reader {
	const struct format_output *out;
	struct arena arena;		/* of the line */
	struct arena lasting;
	const char *begin, *p, *end;	/* of the line */
	int line;
	const char *section;		/* NULL: none */
	int minutes, all_minutes;	/* of the section; of the one for all */
	bool said;			/* that something is left out */
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

static void
skip_blanks(struct reader *r)
{
	while (r->p < r->end && strchr(" \t\r", *r->p) != NULL)
		r->p++;
}

static bool
is_at(const struct reader *r, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(r->end - r->p) >= n && strncasecmp(r->p, word, n) == 0;
}

static int
take_number(struct reader *r)
{
	int n = 0;

	skip_blanks(r);
	while (r->p < r->end && *r->p >= '0' && *r->p <= '9') {
		n = n < MINUTES_MOST ? n * 10 + (*r->p - '0') : MINUTES_MOST;
		r->p++;
	}
	return n;
}

/* "reload-period 30; item-limit 100": what else there is has no meaning here. */
static void
take_settings(struct reader *r, int *minutes)
{
	while (r->p < r->end) {
		skip_blanks(r);
		if (is_at(r, "reload-period")) {
			r->p += strlen("reload-period");
			*minutes = take_number(r);
		} else if (r->p < r->end && !r->said) {
			say(r, r->p, "not taken over: of settings only reload-period is");
			r->said = true;
		}
		while (r->p < r->end && *r->p != ';')
			r->p++;
		r->p += r->p < r->end;
	}
}

/* What may stand behind a name.  MINUTES is left alone if nothing is said. */
static void
take_tail(struct reader *r, int *minutes)
{
	for (skip_blanks(r); r->p < r->end; skip_blanks(r)) {
		if (*r->p == '<') {
			r->p++;
			take_settings(r, minutes);
		} else if (*r->p == '[') {
			r->p++;
			*minutes = take_number(r);
			r->p += r->p < r->end;
		} else if (*r->p == '{') {
			const char *close = memchr(r->p, '}', (size_t)(r->end - r->p));

			if (!r->said)
				say(r, r->p, "not taken over: limits of items");
			r->said = true;
			r->p = close != NULL ? close + 1 : r->end;
		} else {
			say(r, r->p, "not understood from here");
			return;
		}
	}
}

static void
read_section(struct reader *r)
{
	const char *from = ++r->p, *end;
	int minutes = r->all_minutes;

	while (r->p < r->end && strchr("[{<", *r->p) == NULL)
		r->p++;
	end = r->p;
	r->section = named_line(&r->lasting, from, (size_t)(end - from));
	take_tail(r, &minutes);
	r->minutes = minutes;
	if (r->section == NULL || strcasecmp(r->section, "global") == 0) {
		r->section = NULL;
		r->all_minutes = minutes;
	}
}

/* "$(...)": a shell runs it there, so it does here where it needs one. */
static bool
take_command(struct reader *r, struct outline *o)
{
	const char *from = r->p + 2;
	struct buf url = { 0 };
	int depth = 1;

	for (r->p = from; r->p < r->end && depth > 0; r->p++)
		depth += *r->p == '(' ? 1 : *r->p == ')' ? -1 : 0;
	if (depth > 0) {
		say(r, from - 2, "this command is never closed");
		return false;
	}
	size_t n = (size_t)(r->p - from) - 1;
	const char *line = named_line(&r->arena, from, n);
	if (line == NULL) {
		say(r, from - 2, "there is no command in it");
		return false;
	}
	buf_puts(&url, "exec:");
	if (strpbrk(line, "|&;<>()$`~*?[]#") == NULL) {
		buf_puts(&url, line);
	} else {
		buf_puts(&url, "sh -c ");
		buf_put_quoted(&url, line);
	}
	named_address(&r->arena, o, buf_str(&url), url.n);
	buf_done(&url);
	return true;
}

static bool
take_address(struct reader *r, struct outline *o)
{
	const char *from = r->p;

	if (is_at(r, "$("))
		return take_command(r, o);
	while (r->p < r->end && strchr(" \t\r", *r->p) == NULL)
		r->p++;
	named_address(&r->arena, o, from, (size_t)(r->p - from));
	if (o->url != NULL && strchr(o->url, ':') != NULL)
		return true;
	say(r, from, "expected an address such as https://example.org/feed");
	return false;
}

static void
take_name(struct reader *r, struct outline *o)
{
	skip_blanks(r);
	if (r->p == r->end || *r->p != '"')
		return;
	const char *from = ++r->p;
	while (r->p < r->end && *r->p != '"')
		r->p++;
	o->title = named_line(&r->arena, from, (size_t)(r->p - from));
	if (r->p == r->end)
		say(r, from - 1, "this quotation mark is never closed");
	else
		r->p++;
}

static void
read_line(struct reader *r)
{
	struct outline o;
	int minutes = r->minutes;

	skip_blanks(r);
	if (r->p == r->end || *r->p == '#')
		return;
	if (*r->p == '@') {
		read_section(r);
		return;
	}
	outline_init(&o);
	if (!take_address(r, &o))
		return;
	take_name(r, &o);
	take_tail(r, &minutes);
	named_topic(&r->arena, &o, r->section);
	o.minutes = minutes;
	o.sure = 100;
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
	arena_done(&r.arena);
	arena_done(&r.lasting);
}

const struct format format_newsraft = {
	.name = "newsraft",
	.recognizes = recognizes,
	.parse = parse,
};
