/* SPDX-License-Identifier: ISC */
/* Several parsers that share the work.  Documents are spread as they come, by
 * the bytes that wait: one that takes long keeps only what was queued behind it,
 * and few are, since the whole may not hold more than fits. */
#include "wire/wire_pool.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "wire/wire.h"
#include "wire/wire_parser.h"

enum {
	BYTES_FULL = 4 * 1024 * 1024,
	DOCUMENTS_FULL = 128		/* for each parser */
};

struct wire_pool {
	struct wire_parser *parsers[WIRE_POOL_MAX];
	size_t width;
	size_t at;		/* the one whose events are being taken */
	bool inside;		/* ... in the middle of a document */
};

static size_t
count_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 1 : (size_t)cores;
}

struct wire_pool *
wire_pool_new(const char *program, size_t width)
{
	struct wire_pool *pool = mem_alloc(sizeof(*pool));

	pool->width = width > 0 ? width : count_cores();
	if (pool->width > WIRE_POOL_MAX)
		pool->width = WIRE_POOL_MAX;
	for (size_t i = 0; i < pool->width; i++)
		pool->parsers[i] = wire_parser_new(program);
	return pool;
}

void
wire_pool_free(struct wire_pool *pool)
{
	if (pool == NULL)
		return;
	for (size_t i = 0; i < pool->width; i++)
		wire_parser_free(pool->parsers[i]);
	free(pool);
}

size_t
wire_pool_width(const struct wire_pool *pool)
{
	return pool->width;
}

void
wire_pool_set_keywords(struct wire_pool *pool, const struct keywords *k)
{
	for (size_t i = 0; i < pool->width; i++)
		wire_set_keywords(pool->parsers[i], k);
}

void
wire_pool_set_limit(struct wire_pool *pool, int ms)
{
	for (size_t i = 0; i < pool->width; i++)
		wire_set_limit(pool->parsers[i], ms);
}

/* Among equals the first: it is the likeliest to run already. */
void
wire_pool_send(struct wire_pool *pool, const struct wire_document *doc, uint64_t tag)
{
	struct wire_parser *idlest = pool->parsers[0];

	for (size_t i = 1; i < pool->width; i++)
		if (wire_pending_bytes(pool->parsers[i]) < wire_pending_bytes(idlest))
			idlest = pool->parsers[i];
	wire_send(idlest, doc, tag);
}

static size_t
sum(const struct wire_pool *pool, size_t (*what)(const struct wire_parser *))
{
	size_t all = 0;

	for (size_t i = 0; i < pool->width; i++)
		all += what(pool->parsers[i]);
	return all;
}

bool
wire_pool_is_full(const struct wire_pool *pool)
{
	return sum(pool, wire_pending_bytes) > BYTES_FULL ||
	    sum(pool, wire_pending) > DOCUMENTS_FULL * pool->width;
}

size_t
wire_pool_pending(const struct wire_pool *pool)
{
	return sum(pool, wire_pending);
}

size_t
wire_pool_poll_fds(const struct wire_pool *pool, struct pollfd *fds)
{
	size_t n = 0;

	for (size_t i = 0; i < pool->width; i++)
		if (wire_pending(pool->parsers[i]) > 0)
			n += wire_poll_fds(pool->parsers[i], fds + n);
	return n;
}

/* Whether something of this parser's can be taken now. */
static bool
is_ready(const struct wire_pool *pool, size_t i)
{
	return pool->inside ? pool->at == i : wire_parser_is_ready(pool->parsers[i]);
}

int
wire_pool_poll_timeout(const struct wire_pool *pool)
{
	int least = -1;

	for (size_t i = 0; i < pool->width; i++) {
		int ms = wire_parser_timeout(pool->parsers[i], is_ready(pool, i));
		if (ms >= 0 && (least < 0 || ms < least))
			least = ms;
	}
	return least;
}

bool
wire_pool_turn(struct wire_pool *pool, struct err *err)
{
	for (size_t i = 0; i < pool->width; i++)
		if (!wire_turn(pool->parsers[i], err))
			return false;
	return true;
}

bool
wire_pool_next(struct wire_pool *pool, struct arena *a, struct wire_event *event)
{
	for (size_t tried = 0; tried < pool->width; tried++) {
		if (is_ready(pool, pool->at) && wire_next(pool->parsers[pool->at], a, event)) {
			pool->inside = event->kind != WIRE_END;
			return true;
		}
		if (pool->inside)
			return false;
		pool->at = (pool->at + 1) % pool->width;
	}
	return false;
}
