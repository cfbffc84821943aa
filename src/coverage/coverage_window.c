/* SPDX-License-Identifier: ISC */
/* What is held.  A block of docs gives up its pieces when all of it is older
 * than anything that could be compared with, and its docs when they say
 * nothing of the background any more; the last ones to arrive stay whatever
 * their age.  Postings drop what is gone when they would have to grow. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "coverage/coverage_parts.h"

uint32_t
coverage_minutes(int64_t time)
{
	if (time < 0)
		return 0;
	return time / 60 < UINT32_MAX ? (uint32_t)(time / 60) : UINT32_MAX;
}

static uint32_t
slot(int64_t id, uint32_t size)
{
	return (uint32_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (size - 1);
}

uint32_t
coverage_doc(const struct coverage *c, int64_t id)
{
	for (uint32_t i = slot(id, c->nids); c->ids[i] != 0; i = (i + 1) & (c->nids - 1)) {
		uint32_t doc = c->ids[i] - 1;
		if (doc >= c->base && doc_of(c, doc)->id == id)
			return doc;
	}
	return NO_DOC;
}

static void
ids_put(struct coverage *c, uint32_t doc)
{
	uint32_t i = slot(doc_of(c, doc)->id, c->nids);

	while (c->ids[i] != 0)
		i = (i + 1) & (c->nids - 1);
	c->ids[i] = doc + 1;
}

/* Also rids the table of docs that are gone. */
static void
ids_renew(struct coverage *c)
{
	while (c->nids < c->cap + c->cap / 4)
		c->nids *= 2;
	free(c->ids);
	c->ids = mem_alloc(c->nids * sizeof(*c->ids));
	for (uint32_t i = 0; i < c->count; i++)
		if (c->docs[i].id != 0)
			ids_put(c, c->base + i);
}

static void
release_pieces(struct coverage *c, struct block *b)
{
	c->bytes -= b->cap;
	free(b->bytes);
	*b = (struct block){ .newest = b->newest };
}

static void
drop_first_block(struct coverage *c)
{
	release_pieces(c, &c->blocks[0]);
	for (uint32_t i = 0; i < BLOCK_DOCS; i++)
		coverage_leave_story(c, c->base + i);
	c->base += BLOCK_DOCS;
	c->count -= BLOCK_DOCS;
	memmove(c->docs, c->docs + BLOCK_DOCS, c->count * sizeof(*c->docs));
	memmove(c->hot, c->hot + BLOCK_DOCS, c->count * sizeof(*c->hot));
	memmove(c->blocks, c->blocks + 1, c->cap / BLOCK_DOCS * sizeof(*c->blocks) - sizeof(*c->blocks));
	memset(c->blocks + c->cap / BLOCK_DOCS - 1, 0, sizeof(*c->blocks));
}

static bool
is_past(const struct coverage *c, const struct block *b, uint32_t minutes)
{
	return b->newest + (uint64_t)minutes < c->newest;
}

/* Called where a block begins. */
static void
make_room(struct coverage *c)
{
	uint32_t full = c->count / BLOCK_DOCS, keep = KEEP_DOCS / BLOCK_DOCS, gone = 0;

	for (uint32_t i = 0; i + keep < full; i++)
		if (c->blocks[i].bytes != NULL && is_past(c, &c->blocks[i], KEEP_TEXT_MINUTES))
			release_pieces(c, &c->blocks[i]);
	while (c->count / BLOCK_DOCS > keep && is_past(c, &c->blocks[0], KEEP_MINUTES)) {
		drop_first_block(c);
		gone++;
	}
	if (c->count == c->cap) {
		uint32_t old = c->cap;
		c->cap += c->cap / 8 / BLOCK_DOCS * BLOCK_DOCS + BLOCK_DOCS;
		c->docs = mem_realloc(c->docs, c->cap, sizeof(*c->docs));
		c->hot = mem_realloc(c->hot, c->cap, sizeof(*c->hot));
		c->blocks = mem_realloc(c->blocks, c->cap / BLOCK_DOCS, sizeof(*c->blocks));
		memset(c->blocks + old / BLOCK_DOCS, 0, (c->cap - old) / BLOCK_DOCS * sizeof(*c->blocks));
		gone++;
	}
	if (gone > 0)
		ids_renew(c);
}

const uint8_t *
coverage_pieces(const struct coverage *c, uint32_t doc)
{
	const struct block *b = &c->blocks[(doc - c->base) / BLOCK_DOCS];

	return b->bytes != NULL && doc_of(c, doc)->id != 0 ? b->bytes + doc_of(c, doc)->at : NULL;
}

static uint8_t *
put_word(uint8_t *p, uint32_t word)
{
	*p++ = (uint8_t)word;
	*p++ = (uint8_t)(word >> 8);
	*p++ = (uint8_t)(word >> 16);
	return p;
}

static uint8_t
put_words(uint8_t *p, const struct terms *t)
{
	bool both[TERMS_TEXT] = { false };
	uint8_t n = 0;

	for (size_t i = 0; i < t->ntitle; i++) {
		uint32_t word = t->title[i] | WORD_IN_TITLE;
		for (size_t k = 0; k < t->ntext; k++)
			if (t->text[k] == t->title[i]) {
				word |= WORD_IN_TEXT;
				both[k] = true;
			}
		p = put_word(p, word);
		n++;
	}
	for (size_t k = 0; k < t->ntext; k++)
		if (!both[k]) {
			p = put_word(p, t->text[k] | WORD_IN_TEXT);
			n++;
		}
	return n;
}

static void
put_pieces(struct coverage *c, struct block *b, struct doc *d, const struct terms *t)
{
	uint32_t most = (uint32_t)(2 * t->ngrams + 3 * (t->ntitle + t->ntext));

	if (b->cap - b->n < most) {
		uint32_t cap = b->cap + b->cap / 4 + 4096;
		b->bytes = mem_realloc(b->bytes, cap, 1);
		c->bytes += cap - b->cap;
		b->cap = cap;
	}
	d->at = b->n;
	d->ngrams = (uint8_t)t->ngrams;
	if (t->ngrams > 0)
		memcpy(b->bytes + b->n, t->grams, 2 * t->ngrams);
	d->nwords = put_words(b->bytes + b->n + 2 * t->ngrams, t);
	b->n += (uint32_t)(2 * t->ngrams) + 3 * d->nwords;
}

/* Of a block that is full: nothing will be added. */
static void
fit(struct coverage *c, struct block *b)
{
	if (b->bytes == NULL || b->n == b->cap)
		return;
	b->bytes = mem_realloc(b->bytes, b->n > 0 ? b->n : 1, 1);
	c->bytes -= b->cap - b->n;
	b->cap = b->n;
}

const uint32_t *
coverage_posting(const struct coverage *c, uint32_t term, uint32_t *n)
{
	const struct posting *p = &c->postings[term];

	*n = p->n;
	return p->cap == 0 ? p->docs.few : p->docs.many;
}

/* Those that are gone stand first.  A full one gives up its older half. */
static void
posting_trim(const struct coverage *c, struct posting *p)
{
	uint32_t *docs = p->cap == 0 ? p->docs.few : p->docs.many, past = 0;

	while (past < p->n && docs[past] < c->base)
		past++;
	if (past == 0 && p->n >= POSTINGS_MAX)
		past = POSTINGS_MAX / 2;
	p->n -= past;
	memmove(docs, docs + past, p->n * sizeof(*docs));
}

static void
posting_add(struct coverage *c, struct posting *p, uint32_t doc)
{
	uint32_t room = p->cap == 0 ? (uint32_t)COUNT(p->docs.few) : p->cap;

	if (p->n == room)
		posting_trim(c, p);
	if (p->n == room) {
		uint32_t more = room + room / 4 + 2;
		uint32_t *docs = mem_realloc(p->cap == 0 ? NULL : p->docs.many, more, sizeof(*docs));
		if (p->cap == 0)
			memcpy(docs, p->docs.few, sizeof(p->docs.few));
		c->bytes += (more - p->cap) * sizeof(*docs);
		p->cap = more;
		p->docs.many = docs;
	}
	(p->cap == 0 ? p->docs.few : p->docs.many)[p->n++] = doc;
}

uint32_t
coverage_hold(struct coverage *c, const struct doc *doc, uint32_t minutes, const struct terms *t)
{
	float words = 0;

	if (c->count % BLOCK_DOCS == 0) {
		if (c->count > 0)
			fit(c, &c->blocks[c->count / BLOCK_DOCS - 1]);
		make_room(c);
	}
	uint32_t number = c->base + c->count;
	struct block *b = &c->blocks[c->count / BLOCK_DOCS];
	struct doc *d = &c->docs[c->count];
	*d = *doc;
	d->story = NO_STORY;
	d->next = NO_DOC;
	put_pieces(c, b, d, t);
	for (size_t i = 0; i < t->ntitle; i++) {
		posting_add(c, &c->postings[t->title[i]], number);
		words += coverage_term_weight(c, t->title[i]);
	}
	for (size_t i = 0; i < t->nkeys; i++)
		posting_add(c, &c->postings[t->keys[i]], number);
	c->hot[c->count++] = (struct hot){ minutes, words, 0 };
	b->newest = minutes > b->newest ? minutes : b->newest;
	c->newest = minutes > c->newest ? minutes : c->newest;
	ids_put(c, number);
	return number;
}
