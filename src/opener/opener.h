/* SPDX-License-Identifier: ISC */
/* Opens web addresses in the user's browser: open.browser, else $BROWSER, else
 * xdg-open (or open); by argv, never through a shell; http and https only. */
#ifndef OPENER_OPENER_H
#define OPENER_OPENER_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct pollfd;

struct opener_config {
	const char *browser;		/* setting's value, "" or NULL: not set */
	bool terminal;			/* it needs the terminal */
};

struct opener;
struct opener *opener_new(const struct opener_config *config);
/* Lets running browsers go on. */
void opener_free(struct opener *op);

/* Whether the browser that would be used needs this terminal (lynx, w3m, ...):
 * then the caller hands the screen over and uses opener_run. */
bool opener_needs_terminal(const struct opener *op);
/* Starts it and returns at once.  False with words when the address is none of
 * the web or the program cannot be executed. */
bool opener_start(struct opener *op, const char *url, struct err *err);
/* Runs it to its end on this terminal. */
bool opener_run(struct opener *op, const char *url, struct err *err);
/* Browsers that have ended badly since: false with words ("xdg-open ended with
 * 3: no application"), one call each; true when there is nothing to say. */
bool opener_failure(struct opener *op, struct err *err);
/* For poll(): descriptors that speak when one ends; returns how many. */
size_t opener_poll_fds(const struct opener *op, struct pollfd *fds, size_t most);

#endif
