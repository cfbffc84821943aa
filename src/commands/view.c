/* SPDX-License-Identifier: ISC */
/* dateline view: the views of config.yaml, and how much each finds. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/json.h"
#include "base/nearest.h"
#include "commands/command.h"
#include "commands/out.h"
#include "query/query.h"
#include "store/store.h"

struct numbers {
	int64_t total, unread;
};

static bool
count(struct store *st, struct arena *a, const struct query *q, struct numbers *n, struct err *err)
{
	const struct query *unread = query_make(a, QUERY_IS, "unread", date_now());
	struct store_list all = { .query = q }, new = { .query = query_and(a, q, unread) };

	return store_count(st, &all, NULL, &n->total, err) && store_count(st, &new, NULL, &n->unread, err);
}

static void
put_text(struct buf *out, const struct view *view, const struct numbers *n)
{
	buf_printf(out, "%s\t%" PRId64 "\t%" PRId64 "\t%s\t%s\n", view->name, n->unread, n->total,
	    view->key != NULL ? view->key : "", view->query);
}

static void
put_json(struct buf *out, const struct view *view, const struct numbers *n)
{
	struct json j = { .out = out };

	json_object(&j, NULL);
	json_text(&j, "name", view->name);
	json_text(&j, "query", view->query);
	json_text(&j, "key", view->key);
	json_text(&j, "order", view->order);
	json_text(&j, "group", view->group);
	json_int(&j, "articles", n->total);
	json_int(&j, "unread", n->unread);
	json_object_end(&j);
	buf_putc(out, '\n');
}

static int
print_one(struct desk *desk, const struct view *view, bool json)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct err err = { 0 };
	struct query_error error = { 0 };
	struct numbers n;
	int code = EXIT_DONE;
	const struct query *q = query_parse(&a, view->query, date_now(), NULL, &error);

	if (q == NULL) {
		out_error("%s: %s", view->name, error.text);
		code = EXIT_USAGE;
	} else if (!count(desk->store, &a, q, &n, &err)) {
		code = out_failed(&err, EXIT_STORE);
	} else {
		(json ? put_json : put_text)(&b, view, &n);
		out_buf(&b);
	}
	buf_done(&b);
	arena_done(&a);
	return code;
}

static int
unknown(struct desk *desk, const char *name)
{
	const char *names[100], *near;
	size_t n = 0;

	while (n < desk->views.count && n < 100) {
		names[n] = desk->views.all[n].name;
		n++;
	}
	near = nearest_name(name, names, n);
	if (near != NULL)
		out_error("no view \"%s\"; did you mean \"%s\"?", name, near);
	else
		out_error("no view \"%s\"; views are named in %s", name, desk->paths.config_file);
	return EXIT_PART;
}

static int
run(struct desk *desk, const struct args *args)
{
	int code = EXIT_DONE;

	for (size_t i = 0; i < args->nwords; i++) {
		const struct view *view = views_find(&desk->views, args->words[i]);
		int one = view == NULL ? unknown(desk, args->words[i])
		    : print_one(desk, view, args_has(args, "--json"));
		code = one > code ? one : code;
	}
	for (size_t i = 0; args->nwords == 0 && i < desk->views.count; i++) {
		int one = print_one(desk, &desk->views.all[i], args_has(args, "--json"));
		code = one > code ? one : code;
	}
	return code;
}

static const struct command_option options[] = {
	{ "--json", NULL, "one object a line" },
	{ NULL, NULL, NULL }
};

const struct command command_view = {
	.name = "view",
	.arguments = "[NAME...]",
	.summary = "print the saved views and how much they find",
	.details = "A line a view, with tabs between its name, how many articles are unread, how many\n"
	    "there are, its key and its filter.  `dateline list view:NAME` lists what it finds.",
	.need = DESK_EDITION,
	.options = options,
	.most = -1,
	.run = run,
};
