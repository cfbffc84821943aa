/* SPDX-License-Identifier: ISC */
/* Documents from a command: `exec:COMMAND` sources write one, `filter:COMMAND`
 * gets one and writes another.  By argv, never by a shell; nothing here blocks,
 * so it runs in the loop of http_turn:
 *
 *	struct exec *x = exec_start(line, NULL, 0, &limits, &err);
 *	while (!exec_turn(x))
 *		n = exec_fds(x, fds), ... http_turn(h, fds, n, exec_wait_ms(x), &err);
 *	exec_result(x, &document, &err);
 *	exec_free(x);
 */
#ifndef FETCH_EXEC_H
#define FETCH_EXEC_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

struct buf;
struct err;
struct exec;

struct exec_limits {
	int total_ms;		/* 0: 30 s */
	size_t bytes_max;	/* 0: 32 MiB */
};

enum { EXEC_FDS = 3 };

/* LINE is split as process_split does.  INPUT (copied) goes to its standard
 * input; NULL: that is empty.  LIMITS may be NULL. */
struct exec *exec_start(const char *line, const void *input, size_t n, const struct exec_limits *limits,
    struct err *err);
/* Fills at most EXEC_FDS descriptors to be waited for; gives their number. */
size_t exec_fds(const struct exec *x, struct pollfd fds[EXEC_FDS]);
/* How long at most to wait before the next exec_turn, in milliseconds. */
int exec_wait_ms(const struct exec *x);
/* Moves bytes; true: it is over. */
bool exec_turn(struct exec *x);
/* After that: what it wrote, taken over into OUT.  False, with words: it failed
 * (its exit status and the first line of its stderr), took too long or wrote too
 * much; OUT then has what came until there. */
bool exec_result(struct exec *x, struct buf *out, struct err *err);
/* Ends it if it still runs, with whatever it has started. */
void exec_free(struct exec *x);

#endif
