/* SPDX-License-Identifier: ISC */
/* The reader from its first picture to its end: one poll() for keys, signals,
 * the refresh and the browsers it has started.  Signals only write a byte to a
 * pipe.  While work goes on aside, the store asks now and then whether a key
 * has come, and gives way. */
#include "ui/ui.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "opener/opener.h"
#include "ui/reader_parts.h"
#include "ui/screen.h"
#include "ui/script.h"

enum { FDS = 16, DEAF_TURNS = 64 };

static int pipe_fds[2] = { -1, -1 };
static int ended_by;			/* signal, 0: none */

static void
on_signal(int number)
{
	int before = errno;
	char c = (char)number;

	(void)!write(pipe_fds[1], &c, 1);
	errno = before;
}

static void
set_signals(bool on)
{
	static const int numbers[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT };
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	sigemptyset(&action.sa_mask);
	action.sa_handler = on ? on_signal : SIG_DFL;
	action.sa_flags = SA_RESTART;
	for (size_t i = 0; i < COUNT(numbers); i++)
		sigaction(numbers[i], &action, NULL);
}

static bool
open_pipe(struct err *err)
{
	if (pipe(pipe_fds) != 0)
		return err_set(err, "cannot make a pipe: %s", strerror(errno));
	for (int i = 0; i < 2; i++) {
		fcntl(pipe_fds[i], F_SETFD, FD_CLOEXEC);
		fcntl(pipe_fds[i], F_SETFL, O_NONBLOCK);
	}
	return true;
}

static void
close_pipe(void)
{
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	pipe_fds[0] = pipe_fds[1] = -1;
}

/* What the store asks while it counts. */
static bool
is_wanted(void *arg)
{
	struct pollfd fds[2] = { { STDIN_FILENO, POLLIN, 0 }, { pipe_fds[0], POLLIN, 0 } };

	(void)arg;
	return poll(fds, 2, 0) > 0;
}

static void
interrupt_from_keyboard(struct reader *rd)
{
	struct screen_key leave = { .key = 0x1B };

	if (rd->prompt != NULL || rd->overlay != NULL)
		reader_key(rd, &leave);
	else
		rd->quit = true;
}

static void
take_signals(struct reader *rd)
{
	char numbers[64];
	ssize_t n = read(pipe_fds[0], numbers, sizeof(numbers));

	for (ssize_t i = 0; i < n; i++) {
		if (numbers[i] == SIGWINCH) {
			screen_follow_size();
			screen_spoil();
			reader_relayout(rd);
		} else if (numbers[i] == SIGINT) {
			interrupt_from_keyboard(rd);
		} else {
			ended_by = numbers[i];
			rd->quit = true;
		}
	}
}

/* False: the terminal is gone. */
static bool
take_keys(struct reader *rd, short events)
{
	static int deaf;
	struct screen_key k;
	bool any = false;

	while (!rd->quit && screen_read(&k)) {
		any = true;
		reader_key(rd, &k);
	}
	/* Always ready and never a key: the other end has gone. */
	deaf = any ? 0 : deaf + 1;
	return !(events & (POLLHUP | POLLERR | POLLNVAL)) && deaf < DEAF_TURNS;
}

static void
take_failures(struct reader *rd)
{
	struct err err = { .text = "" };

	while (!opener_failure(rd->opener, &err))
		reader_warn(rd, &err);
}

/* One wait and what came of it. */
static void
turn(struct reader *rd, bool *busy)
{
	struct pollfd fds[FDS] = { { STDIN_FILENO, POLLIN, 0 }, { pipe_fds[0], POLLIN, 0 },
		{ refresh_fd(&rd->refresh), POLLIN, 0 }, { find_fd(&rd->own->find), POLLIN, 0 },
		{ full_fd(&rd->own->full), POLLIN, 0 } };
	size_t n = 5 + opener_poll_fds(rd->opener, fds + 5, FDS - 5);

	if (poll(fds, (nfds_t)n, *busy ? 0 : reader_patience(rd)) < 0) {
		if (errno != EINTR)
			rd->quit = true;
		return;
	}
	if (fds[1].revents != 0)
		take_signals(rd);
	if (fds[0].revents != 0 && !take_keys(rd, fds[0].revents)) {
		rd->quit = true;
		return;
	}
	if (fds[2].revents != 0)
		reader_turn_refresh(rd);
	reader_turn_find(rd);
	reader_turn_full(rd);
	take_failures(rd);
	/* After a key it is drawn first how far that is. */
	if (rd->own->unfinished && fds[0].revents == 0)
		reader_later_again(rd);
	bool stopped = edition_is_stopped(rd->edition) && reader_shows(rd, PANE_STORIES);
	rd->own->later.goes_on = fds[0].revents == 0;
	if (stopped && rd->own->later.goes_on)
		reader_dirty(rd, DIRTY_STORIES | DIRTY_FRAME);
	reader_timers(rd);
	reader_follow_calmly(rd);
	if (fds[0].revents != 0 || stopped) {
		*busy = true;
	} else {
		store_set_interrupt(rd->desk->store, is_wanted, NULL);
		*busy = reader_idle(rd) || rd->own->unfinished;
		store_set_interrupt(rd->desk->store, NULL, NULL);
	}
}

static void
run(struct reader *rd)
{
	bool busy = true;

	reader_draw(rd);
	rd->own->follow = true;
	while (!rd->quit) {
		turn(rd, &busy);
		if (!rd->quit)
			reader_draw(rd);
	}
}

static int
fail(const struct err *err)
{
	fprintf(stderr, "dateline: %s\n", err->text);
	return err->code != 0 ? err->code : 3;
}

int
ui_run(struct desk *desk, const struct ui_options *options)
{
	struct screen_options screen = { .nothing = options->script != NULL, .mouse = desk->settings.mouse };
	struct err err = { .text = "" };
	struct reader *rd;
	int code = 0;

	script_size(&screen.lines, &screen.columns);
	if (!open_pipe(&err) || !screen_open(&screen, &err))
		return fail(&err);
	set_signals(true);
	rd = reader_new(desk);
	/* Keys of a script come by themselves. */
	rd->own->is_wanted = options->script == NULL ? is_wanted : NULL;
	if (!reader_start(rd, options->query)) {
		snprintf(err.text, sizeof(err.text), "%s", rd->message);
		err.code = code = 3;
	} else if (options->script != NULL) {
		if (!script_run(rd, options->script, &err))
			code = err.code = 2;
	} else {
		run(rd);
	}
	reader_free(rd);
	screen_close();
	set_signals(false);
	close_pipe();
	if (code == 0)
		return ended_by == 0 ? 0 : 128 + ended_by;
	return fail(&err);
}
