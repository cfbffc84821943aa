/* SPDX-License-Identifier: ISC */
/* `--format`: a line of the user's own making. */
#ifndef COMMANDS_ROW_FORMAT_H
#define COMMANDS_ROW_FORMAT_H

#include <stdbool.h>

struct buf;
struct err;
struct row;

/* Whether FORMAT has only escapes that exist; else words that list them. */
bool row_format_check(const char *format, struct err *err);
/* Appends ROW's line without a newline at its end. */
void row_format(struct buf *out, const char *format, const struct row *row);

/* The escapes, a line each, for the help. */
#define ROW_FORMAT_HELP \
	"escapes of --format:\n" \
	"  %i number        %d local date and time   %D the same in UTC, RFC 3339\n" \
	"  %t title         %p provider              %u link\n" \
	"  %h heat          %q quality               %c related articles\n" \
	"  %s marks: r read, s starred, h hidden, or -\n" \
	"  %% a per cent sign, \\t a tab, \\n a new line, \\\\ a backslash"

#endif
