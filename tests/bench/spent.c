/* SPDX-License-Identifier: ISC */
/* spent COMMAND ARG...: runs it with its output thrown away and prints what it
 * and the programs it started took: seconds on the wall and of the processors,
 * and the peak memory of the largest of them in kB. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
	struct rusage used;
	int status;

	if (argc < 2) {
		fputs("usage: spent COMMAND ARG...\n", stderr);
		return 2;
	}
	double start = now();
	pid_t pid = fork();
	if (pid == 0) {
		int nowhere = open("/dev/null", O_RDWR);

		if (nowhere >= 0) {
			dup2(nowhere, STDIN_FILENO);
			dup2(nowhere, STDOUT_FILENO);
		}
		execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return 1;
	double end = now();
	getrusage(RUSAGE_CHILDREN, &used);
	printf("wall=%.3f cpu=%.3f memory=%ld\n", end - start,
	    seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
