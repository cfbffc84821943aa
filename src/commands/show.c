/* SPDX-License-Identifier: ISC */
/* dateline show: one article with its related coverage. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "commands/asked.h"
#include "commands/command.h"
#include "commands/out.h"
#include "desk/full.h"
#include "desk/full_cache.h"
#include "desk/record_line.h"
#include "desk/related.h"
#include "desk/show_text.h"
#include "desk/why.h"
#include "store/store.h"

enum { COLUMNS_PIPE = 72, COLUMNS_MOST = 100 };

static int
look(const struct args *args)
{
	int64_t id;

	if (args_has(args, "--json") && args_has(args, "--why")) {
		out_error("--why and --json do not go together");
		return EXIT_USAGE;
	}
	if (args_has(args, "--json") && args_has(args, "--full")) {
		out_error("--full and --json do not go together: the record is what the store has");
		return EXIT_USAGE;
	}
	if (asked_id(args->words[0], &id))
		return EXIT_DONE;
	out_error("show needs the number of an article, not \"%s\"; `dateline list` prints numbers",
	    args->words[0]);
	return EXIT_USAGE;
}

/* Its full text in place of what the store has, with where it is from. */
static bool
take_full(struct desk *desk, struct arena *a, struct store_article *sa, struct err *err)
{
	const char *url = article_link(&sa->art);
	struct article full;
	struct full f = { 0 };
	char when[64];
	bool ok = true;

	if (url == NULL)
		return err_set(err, "it has no page to read the full text from");
	if (!full_cached(a, desk, url, &full)) {
		ok = full_start(&f, desk, url, sa->source, err) &&
		    (full_run(&f) || err_set(err, "%s: %s", url, f.error)) &&
		    (full_cached(a, desk, url, &full) || err_set(err, "%s: its text was not kept", url));
		full_done(&f);
	}
	if (!ok)
		return err_code(err, EXIT_PART);
	full_cache_show(a, &sa->art, &full);
	sa->art.excerpt = NULL;
	sa->art.text = arena_printf(a, "Full text, read from %s on %s\n\n%s",
	    full.original_url != NULL ? full.original_url : url,
	    date_format_local(full.updated, "%a %d %b %Y %H:%M", when, sizeof(when)), full.text);
	return true;
}

/* Where its figures come from. */
static bool
put_why(struct desk *desk, struct arena *a, const struct store_article *sa, struct buf *out, struct err *err)
{
	struct why why;

	if (!why_load(desk, a, sa, &why, err))
		return false;
	if (why.quality == NULL) {
		buf_puts(out, "\nWHY\n  not rated yet; dateline fetch does it\n");
		return true;
	}
	buf_printf(out, "\nWHY\n  %s\n  %s\n", why.quality, why.heat);
	for (size_t i = 0; i < why.noutlets; i++)
		buf_printf(out, "    %s\n", why_outlet_line(a, &why, i));
	buf_printf(out, "  %s\n", why.hot);
	return true;
}

static bool
load(struct desk *desk, int64_t id, struct buf *out, const struct args *args, bool *found, struct err *err)
{
	struct arena a = { 0 };
	struct store_article sa;
	struct store_match *matches;
	int columns = out_columns(COLUMNS_PIPE);

	if (args_has(args, "--json"))
		return record_line_full(out, desk->store, id, found, err);
	bool ok = store_article(desk->store, id, &a, &sa, found, err) &&
	    (!*found || (related_load(desk->store, &a, &sa, &matches, err) &&
	    related_more(desk->store, &a, &sa, &matches, err))) &&
	    (!*found || !args_has(args, "--full") || take_full(desk, &a, &sa, err));
	if (ok && *found)
		show_text(out, &sa, matches, columns < COLUMNS_MOST ? columns : COLUMNS_MOST);
	if (ok && *found && args_has(args, "--why"))
		ok = put_why(desk, &a, &sa, out, err);
	arena_done(&a);
	return ok;
}

static int
run(struct desk *desk, const struct args *args)
{
	struct buf out = { 0 };
	struct err err = { 0 };
	int64_t id = 0;
	bool found;
	int code = EXIT_DONE;

	(void)asked_id(args->words[0], &id);
	if (!load(desk, id, &out, args, &found, &err)) {
		code = out_failed(&err, EXIT_STORE);
	} else if (!found) {
		out_error("there is no article %" PRId64, id);
		code = EXIT_PART;
	}
	out_buf(&out);
	buf_done(&out);
	return code;
}

static const struct command_option options[] = {
	{ "--full", NULL, "with the full text: fetched from its page, or from the cache" },
	{ "--json", NULL, "the record, with the numbers of related articles" },
	{ "--why", NULL, "with the sums that its quality and heat are" },
	{ NULL, NULL, NULL }
};

const struct command command_show = {
	.name = "show",
	.arguments = "ID",
	.summary = "print one article and its related coverage",
	.need = DESK_EDITION,
	.options = options,
	.least = 1,
	.most = 1,
	.look = look,
	.run = run,
};
