/* SPDX-License-Identifier: ISC */
/* Documents of many charsets, declared, said by the server, wrong and missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "formats/charset.h"
#include "formats/formats.h"

static const struct {
	const char *charset, *bytes, *text;
} cases[] = {
	{ "iso-8859-1", "Caf\351 \223x\224 \200", "Café “x” €" },
	{ "ISO-8859-2", "\243\363d\274", "Łódź" },
	{ "iso-8859-5", "\303\332\340\320\367\335\320", "Україна" },
	{ "iso-8859-7", "\331\354\335\343\341", "Ωμέγα" },
	{ "ISO-8859-8-I", "\371\354\345\355", "שלום" },
	{ "iso-8859-15", "\274uvre \244", "Œuvre €" },
	{ "windows-1250", "Za\277\363\263\346", "Zażółć" },
	{ "windows-1251", "\317\360\350\342\345\362", "Привет" },
	{ "windows_1257", "\320iauliai", "Šiauliai" },
	{ "cp1255", "\371\354\345\355", "שלום" },
	{ "koi8-r", "\360\322\311\327\305\324", "Привет" },
	{ "KOI8-U", "\267\326\301\313", "Їжак" },
	{ "ibm437", "T\201rk\207e \253", "Türkçe ½" },
	{ "866", "\217\340\250\242\245\342", "Привет" },
	{ "csPC775Baltic", "\276iauliai", "Šiauliai" },
	{ "macintosh", "Caf\216 \322x\323", "Café “x”" },
	{ "mac_cyrillic", "\217\360\350\342\345\362", "Привет" },
	{ "tis-620", "\312\307\321\312\264\325", "สวัสดี" },
	{ "ptcp154", "\215\340\347\340\235", "Қазақ" },
	{ "us-ascii", "Caf\351", "Café" },
	{ "shift_jis", "\223\372\226{\214\352", "日本語" },
	{ "x-sjis", "\207@\223\372\226{", "①日本" },
	{ "EUC-JP", "\306\374\313\334\270\354", "日本語" },
	{ "iso-2022-jp", "\033$BF|K\1348l\033(B", "日本語" },
	{ "gb2312", "\274\362\314\345 \267\261\363w", "简体 繁體" },
	{ "GBK", "\226|\276\251", "東京" },
	{ "hz-gb-2312", "~{<rLe~}~~", "简体~" },
	{ "big5", "\301c\305\351\246r", "繁體字" },
	{ "euc-kr", "\307\321\261\271\276\356", "한국어" },
	{ "ks_c_5601-1987", "\214c", "똠" },
	{ "johab", "\320e\212\202\264\341", "한국어" },
	{ "iso_8859-2:1987", "\243\363d\274", "Łódź" },
	{ "utf-7", "Gr+APwA3w-e +2D3eAA- 1 +- 2", "Grüße 😀 1 + 2" },
	{ "UNICODE-1-1-UTF-7", "+ADw-b+AD4-", "<b>" },
};

/* The declaration itself is in it as well. */
static const struct {
	const char *charset, *bytes;
	size_t n;
	const char *text;
} ebcdic[] = {
	{ "cp037",
	  "\114\157\247\224\223\100\245\205\231\242\211\226\225\176\177\361\113\360\177\100"
	  "\205\225\203\226\204\211\225\207\176\177\203\227\360\363\367\177\157\156\045\114"
	  "\201\156\342\243\231\201\131\205\114\141\201\156",
	  52, "Straße" },
	{ "IBM500",
	  "\114\157\247\224\223\100\245\205\231\242\211\226\225\176\177\361\113\360\177\100"
	  "\205\225\203\226\204\211\225\207\176\177\311\302\324\365\360\360\177\157\156\045"
	  "\114\201\156\342\243\231\201\131\205\114\141\201\156",
	  53, "Straße" },
	{ "cp1026",
	  "\114\157\247\224\223\100\245\205\231\242\211\226\225\176\374\361\113\360\374\100"
	  "\205\225\203\226\204\211\225\207\176\374\203\227\361\360\362\366\374\157\156\045"
	  "\114\201\156\342\243\231\201\131\205\114\141\201\156",
	  53, "Straße" },
	{ "ebcdic-cp-be",
	  "\114\157\247\224\223\100\245\205\231\242\211\226\225\176\177\361\113\360\177\100"
	  "\205\225\203\226\204\211\225\207\176\177\205\202\203\204\211\203\140\203\227\140"
	  "\202\205\177\157\156\045\114\201\156\342\243\231\201\131\205\114\141\201\156",
	  59, "Straße" },
	{ "cp875",
	  "\114\157\247\224\223\100\245\205\231\242\211\226\225\176\177\361\113\360\177\100"
	  "\205\225\203\226\204\211\225\207\176\177\203\227\370\367\365\177\157\156\045\114"
	  "\201\156\147\237\262\214\212\114\141\201\156",
	  51, "Ωμέγα" },
};

static void
expect(const char *bytes, size_t n, const char *charset, const char *text, bool sound)
{
	struct format_input in = { "x", NULL, bytes, n, charset };
	struct charset_text t;
	char end[200];

	charset_read(&t, &in);
	snprintf(end, sizeof(end), "<a>%s</a>", text);
	if (t.n < strlen(end) || memcmp(t.p + t.n - strlen(end), end, strlen(end)) != 0)
		fail_msg("%s: \"%s\" instead of \"%s\"", charset != NULL ? charset : "", t.p, end);
	assert_int_equal(t.problem == NULL, sound);
	charset_done(&t);
}

static void
charsets_are_read_as_declared(void **state)
{
	char document[500];

	(void)state;
	charset_prepare();
	for (size_t i = 0; i < COUNT(cases); i++) {
		int n = snprintf(document, sizeof(document), "<?xml version='1.0' encoding='%s'?><a>%s</a>",
		    cases[i].charset, cases[i].bytes);

		expect(document, (size_t)n, NULL, cases[i].text, true);
		/* What the server says counts for more. */
		n = snprintf(document, sizeof(document), "<?xml version='1.0' encoding='cp864'?><a>%s</a>",
		    cases[i].bytes);
		expect(document, (size_t)n, cases[i].charset, cases[i].text, true);
	}
	for (size_t i = 0; i < COUNT(ebcdic); i++)
		expect(ebcdic[i].bytes, ebcdic[i].n, NULL, ebcdic[i].text, true);
}

static const struct {
	const char *bytes;
	size_t n;
	const char *charset, *text;
	bool sound;
} others[] = {
#define BYTES(s) s, sizeof(s) - 1
	{ BYTES("\xEF\xBB\xBF<a>\xC3\xA9</a>"), NULL, "é", true },
	{ BYTES("\xFF\xFE<\0a\0>\0\xE9\0\x3D\xD8\x00\xDE<\0/\0a\0>\0"), NULL, "é😀", true },
	{ BYTES("\xFE\xFF\0<\0a\0>\0\xE9\0<\0/\0a\0>"), "iso-8859-1", "é", true },
	{ BYTES("<\0a\0>\0\xE9\0<\0/\0a\0>\0"), NULL, "é", true },
	{ BYTES("\0<\0a\0>\0\xE9\0<\0/\0a\0>"), NULL, "é", true },
	{ BYTES("\xFF\xFE\0\0<\0\0\0a\0\0\0>\0\0\0\xE9\0\0\0<\0\0\0/\0\0\0a\0\0\0>\0\0\0"),
	  NULL, "é", true },
	{ BYTES("\0\0\0<\0\0\0a\0\0\0>\0\0\0\xE9\0\0\0<\0\0\0/\0\0\0a\0\0\0>"), NULL, "é", true },
	/* nobody says anything, or all say something wrong */
	{ BYTES("<a>caf\xC3\xA9</a>"), NULL, "café", true },
	{ BYTES("<a>caf\xE9 \x93x\x94</a>"), NULL, "café “x”", false },
	{ BYTES("<a>\xC3\xA9 and \xE9</a>"), "utf-8", "é and é", false },
	{ BYTES("<?xml encoding='iso-8859-1'?><a>caf\xC3\xA9</a>"), "windows-1252", "café", true },
	{ BYTES("<?xml encoding='utf-16'?><a>caf\xC3\xA9</a>"), "utf-16", "café", true },
	{ BYTES("<?xml encoding='koi8-r'?><a>\xF0</a>"), "euc-jp", "П", true },
	{ BYTES("<?xml encoding='no-such'?><a>\xE9</a>"), "nor-this", "é", false },
	{ BYTES("<a>a\x01" "b\x0C\x1B[2J\0c</a>"), NULL, "a b  [2Jc", true },
	{ BYTES("<a>\xED\xA0\x80</a>"), NULL, "í\xC2\xA0€", false },
	/* declared in the head of a page, or not at all, UTF-7 is what it looks like */
	{ BYTES("<meta charset='utf-7'><a>+ADw-b+AD4-</a>"), NULL, "+ADw-b+AD4-", true },
	{ BYTES("<a>+ADw-b+AD4-</a>"), NULL, "+ADw-b+AD4-", true },
	{ BYTES("<?xml encoding='utf-7'?><a>+ADw-</a>"), "utf-8", "+ADw-", true },
	{ BYTES("<?xml encoding='utf-7'?><a>C++ caf\xC3\xA9</a>"), NULL, "C++ café", true },
	{ BYTES("<?xml encoding='utf-7'?><a>C++ \\</a>"), NULL, "C++ \\", true },
	{ BYTES("<?xml encoding='shift_jis'?><a>\x93\xFA\xFF</a>"), NULL, "日\xEF\xBF\xBD", false },
#undef BYTES
};

static void
bytes_decide_where_words_are_wrong(void **state)
{
	(void)state;
	charset_prepare();
	for (size_t i = 0; i < COUNT(others); i++)
		expect(others[i].bytes, others[i].n, others[i].charset, others[i].text, others[i].sound);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(charsets_are_read_as_declared),
		cmocka_unit_test(bytes_decide_where_words_are_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
