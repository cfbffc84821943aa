/* SPDX-License-Identifier: ISC */
/* The list of formats, and the choice among them by looking. */
#include "formats/formats.h"

#include <iconv.h>
#include <string.h>

#include <jansson.h>
#include <libxml/parser.h>

#include "base/mem.h"

static const struct format *const formats[] = {
	&format_frontmatter,
	&format_jsonfeed,
	&format_newsboat,
	&format_opml,
	&format_page,
	&format_smartable,
};

const struct format *
format_find(const char *kind, const char *bytes, size_t n)
{
	const struct format *best = NULL;
	int most = 0;

	for (size_t i = 0; i < COUNT(formats); i++) {
		if (kind != NULL && kind[0] != '\0') {
			if (strcmp(formats[i]->name, kind) == 0)
				return formats[i];
			continue;
		}
		int sure = formats[i]->recognizes(bytes, n);

		if (sure > most) {
			most = sure;
			best = formats[i];
		}
	}
	return best;
}

/* What documents are written in besides UTF-8.  A converter that is open once can
 * be opened again without its file. */
static const char *const charsets[] = {
	"ISO-8859-1", "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6", "ISO-8859-7",
	"ISO-8859-8", "ISO-8859-9", "ISO-8859-10", "ISO-8859-11", "ISO-8859-13", "ISO-8859-14",
	"ISO-8859-15", "ISO-8859-16", "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253",
	"WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258", "CP874", "TIS-620",
	"KOI8-R", "KOI8-U", "IBM850", "IBM866", "MACINTOSH", "SHIFT_JIS", "CP932", "EUC-JP", "ISO-2022-JP",
	"GB18030", "GBK", "GB2312", "BIG5", "BIG5-HKSCS", "EUC-KR", "UHC", "UTF-16", "UTF-32", "UTF-7",
};
static iconv_t converters[COUNT(charsets)];

void
formats_prepare(void)
{
	for (size_t i = 0; i < COUNT(charsets); i++)
		converters[i] = iconv_open("UTF-8", charsets[i]);
	xmlInitParser();
	json_object_seed(0);
}
