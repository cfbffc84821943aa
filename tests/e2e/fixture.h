/* SPDX-License-Identifier: ISC */
/* A home folder of its own with the collection of tests/screens (120 articles,
 * titles that are hard to draw among the first), and a terminal to read it in. */
#ifndef TESTS_E2E_FIXTURE_H
#define TESTS_E2E_FIXTURE_H

#include "base/arena.h"
#include "base/err.h"
#include "terminal.h"

struct fixture {
	char folder[64];
	struct arena a;
	struct terminal t;
};

/* A folder and an environment that leads into it; NULL: no folder can be made. */
struct fixture *fixture_new(void);
/* Ends the program, removes the folder; what removing it returned. */
int fixture_free(struct fixture *f);
/* The collection as `news` in it, not yet subscribed to; then so. */
void fixture_make_news(struct fixture *f);
void fixture_add_news(struct fixture *f);
/* A path inside the folder; lives as long as the fixture. */
const char *fixture_inside(struct fixture *f, const char *name);
const char *fixture_build_folder(void);
/* A command of the shell that must succeed. */
void fixture_run(struct fixture *f, const char *command);
void fixture_write(struct fixture *f, const char *name, const char *text);
void fixture_config(struct fixture *f, const char *text);
void fixture_start(struct fixture *f, int lines, int columns);
/* Quits with Q, and sees the terminal as it was found. */
void fixture_quit(struct fixture *f);

#endif
