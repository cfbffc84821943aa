/* SPDX-License-Identifier: ISC */
/* dateline relate: links a stream of article records without a store, for
 * scripts and for measuring.  The records are read by dateline-parse, in pieces
 * of whole lines, so that a stream may be as long as it likes. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "commands/command.h"
#include "commands/out.h"
#include "commands/relate_links.h"
#include "coverage/coverage.h"
#include "wire/wire.h"

enum { PIECE = 1024 * 1024 };

struct reading {
	struct relate *relate;
	struct wire_parser *parser;
	const char *name; /* as people see it */
	struct buf bytes;
	int lines; /* before those in `bytes` */
	bool damaged;
};

static void
take(void *arg, const struct wire_event *event)
{
	struct reading *r = arg;
	struct buf b = { 0 };

	if (event->kind == WIRE_ARTICLE)
		relate_add(r->relate, &event->art);
	if (event->kind != WIRE_DAMAGE)
		return;
	r->damaged = true;
	buf_printf(&b, "%s:", r->name);
	if (event->line > 0)
		buf_printf(&b, "%d:%d:", r->lines + event->line, event->column);
	buf_printf(&b, " %s", event->message);
	out_remark(buf_str(&b));
	buf_done(&b);
}

/* The first N bytes, whole lines, to the parser. */
static bool
parse_piece(struct reading *r, size_t n, struct err *err)
{
	struct wire_document doc = { .kind = "jsonl-id", .base = "", .name = r->name,
		.bytes = r->bytes.p, .n = n };

	if (n == 0)
		return true;
	if (!wire_parse_one(r->parser, &doc, take, r, err))
		return false;
	for (size_t i = 0; i < n; i++)
		r->lines += r->bytes.p[i] == '\n';
	buf_drop(&r->bytes, n);
	return true;
}

static size_t
whole_lines(const struct buf *b)
{
	size_t n = b->n;

	while (n > 0 && b->p[n - 1] != '\n')
		n--;
	return n > 0 || b->n < WIRE_DOCUMENT_MAX / 2 ? n : b->n;
}

static bool
read_all(struct reading *r, int fd, struct err *err)
{
	ssize_t n;

	do {
		buf_reserve(&r->bytes, PIECE);
		n = read(fd, r->bytes.p + r->bytes.n, PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, "cannot read %s: %s", r->name, strerror(errno));
		r->bytes.n += (size_t)n;
		if (r->bytes.n >= PIECE && !parse_piece(r, whole_lines(&r->bytes), err))
			return false;
	} while (n != 0);
	return parse_piece(r, r->bytes.n, err);
}

static int
read_one(struct relate *relate, struct wire_parser *parser, const char *path)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct reading r = { relate, parser, is_stdin ? "(stdin)" : path, { 0 }, 0, false };
	struct err err = { 0 };
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 || err_set(&err, "cannot read %s: %s", path, strerror(errno));

	ok = ok && read_all(&r, fd, &err);
	if (fd >= 0 && !is_stdin)
		close(fd);
	buf_done(&r.bytes);
	if (!ok)
		return out_failed(&err, EXIT_PART);
	return r.damaged ? EXIT_PART : EXIT_DONE;
}

static bool
read_least(const struct args *args, double *least)
{
	const char *text = args_value(args, "--min");
	char *end;

	*least = COVERAGE_RELATED;
	if (text == NULL)
		return true;
	*least = strtod(text, &end);
	return end != text && *end == '\0' && *least >= 0 && *least <= 1;
}

static int
look(const struct args *args)
{
	double least;

	if (read_least(args, &least))
		return 0;
	out_error("--min is a score from 0 to 1, for instance 0.4");
	return EXIT_USAGE;
}

static int
run(struct desk *desk, const struct args *args)
{
	struct arena a = { 0 };
	struct wire_parser *parser =
	    wire_parser_new(file_join(&a, desk->paths.libexec_dir, "dateline-parse"));
	struct relate relate;
	int code = EXIT_DONE;
	double least;

	read_least(args, &least);
	relate_init(&relate, least);
	for (size_t i = 0; i < args->nwords; i++) {
		int one = read_one(&relate, parser, args->words[i]);
		code = one > code ? one : code;
	}
	if (args_has(args, "--stories"))
		relate_print_stories(&relate);
	else
		relate_print_related(&relate);
	relate_done(&relate);
	wire_parser_free(parser);
	arena_done(&a);
	return code;
}

static const struct command_option options[] = {
	{ "--min", "P", "least score of what is printed, from 0 to 1; 0.4 unless given" },
	{ "--stories", NULL, "print the other members of each article's story" }, { NULL, NULL, NULL }
};

const struct command command_relate = {
	.name = "relate",
	.arguments = "FILE...",
	.summary = "find related coverage in a stream of article records, without a store",
	.details = "FILE has JSON Lines in the order of time, as `dateline list --json` prints them:\n"
		   "id, title, excerpt, publishedDateTime, provider; - is the standard input.  Printed is\n"
		   "{\"id\", \"related\": [ids, best first], \"score\": [...]} for each article.",
	.need = DESK_PATHS,
	.options = options,
	.look = look,
	.least = 1,
	.most = -1,
	.run = run,
};
