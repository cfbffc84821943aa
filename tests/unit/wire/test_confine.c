/* SPDX-License-Identifier: ISC */
/* What a confined process can still do, and what it dies of.  Each attempt is
 * made by a child of its own. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/ptrace.h>
#endif

#include <cmocka.h>

#include "base/mem.h"
#include "wire/wire.h"

enum { MANY = 300 * 1000, DONE = 77, PAGE = 4096 };

static int lent = -1;	/* a descriptor that was open before */
static char *page;

static void
try_open(void)
{
	(void)!open("/dev/null", O_RDONLY);
}

static void
try_socket(void)
{
	(void)!socket(AF_INET, SOCK_STREAM, 0);
}

static void
try_fork(void)
{
	if (fork() == 0)
		_exit(0);
}

static void
try_exec(void)
{
	execl("/bin/true", "true", (char *)NULL);
}

static void
try_kill(void)
{
	(void)kill(getppid(), 0);
}

static void
try_unlink(void)
{
	(void)unlink("/nowhere/at/all");
}

static void
try_code(void)
{
	(void)mmap(NULL, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void
try_to_make_code(void)
{
	(void)mprotect(page, PAGE, PROT_READ | PROT_EXEC);
}

static void
try_lent_file(void)
{
	(void)!write(lent, "x", 1);
}

static void
try_to_read_lent_file(void)
{
	char c;

	(void)!read(lent, &c, 1);
}

static void
try_ptrace(void)
{
#ifdef __linux__
	(void)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
#else
	raise(SIGSYS);
#endif
}

static int
backwards(const void *a, const void *b)
{
	return *(const int *)b - *(const int *)a;
}

/* What parsers do: memory in small and large pieces, sorting, the clock, dates. */
static void
work(void)
{
	int *numbers = mem_alloc(MANY * sizeof(*numbers));
	char **small = mem_alloc(MANY * sizeof(*small));
	time_t now = time(NULL);
	struct timespec at;
	struct tm tm;

	for (int i = 0; i < MANY; i++) {
		numbers[i] = i;
		small[i] = mem_strdup("one of many");
	}
	qsort(numbers, MANY, sizeof(*numbers), backwards);
	numbers = mem_realloc(numbers, 8 * MANY, sizeof(*numbers));
	for (int i = 0; i < MANY; i++)
		free(small[i]);
	free(small);
	bool ok = numbers[0] == MANY - 1 && clock_gettime(CLOCK_MONOTONIC, &at) == 0 &&
	    localtime_r(&now, &tm) != NULL && gmtime_r(&now, &tm) != NULL && mktime(&tm) != -1;
	free(numbers);
	fflush(NULL);
	_exit(ok ? DONE : 1);	/* a look for leaks would want files */
}

static void
take_too_much(void)
{
	/* Compilers leave out what nobody looks at. */
	void *volatile p = malloc((size_t)1024 * 1024 * 1024);

	_exit(p == NULL ? DONE : 1);
}

static void
fail_an_assertion(void)
{
	fclose(stderr);
	abort();
}

/* As shells see it. */
static int
status_of(void (*attempt)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (!wire_confine(NULL))
			_exit(99);
		attempt();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static bool
is_filtered(void)
{
	const char *about = wire_confine_about();

	if (strcmp(about, "filtered") == 0)
		return true;
	print_message("system calls: %s\n", about);
	return false;
}

static void
forbidden_calls_kill(void **state)
{
	static const struct {
		const char *what;
		void (*attempt)(void);
	} cases[] = {
		{ "open", try_open }, { "socket", try_socket }, { "fork", try_fork },
		{ "execve", try_exec }, { "ptrace", try_ptrace }, { "kill", try_kill },
		{ "unlink", try_unlink }, { "mmap", try_code }, { "mprotect", try_to_make_code },
		{ "write", try_lent_file }, { "read", try_to_read_lent_file },
	};

	(void)state;
	if (!is_filtered())
		skip();
	for (size_t i = 0; i < COUNT(cases); i++) {
		int status = status_of(cases[i].attempt);

		if (status != 128 + SIGSYS)
			fail_msg("%s: ended with %d", cases[i].what, status);
	}
}

static void
what_parsers_need_works(void **state)
{
	(void)state;
	assert_int_equal(status_of(work), DONE);
	assert_int_equal(status_of(fail_an_assertion), 128 + SIGABRT);
}

static void
memory_has_an_end(void **state)
{
	(void)state;
	if (strstr(wire_confine_about(), "sanitizers") != NULL)
		skip();
	assert_int_equal(status_of(take_too_much), DONE);
}

/* A starter that dies takes a parser with it that hangs: the pipe that only the
 * parser holds comes to its end. */
static void
nobody_is_left_behind(void **state)
{
	int held[2], ready[2];
	char c;

	(void)state;
#ifndef __linux__
	skip();
#endif
	assert_int_equal(pipe(held) | pipe(ready), 0);
	pid_t starter = fork();
	if (starter == 0) {
		if (fork() == 0) {
			(void)!(dup2(ready[1], STDOUT_FILENO) >= 0 && wire_confine(NULL) &&
			    write(STDOUT_FILENO, "r", 1));
			for (;;)
				continue;
		}
		for (;;)
			pause();
	}
	close(held[1]);
	assert_int_equal(read(ready[0], &c, 1), 1);
	kill(starter, SIGKILL);
	assert_int_equal(waitpid(starter, NULL, 0), starter);
	assert_int_equal(poll(&(struct pollfd){ .fd = held[0], .events = POLLIN }, 1, 30000), 1);
	assert_int_equal(read(held[0], &c, 1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forbidden_calls_kill),
		cmocka_unit_test(what_parsers_need_works),
		cmocka_unit_test(memory_has_an_end),
		cmocka_unit_test(nobody_is_left_behind),
	};

	lent = open("/dev/null", O_RDWR);
	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (lent < 0 || page == MAP_FAILED)
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
