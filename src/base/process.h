/* SPDX-License-Identifier: ISC */
/* Other programs, always by argv and never through a shell. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct arena;
struct err;

struct process {
	pid_t pid;		/* 0: none */
	int in;			/* we write here, -1 if not asked for */
	int out;		/* we read the child's stdout here, or -1 */
	int errors;		/* we read the child's stderr here, or -1 */
};

enum process_flag {
	PROCESS_IN = 1 << 0,		/* pipe to its stdin, else /dev/null */
	PROCESS_OUT = 1 << 1,		/* pipe from its stdout, else /dev/null */
	PROCESS_ERRORS = 1 << 2,	/* pipe from its stderr */
	PROCESS_QUIET = 1 << 3,		/* stderr to /dev/null */
	PROCESS_SESSION = 1 << 4,	/* its own session: survives us and our terminal */
	PROCESS_TERMINAL = 1 << 5	/* stdin, stdout, stderr are ours */
};

/* Starts argv[0] (looked up in PATH); descriptors are close-on-exec.  Fails in
 * words when the program cannot be executed ("cannot run firefox: not found"). */
bool process_start(struct process *p, char *const argv[], unsigned flags, struct err *err);
/* Waits; gives the exit status as shells do (128 + signal). */
int process_wait(struct process *p);
/* As process_wait but returns false at once while it runs. */
bool process_ended(struct process *p, int *status);
void process_close(struct process *p);		/* the pipes only */

/* Splits a command line of the user's settings into words: blanks separate,
 * '...' "..." and \ quote as in a shell; no expansions.  NULL-terminated array
 * in the arena, or NULL with words in ERR (unclosed quote, nothing there).
 * COUNT may be NULL. */
char **process_split(struct arena *a, const char *line, size_t *count, struct err *err);

#endif
