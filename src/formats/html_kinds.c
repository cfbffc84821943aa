/* SPDX-License-Identifier: ISC */
/* The elements that do something.  One that is not in the table only lets its
 * words through. */
#include "formats/html_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* In the order of strcmp. */
static const struct element {
	const char *name;
	enum html_what what;
} elements[] = {
	{ "a", HTML_LINK },
	{ "address", HTML_PARAGRAPH },
	{ "article", HTML_PARAGRAPH },
	{ "aside", HTML_PARAGRAPH },
	{ "audio", HTML_MEDIA },
	{ "blockquote", HTML_QUOTE },
	{ "br", HTML_BREAK },
	{ "button", HTML_DROPPED },
	{ "caption", HTML_PARAGRAPH },
	{ "center", HTML_PARAGRAPH },
	{ "code", HTML_CODE },
	{ "dd", HTML_MEANING },
	{ "details", HTML_PARAGRAPH },
	{ "dir", HTML_LIST },
	{ "div", HTML_LINES },
	{ "dl", HTML_PARAGRAPH },
	{ "dt", HTML_TERM },
	{ "embed", HTML_MEDIA },
	{ "fieldset", HTML_PARAGRAPH },
	{ "figcaption", HTML_LINES },
	{ "figure", HTML_PARAGRAPH },
	{ "footer", HTML_PARAGRAPH },
	{ "form", HTML_PARAGRAPH },
	{ "frame", HTML_MEDIA },
	{ "h1", HTML_HEADING },
	{ "h2", HTML_HEADING },
	{ "h3", HTML_HEADING },
	{ "h4", HTML_HEADING },
	{ "h5", HTML_HEADING },
	{ "h6", HTML_HEADING },
	{ "head", HTML_DROPPED },
	{ "header", HTML_PARAGRAPH },
	{ "hr", HTML_RULE },
	{ "iframe", HTML_MEDIA },
	{ "img", HTML_IMAGE },
	{ "input", HTML_INPUT },
	{ "kbd", HTML_CODE },
	{ "li", HTML_ITEM },
	{ "listing", HTML_VERBATIM },
	{ "main", HTML_PARAGRAPH },
	{ "map", HTML_DROPPED },
	{ "menu", HTML_LIST },
	{ "nav", HTML_PARAGRAPH },
	{ "noembed", HTML_DROPPED },
	{ "noframes", HTML_DROPPED },
	{ "noscript", HTML_DROPPED },
	{ "object", HTML_MEDIA },
	{ "ol", HTML_NUMBERS },
	{ "p", HTML_PARAGRAPH },
	{ "plaintext", HTML_VERBATIM },
	{ "pre", HTML_VERBATIM },
	{ "q", HTML_QUOTATION },
	{ "samp", HTML_CODE },
	{ "script", HTML_DROPPED },
	{ "section", HTML_PARAGRAPH },
	{ "select", HTML_DROPPED },
	{ "source", HTML_SOURCE },
	{ "style", HTML_DROPPED },
	{ "summary", HTML_PARAGRAPH },
	{ "sup", HTML_RAISED },
	{ "svg", HTML_DROPPED },
	{ "table", HTML_TABLE },
	{ "td", HTML_CELL },
	{ "template", HTML_DROPPED },
	{ "textarea", HTML_DROPPED },
	{ "th", HTML_CELL },
	{ "title", HTML_DROPPED },
	{ "tr", HTML_ROW },
	{ "track", HTML_DROPPED },
	{ "ul", HTML_LIST },
	{ "video", HTML_MEDIA },
	{ "xmp", HTML_VERBATIM },
};

static int
compare(const void *name, const void *element)
{
	return strcmp(name, ((const struct element *)element)->name);
}

enum html_what
html_what_of(const char *name)
{
	const struct element *found = bsearch(name, elements, COUNT(elements), sizeof(elements[0]), compare);

	return found != NULL ? found->what : HTML_INLINE;
}
