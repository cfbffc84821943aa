/* SPDX-License-Identifier: ISC */
/* What a document is written in.  In this order (RFC 7303): a byte order mark,
 * what the server said, what the document declares, UTF-8.  But all of them are
 * wrong at times: the first under which every byte means something wins, text
 * that is valid UTF-8 is UTF-8 whatever Latin charset was named, and a byte
 * that UTF-8 does not allow is read as windows-1252. */
#include "formats/charset.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "formats/charset_parts.h"
#include "formats/formats.h"
#include "formats/xml_mend.h"

enum { NAME_MAX_BYTES = 64, DECLARATION_MAX = 2048, REPLACEMENT = 0xFFFD };

enum kind { KIND_UTF8, KIND_UTF16LE, KIND_UTF16BE, KIND_UTF32LE, KIND_UTF32BE, KIND_TABLE, KIND_ICONV,
	KIND_HZ };

struct charset {
	enum kind kind;
	const struct charset_row *row;
	iconv_t converter;
};

/* Charsets of several bytes a character.  Names as in charset_tables.c; where
 * one is contained in another, the larger one is meant by writers. */
static struct {
	const char *names, *converter;
	iconv_t open;
} converters[] = {
	{ "shiftjis sjis mskanji csshiftjis windows31j cswindows31j cp932 932 ms932 ibm943 "
	  "macjapanese",
	  "CP932", 0 },
	{ "eucjp ujis cseucpkdfmtjapanese extendedunixcodepackedformatforjapanese", "EUC-JP-MS", 0 },
	{ "iso2022jp csiso2022jp iso2022jp1 iso2022jp2 iso2022jpext", "ISO-2022-JP-2", 0 },
	{ "gb18030 gb180302000 gbk cp936 936 ms936 windows936 gb2312 csgb2312 gb231280 euccn "
	  "eucgb2312cn cngb macsimpchinese chinese csiso58gb231280 isoir58 eucgb2312 gb23121980",
	  "GB18030", 0 },
	{ "big5 big5tw csbig5 cnbig5 cp950 950 ms950 big5hkscs hkscs big5hkscs2004 "
	  "mactradchinese", "BIG5-HKSCS", 0 },
	{ "euckr korean ksc5601 ksc56011987 ksx1001 ksc56011989 csksc56011987 cseuckr isoir149 uhc "
	  "cp949 949 ms949 windows949 mackorean",
	  "UHC", 0 },
	{ "johab cp1361 1361 ms1361", "JOHAB", 0 },
	{ "iso2022kr csiso2022kr", "ISO-2022-KR", 0 },
	{ "iso2022cn csiso2022cn", "ISO-2022-CN", 0 },
	{ "euctw cseuctw", "EUC-TW", 0 },
	{ "shiftjis2004 sjis2004 shiftjisx0213 sjisx0213", "SHIFT_JISX0213", 0 },
	{ "eucjis2004 eucjisx0213 jisx0213", "EUC-JISX0213", 0 },
	{ "iso2022jp3 iso2022jp2004", "ISO-2022-JP-3", 0 },
	{ "tscii", "TSCII", 0 },
};

/* GB2312 in seven bits is one of these in eight. */
enum { CHINESE = 3 };

static bool
is_open(iconv_t converter)
{
	return converter != (iconv_t)-1 && converter != 0;
}

void
charset_prepare(void)
{
	for (size_t i = 0; i < COUNT(converters); i++)
		converters[i].open = iconv_open("UTF-8", converters[i].converter);
}

/* -- names */

static bool
has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; (at = strstr(at, word)) != NULL; at += n)
		if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

static const struct {
	const char *name;
	enum kind kind;
} unicode[] = {
	{ "utf8", KIND_UTF8 }, { "unicode11utf8", KIND_UTF8 }, { "utf8mb4", KIND_UTF8 },
	{ "utf16", KIND_UTF16LE }, { "utf16le", KIND_UTF16LE }, { "utf16be", KIND_UTF16BE },
	{ "ucs2", KIND_UTF16LE }, { "iso10646ucs2", KIND_UTF16LE }, { "unicode", KIND_UTF16LE },
	{ "utf32", KIND_UTF32LE }, { "utf32le", KIND_UTF32LE }, { "utf32be", KIND_UTF32BE },
	{ "ucs4", KIND_UTF32LE }, { "iso10646ucs4", KIND_UTF32LE },
	{ "hz", KIND_HZ }, { "hzgb", KIND_HZ }, { "hzgb2312", KIND_HZ },
};

static bool
find_plain(const char *plain, struct charset *c)
{
	*c = (struct charset){ .kind = KIND_UTF8 };
	for (size_t i = 0; i < COUNT(unicode); i++)
		if (strcmp(unicode[i].name, plain) == 0) {
			c->kind = unicode[i].kind;
			return true;
		}
	for (size_t i = 0; i < COUNT(converters); i++)
		if (has_word(converters[i].names, plain)) {
			c->kind = KIND_ICONV;
			c->converter = converters[i].open;
			return is_open(c->converter);
		}
	c->kind = KIND_TABLE;
	c->row = charset_row_find(plain);
	return c->row != NULL;
}

/* Names of standards may have a year behind them. */
static size_t
without_year(const char *plain, size_t n)
{
	bool year = n > 8 && (memcmp(plain + n - 4, "19", 2) == 0 || memcmp(plain + n - 4, "20", 2) == 0);

	return year ? n - 4 : n;
}

/* False: there is no such charset. */
static bool
find_charset(const char *name, size_t n, struct charset *c)
{
	char plain[NAME_MAX_BYTES];
	size_t length = 0;

	for (size_t i = 0; i < n && length + 1 < sizeof(plain); i++)
		if (isalnum((unsigned char)name[i]))
			plain[length++] = (char)tolower((unsigned char)name[i]);
	plain[length] = '\0';
	/* "x-sjis" */
	if (plain[0] == 'x' && length > 3)
		memmove(plain, plain + 1, length--);
	if (length == 0 || find_plain(plain, c))
		return length > 0;
	plain[without_year(plain, length)] = '\0';
	return find_plain(plain, c);
}

/* The name behind "encoding=" of an XML declaration, or behind "charset=" in the
 * head of a page. */
static const char *
declared_name(const char *p, size_t n, size_t *length)
{
	const char *end = p + (n < DECLARATION_MAX ? n : DECLARATION_MAX), *name;
	const char *at = xml_find(p, end, "<?xml"), *word = at != NULL ? "encoding" : "charset";
	const char *close = at != NULL ? memchr(at, '>', (size_t)(end - at)) : NULL;

	at = xml_find(at != NULL ? at : p, close != NULL ? close : end, word);
	if (at == NULL)
		return NULL;
	end = close != NULL ? close : end;
	/* Not every EBCDIC has its quotes in the same place. */
	for (at += strlen(word); at < end && !isalnum((unsigned char)*at); at++)
		continue;
	for (name = at; at < end && (isalnum((unsigned char)*at) || strchr("-_.:", *at) != NULL); at++)
		continue;
	*length = (size_t)(at - name);
	return *length > 0 ? name : NULL;
}

/* -- conversions: each gives the number of bytes that meant nothing */

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
	if (is_open(converters[CHINESE].open))
		bad = from_iconv(converters[CHINESE].open, buf_str(&eight), eight.n, out);
	buf_done(&eight);
	return bad;
}

/* How many bytes of P are valid UTF-8 and allowed in XML. */
static size_t
good_utf8(const char *p, size_t n)
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
		size_t good = good_utf8(p + i, n - i);

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

	if (good_utf8(buf_str(&raw), raw.n) == raw.n) {
		buf_done(out);
		*out = raw;
		return bad;
	}
	bad += from_utf8(raw.p, raw.n, out);
	buf_done(&raw);
	return bad;
}

static size_t
convert(const struct charset *c, const char *p, size_t n, struct buf *out)
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
	case KIND_HZ:
		return from_converter(c, p, n, out);
	case KIND_UTF8:
		break;
	}
	return from_utf8(p, n, out);
}

/* -- what it is */

/* By a mark, or by the zeros around the first character, which is ASCII. */
static bool
is_wide(const char *p, size_t n, enum kind *kind, size_t *mark)
{
	static const struct {
		const char *bytes;
		size_t n;
		enum kind kind;
	} marks[] = {
		{ "\x00\x00\xFE\xFF", 4, KIND_UTF32BE }, { "\xFF\xFE\x00\x00", 4, KIND_UTF32LE },
		{ "\xFE\xFF", 2, KIND_UTF16BE }, { "\xFF\xFE", 2, KIND_UTF16LE },
		{ "\xEF\xBB\xBF", 3, KIND_UTF8 },
	};

	for (size_t i = 0; i < COUNT(marks); i++)
		if (n >= marks[i].n && memcmp(p, marks[i].bytes, marks[i].n) == 0) {
			*kind = marks[i].kind;
			*mark = marks[i].n;
			return true;
		}
	if (n < 4)
		return false;
	bool be32 = p[0] == '\0' && p[1] == '\0' && p[2] == '\0' && p[3] != '\0';
	if (!be32 && (p[0] != '\0') == (p[1] != '\0'))
		return false;
	*kind = be32 ? KIND_UTF32BE : p[0] == '\0' ? KIND_UTF16BE :
	    p[2] == '\0' && p[3] == '\0' ? KIND_UTF32LE : KIND_UTF16LE;
	return true;
}

/* "<?xm" in EBCDIC: the declaration is read as the commonest of its kind. */
static bool
find_ebcdic(const char *p, size_t n, struct charset *c)
{
	struct charset common = { .kind = KIND_TABLE, .row = charset_row_find("cp037") };
	struct buf head = { 0 };
	uint32_t table[256];
	size_t length;

	if (n < 4 || memcmp(p, "\x4C\x6F\xA7\x94", 4) != 0)
		return false;
	convert(&common, p, n < DECLARATION_MAX ? n : DECLARATION_MAX, &head);
	const char *name = declared_name(buf_str(&head), head.n, &length);
	if (name == NULL || !find_charset(name, length, c) || c->kind != KIND_TABLE ||
	    !charset_row_table(c->row, table))
		*c = common;
	buf_done(&head);
	return true;
}

/* Takes what C gives, if it is better than what there is; true: it is perfect. */
static bool
try_charset(struct charset_text *t, const struct charset *c, const char *p, size_t n, size_t *least)
{
	struct buf out = { 0 };
	size_t bad = convert(c, p, n, &out);

	if (bad < *least) {
		*least = bad;
		buf_done(&t->own);
		t->own = out;
		t->p = buf_str(&t->own);
		t->n = t->own.n;
	} else {
		buf_done(&out);
	}
	return *least == 0;
}

static void
try_names(struct charset_text *t, const struct format_input *in, const char *p, size_t n)
{
	size_t length = 0, least = SIZE_MAX;
	const char *declared = declared_name(p, n, &length);
	struct charset c;
	bool known = true;

	if (in->charset != NULL && in->charset[0] != '\0' &&
	    find_charset(in->charset, strlen(in->charset), &c) && c.kind != KIND_UTF8 &&
	    try_charset(t, &c, p, n, &least))
		return;
	if (declared != NULL && (known = find_charset(declared, length, &c)) && c.kind != KIND_UTF8 &&
	    (c.kind == KIND_TABLE || c.kind == KIND_ICONV || c.kind == KIND_HZ) && try_charset(t, &c, p, n, &least))
		return;
	c = (struct charset){ .kind = KIND_UTF8 };
	try_charset(t, &c, p, n, &least);
	if (!known)
		t->problem = "declared in an encoding that is not known, read as UTF-8 and windows-1252";
	else if (least > 0)
		t->problem = "bytes that its encoding does not have";
}

void
charset_read(struct charset_text *t, const struct format_input *in)
{
	const char *p = in->bytes;
	size_t n = in->n, mark = 0, least = SIZE_MAX;
	struct charset c = { .kind = KIND_UTF8 };

	*t = (struct charset_text){ .p = p, .n = n };
	if (is_wide(p, n, &c.kind, &mark) && c.kind != KIND_UTF8) {
		try_charset(t, &c, p + mark, n - mark, &least);
	} else if (find_ebcdic(p, n, &c)) {
		try_charset(t, &c, p, n, &least);
	} else {
		t->p = p += mark;
		t->n = n -= mark;
		/* What is ASCII to the eye may be Chinese. */
		if (good_utf8(p, n) != n || xml_find(p, p + n, "~{") != NULL)
			try_names(t, in, p, n);
		return;
	}
	if (least > 0)
		t->problem = "bytes that its encoding does not have";
}

void
charset_done(struct charset_text *t)
{
	buf_done(&t->own);
}
