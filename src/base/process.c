/* SPDX-License-Identifier: ISC */
/* Starting other programs by argv.  A pipe that closes on exec tells the
 * parent whether the program could be executed at all. */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"

enum { END_IN, END_OUT, END_ERRORS, END_STATUS, ENDS };

struct pipes {
	int fd[ENDS][2];
};

static void
close_pipes(struct pipes *ps, int side)
{
	for (int i = 0; i < ENDS; i++) {
		if (ps->fd[i][side] >= 0)
			close(ps->fd[i][side]);
		ps->fd[i][side] = -1;
	}
}

static bool
open_pipe(int fd[2])
{
	if (pipe(fd) != 0) {
		fd[0] = fd[1] = -1;
		return false;
	}
	return fcntl(fd[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(fd[1], F_SETFD, FD_CLOEXEC) == 0;
}

static bool
open_pipes(struct pipes *ps, unsigned flags)
{
	static const unsigned wanted[ENDS] = { PROCESS_IN, PROCESS_OUT, PROCESS_ERRORS, ~0u };

	for (int i = 0; i < ENDS; i++)
		ps->fd[i][0] = ps->fd[i][1] = -1;
	for (int i = 0; i < ENDS; i++)
		if ((flags & wanted[i]) != 0 || i == END_STATUS) {
			if (open_pipe(ps->fd[i]))
				continue;
			close_pipes(ps, 0);
			close_pipes(ps, 1);
			return false;
		}
	return true;
}

static void
put_at(int from, int to)
{
	if (from == to)
		(void)fcntl(to, F_SETFD, 0);
	else if (from >= 0)
		(void)dup2(from, to);
}

static void
reset_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	for (int sig = 1; sig < 32; sig++)
		(void)signal(sig, SIG_DFL);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

_Noreturn static void
become(struct pipes *ps, char *const argv[], unsigned flags)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	bool terminal = (flags & PROCESS_TERMINAL) != 0;
	/* Beyond 0 to 2, so that putting one in place cannot overwrite another. */
	int status = fcntl(ps->fd[END_STATUS][1], F_DUPFD_CLOEXEC, 10);
	int in = fcntl(ps->fd[END_IN][0] >= 0 ? ps->fd[END_IN][0] : nothing, F_DUPFD_CLOEXEC, 10);
	int out = fcntl(ps->fd[END_OUT][1] >= 0 ? ps->fd[END_OUT][1] : nothing, F_DUPFD_CLOEXEC, 10);
	int errors = ps->fd[END_ERRORS][1] >= 0 ? fcntl(ps->fd[END_ERRORS][1], F_DUPFD_CLOEXEC, 10) : -1;

	reset_signals();
	if ((flags & PROCESS_SESSION) != 0)
		(void)setsid();
	if (!terminal || (flags & PROCESS_IN) != 0)
		put_at(in, STDIN_FILENO);
	if (!terminal || (flags & PROCESS_OUT) != 0)
		put_at(out, STDOUT_FILENO);
	if (errors >= 0)
		put_at(errors, STDERR_FILENO);
	else if ((flags & PROCESS_QUIET) != 0)
		put_at(nothing, STDERR_FILENO);
	execvp(argv[0], argv);
	int why = errno;
	if (write(status, &why, sizeof(why)) < 0)
		_exit(126);
	_exit(127);
}

static int
exec_failure(int fd)
{
	int why = 0;
	ssize_t n;

	do
		n = read(fd, &why, sizeof(why));
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(why) ? why : 0;
}

bool
process_start(struct process *p, char *const argv[], unsigned flags, struct err *err)
{
	struct pipes ps;

	*p = (struct process){ .in = -1, .out = -1, .errors = -1 };
	if (!open_pipes(&ps, flags))
		return err_set(err, "cannot run %s: %s", argv[0], strerror(errno));
	pid_t pid = fork();
	if (pid == 0)
		become(&ps, argv, flags);
	int why = pid < 0 ? errno : 0;
	if (pid > 0) {
		close(ps.fd[END_STATUS][1]);
		ps.fd[END_STATUS][1] = -1;
		why = exec_failure(ps.fd[END_STATUS][0]);
	}
	if (why != 0) {
		close_pipes(&ps, 0);
		close_pipes(&ps, 1);
		if (pid > 0)
			(void)waitpid(pid, NULL, 0);
		return err_set(err, "cannot run %s: %s", argv[0],
		    why == ENOENT ? "not found" : strerror(why));
	}
	*p = (struct process){ pid, ps.fd[END_IN][1], ps.fd[END_OUT][0], ps.fd[END_ERRORS][0] };
	ps.fd[END_IN][1] = ps.fd[END_OUT][0] = ps.fd[END_ERRORS][0] = -1;
	close_pipes(&ps, 0);
	close_pipes(&ps, 1);
	return true;
}

static int
shell_status(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int
process_wait(struct process *p)
{
	int status = 0;

	if (p->pid <= 0)
		return 0;
	while (waitpid(p->pid, &status, 0) < 0)
		if (errno != EINTR)
			break;
	p->pid = 0;
	return shell_status(status);
}

bool
process_ended(struct process *p, int *status)
{
	int raw = 0;

	*status = 0;
	if (p->pid <= 0)
		return true;
	pid_t got = waitpid(p->pid, &raw, WNOHANG);
	if (got == 0 || (got < 0 && errno == EINTR))
		return false;
	p->pid = 0;
	*status = shell_status(raw);
	return true;
}

void
process_close(struct process *p)
{
	int *fds[] = { &p->in, &p->out, &p->errors };

	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
		if (*fds[i] >= 0)
			close(*fds[i]);
		*fds[i] = -1;
	}
}

/* Whether the backslash at S takes away what the next character means. */
static bool
is_escape(const char *s, char quote)
{
	if (s[0] != '\\' || s[1] == '\0' || quote == '\'')
		return false;
	return quote == '\0' || strchr("\"\\$`", s[1]) != NULL;
}

/* Reads one word from *LINE into OUT; '\0' in *QUOTE unless a quote stayed open. */
static char *
one_word(const char **line, char *out, char *quote)
{
	const char *s = *line;

	*quote = '\0';
	for (; *s != '\0' && (*quote != '\0' || (*s != ' ' && *s != '\t' && *s != '\n')); s++) {
		if (*quote == '\0' && (*s == '\'' || *s == '"'))
			*quote = *s;
		else if (*s == *quote)
			*quote = '\0';
		else if (is_escape(s, *quote))
			*out++ = *++s;
		else
			*out++ = *s;
	}
	*out = '\0';
	*line = s;
	return out + 1;
}

char **
process_split(struct arena *a, const char *line, size_t *count, struct err *err)
{
	char *text = arena_alloc(a, 2 * strlen(line) + 2);
	char **words = NULL;
	size_t n = 0;

	for (;;) {
		char quote;

		while (*line == ' ' || *line == '\t' || *line == '\n')
			line++;
		if (*line == '\0')
			break;
		words = arena_grow(a, words, n, sizeof(*words));
		words[n++] = text;
		text = one_word(&line, text, &quote);
		if (quote != '\0') {
			err_set(err, "the quotation mark %c is never closed", quote);
			return NULL;
		}
	}
	if (n == 0) {
		err_set(err, "the command is empty");
		return NULL;
	}
	words = arena_grow(a, words, n, sizeof(*words));
	words[n] = NULL;
	if (count != NULL)
		*count = n;
	return words;
}
