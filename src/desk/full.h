/* SPDX-License-Identifier: ISC */
/* The full text of an article, read from its own page into the cache.
 * dateline-fetch runs beside us; nothing here blocks but full_run.
 *
 *	struct full f = { 0 };
 *	if (!full_cached(...) && full_start(&f, desk, url, source, &err))
 *		poll full_fd(&f), full_turn(&f) until it is false
 *	f.error, or full_cached(...) now
 *	full_done(&f);
 */
#ifndef DESK_FULL_H
#define DESK_FULL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/process.h"

struct article;
struct desk;
struct err;

struct full {
	struct process process;
	struct arena arena;
	struct buf said;
	bool running;
	char error[512];		/* why there is none, "" if there is */
};

bool full_cached(struct arena *a, const struct desk *desk, const char *url, struct article *out);
/* SOURCE is where the article came from: a page may be on a private network only
 * if that is.  NULL: nowhere. */
bool full_start(struct full *f, const struct desk *desk, const char *url, const char *source,
    struct err *err);
/* Descriptor to poll, -1 when it does not run. */
int full_fd(const struct full *f);
/* Reads what has come, without blocking; true while it runs. */
bool full_turn(struct full *f);
bool full_run(struct full *f);		/* to its end; true: it is in the cache */
/* Ends it if it still runs, and forgets all. */
void full_done(struct full *f);

#endif
