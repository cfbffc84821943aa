/* SPDX-License-Identifier: ISC */
/* What an address is, asked over the network: a feed, a publisher's API, or a
 * page with the feeds that it names, each of them tried.  dateline-fetch runs
 * beside us; nothing here blocks but find_run.
 *
 *	struct find f = { 0 };
 *	if (find_start(&f, desk, url, &err))
 *		poll find_fd(&f), find_turn(&f) until it is false
 *	f.feeds[0 .. f.n - 1]: give the url of one to sources_add; f.error
 *	find_done(&f);
 */
#ifndef DESK_FIND_H
#define DESK_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/process.h"
#include "model/source.h"

struct desk;
struct err;

struct find_feed {
	const char *url;
	const char *title;		/* its own, NULL: it has none */
	const char *format;		/* "rss", "atom", ... */
	enum source_kind kind;
	int64_t articles;		/* in it now */
	int64_t newest;			/* time of the newest, DATE_NONE */
};

struct find {
	struct process process;
	struct arena arena;
	struct buf lines;
	bool running;
	const struct find_feed *feeds;	/* that can be read, best first */
	size_t n;
	bool page;			/* the address is that of a page, which names them */
	bool clear;			/* the first one is what is meant */
	int status;			/* exit status once it has ended */
	char error[512];		/* why there are none, "" if there are */
};

/* URL is what somebody typed; "example.org/blog" is asked as https, and as http if
 * nobody answers.  For others than addresses of the web false, with words. */
bool find_start(struct find *f, const struct desk *desk, const char *url, struct err *err);
/* Descriptor to poll, -1 when it does not run. */
int find_fd(const struct find *f);
/* Reads what has come, without blocking; true while it runs. */
bool find_turn(struct find *f);
bool find_run(struct find *f);		/* to its end; true: some were found */
/* Ends it if it still runs, and forgets all. */
void find_done(struct find *f);

/* TEXT as an address if it can be one and is no file here, else NULL. */
const char *find_address(struct arena *a, const char *text);

#endif
