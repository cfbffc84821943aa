/* SPDX-License-Identifier: ISC */
/* Who waits for the store.  SQLite does not tell a writer that others wait, and
 * a writer of very much is the faster the less often it commits.  So whoever has
 * to wait holds a shared lock on a file beside the store meanwhile, and the one
 * at work looks from time to time whether somebody does. */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "store/store_parts.h"

enum { WAIT_MS = 10000, LOOKS_PER_MS = 4 };

static bool
open_wait(struct store *st)
{
	struct arena a = { 0 };

	/* Descriptors count from 1 here: 0 is "not open". */
	if (st->wait == 0) {
		const char *path = arena_printf(&a, "%s.wait", st->path);

		st->wait = 1 + open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	}
	arena_done(&a);
	return st->wait > 0;
}

int
store_wait_turn(void *arg, int tried)
{
	static const struct timespec moment = { 0, 1000000 / LOOKS_PER_MS };
	struct store *st = arg;

	if (tried >= WAIT_MS * LOOKS_PER_MS)
		return 0;
	if (!st->waits && open_wait(st))
		st->waits = flock(st->wait - 1, LOCK_SH | LOCK_NB) == 0;
	nanosleep(&moment, NULL);
	return 1;
}

void
store_wait_end(struct store *st)
{
	if (st->waits)
		(void)flock(st->wait - 1, LOCK_UN);
	st->waits = false;
}

bool
store_is_wanted(struct store *st)
{
	if (!open_wait(st))
		return true;
	if (flock(st->wait - 1, LOCK_EX | LOCK_NB) != 0)
		return errno == EWOULDBLOCK;
	(void)flock(st->wait - 1, LOCK_UN);
	return false;
}

void
store_wait_close(struct store *st)
{
	if (st->wait > 0)
		close(st->wait - 1);
	st->wait = 0;
}
