/* SPDX-License-Identifier: ISC */
/* Which element of a feed fills which field, and which of several wins. */
#ifndef FORMATS_FEED_RULES_H
#define FORMATS_FEED_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* Namespaces by what they mean, not by how they are written. */
enum feed_space {
	SPACE_OTHER = 0,
	SPACE_RSS = 1 << 0,		/* and no namespace at all */
	SPACE_ATOM = 1 << 1,
	SPACE_DC = 1 << 2,
	SPACE_TERMS = 1 << 3,		/* dcterms */
	SPACE_CONTENT = 1 << 4,
	SPACE_MEDIA = 1 << 5,
	SPACE_ITUNES = 1 << 6,
	SPACE_XHTML = 1 << 7,
	SPACE_RDF = 1 << 8,
	SPACE_BURNER = 1 << 9,
	SPACE_SYNDICATION = 1 << 10,
	SPACE_FOAF = 1 << 11,
	SPACE_PLAY = 1 << 12,		/* Google's for podcasts */
	SPACE_PRISM = 1 << 13,
	SPACE_CORE = SPACE_RSS | SPACE_ATOM
};

/* Inside of what an element stands. */
enum feed_place {
	PLACE_NOWHERE = 0,
	PLACE_FEED = 1 << 0,
	PLACE_ITEM = 1 << 1,
	PLACE_SOURCE = 1 << 2,		/* the feed that an item was taken from */
	PLACE_IMAGE = 1 << 3,
	PLACE_PERSON = 1 << 4,
	PLACE_SAME = 1 << 5		/* what is in it is read as if it was not there */
};

enum feed_field {
	FEED_NONE,
	/* kept by the slot of that number, highest rank first */
	FEED_TITLE,
	FEED_SUMMARY,
	FEED_CONTENT,
	FEED_GUID,
	FEED_LINK,
	FEED_ORIGINAL,
	FEED_COMMENTS,
	FEED_SLOTS,
	/* the rest have a way of their own */
	FEED_PUBLISHED,
	FEED_UPDATED,
	FEED_AUTHOR,
	FEED_NAME,
	FEED_EMAIL,
	FEED_CREDIT,
	FEED_TOPIC,
	FEED_TOPICS,			/* several, with commas between */
	FEED_ENCLOSURE,
	FEED_MEDIA,
	FEED_PICTURE,
	FEED_LANGUAGE,
	FEED_ATOM_LINK,
	FEED_ITEM,
	FEED_SOURCE,
	FEED_TTL,
	FEED_PERIOD,
	FEED_FREQUENCY,
	FEED_HOUR,
	FEED_DAY
};

struct feed_rule {
	unsigned spaces;		/* of enum feed_space */
	const char *name;		/* lower case */
	unsigned places;		/* where the element counts */
	enum feed_field field;
	int rank;
	unsigned leads;			/* enum feed_place of what is in it; 0: text */
};

enum feed_space feed_space_find(const char *prefix, const char *uri);
/* NULL: such an element there says nothing. */
const struct feed_rule *feed_rule_find(enum feed_space space, const char *name, enum feed_place place);

#endif
