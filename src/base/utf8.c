/* SPDX-License-Identifier: ISC */
/* Decoding, grapheme clusters and columns.  A cluster takes the columns of its
 * characters together, as terminals draw them: stacked marks nothing, vowel
 * signs of their own width one more, flags two.  Joined emoji, about which
 * terminals differ, count two; the canvas draws just that many cells. */
#include "base/utf8.h"

#include <string.h>
#include <wchar.h>

#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>

#include "base/arena.h"

enum { ZWJ = 0x200D };

static size_t
expected_length(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xC2 && c <= 0xDF)
		return 2;
	if (c >= 0xE0 && c <= 0xEF)
		return 3;
	return c >= 0xF0 && c <= 0xF4 ? 4 : 0;
}

static size_t
decode_any(const char *s, size_t n, uint32_t *cp)
{
	static const unsigned char lead_bits[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = expected_length((unsigned char)s[0]);
	uint32_t value;

	*cp = 0xFFFD;
	if (length == 0 || length > n)
		return 1;
	value = (unsigned char)s[0] & lead_bits[length];
	for (size_t i = 1; i < length; i++) {
		if (((unsigned char)s[i] & 0xC0) != 0x80)
			return 1;
		value = value << 6 | ((unsigned char)s[i] & 0x3F);
	}
	if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 1;
	*cp = value;
	return length;
}

static bool
continues(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Nearly all are of one, two or three bytes. */
size_t
utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	unsigned char c = (unsigned char)s[0];

	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	if (c >= 0xC2 && c <= 0xDF && n > 1 && continues(s[1])) {
		*cp = (c & 0x1Fu) << 6 | ((unsigned char)s[1] & 0x3Fu);
		return 2;
	}
	if (c > 0xE0 && c < 0xED && n > 2 && continues(s[1]) && continues(s[2])) {
		*cp = (c & 0x0Fu) << 12 | ((unsigned char)s[1] & 0x3Fu) << 6 | ((unsigned char)s[2] & 0x3Fu);
		return 3;
	}
	return decode_any(s, n, cp);
}

size_t
utf8_encode(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

bool
utf8_valid(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t length = utf8_decode(s + i, n - i, &cp);

		if (cp == 0xFFFD && length == 1)
			return false;
		i += length;
	}
	return true;
}

static bool
is_regional(uint32_t cp)
{
	return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

/* A colour of skin. */
static bool
is_modifier(uint32_t cp)
{
	return cp >= 0x1F3FB && cp <= 0x1F3FF;
}

static int
columns_of(uint32_t cp)
{
	int w = cp < 0x7F ? 1 : wcwidth((wchar_t)cp);

	/* Drawn as the nearest sign. */
	return w < 0 ? utf8_plain(cp) != '\0' : w;
}

/* Whether a cluster boundary is impossible to miss here: both plain ASCII. */
static bool
is_plain(const char *s, size_t n, size_t i)
{
	return i >= n || ((unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x7F);
}

struct cluster {
	uint32_t last;
	bool emoji;		/* begins with one */
	bool joined;		/* of several emoji, or one with a colour of skin */
	int regionals;		/* letters of a flag */
	int columns;		/* sum of its characters */
};

/* Whether CP belongs to the cluster as well.  The library judges two neighbours;
 * flags (GB12, GB13) and joined emoji (GB11) need what came before them. */
static bool
takes(struct cluster *c, uint32_t cp)
{
	bool joins = false;

	if (is_regional(cp) && is_regional(c->last))
		joins = c->regionals++ == 1;
	else if (c->emoji &&
	    (is_modifier(cp) || (c->last == ZWJ && uc_is_property_extended_pictographic(cp))))
		joins = c->joined = true;
	else
		joins = !uc_is_grapheme_break(c->last, cp);
	if (joins)
		c->columns += columns_of(cp);
	c->last = cp;
	return joins;
}

size_t
utf8_grapheme(const char *s, size_t n, int *columns)
{
	struct cluster c = { 0 };

	*columns = 1;
	if (is_plain(s, n, 0) && is_plain(s, n, 1))
		return n > 0;
	size_t length, i = utf8_decode(s, n, &c.last);
	c.emoji = uc_is_property_extended_pictographic(c.last);
	c.regionals = is_regional(c.last);
	c.columns = columns_of(c.last);
	for (uint32_t cp; i < n; i += length) {
		length = utf8_decode(s + i, n - i, &cp);
		if (!takes(&c, cp))
			break;
	}
	*columns = c.joined ? 2 : c.columns;
	return i;
}

size_t
utf8_fit(const char *s, size_t n, int columns, int *used)
{
	size_t i = 0;
	int total = 0;

	while (i < n) {
		int w;
		size_t length = utf8_grapheme(s + i, n - i, &w);

		if (total + w > columns)
			break;
		total += w;
		i += length;
	}
	if (used != NULL)
		*used = total;
	return i;
}

int
utf8_columns(const char *s, size_t n)
{
	int total;

	utf8_fit(s, n, 1 << 30, &total);
	return total;
}

static char
lower(char c)
{
	return (char)(c + ((unsigned char)(c - 'A') < 26 ? 'a' - 'A' : 0));
}

static char *
fold_ascii(struct arena *a, const char *s, size_t n)
{
	char *out = arena_alloc(a, n + 1);

	for (size_t i = 0; i < n; i++)
		out[i] = lower(s[i]);
	return out;
}

static bool
is_ascii(const char *s, size_t n)
{
	uint64_t all = 0, eight;

	for (; n >= sizeof(eight); n -= sizeof(eight), s += sizeof(eight)) {
		memcpy(&eight, s, sizeof(eight));
		all |= eight;
	}
	for (; n > 0; n--)
		all |= (unsigned char)*s++;
	return (all & UINT64_C(0x8080808080808080)) == 0;
}

/* Decomposed and folded; marks left out. */
static char *
fold_unicode(struct arena *a, const uint32_t *folded, size_t count)
{
	char *out = arena_alloc(a, count * 4 + 1);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (!uc_is_general_category_withtable(folded[i], UC_CATEGORY_MASK_Mn))
			n += utf8_encode(folded[i], out + n);
	out[n] = '\0';
	return out;
}

char *
utf8_fold(struct arena *a, const char *s, size_t n)
{
	size_t count = 0, out_count = 0;

	if (is_ascii(s, n))
		return fold_ascii(a, s, n);
	uint32_t *points = arena_array(a, n + 1, sizeof(*points));
	for (size_t i = 0; i < n; count++)
		i += utf8_decode(s + i, n - i, &points[count]);
	/* Case folding at most triples, decomposition at most takes 18 for one. */
	size_t room = count * 18 + 1;
	uint32_t *folded = arena_array(a, room, sizeof(*folded));
	out_count = room;
	if (u32_casefold(points, count, NULL, UNINORM_NFKD, folded, &out_count) != folded)
		return fold_ascii(a, s, n);
	return fold_unicode(a, folded, out_count);
}
