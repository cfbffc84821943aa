/* SPDX-License-Identifier: ISC */
/* JSON Lines: an article record of dateline(5) a line, as `dateline list --json`
 * and `dateline parse` write them.  A line that is no such record costs itself
 * and is named.  What the store says of an article (its id there, its story, its
 * marks) is not part of the article and left out; a record that has an id and
 * no guid of its own keeps the id as guid.
 *
 * "jsonl-id" is the same for those who want the ids back: there they are the
 * guids. */
#include "formats/formats.h"

#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/mapped.h"
#include "formats/json_read.h"
#include "model/fields.h"

enum { LINE_MAX_BYTES = 4 * 1024 * 1024 };

struct reader {
	const struct format_output *out;
	struct arena arena; /* of the line */
	bool ids;           /* go before guids */
	int line;
};

/* Sure of it when another record follows on the next line. */
static int
recognizes(const char *bytes, size_t n)
{
	const char *end = memchr(bytes, '\n', n);
	size_t first = end != NULL ? (size_t)(end - bytes) : n;
	json_error_t error;

	if (n == 0 || bytes[0] != '{' || first > LINE_MAX_BYTES)
		return 0;
	json_t *root = json_loadb(bytes, first, 0, &error);
	bool is_record =
	    json_object_get(root, "title") != NULL &&
	    (json_object_get(root, "publishedDateTime") != NULL || json_object_get(root, "webUrl") != NULL ||
		json_object_get(root, "originalUrl") != NULL);
	json_decref(root);
	if (!is_record)
		return 0;
	return first + 1 < n && bytes[first + 1] == '{' ? 95 : 70;
}

static void
say(const struct reader *r, int column, const char *message)
{
	r->out->damage(r->out->arg, r->line, column, message);
}

static void
take_record(struct reader *r, const json_t *record)
{
	struct article art;

	article_init(&art);
	json_fill(&r->arena, record, &shape_article, &art);
	const char *id = json_line_of(&r->arena, record, "id");
	if (id != NULL && (r->ids || art.guid == NULL))
		art.guid = id;
	r->out->article(r->out->arg, &art);
}

static void
take_line(struct reader *r, const char *line, size_t n)
{
	json_error_t error;

	while (n > 0 && strchr(" \t\r", line[n - 1]) != NULL && line[n - 1] != '\0')
		n--;
	if (n == 0)
		return;
	if (n > LINE_MAX_BYTES) {
		say(r, 1, "this line is longer than 4 MiB: left out");
		return;
	}
	json_t *record = json_loadb(line, n, JSON_DISABLE_EOF_CHECK, &error);
	if (record == NULL) {
		const char *message = arena_printf(&r->arena, "this line is no JSON: %s", error.text);
		say(r, error.column > 0 ? error.column : 1, message);
	} else if (!json_is_object(record)) {
		say(r, 1, "this line is no record: it should begin with \"{\"");
	} else {
		take_record(r, record);
	}
	json_decref(record);
	arena_reset(&r->arena);
}

static void
read_lines(const struct format_input *in, const struct format_output *out, bool ids)
{
	struct reader r = { .out = out, .ids = ids, .line = 1 };
	const char *p = in->bytes, *end = in->bytes + in->n;

	if (in->n == 0)
		out->damage(out->arg, 0, 0, "the file is empty");
	for (const char *next; p < end; p = next, r.line++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		next = stop != NULL ? stop + 1 : end;
		take_line(&r, p, (size_t)((stop != NULL ? stop : end) - p));
		mapped_behind(p);
	}
	arena_done(&r.arena);
}

static void
parse(const struct format_input *in, const struct format_output *out)
{
	read_lines(in, out, false);
}

static void
parse_ids(const struct format_input *in, const struct format_output *out)
{
	read_lines(in, out, true);
}

static int
never(const char *bytes, size_t n)
{
	(void)bytes;
	(void)n;
	return 0;
}

const struct format format_jsonl = {
	.name = "jsonl",
	.recognizes = recognizes,
	.parse = parse,
};

const struct format format_jsonl_id = {
	.name = "jsonl-id",
	.recognizes = never,
	.parse = parse_ids,
};
