/* SPDX-License-Identifier: ISC */
/* The starter's side of the pipe: a queue of documents, a process that may die
 * at any moment, and what has come back from it.  The process answers in
 * order, so the document it is at is always the first without an END; that one
 * pays for a death, and all behind it are sent again to the next process. */
#include "wire/wire_parser.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

enum { READ_SIZE = 256 * 1024, LIMIT = 10 * 1000, POLL_MS = 500 };

struct wire_parser *
wire_parser_new(const char *program)
{
	struct wire_parser *wp = mem_alloc(sizeof(*wp));

	wp->program = mem_strdup(program);
	wp->tail = &wp->head;
	wp->limit = LIMIT;
	wp->process.in = wp->process.out = wp->process.errors = -1;
	return wp;
}

static int
end_process(struct wire_parser *wp, bool force)
{
	int status = 0;

	if (wp->process.pid == 0)
		return 0;
	if (force)
		kill(wp->process.pid, SIGKILL);
	process_close(&wp->process);
	status = process_wait(&wp->process);
	wp->process = (struct process){ .in = -1, .out = -1, .errors = -1 };
	return status;
}

void
wire_parser_free(struct wire_parser *wp)
{
	if (wp == NULL)
		return;
	/* Its end takes a tenth of a second, which nobody has to wait for. */
	if (wp->process.pid != 0)
		kill(wp->process.pid, SIGKILL);
	process_close(&wp->process);
	while (wp->head != NULL)
		wire_parser_pop(wp);
	buf_done(&wp->in);
	free(wp->program);
	free(wp);
}

void
wire_set_limit(struct wire_parser *wp, int ms)
{
	wp->limit = ms;
}

static char *
put_part(char *at, const void *part, size_t n)
{
	wire_put_u32(at, (uint32_t)n);
	memcpy(at + 4, part, n);
	return at + 4 + n;
}

void
wire_send(struct wire_parser *wp, const struct wire_document *doc, uint64_t tag)
{
	size_t kind = strlen(doc->kind), base = strlen(doc->base), name = strlen(doc->name);
	const char *said = doc->charset != NULL ? doc->charset : "";
	size_t charset = strlen(said);
	size_t bytes = doc->is_file ? 0 : doc->n < WIRE_DOCUMENT_MAX ? doc->n : WIRE_DOCUMENT_MAX;
	size_t n = WIRE_FIXED + WIRE_PARTS * 4 + kind + base + name + charset + bytes;
	struct wire_job *job = mem_alloc(sizeof(*job) + WIRE_HEAD + n);
	char *at = job->bytes;

	job->tag = tag;
	job->n = WIRE_HEAD + n;
	job->fd = doc->is_file ? doc->fd : -1;
	job->size = doc->n;
	job->articles_max = doc->articles_max != 0 ? doc->articles_max : WIRE_ARTICLES_MAX;
	job->looks = doc->looks && wp->keywords != NULL;
	*at = doc->is_file ? WIRE_FRAME_FILE : WIRE_FRAME_DOCUMENT;
	wire_put_u32(at + 1, (uint32_t)n);
	wire_put_u32(at + WIRE_HEAD, (uint32_t)job->articles_max);
	at[WIRE_HEAD + WIRE_FIXED - 1] = job->looks;
	at = put_part(at + WIRE_HEAD + WIRE_FIXED, doc->kind, kind);
	at = put_part(at, doc->base, base);
	at = put_part(at, doc->name, name);
	at = put_part(at, said, charset);
	put_part(at, doc->bytes, bytes);
	*wp->tail = job;
	wp->tail = &job->next;
	if (wp->sending == NULL)
		wp->sending = job;
	wp->pending++;
	wp->pending_bytes += job->n;
}

void
wire_parser_pop(struct wire_parser *wp)
{
	struct wire_job *job = wp->head;

	wp->head = job->next;
	if (wp->head == NULL)
		wp->tail = &wp->head;
	if (wp->sending == job)
		wp->sending = wp->head;
	wp->pending--;
	wp->pending_bytes -= job->n;
	wp->articles = wp->answer = 0;
	wp->introduced = false;
	if (wp->file == job)
		wp->file = NULL;
	if (job->fd >= 0)
		close(job->fd);
	free(job);
}

void
wire_parser_fail(struct wire_parser *wp, const char *why)
{
	if (wp->dead)
		return;
	snprintf(wp->why, sizeof(wp->why), "%s", why);
	end_process(wp, true);
	wp->dead = true;
	wp->said = false;
	/* Frames already taken stay true; after nonsense nothing is. */
	wp->in.n = wp->scanned;
	if (strncmp(why, WIRE_NONSENSE, strlen(WIRE_NONSENSE)) == 0)
		wp->in.n = wp->scanned = wp->taken;
}

void
wire_parser_revive(struct wire_parser *wp)
{
	buf_reset(&wp->in);
	wp->taken = wp->scanned = wp->ends = 0;
	wp->dead = wp->said = wp->killed = false;
	for (struct wire_job *job = wp->head; job != NULL && job->sent > 0; job = job->next)
		job->sent = 0;
	wp->sending = wp->head;
	wp->since = date_clock_ms();
}

size_t
wire_pending(const struct wire_parser *wp)
{
	return wp->pending;
}

size_t
wire_pending_bytes(const struct wire_parser *wp)
{
	return wp->pending_bytes;
}

/* A document that is a file waits for its turn, and for a process of its own. */
static bool
may_send(const struct wire_parser *wp)
{
	return wp->sending != NULL && (wp->sending->fd < 0 || wp->sending == wp->file);
}

static bool
needs_process(const struct wire_parser *wp)
{
	return wp->process.pid == 0 || (wp->head->fd >= 0 && wp->head != wp->file);
}

static bool
may_read(const struct wire_parser *wp)
{
	return wp->scanned - wp->taken < WIRE_BUFFERED_MAX;
}

size_t
wire_poll_fds(const struct wire_parser *wp, struct pollfd fds[2])
{
	size_t n = 0;

	if (wp->process.pid == 0)
		return 0;
	if (may_read(wp))
		fds[n++] = (struct pollfd){ .fd = wp->process.out, .events = POLLIN };
	if (may_send(wp))
		fds[n++] = (struct pollfd){ .fd = wp->process.in, .events = POLLOUT };
	return n;
}

bool
wire_parser_is_ready(const struct wire_parser *wp)
{
	return wp->ends > 0 || wp->dead || !may_read(wp);
}

int
wire_parser_timeout(const struct wire_parser *wp, bool taken)
{
	if (wp->pending == 0)
		return -1;
	if (taken && (wp->dead || wp->taken < wp->scanned))
		return 0;
	if (needs_process(wp) && !wp->dead)
		return 0;
	return wp->limit < POLL_MS ? wp->limit / 4 + 1 : POLL_MS;
}

int
wire_poll_timeout(const struct wire_parser *wp)
{
	return wire_parser_timeout(wp, true);
}

static bool
start(struct wire_parser *wp, struct err *err)
{
	const struct wire_job *file = wp->head->fd >= 0 ? wp->head : NULL;
	char descriptor[24], size[24], option[] = "--document";
	char *argv[] = { wp->program, file != NULL ? option : NULL, descriptor, size, NULL };

	end_process(wp, true);
	wp->file = file;
	if (file != NULL) {
		snprintf(descriptor, sizeof(descriptor), "%d", file->fd);
		snprintf(size, sizeof(size), "%zu", file->size);
		(void)fcntl(file->fd, F_SETFD, 0);
	}
	bool ok = process_start(&wp->process, argv, PROCESS_IN | PROCESS_OUT | PROCESS_QUIET, err);
	if (file != NULL)
		(void)fcntl(file->fd, F_SETFD, FD_CLOEXEC);
	if (!ok)
		return false;
	fcntl(wp->process.in, F_SETFL, fcntl(wp->process.in, F_GETFL) | O_NONBLOCK);
	fcntl(wp->process.out, F_SETFL, fcntl(wp->process.out, F_GETFL) | O_NONBLOCK);
	wp->since = wp->turned = date_clock_ms();
	wp->unsaid = wire_keywords_size(wp);
	return true;
}

/* Where the process is dead, reading says so too: write errors need no care. */
static size_t
send_some(struct wire_parser *wp)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	size_t total = 0;

	if (!may_send(wp))
		return 0;
	sigaction(SIGPIPE, &ignore, &before);
	while (may_send(wp)) {
		struct wire_job *job = wp->sending;
		bool greets = wp->unsaid > 0;
		ssize_t n = greets ? wire_keywords_write(wp)
		    : write(wp->process.in, job->bytes + job->sent, job->n - job->sent);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		total += (size_t)n;
		if (greets) {
			wp->unsaid -= (size_t)n;
			continue;
		}
		if (wp->pending == 1 || job == wp->head)
			wp->since = job->sent == 0 ? date_clock_ms() : wp->since;
		job->sent += (size_t)n;
		if (job->sent == job->n)
			wp->sending = job->next;
	}
	sigaction(SIGPIPE, &before, NULL);
	return total;
}

static void
scan_frames(struct wire_parser *wp)
{
	while (wp->in.n - wp->scanned >= WIRE_HEAD) {
		const char *p = wp->in.p + wp->scanned;
		size_t n = wire_get_u32(p + 1);

		if (n > WIRE_ANSWER_MAX || strchr("AWFOE", p[0]) == NULL || p[0] == '\0') {
			wp->in.n = wp->scanned;
			wire_parser_fail(wp, "the parser spoke out of turn");
			return;
		}
		if (wp->in.n - wp->scanned - WIRE_HEAD < n)
			return;
		if (p[0] == WIRE_FRAME_END) {
			wp->ends++;
			wp->since = date_clock_ms();
		}
		wp->scanned += WIRE_HEAD + n;
	}
}

/* The ends that are no accident of the parser's. */
static const struct {
	int status;
	const char *why;
} deaths[] = {
	{ 3, "the parser ran out of memory: a document may take 256 MiB" },
	{ 128 + SIGSYS, "the parser was stopped by the sandbox: the document made it ask for something "
			"that parsers may not do" },
	{ 128 + SIGXFSZ, "the parser was stopped by the sandbox: it tried to write a file" },
	{ 128 + SIGXCPU, "the parser was stopped by the sandbox: it had used up all of its time" },
	{ 128 + SIGKILL, "the parser was killed from outside, twice, or the machine is short of memory" },
};

static void
mourn(struct wire_parser *wp)
{
	int status = end_process(wp, false);
	char why[sizeof(wp->why)];

	wp->killed = status == 128 + SIGKILL;
	for (size_t i = 0; i < COUNT(deaths); i++)
		if (status == deaths[i].status) {
			wire_parser_fail(wp, deaths[i].why);
			return;
		}
	if (status > 128)
		snprintf(why, sizeof(why), "the parser died of signal %d (%s)", status - 128,
		    strsignal(status - 128));
	else
		snprintf(why, sizeof(why), "the parser ended with status %d", status);
	wire_parser_fail(wp, why);
}

static size_t
receive_some(struct wire_parser *wp)
{
	size_t total = 0;

	while (!wp->dead && may_read(wp)) {
		buf_reserve(&wp->in, READ_SIZE);
		ssize_t n = read(wp->process.out, wp->in.p + wp->in.n, READ_SIZE);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		if (n == 0) {
			mourn(wp);
			break;
		}
		wp->in.n += (size_t)n;
		total += (size_t)n;
		scan_frames(wp);
	}
	return total;
}

/* Time runs only against a parser that had its chance: one that waits for us
 * to read or to send makes progress in this very turn. */
static void
check_time(struct wire_parser *wp, size_t progress)
{
	int64_t now = date_clock_ms(), gap = now - wp->turned, limit;
	char why[sizeof(wp->why)];

	wp->turned = now;
	if (wp->dead || wp->pending <= wp->ends || !may_read(wp))
		return;
	limit = wp->limit * (int64_t)(1 + wp->head->size / WIRE_LARGE);
	if (now - wp->since < limit)
		return;
	if (progress > 0 && (gap > 1000 || now - wp->since < 6 * limit))
		return;
	snprintf(why, sizeof(why), "the parser took longer than %g s and was ended", (double)limit / 1000.0);
	wire_parser_fail(wp, why);
}

/* A process that ended while it had nothing to do: the next document must not
 * pay for that. */
static void
bury_idle(struct wire_parser *wp)
{
	int status;

	if (wp->process.pid == 0 || wp->head->sent > 0 || !process_ended(&wp->process, &status))
		return;
	process_close(&wp->process);
	wire_parser_revive(wp);
}

bool
wire_turn(struct wire_parser *wp, struct err *err)
{
	if (wp->dead || wp->pending == 0)
		return true;
	bury_idle(wp);
	if (needs_process(wp) && !start(wp, err))
		return false;
	size_t progress = send_some(wp);
	progress += receive_some(wp);
	check_time(wp, progress);
	return true;
}

bool
wire_parse_one(struct wire_parser *wp, const struct wire_document *doc,
    void (*each)(void *, const struct wire_event *), void *arg, struct err *err)
{
	struct arena a = { 0 };
	struct wire_event event = { 0 };
	struct pollfd fds[2];
	bool ok = true;

	wire_send(wp, doc, 0);
	while (wire_pending(wp) > 0) {
		if (!(ok = wire_turn(wp, err)))
			break;
		while (wire_next(wp, &a, &event)) {
			each(arg, &event);
			arena_reset(&a);
		}
		if (wire_pending(wp) > 0)
			poll(fds, (nfds_t)wire_poll_fds(wp, fds), wire_poll_timeout(wp));
	}
	arena_done(&a);
	return ok;
}
