/* SPDX-License-Identifier: ISC */
#include "desk/tidying.h"

#include <time.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "store/store.h"

enum { ARTICLES = 200, SHARE = 16 };

static const char key[] = "tidy";

void
tidying_begin(struct tidying *t, struct store *st)
{
	struct arena a = { 0 };
	const char *left = store_meta(st, &a, key);

	*t = (struct tidying){ .st = st, .began = date_clock_ms() };
	t->noted = t->more = left != NULL && left[0] != '\0';
	arena_done(&a);
}

bool
tidying_note(struct tidying *t, struct err *err)
{
	t->more = true;
	if (t->noted)
		return true;
	t->noted = true;
	return store_meta_set(t->st, key, "1", err);
}

bool
tidying_step(struct tidying *t, struct err *err)
{
	static const struct timespec moment = { 0, 1000000 };
	bool more = false;

	if (!store_recent_fill(t->st, ARTICLES, &more, err))
		return false;
	if (!more && !store_texts_merge(t->st, &more, err))
		return false;
	t->more = more;
	if (store_is_wanted(t->st))
		nanosleep(&moment, NULL);
	return true;
}

bool
tidying_go_on(struct tidying *t, bool (*stop)(void), struct err *err)
{
	int64_t now = date_clock_ms(), until = now + (now - t->began) / SHARE;
	bool ok = true;

	while (ok && t->more && !stop() && now < until) {
		ok = tidying_step(t, err);
		now = date_clock_ms();
	}
	return ok;
}

bool
tidying_end(struct tidying *t, struct err *err)
{
	if (t->more || !t->noted)
		return true;
	t->noted = false;
	return store_meta_set(t->st, key, "", err);
}
