/* SPDX-License-Identifier: ISC */
#ifndef OPENER_OPENER_CHOICE_H
#define OPENER_OPENER_CHOICE_H

#include <stdbool.h>

struct arena;
struct err;

/* The command line that would be used: SETTING unless it is empty, else the
 * first of $BROWSER that can be executed, else xdg-open, else open.  NULL with
 * words when there is none. */
const char *opener_choose(struct arena *a, const char *setting, struct err *err);
/* Whether a command line starts a browser known to need the terminal. */
bool opener_is_textual(const char *line);
/* Whether NAME, as execvp would look it up, can be executed. */
bool opener_is_executable(struct arena *a, const char *name);
/* The words to execute for URL, in the arena; NULL with words. */
char **opener_argv(struct arena *a, const char *line, const char *url, struct err *err);

#endif
