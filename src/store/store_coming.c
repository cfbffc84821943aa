/* SPDX-License-Identifier: ISC */
/* Counts of what has come: of all articles, and of each source.  All others are
 * kept by triggers, whoever writes, or in store_known.c; new articles come in
 * thousands and from one place (store_write.c), so that they are added up until the
 * commit. */
#include "store/store_parts.h"

static bool
write_sources(struct store *st, struct err *err)
{
	struct store_coming *c = &st->coming;
	bool ok = true;

	for (size_t i = 0; ok && i < c->n; i++)
		ok = sql_run(st, err,
		    "UPDATE source SET articles = articles + ?2, unread = unread + ?3 WHERE id = ?1", "iii",
		    c->sources[i].id, c->sources[i].articles, c->sources[i].unread);
	c->n = 0;
	return ok;
}

bool
store_coming_add(struct store *st, int64_t source, bool shown, struct err *err)
{
	struct store_coming *c = &st->coming;
	size_t i = c->n;

	c->total += shown;
	while (i > 0 && c->sources[i - 1].id != source)
		i--;
	if (i == 0) {
		if (c->n == COMING_SOURCES && !write_sources(st, err))
			return false;
		c->sources[c->n++] = (struct store_coming_source){ .id = source };
		i = c->n;
	}
	c->sources[i - 1].articles++;
	c->sources[i - 1].unread += shown;
	return true;
}

bool
store_coming_write(struct store *st, struct err *err)
{
	int64_t total = st->coming.total;

	st->coming.total = 0;
	return write_sources(st, err) && (total == 0 || sql_run(st, err,
	    "UPDATE tally SET total = total + ?1, unread = unread + ?1 WHERE topic = 0", "i", total));
}

void
store_coming_forget(struct store *st)
{
	st->coming.total = 0;
	st->coming.n = 0;
}
