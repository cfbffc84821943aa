/* SPDX-License-Identifier: ISC */
/* A command as a source.  It gets a session of its own, so that what it starts
 * can be ended with it.  It is over when its output has ended and it has too:
 * one that closes its output and stays is ended by the time limit. */
#include "fetch/exec.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/process.h"

enum {
	TOTAL_MS = 30000,
	MIB = 1 << 20,
	BYTES_MAX = 32 * MIB,
	ERRORS_MAX = 4096,		/* of its stderr, of which a line is shown */
	LOOK_MS = 20			/* between two looks whether it has ended: no descriptor says so */
};

enum exec_end { END_NONE, END_TIME, END_SIZE, END_READ };

struct exec {
	struct process process;
	pid_t session;			/* 0: ended */
	char *name;			/* of the program, for words */
	struct buf in, out, errors;
	size_t written;
	struct exec_limits limits;
	int64_t until;
	int status;
	enum exec_end end;
};

static void
close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
make_nonblocking(int fd)
{
	if (fd >= 0)
		(void)fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

struct exec *
exec_start(const char *line, const void *input, size_t n, const struct exec_limits *limits, struct err *err)
{
	struct exec *x = mem_alloc(sizeof(*x));
	struct arena a = { 0 };
	unsigned in = input != NULL ? PROCESS_IN : 0;
	char **argv = process_split(&a, line, NULL, err);

	x->process = (struct process){ .in = -1, .out = -1, .errors = -1 };
	if (argv == NULL || !process_start(&x->process, argv,
	    PROCESS_OUT | PROCESS_ERRORS | PROCESS_SESSION | in, err)) {
		arena_done(&a);
		exec_free(x);
		return NULL;
	}
	x->session = x->process.pid;
	x->name = mem_strdup(argv[0]);
	arena_done(&a);
	if (limits != NULL)
		x->limits = *limits;
	if (x->limits.total_ms <= 0)
		x->limits.total_ms = TOTAL_MS;
	if (x->limits.bytes_max == 0)
		x->limits.bytes_max = BYTES_MAX;
	x->until = date_clock_ms() + x->limits.total_ms;
	buf_add(&x->in, input, n);
	make_nonblocking(x->process.in);
	make_nonblocking(x->process.out);
	make_nonblocking(x->process.errors);
	return x;
}

size_t
exec_fds(const struct exec *x, struct pollfd fds[EXEC_FDS])
{
	size_t n = 0;

	if (x->process.in >= 0)
		fds[n++] = (struct pollfd){ x->process.in, POLLOUT, 0 };
	if (x->process.out >= 0)
		fds[n++] = (struct pollfd){ x->process.out, POLLIN, 0 };
	if (x->process.errors >= 0)
		fds[n++] = (struct pollfd){ x->process.errors, POLLIN, 0 };
	return n;
}

int
exec_wait_ms(const struct exec *x)
{
	int64_t left = x->until - date_clock_ms();

	if (left <= 0 || x->process.pid == 0)
		return 0;
	return x->process.out < 0 && left > LOOK_MS ? LOOK_MS : (int)left;
}

/* A filter may end or close its input before it has read all; that is its
 * business.  SIGPIPE is ignored by main. */
static void
write_input(struct exec *x)
{
	while (x->process.in >= 0 && x->written < x->in.n) {
		ssize_t n = write(x->process.in, x->in.p + x->written, x->in.n - x->written);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n < 0)
			break;
		x->written += (size_t)n;
	}
	close_one(&x->process.in);
}

/* Reads what is there, keeps at most MAX bytes; false: there is more. */
static bool
read_some(struct exec *x, int *fd, struct buf *out, size_t max)
{
	char bytes[16384];

	while (*fd >= 0) {
		ssize_t n = read(*fd, bytes, sizeof(bytes));

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return true;
		if (n <= 0) {
			x->end = n < 0 ? END_READ : x->end;
			close_one(fd);
			return true;
		}
		size_t room = max - out->n;
		buf_add(out, bytes, (size_t)n < room ? (size_t)n : room);
		if ((size_t)n > room)
			return false;
	}
	return true;
}

static void
stop(struct exec *x)
{
	if (x->session > 0) {
		(void)kill(-x->session, SIGKILL);
		if (x->process.pid > 0)
			(void)kill(x->process.pid, SIGKILL);
		x->status = process_wait(&x->process);
	}
	x->session = 0;
	process_close(&x->process);
}

bool
exec_turn(struct exec *x)
{
	if (x->session == 0)
		return true;
	write_input(x);
	(void)read_some(x, &x->process.errors, &x->errors, ERRORS_MAX);
	if (!read_some(x, &x->process.out, &x->out, x->limits.bytes_max))
		x->end = END_SIZE;
	else if (date_clock_ms() >= x->until)
		x->end = END_TIME;
	else if (x->process.out >= 0 || !process_ended(&x->process, &x->status))
		return false;
	/* What it said last may have come with its end. */
	(void)read_some(x, &x->process.errors, &x->errors, ERRORS_MAX);
	if (x->process.pid == 0)
		x->session = 0;		/* its number may be somebody else's by now */
	stop(x);
	return true;
}

static bool
say_status(struct exec *x, struct err *err)
{
	size_t n = strcspn(buf_str(&x->errors), "\r\n");
	const char *colon = n > 0 ? ": " : "";

	if (x->status > 128)
		return err_set(err, "%s was ended by signal %d%s%.*s", x->name, x->status - 128, colon,
		    (int)n, buf_str(&x->errors));
	return err_set(err, "%s failed with exit status %d%s%.*s", x->name, x->status, colon, (int)n,
	    buf_str(&x->errors));
}

bool
exec_result(struct exec *x, struct buf *out, struct err *err)
{
	*out = x->out;
	x->out = (struct buf){ 0 };
	switch (x->end) {
	case END_TIME:
		return err_set(err, "%s took longer than %d.%d s", x->name, x->limits.total_ms / 1000,
		    x->limits.total_ms % 1000 / 100);
	case END_SIZE:
		if (x->limits.bytes_max < MIB)
			return err_set(err, "%s wrote more than %zu bytes", x->name, x->limits.bytes_max);
		return err_set(err, "%s wrote more than %zu MiB; fetch.largest in config.yaml allows more",
		    x->name, x->limits.bytes_max / MIB);
	case END_READ:
		return err_set(err, "the output of %s cannot be read", x->name);
	case END_NONE:
		break;
	}
	if (x->status != 0)
		return say_status(x, err);
	return out->n > 0 || err_set(err, "%s wrote nothing", x->name);
}

void
exec_free(struct exec *x)
{
	if (x == NULL)
		return;
	stop(x);
	buf_done(&x->in);
	buf_done(&x->out);
	buf_done(&x->errors);
	free(x->name);
	free(x);
}
