/* SPDX-License-Identifier: ISC */
/* Where copies go, by environment; what is sent to a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "opener/clipboard.h"

static char folder[] = "/tmp/test_clipboard.XXXXXX";
static struct arena arena;

static const char *const variables[] = { "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY",
	"TMUX", "STY" };
static const char *const tools[] = { "wl-copy", "xclip", "xsel", "pbcopy" };

static void
forget(void)
{
	for (size_t i = 0; i < COUNT(variables); i++)
		unsetenv(variables[i]);
	for (size_t i = 0; i < COUNT(tools); i++)
		unlink(file_join(&arena, folder, tools[i]));
}

/* Words apart by blanks: names to make as programs, NAME=VALUE to set. */
static void
prepare(const char *words)
{
	char *rest = NULL, *list = arena_strdup(&arena, words);

	forget();
	for (char *word = strtok_r(list, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
		char *equals = strchr(word, '=');

		if (equals != NULL) {
			*equals = '\0';
			setenv(word, equals + 1, 1);
		} else {
			const char *path = file_join(&arena, folder, word);

			assert_true(file_write_atomic(path, "#!/bin/sh\n", 10, NULL));
			assert_int_equal(chmod(path, 0755), 0);
		}
	}
}

static int
set_up(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	setenv("PATH", folder, 1);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	forget();
	rmdir(folder);
	arena_done(&arena);
	return 0;
}

static const char *
join(char *const *argv)
{
	const char *out = "";

	for (; argv != NULL && *argv != NULL; argv++)
		out = arena_printf(&arena, "%s[%s]", out, *argv);
	return out;
}

static void
test_choice(void **state)
{
	static const struct { const char *world, *setting, *argv, *name; } cases[] = {
		{ "", "", "", "the terminal" },
		{ "xclip xsel", "", "", "the terminal" },
		{ "DISPLAY=:0", "", "", "the terminal" },
		{ "DISPLAY=:0 xsel", NULL, "[xsel][--clipboard][--input]", "xsel" },
		{ "DISPLAY=:0 xsel xclip", "", "[xclip][-selection][clipboard][-in]", "xclip" },
		{ "DISPLAY=:0 WAYLAND_DISPLAY=w xclip wl-copy", "", "[wl-copy]", "wl-copy" },
		{ "DISPLAY=:0 WAYLAND_DISPLAY= xsel wl-copy", "", "[xsel][--clipboard][--input]", "xsel" },
		{ "WAYLAND_DISPLAY=w xclip", "", "", "the terminal" },
		{ "pbcopy", "", "[pbcopy]", "pbcopy" },
		{ "DISPLAY=:0 xclip SSH_TTY=/dev/pts/1", "", "", "the terminal" },
		{ "DISPLAY=:0 xclip SSH_CONNECTION=a", "  ", "", "the terminal" },
		{ "DISPLAY=:0 xclip SSH_TTY=/dev/pts/1", "/opt/x/cb 'a b'", "[/opt/x/cb][a b]", "cb" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct clipboard to;
		struct err err = { .text = "" };

		prepare(cases[i].world);
		assert_true(clipboard_choose(&arena, cases[i].setting, &to, &err));
		assert_string_equal(join(to.argv), cases[i].argv);
		assert_string_equal(to.name, cases[i].name);
	}
}

static void
test_bad_setting(void **state)
{
	struct clipboard to;
	struct err err = { .text = "" };

	(void)state;
	prepare("");
	assert_false(clipboard_choose(&arena, "copy 'open", &to, &err));
	assert_non_null(strstr(err.text, "copy.command"));
}

static const char *
sequence(const char *text, size_t n)
{
	struct buf b = { 0 };

	assert_true(clipboard_osc52(&b, text, n, NULL));
	const char *copy = arena_strndup(&arena, buf_str(&b), b.n);
	buf_done(&b);
	return copy;
}

static void
test_base64(void **state)
{
	static const struct { const char *text, *coded; } cases[] = {
		{ "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
		{ "\xFB\xFF\xBF", "+/+/" }, { "\033]0;x\a", "G10wO3gH" },
	};

	(void)state;
	prepare("");
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(sequence(cases[i].text, strlen(cases[i].text)),
		    arena_printf(&arena, "\033]52;c;%s\a", cases[i].coded));
}

static void
test_wrapping(void **state)
{
	char text[300];

	(void)state;
	prepare("TMUX=/tmp/t,1,0");
	assert_string_equal(sequence("foo", 3),
	    "\033]52;c;Zm9v\a\033Ptmux;\033\033]52;c;Zm9v\a\033\\");
	prepare("STY=1.tty");
	assert_string_equal(sequence("foo", 3), "\033P\033]52;c;Zm9v\a\033\\");
	/* In pieces that screen takes, which together are the whole. */
	memset(text, 'a', sizeof(text));
	const char *wrapped = sequence(text, sizeof(text));
	size_t whole = 0, pieces = 0;
	for (const char *p = wrapped; *p != '\0'; pieces++) {
		const char *end = strstr(p + 2, "\033\\");

		assert_memory_equal(p, "\033P", 2);
		assert_non_null(end);
		assert_true(end - p < 256);
		whole += (size_t)(end - p) - 2;
		p = end + 2;
	}
	assert_int_equal(pieces, 2);
	assert_int_equal(whole, 7 + 400 + 1);
}

static void
test_length(void **state)
{
	size_t most = CLIPBOARD_OSC52_MOST;
	char *text = mem_alloc(most + 1);
	struct buf b = { 0 };
	struct err err = { .text = "" };

	(void)state;
	prepare("");
	assert_true(clipboard_osc52(&b, text, most, &err));
	assert_int_equal(b.n, 7 + most / 3 * 4 + 1);
	buf_reset(&b);
	assert_false(clipboard_osc52(&b, text, most + 1, &err));
	assert_int_equal(b.n, 0);
	assert_non_null(strstr(err.text, "74995"));
	buf_done(&b);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_bad_setting),
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_wrapping),
		cmocka_unit_test(test_length),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
