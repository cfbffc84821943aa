/* SPDX-License-Identifier: ISC */
/* dateline sources: what is subscribed to and how it fares. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/json.h"
#include "base/utf8.h"
#include "commands/command.h"
#include "commands/out.h"
#include "model/source.h"
#include "store/store.h"

static void
put_clean(struct buf *b, const char *text)
{
	utf8_clean(b, text, strlen(text), UTF8_LINE);
}

/* Passwords, commands that write them and headers are nobody's business. */
static void
put_options(struct json *j, const struct source_options *o)
{
	if (o->ntopics > 0) {
		json_array(j, "topics");
		for (size_t i = 0; i < o->ntopics; i++)
			json_text(j, NULL, o->topics[i]);
		json_array_end(j);
	}
	if (o->interval > 0)
		json_int(j, "interval", o->interval);
	if (o->paused)
		json_bool(j, "paused", true);
	if (o->hidden)
		json_bool(j, "hidden", true);
}

static void
put_visit(struct json *j, const struct store_http *http)
{
	if (http->gone)
		json_bool(j, "gone", true);
	else if (http->next_fetch == INT64_MAX)
		json_bool(j, "finished", true);
	else if (http->next_fetch > 0)
		json_time(j, "nextFetch", http->next_fetch);
	if (http->status != 0)
		json_int(j, "status", http->status);
	if (http->failures > 0)
		json_int(j, "failures", http->failures);
}

static void
put_json(struct buf *b, const struct source *src, const struct store_http *http)
{
	struct json j = { .out = b };

	json_object(&j, NULL);
	json_int(&j, "number", src->id);
	json_text(&j, "kind", source_kind_name(src->kind));
	json_text(&j, "location", src->location);
	json_text(&j, "title", src->title);
	json_int(&j, "articles", src->articles);
	json_int(&j, "unread", src->unread);
	json_time(&j, "fetched", src->fetched);
	json_time(&j, "changed", src->changed);
	json_int(&j, "vanished", src->vanished);
	json_int(&j, "damaged", src->damaged);
	json_text(&j, "error", src->error);
	put_options(&j, &src->options);
	put_visit(&j, http);
	json_object_end(&j);
}

static void
put_tsv(struct buf *b, const struct source *src)
{
	char time[32] = "";

	if (src->fetched != DATE_NONE)
		date_format_utc(src->fetched, time);
	buf_printf(b, "%" PRId64 "\t%s\t", src->id, source_kind_name(src->kind));
	put_clean(b, src->location);
	buf_printf(b, "\t%" PRId64 "\t%" PRId64 "\t%s\t%" PRId64 "\t%" PRId64 "\t", src->articles,
	    src->unread, time, src->vanished, src->damaged);
	put_clean(b, src->error != NULL ? src->error : "");
}

/* When it is asked again, as far as there is a time for that. */
static void
put_next(struct buf *b, const struct source *src, const struct store_http *http)
{
	char age[32];

	if (http->gone)
		buf_puts(b, ", gone: not asked any more");
	else if (http->next_fetch == INT64_MAX)
		buf_puts(b, ", finished, as it says itself: not asked any more");
	else if (!src->options.paused && http->next_fetch > date_now())
		buf_printf(b, "%s %s", src->error != NULL ? "; next try" : ", next",
		    date_format_age(http->next_fetch, date_now(), age));
}

static void
put_line(struct buf *b, const struct source *src, const struct store_http *http)
{
	char age[32] = "never read";

	if (src->fetched != DATE_NONE)
		date_format_age(src->fetched, date_now(), age);
	buf_printf(b, "%3" PRId64 "  %-9s  ", src->id, source_kind_name(src->kind));
	put_clean(b, src->location);
	buf_printf(b, "  %" PRId64 " articles, %" PRId64 " unread, %s%s", src->articles, src->unread,
	    src->fetched != DATE_NONE ? "read " : "", age);
	if (src->vanished > 0)
		buf_printf(b, ", %" PRId64 " vanished", src->vanished);
	if (src->damaged > 0)
		buf_printf(b, ", %" PRId64 " damaged", src->damaged);
	if (src->options.paused)
		buf_puts(b, ", paused");
	if (src->error != NULL) {
		buf_puts(b, "; error: ");
		put_clean(b, src->error);
	}
	put_next(b, src, http);
}

static bool
print(struct store *st, struct source *src, const struct args *args, struct err *err)
{
	struct buf b = { 0 };
	struct store_http http;
	struct arena a = { 0 };

	if (!store_source_vanished(st, src, err) || !store_source_http(st, src->id, &a, &http, err)) {
		arena_done(&a);
		return false;
	}
	if (args_has(args, "--json"))
		put_json(&b, src, &http);
	else if (args_has(args, "--tsv"))
		put_tsv(&b, src);
	else
		put_line(&b, src, &http);
	buf_putc(&b, '\n');
	out_buf(&b);
	buf_done(&b);
	arena_done(&a);
	return true;
}

static int
run(struct desk *desk, const struct args *args)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n = 0;

	struct source *list = store_sources(desk->store, &a, false, &n, &err);
	bool ok = list != NULL;
	for (size_t i = 0; ok && i < n; i++)
		ok = print(desk->store, &list[i], args, &err);
	arena_done(&a);
	if (!ok)
		return out_failed(&err, EXIT_STORE);
	if (n == 0)
		out_note("no sources yet; `dateline add ADDRESS` or `dateline add FOLDER` adds one");
	return EXIT_DONE;
}

static const struct command_option options[] = {
	{ "--json", NULL, "one object a line" },
	{ "--tsv", NULL, "number, kind, location, articles, unread, fetched, vanished, damaged, error" },
	{ NULL, NULL, NULL }
};

const struct command command_sources = {
	.name = "sources",
	.arguments = "",
	.summary = "list what is subscribed to, with counts and errors",
	.need = DESK_STORE,
	.options = options,
	.run = run,
};
