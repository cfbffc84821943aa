/* SPDX-License-Identifier: ISC */
/* dateline story: who has it, and what a person decides about it. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "commands/asked.h"
#include "commands/command.h"
#include "commands/out.h"
#include "desk/linking.h"
#include "model/article.h"
#include "store/store.h"
#include "store/store_story.h"

enum act { SHOW, SPLIT, JOIN };

static enum act
act_of(const struct args *args)
{
	if (args->nwords > 1 && strcmp(args->words[0], "split") == 0)
		return SPLIT;
	return args->nwords > 1 && strcmp(args->words[0], "join") == 0 ? JOIN : SHOW;
}

static int
look(const struct args *args)
{
	enum act act = act_of(args);
	size_t first = act == SHOW ? 0 : 1;

	if (!asked_ids(args->words + first, args->nwords - first)) {
		out_error("story needs numbers of articles; `dateline list` prints them");
		return EXIT_USAGE;
	}
	if (act == SHOW && args->nwords > 1) {
		out_error("one article is enough to say which story");
		return EXIT_USAGE;
	}
	if (act == JOIN && args->nwords < 3) {
		out_error("join needs two articles: the one whose story it is, and who joins it");
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

static bool
print_member(struct store *st, int64_t id, int64_t first, int64_t reprint, struct err *err)
{
	struct arena a = { 0 };
	struct store_article sa;
	struct buf line = { 0 };
	bool found;
	char delta[16] = "";

	bool ok = store_article(st, id, &a, &sa, &found, err);
	if (ok && found) {
		if (first != DATE_NONE && sa.art.published != DATE_NONE && sa.art.published != first)
			date_format_delta(sa.art.published, first, delta);
		buf_printf(&line, "%" PRId64 "\t%s\t%s\t%s", id, delta, provider_label(&sa.art.provider),
		    sa.art.title != NULL ? sa.art.title : "");
		if (reprint != 0)
			buf_printf(&line, "\treprint of %" PRId64, reprint);
		buf_putc(&line, '\n');
		out_buf(&line);
	}
	buf_done(&line);
	arena_done(&a);
	return ok;
}

static bool
print_story(struct store *st, int64_t id, struct err *err)
{
	struct arena a = { 0 };
	struct store_story story;
	struct store_member *members;
	size_t n = 0;

	bool ok = store_story(st, id, &story, err);
	if (ok && story.id == 0)
		ok = print_member(st, id, DATE_NONE, 0, err);
	else
		ok = ok && store_story_members(st, story.id, &a, &members, &n, err);
	for (size_t i = 0; ok && i < n && !out_broken(); i++)
		ok = print_member(st, members[i].id, members[0].time, members[i].reprint, err);
	arena_done(&a);
	return ok;
}

static bool
exists(struct store *st, int64_t id, bool *found, struct err *err)
{
	struct arena a = { 0 };
	struct store_article sa;

	bool ok = store_article(st, id, &a, &sa, found, err);
	arena_done(&a);
	if (ok && !*found)
		out_error("there is no article %" PRId64, id);
	return ok;
}

static int
run(struct desk *desk, const struct args *args)
{
	enum act act = act_of(args);
	struct store *st = desk->store;
	struct err err = { 0 };
	bool ok = true, all = true;
	int64_t with = 0, id = 0;

	for (size_t i = act == SHOW ? 0 : 1; ok && i < args->nwords; i++) {
		bool found;
		(void)asked_id(args->words[i], &id);
		ok = exists(st, id, &found, &err);
		all = all && found;
		if (!ok || !found)
			continue;
		if (act == SHOW)
			ok = print_story(st, id, &err);
		else if (act == SPLIT)
			ok = linking_split(st, id, &err);
		else if (with != 0)
			ok = linking_join(st, id, with, &err);
		with = with == 0 ? id : with;
	}
	if (ok && all && act != SHOW)
		ok = print_story(st, act == JOIN ? with : id, &err);
	if (!ok)
		return out_failed(&err, EXIT_STORE);
	return all ? EXIT_DONE : EXIT_PART;
}

const struct command command_story = {
	.name = "story",
	.arguments = "[split|join] ID...",
	.summary = "print the articles of a story, split it or join others to it",
	.details = "A line an article: its number, the time after the first, outlet, headline, and\n"
		   "what it repeats nearly word for word, if it does.\n"
		   "split takes the articles named out of their stories, join puts all but the first into\n"
		   "the story of the first.  Both are remembered, whatever is found later.",
	.need = DESK_EDITION,
	.least = 1,
	.most = -1,
	.look = look,
	.run = run,
};
