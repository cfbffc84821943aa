/* SPDX-License-Identifier: ISC */
/* What to change where nothing matches: a name that nothing has, a word that was
 * meant to be more than a word, and what there would be without one part of the
 * filter, which is counted aside. */
#include "ui/reader_parts.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "desk/desk.h"
#include "query/query.h"

enum { MANY = 1000, PARTS_MOST = 8, NAMES_MOST = 2000 };

struct parts {
	const struct query *all[PARTS_MOST];
	size_t n;
};

static void
split(const struct query *q, struct parts *out)
{
	if (q->op == QUERY_AND) {
		split(q->a, out);
		split(q->b, out);
	} else if (out->n < PARTS_MOST) {
		out->all[out->n++] = q;
	}
}

static void
add_line(struct reader_empty *e, const char *line)
{
	if (e->n < COUNT(e->lines))
		e->lines[e->n++] = line;
}

struct names {
	struct arena *arena;
	const char **all;
	size_t n;
};

static void
add_name(struct names *names, const char *name)
{
	if (name == NULL || names->n == NAMES_MOST)
		return;
	names->all = arena_grow(names->arena, names->all, names->n, sizeof(*names->all));
	names->all[names->n++] = name;
}

/* Names that a field may have; false: they are not known here. */
static bool
collect(struct reader *rd, enum query_field field, struct names *names)
{
	size_t n = 0;
	const struct store_name *found = NULL;

	if (field == QUERY_PROVIDER)
		found = store_providers(rd->desk->store, names->arena, &n, NULL);
	else if (field == QUERY_LABEL)
		found = store_labels(rd->desk->store, names->arena, &n, NULL);
	else if (field != QUERY_TOPIC && field != QUERY_SOURCE)
		return false;
	for (size_t i = 0; found != NULL && i < n; i++) {
		add_name(names, found[i].name);
		add_name(names, found[i].detail);
	}
	for (size_t i = 0; field == QUERY_TOPIC && i < rd->ntopics; i++) {
		add_name(names, rd->topics[i].name);
		add_name(names, rd->topics[i].key);
		add_name(names, rd->topics[i].shortname);
	}
	for (size_t i = 0; field == QUERY_SOURCE && i < rd->nsources; i++) {
		add_name(names, source_label(&rd->sources[i]));
		add_name(names, rd->sources[i].location);
	}
	return true;
}

/* "no topic is called "spor"; did you mean "Sport"?" */
static void
say_name(struct reader *rd, struct reader_empty *e, const struct query *q)
{
	struct names names = { .arena = &e->arena };

	if (q->op != QUERY_FIELD || q->regex || !collect(rd, q->field, &names))
		return;
	const char *fold = utf8_fold(&e->arena, q->text, strlen(q->text));
	for (size_t i = 0; i < names.n; i++)
		if (strstr(utf8_fold(&e->arena, names.all[i], strlen(names.all[i])), fold) != NULL)
			return;
	const char *near = nearest_name(q->text, names.all, names.n);
	add_line(
	    e, arena_printf(&e->arena, "No %s is called \"%.40s\"%s%s%s", query_field_info[q->field].name,
		   q->text, near != NULL ? "; did you mean \"" : "; Tab behind ",
		   near != NULL ? near : query_field_info[q->field].name,
		   near != NULL ? "\"?" : ": shows those there are."));
}

static bool
begin(struct reader *rd, struct reader_empty *e, const char *filter)
{
	struct parts parts = { .n = 0 };

	arena_reset(&e->arena);
	*e = (struct reader_empty){ .arena = e->arena };
	e->filter = arena_strdup(&e->arena, filter);
	split(edition_query(rd->edition), &parts);
	for (size_t i = 0; i < parts.n; i++) {
		const char *hint = query_word_hint(&e->arena, parts.all[i], date_now());

		if (hint != NULL)
			add_line(e, hint);
		say_name(rd, e, parts.all[i]);
	}
	reader_dirty(rd, DIRTY_STORIES);
	return true;
}

/* How many there are without one part. */
static bool
count_without(struct reader *rd, struct reader_empty *e, const struct parts *parts)
{
	static const struct query all = { .op = QUERY_ALL };
	struct store_list list = { .query = &all, .fold = edition_fold_of(rd->edition) };
	int64_t count = 0;
	char number[32];

	for (size_t i = 0; i < parts->n; i++)
		if (i != e->next)
			list.query = query_and(&e->arena, list.query, parts->all[i]);
	if (!store_count_some(rd->desk->store, &list, MANY, &count, NULL) &&
	    store_was_interrupted(rd->desk->store))
		return true;
	const char *part = query_format(&e->arena, parts->all[e->next++]);
	if (count > 0) {
		add_line(e,
		    arena_printf(&e->arena, "Without %.60s there %s %s%s.", part, count == 1 ? "is" : "are",
			reader_format_count(count, number), count == MANY ? "+" : ""));
		reader_dirty(rd, DIRTY_STORIES);
	}
	return true;
}

bool
reader_empty_idle(struct reader *rd)
{
	struct reader_empty *e = &rd->own->empty;
	const struct query *q = edition_query(rd->edition);
	struct arena a = { 0 };
	struct parts parts = { .n = 0 };

	if (edition_selected(rd->edition) != NULL || q == NULL || q->op == QUERY_ALL) {
		e->filter = NULL;
		return false;
	}
	const char *filter = query_format(&a, q);
	bool same = e->filter != NULL && strcmp(e->filter, filter) == 0, goes_on = true;
	if (!same) {
		goes_on = begin(rd, e, filter);
	} else {
		split(q, &parts);
		goes_on = parts.n > 1 && e->next < parts.n && e->n < COUNT(e->lines) &&
			  count_without(rd, e, &parts);
	}
	arena_done(&a);
	return goes_on;
}

size_t
reader_empty_lines(const struct reader *rd, const char *const **lines)
{
	const struct reader_empty *e = &rd->own->empty;

	*lines = e->lines;
	return e->filter != NULL ? e->n : 0;
}

void
reader_empty_done(struct reader_empty *e)
{
	arena_done(&e->arena);
}
