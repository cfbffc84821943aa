/* SPDX-License-Identifier: ISC */
/* What a parser gives up before it sees the first byte from outside: memory,
 * files, processes, time, then every system call but the few that are needed to
 * read, compute and answer.  The limits are a must; the filter is taken where
 * libseccomp and the kernel give it, and whoever wants to know asks
 * wire_confine_about().  Whatever a library opens lazily (time zones, tables of
 * converters) must be open before: afterwards it is death. */
#include <config.h>
#undef _GNU_SOURCE	/* with it the numbers of limits are no int */

#include "wire/wire.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

#include "base/err.h"
#include "base/mapped.h"
#include "base/mem.h"
#include "wire/wire_parser.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum {
	STANDARD_FILES = 3,
	CPU_SECONDS = 60 * 60	/* of all its documents; each has its own limit from outside */
};

static bool filtered;

static bool
set_limits(struct err *err)
{
	/* Sanitizers reserve terabytes of addresses, and look for leaks from a
	 * process of their own. */
	static const struct {
		int what;
		rlim_t most;
		const char *name;
	} limits[] = {
		{ RLIMIT_AS, SANITIZED ? RLIM_INFINITY : WIRE_MEMORY_MAX, "memory" },
		{ RLIMIT_FSIZE, 0, "size of files" },
		{ RLIMIT_NOFILE, SANITIZED ? RLIM_INFINITY : STANDARD_FILES, "number of files" },
		{ RLIMIT_NPROC, SANITIZED ? RLIM_INFINITY : 0, "number of processes" },
		{ RLIMIT_CPU, CPU_SECONDS, "time" },
		{ RLIMIT_CORE, 0, "size of core dumps" },
	};

	size_t mapped;

	(void)mapped_bytes(&mapped);
	for (size_t i = 0; i < COUNT(limits); i++) {
		struct rlimit limit = { limits[i].most, limits[i].most }, now;

		if (limits[i].most == RLIM_INFINITY)
			continue;
		/* A file takes addresses, not memory. */
		if (limits[i].what == RLIMIT_AS)
			limit.rlim_cur = limit.rlim_max = WIRE_MEMORY_MAX + mapped;
		/* Somebody may have been stricter already. */
		if (getrlimit(limits[i].what, &now) == 0 && now.rlim_max < limit.rlim_max)
			limit.rlim_cur = limit.rlim_max = now.rlim_max;
		if (setrlimit(limits[i].what, &limit) != 0)
			return err_set(err, "cannot limit the %s of the parser: %s", limits[i].name,
			    strerror(errno));
	}
	return true;
}

static int
compare_bytes(const void *a, const void *b)
{
	return *(const char *)a - *(const char *)b;
}

/* What the C library reads from files at first use. */
static void
prepare(void)
{
	char bytes[4096] = { 0 };

	/* Named, the zone is read once; without a name at every use. */
	(void)setenv("TZ", ":/etc/localtime", 0);
	tzset();
	/* Sorting of more than 1 KiB may ask how much memory there is. */
	qsort(bytes, sizeof(bytes), 1, compare_bytes);
}

/* It ends with its starter, hands out nothing of its memory, and gains no
 * rights by anything. */
static void
bind_process(void)
{
#ifdef __linux__
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (!SANITIZED)
		(void)prctl(PR_SET_DUMPABLE, 0);
#endif
}

#if defined(HAVE_SECCOMP) && !SANITIZED
/* clang-format off */
static const struct {
	int call;
	unsigned checks;	/* of the one argument that matters, 0 or 1 */
	struct scmp_arg_cmp check;
} allowed[] = {
	{ SCMP_SYS(read),   1, { 0, SCMP_CMP_EQ, STDIN_FILENO, 0 } },
	{ SCMP_SYS(write),  1, { 0, SCMP_CMP_LE, STDERR_FILENO, 0 } },
	{ SCMP_SYS(writev), 1, { 0, SCMP_CMP_LE, STDERR_FILENO, 0 } },
	{ SCMP_SYS(mmap),     1, { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 } },
	{ SCMP_SYS(mmap2),    1, { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 } },
	{ SCMP_SYS(mprotect), 1, { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 } },
	{ .call = SCMP_SYS(munmap) },
	{ .call = SCMP_SYS(mremap) },
	{ .call = SCMP_SYS(madvise) },
	{ .call = SCMP_SYS(brk) },
	{ .call = SCMP_SYS(sysinfo) },
	{ .call = SCMP_SYS(exit) },
	{ .call = SCMP_SYS(exit_group) },
	{ .call = SCMP_SYS(close) },
	{ .call = SCMP_SYS(fstat) },
	{ .call = SCMP_SYS(fstat64) },
	{ .call = SCMP_SYS(lseek) },
	{ .call = SCMP_SYS(_llseek) },
	{ .call = SCMP_SYS(clock_gettime) },
	{ .call = SCMP_SYS(clock_gettime64) },
	{ .call = SCMP_SYS(gettimeofday) },
	{ .call = SCMP_SYS(time) },
	{ .call = SCMP_SYS(futex) },
	{ .call = SCMP_SYS(futex_time64) },
	{ .call = SCMP_SYS(getrandom) },
	{ .call = SCMP_SYS(restart_syscall) },
	/* an assertion that fails says so and raises SIGABRT */
	{ .call = SCMP_SYS(getpid) },
	{ .call = SCMP_SYS(gettid) },
	{ .call = SCMP_SYS(rt_sigaction) },
	{ .call = SCMP_SYS(rt_sigprocmask) },
	{ .call = SCMP_SYS(rt_sigreturn) },
	{ .call = SCMP_SYS(sigreturn) },
	{ .call = SCMP_SYS(sigaltstack) },
};
/* clang-format on */

static bool
allow(scmp_filter_ctx filter)
{
	struct scmp_arg_cmp itself = { 0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0 };

	for (size_t i = 0; i < COUNT(allowed); i++)
		if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, allowed[i].call, allowed[i].checks,
		    &allowed[i].check) != 0)
			return false;
	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &itself) == 0 &&
	    seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tkill), 1, &itself) == 0;
}

/* Containers and kernels may refuse: then there are the limits alone. */
static void
filter_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);

	if (filter == NULL)
		return;
	(void)seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	filtered = allow(filter) && seccomp_load(filter) == 0;
	seccomp_release(filter);
}
#else
static void
filter_calls(void)
{
#ifdef __OpenBSD__
	filtered = pledge("stdio", NULL) == 0;
#endif
}
#endif

bool
wire_confine(struct err *err)
{
	prepare();
	if (!set_limits(err))
		return false;
	bind_process();
	filter_calls();
	return true;
}

const char *
wire_confine_about(void)
{
	int status = 0;

	if (SANITIZED)
		return "not filtered (built with sanitizers)";
	pid_t pid = fork();
	if (pid == 0)
		_exit(wire_confine(NULL) && filtered ? 0 : 1);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (pid > 0 && status == 0)
		return "filtered";
#ifdef HAVE_SECCOMP
	return "not filtered (the system refuses it)";
#else
	return "not filtered (built without libseccomp)";
#endif
}
