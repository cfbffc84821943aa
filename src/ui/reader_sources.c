/* SPDX-License-Identifier: ISC */
/* The sources as the reader knows them: loaded aside, found in the filter, and
 * put into it. */
#include "ui/reader_parts.h"

#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "desk/desk.h"

bool
reader_load_sources(struct reader *rd)
{
	struct arena fresh = { 0 };
	size_t n = 0;
	struct source *sources = store_sources(rd->desk->store, &fresh, false, &n, NULL);

	rd->own->sources_stale = false;
	if (sources == NULL) {
		rd->own->sources_stale = store_was_interrupted(rd->desk->store);
		arena_done(&fresh);
		return true;
	}
	arena_done(&rd->sources_arena);
	rd->sources_arena = fresh;
	rd->sources = sources;
	rd->nsources = n;
	rd->own->sources_serial++;
	reader_find_source(rd);
	reader_dirty(rd, DIRTY_TOPICS | DIRTY_OVERLAY);
	return true;
}

static bool
is_called(const struct source *s, const char *name)
{
	return (s->title != NULL && strcasecmp(s->title, name) == 0) || strcasecmp(s->location, name) == 0;
}

void
reader_find_source(struct reader *rd)
{
	const struct query *q = query_find(edition_query(rd->edition), QUERY_SOURCE);

	rd->source = 0;
	for (size_t i = 0; q != NULL && i < rd->nsources && rd->source == 0; i++)
		if (is_called(&rd->sources[i], q->text))
			rd->source = rd->sources[i].id;
}

const struct source *
reader_source(const struct reader *rd, int64_t id)
{
	for (size_t i = 0; i < rd->nsources; i++)
		if (rd->sources[i].id == id)
			return &rd->sources[i];
	return NULL;
}

/* Its title, unless another one has the same. */
static const char *
name_of(const struct reader *rd, const struct source *s)
{
	if (s->title == NULL || s->title[0] == '\0')
		return s->location;
	for (size_t i = 0; i < rd->nsources; i++)
		if (rd->sources[i].id != s->id && is_called(&rd->sources[i], s->title))
			return s->location;
	return s->title;
}

static const struct query *
without_places(struct reader *rd, struct arena *a)
{
	return query_without(a, query_without(a, edition_query(rd->edition), QUERY_TOPIC), QUERY_SOURCE);
}

void
reader_filter_source(struct reader *rd, int64_t id)
{
	const struct source *s = reader_source(rd, id);
	struct arena a = { 0 };

	if (s == NULL)
		return;
	const struct query exact = { .op = QUERY_FIELD, .field = QUERY_SOURCE, .text = name_of(rd, s),
		.exact = true };
	reader_filter(rd, query_and(&a, without_places(rd, &a), &exact));
	arena_done(&a);
}

void
reader_filter_topic(struct reader *rd, const char *name)
{
	struct arena a = { 0 };
	const struct query *more = name == NULL ? NULL : query_make(&a, QUERY_TOPIC, name, date_now());
	const struct query *q = without_places(rd, &a);

	reader_filter(rd, more == NULL ? q : query_and(&a, q, more));
	arena_done(&a);
}
