/* SPDX-License-Identifier: ISC */
/* A refresh: dateline-fetch runs beside us and tells on a pipe how far it is. */
#ifndef DESK_REFRESH_H
#define DESK_REFRESH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/process.h"

struct desk;
struct err;

struct refresh_source {
	int64_t id;
	int64_t fresh, changed, unchanged, vanished, damaged;
	char title[256];
	int status;			/* HTTP's; 0: it has none */
	char error[512];		/* "": all well */
};

struct refresh {
	struct process process;
	struct buf lines;
	bool running;
	int64_t done, total;		/* files of this run so far */
	int64_t sources_done, sources_total;	/* sources finished, of those that this run reads */
	int64_t stored;			/* articles committed so far, new and changed */
	bool all;			/* set before the start: lists to their last page */
	int status;			/* exit status once it has ended */
	bool busy;			/* another one runs already, this one did nothing */
	bool broken;			/* it was killed, or has ended without saying why */
	char error[512];		/* why the whole of it failed, "" if it did not */
	/* Called for each source that is finished; may be NULL. */
	void (*source)(void *arg, const struct refresh_source *src);
	/* Called when one is begun; may be NULL.  TITLE lives until it returns. */
	void (*start)(void *arg, int64_t id, const char *title);
	/* Called for what its user should know: that an address has moved. */
	void (*notice)(void *arg, const char *text);
	/* Called for each damaged document: "file:line:column: message". */
	void (*damage)(void *arg, const char *text);
	void *arg;
};

/* Starts it for all sources whose time has come, or those named, whether it has
 * or not.  FORCE: unchanged files and all sources; those named are asked for the
 * whole document.  Zero the struct before its first use. */
bool refresh_start(struct refresh *r, struct desk *desk, const int64_t *ids, size_t n, bool force,
    struct err *err);
/* Descriptor to poll, -1 when it does not run. */
int refresh_fd(const struct refresh *r);
/* Reads what has come, without blocking; true while it runs. */
bool refresh_turn(struct refresh *r);
/* Runs it to its end, calling back. */
bool refresh_run(struct refresh *r);
/* Asks it to end after the batch at hand; it runs until it has. */
void refresh_interrupt(struct refresh *r);
/* Stops it (SIGTERM): what it has committed stays. */
void refresh_stop(struct refresh *r);

#endif
