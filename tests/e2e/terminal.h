/* SPDX-License-Identifier: ISC */
/* A program in a terminal of its own: a pty with libvterm at the other end.
 * Whoever waits names what must come to be seen; nothing sleeps and hopes. */
#ifndef TESTS_E2E_TERMINAL_H
#define TESTS_E2E_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

#include <vterm.h>

#include "base/buf.h"

enum { TERMINAL_WAIT_MS = 20000 };

struct terminal {
	pid_t pid;
	int fd;
	VTerm *vt;
	VTermScreen *screen;
	int lines, columns;
	struct buf bytes;		/* all that the program has written */
	struct buf text;		/* of the last terminal_text() */
	struct termios before;		/* settings that the program found */
	bool alternate, cursor_visible, mouse;
	bool ended;
	int status;			/* as a shell gives it, once ended */
};

/* Starts ARGV; fails the test if that is not possible. */
void terminal_start(struct terminal *t, char *const argv[], int lines, int columns);
/* Ends the program if it still runs, and checks nothing. */
void terminal_done(struct terminal *t);
/* Types. */
void terminal_type(struct terminal *t, const char *keys);
void terminal_resize(struct terminal *t, int lines, int columns);
/* Takes in what is there, waiting at most MS for the first byte. */
void terminal_take(struct terminal *t, int ms);
/* The whole screen, lines ended by newlines, blanks at their ends left out. */
const char *terminal_text(struct terminal *t);
/* One line of it, from 0. */
const char *terminal_line(struct terminal *t, int y);
/* Until the screen shows WHAT (or does so no more); fails the test with a picture. */
void terminal_expect(struct terminal *t, const char *what);
void terminal_expect_gone(struct terminal *t, const char *what);
/* Until the program has ended; its status. */
int terminal_expect_end(struct terminal *t);
/* Whether the terminal is as the program found it: main screen, cursor shown,
 * no mouse reports, line discipline as before.  Fails the test if not. */
void terminal_expect_clean(struct terminal *t);

#endif
