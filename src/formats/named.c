/* SPDX-License-Identifier: ISC */
/* What lists of sources have in common, whoever wrote them. */
#include "formats/named.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { TOPICS_MAX = 100, TITLE_BY_TEXT = 120 };

static const struct {
	const char *prefix, *kind;
} prefixes[] = {
	{ "exec:", "exec" },
	{ "filter:", "filter" },
	{ "query:", "query" },
};

const char *
named_line(struct arena *a, const char *text, size_t n)
{
	const char *line = utf8_clean_dup(a, text, n, UTF8_LINE);

	return line[0] != '\0' ? line : NULL;
}

const char *
named_shortened(struct arena *a, const char *text, size_t most)
{
	size_t cut = most;

	if (strlen(text) <= most)
		return text;
	while (cut > most / 2 && strchr(" \n", text[cut]) == NULL)
		cut--;
	while (cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80)
		cut--;
	return arena_printf(a, "%.*s…", (int)cut, text);
}

const char *
named_by_text(struct arena *a, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return NULL;
	const char *line = named_line(a, text, strcspn(text, "\n"));
	return line != NULL ? named_shortened(a, line, TITLE_BY_TEXT) : NULL;
}

/* Its name stands in front of the query. */
static void
split_query(struct arena *a, struct outline *o)
{
	const char *name = o->url + strlen("query:"), *colon = strchr(name, ':');

	if (colon == NULL)
		return;
	o->title = named_line(a, name, (size_t)(colon - name));
	o->url = colon + 1;
}

void
named_address(struct arena *a, struct outline *o, const char *text, size_t n)
{
	o->url = named_line(a, text, n);
	if (o->url == NULL)
		return;
	o->kind = strstr(o->url, "/api/news/") != NULL ? "smartable" : "feed";
	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (strncasecmp(o->url, prefixes[i].prefix, strlen(prefixes[i].prefix)) == 0)
			o->kind = prefixes[i].kind;
	if (strcmp(o->kind, "query") == 0)
		split_query(a, o);
}

void
named_topic(struct arena *a, struct outline *o, const char *topic)
{
	if (topic == NULL || topic[0] == '\0' || o->ntopics >= TOPICS_MAX)
		return;
	for (size_t i = 0; i < o->ntopics; i++)
		if (strcasecmp(o->topics[i], topic) == 0)
			return;
	o->topics = arena_grow(a, o->topics, o->ntopics, sizeof(*o->topics));
	o->topics[o->ntopics++] = topic;
}
