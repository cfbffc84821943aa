/* SPDX-License-Identifier: ISC */
/* Opens web addresses in the program that the user's rules say, else by type
 * (open.video, open.audio), else in the browser: open.browser, else $BROWSER,
 * else xdg-open (or open); by argv, never through a shell; http and https only. */
#ifndef OPENER_OPENER_H
#define OPENER_OPENER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;
struct opener_rules;
struct pollfd;

/* Settings' values; "" or NULL: not set. */
struct opener_config {
	const char *browser;
	bool terminal;			/* it needs the terminal */
	const char *video, *audio;
	const struct opener_rules *rules;	/* asked before all of these; NULL: none */
};

struct opener;
/* What CONFIG points at must live as long as the opener, or until another one
 * is set. */
struct opener *opener_new(const struct opener_config *config);
void opener_configure(struct opener *op, const struct opener_config *config);
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
/* The same for an address of a type ("video", "audio", "image", "article"). */
bool opener_needs_terminal_as(const struct opener *op, const char *url, const char *type);
bool opener_start_as(struct opener *op, const char *url, const char *type, struct err *err);
bool opener_run_as(struct opener *op, const char *url, const char *type, struct err *err);

/* A letter of a command line ("%t") and what stands for it. */
struct opener_word {
	char letter;			/* 0 ends the list */
	const char *text;		/* comes from outside */
};
/* The words of a command line of the user's, each %letter replaced inside its
 * word, never in one with blanks, which would be a script for some shell; LAST
 * is added when there was none.  In the arena; NULL with words. */
char **opener_words(struct arena *a, const char *line, const struct opener_word *words, const char *last,
    struct err *err);
/* Starts any other program likewise; INPUT (N bytes) goes to its stdin, NULL:
 * it has none.  How it ended is told as that of browsers. */
bool opener_aside(struct opener *op, char *const argv[], const char *input, size_t n, struct err *err);

/* Programs that have ended badly since: false with words ("xdg-open ended with
 * 3: no application"), one call each; true when there is nothing to say. */
bool opener_failure(struct opener *op, struct err *err);
/* For poll(): descriptors that speak when one ends; returns how many. */
size_t opener_poll_fds(const struct opener *op, struct pollfd *fds, size_t most);

#endif
