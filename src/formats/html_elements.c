/* SPDX-License-Identifier: ISC */
/* What each element does to the text.  libxml2 reads the markup, forgiving as
 * it is, and calls the two handlers here for each start and end; no tree is
 * built. */
#include "formats/html_parts.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "base/mem.h"
#include "base/utf8.h"

/* -- lists */

static struct html_open *
list_around(struct html_reader *r)
{
	for (size_t i = r->depth; i > 0; i--)
		if (r->open[i - 1].what == HTML_LIST || r->open[i - 1].what == HTML_NUMBERS)
			return &r->open[i - 1];
	return NULL;
}

/* A list in a list follows its words at once. */
static void
list_begin(struct html_reader *r, struct html_open *o, const char *const *attributes)
{
	const char *start = html_attribute(attributes, "start");

	r->depth--;
	html_text_gap(&r->text, list_around(r) != NULL ? 1 : 2);
	r->depth++;
	if (o->what == HTML_NUMBERS) {
		long first = start != NULL ? strtol(start, NULL, 10) : 1;

		o->number = first > 0 && first < 9000 ? (int)first : 1;
	}
}

static void
item_begin(struct html_reader *r, const char *const *attributes)
{
	struct html_open *list = list_around(r);
	const char *value = html_attribute(attributes, "value");
	char first[16] = "- ", rest[16];

	/* Paragraphs inside of items do not pull these apart. */
	if (list != NULL && list->has_items)
		r->text.gap = 1;
	else
		html_text_gap(&r->text, 1);
	r->text.blank = BLANK_NONE;
	if (list != NULL)
		list->has_items = true;
	if (list != NULL && list->what == HTML_NUMBERS) {
		long given = value != NULL ? strtol(value, NULL, 10) : 0;

		if (given > 0 && given < 9000)
			list->number = (int)given;
		snprintf(first, sizeof(first), "%d. ", list->number % 10000);
		list->number++;
	}
	snprintf(rest, sizeof(rest), "%*s", (int)strlen(first), "");
	html_text_enter(&r->text, first, rest);
}

/* -- the two sides of an element */

static void
paragraph(struct html_reader *r, int newlines)
{
	/* The first one of an item stands behind its mark. */
	if (!html_text_is_fresh(&r->text) || r->text.gap == 0)
		html_text_gap(&r->text, newlines);
}

static void
heading_begin(struct html_reader *r, const char *name)
{
	char first[16] = "######";
	int level = name[1] - '0';

	html_text_gap(&r->text, 2);
	/* Excerpts are shown without knowing of the marks of lines. */
	if (r->mode == HTML_PLAIN) {
		html_text_enter(&r->text, "", "");
		return;
	}
	first[level] = ' ';
	first[level + 1] = '\0';
	html_text_enter(&r->text, first, first);
}

static void
break_line(struct html_reader *r)
{
	if (r->verbatim > 0)
		buf_putc(&r->code, '\n');
	else if (r->text.out.n > 0)
		html_text_gap(&r->text, r->text.gap + 1 < 2 ? r->text.gap + 1 : 2);
}

static int
span_of(const char *const *attributes)
{
	const char *text = html_attribute(attributes, "colspan");
	long span = text != NULL ? strtol(text, NULL, 10) : 1;

	return span > 1 && span < 100 ? (int)span : 1;
}

static void
link_begin(struct html_reader *r, struct html_open *o, const char *const *attributes)
{
	o->url = html_address(r, html_attribute(attributes, "href"));
	o->start = r->words.n;
	r->in_link++;
}

static void
cell_begin(struct html_reader *r, struct html_open *o, const char *const *attributes)
{
	o->number = span_of(attributes);
	if (r->table != NULL)
		html_cell_begin(r);
	else if (r->text.gap == 0 && r->text.out.n > 0)
		html_text_words(&r->text, " ", 1);
}

static void
rule(struct html_reader *r)
{
	html_text_gap(&r->text, 2);
	html_text_put(&r->text, "---");
	html_text_gap(&r->text, 2);
}

/* Lists of things to do. */
static void
checkbox(struct html_reader *r, const char *const *attributes)
{
	const char *type = html_attribute(attributes, "type");

	if (type == NULL || strcmp(type, "checkbox") != 0 || r->verbatim > 0)
		return;
	html_text_put(&r->text, html_attribute(attributes, "checked") != NULL ? "[x]" : "[ ]");
	html_text_words(&r->text, " ", 1);
}

/* Without a sign 10 to the sixth would be 106; "1st" needs none. */
static void
raised_end(struct html_reader *r, const struct html_open *o)
{
	struct buf *out = &r->text.out;
	size_t n = out->n > o->start ? out->n - o->start : 0;

	if (o->start == 0 || n == 0 || n > 8 || strspn(out->p + o->start, "0123456789-+n") < n ||
	    !isalnum((unsigned char)out->p[o->start - 1]))
		return;
	buf_putc(out, ' ');
	memmove(out->p + o->start + 1, out->p + o->start, n);
	out->p[o->start] = '^';
}

/* Those that have no lines of their own, and those of tables. */
static void
begin_other(struct html_reader *r, struct html_open *o, const char *const *attributes)
{
	switch (o->what) {
	case HTML_QUOTATION:
		html_text_put(&r->text, "“");
		break;
	case HTML_BREAK:
		break_line(r);
		break;
	case HTML_RULE:
		rule(r);
		break;
	case HTML_LINK:
		link_begin(r, o, attributes);
		break;
	case HTML_IMAGE:
		html_image_see(r, attributes);
		break;
	case HTML_MEDIA:
		html_media_begin(r, o, attributes);
		break;
	case HTML_TABLE:
		paragraph(r, 2);
		o->number = html_table_begin(r);
		break;
	case HTML_ROW:
		paragraph(r, 1);
		html_row_begin(r);
		break;
	case HTML_CELL:
		cell_begin(r, o, attributes);
		break;
	case HTML_RAISED:
		o->start = r->text.out.n;
		break;
	case HTML_INPUT:
		checkbox(r, attributes);
		break;
	default:
		break;
	}
}

static void
begin(struct html_reader *r, struct html_open *o, const char *const *attributes)
{
	switch (o->what) {
	case HTML_LINES:
		paragraph(r, 1);
		break;
	case HTML_PARAGRAPH:
	case HTML_TERM:
		paragraph(r, 2);
		break;
	case HTML_HEADING:
		heading_begin(r, o->name);
		break;
	case HTML_LIST:
	case HTML_NUMBERS:
		list_begin(r, o, attributes);
		break;
	case HTML_ITEM:
		item_begin(r, attributes);
		break;
	case HTML_MEANING:
		html_text_gap(&r->text, 1);
		html_text_enter(&r->text, "    ", "    ");
		break;
	case HTML_QUOTE:
		paragraph(r, 2);
		html_text_enter(&r->text, "> ", "> ");
		break;
	case HTML_VERBATIM:
		paragraph(r, 2);
		r->verbatim++;
		break;
	default:
		begin_other(r, o, attributes);
	}
}

static void
link_end(struct html_reader *r, const struct html_open *o)
{
	size_t number = 0;
	enum html_blank blank = r->text.blank;
	char text[24];

	if (o->url != NULL && r->words.n > o->start)
		number = html_link_add(r, o->url, r->words.p + o->start, r->words.n - o->start);
	if (number > 0 && r->mode == HTML_FULL && r->verbatim == 0) {
		snprintf(text, sizeof(text), " [%zu]", number);
		r->text.blank = BLANK_NONE;
		html_text_put(&r->text, text);
		r->text.blank = blank;
	}
	if (--r->in_link == 0)
		buf_reset(&r->words);
}

static void
verbatim_end(struct html_reader *r)
{
	if (--r->verbatim > 0)
		return;
	html_text_lines(&r->text, buf_str(&r->code), r->code.n, r->mode == HTML_FULL);
	buf_reset(&r->code);
	html_text_gap(&r->text, 2);
}

static void
end_of_table(struct html_reader *r, const struct html_open *o)
{
	if (o->what == HTML_CELL) {
		if (r->table != NULL)
			html_cell_end(r, strcmp(o->name, "th") == 0, o->number);
		return;
	}
	html_text_gap(&r->text, o->what == HTML_ROW ? 1 : 2);
	if (o->what == HTML_ROW)
		html_row_end(r);
	else if (o->number != 0)
		html_table_end(r);
}

static void
end(struct html_reader *r, struct html_open *o)
{
	switch (o->what) {
	case HTML_LINES:
		html_text_gap(&r->text, 1);
		break;
	case HTML_PARAGRAPH:
		html_text_gap(&r->text, 2);
		break;
	case HTML_TERM:
		html_text_gap(&r->text, 1);
		break;
	case HTML_HEADING:
	case HTML_QUOTE:
		html_text_leave(&r->text);
		html_text_gap(&r->text, 2);
		break;
	case HTML_LIST:
	case HTML_NUMBERS:
		r->depth--;
		html_text_gap(&r->text, list_around(r) != NULL ? 1 : 2);
		r->depth++;
		break;
	case HTML_ITEM:
	case HTML_MEANING:
		html_text_leave(&r->text);
		html_text_gap(&r->text, 1);
		break;
	case HTML_VERBATIM:
		verbatim_end(r);
		break;
	case HTML_TABLE:
	case HTML_ROW:
	case HTML_CELL:
		end_of_table(r, o);
		break;
	case HTML_QUOTATION:
		html_text_put(&r->text, "”");
		break;
	case HTML_LINK:
		link_end(r, o);
		break;
	case HTML_RAISED:
		raised_end(r, o);
		break;
	case HTML_MEDIA:
		html_media_end(r, o);
		break;
	default:
		break;
	}
}

/* In one line only breaks count, as blanks. */
static bool
breaks_line(enum html_what what)
{
	return what != HTML_INLINE && what != HTML_LINK && what != HTML_CODE && what != HTML_IMAGE &&
	    what != HTML_QUOTATION && what != HTML_RAISED;
}

/* -- what libxml2 tells */

static void
see_start(void *arg, const xmlChar *name, const xmlChar **attributes)
{
	struct html_reader *r = arg;
	const char *const *given = (const char *const *)attributes;
	struct html_open *o = &r->open[r->depth];

	/* Ends in the wrong order can leave ever more elements open. */
	if (r->depth >= HTML_DEPTH) {
		r->stopped = xmlByteConsumed(r->parser);
		xmlStopParser(r->parser);
		return;
	}
	r->depth++;
	*o = (struct html_open){ .name = (const char *)name, .what = html_what_of((const char *)name) };
	if (o->what == HTML_SOURCE)
		html_media_source(r, given);
	o->drops = o->what == HTML_DROPPED || html_is_hidden(given);
	r->dropped += o->drops;
	if (r->dropped > 0)
		return;
	if (r->mode == HTML_ONE_LINE) {
		if (breaks_line(o->what))
			html_text_words(&r->text, " ", 1);
		return;
	}
	o->begun = true;
	begin(r, o, given);
}

static void
close_one(struct html_reader *r)
{
	struct html_open *o = &r->open[r->depth - 1];

	r->dropped -= o->drops;
	if (o->begun)
		end(r, o);
	else if (r->mode == HTML_ONE_LINE && breaks_line(o->what))
		html_text_words(&r->text, " ", 1);
	r->depth--;
}

static void
see_end(void *arg, const xmlChar *name)
{
	struct html_reader *r = arg;
	size_t at = r->depth;

	while (at > 0 && strcmp(r->open[at - 1].name, (const char *)name) != 0)
		at--;
	while (at > 0 && r->depth >= at)
		close_one(r);
}

static void
see_words(void *arg, const xmlChar *words, int length)
{
	struct html_reader *r = arg;
	const char *s = (const char *)words;
	size_t n = (size_t)length;

	if (r->dropped > 0 || length <= 0)
		return;
	if (r->in_link > 0)
		buf_add(&r->words, s, n);
	if (r->verbatim > 0)
		buf_add(&r->code, s, n);
	else
		html_text_words(&r->text, s, n);
}

void
html_elements_read(struct html_reader *r, const char *html, size_t n)
{
	/* Made once: most texts are short, and there are many of them. */
	static struct html_open open[HTML_DEPTH];
	static htmlParserCtxtPtr context;
	static const htmlSAXHandler handlers = {
		.startElement = see_start,
		.endElement = see_end,
		.characters = see_words,
		.ignorableWhitespace = see_words,
		.cdataBlock = see_words,
		.initialized = 1,
	};

	if (context == NULL)
		context = htmlNewParserCtxt();
	if (context == NULL || n > INT_MAX)
		return;
	*context->sax = handlers;
	context->userData = r;
	r->open = open;
	r->parser = context;
	r->stopped = -1;
	xmlFreeDoc(htmlCtxtReadMemory(context, html, (int)n, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	    HTML_PARSE_NODEFDTD | HTML_PARSE_COMPACT));
	while (r->depth > 0)
		close_one(r);
	size_t at = r->stopped >= 0 ? (size_t)r->stopped : n;
	if (at < n)
		at += html[at] == '>';
	if (at < n)
		html_words(&r->text, html + at, n - at);
}
