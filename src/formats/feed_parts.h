/* SPDX-License-Identifier: ISC */
/* What the files of the reader of feeds share. */
#ifndef FORMATS_FEED_PARTS_H
#define FORMATS_FEED_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "formats/feed_rules.h"
#include "formats/formats.h"
#include "formats/xml.h"

enum {
	FEED_DEPTH = 256,
	FEED_ATTRIBUTES = 64,
	FEED_LIST_MAX = 200,		/* topics, authors, enclosures, images of an item, each */
	FEED_TITLE_MAX = 64 * 1024,
	FEED_TEXT_MAX = 4 * 1024 * 1024	/* of an element; what comes then is left out */
};

struct charset_text;

enum feed_kind { KIND_RSS, KIND_ATOM, KIND_RDF };

/* What an element says, not yet made safe. */
struct feed_text {
	const char *p;
	size_t n;
	enum { FEED_PLAIN, FEED_HTML, FEED_GUESS } kind;
	const char *base;
};

struct feed_slot {
	struct feed_text text;
	int rank;			/* 0: empty */
};

struct feed_person {
	const char *name, *email;
};

struct feed_item {
	struct feed_slot slots[FEED_SLOTS];
	bool guid_is_link;
	int64_t published, updated;
	int published_rank, updated_rank;
	struct feed_person *people;
	size_t npeople;
	const char **topics;
	size_t ntopics;
	struct enclosure *enclosures;
	size_t nenclosures;
	struct image *images;
	size_t nimages;
	const char *source_title, *source_home;
	const char *language;
};

/* An element that is open. */
struct feed_frame {
	enum feed_place place;		/* of what is in it */
	const struct feed_rule *rule;	/* NULL: none */
	const char *base;
	const char *name;		/* as markup, while text is taken */
};

struct feed_attribute {
	const char *name, *prefix;
	const char *value;
};

struct feed_reader {
	const struct format_input *in;
	const struct format_output *out;
	enum feed_kind kind;
	const char *uri;		/* namespace of the root */
	bool is_prefixed;		/* elements of the feed itself are */
	bool atom03;
	struct arena lasting;		/* of the feed */
	struct arena arena;		/* of the item, or of the element of the feed at hand */

	struct feed_frame frames[FEED_DEPTH];
	size_t depth;
	bool in_item;
	struct feed_item item;

	/* the element whose text is taken */
	const struct feed_rule *rule;
	size_t rule_depth;		/* frames.. of it; 0: none is */
	enum feed_place rule_place;
	enum feed_space space;
	struct feed_attribute attributes[FEED_ATTRIBUTES];
	size_t nattributes;
	struct buf text;
	bool has_markup, has_section;

	/* a person or a source, whose text counts if nothing in it does */
	struct buf loose;
	const struct feed_rule *loose_rule;
	struct feed_person person;

	struct feed feed;
	struct feed_person author;	/* of the feed, who counts for its items */
	struct feed_slot title;
	int picture_rank, period, frequency;
	bool introduced, next_is_archive;

	const struct charset_text *document;	/* to look ahead in */
	const char *root;
	size_t end;			/* of it */
	bool has_looked;
	bool without_items;		/* this one looks ahead: what items say is passed over */
};

/* -- feed.c */

/* Whether a document of that root is a feed, or may be one. */
bool feed_is_root(const char *name, size_t n);
/* Where it ends, without what a web service has put around it. */
size_t feed_end(const char *p, size_t n, const char *root);
void feed_parse(const struct format_input *in, const struct format_output *out);

const char *feed_attribute(const struct feed_reader *r, const char *name);

/* -- feed_take.c: elements into fields */

/* At its beginning, when it has attributes only; at its end, with its text. */
void feed_take_start(struct feed_reader *r, const struct feed_rule *rule);
void feed_take_text(struct feed_reader *r, bool cut);
/* The end of an element that leads somewhere. */
void feed_take_end(struct feed_reader *r, const struct feed_rule *rule);

/* -- feed_lists.c */

bool feed_is_word(const char *s, const char *word);	/* in whatever case; S may be NULL */
bool feed_begins(const char *s, const char *with);
/* The address in an attribute; NULL: none. */
const char *feed_address_in(struct feed_reader *r, const char *attribute, const char *base);
void feed_add_image(struct feed_reader *r, const char *url, const char *title);
void feed_add_enclosure(struct feed_reader *r, const char *url, const char *type, const char *length);
void feed_take_media(struct feed_reader *r, const char *base);
void feed_take_person(struct feed_reader *r, const struct feed_rule *rule);
void feed_take_credit(struct feed_reader *r, const char *line);
void feed_take_topic(struct feed_reader *r, const char *line);
void feed_take_topics(struct feed_reader *r, const char *line);

/* -- feed_item.c */

void feed_item_init(struct feed_item *item);
/* Says what feed it is, if that was not said yet. */
void feed_introduce(struct feed_reader *r);
void feed_item_give(struct feed_reader *r);

/* -- feed_text.c */

/* The text that was taken, of the kind that its attributes say. */
struct feed_text feed_text_taken(struct feed_reader *r);
const char *feed_text_line(struct arena *a, const struct feed_text *text);
const char *feed_text_plain(struct arena *a, const struct feed_text *text);
/* An address in full; NULL: none that may be followed. */
const char *feed_address(struct feed_reader *r, const char *text, size_t n, const char *base);
void feed_person_split(struct arena *a, const char *text, struct feed_person *person);
bool feed_text_is_html(const struct feed_text *text);

/* -- feed_markup.c: elements inside of text, written as HTML */

void feed_markup_start(struct feed_reader *r, const struct xml_element *e, const char *base);
void feed_markup_end(struct feed_reader *r, const char *name);
void feed_markup_text(struct feed_reader *r, const char *p, size_t n, bool section);

#endif
