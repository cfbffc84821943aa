/* SPDX-License-Identifier: ISC */
/* What words are worth: the fewer articles have had one, the more.  Counts
 * only grow; forgetting made a story's own words look common.  Weights are kept
 * ready, those of words just seen exactly, all others to within five per cent
 * of the articles learned. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "coverage/coverage_parts.h"
#include "coverage/words.h"

enum { KEEP_TEXT = 12 }; /* words of an excerpt */
struct weighed {
	float weight;
	uint32_t what;
};

/* No word is worth nothing: a headline of common words is compared all the
 * same. */
static const double least = 0.05;

static double
idf(const struct coverage *c, uint32_t df)
{
	double value = log(((double)c->learned + 1) / ((double)df + 0.5));

	return value > least ? value : least;
}

float
coverage_term_weight(const struct coverage *c, uint32_t term)
{
	return sqrtf(c->terms[term].idf);
}

static void
weigh_term(struct coverage *c, uint32_t term)
{
	c->terms[term].idf = (float)idf(c, c->term_df[term]);
}

static void
weigh_gram(struct coverage *c, uint32_t gram)
{
	c->grams[gram].weight = (float)idf(c, c->gram_df[gram]);
}

/* Nearly all words of the tables have been seen a few times or never. */
void
coverage_weigh(struct coverage *c)
{
	double few[256];

	for (uint32_t df = 0; df < COUNT(few); df++)
		few[df] = idf(c, df);
	for (uint32_t i = 0; i < TERM_COUNT; i++)
		if (c->term_df[i] < COUNT(few))
			c->terms[i].idf = (float)few[c->term_df[i]];
		else
			weigh_term(c, i);
	for (uint32_t i = 0; i < GRAM_COUNT; i++)
		if (c->gram_df[i] < COUNT(few))
			c->grams[i].weight = (float)few[c->gram_df[i]];
		else
			weigh_gram(c, i);
	c->weighed = c->learned;
}

void
coverage_learn(struct coverage *c, const struct terms *t)
{
	c->learned++;
	if (c->learned > c->weighed + c->weighed / 20 + 8)
		coverage_weigh(c);
	/* A word of both texts counts once: the headline's are marked. */
	for (size_t i = 0; i < t->ntitle; i++) {
		c->term_df[t->title[i]]++;
		c->terms[t->title[i]].mark = IN_TITLE;
	}
	for (size_t i = 0; i < t->ntext; i++)
		if (c->terms[t->text[i]].mark == 0)
			c->term_df[t->text[i]]++;
	for (size_t i = 0; i < t->ntitle; i++) {
		c->terms[t->title[i]].mark = 0;
		weigh_term(c, t->title[i]);
	}
	for (size_t i = 0; i < t->ntext; i++)
		weigh_term(c, t->text[i]);
	for (size_t i = 0; i < t->ngrams; i++) {
		c->gram_df[t->grams[i]]++;
		weigh_gram(c, t->grams[i]);
	}
}

static void
learn_beforehand(struct coverage *c, const char *words, uint8_t in)
{
	struct terms t;

	for (size_t n; *words != '\0'; words += n + strspn(words + n, " ")) {
		n = strcspn(words, " ");
		terms_of_word(&t, &c->arena, words, n);
		if (t.ntitle == 0 || c->prior[t.title[0]] > 0)
			continue;
		c->prior[t.title[0]] = in;
		c->term_df[t.title[0]] += in;
		for (size_t i = 0; i < t.ngrams; i++)
			c->gram_df[t.grams[i]] += in;
	}
	arena_reset(&c->arena);
}

void
coverage_begin(struct coverage *c)
{
	c->learned = PRIOR_DOCS;
	learn_beforehand(c, words_frequent, PRIOR_DOCS / 30);
	learn_beforehand(c, words_common, PRIOR_DOCS / 100);
	coverage_weigh(c);
}

uint8_t
coverage_topic(const struct coverage *c, const struct terms *t)
{
	double most = 0;

	/* Fifty: the first articles may be of one topic by chance. */
	for (size_t i = 0; i < t->ntitle; i++) {
		double df = (double)c->term_df[t->title[i]] - c->prior[t->title[i]];
		double part = df / (double)(c->learned - PRIOR_DOCS + 50);
		most = part > most ? part : most;
	}
	double topic = (most - 0.1) / 0.3;
	return (uint8_t)(topic < 0 ? 0 : topic > 1 ? 255 : topic * 255);
}

/* The rarest words of the excerpt that the headline does not have; what was
 * never seen before cannot lead to anything yet, but others will look for it. */
void
coverage_choose_keys(const struct coverage *c, struct terms *t)
{
	t->nkeys = 0;
	for (size_t k = 0; k < TERMS_KEYS; k++) {
		float best = 0;
		uint32_t key = 0;
		for (size_t i = 0; i < t->ntext; i++) {
			uint32_t term = t->text[i];
			bool taken = false;
			for (size_t j = 0; j < t->ntitle; j++)
				taken = taken || t->title[j] == term;
			for (size_t j = 0; j < t->nkeys; j++)
				taken = taken || t->keys[j] == term;
			if (!taken && c->terms[term].idf > best) {
				best = c->terms[term].idf;
				key = term;
			}
		}
		if (best > 0)
			t->keys[t->nkeys++] = key;
	}
}

static bool
is_heavier(const struct weighed *a, const struct weighed *b)
{
	return a->weight != b->weight ? a->weight > b->weight : a->what < b->what;
}

/* The lightest of the heaviest KEEP_TEXT. */
static struct weighed
lightest_kept(const struct coverage *c, const struct terms *t)
{
	struct weighed best[KEEP_TEXT];
	size_t n = 0, k;

	for (size_t i = 0; i < t->ntext; i++) {
		struct weighed one = { c->terms[t->text[i]].idf, t->text[i] };
		if (n == KEEP_TEXT && !is_heavier(&one, &best[n - 1]))
			continue;
		for (k = n < KEEP_TEXT ? n++ : n - 1; k > 0 && is_heavier(&one, &best[k - 1]); k--)
			best[k] = best[k - 1];
		best[k] = one;
	}
	return best[n - 1];
}

void
coverage_trim(const struct coverage *c, struct terms *t, bool in_topic)
{
	size_t kept = 0;

	if (!in_topic)
		t->ngrams = 0;
	if (t->ntext <= KEEP_TEXT)
		return;
	struct weighed last = lightest_kept(c, t);
	for (size_t i = 0; i < t->ntext; i++) {
		struct weighed one = { c->terms[t->text[i]].idf, t->text[i] };
		if (!is_heavier(&last, &one))
			t->text[kept++] = t->text[i];
	}
	t->ntext = kept;
}

/* A table of bounded size: a sentence that is seen again and again displaces
 * those that came once. */
bool
coverage_is_news(struct coverage *c, uint32_t provider, uint64_t sentence)
{
	uint64_t h = (sentence ^ provider) * UINT64_C(0x9e3779b97f4a7c15);
	struct boiler *b = &c->boilers[h >> 48];
	uint16_t tag = (uint16_t)(h >> 32);

	if (b->count > 0 && b->tag != tag) {
		b->count--;
		return true;
	}
	b->tag = tag;
	if (b->count < UINT8_MAX)
		b->count++;
	return b->count <= 2;
}
