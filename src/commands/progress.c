/* SPDX-License-Identifier: ISC */
#include "commands/progress.h"

#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "commands/command.h"
#include "commands/out.h"
#include "desk/refresh.h"

enum { BAR_COLUMNS = 30, REMARKS_MOST = 20, TEXT_COLUMNS = 78 };

struct watch {
	struct progress *p;
	struct refresh refresh;
	bool bar;			/* there is a terminal for one */
	bool drawn;
};

static void
clear_bar(struct watch *w)
{
	if (w->drawn)
		fprintf(stderr, "\r%*s\r", TEXT_COLUMNS, "");
	w->drawn = false;
}

/* Files of a folder on the way count as a part of its source. */
static void
put_counts(const struct refresh *r, int64_t failed, struct buf *out)
{
	if (r->sources_total > 1)
		buf_printf(out, "%" PRId64 " of %" PRId64 " sources", r->sources_done, r->sources_total);
	else if (r->total > 0)
		buf_printf(out, "%" PRId64 " of %" PRId64 " files", r->done < r->total ? r->done : r->total,
		    r->total);
	if (r->stored > 0)
		buf_printf(out, "%s%" PRId64 " new", out->n > 0 ? ", " : "", r->stored);
	if (failed > 0)
		buf_printf(out, ", %" PRId64 " failed", failed);
}

static int
per_cent(const struct refresh *r)
{
	int64_t all = r->sources_total > 0 ? r->sources_total : 1, parts = 0;

	if (r->total > 0 && r->done < r->total && r->sources_done < all)
		parts = r->done * 100 / r->total;
	return (int)((r->sources_done * 100 + parts) / all);
}

static void
draw_bar(struct watch *w)
{
	const struct refresh *r = &w->refresh;
	char bar[BAR_COLUMNS + 1];
	struct buf counts = { 0 };

	if (!w->bar || r->sources_total <= 0)
		return;
	put_counts(r, w->p->failed, &counts);
	int full = per_cent(r) * BAR_COLUMNS / 100;
	for (int i = 0; i < BAR_COLUMNS; i++)
		bar[i] = i < full ? '#' : '.';
	bar[BAR_COLUMNS] = '\0';
	fprintf(stderr, "\r[%s] %3d %%  %-*.*s", bar, per_cent(r), TEXT_COLUMNS - BAR_COLUMNS - 10,
	    TEXT_COLUMNS - BAR_COLUMNS - 10, buf_str(&counts));
	fflush(stderr);
	buf_done(&counts);
	w->drawn = true;
}

static void
take_damage(void *arg, const char *text)
{
	struct watch *w = arg;

	if (w->p->damaged++ >= REMARKS_MOST)
		return;
	clear_bar(w);
	out_remark(text);
}

static void
take_notice(void *arg, const char *text)
{
	clear_bar(arg);
	out_note("%s", text);
}

static void
take_source(void *arg, const struct refresh_source *src)
{
	struct watch *w = arg;

	w->p->failed += src->error[0] != '\0';
	clear_bar(w);
	w->p->source(w->p->arg, src);
}

static volatile sig_atomic_t interrupted;

static void
interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

/* The first Ctrl-C ends it in order, the second at once. */
static void
catch_signals(void)
{
	struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND };

	interrupted = 0;
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
}

static void
follow(struct watch *w)
{
	bool asked = false;
	struct pollfd pfd;

	catch_signals();
	do {
		draw_bar(w);
		pfd = (struct pollfd){ .fd = refresh_fd(&w->refresh), .events = POLLIN };
		(void)poll(&pfd, 1, -1);
		if (interrupted && !asked)
			refresh_interrupt(&w->refresh);
		asked = interrupted != 0;
	} while (refresh_turn(&w->refresh));
	clear_bar(w);
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGTERM, SIG_DFL);
}

static int
say_interrupted(const struct refresh *r)
{
	out_error("stopped: %" PRId64 " of %" PRId64 " sources were read, what they brought is kept;"
	    " the others are read next time", r->sources_done, r->sources_total);
	return EXIT_PART;
}

static int
outcome(const struct watch *w)
{
	const struct refresh *r = &w->refresh;

	if (w->p->damaged > REMARKS_MOST)
		out_note("and %" PRId64 " more are damaged; `dateline check` lists them",
		    w->p->damaged - REMARKS_MOST);
	if (r->busy) {
		out_error("another fetch is running; it is left to do its work");
		return EXIT_PART;
	}
	if (r->error[0] != '\0')
		out_error("%s", r->error);
	if (r->status >= EXIT_STORE)
		return EXIT_STORE;
	if (interrupted)
		return say_interrupted(r);
	return r->status != 0 || w->p->failed > 0 ? EXIT_PART : EXIT_DONE;
}

int
progress_run(struct progress *p, struct desk *desk, const int64_t *ids, size_t n)
{
	struct watch w = { .p = p };
	struct err err = { 0 };

	w.bar = isatty(STDERR_FILENO) == 1 && !out_is_quiet();
	w.refresh.source = take_source;
	w.refresh.damage = take_damage;
	w.refresh.notice = take_notice;
	w.refresh.all = p->all;
	w.refresh.arg = &w;
	if (!refresh_start(&w.refresh, desk, ids, n, p->force, &err))
		return out_failed(&err, EXIT_PART);
	follow(&w);
	if (p->end != NULL)
		p->end(p->arg);
	return outcome(&w);
}
