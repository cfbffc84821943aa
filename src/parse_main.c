/* SPDX-License-Identifier: ISC */
/* dateline-parse: documents on standard input, article records on standard
 * output, and nothing else.  It is started by dateline and dateline-fetch. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "formats/formats.h"
#include "wire/wire.h"

static void
pass_article(void *arg, const struct article *art)
{
	wire_answer_article(arg, art);
}

static void
pass_damage(void *arg, int line, int column, const char *message)
{
	wire_answer_damage(arg, line, column, message);
}

static void
pass_feed(void *arg, const struct feed *feed)
{
	wire_answer_feed(arg, feed);
}

static void
pass_outline(void *arg, const struct outline *outline)
{
	wire_answer_outline(arg, outline);
}

/* What begins like nothing that is known: mostly words for people. */
static void
say_unknown(const struct wire_document *doc, struct wire_answer *answer)
{
	enum { SHOWN = 48 };
	size_t n = doc->n < SHOWN ? doc->n : SHOWN, name = strlen(doc->name);
	struct arena a = { 0 };

	while (n > 0 && n < doc->n && ((unsigned char)doc->bytes[n] & 0xC0) == 0x80)
		n--;
	if (doc->n == 0)
		wire_answer_damage(answer, 0, 0, "the file is empty");
	else if (name > 3 && strcmp(doc->name + name - 3, ".md") == 0)
		wire_answer_damage(answer, 0, 0,
		    "no format that dateline knows: front matter starts with a line of \"---\"");
	else
		wire_answer_damage(answer, 0, 0, arena_printf(&a, "no format that dateline knows; it begins"
		    " with \"%s%s\"", utf8_clean_dup(&a, doc->bytes, n, UTF8_LINE), n < doc->n ? "..." : ""));
	arena_done(&a);
}

static void
handle(const struct wire_document *doc, struct wire_answer *answer)
{
	const struct format *format = format_find(doc->kind, doc->bytes, doc->n);
	const char *base = doc->base[0] != '\0' ? doc->base : NULL;
	struct format_input in = { doc->name, base, doc->bytes, doc->n, doc->charset };
	struct format_output out = { pass_article, pass_damage, pass_feed, pass_outline, answer };

	if (format != NULL)
		format->parse(&in, &out);
	else if (doc->kind[0] != '\0')
		wire_answer_damage(answer, 0, 0, "there is no such kind of source");
	else
		say_unknown(doc, answer);
}

static int
fail(const struct err *err)
{
	fprintf(stderr, "dateline-parse: %s\n", err->text);
	return 2;
}

int
main(int argc, char **argv)
{
	struct err err = { 0 };

	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("dateline-parse " VERSION_TEXT "\nsystem calls: %s\n", wire_confine_about());
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		puts("usage: dateline-parse\n\n"
		    "Reads documents from standard input and answers with article records, for\n"
		    "dateline and dateline-fetch. To see what is in a file: dateline parse FILE");
		return 0;
	}
	bool has_file = argc == 4 && strcmp(argv[1], "--document") == 0;
	if (argc > 1 && !has_file) {
		err_set(&err, "unknown argument %s; try --help", argv[1]);
		return fail(&err);
	}
	formats_prepare();
	if ((has_file && !wire_serve_file(argv[2], argv[3], &err)) || !wire_confine(&err) ||
	    !wire_serve(STDIN_FILENO, STDOUT_FILENO, handle, &err))
		return fail(&err);
	return 0;
}
