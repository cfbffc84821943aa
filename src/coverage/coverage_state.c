/* SPDX-License-Identifier: ISC */
/* What outlives the process.  Learned: how many articles had each word, as
 * runs of "so many zeros, then a count", little endian, seven bits a byte; then
 * the sentences that outlets repeat.  An article's note: its headline's words
 * and all its pieces. */
#include <string.h>

#include "base/buf.h"
#include "coverage/coverage_parts.h"

#define MAGIC "dcov1"

static void
put_number(struct buf *out, uint32_t v)
{
	while (v >= 0x80) {
		buf_putc(out, (char)(unsigned char)(v | 0x80));
		v >>= 7;
	}
	buf_putc(out, (char)(unsigned char)v);
}

struct in {
	const uint8_t *p, *end;
	bool bad;
};

static uint32_t
get_number(struct in *in)
{
	uint32_t v = 0;

	for (int shift = 0; shift < 35; shift += 7) {
		if (in->p == in->end)
			break;
		v |= (uint32_t)(*in->p & 0x7f) << shift;
		if ((*in->p++ & 0x80) == 0)
			return v;
	}
	in->bad = true;
	return 0;
}

static void
put_counts(struct buf *out, const uint32_t *counts, uint32_t n)
{
	uint32_t zeros = 0;

	for (uint32_t i = 0; i < n; i++) {
		if (counts[i] == 0) {
			zeros++;
			continue;
		}
		put_number(out, zeros);
		put_number(out, counts[i]);
		zeros = 0;
	}
	put_number(out, zeros);
}

static void
get_counts(struct in *in, uint32_t *counts, uint32_t n)
{
	uint32_t i = get_number(in);

	while (i < n && !in->bad) {
		counts[i++] = get_number(in);
		i += get_number(in);
	}
	in->bad = in->bad || i != n;
}

/* Only sentences that came back: the others would come to nothing. */
static void
put_boilers(struct buf *out, const struct boiler *b)
{
	uint32_t last = 0;

	for (uint32_t i = 0; i < BOILER_COUNT; i++) {
		if (b[i].count < 2)
			continue;
		put_number(out, i - last + 1);
		put_number(out, b[i].tag);
		put_number(out, b[i].count);
		last = i;
	}
	put_number(out, 0);
}

static void
get_boilers(struct in *in, struct boiler *b)
{
	uint64_t at = 0;
	uint32_t step;

	while ((step = get_number(in)) != 0 && !in->bad) {
		at += step - 1;
		uint32_t tag = get_number(in), count = get_number(in);
		if (at >= BOILER_COUNT || tag > UINT16_MAX || count > UINT8_MAX) {
			in->bad = true;
			return;
		}
		b[at] = (struct boiler){ (uint16_t)tag, (uint8_t)count };
	}
}

void
coverage_save(const struct coverage *c, struct buf *out)
{
	buf_puts(out, MAGIC);
	put_number(out, c->learned);
	put_counts(out, c->term_df, TERM_COUNT);
	put_counts(out, c->gram_df, GRAM_COUNT);
	put_boilers(out, c->boilers);
}

bool
coverage_load(struct coverage *c, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;
	struct in in = { p + strlen(MAGIC), p + n, false };

	if (n < strlen(MAGIC) || memcmp(bytes, MAGIC, strlen(MAGIC)) != 0)
		return false;
	c->learned = get_number(&in);
	in.bad = in.bad || c->learned < PRIOR_DOCS;
	get_counts(&in, c->term_df, TERM_COUNT);
	get_counts(&in, c->gram_df, GRAM_COUNT);
	get_boilers(&in, c->boilers);
	if (in.bad || in.p != in.end) {
		memset(c->term_df, 0, sizeof(c->term_df));
		memset(c->gram_df, 0, sizeof(c->gram_df));
		memset(c->boilers, 0, sizeof(c->boilers));
		memset(c->prior, 0, sizeof(c->prior));
		coverage_begin(c);
	}
	coverage_weigh(c);
	return !in.bad && in.p == in.end;
}

void
coverage_note_put(struct buf *out, const struct doc *doc, const struct terms *t)
{
	put_number(out, doc->provider);
	put_number(out, doc->background);
	put_number(out, doc->topic);
	put_number(out, (uint32_t)t->ntitle);
	for (size_t i = 0; i < t->ntitle; i++)
		put_number(out, t->title[i]);
	put_number(out, (uint32_t)t->nkeys);
	for (size_t i = 0; i < t->nkeys; i++)
		put_number(out, t->keys[i]);
	put_number(out, (uint32_t)t->ngrams);
	for (size_t i = 0; i < t->ngrams; i++) /* ascending, as the words of the text */
		put_number(out, (uint32_t)(t->grams[i] - (i > 0 ? t->grams[i - 1] : 0)));
	put_number(out, (uint32_t)t->ntext);
	for (size_t i = 0; i < t->ntext; i++)
		put_number(out, t->text[i] - (i > 0 ? t->text[i - 1] : 0));
}

/* A number below LIMIT, or the bytes are bad. */
static uint32_t
get_below(struct in *in, uint32_t limit)
{
	uint32_t v = get_number(in);

	if (v < limit)
		return v;
	in->bad = true;
	return 0;
}

static void
get_terms(struct in *in, struct terms *t)
{
	uint32_t last = 0;

	t->ntitle = get_below(in, TERMS_TITLE + 1);
	for (size_t i = 0; i < t->ntitle; i++)
		t->title[i] = get_below(in, TERM_COUNT);
	t->nkeys = get_below(in, TERMS_KEYS + 1);
	for (size_t i = 0; i < t->nkeys; i++)
		t->keys[i] = get_below(in, TERM_COUNT);
	t->ngrams = get_below(in, TERMS_GRAMS + 1);
	for (size_t i = 0; i < t->ngrams; i++)
		t->grams[i] = (uint16_t)(last += get_below(in, GRAM_COUNT - last));
	t->ntext = get_below(in, TERMS_TEXT + 1);
	last = 0;
	for (size_t i = 0; i < t->ntext; i++)
		t->text[i] = last += get_below(in, TERM_COUNT - last);
}

bool
coverage_restore(struct coverage *c, const struct coverage_note *note)
{
	struct in in = { note->bytes, (const uint8_t *)note->bytes + note->n, false };
	struct doc doc = { .id = note->id };
	struct terms t = { 0 };

	if (note->id == 0)
		return false;
	doc.provider = get_number(&in);
	doc.background = (uint8_t)get_below(&in, UINT8_MAX + 1);
	doc.topic = (uint8_t)get_below(&in, UINT8_MAX + 1);
	get_terms(&in, &t);
	if (in.bad || in.p != in.end)
		return false;
	coverage_remove(c, note->id);
	coverage_hold(c, &doc, coverage_minutes(note->time), &t);
	if (note->story != 0)
		coverage_join(c, note->id, note->story);
	return true;
}
