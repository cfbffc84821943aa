/* SPDX-License-Identifier: ISC */
/* Text into terms.  Headlines give two views: stemmed words, by which likely
 * companions are found, and all runs of four letters, by which they are
 * compared; the second forgives inflection, compounds and spelling, and was
 * worth more than any other single idea. */
#include "coverage/terms.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "coverage/words.h"

enum { TITLE_BYTES = 512, TEXT_BYTES = 2048, GRAM = 4 };

/* FNV's low bits alone are weak for short words. */
static uint32_t
mix(const char *s, size_t n)
{
	uint64_t h = hash_bytes(s, n);

	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(h >> 32);
}

static size_t
cut(const char *s, size_t most)
{
	size_t n = strnlen(s, most);

	while (n == most && n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static bool
has(const uint32_t *list, size_t n, uint32_t term)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == term)
			return true;
	return false;
}

static void
read_title(struct terms *out, const char *s, size_t n)
{
	struct words w;
	struct word word;
	char stem[WORD_MAX];

	words_start(&w, s, n);
	while (out->ntitle < TERMS_TITLE && words_next(&w, &word)) {
		size_t len = word_stem(&word, stem);
		uint32_t term = mix(stem, len) >> (32 - TERM_BITS);
		if (len == 0 || has(out->title, out->ntitle, term))
			continue;
		out->number[out->ntitle] = word.is_number;
		out->title[out->ntitle++] = term;
	}
}

/* The words with one blank around each, as code points. */
static size_t
spell(uint32_t *out, size_t room, const char *s, size_t n)
{
	struct words w;
	struct word word;
	size_t count = 0;

	out[count++] = ' ';
	words_start(&w, s, n);
	while (words_next(&w, &word)) {
		for (size_t i = 0; i < word.n && count + 1 < room; count++)
			i += utf8_decode(word.p + i, word.n - i, &out[count]);
		out[count++] = ' ';
		if (count + 1 >= room)
			break;
	}
	return count;
}

/* By one of the two bytes, keeping the order of what has the same. */
static void
sort_by_byte(const uint16_t *in, uint16_t *out, size_t n, int shift)
{
	size_t at[256] = { 0 }, sum = 0;

	for (size_t i = 0; i < n; i++)
		at[in[i] >> shift & 0xff]++;
	for (size_t b = 0; b < COUNT(at); b++) {
		size_t count = at[b];
		at[b] = sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
		out[at[in[i] >> shift & 0xff]++] = in[i];
}

/* A few of them: insertion is faster than a function for each two. */
static void
sort_terms(uint32_t *list, size_t n)
{
	for (size_t i = 1, k; i < n; i++) {
		uint32_t term = list[i];
		for (k = i; k > 0 && list[k - 1] > term; k--)
			list[k] = list[k - 1];
		list[k] = term;
	}
}

static void
read_grams(struct terms *out, struct arena *a, const char *s, size_t n)
{
	size_t room = 2 * n + 4, count = 0, kept = 0;
	uint32_t *points = arena_array(a, room, sizeof(*points));
	uint16_t *grams = arena_array(a, room, sizeof(*grams)), *half = arena_array(a, room, sizeof(*half));
	size_t len = spell(points, room, s, n);

	for (size_t i = 0; i + 1 < len; i++) {
		/* Pairs of characters are spelled as words of their own. */
		size_t size = words_is_cjk(points[i]) ? 2 : GRAM;
		if (i + size <= len && !(size == 2 && points[i + 1] == ' '))
			grams[count++] =
			    (uint16_t)(mix((const char *)(points + i), size * sizeof(*points)) >> 16);
	}
	sort_by_byte(grams, half, count, 0);
	sort_by_byte(half, grams, count, 8);
	for (size_t i = 0; i < count && kept < TERMS_GRAMS; i++)
		if (kept == 0 || out->grams[kept - 1] != grams[i])
			out->grams[kept++] = grams[i];
	out->ngrams = kept;
}

/* Where the sentence at S ends: behind . ! ? … and a blank. */
#define STOPS ".!?\n\xe2"
static size_t
sentence(const char *s, size_t n)
{
	for (size_t i = strcspn(s, STOPS); i + 1 < n; i += 1 + strcspn(s + i + 1, STOPS)) {
		bool dots = (unsigned char)s[i] == 0xe2 && i + 2 < n && memcmp(s + i, "\xe2\x80\xa6", 3) == 0;
		bool stop = s[i] == '.' || s[i] == '!' || s[i] == '?';
		if (dots || (stop && (s[i + 1] == ' ' || s[i + 1] == '\n')) || s[i] == '\n')
			return i + (dots ? 3 : 1);
	}
	return n;
}

/* -- as bytes: a head, the headline's words, which of them are numbers, pieces; then
 * for each sentence of the excerpt its hash, how many words it has, and these */

struct head {
	uint32_t ntitle, ngrams, nsentences;
};

static void
put_sentence(struct buf *out, const char *s, size_t n, uint64_t hash)
{
	uint32_t list[TERMS_TEXT], count = 0;
	struct words w;
	struct word word;
	char stem[WORD_MAX];

	words_start(&w, s, n);
	while (count < TERMS_TEXT && words_next(&w, &word)) {
		size_t len = word_stem(&word, stem);
		uint32_t term = mix(stem, len) >> (32 - TERM_BITS);
		if (len > 0 && !has(list, count, term))
			list[count++] = term;
	}
	buf_add(out, &hash, sizeof(hash));
	buf_add(out, &count, sizeof(count));
	buf_add(out, list, count * sizeof(*list));
}

static uint32_t
put_sentences(struct buf *out, const char *s, size_t n)
{
	uint32_t count = 0;

	for (size_t at = 0, len; at < n; at += len) {
		len = sentence(s + at, n - at);
		size_t skip = strspn(s + at, " \n\t.");
		if (skip >= len)
			continue;
		put_sentence(out, s + at, len, hash_bytes(s + at + skip, len - skip));
		count++;
	}
	return count;
}

void
terms_scan(struct buf *out, struct arena *a, const char *title, const char *excerpt)
{
	struct terms t = { .ntitle = 0 };
	struct head head = { 0 };
	size_t at = out->n;

	if (title != NULL) {
		const char *folded = utf8_fold(a, title, cut(title, TITLE_BYTES));
		read_title(&t, folded, strlen(folded));
		read_grams(&t, a, folded, strlen(folded));
	}
	head.ntitle = (uint32_t)t.ntitle;
	head.ngrams = (uint32_t)t.ngrams;
	buf_add(out, &head, sizeof(head));
	buf_add(out, t.title, t.ntitle * sizeof(*t.title));
	buf_add(out, t.number, t.ntitle * sizeof(*t.number));
	buf_add(out, t.grams, t.ngrams * sizeof(*t.grams));
	if (excerpt != NULL) {
		const char *folded = utf8_fold(a, excerpt, cut(excerpt, TEXT_BYTES));
		head.nsentences = put_sentences(out, folded, strlen(folded));
		memcpy(out->p + at, &head, sizeof(head));
	}
}

struct in {
	const char *p;
	size_t left;
};

static bool
are_terms(const uint32_t *list, uint32_t n)
{
	bool good = true;

	for (uint32_t i = 0; i < n; i++)
		good = good && list[i] < TERM_COUNT;
	return good;
}

/* False: so many are not there. */
static bool
get(struct in *in, void *to, size_t n)
{
	if (n > in->left)
		return false;
	memcpy(to, in->p, n);
	in->p += n;
	in->left -= n;
	return true;
}

static bool
take_sentence(struct terms *out, struct in *in, const struct terms_judge *judge)
{
	uint32_t list[TERMS_TEXT], n;
	uint64_t hash;

	if (!get(in, &hash, sizeof(hash)) || !get(in, &n, sizeof(n)) || n > TERMS_TEXT ||
	    !get(in, list, n * sizeof(*list)) || !are_terms(list, n))
		return false;
	if (judge != NULL && !judge->says(judge->arg, hash))
		return true;
	for (uint32_t i = 0; i < n && out->ntext < TERMS_TEXT; i++)
		if (!has(out->text, out->ntext, list[i]))
			out->text[out->ntext++] = list[i];
	return true;
}

bool
terms_take(struct terms *out, const void *bytes, size_t n, const struct terms_judge *judge)
{
	struct in in = { bytes, n };
	struct head head;

	out->ntitle = out->ntext = out->nkeys = out->ngrams = 0;
	if (!get(&in, &head, sizeof(head)) || head.ntitle > TERMS_TITLE || head.ngrams > TERMS_GRAMS ||
	    !get(&in, out->title, head.ntitle * sizeof(*out->title)) ||
	    !are_terms(out->title, head.ntitle) ||
	    !get(&in, out->number, head.ntitle * sizeof(*out->number)) ||
	    !get(&in, out->grams, head.ngrams * sizeof(*out->grams)))
		return false;
	bool ok = true;
	out->ntitle = head.ntitle;
	out->ngrams = head.ngrams;
	for (uint32_t i = 0; ok && i < head.nsentences; i++)
		ok = take_sentence(out, &in, judge);
	sort_terms(out->text, out->ntext);
	return ok;
}

void
terms_read(struct terms *out, struct arena *a, const char *title, const char *excerpt,
    const struct terms_judge *judge)
{
	struct buf bytes = { 0 };

	terms_scan(&bytes, a, title, excerpt);
	(void)terms_take(out, bytes.p, bytes.n, judge);
	buf_done(&bytes);
}

void
terms_of_word(struct terms *out, struct arena *a, const char *word, size_t n)
{
	memset(out, 0, sizeof(*out));
	read_title(out, word, n);
	read_grams(out, a, word, n);
}
