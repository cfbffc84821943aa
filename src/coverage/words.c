/* SPDX-License-Identifier: ISC */
/* Words and their stems.  The stemmer only takes off what English headlines
 * vary in (plurals, -ing, -ed, -ly); other languages lose next to nothing by
 * it, and gain their sameness from pieces of four letters (terms.c). */
#include "coverage/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { STOP_MAX = 7, ROMAN_MAX = 4 }; /* letters of the longest */
static const char *const stop_words[] = { "a", "about", "above", "after", "again", "against", "all", "also",
	"am", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "being", "below",
	"between", "both", "but", "by", "can", "could", "did", "do", "does", "doing", "down", "during",
	"each", "few", "for", "from", "further", "get", "gets", "got", "had", "has", "have", "having", "he",
	"her", "here", "hers", "him", "his", "how", "if", "in", "into", "is", "it", "its", "itself", "just",
	"may", "me", "more", "most", "my", "new", "no", "nor", "not", "now", "of", "off", "on", "once", "one",
	"only", "or", "other", "our", "out", "over", "own", "said", "same", "say", "says", "she", "should",
	"so", "some", "such", "than", "that", "the", "their", "theirs", "them", "then", "there", "these",
	"they", "this", "those", "through", "to", "too", "under", "until", "up", "us", "very", "via", "vs",
	"was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with",
	"would", "you", "your", "yours" };

static const char *const romans[] = { "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix" };

bool
words_is_cjk(uint32_t cp)
{
	if (cp < 0x0e00)
		return false;
	return cp <= 0x0eff || (cp >= 0x3040 && cp <= 0x30ff) || (cp >= 0x3400 && cp <= 0x9fff) ||
	       (cp >= 0xf900 && cp <= 0xfaff) || (cp >= 0x20000 && cp <= 0x3ffff);
}

static bool
is_digit(uint32_t cp)
{
	return cp - '0' < 10;
}

/* Punctuation and signs beyond ASCII are few blocks; all else is letters. */
static bool
is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (cp | 0x20) - 'a' < 26 || is_digit(cp);
	return cp >= 0xc0 && cp != 0xd7 && cp != 0xf7 && !(cp >= 0x2000 && cp <= 0x2bff) &&
	       !(cp >= 0x3000 && cp <= 0x303f) && !(cp >= 0xfe00 && cp <= 0xfe6f) &&
	       !(cp >= 0xff00 && cp <= 0xff0f) && !(cp >= 0xff1a && cp <= 0xff20) && cp != 0xfffd &&
	       !(cp >= 0x1f000 && cp <= 0x1faff);
}

static bool
is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019;
}

/* As utf8_decode; most of what is read is ASCII. */
static inline size_t
decode(const char *p, const char *end, uint32_t *cp)
{
	if ((unsigned char)*p >= 0x80)
		return utf8_decode(p, (size_t)(end - p), cp);
	*cp = (unsigned char)*p;
	return 1;
}

void
words_start(struct words *w, const char *folded, size_t n)
{
	*w = (struct words){ folded, folded + n, false };
}

/* Skips what is no letter; a run of CJK gives its characters two by two, each
 * but the ends in two pairs, so that any two words share what they share. */
static bool
take_pair(struct words *w, struct word *out, size_t first)
{
	uint32_t cp = 0;
	size_t left = (size_t)(w->end - w->p) - first;
	size_t second = left > 0 ? utf8_decode(w->p + first, left, &cp) : 0;
	bool two = second > 0 && words_is_cjk(cp);

	if (!two && w->paired) { /* the run's end is in a pair already */
		w->p += first;
		w->paired = false;
		return false;
	}
	*out = (struct word){ w->p, first + (two ? second : 0), false, true };
	w->p += first;
	w->paired = two;
	return true;
}

static void
take_word(struct words *w, struct word *out)
{
	bool digits = true;
	uint32_t cp;

	out->p = w->p;
	out->is_cjk = false;
	while (w->p < w->end) {
		size_t n = decode(w->p, w->end, &cp);
		if (!is_letter(cp) || words_is_cjk(cp))
			break;
		digits = digits && is_digit(cp);
		w->p += n;
	}
	out->n = (size_t)(w->p - out->p);
	out->is_number = digits;
}

/* "council's", "wasn't": the tail says nothing. */
static void
skip_tail(struct words *w)
{
	struct word tail;
	uint32_t cp;

	if (w->p == w->end)
		return;
	size_t n = decode(w->p, w->end, &cp);
	if (!is_apostrophe(cp))
		return;
	const char *back = w->p;
	w->p += n;
	take_word(w, &tail);
	if (tail.n > 2)
		w->p = back;
}

bool
words_next(struct words *w, struct word *out)
{
	uint32_t cp;

	while (w->p < w->end) {
		size_t n = decode(w->p, w->end, &cp);
		if (words_is_cjk(cp)) {
			if (take_pair(w, out, n))
				return true;
			continue;
		}
		w->paired = false;
		if (is_letter(cp)) {
			take_word(w, out);
			skip_tail(w);
			return true;
		}
		w->p += n;
	}
	return false;
}

static int
compare_stop(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

static bool
ends(const char *s, size_t n, const char *tail)
{
	size_t k = strlen(tail);

	return n > k && memcmp(s + n - k, tail, k) == 0;
}

/* "stopp" is "stop", but "fall" and "pass" stay. */
static size_t
undouble(const char *s, size_t n)
{
	return n > 3 && s[n - 1] == s[n - 2] && s[n - 1] != 'l' && s[n - 1] != 's' ? n - 1 : n;
}

static size_t
cut_plural(char *s, size_t n)
{
	if (n > 4 && ends(s, n, "ies")) {
		s[n - 3] = 'y';
		return n - 2;
	}
	if (n > 4 && (ends(s, n, "sses") || ends(s, n, "xes") || ends(s, n, "ches") || ends(s, n, "shes")))
		return n - 2;
	if (n > 3 && s[n - 1] == 's' && !ends(s, n, "ss") && !ends(s, n, "us") && !ends(s, n, "is"))
		return n - 1;
	return n;
}

static size_t
cut_ending(char *s, size_t n)
{
	n = cut_plural(s, n);
	if (n > 5 && ends(s, n, "ing"))
		n = undouble(s, n - 3);
	else if (n > 4 && ends(s, n, "ed"))
		n = undouble(s, n - 2);
	else if (n > 5 && ends(s, n, "ly"))
		n -= 2;
	return n > 4 && s[n - 1] == 'e' ? n - 1 : n;
}

size_t
word_stem(const struct word *word, char out[WORD_MAX])
{
	size_t n = word->n < WORD_MAX ? word->n : WORD_MAX - 1;

	memcpy(out, word->p, n);
	out[n] = '\0';
	if (word->is_number || word->is_cjk)
		return n;
	if (n <= STOP_MAX && bsearch(out, stop_words, COUNT(stop_words), sizeof(stop_words[0]),
				 compare_stop) != NULL)
		return 0;
	for (size_t i = 0; n <= ROMAN_MAX && i < COUNT(romans); i++)
		if (strcmp(out, romans[i]) == 0) {
			out[0] = (char)('2' + i);
			return 1;
		}
	if (n < 2)
		return 0;
	return cut_ending(out, n);
}
