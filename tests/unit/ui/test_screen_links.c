/* SPDX-License-Identifier: ISC */
/* Which terminals are trusted with links of their own, by what they say of
 * themselves.  A wrong yes shows nothing on most, a wrong no costs a setting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ui/screen_links.h"

static const char *const variables[] = { "TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION",
	"KONSOLE_VERSION", "WT_SESSION", "TMUX", "STY" };

static void
test_known(void **state)
{
	static const struct { const char *world[4]; bool known; } cases[] = {
		{ { "TERM=xterm-256color" }, false },
		{ { "TERM=linux" }, false },
		{ { "TERM=vt100" }, false },
		{ { "TERM=screen-256color" }, false },
		{ { NULL }, false },
		{ { "TERM=xterm-kitty" }, true },
		{ { "TERM=foot" }, true },
		{ { "TERM=foot-extra" }, true },
		{ { "TERM=xterm-256color", "VTE_VERSION=6800" }, true },
		{ { "TERM=xterm-256color", "VTE_VERSION=4600" }, false },
		{ { "TERM=xterm-256color", "TERM_PROGRAM=WezTerm" }, true },
		{ { "TERM=xterm-256color", "TERM_PROGRAM=Apple_Terminal" }, false },
		{ { "TERM=tmux-256color", "TMUX=/tmp/x", "TERM_PROGRAM=tmux", "TERM_PROGRAM_VERSION=3.4" },
		    true },
		{ { "TERM=tmux-256color", "TMUX=/tmp/x", "TERM_PROGRAM=tmux", "TERM_PROGRAM_VERSION=3.10a" },
		    true },
		{ { "TERM=tmux-256color", "TMUX=/tmp/x", "TERM_PROGRAM=tmux", "TERM_PROGRAM_VERSION=3.3a" },
		    false },
		{ { "TERM=xterm-kitty", "TMUX=/tmp/x", "VTE_VERSION=6800" }, false },
		{ { "TERM=xterm-kitty", "STY=1.x" }, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (size_t k = 0; k < COUNT(variables); k++)
			unsetenv(variables[k]);
		for (size_t k = 0; k < COUNT(cases[i].world) && cases[i].world[k] != NULL; k++) {
			char *word = mem_strdup(cases[i].world[k]), *equals = strchr(word, '=');

			*equals = '\0';
			setenv(word, equals + 1, 1);
			free(word);
		}
		if (screen_links_are_known() != cases[i].known)
			fail_msg("case %zu", i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
