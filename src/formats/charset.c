/* SPDX-License-Identifier: ISC */
/* What a document is written in.  In this order (RFC 7303): a byte order mark,
 * what the server said, what the document declares, UTF-8.  But all of them are
 * wrong at times: the first under which every byte means something wins, text
 * that is valid UTF-8 is UTF-8 whatever Latin charset was named, and a byte
 * that UTF-8 does not allow is read as windows-1252. */
#include "formats/charset.h"

#include <ctype.h>
#include <string.h>

#include "base/mapped.h"
#include "base/mem.h"
#include "formats/charset_parts.h"
#include "formats/formats.h"
#include "formats/xml_mend.h"

enum { DECLARATION_MAX = 2048, PIECE = 1024 * 1024, CHARACTER_MAX = 4 };

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

/* -- what it is */

/* By a mark, or by the zeros around the first character, which is ASCII. */
static bool
is_wide(const char *p, size_t n, enum charset_kind *kind, size_t *mark)
{
	static const struct {
		const char *bytes;
		size_t n;
		enum charset_kind kind;
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
	charset_convert(&common, p, n < DECLARATION_MAX ? n : DECLARATION_MAX, &head);
	const char *name = declared_name(buf_str(&head), head.n, &length);
	if (name == NULL || !charset_find(name, length, c) || c->kind != KIND_TABLE ||
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
	size_t bad = charset_convert(c, p, n, &out);

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

/* What can be read was not in UTF-16, whatever was named. */
static bool
is_bytes(const struct charset *c)
{
	return c->kind == KIND_TABLE || c->kind == KIND_ICONV || c->kind == KIND_HZ;
}

static void
try_names(struct charset_text *t, const struct format_input *in, const char *p, size_t n)
{
	size_t length = 0, least = SIZE_MAX;
	const char *declared = declared_name(p, n, &length);
	struct charset c;
	bool known = true;

	if (in->charset != NULL && in->charset[0] != '\0' &&
	    charset_find(in->charset, strlen(in->charset), &c) && is_bytes(&c) &&
	    try_charset(t, &c, p, n, &least))
		return;
	if (declared != NULL && (known = charset_find(declared, length, &c)) && is_bytes(&c) &&
	    try_charset(t, &c, p, n, &least))
		return;
	c = (struct charset){ .kind = KIND_UTF8 };
	try_charset(t, &c, p, n, &least);
	if (!known)
		t->problem = "declared in an encoding that is not known, read as UTF-8 and windows-1252";
	else if (least > 0)
		t->problem = "bytes that its encoding does not have";
}

/* UTF-8, and not what is ASCII to the eye and may be Chinese.  A large file is
 * never there as a whole. */
static bool
is_good_utf8(const char *p, size_t n)
{
	for (size_t at = 0; at < n; mapped_behind(p + at)) {
		size_t piece = n - at < PIECE ? n - at : PIECE, good = charset_good_utf8(p + at, piece);
		bool last = at + piece == n;

		/* A character may be on both sides of the cut. */
		if (good < piece && (last || piece - good >= CHARACTER_MAX))
			return false;
		if (xml_find(p + at, p + at + good + (last ? 0 : 1), "~{") != NULL)
			return false;
		at += good;
	}
	return true;
}

static bool
is_seven_bits(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)p[i] >= 0x80)
			return false;
	return true;
}

/* UTF-7 is ASCII to the eye, so that in it markup can be hidden from whoever does
 * not know: it is read as that only where the server or, at its very start, an XML
 * declaration says so. */
static bool
is_utf7(const struct format_input *in, const char *p, size_t n, struct charset *c)
{
	const char *name = in->charset;
	size_t length = name != NULL ? strlen(name) : 0;

	if (length == 0 && (n < 5 || memcmp(p, "<?xml", 5) != 0 ||
	    (name = declared_name(p, n, &length)) == NULL))
		return false;
	return charset_find(name, length, c) && c->kind == KIND_UTF7 && is_seven_bits(p, n);
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
	} else if (is_utf7(in, p, n, &c)) {
		/* "C++" is not in UTF-7, whatever was named. */
		if (!try_charset(t, &c, p, n, &least)) {
			buf_done(&t->own);
			*t = (struct charset_text){ .p = p, .n = n };
		}
		return;
	} else {
		t->p = p += mark;
		t->n = n -= mark;
		if (!is_good_utf8(p, n))
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
