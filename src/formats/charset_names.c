/* SPDX-License-Identifier: ISC */
/* What charsets are called.  Those of one byte a character are rows of
 * charset_tables.c, Unicode is read here, the rest by iconv, whose converters
 * are open before the first document. */
#include "formats/charset_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "formats/charset.h"

enum { NAME_MAX_BYTES = 64 };

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
	{ "utf7 unicode11utf7 csutf7 csunicode11utf7 unicode20utf7", "UTF-7", 0 },
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
		if (!is_open(converters[i].open))
			converters[i].open = iconv_open("UTF-8", converters[i].converter);
}

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
	enum charset_kind kind;
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
			c->kind = strcmp(converters[i].converter, "UTF-7") == 0 ? KIND_UTF7 : KIND_ICONV;
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

bool
charset_find(const char *name, size_t n, struct charset *c)
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

iconv_t
charset_chinese(void)
{
	return converters[CHINESE].open;
}
