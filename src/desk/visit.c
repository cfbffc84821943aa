/* SPDX-License-Identifier: ISC */
/* Sources that have to be waited for, in one loop: the network, commands and
 * parsers work at the same time, and their one wait is http_turn.  What was read
 * of a source is written in one batch, and reported when that is committed. */
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "desk/import_parts.h"
#include "desk/tidying.h"
#include "desk/visit_parts.h"
#include "fetch/exec.h"
#include "fetch/http.h"
#include "wire/wire.h"
#include "wire/wire_pool.h"

enum {
	IDLE_MS = 10,
	LONGEST_MS = 1000,
	COMMANDS_MOST = 8,
	FDS_MOST = WIRE_POOL_FDS + COMMANDS_MOST * EXEC_FDS
};

static bool
open_network(struct visits *vs)
{
	bool needed = false;

	for (size_t i = 0; i < vs->n; i++)
		needed = needed || vs->list[i].in.src->kind != SOURCE_EXEC;
	if (!needed)
		return true;
	vs->http = http_new(vs->im->options->http, vs->im->err);
	return vs->http != NULL;
}

static void
make_list(struct visits *vs, struct source **sources)
{
	struct import *im = vs->im;

	vs->list = arena_array(&vs->arena, vs->n + 1, sizeof(*vs->list));
	for (size_t i = 0; i < vs->n; i++)
		vs->list[i].in = (struct intake){ .im = im, .src = sources[i] };
	/* The dice are at rest where the clock is. */
	vs->random = date_is_fixed() ? 0 : (uint32_t)date_clock_ms() * 2654435761u ^ (uint32_t)getpid();
}

static size_t
gather(struct visits *vs, struct pollfd *fds, int *timeout)
{
	size_t n = wire_pool_poll_fds(vs->im->pool, fds), running = vs->running;
	bool room = !wire_pool_is_full(vs->im->pool);

	*timeout = wire_pool_poll_timeout(vs->im->pool);
	/* The batch must not stay open while nothing comes. */
	if (vs->im->in_batch && (*timeout < 0 || *timeout > BATCH_MS))
		*timeout = BATCH_MS;
	if (vs->queue != NULL && running == 0)
		*timeout = 0;
	for (size_t i = 0; i < vs->n && running > 0; i++) {
		const struct visit *v = &vs->list[i];

		if (v->state != VISIT_RUNNING)
			continue;
		int ms = exec_wait_ms(v->exec);
		n += exec_fds(v->exec, fds + n);
		/* One that has ended may have to wait for a parser. */
		if ((ms > 0 || room || v->command == COMMAND_PASSWORD) && (*timeout < 0 || ms < *timeout))
			*timeout = ms;
		running--;
	}
	/* Never for ever: a signal may have come just before. */
	if (*timeout < 0 || *timeout > LONGEST_MS)
		*timeout = LONGEST_MS;
	return n;
}

/* While nothing comes the store has time for what else there is to do. */
static bool
wait_for_any(struct visits *vs)
{
	struct pollfd fds[FDS_MOST];
	int timeout;
	size_t n = gather(vs, fds, &timeout);
	int64_t before = date_clock_ms();
	struct tidying *tidying = vs->im->options->tidying;
	bool idle = tidying != NULL && tidying->more && !vs->im->in_batch, ok = true;

	if (idle && (timeout < 0 || timeout > IDLE_MS))
		timeout = IDLE_MS;
	if (vs->http != NULL)
		ok = http_turn(vs->http, fds, n, timeout, vs->im->err);
	else
		(void)poll(fds, (nfds_t)n, timeout);
	if (ok && idle && timeout == IDLE_MS && date_clock_ms() - before >= IDLE_MS)
		ok = tidying_step(tidying, vs->im->err);
	return ok;
}

static bool
take_responses(struct visits *vs)
{
	struct http_response r;
	bool ok = true;

	while (ok && vs->http != NULL && !wire_pool_is_full(vs->im->pool) && http_next(vs->http, &r)) {
		ok = visit_take_response(vs, &vs->list[r.tag], &r);
		http_response_done(&r);
	}
	return ok;
}

static bool
take_events(struct visits *vs)
{
	struct import *im = vs->im;
	struct wire_event event;
	bool ok = wire_pool_turn(im->pool, im->err);

	while (ok && wire_pool_next(im->pool, &im->event_arena, &event)) {
		ok = visit_take_event(vs, &vs->list[event.tag], &event);
		arena_reset(&im->event_arena);
	}
	return ok;
}

/* Each visit that is open waits for a command's turn, for a command, for the network
 * or for a parser, and all of these end in time. */
static bool
waits_for_something(const struct visits *vs)
{
	return vs->queue != NULL || vs->running > 0 || wire_pool_pending(vs->im->pool) > 0 ||
	    (vs->http != NULL && http_pending(vs->http) > 0);
}

/* That cannot happen; should it all the same, it is an error and no rest for ever. */
static bool
give_up(struct visits *vs)
{
	bool ok = true;

	for (size_t i = 0; ok && i < vs->n; i++)
		if (vs->list[i].state != VISIT_DONE)
			ok = visit_end(vs, &vs->list[i], "it was forgotten in the middle of being read: this"
			    " is a bug in dateline, please report it");
	return ok;
}

static bool
turn(struct visits *vs)
{
	struct import *im = vs->im;

	if (!waits_for_something(vs))
		return give_up(vs);
	return wait_for_any(vs) && take_responses(vs) && visit_turn_commands(vs) && take_events(vs) &&
	    (!import_batch_is_long(im) || visits_commit(vs));
}

static void
close_all(struct visits *vs)
{
	for (size_t i = 0; i < vs->n; i++) {
		exec_free(vs->list[i].exec);
		buf_done(&vs->list[i].body);
		arena_done(&vs->list[i].arena);
	}
	http_free(vs->http);
	arena_done(&vs->arena);
}

bool
visits_run(struct import *im, struct source **sources, size_t n)
{
	struct visits vs = { .im = im, .n = n, .open = n };

	vs.queue_last = &vs.queue;
	vs.ended_last = &vs.ended;
	make_list(&vs, sources);
	bool ok = open_network(&vs);
	for (size_t i = 0; ok && i < n; i++)
		ok = visit_begin(&vs, &vs.list[i]);
	import_report_progress(im);
	while (ok && vs.open > 0 && !*im->options->stop)
		ok = turn(&vs);
	ok = ok && visits_commit(&vs) && visits_write_quiet(&vs);
	close_all(&vs);
	return ok;
}
