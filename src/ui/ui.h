/* SPDX-License-Identifier: ISC */
#ifndef UI_UI_H
#define UI_UI_H

#include <stdbool.h>

struct desk;
struct err;

struct ui_options {
	const char *query;		/* opens on this filter; NULL: none */
	/* For tests and pictures: keys from a script instead of the terminal; the
	 * screen opens on nothing (size from LINES and COLUMNS) and its picture
	 * goes to stdout when the script says so.  See HACKING.md. */
	const char *script;		/* path of the script, NULL: a real terminal */
};

/* Runs until the user quits.  Returns an exit code; 128 and its number after a
 * signal that ended it. */
int ui_run(struct desk *desk, const struct ui_options *options);

#endif
