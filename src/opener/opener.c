/* SPDX-License-Identifier: ISC */
/* One browser is chosen when an address is opened, so that a change of the
 * environment or of what is installed counts at once.  Every browser that is
 * running has a minder; the list is short, ended ones leave it when their
 * failure, if any, was said. */
#include "opener/opener.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/process.h"
#include "opener/opener_choice.h"
#include "opener/opener_minder.h"

struct opener {
	struct opener_config config;
	struct minder *running;
	size_t count;
};

struct opener *
opener_new(const struct opener_config *config)
{
	struct opener *op = mem_alloc(sizeof(*op));

	op->config = *config;
	op->config.browser = mem_strdup(config->browser != NULL ? config->browser : "");
	return op;
}

void
opener_free(struct opener *op)
{
	if (op == NULL)
		return;
	for (size_t i = 0; i < op->count; i++)
		minder_done(&op->running[i]);
	free(op->running);
	free((char *)op->config.browser);
	free(op);
}

bool
opener_needs_terminal(const struct opener *op)
{
	struct arena a = {0};
	const char *line = opener_choose(&a, op->config.browser, NULL);
	bool needs = line != NULL && (opener_is_textual(line)
	    || (op->config.terminal && op->config.browser[0] != '\0'));

	arena_done(&a);
	return needs;
}

static char **
command_for(const struct opener *op, struct arena *a, const char *url, struct err *err)
{
	const char *line = opener_choose(a, op->config.browser, err);

	return line != NULL ? opener_argv(a, line, url, err) : NULL;
}

bool
opener_start(struct opener *op, const char *url, struct err *err)
{
	struct arena a = {0};
	struct minder m;
	char **argv = command_for(op, &a, url, err);
	bool ok = argv != NULL && minder_start(&m, argv, err);

	if (ok) {
		op->running = mem_realloc(op->running, op->count + 1, sizeof(*op->running));
		op->running[op->count++] = m;
	}
	arena_done(&a);
	return ok;
}

bool
opener_run(struct opener *op, const char *url, struct err *err)
{
	struct arena a = {0};
	struct process p;
	char **argv = command_for(op, &a, url, err);
	bool ok = argv != NULL && process_start(&p, argv, PROCESS_TERMINAL, err);

	if (ok) {
		int status = process_wait(&p);
		if (status != 0)
			ok = err_set(err, "%s ended with %d", argv[0], status);
	}
	arena_done(&a);
	return ok;
}

bool
opener_failure(struct opener *op, struct err *err)
{
	for (size_t i = 0; i < op->count;) {
		struct minder m = op->running[i];
		int status;
		bool ended = minder_ended(&m, &status);
		op->running[i] = m;
		if (!ended) {
			i++;
			continue;
		}
		op->running[i] = op->running[--op->count];
		if (status != 0)
			err_set(err, "%s ended with %d%s%s", m.name, status, m.said.n > 0 ? ": " : "",
			    buf_str(&m.said));
		minder_done(&m);
		if (status != 0)
			return false;
	}
	return true;
}

size_t
opener_poll_fds(const struct opener *op, struct pollfd *fds, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < op->count && n < most; i++)
		fds[n++] = (struct pollfd){ .fd = op->running[i].fd, .events = POLLIN };
	return n;
}
