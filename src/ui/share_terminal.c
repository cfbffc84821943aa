/* SPDX-License-Identifier: ISC */
/* A program on the terminal that the reader has left.  Its output is the
 * terminal itself, so that pagers and pickers work; its stderr passes through
 * here, for its last line.  Whether it printed anything is seen by the cursor:
 * it is asked for its place before and after.  A full-screen program puts it
 * back, and then nobody has to press a key. */
#include "ui/share_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/process.h"

enum { ANSWER_MS = 300, SAID_MOST = 600 };

static void
say(const char *text)
{
	(void)file_write_all(STDOUT_FILENO, text, strlen(text));
}

static bool
set_raw(struct termios *before)
{
	struct termios raw;

	if (tcgetattr(STDIN_FILENO, before) != 0)
		return false;
	raw = *before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	return tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
}

/* The terminal's answer "ESC [ line ; column R", "" when it gives none. */
static void
read_answer(char *answer, size_t size)
{
	struct pollfd fd = { STDIN_FILENO, POLLIN, 0 };
	size_t n = 0;
	char c = '\0';

	while (n + 1 < size && c != 'R' && poll(&fd, 1, ANSWER_MS) > 0 && read(STDIN_FILENO, &c, 1) == 1)
		if (n > 0 || c == '\033')
			answer[n++] = c;
	answer[c == 'R' ? n : 0] = '\0';
}

static void
ask_place(char *answer, size_t size)
{
	struct termios before;

	answer[0] = '\0';
	if (!set_raw(&before))
		return;
	say("\033[6n");
	read_answer(answer, size);
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

static void
wait_for_key(void)
{
	struct termios before;
	char bytes[64];

	if (!set_raw(&before))
		return;
	(void)tcflush(STDIN_FILENO, TCIFLUSH);
	say("\r\n[press a key to go back to dateline]");
	while (read(STDIN_FILENO, bytes, sizeof(bytes)) < 0 && errno == EINTR)
		continue;
	say("\r\n");
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

/* Hands over as much input as it takes now; closes the pipe at the end. */
static void
feed(struct process *p, const struct buf *input, size_t *at)
{
	ssize_t n = write(p->in, input->p + *at, input->n - *at);

	if (n > 0)
		*at += (size_t)n;
	if (*at < input->n && (n > 0 || errno == EINTR || errno == EAGAIN))
		return;
	close(p->in);
	p->in = -1;
}

static void
keep_end(struct buf *said, const char *bytes, size_t n)
{
	buf_add(said, bytes, n);
	if (said->n > SAID_MOST)
		buf_drop(said, said->n - SAID_MOST);
}

/* The last one that is not blank. */
static const char *
last_line(struct buf *said)
{
	while (said->n > 0 && strchr(" \t\r\n", said->p[said->n - 1]) != NULL)
		said->p[--said->n] = '\0';
	const char *newline = strrchr(buf_str(said), '\n');

	return newline != NULL ? newline + 1 : buf_str(said);
}

/* False: it has closed its stderr. */
static bool
pass_on(struct process *p, struct buf *said)
{
	char bytes[4096];
	ssize_t n = read(p->errors, bytes, sizeof(bytes));

	if (n <= 0)
		return n < 0 && errno == EINTR;
	(void)file_write_all(STDERR_FILENO, bytes, (size_t)n);
	keep_end(said, bytes, (size_t)n);
	return true;
}

/* What it leaves in the background may hold its stderr: that is not waited for. */
static int
mind(struct process *p, const struct buf *input, struct buf *said)
{
	size_t at = 0;
	int status = 0;
	bool open = true, ended = false;

	(void)fcntl(p->in, F_SETFL, O_NONBLOCK);
	for (;;) {
		struct pollfd fds[2] = { { open ? p->errors : -1, POLLIN, 0 }, { p->in, POLLOUT, 0 } };
		int ready = poll(fds, 2, ended ? 0 : 50);

		if (ready > 0 && fds[1].revents != 0)
			feed(p, input, &at);
		if (ready > 0 && fds[0].revents != 0)
			open = pass_on(p, said);
		if (ended && (!open || ready <= 0 || fds[0].revents == 0))
			return status;
		ended = ended || process_ended(p, &status);
	}
}

bool
share_run(char *const argv[], const struct buf *input, struct err *err)
{
	struct process p;
	struct buf said = { 0 };
	char before[32], after[32];
	void (*pipes)(int) = signal(SIGPIPE, SIG_IGN);
	void (*interrupts)(int) = signal(SIGINT, SIG_IGN);

	/* At home, where a place that did not change means that nothing was said. */
	say("\033[H\033[J");
	ask_place(before, sizeof(before));
	bool ok = process_start(&p, argv, PROCESS_TERMINAL | PROCESS_IN | PROCESS_ERRORS, err);
	if (ok) {
		int status = mind(&p, input, &said);

		process_close(&p);
		ask_place(after, sizeof(after));
		if (after[0] == '\0' || strcmp(before, after) != 0)
			wait_for_key();
		const char *last = last_line(&said);
		if (status != 0)
			ok = err_set(err, "%s ended with %d%s%s", argv[0], status,
			    *last != '\0' ? ": " : "", last);
	}
	(void)signal(SIGINT, interrupts);
	(void)signal(SIGPIPE, pipes);
	buf_done(&said);
	return ok;
}
