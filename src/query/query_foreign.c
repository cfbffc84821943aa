/* SPDX-License-Identifier: ISC */
/* Filters as newsboat writes them (`unread = "yes"`), and comparisons with
 * blanks in them: as words they would find nothing, so they are told how it is
 * written here. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "query/query_parts.h"

static const struct { const char *word, *here; } attributes[] = {
	{ "unread", "is:unread or is:read" },
	{ "unread_count", "is:unread" },
	{ "total_count", "source:name" },
	{ "title", "title:word, title:\"some words\" or title:/regex/i" },
	{ "author", "author:name or author:/regex/i" },
	{ "content", "content:word or content:/regex/i" },
	{ "link", "url:part or url:/regex/i" },
	{ "feedtitle", "source:name" },
	{ "rssurl", "source:address" },
	{ "feedlink", "source:address" },
	{ "tags", "topic:name" },
	{ "flags", "is:starred or label:name" },
	{ "age", "after:7d or before:7d" },
	{ "pubdate", "after:2020-12-01 or before:7d" },
	{ "enclosure_type", "has:audio or has:video" },
	{ "enclosure_url", "has:audio or has:video" },
	{ "date", "date:2020-12-01, after:7d or before:7d" },
	{ "after", "after:2020-12-01" },
	{ "before", "before:2020-12-01" },
	{ "heat", "heat:>=80 or heat:40..80" },
	{ "quality", "quality:>=80 or quality:40..80" },
	{ "coverage", "coverage:>=3" },
};

static size_t
find_attribute(const char *s, size_t *which)
{
	for (size_t i = 0; i < COUNT(attributes); i++) {
		size_t n = strlen(attributes[i].word);

		*which = i;
		if (strncasecmp(s, attributes[i].word, n) == 0 &&
		    (s[n] == ' ' || strchr("=!<>#", s[n]) != NULL) && s[n] != '\0')
			return n;
	}
	return 0;
}

static bool
is_operator(const char *s)
{
	static const char *const signs[] = { "==", "=~", "!=", "!~", "!#", "<=", ">=", "between ", "=", "<",
		">", "#" };

	for (size_t i = 0; i < COUNT(signs); i++) {
		size_t n = strlen(signs[i]);

		if (strncmp(s, signs[i], n) != 0)
			continue;
		s += n;
		bool number = *s >= '0' && *s <= '9' && signs[i][n - 1] != '#';
		return *s == ' ' || *s == '"' || *s == '\0' || number;
	}
	return false;
}

bool
query_is_foreign(const char *s, size_t column, struct query_error *error)
{
	size_t which, n = find_attribute(s, &which);

	if (n == 0 || !is_operator(s + n + strspn(s + n, " ")))
		return false;
	query_fail(error, column, "here this is written %s", attributes[which].here);
	return true;
}
