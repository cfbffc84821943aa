/* SPDX-License-Identifier: ISC */
/* Numbers go in by blocks, a few blocks ahead and never so many that writing them
 * could wait; for each comes its length and what was read, in the same order.  Who
 * asks goes by what the store says when it writes: the process can be slow, or
 * die, and then all is read by the one that asks. */
#include "desk/linking_ahead.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "coverage/coverage.h"
#include "model/article.h"
#include "store/store.h"
#include "store/store_story.h"

enum {
	BLOCK = 256,       /* numbers: fewer bytes than a pipe takes at once or not at all */
	AHEAD = 4 * BLOCK,
	LEAST = 2 * BLOCK, /* for fewer it is not worth while */
	READ_BYTES = 65536,
	LARGEST = 1 << 20,
	WAIT_MS = 10000
};

static bool
start(struct ahead *a)
{
	char option[] = "--read-ahead";
	char *argv[] = { (char *)a->program, option, (char *)a->store, NULL };

	if (!process_start(&a->process, argv, PROCESS_IN | PROCESS_OUT | PROCESS_QUIET, NULL))
		return false;
	return fcntl(a->process.in, F_SETFL, fcntl(a->process.in, F_GETFL) | O_NONBLOCK) == 0;
}

static void
refuse(struct ahead *a)
{
	a->refused = true;
	ahead_end(a);
}

/* Whole blocks, or what is left of the list. */
static void
ask(struct ahead *a, const int64_t *ids, size_t nids, size_t at)
{
	while (!a->refused && a->asked < nids && a->asked < at + AHEAD) {
		size_t n = nids - a->asked < BLOCK ? nids - a->asked : BLOCK;
		ssize_t wrote = write(a->process.in, ids + a->asked, n * sizeof(*ids));

		if (wrote < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (wrote != (ssize_t)(n * sizeof(*ids)))
			refuse(a);
		a->asked += n;
	}
}

static bool
read_more(struct ahead *a)
{
	struct pollfd p = { .fd = a->process.out, .events = POLLIN };
	ssize_t n;

	buf_drop(&a->in, a->used);
	a->used = 0;
	int ready = poll(&p, 1, WAIT_MS);
	if (ready == 0 || (ready < 0 && errno != EINTR))
		return false;
	buf_reserve(&a->in, READ_BYTES);
	do
		n = read(a->process.out, a->in.p + a->in.n, READ_BYTES);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return false;
	a->in.n += (size_t)n;
	return true;
}

static bool
is_whole(const struct ahead *a, uint32_t *length)
{
	size_t left = a->in.n - a->used;

	if (left < sizeof(*length))
		return false;
	memcpy(length, a->in.p + a->used, sizeof(*length));
	return left >= sizeof(*length) + *length;
}

/* The next answer; NULL: there is none, nor will be. */
static const char *
next(struct ahead *a, size_t *n)
{
	uint32_t length = 0;

	while (!is_whole(a, &length))
		if (length > LARGEST || !read_more(a))
			return NULL;
	const char *bytes = a->in.p + a->used + sizeof(length);
	a->used += sizeof(length) + length;
	*n = length;
	return bytes;
}

void
ahead_restart(struct ahead *a)
{
	a->asked = 0;
}

const void *
ahead_take(struct ahead *a, const int64_t *ids, size_t nids, size_t at, size_t *n)
{
	const char *bytes = NULL;

	*n = 0;
	if (a->program == NULL || a->refused || (a->process.pid == 0 && nids < LEAST))
		return NULL;
	if (a->process.pid == 0 && !start(a)) {
		refuse(a);
		return NULL;
	}
	/* What could not be asked for in time is not any more. */
	if (a->asked < at)
		a->asked = at;
	if (at % BLOCK == 0 || a->asked == at)
		ask(a, ids, nids, at);
	if (!a->refused && at < a->asked) {
		bytes = next(a, n);
		if (bytes == NULL)
			refuse(a);
	}
	return bytes;
}

void
ahead_end(struct ahead *a)
{
	if (a->process.pid != 0) {
		process_close(&a->process);
		(void)process_wait(&a->process);
	}
	a->process.pid = 0;
	buf_done(&a->in);
	a->used = 0;
}

/* -- the other side */

static void
answer(struct store *st, int64_t id, struct arena *a, struct buf *out)
{
	struct article art;
	uint32_t length = 0;
	size_t at = out->n;

	buf_add(out, &length, sizeof(length));
	/* What cannot be read is left to the one who asks, who says so. */
	if (!store_told(st, id, false, a, &art, NULL))
		return;
	struct coverage_article seen = { .title = art.title,
		.excerpt = art.excerpt,
		.provider = art.provider.name,
		.domain = art.provider.domain };
	coverage_read(out, a, &seen);
	length = (uint32_t)(out->n - at - sizeof(length));
	memcpy(out->p + at, &length, sizeof(length));
}

static bool
write_all(const char *p, size_t n)
{
	while (n > 0) {
		ssize_t wrote = write(STDOUT_FILENO, p, n);

		if (wrote < 0 && errno != EINTR)
			return false;
		p += wrote > 0 ? wrote : 0;
		n -= wrote > 0 ? (size_t)wrote : 0;
	}
	return true;
}

static bool
answer_all(struct store *st, const int64_t *ids, size_t n, struct buf *out)
{
	struct arena a = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++) {
		arena_reset(&a);
		answer(st, ids[i], &a, out);
		if (out->n >= READ_BYTES / 4 || i + 1 == n) {
			ok = write_all(out->p, out->n);
			buf_reset(out);
		}
	}
	arena_done(&a);
	return ok;
}

bool
ahead_serve(const char *path, struct err *err)
{
	struct store *st = store_open(path, STORE_READ, err);
	struct buf out = { 0 };
	int64_t ids[BLOCK];
	size_t had = 0;
	ssize_t n;
	bool ok = st != NULL;

	while (ok && (n = read(STDIN_FILENO, (char *)ids + had, sizeof(ids) - had)) != 0) {
		if (n < 0 && errno != EINTR)
			break;
		had += n > 0 ? (size_t)n : 0;
		ok = answer_all(st, ids, had / sizeof(*ids), &out);
		memmove(ids, (char *)ids + had / sizeof(*ids) * sizeof(*ids), had % sizeof(*ids));
		had %= sizeof(*ids);
	}
	buf_done(&out);
	store_close(st);
	return ok;
}
