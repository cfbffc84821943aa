/* SPDX-License-Identifier: ISC */
/* dateline open: originals in the browser, as the reader's key does it. */
#include <inttypes.h>
#include <poll.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "commands/asked.h"
#include "commands/command.h"
#include "commands/out.h"
#include "opener/opener.h"
#include "opener/opener_rules.h"
#include "store/store.h"

/* A browser that fails does so at once; one that runs is not waited for. */
enum { WAIT_MS = 700, FDS_MOST = 64 };

static int
look(const struct args *args)
{
	int64_t id;

	for (size_t i = 0; i < args->nwords; i++)
		if (!asked_id(args->words[i], &id)) {
			out_error("open needs numbers of articles, not \"%s\"; `dateline list` prints them",
			    args->words[i]);
			return EXIT_USAGE;
		}
	return EXIT_DONE;
}

static bool
start(struct opener *op, const char *url, const char *type, struct err *err)
{
	return opener_needs_terminal_as(op, url, type) ? opener_run_as(op, url, type, err) :
	    opener_start_as(op, url, type, err);
}

/* False with words; code 3 when the store is to blame. */
static bool
open_article(struct desk *desk, struct opener *op, struct arena *a, int64_t id, struct err *err)
{
	struct store_article sa;
	bool found;
	int64_t changed;

	if (!store_article(desk->store, id, a, &sa, &found, err))
		return err_code(err, EXIT_STORE);
	if (!found)
		return err_set(err, "there is no article %" PRId64, id);
	const char *link = article_link(&sa.art);
	if (link == NULL)
		return err_set(err, "article %" PRId64 " has no link", id);
	if (!start(op, link, sa.art.type, err))
		return false;
	if (sa.marks & MARK_READ)
		return true;
	return store_mark(desk->store, &id, 1, MARK_READ, MARK_SET, &changed, err) ||
	    err_code(err, EXIT_STORE);
}

/* Whether none of the browsers failed while we looked. */
static bool
watch(struct opener *op)
{
	int64_t end = date_clock_ms() + WAIT_MS, left;
	struct pollfd fds[FDS_MOST];
	struct err err = { 0 };
	bool well = true;
	size_t n;

	while ((n = opener_poll_fds(op, fds, FDS_MOST)) > 0 && (left = end - date_clock_ms()) > 0) {
		(void)poll(fds, (nfds_t)n, (int)left);
		while (!opener_failure(op, &err)) {
			out_error("%s", err.text);
			well = false;
		}
	}
	return well;
}

static void
say_problem(void *desk, const char *text)
{
	desk_problem(desk, text);
}

static int
run(struct desk *desk, const struct args *args)
{
	const struct settings *set = &desk->settings;
	struct opener_rules rules;
	struct opener_config config = { set->open_browser, set->open_terminal, set->open_video,
		set->open_audio, &rules };
	struct opener *op = opener_new(&config);
	int code = EXIT_DONE;

	(void)opener_rules_parse(&desk->arena, set->openers, set->path, &rules, say_problem, desk);
	for (size_t i = 0; i < args->nwords; i++) {
		struct arena a = { 0 };
		struct err err = { 0 };
		int64_t id = 0;
		(void)asked_id(args->words[i], &id);
		if (!open_article(desk, op, &a, id, &err)) {
			int failed = out_failed(&err, EXIT_PART);
			code = failed > code ? failed : code;
		}
		arena_done(&a);
	}
	if (!watch(op) && code == EXIT_DONE)
		code = EXIT_PART;
	opener_free(op);
	return code;
}

const struct command command_open = {
	.name = "open",
	.arguments = "ID...",
	.summary = "open originals in the browser and mark them read",
	.details = "The program is that of the settings (openers, open.video, open.audio, open.browser),\n"
	    "else $BROWSER, else xdg-open.",
	.need = DESK_EDITION,
	.least = 1,
	.most = -1,
	.look = look,
	.run = run,
};
