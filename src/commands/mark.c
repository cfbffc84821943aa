/* SPDX-License-Identifier: ISC */
/* dateline mark: the user's marks on single articles or on all that a filter
 * finds; one step of the reader's undo. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "commands/asked.h"
#include "commands/command.h"
#include "commands/out.h"
#include "store/store.h"
#include "store/store_story.h"

struct state {
	const char *name;
	enum mark mark;
	enum mark_change change;
};

static const struct state states[] = {
	{ "read", MARK_READ, MARK_SET },
	{ "unread", MARK_READ, MARK_CLEAR },
	{ "starred", MARK_STARRED, MARK_SET },
	{ "unstarred", MARK_STARRED, MARK_CLEAR },
	{ "hidden", MARK_HIDDEN, MARK_SET },
	{ "unhidden", MARK_HIDDEN, MARK_CLEAR },
	{ "shown", MARK_HIDDEN, MARK_CLEAR },
};

/* "label:NAME" and "unlabel:NAME" are states too; the name is in *LABEL. */
static const struct state *
find_state(const char *name, const char **label)
{
	static const struct state with = { "labelled", MARK_LABEL, MARK_SET };
	static const struct state without = { "unlabelled", MARK_LABEL, MARK_CLEAR };
	const char *colon = strchr(name, ':');

	*label = NULL;
	for (size_t i = 0; i < COUNT(states); i++)
		if (strcmp(states[i].name, name) == 0)
			return &states[i];
	if (colon == NULL || colon[1] == '\0')
		return NULL;
	*label = colon + 1;
	if (strncmp(name, "label:", 6) == 0)
		return &with;
	return strncmp(name, "unlabel:", 8) == 0 ? &without : NULL;
}

static int
unknown_state(const char *name)
{
	const char *names[COUNT(states) + 2] = { "label:", "unlabel:" };

	for (size_t i = 0; i < COUNT(states); i++)
		names[i + 2] = states[i].name;
	const char *near = nearest_name(name, names, COUNT(names));
	if (strcmp(name, "label") == 0 || strcmp(name, "label:") == 0 || strncmp(name, "unlabel", 7) == 0)
		out_error("a label needs a name: label:NAME, unlabel:NAME");
	else if (near != NULL)
		out_error("no mark \"%s\"; did you mean \"%s\"?", name, near);
	else
		out_error("no mark \"%s\"; there are read, unread, starred, unstarred, hidden, unhidden,"
		    " label:NAME and unlabel:NAME", name);
	return EXIT_USAGE;
}

static int
look(const struct args *args)
{
	struct asked asked;
	const char *label;
	int code = EXIT_DONE;

	if (find_state(args->words[0], &label) == NULL)
		return unknown_state(args->words[0]);
	if (!asked_query(&asked, args->words + 1, args->nwords - 1)) {
		code = EXIT_USAGE;
	} else if (!asked.named) {
		out_error("an empty filter would mark everything; say which articles");
		code = EXIT_USAGE;
	}
	asked_done(&asked);
	return code;
}

static void
print_changed(const struct state *state, int64_t changed)
{
	struct buf b = { 0 };

	buf_printf(
	    &b, "%" PRId64 " %s%s\n", changed, state->mark == MARK_LABEL ? "" : "marked ", state->name);
	out_buf(&b);
	buf_done(&b);
}

static bool
exists(struct store *st, int64_t id, bool *found, struct err *err)
{
	struct arena a = { 0 };
	struct store_article sa;

	bool ok = store_article(st, id, &a, &sa, found, err);
	arena_done(&a);
	return ok;
}

/* All articles of the stories that the N articles are in. */
static bool
widen(struct store *st, struct arena *a, int64_t **ids, size_t *n, struct err *err)
{
	int64_t *all = NULL;
	size_t count = 0;

	for (size_t i = 0; i < *n; i++) {
		struct store_story story;
		struct store_member *members = NULL;
		size_t nmembers = 0;

		all = arena_grow(a, all, count, sizeof(*all));
		all[count++] = (*ids)[i];
		if (!store_story(st, (*ids)[i], &story, err) || (story.id != 0 &&
		    !store_story_members(st, story.id, a, &members, &nmembers, err)))
			return false;
		for (size_t k = 0; k < nmembers; k++) {
			all = arena_grow(a, all, count, sizeof(*all));
			all[count++] = members[k].id;
		}
	}
	*ids = all;
	*n = count;
	return true;
}

static int
mark_ids(struct store *st, const struct state *state, enum mark mark, const struct args *args)
{
	char *const *words = args->words + 1;
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n = args->nwords - 1, known = 0, count;
	int64_t *ids = arena_array(&a, n, sizeof(*ids)), changed = 0;
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++) {
		bool found = false;
		(void)asked_id(words[i], &ids[known]);
		ok = exists(st, ids[known], &found, &err);
		if (ok && !found)
			out_error("there is no article %" PRId64, ids[known]);
		known += found;
	}
	count = known;
	if (ok && args_has(args, "--story"))
		ok = widen(st, &a, &ids, &count, &err);
	ok = ok && (count == 0 || store_mark(st, ids, count, mark, state->change, &changed, &err));
	arena_done(&a);
	if (!ok)
		return out_failed(&err, EXIT_STORE);
	print_changed(state, changed);
	return known < n ? EXIT_PART : EXIT_DONE;
}

/* Hidden articles are in no list that does not name them: taking that mark
 * away must look there. */
static void
look_among_hidden(struct asked *asked)
{
	const struct query *hidden =
	    query_make(&asked->arena, QUERY_IS, "hidden", 0);

	asked->query = query_and(&asked->arena, asked->query, hidden);
}

static int
mark_query(struct store *st, const struct state *state, enum mark mark, struct asked *asked)
{
	struct err err = { 0 };
	int64_t changed = 0, count = 0;

	if (state->mark == MARK_HIDDEN && state->change == MARK_CLEAR)
		look_among_hidden(asked);
	struct store_list list = { .query = asked->query, .sort = asked->sort };
	if (!store_count(st, &list, NULL, &count, &err) ||
	    !store_mark_list(st, &list, NULL, mark, state->change, &changed, &err))
		return out_failed(&err, EXIT_STORE);
	print_changed(state, changed);
	return count == 0 ? EXIT_PART : EXIT_DONE;
}

/* The mark itself; 0: a label to be taken off that nobody has. */
static bool
mark_of(struct store *st, const struct state *state, const char *label, enum mark *mark, struct err *err)
{
	*mark = state->mark;
	return state->mark != MARK_LABEL || store_label(st, label, state->change == MARK_SET, mark, err);
}

static int
run(struct desk *desk, const struct args *args)
{
	const char *label;
	const struct state *state = find_state(args->words[0], &label);
	char *const *words = args->words + 1;
	size_t n = args->nwords - 1;
	struct asked asked;
	struct err err = { 0 };
	enum mark mark;
	int code = EXIT_USAGE;

	if (!mark_of(desk->store, state, label, &mark, &err))
		return out_failed(&err, EXIT_STORE);
	if (mark == 0) {
		out_error("there is no label \"%s\"", label);
		return EXIT_PART;
	}
	if (asked_ids(words, n))
		return mark_ids(desk->store, state, mark, args);
	if (asked_query(&asked, words, n))
		code = mark_query(desk->store, state, mark, &asked);
	asked_done(&asked);
	return code;
}

static const struct command_option options[] = {
	{ "--story", NULL, "also all other articles of the stories of those numbers" },
	{ NULL, NULL, NULL }
};

const struct command command_mark = {
	.name = "mark",
	.arguments = "STATE QUERY|ID...",
	.summary = "mark articles and print how many have changed",
	.details = "STATE is read, unread, starred, unstarred, hidden or unhidden (also: shown), or\n"
	    "label:NAME or unlabel:NAME with a name of your own.\n"
	    "Words that are all numbers are articles; else they are a filter, and all that it\n"
	    "finds is marked.  The reader's undo key takes it back.",
	.need = DESK_EDITION,
	.options = options,
	.least = 2,
	.most = -1,
	.look = look,
	.run = run,
};
