/* SPDX-License-Identifier: ISC */
/* A document as elements and text, one after the other, never as a whole.  It
 * is mended on the way (xml_mend.h) and read by libxml2. */
#ifndef FORMATS_XML_H
#define FORMATS_XML_H

#include <stdbool.h>
#include <stddef.h>

struct format_output;

struct xml_element {
	const char *name, *prefix, *uri;	/* prefix and uri may be NULL */
	const unsigned char **attributes;	/* as libxml2 has them */
	int nattributes;
};

struct xml_attribute {
	const char *name, *prefix, *uri;
	const char *value;			/* no NUL behind it */
	size_t n;
};

struct xml_handler {
	void (*start)(void *arg, const struct xml_element *element);
	/* CUT: the document ended before the element did. */
	void (*end)(void *arg, bool cut);
	/* SECTION: it stood in a CDATA section. */
	void (*text)(void *arg, const char *p, size_t n, bool section);
	void *arg;
};

void xml_attribute(const struct xml_element *e, int i, struct xml_attribute *out);
/* Reads the element that begins at ROOT; damages are told to OUT. */
void xml_read(const char *p, size_t n, const char *root, const struct xml_handler *handler,
    const struct format_output *out);

#endif
