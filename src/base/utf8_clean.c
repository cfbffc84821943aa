/* SPDX-License-Identifier: ISC */
/* Text made safe for a terminal.  Everything that could move the cursor,
 * reorder what is read, or hide is taken out; what scripts and emoji need to
 * look right stays.  Runs of plain letters are copied as they are, and what is known
 * of a character is kept: to find it takes a hundred steps. */
#include "base/utf8.h"

#include <string.h>

#include <unictype.h>

#include "base/arena.h"
#include "base/buf.h"

enum { MARKS_MAX = 8, ZWNJ = 0x200C, ZWJ = 0x200D, VS15 = 0xFE0E, VS16 = 0xFE0F, KEYCAP = 0x20E3 };

struct cleaner {
	struct buf *out;
	const char *s;
	size_t n, i;
	enum utf8_clean mode;
	size_t start;		/* out->n at the beginning */
	uint32_t last;		/* last character kept, 0 none */
	int marks;		/* combining marks in a row */
	bool blank;		/* a blank is owed (UTF8_LINE) */
};

static bool
is_between(uint32_t cp, uint32_t from, uint32_t to)
{
	return from <= cp && cp <= to;
}

/* Characters with no look of their own that change how others are read. */
static bool
is_unsafe(uint32_t cp)
{
	return cp < 0x20 || is_between(cp, 0x7F, 0x9F) || cp == 0xAD || cp == 0x34F || cp == 0x61C ||
	    is_between(cp, 0x115F, 0x1160) || is_between(cp, 0x17B4, 0x17B5) ||
	    is_between(cp, 0x180B, 0x180F) ||
	    cp == 0x200B || is_between(cp, 0x200E, 0x200F) || is_between(cp, 0x202A, 0x202E) ||
	    is_between(cp, 0x2060, 0x206F) || cp == 0x3164 ||
	    is_between(cp, 0xFE00, 0xFE0D) || cp == 0xFEFF ||
	    cp == 0xFFA0 || is_between(cp, 0xFFF0, 0xFFFB) || is_between(cp, 0xFDD0, 0xFDEF) ||
	    (cp & 0xFFFE) == 0xFFFE || is_between(cp, 0x1BCA0, 0x1BCA3) || is_between(cp, 0x1D173, 0x1D17A) ||
	    is_between(cp, 0xE0000, 0xE0FFF) || cp > 0x10FFFF;
}

static bool
is_emoji(uint32_t cp)
{
	return cp >= 0xA9 && uc_is_property_extended_pictographic(cp);
}

/* Letters and marks of scripts in which joiners change what is read: Arabic and
 * its kin, those of India and its neighbours, Mongolian. */
static bool
joins_letters(uint32_t cp)
{
	static const struct { uint32_t from, to; } scripts[] = { { 0x620, 0x669 }, { 0x66E, 0x8FF },
		{ 0x900, 0xDFF }, { 0xF40, 0xFBC }, { 0x1000, 0x109F }, { 0x1700, 0x18AF },
		{ 0x1900, 0x1C4F }, { 0x1CD0, 0x1CFF }, { 0xA840, 0xA877 }, { 0xA880, 0xA9DF },
		{ 0xA9E0, 0xAA7F }, { 0xAAE0, 0xAAFF }, { 0xABC0, 0xABFF }, { 0xFB50, 0xFDFF },
		{ 0xFE70, 0xFEFC }, { 0x10A00, 0x10A5F }, { 0x10AC0, 0x10B2F }, { 0x10D00, 0x10D3F },
		{ 0x10F30, 0x10FDF }, { 0x11000, 0x11FFF }, { 0x1E900, 0x1E95F } };

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]) && cp >= scripts[i].from; i++)
		if (cp <= scripts[i].to)
			return true;
	return false;
}

/* What silences the vowel of a consonant; a joiner behind it says how both are
 * drawn, at the end of a word too. */
static bool
is_virama(uint32_t cp)
{
	return cp >= 0x900 && uc_combining_class(cp) == UC_CCC_VR;
}

static uint32_t
peek(const struct cleaner *c, size_t at)
{
	uint32_t cp = 0;

	if (at < c->n)
		utf8_decode(c->s + at, c->n - at, &cp);
	return cp;
}

/* Joiners and variation selectors stay only where they do their work. */
static bool
is_welcome(const struct cleaner *c, uint32_t cp, size_t next)
{
	uint32_t after = peek(c, next);
	bool after_emoji = is_emoji(c->last) || c->last == VS16 || is_between(c->last, 0x1F3FB, 0x1F3FF);

	if (cp == ZWJ && after_emoji && is_emoji(after))
		return true;
	/* A letter that is alone may have its joined form: the abbreviated "h" of years. */
	if (cp == ZWJ && is_between(c->last, 0x620, 0x8FF))
		return true;
	if (cp == ZWJ || cp == ZWNJ)
		return joins_letters(c->last) && (joins_letters(after) || is_virama(c->last));
	/* VS16 asks for the coloured form of a sign, 20E3 for a key around it. */
	return cp == VS16 && (is_emoji(c->last) || after == KEYCAP);
}

static bool
is_space(uint32_t cp)
{
	return cp == ' ' || is_between(cp, '\t', '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static bool
is_selector(uint32_t cp)
{
	return cp == ZWJ || cp == ZWNJ || cp == VS15 || cp == VS16;
}

/* PLAIN stays wherever it stands, a MARK if there are not too many; what is ODD has
 * to be looked at. */
enum look { UNKNOWN, PLAIN, MARK, ODD };

static enum look
find_look(uint32_t cp)
{
	if (is_space(cp) || is_selector(cp) || is_unsafe(cp))
		return ODD;
	return uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me) ? MARK : PLAIN;
}

static unsigned char looks[0x10000];

static enum look
learn_look(uint32_t cp)
{
	enum look look = find_look(cp);

	if (cp < sizeof(looks))
		looks[cp] = (unsigned char)look;
	return look;
}

static inline enum look
look_of(uint32_t cp)
{
	return cp < sizeof(looks) && looks[cp] != UNKNOWN ? (enum look)looks[cp] : learn_look(cp);
}

static void
put(struct cleaner *c, uint32_t cp)
{
	char bytes[4];

	if (look_of(cp) == MARK) {
		if (++c->marks > MARKS_MAX)
			return;
	} else if (cp != ZWJ && cp != VS16) {
		c->marks = 0;
	}
	if (c->blank && c->out->n > c->start)
		buf_putc(c->out, ' ');
	c->blank = false;
	buf_add(c->out, bytes, utf8_encode(cp, bytes));
	c->last = cp;
}

static void
put_space(struct cleaner *c, uint32_t cp)
{
	if (c->mode == UTF8_LINE) {
		c->blank = true;
	} else if (cp == '\r') {
		if (c->i >= c->n || c->s[c->i] != '\n')
			buf_putc(c->out, '\n');
	} else if (cp == 0x85 || cp == 0x2028 || cp == 0x2029 || cp == '\v' || cp == '\f') {
		buf_putc(c->out, '\n');
	} else {
		buf_putc(c->out, (char)cp);
	}
	c->last = ' ';
	c->marks = 0;
}

/* Length of the run of printable ASCII at the beginning of S. */
static size_t
printable_run(const char *s, size_t n)
{
	const uint64_t high = 0x8080808080808080, one = 0x0101010101010101;
	size_t i = 0;

	for (uint64_t v; i + sizeof(v) <= n; i += sizeof(v)) {
		memcpy(&v, s + i, sizeof(v));
		/* None is 7F or beyond ASCII, all are 20 or more. */
		if (((v | (v + one)) & high) != 0 || ((v + 0x60 * one) & high) != high)
			break;
	}
	while (i < n && s[i] >= 0x20 && s[i] < 0x7F)
		i++;
	return i;
}

/* Length of the run from where C is that stays as it is, in UTF8_LINE without
 * blanks; *LAST is its last character. */
static size_t
plain_run(const struct cleaner *c, uint32_t *last)
{
	const char *s = c->s;
	char least = c->mode == UTF8_LINE ? 0x21 : 0x20;
	size_t i = c->i, length;
	uint32_t cp;

	for (; i < c->n; i += length) {
		length = 1;
		cp = (unsigned char)s[i];
		if (cp >= 0x80) {
			length = utf8_decode(s + i, c->n - i, &cp);
			if (length == 1 || look_of(cp) != PLAIN)
				break;
		} else if (s[i] < least || s[i] == 0x7F) {
			break;
		} else if (c->mode == UTF8_TEXT) {
			length = printable_run(s + i, c->n - i);
			cp = (unsigned char)s[i + length - 1];
		}
		*last = cp;
	}
	return i - c->i;
}

void
utf8_clean(struct buf *out, const char *s, size_t n, enum utf8_clean mode)
{
	struct cleaner c = { .out = out, .s = s, .n = n, .mode = mode, .start = out->n };

	buf_reserve(out, n);
	while (c.i < n) {
		uint32_t cp;
		size_t run = plain_run(&c, &c.last);

		if (run > 0) {
			if (c.blank && out->n > c.start)
				buf_putc(out, ' ');
			c.blank = false;
			buf_add(out, s + c.i, run);
			c.i += run;
			c.marks = 0;
			continue;
		}
		c.i += utf8_decode(s + c.i, n - c.i, &cp);
		if (is_space(cp))
			put_space(&c, cp);
		else if (is_selector(cp)) {
			if (is_welcome(&c, cp, c.i))
				put(&c, cp);
		} else if (!is_unsafe(cp))
			put(&c, cp);
	}
}

char *
utf8_clean_dup(struct arena *a, const char *s, size_t n, enum utf8_clean mode)
{
	struct buf out = { 0 };

	utf8_clean(&out, s, n, mode);
	char *copy = arena_strndup(a, buf_str(&out), out.n);
	buf_done(&out);
	return copy;
}

/* Blanks that UTF8_LINE would take out. */
static bool
has_loose_blank(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == ' ' && (i == 0 || i + 1 == n || s[i + 1] == ' '))
			return true;
	return false;
}

/* Whether there is nothing in it that has to be looked at. */
static bool
is_plain(const char *s, size_t n, enum utf8_clean mode)
{
	int marks = 0;
	uint32_t cp;

	for (size_t i = 0, length; i < n; i += length) {
		enum look look = PLAIN;

		if (s[i] >= 0x20 && s[i] < 0x7F) {
			length = printable_run(s + i, n - i);
		} else if (mode == UTF8_TEXT && (s[i] == '\n' || s[i] == '\t')) {
			length = 1;
		} else {
			length = utf8_decode(s + i, n - i, &cp);
			look = length > 1 ? look_of(cp) : ODD;
		}
		marks = look == MARK ? marks + 1 : 0;
		if (look == ODD || marks > MARKS_MAX)
			return false;
	}
	return mode == UTF8_TEXT || !has_loose_blank(s, n);
}

bool
utf8_is_clean(const char *s, size_t n, enum utf8_clean mode)
{
	struct buf again = { 0 };

	if (is_plain(s, n, mode))
		return true;
	utf8_clean(&again, s, n, mode);
	bool same = again.n == n && memcmp(again.p, s, n) == 0;
	buf_done(&again);
	return same;
}
