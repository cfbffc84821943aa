/* SPDX-License-Identifier: ISC */
#include "ui/topics_lines.h"

#include <stdlib.h>

#include "base/mem.h"
#include "desk/desk.h"
#include "ui/reader.h"

static size_t
find_folded(const struct topics_lines *l, int64_t id)
{
	size_t i = 0;

	while (i < l->nfolded && l->folded[i] != id)
		i++;
	return i;
}

bool
topics_lines_is_folded(const struct topics_lines *l, int64_t topic)
{
	return find_folded(l, topic) < l->nfolded;
}

void
topics_lines_fold(struct topics_lines *l, int64_t topic, bool yes)
{
	size_t i = find_folded(l, topic);

	if (yes == (i < l->nfolded))
		return;
	if (!yes) {
		l->folded[i] = l->folded[--l->nfolded];
		return;
	}
	l->folded = mem_realloc(l->folded, l->nfolded + 1, sizeof(*l->folded));
	l->folded[l->nfolded++] = topic;
}

bool
topics_lines_has_children(const struct reader *rd, size_t topic)
{
	return topic + 1 < rd->ntopics && rd->topics[topic + 1].depth > rd->topics[topic].depth;
}

static void
add(struct topics_lines *l, struct topics_line line)
{
	l->line[l->count++] = line;
}

static void
add_topics(struct topics_lines *l, const struct reader *rd)
{
	int hidden_below = -1;

	add(l, (struct topics_line){ .kind = TOPICS_HEADING, .text = "TOPICS" });
	add(l, (struct topics_line){ .kind = TOPICS_ALL });
	for (size_t i = 0; i < rd->ntopics; i++) {
		const struct topic *t = &rd->topics[i];

		if (hidden_below >= 0 && t->depth > hidden_below)
			continue;
		hidden_below = topics_lines_is_folded(l, t->id) ? t->depth : -1;
		add(l, (struct topics_line){ .kind = TOPICS_TOPIC, .index = i, .id = t->id });
	}
}

static void
add_sources(struct topics_lines *l, const struct reader *rd)
{
	size_t before = l->count;

	add(l, (struct topics_line){ .kind = TOPICS_HEADING, .text = "" });
	add(l, (struct topics_line){ .kind = TOPICS_HEADING, .text = "SOURCES" });
	for (size_t i = 0; i < rd->nsources; i++)
		if (!rd->sources[i].options.hidden)
			add(l, (struct topics_line){ .kind = TOPICS_SOURCE, .index = i,
				.id = rd->sources[i].id });
	if (l->count == before + 2)
		l->count = before;
}

static void
add_views(struct topics_lines *l, const struct reader *rd)
{
	size_t count = rd->desk->views.count;

	if (count == 0)
		return;
	add(l, (struct topics_line){ .kind = TOPICS_HEADING, .text = "" });
	add(l, (struct topics_line){ .kind = TOPICS_HEADING, .text = "VIEWS" });
	for (size_t i = 0; i < count; i++)
		add(l, (struct topics_line){ .kind = TOPICS_VIEW, .index = i, .id = (int64_t)i + 1 });
}

void
topics_lines_make(struct topics_lines *l, const struct reader *rd)
{
	l->line =
	    mem_realloc(l->line, rd->ntopics + rd->nsources + rd->desk->views.count + 6, sizeof(*l->line));
	l->count = 0;
	add_topics(l, rd);
	add_sources(l, rd);
	add_views(l, rd);
}

void
topics_lines_done(struct topics_lines *l)
{
	free(l->line);
	free(l->folded);
}

size_t
topics_lines_find(const struct topics_lines *l, enum topics_kind kind, int64_t id)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->line[i].kind == kind && l->line[i].id == id)
			return i;
	return 1;
}

size_t
topics_lines_step(const struct topics_lines *l, size_t from, long by)
{
	size_t at = from, last = from;

	while (by != 0 && (by > 0 ? at + 1 < l->count : at > 0)) {
		at = by > 0 ? at + 1 : at - 1;
		if (l->line[at].kind == TOPICS_HEADING)
			continue;
		last = at;
		by += by > 0 ? -1 : 1;
	}
	return last;
}
