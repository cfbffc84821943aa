/* SPDX-License-Identifier: ISC */
/* What dateline mute and dateline follow share: what is not to be seen, what is to be known
 * of: an author, an outlet, words, whatever a filter can say; now and in all
 * that comes. */
#include "commands/watch.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "commands/asked.h"
#include "commands/command.h"
#include "commands/out.h"
#include "store/store.h"

static int
print_all(struct store *st, bool mute)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n;
	const struct store_watching *all = store_watches(st, &a, &n, &err);
	struct buf b = { 0 };

	for (size_t i = 0; all != NULL && i < n; i++)
		if (all[i].mute == mute)
			buf_printf(&b, "%s\n", all[i].filter);
	out_buf(&b);
	buf_done(&b);
	arena_done(&a);
	return all != NULL ? EXIT_DONE : out_failed(&err, EXIT_STORE);
}

static bool
is_watched(struct store *st, const struct store_watching *what)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n;
	const struct store_watching *all = store_watches(st, &a, &n, &err);
	bool found = false;

	for (size_t i = 0; all != NULL && i < n; i++)
		found |= all[i].mute == what->mute && strcmp(all[i].filter, what->filter) == 0;
	arena_done(&a);
	return found;
}

static int
change(struct desk *desk, const struct args *args, bool mute)
{
	struct asked asked;
	struct err err = { 0 };
	struct buf b = { 0 };
	int64_t changed;
	int code = EXIT_USAGE;

	if (!asked_query(&asked, args->words, args->nwords)) {
		asked_done(&asked);
		return code;
	}
	struct store_watching what = { mute, !args_has(args, "--off"),
		query_format(&asked.arena, asked.query) };
	/* What is muted is in no list that does not speak of it. */
	if (mute && !what.active)
		asked.query = query_and(&asked.arena, asked.query,
		    query_make(&asked.arena, QUERY_IS, "muted", date_now()));
	struct store_list list = { .query = asked.query };
	if (!what.active && !is_watched(desk->store, &what)) {
		out_error("%s is not %s", what.filter, mute ? "muted" : "followed");
		code = EXIT_PART;
	} else if (!store_watch(desk->store, &list, &what, &changed, &err)) {
		code = out_failed(&err, EXIT_STORE);
	} else {
		buf_printf(&b, "%" PRId64 " %s%s\n", changed, what.active ? "" : "no longer ",
		    mute ? "muted" : "followed");
		out_buf(&b);
		code = EXIT_DONE;
	}
	buf_done(&b);
	asked_done(&asked);
	return code;
}

int
watch_look(const struct args *args)
{
	struct asked asked;
	int code = EXIT_DONE;

	if (!asked_query(&asked, args->words, args->nwords)) {
		code = EXIT_USAGE;
	} else if (!asked.named && (args->nwords > 0 || args_has(args, "--off"))) {
		out_error("an empty filter would take everything; say what");
		code = EXIT_USAGE;
	}
	asked_done(&asked);
	return code;
}

int
watch_run(struct desk *desk, const struct args *args, bool mute)
{
	return args->nwords == 0 ? print_all(desk->store, mute) : change(desk, args, mute);
}
