/* SPDX-License-Identifier: ISC */
/* Bytes of a charset into UTF-8 of characters that XML allows: other controls
 * become blanks, NUL goes, what means nothing is U+FFFD, and where UTF-8 was
 * meant, the character of windows-1252. */
#include "formats/charset_parts.h"

#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD };

static bool
is_allowed(uint32_t cp)
{
	return (cp >= 0x20 && cp != 0xFFFE && cp != 0xFFFF) || cp == '\t' || cp == '\n' || cp == '\r';
}

static void
put(struct buf *out, uint32_t cp)
{
	char bytes[4];

	if (cp == 0)
		return;
	if (!is_allowed(cp))
		cp = ' ';
	if (cp < 0x80)
		buf_putc(out, (char)cp);
	else
		buf_add(out, bytes, utf8_encode(cp, bytes));
}

static size_t
from_table(const struct charset *c, const char *p, size_t n, struct buf *out)
{
	uint32_t table[256];
	size_t bad = 0;

	charset_row_table(c->row, table);
	for (size_t i = 0; i < n; i++) {
		uint32_t cp = table[(unsigned char)p[i]];

		bad += cp == REPLACEMENT;
		put(out, cp);
	}
	return bad;
}

static size_t
from_utf16(const char *p, size_t n, bool big, struct buf *out)
{
	const unsigned char *b = (const unsigned char *)p;
	size_t bad = n % 2;
	uint32_t high = 0;

	for (size_t i = 0; i + 1 < n; i += 2) {
		uint32_t unit = big ? (uint32_t)b[i] << 8 | b[i + 1] : (uint32_t)b[i + 1] << 8 | b[i];
		bool low = unit >= 0xDC00 && unit < 0xE000;

		if (high != 0 && low)
			put(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
		else if (high != 0 || low)
			put(out, REPLACEMENT);
		bad += (high != 0) != low;
		high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
		if (high == 0 && !low)
			put(out, unit);
	}
	return bad;
}

static size_t
from_utf32(const char *p, size_t n, bool big, struct buf *out)
{
	const unsigned char *b = (const unsigned char *)p;
	size_t bad = n % 4;

	for (size_t i = 0; i + 3 < n; i += 4) {
		uint32_t cp = 0;

		for (size_t j = 0; j < 4; j++)
			cp = cp << 8 | b[big ? i + j : i + 3 - j];
		bool valid = cp <= 0x10FFFF && !(cp >= 0xD800 && cp < 0xE000);
		bad += !valid;
		put(out, valid ? cp : REPLACEMENT);
	}
	return bad;
}

static size_t
from_iconv(iconv_t converter, const char *p, size_t n, struct buf *out)
{
	enum { PIECE = 64 * 1024 };
	char *in = (char *)(size_t)p;
	size_t bad = 0;

	iconv(converter, NULL, NULL, NULL, NULL);
	while (n > 0) {
		buf_reserve(out, PIECE);
		char *to = out->p + out->n;
		size_t room = PIECE, done;

		done = iconv(converter, &in, &n, &to, &room);
		out->n = (size_t)(to - out->p);
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		/* Bytes that mean nothing, or the rest of a character at the end. */
		bad++;
		buf_puts(out, "\xEF\xBF\xBD");
		in++;
		n--;
	}
	buf_reserve(out, PIECE);
	char *to = out->p + out->n;
	size_t room = PIECE;
	iconv(converter, NULL, NULL, &to, &room);
	out->n = (size_t)(to - out->p);
	out->p[out->n] = '\0';
	return bad;
}

/* "~{" begins pairs of seven bits, "~}" ends them, "~~" is a tilde. */
static size_t
from_hz(const char *p, size_t n, struct buf *out)
{
	struct buf eight = { 0 };
	bool pairs = false;
	size_t bad = 0;

	for (size_t i = 0; i < n; i++) {
		char next = i + 1 < n ? p[i + 1] : '\0';

		if (p[i] == '~' && (next == '{' || next == '}' || next == '~' || next == '\n')) {
			if (next == '~')
				buf_putc(&eight, '~');
			pairs = next == '{' || (pairs && next != '}');
			i++;
		} else {
			buf_putc(&eight, pairs && p[i] > ' ' ? (char)(p[i] | 0x80) : p[i]);
		}
	}
	if (charset_chinese() != (iconv_t)-1 && charset_chinese() != 0)
		bad = from_iconv(charset_chinese(), buf_str(&eight), eight.n, out);
	buf_done(&eight);
	return bad;
}

size_t
charset_good_utf8(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n) {
		uint64_t word;
		uint32_t cp;

		if (i + sizeof(word) <= n) {
			memcpy(&word, p + i, sizeof(word));
			/* eight bytes of printable ASCII */
			if (((word | (word - 0x2020202020202020)) & 0x8080808080808080) == 0) {
				i += sizeof(word);
				continue;
			}
		}
		if ((unsigned char)p[i] < 0x80) {
			if (!is_allowed((unsigned char)p[i]))
				return i;
			i++;
			continue;
		}
		size_t length = utf8_decode(p + i, n - i, &cp);
		if (length == 1 || !is_allowed(cp))
			return i;
		i += length;
	}
	return i;
}

static size_t
from_utf8(const char *p, size_t n, struct buf *out)
{
	uint32_t table[256], cp;
	size_t bad = 0;

	charset_row_table(charset_row_find("cp1252"), table);
	buf_reserve(out, n);
	for (size_t i = 0; i < n;) {
		size_t good = charset_good_utf8(p + i, n - i);

		buf_add(out, p + i, good);
		i += good;
		if (i == n)
			break;
		size_t length = utf8_decode(p + i, n - i, &cp);
		bad += (unsigned char)p[i] >= 0x80;
		put(out, length > 1 ? ' ' : table[(unsigned char)p[i]]);
		i += length;
	}
	return bad;
}

/* What converters leave of controls goes as well. */
static size_t
from_converter(const struct charset *c, const char *p, size_t n, struct buf *out)
{
	struct buf raw = { 0 };
	size_t bad = c->kind == KIND_HZ ? from_hz(p, n, &raw) : from_iconv(c->converter, p, n, &raw);

	if (charset_good_utf8(buf_str(&raw), raw.n) == raw.n) {
		buf_done(out);
		*out = raw;
		return bad;
	}
	bad += from_utf8(raw.p, raw.n, out);
	buf_done(&raw);
	return bad;
}

size_t
charset_convert(const struct charset *c, const char *p, size_t n, struct buf *out)
{
	buf_reset(out);
	switch (c->kind) {
	case KIND_UTF16LE:
	case KIND_UTF16BE:
		return from_utf16(p, n, c->kind == KIND_UTF16BE, out);
	case KIND_UTF32LE:
	case KIND_UTF32BE:
		return from_utf32(p, n, c->kind == KIND_UTF32BE, out);
	case KIND_TABLE:
		return from_table(c, p, n, out);
	case KIND_ICONV:
	case KIND_UTF7:
	case KIND_HZ:
		return from_converter(c, p, n, out);
	case KIND_UTF8:
		break;
	}
	return from_utf8(p, n, out);
}
