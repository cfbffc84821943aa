/* SPDX-License-Identifier: ISC */
/* Kinds of source, as `dateline sources` names them, and the options of one as
 * a table: sources.yaml is read by it, and the store keeps them by it. */
#include "model/source.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

#define AT(member) offsetof(struct source_options, member)

/* clang-format off */
static const struct field option_fields[] = {
	{ "title",             1, FIELD_LINE,  0, AT(title),            0, NULL },
	{ "topics",            2, FIELD_NAMES, 0, AT(topics),           AT(ntopics), NULL },
	{ "interval",          3, FIELD_SIZE,  0, AT(interval),         0, NULL },
	{ "paused",            4, FIELD_SIZE,  0, AT(paused),           0, NULL },
	{ "hidden",            5, FIELD_SIZE,  0, AT(hidden),           0, NULL },
	{ "headers",           6, FIELD_NAMES, 0, AT(headers),          AT(nheaders), NULL },
	{ "user",              7, FIELD_LINE,  0, AT(user),             0, NULL },
	{ "password",          8, FIELD_LINE,  0, AT(password),         0, NULL },
	{ "password-command",  9, FIELD_LINE,  0, AT(password_command), 0, NULL },
	{ "proxy",            10, FIELD_LINE,  0, AT(proxy),            0, NULL },
	{ "user-agent",       11, FIELD_LINE,  0, AT(user_agent),       0, NULL },
	{ "filter",           12, FIELD_LINE,  0, AT(filter),           0, NULL },
	{ "kind",             13, FIELD_LINE,  0, AT(kind),             0, NULL },
};
/* clang-format on */
const struct shape shape_source_options = {
	option_fields, COUNT(option_fields), sizeof(struct source_options), NULL
};

const char *
source_kind_name(enum source_kind kind)
{
	static const char *const names[SOURCE_KIND_COUNT] = {
		[SOURCE_FOLDER] = "folder",
		[SOURCE_FILE] = "file",
		[SOURCE_FEED] = "feed",
		[SOURCE_SMARTABLE] = "smartable",
		[SOURCE_EXEC] = "exec",
	};

	assert(kind < SOURCE_KIND_COUNT);
	return names[kind];
}

const char *
source_label(const struct source *src)
{
	static const char *const schemes[] = { "https://www.", "http://www.", "https://", "http://" };

	if (src->title != NULL && src->title[0] != '\0')
		return src->title;
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (strncasecmp(src->location, schemes[i], strlen(schemes[i])) == 0)
			return src->location + strlen(schemes[i]);
	return src->location;
}

enum source_kind
source_kind_of(const char *location)
{
	if (strncasecmp(location, "exec:", 5) == 0)
		return SOURCE_EXEC;
	if (strncasecmp(location, "http://", 7) != 0 && strncasecmp(location, "https://", 8) != 0)
		return SOURCE_FOLDER;
	return strstr(location, "/api/news/") != NULL ? SOURCE_SMARTABLE : SOURCE_FEED;
}

bool
source_is_visited(enum source_kind kind)
{
	return kind == SOURCE_FEED || kind == SOURCE_SMARTABLE || kind == SOURCE_EXEC;
}
