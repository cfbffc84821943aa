/* SPDX-License-Identifier: ISC */
/* Results go to stdout, everything else to stderr. */
#ifndef COMMANDS_OUT_H
#define COMMANDS_OUT_H

#include <stdbool.h>
#include <stddef.h>

struct args;
struct buf;
struct err;

void out_init(const struct args *args);	/* -q and -v */
/* "dateline: ..." made safe, several lines kept. */
void out_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same unless -q. */
void out_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A line about a file's contents, "file:line:column: message", as it is: editors
 * and scripts take it apart.  Made safe. */
void out_remark(const char *text);
/* Says the error and gives the exit code that fits, FALLBACK if it names none. */
int out_failed(const struct err *err, int fallback);

void out_buf(struct buf *b);		/* writes it and empties it */
void out_text(const char *text);
/* Whether more output makes no sense: nobody reads it, or the disk is full. */
bool out_broken(void);
/* Flushes; CODE, or 1 with a message if something could not be written. */
int out_finish(int code);

bool out_is_quiet(void);
bool out_is_verbose(void);
bool out_is_terminal(void);
/* Columns of the terminal; FALLBACK when stdout is none. */
int out_columns(int fallback);

#endif
