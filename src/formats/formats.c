/* SPDX-License-Identifier: ISC */
/* The list of formats, and the choice among them by looking. */
#include "formats/formats.h"

#include <string.h>

#include <jansson.h>
#include <libxml/parser.h>

#include "base/mem.h"
#include "formats/charset.h"

static const struct format *const formats[] = {
	&format_atom,
	&format_frontmatter,
	&format_jsonfeed,
	&format_jsonl,
	&format_jsonl_id,
	&format_newsboat,
	&format_newsraft,
	&format_opml,
	&format_page,
	&format_rdf,
	&format_readable,
	&format_rss,
	&format_sfeedrc,
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

void
formats_prepare(void)
{
	charset_prepare();
	xmlInitParser();
	json_object_seed(0);
}
