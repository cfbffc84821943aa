/* SPDX-License-Identifier: ISC */
/* What was said, to be read again. */
#ifndef UI_MESSAGES_H
#define UI_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pane;
struct reader;

enum { MESSAGES_MOST = 200 };

struct message {
	int64_t time;
	bool warning;
	char *text;
};

struct messages {
	struct message list[MESSAGES_MOST];	/* a ring */
	size_t next, count;
};

void messages_add(struct messages *m, const char *text, bool warning);
void messages_done(struct messages *m);
/* The view of them, newest at the end. */
struct pane *messages_pane_new(struct reader *rd);

#endif
