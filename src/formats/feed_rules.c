/* SPDX-License-Identifier: ISC */
/* The dialects, as data.  To take one more element is to add a row.  Of several
 * elements for one field the highest rank wins; of equal ones the first, for
 * times the last, as other readers do. */
#include "formats/feed_rules.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* clang-format off */
#define FEED PLACE_FEED
#define ITEM PLACE_ITEM
#define SOURCE PLACE_SOURCE
#define BOTH (PLACE_FEED | PLACE_ITEM)
#define ANY (PLACE_FEED | PLACE_ITEM | PLACE_SOURCE)
#define SAME PLACE_SAME
#define PERSON PLACE_PERSON

static const struct feed_rule rules[] = {
	/* what holds the rest */
	{ SPACE_CORE,    "channel",       FEED,   FEED_NONE,      0, FEED },
	{ SPACE_CORE,    "items",         FEED,   FEED_NONE,      0, FEED },
	{ SPACE_CORE,    "item",          FEED,   FEED_ITEM,      0, ITEM },
	{ SPACE_CORE,    "entry",         FEED,   FEED_ITEM,      0, ITEM },
	{ SPACE_CORE,    "source",        ITEM,   FEED_SOURCE,    0, SOURCE },
	{ SPACE_CORE,    "image",         BOTH,   FEED_PICTURE,   3, PLACE_IMAGE },
	{ SPACE_CORE,    "skiphours",     FEED,   FEED_NONE,      0, FEED },
	{ SPACE_CORE,    "skipdays",      FEED,   FEED_NONE,      0, FEED },
	{ SPACE_MEDIA,   "group",         ITEM,   FEED_NONE,      0, SAME },
	{ SPACE_MEDIA,   "content",       ITEM,   FEED_MEDIA,     1, SAME },

	{ SPACE_CORE,    "title",         ANY,    FEED_TITLE,     5, 0 },
	{ SPACE_DC | SPACE_TERMS, "title", ANY,   FEED_TITLE,     3, 0 },
	{ SPACE_ITUNES,  "title",         ITEM,   FEED_TITLE,     2, 0 },
	{ SPACE_MEDIA,   "title",         ITEM,   FEED_TITLE,     1, 0 },

	{ SPACE_CORE,    "description",   ITEM,   FEED_SUMMARY,   5, 0 },
	{ SPACE_CORE,    "summary",       ITEM,   FEED_SUMMARY,   5, 0 },
	{ SPACE_DC | SPACE_TERMS, "description", ITEM, FEED_SUMMARY, 4, 0 },
	{ SPACE_TERMS,   "abstract",      ITEM,   FEED_SUMMARY,   4, 0 },
	{ SPACE_CORE,    "abstract",      ITEM,   FEED_SUMMARY,   4, 0 },
	{ SPACE_ITUNES,  "summary",       ITEM,   FEED_SUMMARY,   3, 0 },
	{ SPACE_CORE,    "tagline",       ITEM,   FEED_SUMMARY,   2, 0 },
	{ SPACE_PLAY,    "description",   ITEM,   FEED_SUMMARY,   3, 0 },
	{ SPACE_ITUNES,  "subtitle",      ITEM,   FEED_SUMMARY,   2, 0 },
	{ SPACE_MEDIA,   "description",   ITEM,   FEED_SUMMARY,   1, 0 },

	{ SPACE_CONTENT, "encoded",       ITEM,   FEED_CONTENT,   5, 0 },
	{ SPACE_CORE,    "content",       ITEM,   FEED_CONTENT,   5, 0 },
	{ SPACE_CORE | SPACE_CONTENT, "encoded", ITEM, FEED_CONTENT, 4, 0 },
	{ SPACE_CORE,    "fullitem",      ITEM,   FEED_CONTENT,   4, 0 },
	{ SPACE_CORE | SPACE_XHTML, "body", ITEM, FEED_CONTENT,   3, 0 },
	{ SPACE_XHTML,   "div",           ITEM,   FEED_CONTENT,   2, 0 },

	{ SPACE_RSS,     "guid",          ITEM,   FEED_GUID,      5, 0 },
	{ SPACE_CORE,    "id",            ITEM,   FEED_GUID,      5, 0 },
	{ SPACE_DC | SPACE_TERMS, "identifier", ITEM, FEED_GUID,  1, 0 },

	{ SPACE_CORE,    "link",          ANY,    FEED_ATOM_LINK, 5, 0 },
	{ SPACE_CORE,    "url",           PLACE_IMAGE, FEED_PICTURE, 3, 0 },
	{ SPACE_CORE,    "comments",      ITEM,   FEED_COMMENTS,  5, 0 },
	{ SPACE_BURNER,  "origlink",      ITEM,   FEED_ORIGINAL,  5, 0 },

	{ SPACE_CORE,    "pubdate",       ITEM,   FEED_PUBLISHED, 6, 0 },
	{ SPACE_CORE,    "published",     ITEM,   FEED_PUBLISHED, 6, 0 },
	{ SPACE_CORE | SPACE_TERMS, "issued", ITEM, FEED_PUBLISHED, 5, 0 },
	{ SPACE_TERMS,   "available",     ITEM,   FEED_PUBLISHED, 4, 0 },
	{ SPACE_DC | SPACE_TERMS | SPACE_RSS, "date", ITEM, FEED_PUBLISHED, 3, 0 },
	{ SPACE_PRISM,   "publicationdate", ITEM, FEED_PUBLISHED, 3, 0 },
	{ SPACE_CORE | SPACE_TERMS | SPACE_DC, "created", ITEM, FEED_PUBLISHED, 2, 0 },
	{ SPACE_CORE,    "updated",       ITEM,   FEED_UPDATED,   6, 0 },
	{ SPACE_CORE | SPACE_TERMS, "modified", ITEM, FEED_UPDATED, 5, 0 },
	{ SPACE_CORE,    "lastbuilddate", ITEM,   FEED_UPDATED,   1, 0 },

	{ SPACE_CORE,    "author",        ANY,    FEED_AUTHOR,    5, PERSON },
	{ SPACE_DC | SPACE_TERMS, "creator", ITEM, FEED_AUTHOR,   5, PERSON },
	{ SPACE_DC,      "author",        ITEM,   FEED_AUTHOR,    5, PERSON },
	{ SPACE_FOAF,    "maker",         ANY,    FEED_AUTHOR,    5, PERSON },
	{ SPACE_PLAY,    "author",        ITEM,   FEED_AUTHOR,    4, PERSON },
	{ SPACE_ITUNES,  "author",        ITEM,   FEED_AUTHOR,    4, PERSON },
	{ SPACE_CORE,    "managingeditor", ITEM,  FEED_AUTHOR,    3, PERSON },
	{ SPACE_MEDIA,   "credit",        ITEM,   FEED_CREDIT,    1, 0 },
	{ SPACE_CORE | SPACE_FOAF, "name", PERSON, FEED_NAME,     1, 0 },
	{ SPACE_CORE,    "email",         PERSON, FEED_EMAIL,     1, 0 },
	{ SPACE_FOAF | SPACE_RDF, "person", PERSON, FEED_NONE,    0, SAME },
	{ SPACE_FOAF,    "agent",         PERSON, FEED_NONE,      0, SAME },
	{ SPACE_FOAF,    "organization",  PERSON, FEED_NONE,      0, SAME },
	{ SPACE_FOAF,    "group",         PERSON, FEED_NONE,      0, SAME },
	{ SPACE_RDF,     "description",   PERSON, FEED_NONE,      0, SAME },

	{ SPACE_CORE,    "category",      ITEM,   FEED_TOPIC,     5, 0 },
	{ SPACE_DC | SPACE_TERMS, "subject", ITEM, FEED_TOPIC,    5, 0 },
	{ SPACE_MEDIA,   "category",      ITEM,   FEED_TOPIC,     4, 0 },
	{ SPACE_ITUNES,  "category",      ITEM,   FEED_TOPIC,     4, SAME },
	{ SPACE_MEDIA | SPACE_ITUNES, "keywords", ITEM, FEED_TOPICS, 3, 0 },
	{ SPACE_CORE,    "keywords",      ITEM,   FEED_TOPICS,    3, 0 },

	{ SPACE_CORE,    "enclosure",     ITEM,   FEED_ENCLOSURE, 5, 0 },
	{ SPACE_MEDIA,   "thumbnail",     ITEM,   FEED_PICTURE,   2, 0 },
	{ SPACE_ITUNES | SPACE_PLAY, "image", BOTH, FEED_PICTURE, 4, 0 },
	{ SPACE_CORE,    "logo",          BOTH,   FEED_PICTURE,   2, 0 },
	{ SPACE_CORE,    "icon",          FEED,   FEED_PICTURE,   1, 0 },

	{ SPACE_CORE,    "language",      BOTH,   FEED_LANGUAGE,  2, 0 },
	{ SPACE_DC | SPACE_TERMS, "language", BOTH, FEED_LANGUAGE, 2, 0 },
	{ SPACE_CORE,    "ttl",           FEED,   FEED_TTL,       2, 0 },
	{ SPACE_SYNDICATION, "updateperiod", FEED, FEED_PERIOD,   1, 0 },
	{ SPACE_SYNDICATION, "updatefrequency", FEED, FEED_FREQUENCY, 1, 0 },
	{ SPACE_CORE,    "hour",          FEED,   FEED_HOUR,      1, 0 },
	{ SPACE_CORE,    "day",           FEED,   FEED_DAY,       1, 0 },
};

/* Addresses of namespaces, without "http://", "www." and what ends them. */
static const struct {
	const char *uri;
	enum feed_space space;
} uris[] = {
	{ "w3.org/2005/atom", SPACE_ATOM },
	{ "purl.org/atom/ns", SPACE_ATOM },
	{ "purl.org/rss/1.0", SPACE_RSS },
	{ "my.netscape.com/rdf/simple/0.9", SPACE_RSS },
	{ "my.netscape.com/publish/formats/rss-0.91.dtd", SPACE_RSS },
	{ "channel.netscape.com/rdf/simple/0.9", SPACE_RSS },
	{ "example.com/newformat", SPACE_RSS },
	{ "purl.org/net/rss1.1", SPACE_RSS },
	{ "backend.userland.com/rss2", SPACE_RSS },
	{ "backend.userland.com/rss", SPACE_RSS },
	{ "backend.userland.com/rss091", SPACE_RSS },
	{ "blogs.law.harvard.edu/tech/rss", SPACE_RSS },
	{ "cyber.law.harvard.edu/rss/rss.html", SPACE_RSS },
	{ "purl.org/dc/elements/1.1", SPACE_DC },
	{ "purl.org/dc/elements/1.0", SPACE_DC },
	{ "purl.org/metadata/dublin_core", SPACE_DC },
	{ "purl.org/dc/terms", SPACE_TERMS },
	{ "purl.org/rss/1.0/modules/dcterms", SPACE_TERMS },
	{ "purl.org/rss/1.0/modules/content", SPACE_CONTENT },
	{ "search.yahoo.com/mrss", SPACE_MEDIA },
	{ "tools.search.yahoo.com/mrss", SPACE_MEDIA },
	{ "video.search.yahoo.com/mrss", SPACE_MEDIA },
	{ "itunes.com/dtds/podcast-1.0.dtd", SPACE_ITUNES },
	{ "itunes.com/dtds/podcast-2.0.dtd", SPACE_ITUNES },
	{ "example.com/dtds/podcast-1.0.dtd", SPACE_ITUNES },
	{ "w3.org/1999/xhtml", SPACE_XHTML },
	{ "w3.org/1999/02/22-rdf-syntax-ns", SPACE_RDF },
	{ "rssnamespace.org/feedburner/ext/1.0", SPACE_BURNER },
	{ "pheedo.com/namespace/pheedo", SPACE_BURNER },
	{ "google.com/schemas/play-podcasts/1.0", SPACE_PLAY },
	{ "prismstandard.org/namespaces/1.2/basic", SPACE_PRISM },
	{ "prismstandard.org/namespaces/basic/2.0", SPACE_PRISM },
	{ "purl.org/rss/1.0/modules/syndication", SPACE_SYNDICATION },
	{ "xmlns.com/foaf/0.1", SPACE_FOAF },
};

/* What a prefix mostly means, where its address is wrong or missing. */
static const struct {
	const char *prefix;
	enum feed_space space;
} prefixes[] = {
	{ "atom", SPACE_ATOM }, { "atom10", SPACE_ATOM }, { "atom03", SPACE_ATOM }, { "a10", SPACE_ATOM },
	{ "rss", SPACE_RSS }, { "dc", SPACE_DC }, { "dcterms", SPACE_TERMS }, { "content", SPACE_CONTENT },
	{ "media", SPACE_MEDIA }, { "itunes", SPACE_ITUNES }, { "xhtml", SPACE_XHTML }, { "rdf", SPACE_RDF },
	{ "feedburner", SPACE_BURNER }, { "pheedo", SPACE_BURNER }, { "googleplay", SPACE_PLAY },
	{ "prism", SPACE_PRISM }, { "sy", SPACE_SYNDICATION }, { "foaf", SPACE_FOAF },
};
/* clang-format on */

/* The part of a namespace's address that tells it from others. */
static void
plain_uri(const char *uri, char *out, size_t size)
{
	const char *scheme = strstr(uri, "://");
	size_t n = 0;

	uri = scheme != NULL ? scheme + 3 : uri;
	while (*uri == ' ')
		uri++;
	if (strncasecmp(uri, "www.", 4) == 0)
		uri += 4;
	for (; *uri != '\0' && n + 1 < size; uri++)
		out[n++] = (char)tolower((unsigned char)*uri);
	while (n > 0 && strchr("/# ", out[n - 1]) != NULL)
		n--;
	out[n] = '\0';
}

enum feed_space
feed_space_find(const char *prefix, const char *uri)
{
	char plain[128];

	if (uri != NULL) {
		plain_uri(uri, plain, sizeof(plain));
		for (size_t i = 0; i < COUNT(uris); i++)
			if (strcmp(uris[i].uri, plain) == 0)
				return uris[i].space;
	}
	if (prefix == NULL)
		return uri == NULL || uri[0] == '\0' ? SPACE_RSS : SPACE_OTHER;
	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (strcasecmp(prefixes[i].prefix, prefix) == 0)
			return prefixes[i].space;
	return SPACE_OTHER;
}

/* -- finding a rule: chains of rows whose names have the same hash */

enum { BUCKETS = 256 };

static unsigned char first[BUCKETS], next_row[COUNT(rules)];	/* one more than the row, 0: none */
static bool ready;

static unsigned
hash(const char *name)
{
	unsigned h = 5381;

	for (; *name != '\0'; name++)
		h = h * 33 + (unsigned char)(*name | 0x20);
	return h % BUCKETS;
}

static void
make_ready(void)
{
	for (size_t i = COUNT(rules); i > 0; i--) {
		unsigned h = hash(rules[i - 1].name);

		next_row[i - 1] = first[h];
		first[h] = (unsigned char)i;
	}
	ready = true;
}

const struct feed_rule *
feed_rule_find(enum feed_space space, const char *name, enum feed_place place)
{
	if (!ready)
		make_ready();
	for (unsigned i = first[hash(name)]; i != 0; i = next_row[i - 1]) {
		const struct feed_rule *r = &rules[i - 1];

		if ((r->spaces & (unsigned)space) != 0 && (r->places & (unsigned)place) != 0 &&
		    strcasecmp(r->name, name) == 0)
			return r;
	}
	return NULL;
}
