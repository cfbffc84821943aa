/* SPDX-License-Identifier: ISC */
/* dateline topics: the tree of topics; words of topic files applied again. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "commands/command.h"
#include "commands/out.h"
#include "desk/arrivals.h"
#include "store/store.h"

enum { BATCH = 2000 };

static void
put_text(struct buf *out, const struct topic *t)
{
	buf_printf(out, "%*s%s\t%" PRId64 "\t%" PRId64 "\n", 2 * t->depth, "", t->name, t->unread, t->total);
}

static void
put_json(struct buf *out, const struct topic *t)
{
	struct json j = { .out = out };

	json_object(&j, NULL);
	json_text(&j, "name", t->name);
	json_text(&j, "key", t->key);
	json_text(&j, "shortname", t->shortname);
	json_text(&j, "parent", t->parent);
	json_int(&j, "articles", t->total);
	json_int(&j, "unread", t->unread);
	json_object_end(&j);
	buf_putc(out, '\n');
}

static int
print_tree(struct desk *desk, bool json)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct err err = { 0 };
	size_t n;
	const struct topic *topics = store_topics(desk->store, &a, &n, &err);

	for (size_t i = 0; topics != NULL && i < n; i++)
		(json ? put_json : put_text)(&b, &topics[i]);
	out_buf(&b);
	buf_done(&b);
	arena_done(&a);
	return topics != NULL ? EXIT_DONE : out_failed(&err, EXIT_STORE);
}

static int
reapply(struct desk *desk)
{
	const char *starter = file_join(&desk->arena, desk->paths.sample_dir, "../topics");
	struct arrivals ar;
	struct buf b = { 0 };
	struct err err = { 0 };
	int64_t after = 0, changed = 0;
	bool left = true, ok = true;

	if (store_is_read_only(desk->store)) {
		out_error("the store cannot be written");
		return EXIT_STORE;
	}
	arrivals_init(&ar, desk->store, desk->paths.config_file, starter);
	ok = arrivals_suggest(&ar, desk->store, &err);
	while (ok && left)
		ok = topic_words_give(&ar.words, desk->store, BATCH, &after, &left, &changed, &err);
	buf_printf(&b, "%zu topics with %zu keywords; %" PRId64 " articles have other topics now\n",
	    ar.words.count, ar.words.keywords.words, changed);
	arrivals_done(&ar);
	if (ok)
		out_buf(&b);
	buf_done(&b);
	return ok ? EXIT_DONE : out_failed(&err, EXIT_STORE);
}

static int
run(struct desk *desk, const struct args *args)
{
	return args_has(args, "--reapply") ? reapply(desk) : print_tree(desk, args_has(args, "--json"));
}

static const struct command_option options[] = {
	{ "--json", NULL, "one object a line" },
	{ "--reapply", NULL, "give topics by the words of the topic files as they are now" },
	{ NULL, NULL, NULL }
};

const struct command command_topics = {
	.name = "topics",
	.arguments = "",
	.summary = "print the topics; give them by words again",
	.details = "A line a topic, with tabs between its name, how many articles are unread and how many\n"
	    "there are, those of topics below it among them.  Articles that come without a topic get\n"
	    "those whose keywords stand in title or excerpt; --reapply does so with the whole archive,\n"
	    "after topic files were edited.  Marks stay as they are.",
	.need = DESK_EDITION,
	.options = options,
	.run = run,
};
