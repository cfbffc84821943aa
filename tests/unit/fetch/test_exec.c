/* SPDX-License-Identifier: ISC */
/* Commands as sources and as filters: what they write, how they fail. */
#include "fetch/exec.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

static bool
run(const char *line, const struct buf *input, const struct exec_limits *limits, struct buf *out,
    struct err *err)
{
	struct exec *x = exec_start(line, input != NULL ? buf_str(input) : NULL, input != NULL ? input->n : 0,
	    limits, err);

	*out = (struct buf){ 0 };
	if (x == NULL)
		return false;
	while (!exec_turn(x)) {
		struct pollfd fds[EXEC_FDS];
		size_t n = exec_fds(x, fds);

		assert_true(poll(fds, (nfds_t)n, exec_wait_ms(x)) >= 0);
	}
	assert_true(exec_turn(x));
	bool ok = exec_result(x, out, err);
	exec_free(x);
	return ok;
}

static void
its_end_decides(void **state)
{
	static const struct { const char *line, *out, *error; } cases[] = {
		{ "printf '<rss>%s</rss>' 'a b'", "<rss>a b</rss>", NULL },
		{ "echo $HOME ; `id` | cat", "$HOME ; `id` | cat\n", NULL },	/* no shell looks at it */
		{ "sh -c 'echo cut; exit 3'", "cut\n", "sh failed with exit status 3" },
		{ "sh -c 'echo no luck >&2; echo more >&2; exit 1'", "",
		  "sh failed with exit status 1: no luck" },
		{ "sh -c 'printf \"\\033[31mred\" >&2; exit 1'", "",
		  "sh failed with exit status 1: [31mred" },
		{ "sh -c 'kill -9 $$'", "", "sh was ended by signal 9" },
		{ "sh -c 'echo fine; echo warning >&2'", "fine\n", NULL },
		{ "true", "", "true wrote nothing" },
		{ "/nonexistent/program x", "", "cannot run /nonexistent/program: not found" },
		{ "echo 'unclosed", "", "the quotation mark ' is never closed" },
		{ "", "", "the command is empty" },
		{ "cat", "", "cat wrote nothing" },		/* its input is empty, not ours */
		{ "sh -c 'echo out; exec >&-; sleep 0.1; exit 4'", "out\n", "sh failed with exit status 4" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };
		struct buf out;
		bool ok = run(cases[i].line, NULL, NULL, &out, &err);

		if (ok != (cases[i].error == NULL) || strcmp(buf_str(&out), cases[i].out) != 0)
			fail_msg("%s: \"%s\", %s", cases[i].line, buf_str(&out), err.text);
		if (cases[i].error != NULL)
			assert_string_equal(err.text, cases[i].error);
		buf_done(&out);
	}
}

static void
filters_of_any_size_do_not_jam(void **state)
{
	struct buf in = { 0 }, out;
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < 300000; i++)
		buf_printf(&in, "line %d\n", i);
	if (!run("cat", &in, NULL, &out, &err))
		fail_msg("%s", err.text);
	assert_int_equal(out.n, in.n);
	assert_memory_equal(out.p, in.p, in.n);
	buf_done(&out);
	/* One that reads a part of it only. */
	if (!run("head -n 1", &in, NULL, &out, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&out), "line 0\n");
	buf_done(&out);
	buf_reset(&in);
	assert_false(run("cat", &in, NULL, &out, &err));
	assert_string_equal(err.text, "cat wrote nothing");
	buf_done(&in);
	buf_done(&out);
}

static void
limits_end_it_and_its_children(void **state)
{
	struct exec_limits time = { .total_ms = 300 }, size = { .bytes_max = 1000 };
	struct err err = { 0 };
	struct buf out;
	int64_t before = date_clock_ms();

	(void)state;
	assert_false(run("sh -c 'sleep 60 & echo $!; wait'", NULL, &time, &out, &err));
	assert_string_equal(err.text, "sh took longer than 0.3 s");
	pid_t child = (pid_t)atoi(buf_str(&out));
	assert_true(child > 1);
	/* The dead child may be a zombie for the moment that its new parent needs. */
	for (int i = 0; i < 100 && kill(child, 0) == 0; i++)
		usleep(20000);
	assert_true(kill(child, 0) != 0 && errno == ESRCH);
	buf_done(&out);
	/* Its end is not enough while a child holds on to the output. */
	assert_false(run("sh -c 'echo part; sleep 60 &'", NULL, &time, &out, &err));
	assert_string_equal(buf_str(&out), "part\n");
	buf_done(&out);
	assert_false(run("yes", NULL, &size, &out, &err));
	assert_string_equal(err.text, "yes wrote more than 1000 bytes");
	assert_int_equal(out.n, 1000);
	buf_done(&out);
	/* Without end on its stderr, which nobody keeps. */
	assert_false(run("sh -c 'yes >&2'", NULL, &time, &out, &err));
	assert_string_equal(err.text, "sh took longer than 0.3 s");
	buf_done(&out);
	assert_true(date_clock_ms() - before < 20000);
}

static void
it_may_be_given_up(void **state)
{
	struct err err = { 0 };
	struct exec *x = exec_start("sleep 60", NULL, 0, NULL, &err);

	(void)state;
	assert_non_null(x);
	assert_false(exec_turn(x));
	assert_in_range(exec_wait_ms(x), 20000, 30000);
	exec_free(x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_end_decides),
		cmocka_unit_test(filters_of_any_size_do_not_jam),
		cmocka_unit_test(limits_end_it_and_its_children),
		cmocka_unit_test(it_may_be_given_up),
	};

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
