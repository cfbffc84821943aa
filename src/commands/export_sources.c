/* SPDX-License-Identifier: ISC */
/* OPML 2.0 (opml.org/spec2) and newsboat's urls.  `dateline import` reads both
 * back.  In OPML topics are categories; one that has a comma or a slash cannot
 * be, and becomes a folder around its source. */
#include "commands/export_sources.h"

#include <string.h>

#include "base/buf.h"

static void
put_attribute(struct buf *b, const char *name, const char *value)
{
	buf_printf(b, " %s=\"", name);
	for (; *value != '\0'; value++) {
		if (*value == '&')
			buf_puts(b, "&amp;");
		else if (*value == '<')
			buf_puts(b, "&lt;");
		else if (*value == '"')
			buf_puts(b, "&quot;");
		else
			buf_putc(b, *value);
	}
	buf_putc(b, '"');
}

/* As newsboat writes an address that passes a filter. */
static void
put_address(struct buf *b, const struct source *src)
{
	if (src->options.filter != NULL)
		buf_printf(b, "filter:%s:", src->options.filter);
	buf_puts(b, src->location);
}

static bool
is_folder(const char *topic)
{
	return strpbrk(topic, ",/") != NULL;
}

static void
put_categories(struct buf *b, const struct source_options *o)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < o->ntopics; i++)
		if (!is_folder(o->topics[i]))
			buf_printf(&text, "%s%s", text.n > 0 ? "," : "", o->topics[i]);
	if (text.n > 0)
		put_attribute(b, "category", buf_str(&text));
	buf_done(&text);
}

static void
put_outline(struct buf *b, const struct source *src)
{
	const struct source_options *o = &src->options;
	struct buf address = { 0 };

	for (size_t i = 0; i < o->ntopics; i++)
		if (is_folder(o->topics[i])) {
			buf_puts(b, "<outline");
			put_attribute(b, "text", o->topics[i]);
			buf_puts(b, ">\n");
		}
	buf_puts(b, "<outline type=\"rss\"");
	put_address(&address, src);
	put_attribute(b, "text", src->title != NULL ? src->title : src->location);
	put_attribute(b, "xmlUrl", buf_str(&address));
	put_categories(b, o);
	if (o->hidden)
		put_attribute(b, "hidden", "yes");
	buf_puts(b, "/>\n");
	for (size_t i = 0; i < o->ntopics; i++)
		if (is_folder(o->topics[i]))
			buf_puts(b, "</outline>\n");
	buf_done(&address);
}

static void
put_line(struct buf *b, const struct source *src)
{
	struct buf word = { 0 };

	put_address(&word, src);
	if (strpbrk(buf_str(&word), " \"\\") != NULL)
		buf_put_quoted(b, buf_str(&word));
	else
		buf_puts(b, buf_str(&word));
	if (src->title != NULL) {
		buf_reset(&word);
		buf_printf(&word, "~%s", src->title);
		buf_putc(b, ' ');
		buf_put_quoted(b, buf_str(&word));
	}
	for (size_t i = 0; i < src->options.ntopics; i++) {
		buf_putc(b, ' ');
		buf_put_quoted(b, src->options.topics[i]);
	}
	buf_puts(b, src->options.hidden ? " !\n" : "\n");
	buf_done(&word);
}

typedef void put_source(struct buf *b, const struct source *src);

static size_t
put_all(const struct source *list, size_t n, struct buf *out, put_source *put)
{
	size_t left = 0;

	for (size_t i = 0; i < n; i++) {
		if (source_is_visited(list[i].kind))
			put(out, &list[i]);
		else
			left++;
	}
	return left;
}

size_t
export_sources_opml(const struct source *list, size_t n, struct buf *out)
{
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
	    "<head><title>Sources of dateline</title></head>\n<body>\n");
	size_t left = put_all(list, n, out, put_outline);
	buf_puts(out, "</body>\n</opml>\n");
	return left;
}

size_t
export_sources_urls(const struct source *list, size_t n, struct buf *out)
{
	return put_all(list, n, out, put_line);
}
