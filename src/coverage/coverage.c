/* SPDX-License-Identifier: ISC */
/* An article arrives: likely companions by the words of its headline, the best
 * of them compared.  No step's cost grows with what is held: postings are read
 * from their newest end, so many and no more. */
#include "coverage/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "coverage/coverage_parts.h"

enum {
	PER_TERM = 256,    /* of the window, read of a posting */
	PER_TERM_OLD = 64, /* of what lies outside it */
	TOUCHED_MAX = (TERMS_TITLE + TERMS_KEYS) * (PER_TERM + PER_TERM_OLD),
	BACKGROUND = 16,
	AHEAD_HOT = 12, /* of a posting, the same */
	AHEAD = 2 /* docs whose pieces are on their way while one is compared */
};
#define LEAST 0.02 /* score of what is a link at all */

/* The best of many, worst on top. */
struct best {
	struct candidate {
		float likeness;
		uint32_t doc;
	} item[COVERAGE_LINKS];
	size_t n, most;
	float least; /* a little below the worst when it is full; 0 */
};

static void
best_sink(struct best *b, size_t i)
{
	for (;;) {
		size_t least = i, kid = 2 * i + 1;
		if (kid < b->n && b->item[kid].likeness < b->item[least].likeness)
			least = kid;
		if (kid + 1 < b->n && b->item[kid + 1].likeness < b->item[least].likeness)
			least = kid + 1;
		if (least == i)
			return;
		struct candidate swap = b->item[i];
		b->item[i] = b->item[least];
		b->item[least] = swap;
		i = least;
	}
}

static void
best_offer(struct best *b, float likeness, uint32_t doc)
{
	if (b->n < b->most) {
		b->item[b->n++] = (struct candidate){ likeness, doc };
		for (size_t i = b->n / 2; b->n == b->most && i-- > 0;)
			best_sink(b, i);
	} else if (likeness > b->item[0].likeness) {
		b->item[0] = (struct candidate){ likeness, doc };
		best_sink(b, 0);
	}
	b->least = b->n == b->most ? b->item[0].likeness * 0.999f : 0;
}

static bool
are_near(uint32_t minutes, uint32_t other)
{
	return (other > minutes ? other - minutes : minutes - other) <= WINDOW_MINUTES;
}

/* Adds the word's weight to all that have it. */
static size_t
scan_term(struct coverage *c, uint32_t term, uint32_t minutes, uint32_t old, size_t touched)
{
	float weight = coverage_term_weight(c, term);
	uint32_t n, near = 0, far = 0, base = c->base, *list = c->touched;
	const uint32_t *docs = coverage_posting(c, term, &n);
	struct hot *hot = c->hot;

	while (n-- > 0 && docs[n] >= base && near < PER_TERM && far < PER_TERM_OLD) {
		if (n >= AHEAD_HOT && docs[n - AHEAD_HOT] >= base)
			__builtin_prefetch(&hot[docs[n - AHEAD_HOT] - base], 1);
		struct hot *h = &hot[docs[n] - base];
		bool in = are_near(minutes, h->minutes);
		uint32_t *count = in ? &near : &far;
		if (++*count > (in ? PER_TERM : old))
			continue;
		if (h->shared == 0)
			list[touched++] = docs[n];
		h->shared += weight;
	}
	return touched;
}

/* What is shared may be a word of the excerpts, that the sums do not have. */
static float
alike(float shared, float a, float b)
{
	float all = a + b - shared;

	return all > shared ? shared / all : 1;
}

struct newcomer {
	struct doc doc;
	struct terms terms;
	uint32_t minutes;
};

/* Likely companions into NEAR, the most alike of those that are too far in time
 * into FAR. */
static void
scan(struct coverage *c, const struct newcomer *new, struct best *near, struct best *far)
{
	const struct terms *t = &new->terms;
	uint32_t minutes = new->minutes;
	uint32_t old = new->doc.topic > 0 ? PER_TERM_OLD : 0;
	size_t touched = 0;
	float words = 0;

	for (size_t i = 0; i < t->ntitle; i++) {
		words += coverage_term_weight(c, t->title[i]);
		touched = scan_term(c, t->title[i], minutes, old, touched);
	}
	for (size_t i = 0; i < t->nkeys; i++)
		touched = scan_term(c, t->keys[i], minutes, old, touched);
	for (size_t i = 0; i < touched; i++) {
		if (i + AHEAD_HOT < touched)
			__builtin_prefetch(hot_of(c, c->touched[i + AHEAD_HOT]), 1);
		struct hot *h = hot_of(c, c->touched[i]);
		struct best *best = are_near(minutes, h->minutes) ? near : far;
		float shared = h->shared;
		h->shared = 0;
		/* Most are far from the best: no need to divide. */
		if (h->words >= 0 && shared >= best->least * (words + h->words - shared))
			best_offer(best, alike(shared, words, h->words), c->touched[i]);
	}
}

/* Numbers that the headlines share, by what the rarest is worth. */
static void
find_numbers(struct coverage *c, const struct terms *t, const struct best *near, double *numbers)
{
	for (size_t i = 0; i < t->ntitle; i++) {
		uint32_t n, read = 0;
		if (!t->number[i])
			continue;
		const uint32_t *docs = coverage_posting(c, t->title[i], &n);
		double worth = c->terms[t->title[i]].idf / 5 < 1 ? c->terms[t->title[i]].idf / 5 : 1;
		while (n-- > 0 && docs[n] >= c->base && read++ < PER_TERM + PER_TERM_OLD)
			hot_of(c, docs[n])->shared = (float)worth;
		for (size_t k = 0; k < near->n; k++) {
			double w = hot_of(c, near->item[k].doc)->shared;
			numbers[k] = w > numbers[k] ? w : numbers[k];
		}
		docs = coverage_posting(c, t->title[i], &n);
		while (n-- > 0 && docs[n] >= c->base && read-- > 0)
			hot_of(c, docs[n])->shared = 0;
	}
}

static bool
comes_before(const struct coverage_link *a, const struct coverage_link *b)
{
	return a->score != b->score ? a->score > b->score : a->id < b->id;
}

static void
add_link(struct coverage_links *out, struct coverage_link link)
{
	size_t i = out->n++;

	for (; i > 0 && comes_before(&link, &out->item[i - 1]); i--)
		out->item[i] = out->item[i - 1];
	out->item[i] = link;
}

static void
score_all(struct coverage *c, const struct newcomer *new, const struct best *near, struct coverage_links *out)
{
	const struct terms *t = &new->terms;
	const struct doc *d = &new->doc;
	uint32_t minutes = new->minutes;
	double numbers[COVERAGE_LINKS];
	struct coverage_marked marked;

	memset(numbers, 0, sizeof(numbers));
	if (d->topic > 0)
		find_numbers(c, t, near, numbers);
	coverage_mark(c, t, &marked);
	for (size_t i = 0; i < near->n; i++) {
		if (i + 3 * AHEAD < near->n)
			__builtin_prefetch(doc_of(c, near->item[i + 3 * AHEAD].doc));
		if (i + AHEAD < near->n)
			coverage_fetch(c, near->item[i + AHEAD].doc);
		if (i + 1 < near->n)
			coverage_fetch_words(c, near->item[i + 1].doc);
		uint32_t doc = near->item[i].doc, other = hot_of(c, doc)->minutes;
		struct coverage_pair pair = { .numbers = numbers[i],
			.background = d->background / 255.0,
			.topic = d->topic / 255.0,
			.hours = (other > minutes ? other - minutes : minutes - other) / 60.0,
			.same_provider = d->provider != 0 && doc_of(c, doc)->provider == d->provider };
		coverage_likeness(c, doc, &marked, &pair);
		double score = coverage_score(&pair);
		if (score >= LEAST)
			add_link(out,
			    (struct coverage_link){ doc_of(c, doc)->id, score, pair.same_text, doc });
	}
	coverage_unmark(c, t);
}

struct asking {
	struct coverage *c;
	uint32_t provider;
};

static bool
says(void *arg, uint64_t sentence)
{
	struct asking *asking = arg;

	return coverage_is_news(asking->c, asking->provider, sentence);
}

/* 0: nobody knows who wrote it. */
static uint32_t
provider_of(const struct coverage_article *a)
{
	const char *name = a->provider != NULL ? a->provider : "";
	const char *domain = a->domain != NULL ? a->domain : "";
	uint64_t h = hash_more(hash_bytes(name, strlen(name) + 1), domain, strlen(domain));

	if (name[0] == '\0' && domain[0] == '\0')
		return 0;
	return (uint32_t)(h ^ h >> 32) | 1;
}

static uint8_t
background_of(const struct best *far)
{
	double sum = 0;

	for (size_t i = 0; i < far->n; i++)
		sum += far->item[i].likeness;
	return (uint8_t)(sum / BACKGROUND * UINT8_MAX + 0.5);
}

void
coverage_read(struct buf *out, struct arena *a, const struct coverage_article *article)
{
	uint32_t provider = provider_of(article);

	buf_add(out, &provider, sizeof(provider));
	terms_scan(out, a, article->title, article->excerpt);
}

/* Bytes that are none are an article of which nothing is known. */
static void
take_read(struct coverage *c, const struct coverage_article *a, struct newcomer *new)
{
	struct asking asking = { c, 0 };
	struct terms_judge judge = { says, &asking };
	const char *bytes = a->read;
	size_t n = a->nread;

	if (bytes == NULL) {
		buf_reset(&c->read);
		coverage_read(&c->read, &c->arena, a);
		arena_reset(&c->arena);
		bytes = c->read.p;
		n = c->read.n;
	}
	memset(&new->terms, 0, sizeof(new->terms));
	if (n < sizeof(new->doc.provider))
		return;
	memcpy(&new->doc.provider, bytes, sizeof(new->doc.provider));
	asking.provider = new->doc.provider;
	(void)terms_take(&new->terms, bytes + sizeof(new->doc.provider), n - sizeof(new->doc.provider),
	    &judge);
}

void
coverage_add(
    struct coverage *c, const struct coverage_article *a, struct coverage_links *out, struct buf *note)
{
	struct newcomer new = { .doc = { .id = a->id }, .minutes = coverage_minutes(a->time) };
	struct best near = { .most = COVERAGE_LINKS }, far = { .most = BACKGROUND };

	coverage_remove(c, a->id);
	take_read(c, a, &new);
	coverage_choose_keys(c, &new.terms);
	new.doc.topic = coverage_topic(c, &new.terms);
	scan(c, &new, &near, &far);
	new.doc.background = background_of(&far);
	out->n = 0;
	struct terms all = new.terms;
	coverage_trim(c, &new.terms, new.doc.topic > 0);
	score_all(c, &new, &near, out);
	coverage_learn(c, &all);
	coverage_hold(c, &new.doc, new.minutes, &new.terms);
	if (note != NULL)
		coverage_note_put(note, &new.doc, &new.terms);
}

bool
coverage_has(const struct coverage *c, int64_t id)
{
	return coverage_doc(c, id) != NO_DOC;
}

void
coverage_remove(struct coverage *c, int64_t id)
{
	uint32_t doc = coverage_doc(c, id);

	if (doc == NO_DOC)
		return;
	coverage_leave_story(c, doc);
	doc_of(c, doc)->id = 0;
	hot_of(c, doc)->words = -1;
}

size_t
coverage_count(const struct coverage *c)
{
	return c->count;
}

size_t
coverage_memory(const struct coverage *c)
{
	return sizeof(*c) + c->bytes + c->cap * (sizeof(*c->docs) + sizeof(*c->hot)) +
	       c->nids * sizeof(*c->ids) + c->nstory_ids * sizeof(*c->story_ids) +
	       c->nstories * sizeof(*c->stories) + TOUCHED_MAX * sizeof(*c->touched);
}

struct coverage *
coverage_new(void)
{
	struct coverage *c = mem_alloc(sizeof(*c));

	c->nids = c->nstory_ids = 1024;
	c->ids = mem_alloc(c->nids * sizeof(*c->ids));
	c->story_ids = mem_alloc(c->nstory_ids * sizeof(*c->story_ids));
	c->touched = mem_alloc(TOUCHED_MAX * sizeof(*c->touched));
	c->free_story = NO_STORY;
	coverage_begin(c);
	return c;
}

void
coverage_free(struct coverage *c)
{
	if (c == NULL)
		return;
	for (uint32_t i = 0; i < TERM_COUNT; i++)
		if (c->postings[i].cap > 0)
			free(c->postings[i].docs.many);
	for (uint32_t i = 0; i < c->cap / BLOCK_DOCS; i++)
		free(c->blocks[i].bytes);
	free(c->docs);
	free(c->hot);
	free(c->blocks);
	free(c->ids);
	free(c->stories);
	free(c->story_ids);
	free(c->touched);
	arena_done(&c->arena);
	buf_done(&c->read);
	free(c);
}
