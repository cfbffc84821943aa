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
#include "opener/opener_rules.h"

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
	return op;
}

void
opener_configure(struct opener *op, const struct opener_config *config)
{
	op->config = *config;
}

void
opener_free(struct opener *op)
{
	if (op == NULL)
		return;
	for (size_t i = 0; i < op->count; i++)
		minder_done(&op->running[i]);
	free(op->running);
	free(op);
}

static bool
is_set(const char *setting)
{
	return setting != NULL && setting[strspn(setting, " \t")] != '\0';
}

static const char *
for_type(const struct opener_config *config, const char *type)
{
	const char *line = NULL;

	if (type != NULL && strcmp(type, "video") == 0)
		line = config->video;
	else if (type != NULL && strcmp(type, "audio") == 0)
		line = config->audio;
	return is_set(line) ? line : NULL;
}

/* The command line for an address; NULL with words.  *TERMINAL: whether it
 * needs this terminal. */
static const char *
choose(const struct opener *op, struct arena *a, const char *url, const char *type, bool *terminal,
    struct err *err)
{
	const struct opener_config *config = &op->config;
	const struct opener_rule *rule = config->rules != NULL && url != NULL
	    ? opener_rules_find(config->rules, url, type) : NULL;
	const char *line = for_type(config, type);

	*terminal = rule != NULL && rule->terminal;
	if (rule != NULL)
		return rule->command;
	if (line != NULL)
		return line;
	line = opener_choose(a, config->browser, err);
	*terminal = line != NULL && (opener_is_textual(line) ||
	    (config->terminal && is_set(config->browser)));
	return line;
}

bool
opener_needs_terminal_as(const struct opener *op, const char *url, const char *type)
{
	struct arena a = {0};
	bool needs;

	(void)choose(op, &a, url, type, &needs, NULL);
	arena_done(&a);
	return needs;
}

bool
opener_needs_terminal(const struct opener *op)
{
	return opener_needs_terminal_as(op, NULL, NULL);
}

static char **
command_for(const struct opener *op, struct arena *a, const char *url, const char *type, struct err *err)
{
	bool terminal;
	const char *line = choose(op, a, url, type, &terminal, err);

	return line != NULL ? opener_argv(a, line, url, err) : NULL;
}

bool
opener_aside(struct opener *op, char *const argv[], const char *input, size_t n, struct err *err)
{
	struct minder m;

	if (!minder_start(&m, argv, input, n, err))
		return false;
	op->running = mem_realloc(op->running, op->count + 1, sizeof(*op->running));
	op->running[op->count++] = m;
	return true;
}

bool
opener_start_as(struct opener *op, const char *url, const char *type, struct err *err)
{
	struct arena a = {0};
	char **argv = command_for(op, &a, url, type, err);
	bool ok = argv != NULL && opener_aside(op, argv, NULL, 0, err);

	arena_done(&a);
	return ok;
}

bool
opener_start(struct opener *op, const char *url, struct err *err)
{
	return opener_start_as(op, url, NULL, err);
}

bool
opener_run_as(struct opener *op, const char *url, const char *type, struct err *err)
{
	struct arena a = {0};
	struct process p;
	char **argv = command_for(op, &a, url, type, err);
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
opener_run(struct opener *op, const char *url, struct err *err)
{
	return opener_run_as(op, url, NULL, err);
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
