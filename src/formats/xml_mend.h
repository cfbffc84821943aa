/* SPDX-License-Identifier: ISC */
/* XML of any quality into XML that is well-formed. */
#ifndef FORMATS_XML_MEND_H
#define FORMATS_XML_MEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum xml_flaw {
	XML_FLAW_CUT,		/* the document ends inside of an element */
	XML_FLAW_END,		/* an end tag without its beginning, or the other way round */
	XML_FLAW_TAG,		/* what begins like a tag and is none */
	XML_FLAW_ATTRIBUTE,	/* no quotes, no value, given twice */
	XML_FLAW_AMPERSAND,
	XML_FLAW_CHARACTER,	/* a reference to a character that there is not */
	XML_FLAW_LIMIT		/* more elements, attributes or entities than anybody needs */
};

struct xml_open {
	const char *name;
	size_t n;
	bool given;		/* to the reader: it is not too deep */
};

struct xml_entity {
	const char *name;
	size_t n;
	const char *value;	/* as it stands in the document */
	size_t value_n;
};

struct xml_mend {
	/* Takes the next piece of the mended document; an empty one: nothing may
	 * wait any longer. */
	void (*put)(void *arg, const char *p, size_t n);
	/* Called for the first flaw of each kind; AT points into the document. */
	void (*flaw)(void *arg, enum xml_flaw flaw, const char *at, const char *words);
	void *arg;
	bool stop;		/* set by whoever has enough */

	const char *at, *end;
	const char *run;	/* from here on nothing was given to `put` yet */
	struct xml_open *open;
	size_t depth;
	struct xml_entity *entities;
	size_t nentities;
	size_t expanded;	/* bytes that entities of the document have become */
	size_t ahead;		/* bytes that may still be looked at before their turn */
	unsigned flaws;
	uint64_t *names;	/* hashes of those that were given */
	size_t nnames;
	bool no_comment_end, no_cdata_end;	/* from here to the end */
	bool root_ended;	/* its end tag came; it is given at the very end */
	bool is_cut;		/* the elements that end now had no end tags */
};

/* Where the first element begins whose name, without its prefix, ACCEPTS; NULL:
 * there is none. */
const char *xml_mend_root(const char *p, size_t n, bool (*accepts)(const char *name, size_t n));
/* Gives all from ROOT on to `put`, in pieces that end between tags. */
void xml_mend(struct xml_mend *m, const char *start, const char *root, const char *end);
void xml_mend_done(struct xml_mend *m);

/* -- shared with xml_mend_text.c and xml_mend_tag.c */

void xml_mend_flaw(struct xml_mend *m, enum xml_flaw flaw, const char *at, const char *words);
/* Gives what is good up to AT, then TEXT instead of what is skipped until NEXT. */
void xml_mend_instead(struct xml_mend *m, const char *at, const char *text, size_t n, const char *next);
void xml_mend_text(struct xml_mend *m, const char *p, const char *end);
/* The value of an attribute, to stand in double quotes. */
void xml_mend_value(struct xml_mend *m, const char *p, const char *end);
void xml_mend_doctype(struct xml_mend *m, const char *p, const char *end);
/* Where WHAT stands first; NULL: nowhere. */
const char *xml_find(const char *p, const char *end, const char *what);
bool xml_is_name_start(unsigned char c);
bool xml_is_name(unsigned char c);
/* Both return where reading goes on. */
const char *xml_mend_start_tag(struct xml_mend *m, const char *p);
const char *xml_mend_end_tag(struct xml_mend *m, const char *p);

#endif
