/* SPDX-License-Identifier: ISC */
/* Everything the user can set: one row of one table each. */
#ifndef SETTINGS_SETTINGS_H
#define SETTINGS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

/* name, kind, member, default, least, most, sentence for help and man page */
#define OPTIONS(X) \
	X("open.browser",  STRING, open_browser,  "",   0, 0,    "Command that opens links; %u is the address (else $BROWSER, else xdg-open)") \
	X("open.terminal", BOOL,   open_terminal, "no", 0, 0,    "The browser needs this terminal (known text browsers are recognised)") \
	X("mouse",         BOOL,   mouse,         "yes", 0, 0,   "React to the mouse") \
	X("refresh.start", BOOL,   refresh_start, "yes", 0, 0,   "Read folders again when the reader opens")

enum option_kind { OPTION_BOOL, OPTION_INT, OPTION_STRING };

struct settings {
	const char *open_browser;
	bool open_terminal;
	bool mouse;
	bool refresh_start;
};

struct option_info {
	const char *name;
	enum option_kind kind;
	size_t offset;			/* in struct settings */
	const char *fallback;
	int least, most;
	const char *help;
};
extern const struct option_info option_info[];
extern const size_t option_count;

/* Each problem of the file, "config.yaml:3:5: no option "brwser"; did you mean ...". */
typedef void settings_say(void *arg, const char *text);

/* Defaults, then the file (a missing one is fine).  A bad line costs only
 * itself.  True when there was nothing to say. */
bool settings_load(struct arena *a, const char *path, struct settings *out, settings_say *say, void *arg);

#endif
