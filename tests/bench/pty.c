/* SPDX-License-Identifier: ISC */
/* pty [-m MARK] [-o MARK=KEYS] [-k NAME:COUNT:KEYS | -s NAME:MARK:KEYS]... [-t SECONDS] [-r SEED]
 *     PROGRAM ARG...
 *
 * Runs a program in a terminal of 40 by 120 and measures what its user would
 * see: milliseconds from its start to the first byte, to the MARK, and to the
 * end of the first whole picture (MARK has come, and then nothing for 30 ms);
 * then for each key of each -k the time to the first byte of the answer and to
 * the last before 15 ms of quiet, and the bytes until the next key.  A -k named
 * "-" is only pressed.  -s presses KEYS all at once and takes the time until its
 * MARK has come.  -o presses KEYS when its MARK has come: for programs that do not
 * open on the list.
 *
 * Keys come 0 to 60 ms after the last redraw, never at a fixed distance: a
 * program that polls would otherwise always be met at the same point of its
 * round. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

enum { LINES = 40, COLUMNS = 120, PHASES = 12, PICTURE_QUIET = 30, KEY_QUIET = 15, PAUSE_US = 60000 };
enum { FIRST_ANSWER = 3000 };

struct phase {
	const char *name;
	char *keys;
	size_t count;
	const char *mark;		/* to be waited for; NULL: none */
};

struct sample {
	double first, last;		/* ms from the key */
	double bytes;
};

struct timer {
	const char *mark, *opener, *opener_keys;
	struct phase phases[PHASES];
	size_t nphases;
	double limit;			/* ms for the first picture */
	uint64_t random;
	char **argv;
	int fd;
	pid_t pid;
	double start;
	size_t bytes;			/* received since the last key */
	double first, last;		/* time of the first and last of them */
	struct buf seen;		/* what was received before the first picture */
	bool keep;			/* whether to */
	bool ended;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
end_with(struct timer *t, const char *what)
{
	fprintf(stderr, "pty: %s: %s\n", t->argv[0], what);
	if (t->pid > 0)
		kill(t->pid, SIGKILL);
	exit(1);
}

static void
become_program(struct timer *t, const char *terminal)
{
	struct winsize size = { .ws_row = LINES, .ws_col = COLUMNS };

	setsid();
	int fd = open(terminal, O_RDWR);
	if (fd < 0)
		_exit(126);
#ifdef TIOCSCTTY
	ioctl(fd, TIOCSCTTY, 0);
#endif
	ioctl(fd, TIOCSWINSZ, &size);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (fd > 2)
		close(fd);
	close(t->fd);
	setenv("TERM", "xterm-256color", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	execvp(t->argv[0], t->argv);
	_exit(127);
}

static void
start(struct timer *t)
{
	t->fd = posix_openpt(O_RDWR | O_NOCTTY);
	if (t->fd < 0 || grantpt(t->fd) != 0 || unlockpt(t->fd) != 0)
		end_with(t, "no pseudo-terminal");
	const char *terminal = ptsname(t->fd);
	/* Held until the program has it, or a read might meet a closed end first. */
	int held = open(terminal, O_RDWR | O_NOCTTY);
	t->start = now();
	t->pid = fork();
	if (t->pid < 0)
		end_with(t, strerror(errno));
	if (t->pid == 0)
		become_program(t, terminal);
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	poll(&p, 1, 1000);
	if (held >= 0)
		close(held);
}

/* Waits at most MS for more; true if something came. */
static bool
receive(struct timer *t, double ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	char bytes[65536];

	if (t->ended || ms <= 0 || poll(&p, 1, (int)(ms + 0.999)) <= 0)
		return false;
	double at = now();
	ssize_t n = read(t->fd, bytes, sizeof(bytes));
	if (n <= 0) {
		t->ended = true;
		return false;
	}
	if (t->bytes == 0)
		t->first = at;
	t->bytes += (size_t)n;
	t->last = at;
	if (t->keep)
		buf_add(&t->seen, bytes, (size_t)n);
	return true;
}

static void
press(struct timer *t, const char *keys)
{
	t->bytes = 0;
	if (write(t->fd, keys, strlen(keys)) < 0)
		end_with(t, "takes no keys");
}

static bool
contains(const struct buf *b, const char *mark)
{
	size_t n = strlen(mark);

	for (size_t i = 0; n > 0 && i + n <= b->n; i++)
		if (b->p[i] == mark[0] && memcmp(b->p + i, mark, n) == 0)
			return true;
	return n == 0 && b->n > 0;
}

/* Gives the time at which MARK was seen. */
static double
wait_for(struct timer *t, const char *mark)
{
	double end = t->start + t->limit;

	while (!contains(&t->seen, mark)) {
		if (!receive(t, end - now()) && (t->ended || now() >= end))
			end_with(t, t->ended ? "ended before it showed its list" : "did not show its list");
	}
	return t->last;
}

static void
print_memory(const struct timer *t, const char *name)
{
	char path[64], line[256];
	long kb;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)t->pid);
	FILE *f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "VmHWM: %ld", &kb) == 1)
			printf(" %s=%ld", name, kb);
	if (f != NULL)
		fclose(f);
}

static void
measure_start(struct timer *t)
{
	t->keep = true;
	if (t->opener != NULL) {
		wait_for(t, t->opener);
		while (receive(t, KEY_QUIET))
			;
	}
	double first = t->first;
	if (t->opener != NULL) {
		buf_reset(&t->seen);
		press(t, t->opener_keys);
	}
	double mark = wait_for(t, t->mark);
	while (receive(t, PICTURE_QUIET))
		;
	if (t->opener == NULL)
		first = t->first;
	printf("first=%.3f mark=%.3f full=%.3f start_bytes=%zu", first - t->start, mark - t->start,
	    t->last - t->start, t->seen.n);
	t->keep = false;
	print_memory(t, "memory");
}

static double
random_pause(struct timer *t)
{
	t->random ^= t->random << 13;
	t->random ^= t->random >> 7;
	t->random ^= t->random << 17;
	return (double)(t->random % PAUSE_US) / 1e3;
}

/* Lets a random while pass; what still comes belongs to the last key. */
static void
pause_a_while(struct timer *t)
{
	double end = now() + random_pause(t);
	double left;

	while ((left = end - now()) > 0 && !t->ended) {
		if (left > 1) {
			receive(t, left);
		} else {
			struct timespec rest = { .tv_nsec = (long)(left * 1e6) };

			nanosleep(&rest, NULL);
		}
	}
	receive(t, 0.001);
}

static bool
press_and_measure(struct timer *t, const char *keys, struct sample *out)
{
	double at = now();

	press(t, keys);
	if (!receive(t, FIRST_ANSWER)) {
		pause_a_while(t);
		return false;
	}
	while (receive(t, KEY_QUIET))
		;
	*out = (struct sample){ .first = t->first - at, .last = t->last - at };
	pause_a_while(t);
	out->bytes = (double)t->bytes;
	return true;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* The value below which PER MILLE of them are; VALUES is put into order. */
static double
quantile(double *values, size_t n, size_t per_mille)
{
	if (n == 0)
		return 0;
	qsort(values, n, sizeof(*values), compare);
	return values[(n - 1) * per_mille / 1000];
}

static void
print_phase(const struct phase *phase, const struct sample *samples, size_t n)
{
	double *values = mem_alloc((n + 1) * sizeof(*values));

	for (size_t i = 0; i < n; i++)
		values[i] = samples[i].first;
	printf(" %s_first=%.3f", phase->name, quantile(values, n, 500));
	for (size_t i = 0; i < n; i++)
		values[i] = samples[i].last;
	printf(" %s=%.3f %s_p90=%.3f", phase->name, quantile(values, n, 500), phase->name,
	    quantile(values, n, 900));
	for (size_t i = 0; i < n; i++)
		values[i] = samples[i].bytes;
	printf(" %s_bytes=%.0f", phase->name, quantile(values, n, 500));
	free(values);
}

/* From the keys to the mark. */
static void
measure_mark(struct timer *t, const struct phase *phase)
{
	pause_a_while(t);
	buf_reset(&t->seen);
	t->keep = true;
	double at = now(), end = at + t->limit;
	press(t, phase->keys);
	while (!contains(&t->seen, phase->mark))
		if (!receive(t, end - now()) && (t->ended || now() >= end))
			end_with(t, "did not find the mark");
	printf(" %s=%.3f", phase->name, t->last - at);
	t->keep = false;
}

static void
measure_phase(struct timer *t, const struct phase *phase)
{
	struct sample *samples = mem_alloc((phase->count + 1) * sizeof(*samples));
	size_t n = 0;

	pause_a_while(t);
	for (size_t i = 0; i < phase->count && !t->ended; i++)
		n += press_and_measure(t, phase->keys, &samples[n]);
	if (t->ended)
		end_with(t, "ended too early");
	if (strcmp(phase->name, "-") != 0 && n > 0)
		print_phase(phase, samples, n);
	free(samples);
}

static void
stop(struct timer *t)
{
	double end = now() + 2000;

	kill(t->pid, SIGTERM);
	while (now() < end && waitpid(t->pid, NULL, WNOHANG) == 0)
		if (!receive(t, 20))
			nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	kill(t->pid, SIGKILL);
	waitpid(t->pid, NULL, 0);
}

static bool
take_phase(struct timer *t, char *text, bool waits)
{
	char *count = strchr(text, ':');
	char *keys = count != NULL ? strchr(count + 1, ':') : NULL;

	if (keys == NULL || t->nphases == PHASES)
		return false;
	*count = '\0';
	*keys = '\0';
	t->phases[t->nphases++] = (struct phase){ .name = text, .keys = keys + 1,
		.count = waits ? 1 : strtoul(count + 1, NULL, 10), .mark = waits ? count + 1 : NULL };
	return true;
}

static bool
take_options(struct timer *t, int argc, char **argv)
{
	int option;

	/* "+": stop at the program's name, GNU systems too. */
	while ((option = getopt(argc, argv, "+m:o:k:s:t:r:")) != -1) {
		if (option == 'm') {
			t->mark = optarg;
		} else if (option == 'o' && strchr(optarg, '=') != NULL) {
			t->opener = optarg;
			t->opener_keys = strchr(optarg, '=') + 1;
			*strchr(optarg, '=') = '\0';
		} else if (option == 't') {
			t->limit = strtod(optarg, NULL) * 1e3;
		} else if (option == 'r') {
			t->random = strtoull(optarg, NULL, 10) * 2 + 1;
		} else if ((option != 'k' && option != 's') || !take_phase(t, optarg, option == 's')) {
			return false;
		}
	}
	t->argv = argv + optind;
	return optind < argc;
}

int
main(int argc, char **argv)
{
	struct timer t = { .mark = "", .limit = 120000, .random = 20201217 };

	if (!take_options(&t, argc, argv)) {
		fputs("usage: pty [-m MARK] [-o MARK=KEYS] [-k NAME:COUNT:KEYS | -s NAME:MARK:KEYS]..."
		    " [-t SECONDS] [-r SEED] PROGRAM ARG...\n", stderr);
		return 2;
	}
	start(&t);
	measure_start(&t);
	for (size_t i = 0; i < t.nphases; i++)
		if (t.phases[i].mark != NULL)
			measure_mark(&t, &t.phases[i]);
		else
			measure_phase(&t, &t.phases[i]);
	if (t.nphases > 0)
		print_memory(&t, "peak");
	putchar('\n');
	stop(&t);
	buf_done(&t.seen);
	return 0;
}
