/* SPDX-License-Identifier: ISC */
/* The `sfeedrc` of sfeed_update: a script whose function feeds() has a line for
 * each source, feed "NAME" "ADDRESS" ["BASE" ["ENCODING"]].  Only these lines are
 * read, in words as a shell would split them; nothing is run, so what a variable
 * or a command would have made of them is not known and said. */
#include "formats/formats.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "formats/named.h"

enum { WORDS_MOST = 8, LOOK_BYTES = 16 * 1024 };

struct reader {
	const struct format_output *out;
	struct arena arena;		/* of the command */
	const char *begin, *p, *end;	/* of the document */
	int line;
	struct buf word;
	const char *words[WORDS_MOST];
	size_t nwords;
	bool unknown;			/* something in them only a shell could tell */
	const char *at;			/* where the command begins */
	int at_line;
};

/* A function called feeds, and such a line. */
static int
recognizes(const char *bytes, size_t n)
{
	const char *end = bytes + (n < LOOK_BYTES ? n : LOOK_BYTES);
	bool function = false, feed = false;

	for (const char *p = bytes; p < end && !(function && feed);) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));

		stop = stop != NULL ? stop : end;
		while (p < stop && (*p == ' ' || *p == '\t'))
			p++;
		function = function || ((size_t)(stop - p) >= 7 && memcmp(p, "feeds()", 7) == 0);
		feed = feed || ((size_t)(stop - p) > 6 && memcmp(p, "feed ", 5) == 0);
		p = stop + 1;
	}
	return function && feed ? 85 : 0;
}

static void
say(const struct reader *r, const char *message)
{
	const char *line = r->at;

	while (line > r->begin && line[-1] != '\n')
		line--;
	r->out->damage(r->out->arg, r->at_line, (int)(r->at - line) + 1, message);
}

static bool
is_more(const struct reader *r)
{
	return r->p < r->end;
}

static void
take_single(struct reader *r)
{
	for (r->p++; is_more(r) && *r->p != '\''; r->p++) {
		r->line += *r->p == '\n';
		buf_putc(&r->word, *r->p);
	}
	r->p += is_more(r);
}

static void
take_double(struct reader *r)
{
	for (r->p++; is_more(r) && *r->p != '"'; r->p++) {
		r->unknown = r->unknown || *r->p == '$' || *r->p == '`';
		if (*r->p == '\\' && r->p + 1 < r->end && strchr("\"\\$`", r->p[1]) != NULL)
			r->p++;
		r->line += *r->p == '\n';
		buf_putc(&r->word, *r->p);
	}
	r->p += is_more(r);
}

static void
take_word(struct reader *r)
{
	buf_reset(&r->word);
	while (is_more(r) && strchr(" \t\r\n;&|(){}<>", *r->p) == NULL) {
		if (*r->p == '\'') {
			take_single(r);
			continue;
		}
		if (*r->p == '"') {
			take_double(r);
			continue;
		}
		r->unknown = r->unknown || *r->p == '$' || *r->p == '`';
		if (*r->p == '\\' && r->p + 1 < r->end) {
			r->p++;
			r->line += *r->p == '\n';
		}
		buf_putc(&r->word, *r->p++);
	}
	if (r->nwords < WORDS_MOST)
		r->words[r->nwords++] = arena_strndup(&r->arena, buf_str(&r->word), r->word.n);
	/* A command follows these. */
	if (r->nwords == 1 && (strcmp(r->words[0], "then") == 0 || strcmp(r->words[0], "do") == 0 ||
	    strcmp(r->words[0], "else") == 0))
		r->nwords = 0;
}

static void
take_feed(struct reader *r)
{
	struct outline o;

	if (r->nwords < 3) {
		say(r, "expected feed \"NAME\" \"ADDRESS\"");
		return;
	}
	if (r->unknown) {
		say(r, "not taken over: only a shell could tell what this stands for");
		return;
	}
	outline_init(&o);
	named_address(&r->arena, &o, r->words[2], strlen(r->words[2]));
	if (o.url == NULL || strchr(o.url, ':') == NULL) {
		say(r, "expected an address such as https://example.org/feed");
		return;
	}
	o.title = named_line(&r->arena, r->words[1], strlen(r->words[1]));
	if (r->nwords > 3)
		o.home = named_line(&r->arena, r->words[3], strlen(r->words[3]));
	o.sure = 100;
	r->out->outline(r->out->arg, &o);
}

/* A function of the user's own that changes what is fetched. */
static bool
is_function(const struct reader *r)
{
	const char *p = r->p;

	while (p < r->end && (*p == ' ' || *p == '\t'))
		p++;
	return r->nwords == 1 && r->end - p > 1 && p[0] == '(' && p[1] == ')' &&
	    strcmp(r->words[0], "feeds") != 0;
}

static void
end_command(struct reader *r)
{
	if (r->nwords > 0 && strcmp(r->words[0], "feed") == 0)
		take_feed(r);
	else if (is_function(r))
		say(r, arena_printf(&r->arena, "not taken over: the function %s; an option of a source may do"
		    " the same (man 5 dateline)", named_line(&r->arena, r->words[0], strlen(r->words[0]))));
	r->nwords = 0;
	r->unknown = false;
	arena_reset(&r->arena);
}

static void
skip_comment(struct reader *r)
{
	while (is_more(r) && *r->p != '\n')
		r->p++;
}

static void
parse(const struct format_input *in, const struct format_output *out)
{
	struct reader r = { .out = out, .line = 1, .begin = in->bytes, .p = in->bytes,
		.end = in->bytes + in->n };

	while (is_more(&r)) {
		if (strchr(" \t\r", *r.p) != NULL) {
			r.p++;
		} else if (*r.p == '\\' && r.p + 1 < r.end && r.p[1] == '\n') {
			r.p += 2;
			r.line++;
		} else if (*r.p == '#') {
			skip_comment(&r);
		} else if (strchr("\n;&|(){}<>", *r.p) != NULL) {
			end_command(&r);
			r.line += *r.p == '\n';
			r.p++;
		} else {
			if (r.nwords == 0) {
				r.at = r.p;
				r.at_line = r.line;
			}
			take_word(&r);
		}
	}
	end_command(&r);
	buf_done(&r.word);
	arena_done(&r.arena);
}

const struct format format_sfeedrc = {
	.name = "sfeedrc",
	.recognizes = recognizes,
	.parse = parse,
};
