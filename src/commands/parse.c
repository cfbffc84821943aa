/* SPDX-License-Identifier: ISC */
/* dateline parse: documents to records, without a store.  The bytes are read
 * by dateline-parse, here as in a refresh. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "commands/command.h"
#include "commands/out.h"
#include "model/article_json.h"
#include "wire/wire.h"

struct parsing {
	const char *name;		/* as people see it */
	struct buf line;
	bool damaged;
};

static void
print_article(struct parsing *p, const struct article *art)
{
	struct json j = { .out = &p->line };

	json_object(&j, NULL);
	article_json_members(&j, art, NULL);
	json_object_end(&j);
	buf_putc(&p->line, '\n');
	out_buf(&p->line);
}

static void
print_outline(struct parsing *p, const struct outline *outline)
{
	struct json j = { .out = &p->line };

	json_object(&j, NULL);
	json_object(&j, "outline");
	article_json_outline(&j, outline);
	json_object_end(&j);
	json_object_end(&j);
	buf_putc(&p->line, '\n');
	out_buf(&p->line);
}

static void
say_damage(struct parsing *p, const struct wire_event *event)
{
	struct buf b = { 0 };

	p->damaged = true;
	buf_printf(&b, "%s:", p->name);
	if (event->line > 0)
		buf_printf(&b, "%d:%d:", event->line, event->column);
	buf_printf(&b, " %s", event->message);
	out_remark(buf_str(&b));
	buf_done(&b);
}

static void
take(void *arg, const struct wire_event *event)
{
	struct parsing *p = arg;

	if (event->kind == WIRE_ARTICLE)
		print_article(p, &event->art);
	else if (event->kind == WIRE_OUTLINE)
		print_outline(p, &event->outline);
	else if (event->kind == WIRE_DAMAGE)
		say_damage(p, event);
}

static bool
read_stdin(struct buf *out, struct wire_document *doc, struct err *err)
{
	char bytes[64 * 1024];
	ssize_t n;

	while ((n = read(STDIN_FILENO, bytes, sizeof(bytes))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, "cannot read the standard input: %s", strerror(errno));
		buf_add(out, bytes, (size_t)n);
		if (out->n > WIRE_DOCUMENT_MAX)
			return err_set(err, "the standard input is longer than %d MiB; a file may be",
			    WIRE_DOCUMENT_MAX / (1024 * 1024));
	}
	doc->articles_max = WIRE_FILE_ARTICLES_MAX;
	doc->bytes = buf_str(out);
	doc->n = out->n;
	return true;
}

static int
parse_one(struct wire_parser *wp, const struct args *args, const char *path)
{
	const char *base = args_value(args, "--base"), *kind = args_value(args, "--source-kind");
	const char *charset = args_value(args, "--charset");
	bool is_stdin = strcmp(path, "-") == 0;
	struct parsing p = { .name = is_stdin ? "(stdin)" : path };
	struct buf bytes = { 0 };
	struct err err = { 0 };

	struct wire_document doc = { .kind = kind != NULL ? kind : "", .base = base != NULL ? base : "",
		.name = p.name, .charset = charset };
	bool ok = is_stdin ? read_stdin(&bytes, &doc, &err) : wire_document_open(&doc, path, &bytes, &err);
	ok = ok && wire_parse_one(wp, &doc, take, &p, &err);
	buf_done(&bytes);
	buf_done(&p.line);
	if (!ok)
		return out_failed(&err, EXIT_PART);
	return p.damaged ? EXIT_PART : EXIT_DONE;
}

static int
run(struct desk *desk, const struct args *args)
{
	struct arena a = { 0 };
	struct wire_parser *wp = wire_parser_new(file_join(&a, desk->paths.libexec_dir, "dateline-parse"));
	int code = EXIT_DONE;

	for (size_t i = 0; i < args->nwords && !out_broken(); i++) {
		int one = parse_one(wp, args, args->words[i]);
		code = one > code ? one : code;
	}
	wire_parser_free(wp);
	arena_done(&a);
	return code;
}

static const struct command_option options[] = {
	{ "--base", "URL", "address that relative links are taken from" },
	{ "--charset", "NAME", "what a server says they are written in" },
	{ "--source-kind", "KIND", "rss, atom, jsonfeed, opml, ...: see dateline(1); else by looking" },
	{ NULL, NULL, NULL }
};

const struct command command_parse = {
	.name = "parse",
	.arguments = "FILE...",
	.summary = "print the articles of documents as JSON Lines, without a store",
	.details = "FILE may be - for the standard input.  A list of sources (OPML, the feeds of a\n"
	    "web page, sfeedrc; newsboat, newsraft if --source-kind says so) gives an object for\n"
	    "each source.  What is damaged is said as file:line:column: message; what could be read is\n"
	    "printed all the same.  Ends with 1 when anything was damaged.",
	.need = DESK_PATHS,
	.options = options,
	.least = 1,
	.most = -1,
	.run = run,
};
