/* SPDX-License-Identifier: ISC */
/* Stories.  A newcomer joins the story that it is likest to: by its best friend in
 * it and by all of its members, so that a chain of single likenesses does not make
 * one story of two.  When it belongs to several, they were one
 * story seen from two sides, if their members on the whole agree: that is also
 * what makes the order of arrival matter little. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coverage/coverage_parts.h"

enum {
	GAP_MINUTES = 7 * DAY_MINUTES, /* farther from a story, nothing joins it */
	STORIES_MAX = COVERAGE_LINKS,
	SAMPLE = 8 /* members that speak for a story in a merger */
};
/* Where all is of one topic, headlines are alike by chance too: members have more
 * to say there, and one needs more to join.  Both were fitted with the weights of
 * coverage_score.c. */
struct rules {
	double join, merge; /* likeness from which one joins, two are one */
	double best;        /* part of the best friend in it */
};
static const struct rules in_topic = { 0.54, 0.40, 0.6 }, in_stream = { 0.44, 0.54, 0.75 };

static uint32_t
slot(const struct coverage *c, int64_t id)
{
	return (uint32_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (c->nstory_ids - 1);
}

static uint32_t
find(const struct coverage *c, int64_t id)
{
	for (uint32_t i = slot(c, id); c->story_ids[i] != 0; i = (i + 1) & (c->nstory_ids - 1))
		if (c->stories[c->story_ids[i] - 1].id == id)
			return c->story_ids[i] - 1;
	return NO_STORY;
}

static void
index_put(struct coverage *c, uint32_t story)
{
	uint32_t i = slot(c, c->stories[story].id);

	while (c->story_ids[i] != 0)
		i = (i + 1) & (c->nstory_ids - 1);
	c->story_ids[i] = story + 1;
	c->nstory_entries++;
}

static void
index_renew(struct coverage *c)
{
	while (c->nstory_ids < 2 * c->nstories + 2)
		c->nstory_ids *= 2;
	free(c->story_ids);
	c->story_ids = mem_alloc(c->nstory_ids * sizeof(*c->story_ids));
	c->nstory_entries = 0;
	for (uint32_t i = 0; i < c->nstories; i++)
		if (c->stories[i].id != 0)
			index_put(c, i);
}

static uint32_t
begin(struct coverage *c, int64_t id)
{
	uint32_t story = c->free_story;

	if (story != NO_STORY) {
		c->free_story = c->stories[story].head;
	} else {
		if (c->nstories % 1024 == 0)
			c->stories = mem_realloc(c->stories, c->nstories + 1024, sizeof(*c->stories));
		story = c->nstories++;
	}
	c->stories[story] = (struct story){ id, NO_DOC, 0, UINT32_MAX, 0 };
	if (c->nstory_entries + 1 > c->nstory_ids / 4 * 3)
		index_renew(c);
	else
		index_put(c, story);
	return story;
}

static void
end(struct coverage *c, uint32_t story)
{
	c->stories[story] = (struct story){ .head = c->free_story };
	c->free_story = story;
}

static void
enter(struct coverage *c, uint32_t story, uint32_t doc)
{
	struct story *s = &c->stories[story];
	uint32_t minutes = hot_of(c, doc)->minutes;

	doc_of(c, doc)->story = story;
	doc_of(c, doc)->next = s->head;
	s->head = doc;
	s->count++;
	s->first = minutes < s->first ? minutes : s->first;
	s->last = minutes > s->last ? minutes : s->last;
}

/* The span of its times is not narrowed: whoever left was part of it. */
void
coverage_leave_story(struct coverage *c, uint32_t doc)
{
	uint32_t story = doc_of(c, doc)->story;

	if (story == NO_STORY)
		return;
	uint32_t *at = &c->stories[story].head;
	while (*at != doc)
		at = &doc_of(c, *at)->next;
	*at = doc_of(c, doc)->next;
	doc_of(c, doc)->story = NO_STORY;
	if (--c->stories[story].count == 0)
		end(c, story);
}

static void
merge(struct coverage *c, uint32_t ended, uint32_t into)
{
	uint32_t next;

	for (uint32_t doc = c->stories[ended].head; doc != NO_DOC; doc = next) {
		next = doc_of(c, doc)->next;
		enter(c, into, doc);
	}
	end(c, ended);
}

/* Stories that the newcomer's companions are in, and how like it is to each.  An
 * article alone is a story too, without a struct: `alone` is its doc then. */
struct choice {
	uint32_t story, alone;
	double best, sum, score;
};

static bool
is_near(const struct coverage *c, const struct choice *choice, uint32_t minutes)
{
	bool alone = choice->alone != NO_DOC;
	uint64_t first = alone ? hot_of(c, choice->alone)->minutes : c->stories[choice->story].first;
	uint64_t last = alone ? first : c->stories[choice->story].last;

	return minutes <= last + GAP_MINUTES && minutes + (uint64_t)GAP_MINUTES >= first;
}

static struct rules
rules_for(const struct coverage *c, uint32_t doc)
{
	double t = doc_of(c, doc)->topic / 255.0;

	return (struct rules){ t * in_topic.join + (1 - t) * in_stream.join,
		t * in_topic.merge + (1 - t) * in_stream.merge,
		t * in_topic.best + (1 - t) * in_stream.best };
}

/* As a link just found says; looked up where it was found otherwise. */
static uint32_t
linked_doc(const struct coverage *c, const struct coverage_link *link)
{
	if (link->doc >= c->base && link->doc - c->base < c->count && doc_of(c, link->doc)->id == link->id)
		return link->doc;
	return coverage_doc(c, link->id);
}

static size_t
choices(const struct coverage *c, uint32_t newcomer, const struct coverage_links *links, double part,
    struct choice *out)
{
	uint32_t minutes = hot_of(c, newcomer)->minutes;
	size_t n = 0, k;

	for (size_t i = 0; i < links->n && links->item[i].score >= 0.05; i++) {
		uint32_t doc = linked_doc(c, &links->item[i]);
		if (doc == NO_DOC)
			continue;
		struct choice one = { .story = doc_of(c, doc)->story, .alone = NO_DOC };
		if (one.story == NO_STORY)
			one.alone = doc;
		if (!is_near(c, &one, minutes))
			continue;
		for (k = 0; k < n && (out[k].story != one.story || out[k].alone != one.alone); k++)
			;
		if (k == n)
			out[n++] = one;
		if (links->item[i].score > out[k].best)
			out[k].best = links->item[i].score;
		out[k].sum += links->item[i].score;
	}
	for (k = 0; k < n; k++) {
		uint32_t members = out[k].alone != NO_DOC ? 1 : c->stories[out[k].story].count;
		out[k].score = part * out[k].best + (1 - part) * out[k].sum / members;
	}
	return n;
}

static size_t
sample(const struct coverage *c, uint32_t story, uint32_t out[SAMPLE])
{
	size_t n = 0;

	for (uint32_t doc = c->stories[story].head; doc != NO_DOC && n < SAMPLE; doc = doc_of(c, doc)->next)
		out[n++] = doc;
	return n;
}

/* Whether members of the two, each way, are alike as members of one story are. */
static bool
agree(struct coverage *c, uint32_t a, uint32_t b, double merge_at)
{
	uint32_t left[SAMPLE], right[SAMPLE];
	size_t n = sample(c, a, left), m = sample(c, b, right);
	double rows[SAMPLE] = { 0 }, columns[SAMPLE] = { 0 }, sum = 0, row = 0, column = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++) {
			double p = coverage_compare(c, left[i], right[k]);
			sum += p;
			rows[i] = p > rows[i] ? p : rows[i];
			columns[k] = p > columns[k] ? p : columns[k];
		}
	for (size_t i = 0; i < n; i++)
		row += rows[i] / (double)n;
	for (size_t k = 0; k < m; k++)
		column += columns[k] / (double)m;
	sum /= (double)(n * m);
	return (row + sum) / 2 >= merge_at && (column + sum) / 2 >= merge_at;
}

/* The larger one lives on, of two equals the one with the smaller id. */
static uint32_t
unite(struct coverage *c, uint32_t a, uint32_t b, const struct coverage_merges *merges)
{
	const struct story *x = &c->stories[a], *y = &c->stories[b];
	bool keep = x->count != y->count ? x->count > y->count : x->id < y->id;
	uint32_t into = keep ? a : b, ended = keep ? b : a;
	int64_t id = c->stories[ended].id;

	merge(c, ended, into);
	if (merges != NULL)
		merges->merged(merges->arg, id, c->stories[into].id);
	return into;
}

/* The story that an article alone begins when it gets company. */
static uint32_t
found(struct coverage *c, uint32_t doc)
{
	int64_t id = doc_of(c, doc)->id;
	uint32_t story = begin(c, find(c, id) == NO_STORY ? id : -id);

	enter(c, story, doc);
	return story;
}

int64_t
coverage_tell(
    struct coverage *c, int64_t id, const struct coverage_links *links, const struct coverage_merges *merges)
{
	uint32_t doc = coverage_doc(c, id), story = NO_STORY;
	struct choice list[STORIES_MAX];
	size_t best = STORIES_MAX;

	if (doc == NO_DOC)
		return 0;
	coverage_leave_story(c, doc);
	struct rules rules = rules_for(c, doc);
	size_t n = choices(c, doc, links, rules.best, list);
	for (size_t i = 0; i < n; i++)
		if (list[i].score >= rules.join && (best == STORIES_MAX || list[i].score > list[best].score))
			best = i;
	if (best == STORIES_MAX)
		return coverage_story(c, id);
	story = list[best].alone != NO_DOC ? found(c, list[best].alone) : list[best].story;
	enter(c, story, doc);
	for (size_t i = 0; i < n; i++) {
		if (i == best || list[i].score < rules.join)
			continue;
		uint32_t other = list[i].alone != NO_DOC ? found(c, list[i].alone) : list[i].story;
		if (other != story && c->stories[other].count > 0 && agree(c, other, story, rules.merge))
			story = unite(c, story, other, merges);
	}
	return c->stories[story].id;
}

int64_t
coverage_story(const struct coverage *c, int64_t id)
{
	uint32_t doc = coverage_doc(c, id);

	if (doc == NO_DOC)
		return 0;
	if (doc_of(c, doc)->story == NO_STORY)
		return find(c, id) == NO_STORY ? id : -id;
	return c->stories[doc_of(c, doc)->story].id;
}

void
coverage_join(struct coverage *c, int64_t id, int64_t story)
{
	uint32_t doc = coverage_doc(c, id);

	if (doc == NO_DOC || coverage_story(c, id) == story)
		return;
	coverage_leave_story(c, doc);
	if (id == story && find(c, story) == NO_STORY)
		return;
	uint32_t at = find(c, story);
	if (at == NO_STORY) {
		uint32_t founder = coverage_doc(c, story);
		at = begin(c, story);
		if (founder != NO_DOC && doc_of(c, founder)->story == NO_STORY)
			enter(c, at, founder);
	}
	enter(c, at, doc);
}

void
coverage_merge(struct coverage *c, int64_t ended, int64_t into)
{
	uint32_t a = find(c, ended), b = find(c, into);

	if (a == NO_STORY) {
		if (coverage_story(c, ended) == ended)
			coverage_join(c, ended, into);
		return;
	}
	if (b == NO_STORY) {
		uint32_t founder = coverage_doc(c, into);
		b = begin(c, into);
		if (founder != NO_DOC && doc_of(c, founder)->story == NO_STORY)
			enter(c, b, founder);
	}
	if (a != b)
		merge(c, a, b);
}

size_t
coverage_members(const struct coverage *c, int64_t story, int64_t *ids, size_t most)
{
	uint32_t at = find(c, story);
	size_t n = 0;

	if (at == NO_STORY && most > 0 && coverage_story(c, story) == story)
		ids[n++] = story;
	for (uint32_t doc = at != NO_STORY ? c->stories[at].head : NO_DOC; doc != NO_DOC && n < most;
	     doc = doc_of(c, doc)->next)
		ids[n++] = doc_of(c, doc)->id;
	return n;
}
