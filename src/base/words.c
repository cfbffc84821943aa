/* SPDX-License-Identifier: ISC */
/* Most text of any language is composed already, and what libunistring says of a
 * character takes it a hundred steps to find: so what is known of one is kept, and
 * only those stretches are composed in which something may change.  What comes out
 * must be what composing the whole would give: what is in an index is taken out by
 * the words that were put in. */
#include "base/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <uninorm.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

static const struct { uint32_t first, last; } unspaced[] = {
	{ 0x0E01, 0x0E3A }, { 0x0E40, 0x0E4E }, { 0x0E81, 0x0ECE }, { 0x1000, 0x103F }, { 0x1050, 0x109F },
	{ 0x1100, 0x11FF }, { 0x1780, 0x17D3 }, { 0x2E80, 0x2FDF }, { 0x3005, 0x3007 }, { 0x3021, 0x3029 },
	{ 0x3031, 0x3035 }, { 0x303B, 0x303B }, { 0x3041, 0x3096 }, { 0x3099, 0x309A }, { 0x309D, 0x309F },
	{ 0x30A1, 0x30FA }, { 0x30FC, 0x30FF }, { 0x3105, 0x312F }, { 0x3131, 0x318E }, { 0x31A0, 0x31BF },
	{ 0x31F0, 0x31FF }, { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xA000, 0xA48C }, { 0xA960, 0xA97C },
	{ 0xAC00, 0xD7A3 }, { 0xD7B0, 0xD7FB }, { 0xF900, 0xFAFF }, { 0xFF66, 0xFF9F }, { 0x1B000, 0x1B16F },
	{ 0x20000, 0x3FFFF },
};

static const struct { uint32_t letter; const char *spelt; } letters[] = {
	{ 0x00C6, "ae" }, { 0x00D0, "d" }, { 0x00D8, "o" }, { 0x00DE, "th" }, { 0x00DF, "ss" },
	{ 0x00E6, "ae" }, { 0x00F0, "d" }, { 0x00F8, "o" }, { 0x00FE, "th" }, { 0x0110, "d" },
	{ 0x0111, "d" }, { 0x0126, "h" }, { 0x0127, "h" }, { 0x0131, "i" }, { 0x0141, "l" },
	{ 0x0142, "l" }, { 0x0152, "oe" }, { 0x0153, "oe" }, { 0x1E9E, "ss" },
};

static bool
is_unspaced(uint32_t cp)
{
	if (cp < unspaced[0].first)
		return false;
	for (size_t i = 0; i < COUNT(unspaced) && cp >= unspaced[i].first; i++)
		if (cp <= unspaced[i].last)
			return true;
	return false;
}

/* What a word is made of; a mark alone is none, nor is a sign's way to look. */
static bool
is_letter(uint32_t cp)
{
	return cp != 0xFFFD && uc_is_general_category_withtable(cp,
	    UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_Co);
}

static bool
is_mark(uint32_t cp)
{
	return (cp < 0xFE00 || cp > 0xFE0F) && cp < 0xE0100 &&
	    uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_M);
}

static bool
is_greek(uint32_t cp)
{
	return (cp >= 0x0370 && cp <= 0x03FF) || (cp >= 0x1F00 && cp <= 0x1FFF);
}

/* SQLite knows the accents of Latin letters only. */
static uint32_t
without_accents(uint32_t cp)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	while (is_greek(cp) && uc_canonical_decomposition(cp, parts) > 0)
		cp = parts[0];
	return cp;
}

static const char *
spelt(uint32_t cp)
{
	for (size_t i = 0; i < COUNT(letters); i++)
		if (letters[i].letter == cp)
			return letters[i].spelt;
	return NULL;
}

/* What becomes of a character; STEADY: composing leaves it alone, it stays as it is
 * and takes part in nothing that stands in front of it; IN_WORDS: it is a letter. */
enum { LETTER = 1, MARK, OTHER, GREEK, SPELT, UNSPACED, KIND = 7, STEADY = 8, IN_WORDS = 16 };

static bool
is_steady(uint32_t cp)
{
	size_t n = 0;
	ucs4_t *composed = u32_normalize(UNINORM_NFKC, &cp, 1, NULL, &n);
	bool same = composed != NULL && n == 1 && composed[0] == cp;

	free(composed);
	/* Vowels and ends of Hangul syllables are no marks, but join like them. */
	return same && !uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_M) &&
	    uc_combining_class(cp) == 0 && (cp < 0x1160 || cp > 0x11FF) && cp != 0xFFFD;
}

static int
find_kind(uint32_t cp)
{
	if (is_unspaced(cp))
		return UNSPACED;
	if (is_greek(cp))
		return GREEK;
	/* SQLite's idea of what is a letter is as old as SQLite is. */
	if (!is_letter(cp))
		return is_mark(cp) ? MARK : OTHER;
	return spelt(cp) != NULL ? SPELT : LETTER;
}

static unsigned char kinds[0x10000];

static unsigned
learn_kind(uint32_t cp)
{
	int kind = find_kind(cp) | (is_letter(cp) ? IN_WORDS : 0);

	if (cp >= COUNT(kinds))
		return (unsigned)kind;
	kinds[cp] = (unsigned char)(kind | (is_steady(cp) ? STEADY : 0));
	return kinds[cp];
}

/* Of one beyond ASCII. */
static inline unsigned
kind_of(uint32_t cp)
{
	return cp < COUNT(kinds) && kinds[cp] != 0 ? kinds[cp] : learn_kind(cp);
}

static void
put_letter(struct buf *out, uint32_t cp, const char *s, size_t n)
{
	char bytes[4];

	switch (kind_of(cp) & KIND) {
	case GREEK:
		buf_add(out, bytes, utf8_encode(without_accents(cp), bytes));
		break;
	case SPELT:
		buf_puts(out, spelt(cp));
		break;
	case MARK:
		if (out->n > 0 && out->p[out->n - 1] != ' ')
			buf_add(out, s, n);
		else
			buf_putc(out, ' ');
		break;
	case OTHER:
		buf_putc(out, ' ');
		break;
	default:
		buf_add(out, s, n);
	}
}

/* A run of a script without blanks, from S on; gives its length. */
static size_t
put_run(struct buf *out, const char *s, size_t n, bool query, bool *lone)
{
	size_t last = 0, at = 0, count = 0;
	uint32_t cp;

	buf_putc(out, ' ');
	while (at < n) {
		size_t length = utf8_decode(s + at, n - at, &cp);

		if (cp < 0x80 || (kind_of(cp) & KIND) != UNSPACED)
			break;
		if (count > 0) {
			buf_add(out, s + last, at + length - last);
			buf_putc(out, ' ');
		}
		last = at;
		at += length;
		count++;
	}
	*lone = query && at == n && count == 1;
	if (!query || at < n || count == 1) {
		buf_add(out, s + last, at - last);
		if (!*lone)
			buf_putc(out, ' ');
	}
	return at;
}

/* The next character, or all of ASCII where it is not alone. */
static inline size_t
take(const char *s, size_t n, uint32_t *cp)
{
	size_t length = utf8_decode(s, n, cp);

	return *cp < 0x80 && n > 1 && (unsigned char)s[1] < 0x80 ? utf8_ascii(s, n) : length;
}

/* Bytes at the beginning that stay what they are. */
static size_t
letter_run(const char *s, size_t n)
{
	size_t at = 0, length;
	uint32_t cp;

	for (; at < n; at += length) {
		length = take(s + at, n - at, &cp);
		if (cp >= 0x80 && (kind_of(cp) & KIND) != LETTER)
			break;
	}
	return at;
}

static bool
put_words(struct buf *out, const char *s, size_t n, bool query)
{
	bool lone = false;
	uint32_t cp;

	for (size_t at = 0; at < n;) {
		size_t length = letter_run(s + at, n - at);

		lone = false;
		if (length > 0) {
			buf_add(out, s + at, length);
			at += length;
			continue;
		}
		length = utf8_decode(s + at, n - at, &cp);
		if ((kind_of(cp) & KIND) == UNSPACED) {
			at += put_run(out, s + at, n - at, query, &lone);
			continue;
		}
		put_letter(out, cp, s + at, length);
		at += length;
	}
	return lone;
}

/* The next stretch, from AT on, that composing may change: with the character in
 * front of it, which may take part, and up to where QUIET others follow, since each
 * costs a call.  False: there is none. */
static bool
find_unsteady(const char *s, size_t n, size_t *at, size_t *end)
{
	enum { QUIET = 16 };
	size_t before = *at, i = *at, length;
	uint32_t cp;

	for (; i < n; i += length) {
		length = take(s + i, n - i, &cp);
		if (cp >= 0x80 && (kind_of(cp) & STEADY) == 0)
			break;
		before = cp < 0x80 ? i + length - 1 : i;
	}
	*at = i < n ? before : n;
	*end = i;
	for (size_t steady = 0; i < n && steady < QUIET; i += length) {
		length = utf8_decode(s + i, n - i, &cp);
		if (cp < 0x80 || (kind_of(cp) & STEADY) != 0) {
			steady++;
		} else {
			steady = 0;
			*end = i + length;
		}
	}
	return *at < n;
}

/* S as NFKC has it: S itself, or what is put into OUT. */
static const char *
compose(struct buf *out, const char *s, size_t *n)
{
	size_t at = 0, end = 0, done = 0;

	while (find_unsteady(s, *n, &at, &end)) {
		size_t length = 0;
		uint8_t *composed =
		    u8_normalize(UNINORM_NFKC, (const uint8_t *)s + at, end - at, NULL, &length);

		buf_add(out, s + done, at - done);
		/* Text that is no UTF-8 is taken as it stands. */
		if (composed != NULL)
			buf_add(out, composed, length);
		else
			buf_add(out, s + at, end - at);
		free(composed);
		at = done = end;
	}
	if (done == 0)
		return s;
	buf_add(out, s + done, *n - done);
	*n = out->n;
	return out->p;
}

static bool
prepare(struct buf *out, const char *s, size_t n, bool query)
{
	struct buf whole = { 0 };

	if (utf8_ascii(s, n) == n) {
		buf_add(out, s, n);
		return false;
	}
	s = compose(&whole, s, &n);
	bool lone = put_words(out, s, n, query);
	buf_done(&whole);
	return lone;
}

void
words_index(struct buf *out, const char *s, size_t n)
{
	(void)prepare(out, s, n, false);
}

bool
words_query(struct buf *out, const char *s, size_t n)
{
	while (n > 0 && s[n - 1] == ' ')
		n--;
	return prepare(out, s, n, true);
}

bool
words_any(const char *s, size_t n)
{
	uint32_t cp;

	for (size_t at = 0; at < n;) {
		at += utf8_decode(s + at, n - at, &cp);
		if (cp < 0x80 ? (cp >= '0' && cp <= '9') || ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z')
		    : (kind_of(cp) & IN_WORDS) != 0)
			return true;
	}
	return false;
}

bool
words_unspaced(const char *s, size_t n, bool last)
{
	uint32_t cp = 0;

	if (n == 0)
		return false;
	size_t at = last ? n - 1 : 0;
	while (at > 0 && ((unsigned char)s[at] & 0xC0) == 0x80)
		at--;
	(void)utf8_decode(s + at, n - at, &cp);
	return is_unspaced(cp);
}
