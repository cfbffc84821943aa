/* SPDX-License-Identifier: ISC */
/* Several parsers at once.  This program is also the parser: it tells its
 * number, and the document's name says what becomes of it. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/article.h"
#include "wire/wire.h"
#include "wire/wire_pool.h"

enum { WIDTH = 4, MANY = 500 };

static const char *self;

static void
handle(const struct wire_document *doc, struct wire_answer *to)
{
	static int handled;
	struct article art;
	char number[32];

	handled++;
	if (strcmp(doc->name, "die") == 0) {
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	}
	if (strcmp(doc->name, "hang") == 0)
		for (;;)
			continue;
	if (strcmp(doc->name, "killed") == 0 || (strcmp(doc->name, "killed once") == 0 && handled > 1))
		raise(SIGKILL);
	snprintf(number, sizeof(number), "%ld", (long)getpid());
	article_init(&art);
	art.guid = number;
	art.title = doc->name;
	wire_answer_article(to, &art);
	wire_answer_article(to, &art);
}

struct outcome {
	int articles, ends, died;
	long process;
	char why[160];
};

static void
take(struct outcome *all, const struct wire_event *e)
{
	static const struct outcome *inside;
	struct outcome *one = &all[e->tag];

	/* What two parsers say does not mix. */
	assert_true(inside == NULL || inside == one);
	inside = e->kind != WIRE_END ? one : NULL;
	assert_int_equal(one->ends, 0);		/* nothing comes after the end */
	if (e->kind == WIRE_ARTICLE) {
		one->articles++;
		one->process = atol(e->art.guid);
	} else if (e->kind == WIRE_DAMAGE) {
		snprintf(one->why, sizeof(one->why), "%s", e->message);
	} else if (e->kind == WIRE_END) {
		one->ends++;
		one->died += e->died;
	}
}

static void
run(struct wire_pool *pool, struct outcome *all)
{
	struct pollfd fds[WIRE_POOL_FDS];
	struct arena a = { 0 };
	struct wire_event event;
	struct err err = { 0 };

	while (wire_pool_pending(pool) > 0) {
		poll(fds, (nfds_t)wire_pool_poll_fds(pool, fds), wire_pool_poll_timeout(pool));
		assert_true(wire_pool_turn(pool, &err));
		while (wire_pool_next(pool, &a, &event))
			take(all, &event);
		arena_reset(&a);
	}
	arena_done(&a);
}

static void
send(struct wire_pool *pool, const char *name, uint64_t tag)
{
	struct wire_document doc = { .kind = "", .base = "", .name = name, .bytes = "" };

	wire_pool_send(pool, &doc, tag);
}

static size_t
count_processes(const struct outcome *all, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		bool seen = false;
		for (size_t k = 0; k < i; k++)
			seen = seen || all[k].process == all[i].process;
		count += !seen;
	}
	return count;
}

static void
as_many_processes_as_there_is_work_for(void **state)
{
	static const struct {
		size_t width, documents, processes;
	} cases[] = { { WIDTH, 1, 1 }, { WIDTH, 2, 2 }, { WIDTH, 3, 3 }, { WIDTH, 40, WIDTH }, { 1, 40, 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct wire_pool *pool = wire_pool_new(self, cases[i].width);
		struct outcome all[40] = { 0 };

		for (size_t k = 0; k < cases[i].documents; k++)
			send(pool, "fine", k);
		run(pool, all);
		assert_int_equal(count_processes(all, cases[i].documents), cases[i].processes);
		wire_pool_free(pool);
	}
	struct wire_pool *pool = wire_pool_new(self, 0);
	assert_in_range(wire_pool_width(pool), 1, WIRE_POOL_MAX);
	wire_pool_free(pool);
}

/* One after the other they need no second process. */
static void
one_at_a_time_takes_one_process(void **state)
{
	struct wire_pool *pool = wire_pool_new(self, WIDTH);
	struct outcome all[10] = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		send(pool, "fine", i);
		run(pool, all);
	}
	assert_int_equal(count_processes(all, COUNT(all)), 1);
	wire_pool_free(pool);
}

/* Every document ends once, and only the bad ones badly. */
static void
each_pays_for_itself(void **state)
{
	static const struct {
		const char *name, *why;
	} bad[] = {
		{ "die", "signal 11" },
		{ "hang", "took longer than 0.3 s" },
		{ "killed", "killed from outside, twice" },
	};
	struct wire_pool *pool = wire_pool_new(self, WIDTH);
	struct outcome *all = mem_alloc(MANY * sizeof(*all));

	(void)state;
	wire_pool_set_limit(pool, 300);
	for (size_t i = 0; i < MANY; i++) {
		const char *good = i % 100 == 50 ? "killed once" : "fine";
		send(pool, i % 100 < COUNT(bad) ? bad[i % 100].name : good, i);
	}
	run(pool, all);
	for (size_t i = 0; i < MANY; i++) {
		bool is_bad = i % 100 < COUNT(bad);
		assert_int_equal(all[i].ends, 1);
		assert_int_equal(all[i].died, is_bad);
		assert_int_equal(all[i].articles, is_bad ? 0 : 2);
		if (is_bad)
			assert_non_null(strstr(all[i].why, bad[i % 100].why));
	}
	free(all);
	wire_pool_free(pool);
}

/* A parser that somebody ends while it waits is no document's fault. */
static void
killed_while_idle(void **state)
{
	struct wire_pool *pool = wire_pool_new(self, 1);
	struct outcome all[2] = { 0 };
	siginfo_t info;

	(void)state;
	send(pool, "fine", 0);
	run(pool, all);
	assert_int_equal(kill((pid_t)all[0].process, SIGTERM), 0);
	assert_int_equal(waitid(P_PID, (id_t)all[0].process, &info, WEXITED | WNOWAIT), 0);
	send(pool, "fine", 1);
	run(pool, all);
	assert_int_equal(all[1].articles, 2);
	assert_int_equal(all[1].died, 0);
	assert_int_not_equal(all[1].process, all[0].process);
	wire_pool_free(pool);
}

static void
what_waits_has_a_limit(void **state)
{
	enum { LARGE = 5 * 1024 * 1024 };
	struct wire_pool *pool = wire_pool_new(self, 2);
	struct outcome *all = mem_alloc(10000 * sizeof(*all));
	char *bytes = mem_alloc(LARGE);
	size_t n = 0;
	struct wire_document large = { .kind = "", .base = "", .name = "large", .bytes = bytes, .n = LARGE };

	(void)state;
	assert_false(wire_pool_is_full(pool));
	wire_pool_send(pool, &large, n++);
	assert_true(wire_pool_is_full(pool));
	run(pool, all);
	assert_false(wire_pool_is_full(pool));
	while (!wire_pool_is_full(pool) && n < 10000)
		send(pool, "fine", n++);
	assert_in_range(n, 100, 1000);
	run(pool, all);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(all[i].ends, 1);
	free(bytes);
	free(all);
	wire_pool_free(pool);
}

static void
a_missing_parser_is_said(void **state)
{
	struct wire_pool *pool = wire_pool_new("/nonexistent/dateline-parse", 2);
	struct err err = { 0 };

	(void)state;
	assert_true(wire_pool_turn(pool, &err));
	send(pool, "fine", 0);
	assert_false(wire_pool_turn(pool, &err));
	assert_non_null(strstr(err.text, "dateline-parse"));
	wire_pool_free(pool);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_many_processes_as_there_is_work_for),
		cmocka_unit_test(one_at_a_time_takes_one_process),
		cmocka_unit_test(each_pays_for_itself),
		cmocka_unit_test(killed_while_idle),
		cmocka_unit_test(what_waits_has_a_limit),
		cmocka_unit_test(a_missing_parser_is_said),
	};

	(void)argc;
	if (getenv("DATELINE_TEST_PARSER") != NULL)
		return !wire_confine(NULL) || !wire_serve(STDIN_FILENO, STDOUT_FILENO, handle, NULL);
	setenv("DATELINE_TEST_PARSER", "1", 1);
	self = argv[0];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
