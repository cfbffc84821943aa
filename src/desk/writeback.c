/* SPDX-License-Identifier: ISC */
/* SQLite lets a checkpoint run beside a writer.  A byte on the pipe asks for one.
 * Should the process be slow, or die, the writer's own checkpoint comes as before,
 * when the log has some more pages (store.c): nothing depends on it. */
#include "desk/writeback.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/date.h"
#include "base/err.h"
#include "desk/tidying.h"
#include "store/store.h"

enum { PAGES = 2000, TIDY_MS = 10000 };

static bool
start(struct writeback *w)
{
	char option[] = "--write-back";
	char *argv[] = { (char *)w->program, option, (char *)w->store, NULL };

	w->refused = !process_start(&w->process, argv, PROCESS_IN | PROCESS_QUIET, NULL);
	if (!w->refused)
		(void)fcntl(w->process.in, F_SETFL, fcntl(w->process.in, F_GETFL) | O_NONBLOCK);
	return !w->refused;
}

void
writeback_turn(struct writeback *w, struct store *st)
{
	int64_t pages = store_log_pages(st);

	/* The log has begun anew. */
	if (pages < w->asked)
		w->asked = 0;
	if (pages - w->asked < PAGES || w->refused || (w->process.pid == 0 && !start(w)))
		return;
	w->asked = pages;
	w->refused = write(w->process.in, "", 1) < 0 && errno != EAGAIN;
	store_set_helped(st, !w->refused);
}

bool
writeback_runs(const struct writeback *w)
{
	return w->process.pid != 0 && !w->refused;
}

void
writeback_end(struct writeback *w)
{
	if (w->process.pid != 0)
		process_close(&w->process);
}

/* Nobody waits any more. */
static void
tidy(struct store *st)
{
	struct tidying t;
	struct err err = { 0 };
	bool ok = true;

	tidying_begin(&t, st);
	while (ok && t.more && date_clock_ms() - t.began < TIDY_MS)
		ok = tidying_step(&t, &err);
	if (ok)
		(void)tidying_end(&t, &err);
}

bool
writeback_serve(const char *path, struct err *err)
{
	int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
	char asked[64];
	ssize_t n;

	/* The report has its end when the other process has. */
	if (nothing < 0 || dup2(nothing, STDOUT_FILENO) < 0)
		return err_set(err, "cannot let go of the report");
	struct store *st = store_open(path, STORE_BULK, err);
	if (st == NULL)
		return false;
	while ((n = read(STDIN_FILENO, asked, sizeof(asked))) != 0)
		if (n > 0)
			store_write_back(st);
		else if (errno != EINTR)
			break;
	tidy(st);
	store_close(st);
	return true;
}
