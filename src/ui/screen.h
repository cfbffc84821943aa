/* SPDX-License-Identifier: ISC */
/* The terminal: open, close, size, keys, the picture as text. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include <stdbool.h>
#include <stdio.h>

struct err;

struct screen_options {
	bool nothing;		/* opens on no terminal at all: for scripts and tests */
	int lines, columns;	/* its size then */
	bool mouse;
};

bool screen_open(const struct screen_options *options, struct err *err);
/* Leaves the terminal as it was found; may be called again. */
void screen_close(void);
/* Hands the terminal to another program and takes it back. */
void screen_suspend(void);
void screen_resume(void);

void screen_size(int *lines, int *columns);
bool screen_is_ascii(void);
/* Plain signs even where the terminal has others. */
void screen_set_ascii(bool on);
void screen_set_mouse(bool on);
/* Asks the terminal for its size and takes it over. */
void screen_follow_size(void);
void screen_resize(int lines, int columns);

/* Begins a picture from nothing (without it the last one is drawn over);
 * commits what has been drawn: only what has changed is sent. */
void screen_begin(void);
void screen_commit(void);
/* The next commit sends everything. */
void screen_spoil(void);

/* Bytes to the terminal past curses, for sequences without a place on the
 * screen: whoever calls it answers for what is in them. */
void screen_write_raw(const char *bytes, size_t n);

struct screen_key {
	int key;		/* see keymap.h */
	int y, x;		/* KEYCODE_MOUSE: where */
	enum { SCREEN_CLICK, SCREEN_TWICE, SCREEN_RELEASE, SCREEN_WHEEL_UP, SCREEN_WHEEL_DOWN,
		SCREEN_OTHER } mouse;
};
/* A key that has come; false: none. Never waits but for the rest of an escape
 * sequence. */
bool screen_read(struct screen_key *k);

/* The picture as text, a line a line, blanks at the ends left out. */
void screen_print(FILE *f);
/* The same with the role in front of each stretch: "{strong}Title{dim} ...". */
void screen_print_attributes(FILE *f);

#endif
