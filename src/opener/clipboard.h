/* SPDX-License-Identifier: ISC */
/* Where what is copied goes: a command of the user's, the desktop's tool, or
 * the terminal itself (OSC 52). */
#ifndef OPENER_CLIPBOARD_H
#define OPENER_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct err;

struct clipboard {
	char **argv;			/* takes the text on its input; NULL: the terminal does */
	const char *name;		/* of the program, "the terminal" */
};

enum { CLIPBOARD_OSC52_MOST = 74994 };

/* SETTING is copy.command.  Asks the environment at each call: WAYLAND_DISPLAY,
 * DISPLAY, SSH_CONNECTION, SSH_TTY, PATH.  False with words when the setting
 * cannot be used. */
bool clipboard_choose(struct arena *a, const char *setting, struct clipboard *out, struct err *err);
/* The sequence that makes a terminal copy TEXT, wrapped so that tmux (TMUX) and
 * screen (STY) hand it on.  False with words when it is too long. */
bool clipboard_osc52(struct buf *out, const char *text, size_t n, struct err *err);

#endif
