/* SPDX-License-Identifier: ISC */
/* What went wrong, in words fit for the status line: no capital, no full stop,
 * no newline.  Whoever passes an error up puts its own context in front:
 * "cannot read sources.yaml: line 3: expected a key". */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

struct err {
	char text[768];		/* UTF-8, sanitised, cut at a character */
	int code;		/* exit code that fits: 0 unknown, 1, 2 or 3 */
};

/* Both return false, so that a failing function can `return err_set(...)`.
 * ERR may be NULL. */
bool err_set(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool err_wrap(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool err_code(struct err *err, int code);	/* sets the code, returns false */

#endif
