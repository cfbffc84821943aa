/* SPDX-License-Identifier: ISC */
/* Two articles compared.  Headlines carry the message: their likeness is what
 * their four-letter pieces share, rare ones weighing more.  Excerpts, the time
 * between and what their outlet is add a little.  What two articles share
 * because all of their topic share it (the background) is held against them. */
#include <math.h>
#include <string.h>

#include "coverage/coverage_parts.h"

enum { REPRINT_WORDS = 5 }; /* fewer are alike by chance */

/* Where all around is of one topic, likeness of headlines is what tells its
 * events apart; in a mixed stream it is rare words, names mostly, that two
 * articles have in common, and an outlet's headlines that are alike are of a
 * pattern ("profit rises", "votes on"), not of one event.  Both were fitted on
 * lists of related articles; HACKING.md has how, and what else was tried. */
struct weights {
	double grams, text, words, rare, second, contained, numbers, hours, background;
	double provider, provider_grams, provider_pattern, start;
};
static const struct weights in_topic = { .grams = 12.12,
	.text = 1.35,
	.hours = -0.90,
	.background = -1.69,
	.numbers = 0.50,
	.provider = -0.07,
	.start = -1.29 };
static const struct weights in_stream = { .text = 0.17,
	.words = 1.02,
	.rare = 2.79,
	.second = 3.05,
	.contained = 1.90,
	.hours = -1.92,
	.provider = -0.66,
	.provider_grams = -2.85,
	.provider_pattern = -1.36,
	.start = -3.19 };

static double
weigh(const struct coverage_pair *p, const struct weights *w)
{
	double pattern = p->grams > 0.2 ? p->grams - 0.2 : 0, same = p->same_provider;

	return w->grams * p->grams + w->text * p->text + w->words * p->words + w->rare * p->rare +
	       w->second * p->second + w->contained * p->contained + w->numbers * p->numbers +
	       w->hours * log1p(p->hours) / 6 + w->background * p->background +
	       same * (w->provider + w->provider_grams * p->grams + w->provider_pattern * pattern) + w->start;
}

static const double reprint_score = 0.9;

double
coverage_score(const struct coverage_pair *p)
{
	double z = p->topic * weigh(p, &in_topic) + (1 - p->topic) * weigh(p, &in_stream);
	double score = 1 / (1 + exp(-z));

	return p->same_text && score < reprint_score ? reprint_score : score;
}

double
coverage_settle(double score, bool same_story)
{
	double z = log((score + 1e-9) / (1 - score + 1e-9)) + (same_story ? 0.8 : -0.5);
	double settled = 1 / (1 + exp(-z));

	return same_story && settled < COVERAGE_RELATED ? COVERAGE_RELATED : settled;
}

void
coverage_mark(struct coverage *c, const struct terms *t, struct coverage_marked *m)
{
	*m = (struct coverage_marked){ 0 };
	for (size_t i = 0; i < t->ngrams; i++) {
		c->grams[t->grams[i]].marked = c->grams[t->grams[i]].weight;
		m->grams += c->grams[t->grams[i]].weight;
	}
	m->ntitle = t->ntitle;
	m->ntext = t->ntext;
	for (size_t i = 0; i < t->ntitle; i++) {
		double idf = c->terms[t->title[i]].idf;
		c->terms[t->title[i]].mark |= IN_TITLE;
		m->title += sqrt(idf);
		m->words += idf * idf;
	}
	for (size_t i = 0; i < t->ntext; i++) {
		double idf = c->terms[t->text[i]].idf;
		m->text += idf * idf;
		if (c->terms[t->text[i]].mark == 0)
			m->words += idf * idf;
		c->terms[t->text[i]].mark |= IN_TEXT;
	}
}

void
coverage_unmark(struct coverage *c, const struct terms *t)
{
	for (size_t i = 0; i < t->ngrams; i++)
		c->grams[t->grams[i]].marked = 0;
	for (size_t i = 0; i < t->ntitle; i++)
		c->terms[t->title[i]].mark = 0;
	for (size_t i = 0; i < t->ntext; i++)
		c->terms[t->text[i]].mark = 0;
}

static uint32_t
get24(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

void
coverage_unpack(const struct coverage *c, uint32_t doc, struct terms *out)
{
	const struct doc *d = doc_of(c, doc);
	const uint8_t *p = coverage_pieces(c, doc);

	out->ntitle = out->ntext = out->nkeys = 0;
	out->ngrams = p != NULL ? d->ngrams : 0;
	for (size_t i = 0; i < out->ngrams; i++, p += 2)
		memcpy(&out->grams[i], p, 2);
	for (size_t i = 0; p != NULL && i < d->nwords; i++, p += 3) {
		uint32_t word = get24(p);
		if ((word & WORD_IN_TITLE) != 0)
			out->title[out->ntitle++] = word & WORD_TERM;
		if ((word & WORD_IN_TEXT) != 0)
			out->text[out->ntext++] = word & WORD_TERM;
	}
}

/* Sums over the words of the one that is not marked. */
struct sums {
	double text, words, title;        /* all of its */
	double both_text, both_words;     /* shared */
	double both_titles;
	double title_in, marked_title_in; /* of headlines in the other's texts */
	double rarest[3];
	size_t ntext, nboth; /* words of the excerpt, shared ones */
};

static void
note_rare(double rarest[3], double idf)
{
	if (idf > rarest[0]) {
		rarest[2] = rarest[1];
		rarest[1] = rarest[0];
		rarest[0] = idf;
	} else if (idf > rarest[1]) {
		rarest[2] = rarest[1];
		rarest[1] = idf;
	} else if (idf > rarest[2]) {
		rarest[2] = idf;
	}
}

static void
sum_word(const struct coverage *c, uint32_t word, struct sums *s)
{
	const struct term *t = &c->terms[word & WORD_TERM];
	double idf = t->idf, square = idf * idf, root = 0;
	uint8_t mark = t->mark;

	s->words += square;
	if ((word & WORD_IN_TEXT) != 0) {
		s->ntext++;
		s->text += square;
	}
	if ((word & WORD_IN_TITLE) != 0 || mark != 0)
		root = sqrt(idf);
	if ((word & WORD_IN_TITLE) != 0)
		s->title += root;
	if (mark == 0)
		return;
	note_rare(s->rarest, idf);
	s->both_words += square;
	if ((word & WORD_IN_TITLE) != 0 && (mark & IN_TITLE) != 0)
		s->both_titles += root;
	if ((word & WORD_IN_TEXT) != 0 && (mark & IN_TEXT) != 0) {
		s->both_text += square;
		s->nboth++;
	}
	s->title_in += (word & WORD_IN_TITLE) != 0 ? root : 0;
	s->marked_title_in += (mark & IN_TITLE) != 0 ? root : 0;
}

static double
ratio(double part, double whole)
{
	return part > 0 && whole > 0 ? part / whole : 0;
}

static void
use_sums(const struct coverage *c, const struct sums *s, const struct coverage_marked *m,
    struct coverage_pair *pair)
{
	double most = log((double)c->learned + 2), a = ratio(s->title_in, s->title);
	double b = ratio(s->marked_title_in, m->title), rare = 0;

	pair->text = ratio(s->both_text, sqrt(s->text * m->text));
	pair->words = ratio(s->both_words, sqrt(s->words * m->words));
	pair->contained = a > b ? a : b;
	for (int i = 0; i < 3; i++)
		rare += s->rarest[i] < most ? s->rarest[i] / most : 1;
	pair->rare = rare / 6;
	pair->second = s->rarest[1] < most ? s->rarest[1] / most : 1;
}

static double
headlines_alike(const struct sums *s, const struct coverage_marked *m)
{
	return ratio(s->both_titles, s->title + m->title - s->both_titles);
}

/* Agencies' texts come under other headlines, and a headline is kept above a text
 * that was cut; a pattern has other names in it, which weigh the most. */
static bool
is_reprint(const struct sums *s, const struct coverage_marked *m)
{
	double headlines = headlines_alike(s, m);
	double texts = ratio(s->both_text, s->text + m->text - s->both_text);
	bool has_texts = s->ntext >= REPRINT_WORDS && m->ntext >= REPRINT_WORDS;

	if (has_texts && texts >= 0.8)
		return true;
	if (m->ntitle < REPRINT_WORDS)
		return false;
	return has_texts ? headlines >= 0.85 && texts >= 0.5 : headlines >= 0.95;
}

/* Sums of the even and of the odd ones: neither waits for the other. */
static double
grams_alike(const struct coverage *c, const uint8_t *p, size_t n, double marked)
{
	float all[2] = { 0, 0 }, shared[2] = { 0, 0 };
	uint16_t gram;

	for (size_t i = 0; i < n; i++, p += 2) {
		memcpy(&gram, p, 2);
		const struct gram *g = &c->grams[gram];
		all[i & 1] += g->weight;
		shared[i & 1] += g->marked;
	}
	double both = (double)shared[0] + (double)shared[1];
	return ratio(both, (double)all[0] + (double)all[1] + marked - both);
}

void
coverage_fetch(const struct coverage *c, uint32_t doc)
{
	const struct doc *d = doc_of(c, doc);
	const uint8_t *p = coverage_pieces(c, doc);

	for (size_t i = 0; p != NULL && i < 2 * (size_t)d->ngrams + 3 * (size_t)d->nwords; i += 64)
		__builtin_prefetch(p + i);
}

void
coverage_fetch_words(const struct coverage *c, uint32_t doc)
{
	const struct doc *d = doc_of(c, doc);
	const uint8_t *p = coverage_pieces(c, doc);

	if (p == NULL)
		return;
	p += 2 * d->ngrams;
	for (size_t i = 0; i < d->nwords; i++, p += 3)
		__builtin_prefetch(&c->terms[get24(p) & WORD_TERM]);
}

void
coverage_likeness(
    const struct coverage *c, uint32_t doc, const struct coverage_marked *m, struct coverage_pair *pair)
{
	const struct doc *d = doc_of(c, doc);
	const uint8_t *p = coverage_pieces(c, doc);
	struct sums sums = { 0 };

	if (p == NULL)
		return;
	if (d->ngrams > 0 && m->grams > 0)
		pair->grams = grams_alike(c, p, d->ngrams, m->grams);
	p += 2 * d->ngrams;
	for (size_t i = 0; i < d->nwords; i++, p += 3)
		sum_word(c, get24(p), &sums);
	use_sums(c, &sums, m, pair);
	if (d->ngrams == 0 || !(m->grams > 0))
		pair->grams = headlines_alike(&sums, m);
	pair->same_text = is_reprint(&sums, m);
}

double
coverage_compare(struct coverage *c, uint32_t a, uint32_t b)
{
	const struct doc *x = doc_of(c, a), *y = doc_of(c, b), *later = a > b ? x : y;
	uint32_t s = hot_of(c, a)->minutes, t = hot_of(c, b)->minutes;
	struct coverage_pair pair = { .hours = (s > t ? s - t : t - s) / 60.0,
		.background = later->background / 255.0,
		.topic = later->topic / 255.0,
		.same_provider = x->provider != 0 && x->provider == y->provider };
	struct coverage_marked marked;
	struct terms terms;

	coverage_unpack(c, a, &terms);
	coverage_mark(c, &terms, &marked);
	coverage_likeness(c, b, &marked, &pair);
	coverage_unmark(c, &terms);
	return pair.words > 0 ? coverage_score(&pair) : 0;
}
