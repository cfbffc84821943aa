/* SPDX-License-Identifier: ISC */
/* libxml2's push parser behind the mender.  It gets neither a document type nor
 * an entity that it does not know by itself, and keeps no tree. */
#include "formats/xml.h"

#include <string.h>

#include <libxml/parser.h>

#include "base/arena.h"
#include "base/buf.h"
#include "formats/formats.h"
#include "formats/named.h"
#include "formats/xml_mend.h"

enum { PIECE = 16 * 1024, PUSH_MAX = 256 * 1024 };

struct reading {
	const struct xml_handler *handler;
	const struct format_output *out;
	struct xml_mend mend;
	xmlParserCtxtPtr context;
	struct buf waiting;
	const char *start;		/* of the document */
	const char *counted;		/* so far lines were counted */
	const char *line_start;
	int line;
	bool has_begun, failed;
};

/* -- places */

static void
say(struct reading *r, const char *at, const char *words)
{
	const char *newline;

	if (at < r->counted) {
		r->counted = r->line_start = r->start;
		r->line = 1;
	}
	while ((newline = memchr(r->counted, '\n', (size_t)(at - r->counted))) != NULL) {
		r->counted = r->line_start = newline + 1;
		r->line++;
	}
	r->counted = at;
	r->out->damage(r->out->arg, r->line, (int)(at - r->line_start) + 1, words);
}

static void
see_flaw(void *arg, enum xml_flaw flaw, const char *at, const char *words)
{
	(void)flaw;
	say(arg, at, words);
}

/* -- libxml2's side: its data is the context, so that it can complain */

static struct reading *
reading_of(void *context)
{
	return ((xmlParserCtxtPtr)context)->_private;
}

static void
see_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nspaces,
    const xmlChar **spaces, int nattributes, int ndefaults, const xmlChar **attributes)
{
	struct reading *r = reading_of(context);
	struct xml_element e = { (const char *)name, (const char *)prefix, (const char *)uri, attributes,
		nattributes };

	(void)nspaces;
	(void)spaces;
	(void)ndefaults;
	r->handler->start(r->handler->arg, &e);
}

static void
see_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = reading_of(context);

	(void)name;
	(void)prefix;
	(void)uri;
	r->handler->end(r->handler->arg, r->mend.is_cut);
}

static void
see_text(void *context, const xmlChar *p, int n)
{
	struct reading *r = reading_of(context);

	r->handler->text(r->handler->arg, (const char *)p, (size_t)n, false);
}

static void
see_section(void *context, const xmlChar *p, int n)
{
	struct reading *r = reading_of(context);

	r->handler->text(r->handler->arg, (const char *)p, (size_t)n, true);
}

/* Unknown prefixes and the like are none of our business; what ends the reading
 * should have been mended. */
static void
see_error(void *context, xmlErrorPtr error)
{
	struct reading *r = reading_of(context);
	struct arena a = { 0 };

	if (error->level != XML_ERR_FATAL || r->failed)
		return;
	r->failed = true;
	const char *message = error->message != NULL ? error->message : "ill-formed XML";
	const char *line = named_line(&a, message, strlen(message));
	say(r, r->mend.at, line != NULL ? line : "ill-formed XML");
	arena_done(&a);
}

/* -- pieces on their way */

static void
push(struct reading *r, const char *p, size_t n)
{
	while (n > 0 && !r->mend.stop) {
		size_t piece = n < PUSH_MAX ? n : PUSH_MAX;

		xmlParseChunk(r->context, p, (int)piece, 0);
		p += piece;
		n -= piece;
		r->mend.stop = r->context->disableSAX != 0;
	}
}

static void
put(void *arg, const char *p, size_t n)
{
	struct reading *r = arg;

	r->has_begun |= n > 0;
	if (r->waiting.n == 0 && n >= PIECE) {
		push(r, p, n);
		return;
	}
	buf_add(&r->waiting, p, n);
	if (r->waiting.n >= PIECE || n == 0) {
		push(r, r->waiting.p, r->waiting.n);
		buf_reset(&r->waiting);
	}
}

void
xml_attribute(const struct xml_element *e, int i, struct xml_attribute *out)
{
	const unsigned char **a = e->attributes + (size_t)i * 5;

	*out = (struct xml_attribute){ (const char *)a[0], (const char *)a[1], (const char *)a[2],
		(const char *)a[3], (size_t)(a[4] - a[3]) };
}

void
xml_read(const char *p, size_t n, const char *root, const struct xml_handler *handler,
    const struct format_output *out)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = see_start,
		.endElementNs = see_end,
		.characters = see_text,
		.ignorableWhitespace = see_text,
		.cdataBlock = see_section,
		.serror = see_error,
	};
	struct reading r = { .handler = handler, .out = out, .start = p, .counted = p, .line_start = p,
		.line = 1, .mend = { .put = put, .flaw = see_flaw, .arg = &r } };

	r.context = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	if (r.context == NULL)
		return;
	r.context->userData = r.context;
	r.context->_private = &r;
	/* Without NOENT an "&amp;" of an attribute comes as "&#38;".  There are no other
	 * entities: the mender lets none through. */
	xmlCtxtUseOptions(r.context, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOENT);
	xml_mend(&r.mend, p, root, p + n);
	push(&r, buf_str(&r.waiting), r.waiting.n);
	if (r.has_begun)
		xmlParseChunk(r.context, NULL, 0, 1);
	else
		say(&r, root, "there is no feed in it");
	xml_mend_done(&r.mend);
	xmlFreeParserCtxt(r.context);
	buf_done(&r.waiting);
}
