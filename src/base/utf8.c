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
#include "base/mem.h"

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

size_t
utf8_decode_any(const char *s, size_t n, uint32_t *cp)
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

size_t
utf8_ascii(const char *s, size_t n)
{
	size_t i = 0;

	for (uint64_t eight; i + sizeof(eight) <= n; i += sizeof(eight)) {
		memcpy(&eight, s + i, sizeof(eight));
		if ((eight & 0x8080808080808080u) != 0)
			break;
	}
	while (i < n && (unsigned char)s[i] < 0x80)
		i++;
	return i;
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
	for (size_t i = utf8_ascii(s, n); i < n;) {
		uint32_t cp;
		size_t length = utf8_decode(s + i, n - i, &cp);

		if (cp == 0xFFFD && length == 1)
			return false;
		i += length;
		i += utf8_ascii(s + i, n - i);
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

static char *
fold_whole(struct arena *a, const char *s, size_t n)
{
	size_t count = 0, out_count = 0;
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

/* What a character folds to wherever it stands, if that is short. */
enum { FOLD_MOST = 3, FOLD_WHOLE = FOLD_MOST + 1 };

struct fold {
	unsigned char known;		/* bytes, and one more; 0: not asked yet */
	char bytes[FOLD_MOST];
};

static struct fold
find_fold(uint32_t cp)
{
	uint32_t parts[64];
	size_t count = COUNT(parts), n = 0;
	char bytes[4];
	struct fold fold = { .known = 1 };

	if (u32_casefold(&cp, 1, NULL, UNINORM_NFKD, parts, &count) != parts)
		return (struct fold){ .known = FOLD_WHOLE + 1 };
	for (size_t i = 0; i < count; i++, fold.known = (unsigned char)(n + 1)) {
		if (uc_is_general_category_withtable(parts[i], UC_CATEGORY_MASK_Mn))
			continue;
		size_t length = utf8_encode(parts[i], bytes);
		/* What others may change places with is no matter of its own. */
		if (uc_combining_class(parts[i]) != 0 || n + length > FOLD_MOST)
			return (struct fold){ .known = FOLD_WHOLE + 1 };
		memcpy(fold.bytes + n, bytes, length);
		n += length;
	}
	return fold;
}

static struct fold
fold_of(uint32_t cp)
{
	static struct fold folds[0x10000];

	if (cp >= COUNT(folds))
		return (struct fold){ .known = FOLD_WHOLE + 1 };
	if (folds[cp].known == 0)
		folds[cp] = find_fold(cp);
	return folds[cp];
}

char *
utf8_fold(struct arena *a, const char *s, size_t n)
{
	uint32_t cp;

	if (utf8_ascii(s, n) == n)
		return fold_ascii(a, s, n);
	/* A byte that is no UTF-8 becomes three. */
	char *out = arena_alloc(a, 3 * n + FOLD_MOST), *end = out;
	for (size_t i = 0; i < n;) {
		i += utf8_decode(s + i, n - i, &cp);
		struct fold fold = fold_of(cp);

		if (fold.known == FOLD_WHOLE + 1)
			return fold_whole(a, s, n);
		memcpy(end, fold.bytes, sizeof(fold.bytes));
		end += fold.known - 1;
	}
	*end = '\0';
	return out;
}
