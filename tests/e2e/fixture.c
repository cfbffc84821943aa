/* SPDX-License-Identifier: ISC */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"

const char *
fixture_inside(struct fixture *f, const char *name)
{
	return file_join(&f->a, f->folder, name);
}

const char *
fixture_build_folder(void)
{
	const char *top = getenv("top_builddir");

	return top != NULL ? top : ".";
}

/* What the tester's own terminal is must not matter. */
static void
set_environment(struct fixture *f)
{
	static const char *const none[] = { "LINES", "COLUMNS", "NO_COLOR", "DISPLAY", "WAYLAND_DISPLAY",
		"SSH_CONNECTION", "SSH_TTY", "TMUX", "STY", "TERM_PROGRAM", "VTE_VERSION",
		"KONSOLE_VERSION", "WT_SESSION" };

	setenv("HOME", f->folder, 1);
	setenv("XDG_CONFIG_HOME", fixture_inside(f, "config"), 1);
	setenv("XDG_DATA_HOME", fixture_inside(f, "data"), 1);
	setenv("XDG_CACHE_HOME", fixture_inside(f, "cache"), 1);
	setenv("DATELINE_NOW", "2020-12-17T12:00:00Z", 1);
	setenv("DATELINE_LIBEXEC", fixture_build_folder(), 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("BROWSER", fixture_inside(f, "browser"), 1);
	setenv("TZ", "UTC0", 1);
	/* Nor the mouse of its console, whose library leaks. */
	setenv("NCURSES_GPM_TERMS", "none", 1);
	for (size_t i = 0; i < COUNT(none); i++)
		unsetenv(none[i]);
}

struct fixture *
fixture_new(void)
{
	struct fixture *f = mem_alloc(sizeof(*f));

	f->t.fd = -1;
	snprintf(f->folder, sizeof(f->folder), "/tmp/dateline-e2e-XXXXXX");
	if (mkdtemp(f->folder) == NULL) {
		free(f);
		return NULL;
	}
	set_environment(f);
	return f;
}

int
fixture_free(struct fixture *f)
{
	char command[128];

	terminal_done(&f->t);
	arena_done(&f->a);
	snprintf(command, sizeof(command), "rm -rf '%s'", f->folder);
	free(f);
	return system(command);
}

void
fixture_run(struct fixture *f, const char *command)
{
	const char *line = arena_printf(&f->a, "%s >'%s' 2>&1", command, fixture_inside(f, "log"));

	if (system(line) != 0)
		fail_msg("failed: %s", line);
}

void
fixture_make_news(struct fixture *f)
{
	fixture_run(f, arena_printf(&f->a, "'%s/screens/make-collection' '%s'", TEST_DATA,
	    fixture_inside(f, "news")));
}

void
fixture_write(struct fixture *f, const char *name, const char *text)
{
	struct err err = { .text = "" };

	if (!file_write_atomic(fixture_inside(f, name), text, strlen(text), &err))
		fail_msg("%s", err.text);
}

void
fixture_config(struct fixture *f, const char *text)
{
	struct err err = { .text = "" };

	if (!file_make_dirs(fixture_inside(f, "config/dateline"), 0700, &err))
		fail_msg("%s", err.text);
	/* The headlines of the news are put together from few words: all are alike. */
	fixture_write(f, "config/dateline/config.yaml", arena_printf(&f->a, "%scoverage: no\n", text));
}

void
fixture_add_news(struct fixture *f)
{
	if (!file_exists(fixture_inside(f, "config/dateline/config.yaml")))
		fixture_config(f, "");
	fixture_run(f, arena_printf(&f->a, "'%s/dateline' add '%s'", fixture_build_folder(),
	    fixture_inside(f, "news")));
}

void
fixture_start(struct fixture *f, int lines, int columns)
{
	const char *program = file_join(&f->a, fixture_build_folder(), "dateline");
	char *argv[] = { (char *)program, NULL };

	terminal_start(&f->t, argv, lines, columns);
}

void
fixture_quit(struct fixture *f)
{
	terminal_type(&f->t, "Q");
	assert_int_equal(terminal_expect_end(&f->t), 0);
	terminal_expect_clean(&f->t);
}
