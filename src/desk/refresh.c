/* SPDX-License-Identifier: ISC */
/* The reader's side of a refresh: starts dateline-fetch and reads its report,
 * lines of fields apart by tabs that fetch_main.c describes.  Lines that are
 * not understood are passed over. */
#include "desk/refresh.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "desk/fetcher.h"

enum { FIELDS_MOST = 12, LINE_MOST = 1024 * 1024, STOP_TRIES = 60 };

static void
forget(struct refresh *r)
{
	r->done = r->total = r->stored = 0;
	r->sources_done = r->sources_total = 0;
	r->status = 0;
	r->busy = r->broken = false;
	r->error[0] = '\0';
	buf_reset(&r->lines);
}

bool
refresh_start(struct refresh *r, struct desk *desk, const int64_t *ids, size_t n, bool force,
    struct err *err)
{
	struct arena a = { 0 };
	struct fetcher_words w;

	forget(r);
	fetcher_begin(&w, &a, desk);
	if (force)
		fetcher_add(&w, "--force");
	if (r->all)
		fetcher_add(&w, "--all");
	for (size_t i = 0; i < n; i++)
		fetcher_add(&w, arena_printf(&a, "%lld", (long long)ids[i]));
	r->running = process_start(&r->process, w.argv, PROCESS_OUT | PROCESS_QUIET, err);
	arena_done(&a);
	return r->running;
}

int
refresh_fd(const struct refresh *r)
{
	return r->running ? r->process.out : -1;
}

static void
take_source(struct refresh *r, char **field, size_t n)
{
	struct refresh_source src = { 0 };

	if (n < 9 || r->source == NULL)
		return;
	src.id = atoll(field[1]);
	src.fresh = atoll(field[2]);
	src.changed = atoll(field[3]);
	src.unchanged = atoll(field[4]);
	src.vanished = atoll(field[5]);
	src.damaged = atoll(field[6]);
	snprintf(src.title, sizeof(src.title), "%s", field[7]);
	snprintf(src.error, sizeof(src.error), "%s", field[8]);
	src.status = n > 9 ? atoi(field[9]) : 0;
	r->source(r->arg, &src);
}

static void
take_progress(struct refresh *r, char **field, size_t n)
{
	if (n < 6)
		return;
	r->done = atoll(field[1]);
	r->total = atoll(field[2]);
	r->stored = atoll(field[3]);
	r->sources_done = atoll(field[4]);
	r->sources_total = atoll(field[5]);
}

static void
take_start(struct refresh *r, char **field, size_t n)
{
	if (n >= 3 && r->start != NULL)
		r->start(r->arg, atoll(field[1]), field[2]);
}

static void
take_damage(struct refresh *r, char **field, size_t n)
{
	if (n >= 2 && r->damage != NULL)
		r->damage(r->arg, field[1]);
}

static void
take_notice(struct refresh *r, char **field, size_t n)
{
	if (n >= 2 && r->notice != NULL)
		r->notice(r->arg, field[1]);
}

static void
take_busy(struct refresh *r, char **field, size_t n)
{
	(void)field, (void)n;
	r->busy = true;
	snprintf(r->error, sizeof(r->error), "another dateline is reading the sources at this moment");
}

static void
take_error(struct refresh *r, char **field, size_t n)
{
	if (n >= 2)
		snprintf(r->error, sizeof(r->error), "%s", field[1]);
}

static const struct {
	const char *word;
	void (*take)(struct refresh *r, char **field, size_t n);
} lines[] = {
	{ "progress", take_progress }, { "start", take_start }, { "source", take_source },
	{ "damage", take_damage }, { "notice", take_notice }, { "busy", take_busy }, { "error", take_error },
};

static void
take_line(struct refresh *r, char *line)
{
	char *field[FIELDS_MOST];
	size_t n = fetcher_split(line, field, FIELDS_MOST);

	for (size_t i = 0; i < COUNT(lines); i++)
		if (strcmp(field[0], lines[i].word) == 0)
			lines[i].take(r, field, n);
}

static void
take_lines(struct refresh *r)
{
	size_t at = 0;
	char *end;

	while (at < r->lines.n && (end = memchr(r->lines.p + at, '\n', r->lines.n - at)) != NULL) {
		*end = '\0';
		take_line(r, r->lines.p + at);
		at = (size_t)(end - r->lines.p) + 1;
	}
	buf_drop(&r->lines, at);
	if (r->lines.n > LINE_MOST)
		buf_reset(&r->lines);
}

static void
end(struct refresh *r)
{
	r->status = process_wait(&r->process);
	process_close(&r->process);
	r->running = false;
	r->broken = r->status > 1 && r->error[0] == '\0';
	if (r->broken)
		snprintf(r->error, sizeof(r->error), "dateline-fetch ended with %d", r->status);
	buf_done(&r->lines);
}

/* One read; false at the end of the report. */
static bool
read_some(struct refresh *r)
{
	char bytes[16 * 1024];
	ssize_t n = read(r->process.out, bytes, sizeof(bytes));

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	if (n == 0)
		return false;
	buf_add(&r->lines, bytes, (size_t)n);
	take_lines(r);
	return true;
}

bool
refresh_turn(struct refresh *r)
{
	struct pollfd pfd = { .fd = refresh_fd(r), .events = POLLIN };

	if (!r->running)
		return false;
	if (poll(&pfd, 1, 0) > 0 && !read_some(r))
		end(r);
	return r->running;
}

bool
refresh_run(struct refresh *r)
{
	while (r->running && read_some(r))
		continue;
	if (r->running)
		end(r);
	return r->status == 0 && !r->busy;
}

void
refresh_interrupt(struct refresh *r)
{
	if (r->running)
		(void)kill(r->process.pid, SIGTERM);
}

void
refresh_stop(struct refresh *r)
{
	static const struct timespec moment = { 0, 5000000 };
	int status = 0;

	if (!r->running)
		return;
	(void)kill(r->process.pid, SIGTERM);
	/* Nobody reads the report any more; a full pipe must not hold it up. */
	process_close(&r->process);
	/* It may be walking a slow folder.  What it has committed is safe anyhow. */
	for (int i = 0; i < STOP_TRIES && !process_ended(&r->process, &status); i++)
		nanosleep(&moment, NULL);
	if (r->process.pid > 0)
		(void)kill(r->process.pid, SIGKILL);
	end(r);
}
