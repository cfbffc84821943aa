/* SPDX-License-Identifier: ISC */
/* Several parsers that share the work.  The caller has the loop, and may wait
 * for other things in it:
 *
 *	while (there is more && !wire_pool_is_full(pool))
 *		wire_pool_send(pool, &doc, tag);
 *	n = wire_pool_poll_fds(pool, fds);
 *	poll(fds, n, wire_pool_poll_timeout(pool));
 *	wire_pool_turn(pool, &err);
 *	while (wire_pool_next(pool, &arena, &event))
 *		...
 *
 * What belongs to one document comes together and in order, up to its END, and
 * begins when all of it is there or no more fits into memory: whoever writes it
 * down can do so in one go.  Documents come as they are ready: go by the tag.
 * Processes are started when there is work for them: one document, one process. */
#ifndef WIRE_WIRE_POOL_H
#define WIRE_WIRE_POOL_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct keywords;
struct wire_document;
struct wire_event;
struct wire_pool;

enum {
	WIRE_POOL_MAX = 32,			/* parsers */
	WIRE_POOL_FDS = 2 * WIRE_POOL_MAX
};

/* PROGRAM: path of dateline-parse.  WIDTH: how many at most, 0: as many as
 * there are cores. */
struct wire_pool *wire_pool_new(const char *program, size_t width);
void wire_pool_free(struct wire_pool *pool);		/* ends the processes */
size_t wire_pool_width(const struct wire_pool *pool);
/* wire_set_keywords of each. */
void wire_pool_set_keywords(struct wire_pool *pool, const struct keywords *k);
/* Time that a document may take, in ms; 10,000 unless set. */
void wire_pool_set_limit(struct wire_pool *pool, int ms);

/* Queues a document for the parser with the least to do; its bytes are copied. */
void wire_pool_send(struct wire_pool *pool, const struct wire_document *doc, uint64_t tag);
/* So much waits that no more should be sent before something came back.  One
 * document beyond that is the most that memory has to hold. */
bool wire_pool_is_full(const struct wire_pool *pool);
size_t wire_pool_pending(const struct wire_pool *pool);	/* documents without END */

/* Fills up to WIRE_POOL_FDS entries, returns how many. */
size_t wire_pool_poll_fds(const struct wire_pool *pool, struct pollfd *fds);
/* How long poll() may wait at most, in ms; -1: for ever. */
int wire_pool_poll_timeout(const struct wire_pool *pool);
/* Moves bytes both ways without blocking; false when a parser cannot be started. */
bool wire_pool_turn(struct wire_pool *pool, struct err *err);
/* Next event; false: none now. */
bool wire_pool_next(struct wire_pool *pool, struct arena *a, struct wire_event *event);

#endif
