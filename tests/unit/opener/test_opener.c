/* SPDX-License-Identifier: ISC */
/* Browsers here are scripts in a folder of our own, which is all of PATH. */
#include <fcntl.h>
#include <poll.h>
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
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "opener/opener.h"
#include "opener/opener_choice.h"

static char folder[] = "/tmp/test_opener.XXXXXX";
static struct arena arena;

static const char *
inside(const char *name)
{
	return file_join(&arena, folder, name);
}

/* $BOX is the folder; the scripts use nothing but the shell itself. */
static void
make_script(const char *name, const char *body)
{
	const char *text = arena_printf(&arena, "#!/bin/sh\nBOX='%s'\n%s\n", folder, body);

	assert_true(file_write_atomic(inside(name), text, strlen(text), NULL));
	assert_int_equal(chmod(inside(name), 0755), 0);
}

static int
set_up(void **state)
{
	(void)state;
	alarm(60);
	if (mkdtemp(folder) == NULL || mkfifo(inside("told"), 0600) != 0 ||
	    mkfifo(inside("gate"), 0600) != 0)
		return -1;
	setenv("PATH", folder, 1);
	unsetenv("BROWSER");
	make_script("records", "for word; do printf '[%s]' \"$word\"; done > \"$BOX/told\"");
	make_script("fails", "printf 'first\\n\\033[31mno application\\n\\n' >&2; exit 3");
	make_script("waits", "read word < \"$BOX/gate\"; echo \"$word\" > \"$BOX/told\"");
	make_script("floods", "i=0; while [ $i -lt 20000 ]; do echo \"noise $i\" >&2; i=$((i+1)); done;"
	    " echo done > \"$BOX/told\"");
	make_script("second", "exit 0");
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const names[] = {
		"told", "gate", "records", "fails", "waits", "floods", "second"
	};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		unlink(inside(names[i]));
	rmdir(folder);
	arena_done(&arena);
	return 0;
}

static struct opener *
make(const char *browser)
{
	struct opener_config config = { .browser = browser };

	return opener_new(&config);
}

/* What a script tells; waits until it does. */
static const char *
told(void)
{
	char *text = arena_alloc(&arena, 4096);
	size_t n = 0;
	ssize_t got;
	int fd = open(inside("told"), O_RDONLY);

	assert_true(fd >= 0);
	while ((got = read(fd, text + n, 4095 - n)) > 0)
		n += (size_t)got;
	close(fd);
	return text;
}

/* Until nothing runs any more; the words of the last failure, or "". */
static const char *
failure_of(struct opener *op)
{
	struct pollfd fds[8];
	struct err err = { 0 };
	size_t n;

	while ((n = opener_poll_fds(op, fds, 8)) > 0) {
		assert_true(poll(fds, (nfds_t)n, 20000) > 0);
		while (!opener_failure(op, &err))
			continue;
	}
	return arena_strdup(&arena, err.text);
}

static void
test_choice(void **state)
{
	static const struct { const char *setting, *browser, *chosen; } cases[] = {
		{ "mine --new %u", "records", "mine --new %u" },
		{ "", "records", "records" },
		{ NULL, "records", "records" },
		{ "  ", "records", "records" },
		{ "", "missing:second -x %s:records", "second -x %s" },
		{ "", ":missing:other", "missing" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		setenv("BROWSER", cases[i].browser, 1);
		assert_string_equal(opener_choose(&arena, cases[i].setting, NULL), cases[i].chosen);
	}
	unsetenv("BROWSER");
}

static void
test_choice_without_setting(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_null(opener_choose(&arena, "", &err));
	assert_non_null(strstr(err.text, "open.browser"));
	make_script("open", "exit 0");
	assert_string_equal(opener_choose(&arena, "", &err), "open");
	make_script("xdg-open", "exit 0");
	assert_string_equal(opener_choose(&arena, "", &err), "xdg-open");
	unlink(inside("open"));
	unlink(inside("xdg-open"));
	/* A folder of that name is no program. */
	assert_int_equal(mkdir(inside("open"), 0755), 0);
	assert_null(opener_choose(&arena, "", &err));
	rmdir(inside("open"));
}

static const char *
join(char **argv)
{
	const char *text = "";

	for (; argv != NULL && *argv != NULL; argv++)
		text = arena_printf(&arena, "%s[%s]", text, *argv);
	return text;
}

static void
test_argv(void **state)
{
	static const struct { const char *line, *url, *argv; } cases[] = {
		{ "ff", "https://example.org/a", "[ff][https://example.org/a]" },
		{ "ff --new-tab %u -x", "http://a.b/", "[ff][--new-tab][http://a.b/][-x]" },
		{ "ff %s", "http://a.b/", "[ff][http://a.b/]" },
		{ "ff --url=%u", "http://a.b/?c=d&e=f;g", "[ff][--url=http://a.b/?c=d&e=f;g]" },
		{ "ff 100%% '%u'", "http://a.b/", "[ff][100%][http://a.b/]" },
		{ "'my browser' -a", "http://a.b/", "[my browser][-a][http://a.b/]" },
		{ "ff", "http://a.b/%u%s%%", "[ff][http://a.b/%u%s%%]" },
		{ "ff %u", "http://a.b/%u", "[ff][http://a.b/%u]" },
		{ "ff", "http://a.b/c d\"e'f", "[ff][http://a.b/c%20d%22e%27f]" },
		{ "ff", "http://a.b/\x1b]0;x\x07\n\x7f", "[ff][http://a.b/%1B]0;x%07%0A%7F]" },
		{ "ff", "http://a.b/\xc3\xa9", "[ff][http://a.b/%C3%A9]" },
		{ "ff", "http://a.b/$(touch x)`id`|", "[ff][http://a.b/%24(touch%20x)%60id%60%7C]" },
		/* refused */
		{ "ff", "javascript:alert(1)", "" },
		{ "ff", "file:///etc/passwd", "" },
		{ "ff", "data:text/html,x", "" },
		{ "ff", "--profile=/tmp/x", "" },
		{ "ff", "-http://a.b/", "" },
		{ "ff", "//a.b/c", "" },
		{ "ff", "mailto:a@b.c", "" },
		{ "ff", "http://", "" },
		{ "ff", "", "" },
		{ "sh -c 'ff %u'", "http://a.b/", "" },
		{ "ff 'unclosed", "http://a.b/", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };
		const char *got = join(opener_argv(&arena, cases[i].line, cases[i].url, &err));
		assert_string_equal(got, cases[i].argv);
		assert_int_equal(err.text[0] != '\0', cases[i].argv[0] == '\0');
	}
}

static void
test_textual(void **state)
{
	static const struct { const char *line; bool textual; } cases[] = {
		{ "w3m", true }, { "/usr/bin/lynx -nocolor %u", true }, { "ELinks", true },
		{ "firefox", false }, { "xdg-open", false }, { "/opt/lynx/firefox", false },
		{ "lynxy", false }, { "'unclosed", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(opener_is_textual(cases[i].line), cases[i].textual);
}

static void
test_needs_terminal(void **state)
{
	struct opener_config told_so = { .browser = "records", .terminal = true };
	struct opener_config unset = { .browser = "", .terminal = true };
	struct opener *op = make("w3m %u");

	(void)state;
	assert_true(opener_needs_terminal(op));
	opener_free(op);
	op = opener_new(&told_so);
	assert_true(opener_needs_terminal(op));
	opener_free(op);
	/* The setting is about the browser that is set. */
	setenv("BROWSER", "records", 1);
	op = opener_new(&unset);
	assert_false(opener_needs_terminal(op));
	opener_free(op);
	unsetenv("BROWSER");
}

static void
test_browser_gets_the_address(void **state)
{
	struct opener *op = make("records -a 'b c' %u --end");
	struct err err = { 0 };

	(void)state;
	assert_true(opener_start(op, "https://example.org/x?y='z' $HOME;exit", &err));
	assert_string_equal(told(), "[-a][b c][https://example.org/x?y=%27z%27%20%24HOME;exit][--end]");
	assert_string_equal(failure_of(op), "");
	opener_free(op);
}

static void
test_refused_address_starts_nothing(void **state)
{
	struct opener *op = make("records");
	struct err err = { 0 };
	struct pollfd fds[2];

	(void)state;
	assert_false(opener_start(op, "javascript:alert(1)", &err));
	assert_non_null(strstr(err.text, "only http and https"));
	assert_int_equal(opener_poll_fds(op, fds, 2), 0);
	assert_false(opener_run(op, "file:///etc/passwd", &err));
	opener_free(op);
}

static void
test_failure_is_told_once(void **state)
{
	struct opener *op = make("fails");
	struct err err = { 0 };

	(void)state;
	assert_true(opener_start(op, "http://a.b/", &err));
	assert_string_equal(failure_of(op), "fails ended with 3: [31mno application");
	assert_true(opener_failure(op, &err));
	opener_free(op);
}

static void
test_missing_browser(void **state)
{
	struct opener *op = make("no-such-browser");
	struct err err = { 0 };

	(void)state;
	assert_false(opener_start(op, "http://a.b/", &err));
	assert_non_null(strstr(err.text, "no-such-browser"));
	assert_false(opener_run(op, "http://a.b/", &err));
	opener_free(op);
}

static void
test_long_running_browser(void **state)
{
	struct opener *op = make("waits");
	struct err err = { 0 };
	struct pollfd fds[2];

	(void)state;
	assert_true(opener_start(op, "http://a.b/", &err));
	assert_int_equal(opener_poll_fds(op, fds, 2), 1);
	assert_int_equal(poll(fds, 1, 0), 0);
	assert_true(opener_failure(op, &err));
	/* It goes on when we have gone. */
	opener_free(op);
	int gate = open(inside("gate"), O_WRONLY);
	assert_true(gate >= 0);
	assert_true(file_write_all(gate, "alive\n", 6));
	close(gate);
	assert_string_equal(told(), "alive\n");
}

static void
test_noisy_browser_outlives_us(void **state)
{
	struct opener *op = make("floods");
	struct err err = { 0 };

	(void)state;
	assert_true(opener_start(op, "http://a.b/", &err));
	opener_free(op);
	assert_string_equal(told(), "done\n");
}

static void
test_run_waits(void **state)
{
	struct opener *op = make("second");
	struct err err = { 0 };

	(void)state;
	assert_true(opener_run(op, "http://a.b/", &err));
	opener_free(op);
	make_script("bad", "exit 7");
	op = make("bad");
	assert_false(opener_run(op, "http://a.b/", &err));
	assert_non_null(strstr(err.text, "bad ended with 7"));
	opener_free(op);
	unlink(inside("bad"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_choice_without_setting),
		cmocka_unit_test(test_argv),
		cmocka_unit_test(test_textual),
		cmocka_unit_test(test_needs_terminal),
		cmocka_unit_test(test_browser_gets_the_address),
		cmocka_unit_test(test_refused_address_starts_nothing),
		cmocka_unit_test(test_failure_is_told_once),
		cmocka_unit_test(test_missing_browser),
		cmocka_unit_test(test_long_running_browser),
		cmocka_unit_test(test_noisy_browser_outlives_us),
		cmocka_unit_test(test_run_waits),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
