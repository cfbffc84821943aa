/* SPDX-License-Identifier: ISC */
/* Other programs: started by argv, their end known, and the user's command
 * line split as a shell would, without being one. */
#include "base/process.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"

#define SH(script) (char *[]){ "sh", "-c", script, NULL }

static void
read_all(int fd, char *out, size_t size)
{
	size_t n = 0;
	ssize_t got;

	while (n + 1 < size && (got = read(fd, out + n, size - 1 - n)) > 0)
		n += (size_t)got;
	out[n] = '\0';
}

static void
its_end_is_told_as_shells_do(void **state)
{
	static const struct { const char *script; int status; } cases[] = {
		{ "exit 0", 0 }, { "exit 7", 7 }, { "exit 255", 255 },
		{ "kill -TERM $$", 128 + SIGTERM }, { "kill -KILL $$", 128 + SIGKILL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct process p;
		struct err err = { 0 };
		char *argv[] = { "sh", "-c", (char *)(uintptr_t)cases[i].script, NULL };

		assert_true(process_start(&p, argv, PROCESS_QUIET, &err));
		assert_int_equal(process_wait(&p), cases[i].status);
		assert_int_equal(p.pid, 0);
		assert_int_equal(process_wait(&p), 0);
	}
}

static void
what_cannot_run_is_said_at_once(void **state)
{
	static const struct { const char *program, *text; } cases[] = {
		{ "no-such-program-anywhere", "cannot run no-such-program-anywhere: not found" },
		{ "/no/such/program", "cannot run /no/such/program: not found" },
		{ "/", "cannot run /: Permission denied" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct process p;
		struct err err = { 0 };
		char *argv[] = { (char *)(uintptr_t)cases[i].program, NULL };

		assert_false(process_start(&p, argv, PROCESS_IN | PROCESS_OUT | PROCESS_ERRORS, &err));
		assert_string_equal(err.text, cases[i].text);
		assert_int_equal(p.pid, 0);
		assert_int_equal(p.in, -1);
		assert_int_equal(p.out, -1);
	}
}

static void
pipes_lead_where_they_should(void **state)
{
	struct process p;
	struct err err = { 0 };
	char out[64], errors[64];

	(void)state;
	assert_true(process_start(&p, SH("read x; echo \"out $x\"; echo \"err $x\" >&2"),
	    PROCESS_IN | PROCESS_OUT | PROCESS_ERRORS, &err));
	assert_int_equal(write(p.in, "word\n", 5), 5);
	close(p.in);
	p.in = -1;
	read_all(p.out, out, sizeof(out));
	read_all(p.errors, errors, sizeof(errors));
	assert_string_equal(out, "out word\n");
	assert_string_equal(errors, "err word\n");
	process_close(&p);
	assert_int_equal(process_wait(&p), 0);
}

static void
without_a_pipe_there_is_nothing(void **state)
{
	struct process p;
	struct err err = { 0 };
	char out[64];

	(void)state;
	assert_true(process_start(&p, SH("cat; echo ok; echo lost >&2"), PROCESS_OUT | PROCESS_QUIET, &err));
	assert_int_equal(p.in, -1);
	assert_int_equal(p.errors, -1);
	read_all(p.out, out, sizeof(out));
	assert_string_equal(out, "ok\n");
	process_close(&p);
	assert_int_equal(process_wait(&p), 0);
}

/* Arguments arrive as they are: nothing is expanded, nothing is run. */
static void
arguments_are_only_text(void **state)
{
	static char hostile[] = "$(echo x) `id` \"';|&<>* \\n";
	char *argv[] = { "printf", "%s|%s", hostile, "", NULL };
	struct process p;
	struct err err = { 0 };
	char out[128];

	(void)state;
	assert_true(process_start(&p, argv, PROCESS_OUT, &err));
	read_all(p.out, out, sizeof(out));
	assert_string_equal(out, "$(echo x) `id` \"';|&<>* \\n|");
	process_close(&p);
	assert_int_equal(process_wait(&p), 0);
}

static void
our_descriptors_stay_ours(void **state)
{
	struct process first, second;
	struct err err = { 0 };

	(void)state;
	/* Were the write end of the first inherited, its cat would never end. */
	assert_true(process_start(&first, (char *[]){ "cat", NULL }, PROCESS_IN, &err));
	assert_true(process_start(&second, (char *[]){ "cat", NULL }, PROCESS_IN, &err));
	process_close(&first);
	assert_int_equal(process_wait(&first), 0);
	process_close(&second);
	assert_int_equal(process_wait(&second), 0);
}

static void
ended_does_not_wait(void **state)
{
	struct process p;
	struct err err = { 0 };
	int status = -1;

	(void)state;
	assert_true(process_start(&p, SH("read x; exit 3"), PROCESS_IN | PROCESS_OUT, &err));
	assert_false(process_ended(&p, &status));
	close(p.in);
	p.in = -1;
	char rest[8];
	read_all(p.out, rest, sizeof(rest));
	while (!process_ended(&p, &status))
		continue;
	assert_int_equal(status, 3);
	assert_true(process_ended(&p, &status));
	process_close(&p);
}

static void
a_session_of_its_own(void **state)
{
	struct process p;
	struct err err = { 0 };

	(void)state;
	assert_true(process_start(&p, (char *[]){ "cat", NULL }, PROCESS_IN | PROCESS_SESSION, &err));
	assert_int_equal(getsid(p.pid), p.pid);
	process_close(&p);
	assert_int_equal(process_wait(&p), 0);
}

/* Signals that we ignore must not be ignored in what we start. */
static void
signals_start_afresh(void **state)
{
	struct process p;
	struct err err = { 0 };
	void (*old)(int) = signal(SIGPIPE, SIG_IGN);
	sigset_t term, was;

	(void)state;
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, &was);
	assert_true(process_start(&p, SH("kill -PIPE $$; exit 1"), 0, &err));
	assert_int_equal(process_wait(&p), 128 + SIGPIPE);
	assert_true(process_start(&p, SH("kill -TERM $$; exit 1"), 0, &err));
	assert_int_equal(process_wait(&p), 128 + SIGTERM);
	sigprocmask(SIG_SETMASK, &was, NULL);
	signal(SIGPIPE, old);
}

static void
lines_become_words(void **state)
{
	static const struct { const char *line; size_t count; const char *words[4]; } cases[] = {
		{ "firefox", 1, { "firefox" } },
		{ "  firefox\t--new-tab  %u ", 3, { "firefox", "--new-tab", "%u" } },
		{ "a 'b c' d", 3, { "a", "b c", "d" } },
		{ "a \"b c\" d", 3, { "a", "b c", "d" } },
		{ "a b\\ c", 2, { "a", "b c" } },
		{ "a '' \"\"", 3, { "a", "", "" } },
		{ "a'b'\"c\"d", 1, { "abcd" } },
		{ "'it'\\''s'", 1, { "it's" } },
		{ "\"say \\\"hi\\\"\"", 1, { "say \"hi\"" } },
		{ "\"a\\\\b\"", 1, { "a\\b" } },
		{ "'a\\b'", 1, { "a\\b" } },
		{ "\"it's\" 'say \"hi\"'", 2, { "it's", "say \"hi\"" } },
		{ "a $HOME ~ *", 4, { "a", "$HOME", "~", "*" } },
		{ "a;b|c&", 1, { "a;b|c&" } },
		{ "a\\", 1, { "a\\" } },
		{ "\"\\$x\" \"\\n\"", 2, { "$x", "\\n" } },
		{ "caf\xC3\xA9 x", 2, { "caf\xC3\xA9", "x" } },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };
		size_t count = 0;
		char **words = process_split(&a, cases[i].line, &count, &err);

		assert_non_null(words);
		if (count != cases[i].count)
			fail_msg("%s: %zu words, not %zu", cases[i].line, count, cases[i].count);
		for (size_t k = 0; k < count; k++)
			assert_string_equal(words[k], cases[i].words[k]);
		assert_null(words[count]);
	}
	assert_string_equal(process_split(&a, "a b", NULL, NULL)[1], "b");
	assert_null(process_split(&a, "'", NULL, NULL));
	arena_done(&a);
}

static void
lines_that_are_none(void **state)
{
	static const struct { const char *line, *text; } cases[] = {
		{ "", "the command is empty" },
		{ " \t ", "the command is empty" },
		{ "a 'b", "the quotation mark ' is never closed" },
		{ "a \"b c", "the quotation mark \" is never closed" },
		{ "a \"b\\\"", "the quotation mark \" is never closed" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };
		size_t count;

		assert_null(process_split(&a, cases[i].line, &count, &err));
		assert_string_equal(err.text, cases[i].text);
	}
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_end_is_told_as_shells_do),
		cmocka_unit_test(what_cannot_run_is_said_at_once),
		cmocka_unit_test(pipes_lead_where_they_should),
		cmocka_unit_test(without_a_pipe_there_is_nothing),
		cmocka_unit_test(arguments_are_only_text),
		cmocka_unit_test(our_descriptors_stay_ours),
		cmocka_unit_test(ended_does_not_wait),
		cmocka_unit_test(a_session_of_its_own),
		cmocka_unit_test(signals_start_afresh),
		cmocka_unit_test(lines_become_words),
		cmocka_unit_test(lines_that_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
