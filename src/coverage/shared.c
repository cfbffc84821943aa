/* SPDX-License-Identifier: ISC */
#include "coverage/shared.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "coverage/words.h"

enum { LEAD_WORDS = 64 };

struct lead {
	uint64_t stems[LEAD_WORDS];
	size_t n;
};

/* 0: the word says nothing. */
static uint64_t
stem_of(struct arena *a, const struct word *word)
{
	char stem[WORD_MAX];
	const char *folded = utf8_fold(a, word->p, word->n);
	struct words w;
	struct word own;

	words_start(&w, folded, strlen(folded));
	if (!words_next(&w, &own))
		return 0;
	size_t n = word_stem(&own, stem);
	return n > 0 ? hash_bytes(stem, n) : 0;
}

static void
read_lead(struct arena *a, const char *text, struct lead *out)
{
	struct words w;
	struct word word;

	words_start(&w, text, strlen(text));
	while (out->n < LEAD_WORDS && words_next(&w, &word)) {
		uint64_t stem = stem_of(a, &word);

		if (stem != 0)
			out->stems[out->n++] = stem;
	}
}

static bool
has(const struct lead *lead, uint64_t stem)
{
	for (size_t i = 0; i < lead->n; i++)
		if (lead->stems[i] == stem)
			return true;
	return stem == 0;
}

enum { BETWEEN, OWN, SHARED };

/* What is between words goes with the word before it. */
static struct headline_part *
join(struct arena *a, const unsigned char *kinds, size_t n, size_t *count)
{
	struct headline_part *list = NULL;
	size_t first = 0;

	while (first < n && kinds[first] == BETWEEN)
		first++;
	bool shared = first < n && kinds[first] == SHARED;
	for (size_t i = 0; i < n; i++) {
		bool begins = i == 0;

		if (kinds[i] != BETWEEN && shared != (kinds[i] == SHARED)) {
			shared = !shared;
			begins = true;
		}
		if (begins) {
			list = arena_grow(a, list, *count, sizeof(*list));
			list[(*count)++] = (struct headline_part){ 0, shared };
		}
		list[*count - 1].n++;
	}
	return list;
}

struct headline_part *
shared_parts(struct arena *a, const char *lead, const char *title, size_t *count)
{
	struct lead known = { .n = 0 };
	struct words w;
	struct word word;
	size_t n = strlen(title);
	unsigned char *kinds = arena_array(a, n + 1, sizeof(*kinds));

	*count = 0;
	if (lead != NULL)
		read_lead(a, lead, &known);
	words_start(&w, title, n);
	while (words_next(&w, &word)) {
		unsigned char kind = has(&known, stem_of(a, &word)) ? SHARED : OWN;
		size_t from = (size_t)(word.p - title);

		/* Characters that stand in two pairs are shared if one of them is. */
		for (size_t i = from; i < from + word.n; i++)
			kinds[i] = kinds[i] > kind ? kinds[i] : kind;
	}
	return join(a, kinds, n, count);
}
