/* SPDX-License-Identifier: ISC */
/* What comes from outside stands in Markdown and HTML with its signs taken
 * away: a headline is text there, whatever it says. */
#include "commands/brief_write.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/url.h"
#include "base/wrap.h"

enum { COLUMNS = 76 };

static void
put_escaped(struct buf *out, enum brief_kind kind, const char *s)
{
	static const struct {
		char c;
		const char *text;
	} entities[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" },
		{ '\'', "&#39;" } };

	for (; *s != '\0'; s++) {
		const char *entity = NULL;
		for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]) && kind != BRIEF_TEXT; i++)
			if (entities[i].c == *s && (kind == BRIEF_HTML || i < 3))
				entity = entities[i].text;
		if (entity != NULL)
			buf_puts(out, entity);
		else if (kind == BRIEF_MARKDOWN && strchr("\\`*_{}[]()#!|~", *s) != NULL)
			buf_printf(out, "\\%c", *s);
		else
			buf_putc(out, *s == '\n' && kind != BRIEF_TEXT ? ' ' : *s);
	}
}

static void
put_address(struct buf *out, struct arena *a, enum brief_kind kind, const char *url)
{
	const char *safe = url_for_program(a, url);

	for (; safe != NULL && *safe != '\0'; safe++)
		if (kind == BRIEF_MARKDOWN && strchr("()", *safe) != NULL)
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)*safe);
		else if (kind == BRIEF_HTML && *safe == '&')
			buf_puts(out, "&amp;");
		else if (kind == BRIEF_HTML && strchr("'\"<>", *safe) != NULL)
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)*safe);
		else
			buf_putc(out, *safe);
}

static void
put_link(struct buf *out, enum brief_kind kind, const struct brief_item *item)
{
	struct arena a = { 0 };
	bool linked = item->url != NULL && url_is_web(item->url) && kind != BRIEF_TEXT;

	if (linked && kind == BRIEF_HTML) {
		buf_puts(out, "<a href=\"");
		put_address(out, &a, kind, item->url);
		buf_puts(out, "\">");
	} else if (linked) {
		buf_putc(out, '[');
	}
	put_escaped(out, kind, item->title[0] != '\0' ? item->title : "(no title)");
	if (linked && kind == BRIEF_HTML) {
		buf_puts(out, "</a>");
	} else if (linked) {
		buf_puts(out, "](");
		put_address(out, &a, kind, item->url);
		buf_putc(out, ')');
	}
	arena_done(&a);
}

static void
put_wrapped(struct buf *out, const char *text, int indent)
{
	struct arena a = { 0 };
	size_t n;
	struct wrap_line *lines = wrap_text(&a, text, strlen(text), COLUMNS - indent, &n);

	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%*s%.*s\n", indent, "", (int)lines[i].n, lines[i].s);
	arena_done(&a);
}

/* "12 stories, the hottest of 40" */
static void
put_counts(struct buf *out, const struct brief_head *head)
{
	if (head->all == 0)
		buf_puts(out, "nothing");
	else if (head->told == 1 && head->all > 1)
		buf_printf(out, "the hottest of %zu stories", head->all);
	else if (head->told < head->all)
		buf_printf(out, "the %zu hottest of %zu stories", head->told, head->all);
	else
		buf_printf(out, "%zu %s", head->told, head->told == 1 ? "story" : "stories");
}

/* "Thu 05 Mar 2026", "Mon 02 Mar 2026 to Thu 05 Mar 2026" */
static void
format_days(const struct brief_head *head, char *out, size_t size)
{
	static const char day[] = "%a %d %b %Y";
	bool several = date_day(head->from) != date_day(head->to);
	size_t n = 0;

	out[0] = '\0';
	if (several) {
		date_format_local(head->from, day, out, size);
		n = strlen(out);
		n += (size_t)snprintf(out + n, size - n, " to ");
	}
	date_format_local(head->to, day, out + n, size - n);
}

void
brief_begin(struct buf *out, enum brief_kind kind, const struct brief_head *head)
{
	static const char *const before[] = { ": ", "\n", "<p>" }, *const after[] = { "\n", "\n", "</p>\n" };
	char day[96];

	format_days(head, day, sizeof(day));
	if (kind == BRIEF_HTML)
		buf_printf(out,
		    "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>dateline, %s</title>\n"
		    "</head>\n<body>\n<h1>%s</h1>\n",
		    day, day);
	else
		buf_printf(out, kind == BRIEF_MARKDOWN ? "# %s\n" : "%s", day);
	buf_puts(out, before[kind]);
	put_counts(out, head);
	buf_puts(out, after[kind]);
}

void
brief_topic(struct buf *out, enum brief_kind kind, const char *topic)
{
	static const char *const before[] = { "\n", "\n## ", "<h2>" };

	buf_puts(out, before[kind]);
	put_escaped(out, kind, topic);
	buf_puts(out, kind == BRIEF_HTML ? "</h2>\n" : "\n");
}

/* In text a headline goes on below itself. */
static void
put_other_text(struct buf *out, const struct brief_item *item, const char *delta)
{
	enum { INDENT = 12 };
	struct arena a = { 0 };
	size_t n;
	const char *text = arena_printf(&a, "%s: %s", item->provider,
	    item->title[0] != '\0' ? item->title : "(no title)");
	struct wrap_line *lines = wrap_text(&a, text, strlen(text), COLUMNS - INDENT, &n);

	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%*s%.*s\n", INDENT, i == 0 ? arena_printf(&a, "%s ", delta) : "",
		    (int)lines[i].n, lines[i].s);
	arena_done(&a);
}

static void
put_others(struct buf *out, enum brief_kind kind, const struct brief_story *story)
{
	char delta[16];

	if (kind == BRIEF_HTML && story->nothers > 0)
		buf_puts(out, "<ul>\n");
	for (size_t i = 0; i < story->nothers; i++) {
		const struct brief_item *item = &story->others[i];

		delta[0] = '\0';
		if (item->time != DATE_NONE)
			date_format_delta(item->time, story->lead.time, delta);
		if (kind == BRIEF_TEXT) {
			put_other_text(out, item, delta);
			continue;
		}
		buf_printf(out, "%s%s%s", kind == BRIEF_HTML ? "<li>" : "  - ", delta,
		    delta[0] != '\0' ? " " : "");
		put_escaped(out, kind, item->provider);
		buf_puts(out, ": ");
		put_link(out, kind, item);
		buf_puts(out, kind == BRIEF_HTML ? "</li>\n" : "\n");
	}
	if (kind == BRIEF_HTML && story->nothers > 0)
		buf_puts(out, "</ul>\n");
	if (story->more > 0 && kind == BRIEF_TEXT)
		buf_printf(out, "            and %zu more\n", story->more);
	else if (story->more > 0)
		buf_printf(
		    out, kind == BRIEF_HTML ? "<p>and %zu more</p>\n" : "  - and %zu more\n", story->more);
}

/* The day too where it is not today. */
static void
format_time(const struct brief_story *story, char *out, size_t size)
{
	char day[32], today[32];

	date_format_local(story->lead.time, "%Y%j", day, sizeof(day));
	date_format_local(date_now(), "%Y%j", today, sizeof(today));
	date_format_local(story->lead.time, strcmp(day, today) == 0 ? "%H:%M" : "%d %b %H:%M", out, size);
}

void
brief_put(struct buf *out, enum brief_kind kind, const struct brief_story *story)
{
	char time[32];

	format_time(story, time, sizeof(time));
	if (kind == BRIEF_TEXT) {
		buf_putc(out, '\n');
		put_wrapped(out, story->lead.title[0] != '\0' ? story->lead.title : "(no title)", 2);
		buf_puts(out, "    ");
	} else {
		buf_puts(out, kind == BRIEF_HTML ? "<h3>" : "- **");
		put_link(out, kind, &story->lead);
		buf_puts(out, kind == BRIEF_HTML ? "</h3>\n<p>" : "** — ");
	}
	put_escaped(out, kind, story->lead.provider);
	buf_printf(out, "%s%s, heat %d", story->lead.provider[0] != '\0' ? ", " : "", time, story->heat);
	buf_puts(out, kind == BRIEF_HTML ? "</p>\n" : "\n");
	if (kind == BRIEF_TEXT && story->lead.url != NULL)
		buf_printf(out, "    %s\n", story->lead.url);
	if (story->excerpt != NULL && kind == BRIEF_TEXT) {
		put_wrapped(out, story->excerpt, 4);
	} else if (story->excerpt != NULL) {
		buf_puts(out, kind == BRIEF_HTML ? "<p>" : "  ");
		put_escaped(out, kind, story->excerpt);
		buf_puts(out, kind == BRIEF_HTML ? "</p>\n" : "\n");
	}
	put_others(out, kind, story);
}

void
brief_end(struct buf *out, enum brief_kind kind)
{
	if (kind == BRIEF_HTML)
		buf_puts(out, "</body>\n</html>\n");
}
