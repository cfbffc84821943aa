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
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "desk/desk.h"

enum { FIELDS_MOST = 10, LINE_MOST = 1024 * 1024, STOP_TRIES = 60 };

static char **
make_argv(struct arena *a, const struct desk *desk, const int64_t *ids, size_t n, bool force)
{
	char **argv = arena_array(a, n + 9, sizeof(*argv));
	char now[32];
	size_t k = 0;

	argv[k++] = file_join(a, desk->paths.libexec_dir, "dateline-fetch");
	argv[k++] = arena_strdup(a, "--store");
	argv[k++] = arena_strdup(a, desk->sample ? desk->paths.sample_store : desk->paths.store_file);
	argv[k++] = arena_strdup(a, "--libexec");
	argv[k++] = arena_strdup(a, desk->paths.libexec_dir);
	if (force)
		argv[k++] = arena_strdup(a, "--force");
	if (date_is_fixed()) {
		argv[k++] = arena_strdup(a, "--now");
		argv[k++] = arena_strdup(a, date_format_utc(date_now(), now));
	}
	for (size_t i = 0; i < n; i++) {
		argv = arena_grow(a, argv, k, sizeof(*argv));
		argv[k++] = arena_printf(a, "%lld", (long long)ids[i]);
	}
	argv[k] = NULL;
	return argv;
}

bool
refresh_start(struct refresh *r, struct desk *desk, const int64_t *ids, size_t n, bool force,
    struct err *err)
{
	struct arena a = { 0 };

	r->done = r->total = r->stored = 0;
	r->status = 0;
	r->busy = false;
	r->error[0] = '\0';
	buf_reset(&r->lines);
	r->running =
	    process_start(&r->process, make_argv(&a, desk, ids, n, force), PROCESS_OUT | PROCESS_QUIET, err);
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
	r->source(r->arg, &src);
}

static void
take_line(struct refresh *r, char *line)
{
	char *field[FIELDS_MOST];
	size_t n = 0;

	for (char *p = line; n < FIELDS_MOST; p++) {
		field[n++] = p;
		p += strcspn(p, "\t");
		if (*p == '\0')
			break;
		*p = '\0';
	}
	if (strcmp(field[0], "progress") == 0 && n >= 4) {
		r->done = atoll(field[1]);
		r->total = atoll(field[2]);
		r->stored = atoll(field[3]);
	} else if (strcmp(field[0], "damage") == 0 && n >= 2) {
		if (r->damage != NULL)
			r->damage(r->arg, field[1]);
	} else if (strcmp(field[0], "source") == 0) {
		take_source(r, field, n);
	} else if (strcmp(field[0], "busy") == 0) {
		r->busy = true;
		snprintf(
		    r->error, sizeof(r->error), "another dateline is reading the sources at this moment");
	} else if (strcmp(field[0], "error") == 0 && n >= 2) {
		snprintf(r->error, sizeof(r->error), "%s", field[1]);
	}
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
	if (r->status > 1 && r->error[0] == '\0')
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
