/* SPDX-License-Identifier: ISC */
/* Why a process between: a browser that we start may outlive us by days and
 * writes to its stderr.  If that were a pipe to us it would be stopped by a
 * full pipe or killed by a broken one.  The minder reports "S" once the
 * program runs, or "F" and words, then its exit status in a line and the last
 * line of its stderr. */
#include "opener/opener_minder.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/process.h"
#include "base/utf8.h"

enum { LINE_MOST = 200, CLOSE_MOST = 1024 };

/* The last line that is not blank, as far as it fits. */
struct last_line {
	char now[LINE_MOST], last[LINE_MOST];
	size_t n;
};

static void
last_line_add(struct last_line *l, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\n') {
			l->now[l->n] = '\0';
			if (l->now[strspn(l->now, " \t\r")] != '\0')
				memcpy(l->last, l->now, l->n + 1);
			l->n = 0;
		} else if (l->n < sizeof(l->now) - 1) {
			l->now[l->n++] = s[i];
		}
	}
}

static void
report(int fd, int status, struct last_line *l)
{
	char text[LINE_MOST + 32];

	last_line_add(l, "\n", 1);
	int n = snprintf(text, sizeof(text), "%d\n%s", status, l->last);
	(void)file_write_all(fd, text, (size_t)n);
	close(fd);
}

/* Reads what the browser says until it has ended and nobody holds its stderr
 * any more.  It is asked every 100 ms whether it has ended: what it has started
 * may hold the pipe longer. */
static void
mind(struct process *p, int fd)
{
	struct last_line line = {0};
	bool reported = false, open = true;

	while (open || !reported) {
		char bytes[4096];
		struct pollfd pfd = { .fd = open ? p->errors : -1, .events = POLLIN };
		int ready = poll(&pfd, 1, reported ? -1 : 100);
		if (open && ready > 0) {
			ssize_t n = read(p->errors, bytes, sizeof(bytes));
			if (n > 0)
				last_line_add(&line, bytes, (size_t)n);
			else if (n == 0 || errno != EINTR)
				open = false;
			if (n > 0)
				continue;
		}
		int status;
		if (!reported && process_ended(p, &status)) {
			report(fd, status, &line);
			reported = true;
		}
	}
}

/* What is to be started, and what it is to read. */
struct task {
	char *const *argv;
	const char *input;
	size_t n;
};

/* By a process of its own: the program may speak before it listens.  FD is
 * the report, which ends when nobody holds it. */
static void
feed(struct process *p, const struct task *t, int fd)
{
	if (p->in >= 0 && fork() == 0) {
		close(fd);
		close(p->errors);
		_exit(file_write_all(p->in, t->input, t->n) ? 0 : 1);
	}
	if (p->in >= 0)
		close(p->in);
	p->in = -1;
}

_Noreturn static void
be_minder(const struct task *t, int fd)
{
	unsigned flags = PROCESS_ERRORS | PROCESS_SESSION | (t->input != NULL ? PROCESS_IN : 0);
	struct process p;
	struct err err = {0};
	int nothing = open("/dev/null", O_RDWR);

	(void)setsid();
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGTERM, SIG_DFL);
	for (int i = 0; i <= STDERR_FILENO; i++)
		(void)dup2(nothing, i);
	for (int i = STDERR_FILENO + 1; i < CLOSE_MOST; i++)
		if (i != fd)
			close(i);
	if (!process_start(&p, t->argv, flags, &err)) {
		(void)file_write_all(fd, "F", 1);
		(void)file_write_all(fd, err.text, strlen(err.text));
		_exit(1);
	}
	(void)file_write_all(fd, "S", 1);
	feed(&p, t, fd);
	mind(&p, fd);
	_exit(0);
}

/* The minder is nobody's child: it may end long after we have forgotten it. */
_Noreturn static void
step_aside(const struct task *t, int fd)
{
	static const char words[] = "Fcannot start a process";
	pid_t minder = fork();

	if (minder == 0)
		be_minder(t, fd);
	if (minder < 0)
		(void)file_write_all(fd, words, sizeof(words) - 1);
	_exit(0);
}

static bool
read_all(struct minder *m)
{
	char bytes[512];

	for (;;) {
		ssize_t n = read(m->fd, bytes, sizeof(bytes));
		if (n > 0)
			buf_add(&m->said, bytes, (size_t)n);
		else if (n == 0 || (errno != EINTR && errno != EAGAIN))
			return true;
		else if (errno == EAGAIN)
			return false;
	}
}

static bool
has_started(struct minder *m, struct err *err)
{
	char how = '\0';
	ssize_t n;

	do
		n = read(m->fd, &how, 1);
	while (n < 0 && errno == EINTR);
	if (n == 1 && how == 'S')
		return fcntl(m->fd, F_SETFL, O_NONBLOCK) == 0;
	(void)read_all(m);
	err_set(err, "%s", m->said.n > 0 ? buf_str(&m->said) : "cannot run the program");
	minder_done(m);
	return false;
}

bool
minder_start(struct minder *m, char *const argv[], const char *input, size_t n, struct err *err)
{
	const struct task task = { argv, input, n };
	int fds[2];
	const char *slash = strrchr(argv[0], '/');

	*m = (struct minder){ .fd = -1 };
	snprintf(m->name, sizeof(m->name), "%s", slash != NULL ? slash + 1 : argv[0]);
	if (pipe(fds) != 0)
		return err_set(err, "cannot run %s: %s", m->name, strerror(errno));
	(void)fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	pid_t child = fork();
	if (child == 0)
		step_aside(&task, fds[1]);
	close(fds[1]);
	m->fd = fds[0];
	if (child < 0) {
		minder_done(m);
		return err_set(err, "cannot run %s: %s", m->name, strerror(errno));
	}
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		continue;
	return has_started(m, err);
}

bool
minder_ended(struct minder *m, int *status)
{
	struct buf clean = {0};

	*status = 0;
	if (!read_all(m))
		return false;
	const char *newline = strchr(buf_str(&m->said), '\n');
	*status = newline != NULL ? atoi(m->said.p) : 0;
	if (newline != NULL)
		utf8_clean(&clean, newline + 1, strlen(newline + 1), UTF8_LINE);
	buf_done(&m->said);
	m->said = clean;
	return true;
}

/* The minder itself may live on. */
void
minder_done(struct minder *m)
{
	if (m->fd >= 0)
		close(m->fd);
	m->fd = -1;
	buf_done(&m->said);
}
