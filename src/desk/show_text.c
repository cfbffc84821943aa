/* SPDX-License-Identifier: ISC */
#include "desk/show_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/wrap.h"
#include "model/text.h"
#include "store/store.h"

struct page {
	struct buf *out;
	struct buf line;		/* facts collected for one line */
	int columns;
	int64_t published;
};

static void
put_wrapped(struct page *p, const char *text, int indent)
{
	struct arena a = { 0 };
	size_t n;
	int room = p->columns - indent > 20 ? p->columns - indent : 20;
	struct wrap_line *lines = wrap_text(&a, text, strlen(text), room, &n);

	for (size_t i = 0; i < n; i++)
		buf_printf(p->out, "%*s%.*s\n", lines[i].n > 0 ? indent : 0, "", (int)lines[i].n, lines[i].s);
	arena_done(&a);
}

static bool
is_given(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static void
put_paragraph(struct page *p, const char *text)
{
	if (!is_given(text))
		return;
	buf_putc(p->out, '\n');
	put_wrapped(p, text, 0);
}

/* A text with the marks of model/text.h. */
static void
put_marked(struct page *p, const char *text)
{
	struct arena a = { 0 };
	size_t n;
	struct text_row *rows = text_rows(&a, text, p->columns, &n);

	buf_putc(p->out, '\n');
	for (size_t i = 0; i < n; i++) {
		const char *code = rows[i].kind != TEXT_CODE ? "" : rows[i].goes_on ? "\\ " : "  ";

		buf_printf(p->out, "%s%s%.*s", rows[i].lead, code, (int)rows[i].n, rows[i].s);
		while (p->out->n > 0 && p->out->p[p->out->n - 1] == ' ')
			p->out->n--;
		buf_putc(p->out, '\n');
	}
	arena_done(&a);
}

static void
put_body(struct page *p, const struct article *art)
{
	const char *text = is_given(art->text) ? art->text : art->content;

	if (!is_given(text) || !is_given(art->excerpt) || !text_begins_with(text, art->excerpt))
		put_paragraph(p, art->excerpt);
	if (is_given(art->text))
		put_marked(p, text);
	else
		put_paragraph(p, text);
}

/* Facts of one line stand apart by a dot. */
static void
add_fact(struct page *p, const char *text)
{
	if (!is_given(text))
		return;
	if (p->line.n > 0)
		buf_puts(&p->line, " · ");
	buf_puts(&p->line, text);
}

static void
add_number(struct page *p, const char *name, bool given, int n)
{
	char text[64];

	snprintf(text, sizeof(text), "%s%s%d", name, name[strlen(name) - 1] == '~' ? "" : " ", n);
	if (given)
		add_fact(p, text);
}

static void
end_facts(struct page *p)
{
	if (p->line.n > 0)
		put_wrapped(p, buf_str(&p->line), 0);
	buf_reset(&p->line);
}

static void
add_time(struct page *p, int64_t t)
{
	char text[64], age[32];

	if (t == DATE_NONE)
		return;
	add_fact(p, date_format_local(t, "%a %d %b %Y %H:%M", text, sizeof(text)));
	add_fact(p, date_format_age(t, date_now(), age));
}

static void
add_marks(struct page *p, unsigned marks)
{
	add_fact(p, marks & MARK_READ ? "read" : "unread");
	if (marks & MARK_STARRED)
		add_fact(p, "starred");
	if (marks & MARK_HIDDEN)
		add_fact(p, "hidden");
	if (marks & MARK_MUTED)
		add_fact(p, "muted");
	if (marks & MARK_FOLLOWED)
		add_fact(p, "followed");
}

static void
put_facts(struct page *p, const struct store_article *sa)
{
	const struct article *art = &sa->art;

	add_fact(p, art->provider.name);
	add_fact(p, art->provider.domain);
	for (size_t i = 0; i < art->nauthors; i++)
		add_fact(p, art->authors[i]);
	end_facts(p);
	add_time(p, art->published);
	end_facts(p);
	if (is_given(art->type) && strcmp(art->type, "article") != 0)
		add_fact(p, art->type);
	add_number(p, art->has_quality ? "quality" : "quality ~", art->has_quality || sa->rated,
	    art->has_quality ? art->quality : sa->quality);
	add_number(p, art->has_heat ? "heat" : "heat ~", art->has_heat || sa->rated,
	    art->has_heat ? art->heat : sa->heat);
	add_marks(p, sa->marks);
	for (size_t i = 0; i < sa->nlabels; i++)
		add_fact(p, sa->labels[i]);
	if (!article_is_listed(art))
		add_fact(p, "withdrawn by the publisher");
	end_facts(p);
	for (size_t i = 0; i < art->ntopics; i++)
		add_fact(p, art->topics[i]);
	end_facts(p);
}

static void
put_damage(struct page *p, const struct damage *d)
{
	char where[64];

	if (!is_given(d->message))
		return;
	buf_putc(p->out, '\n');
	snprintf(where, sizeof(where), "damaged: line %d, column %d: ", d->line, d->column);
	buf_puts(&p->line, d->line > 0 ? where : "damaged: ");
	buf_puts(&p->line, d->message);
	end_facts(p);
}

static void
put_link(struct page *p, const char *name, const char *url)
{
	if (is_given(url))
		buf_printf(p->out, "  %-8s  %s\n", name, url);
}

static void
put_links(struct page *p, const struct article *art)
{
	size_t before = p->out->n;

	buf_puts(p->out, "\nLINKS\n");
	size_t after = p->out->n;
	put_link(p, "original", art->original_url);
	put_link(p, "web", art->web_url);
	put_link(p, "AMP", art->amp_url);
	put_link(p, "AMP copy", art->cdn_amp_url);
	for (size_t i = 0; i < art->nlinks; i++) {
		char number[24];

		snprintf(number, sizeof(number), "[%zu]", i + 1);
		put_link(p, number, art->links[i].url);
	}
	for (size_t i = 0; i < art->nimages; i++)
		put_link(p, "image", art->images[i].url);
	for (size_t i = 0; i < art->nenclosures; i++)
		put_link(p, "file", art->enclosures[i].url);
	if (p->out->n == after) {
		p->out->n = before;
		p->out->p[before] = '\0';
	}
}

static void
put_related(struct page *p, const struct related *rel, const struct store_match *match, size_t number)
{
	char text[64];
	const char *link = related_link(rel);

	buf_printf(p->out, "\n  [%zu]", number);
	if (rel->published != DATE_NONE && p->published != DATE_NONE)
		buf_printf(p->out, " %s", date_format_delta(rel->published, p->published, text));
	add_fact(p, provider_label(&rel->provider));
	add_number(p, rel->has_quality ? "quality" : "quality ~", rel->has_quality || match->quality != 0,
	    rel->has_quality ? rel->quality : match->quality);
	if (is_given(rel->type) && strcmp(rel->type, "article") != 0)
		add_fact(p, rel->type);
	snprintf(text, sizeof(text), "matched by dateline, %.2f", rel->score);
	if (rel->by == BY_DATELINE)
		add_fact(p, rel->score > 0 ? text : "matched by dateline");
	snprintf(text, sizeof(text), "number %" PRId64 ", %s", match->id,
	    match->marks & MARK_READ ? "read" : "unread");
	if (match->id != 0)
		add_fact(p, text);
	buf_printf(p->out, "%s%s\n", p->line.n > 0 ? " " : "", buf_str(&p->line));
	buf_reset(&p->line);
	put_wrapped(p, is_given(rel->title) ? rel->title : "(no title)", 6);
	if (is_given(rel->excerpt))
		put_wrapped(p, rel->excerpt, 8);
	if (link != NULL)
		buf_printf(p->out, "      %s\n", link);
}

/* The first one with the same text, i + 1; 0: it is the first, or there is no other. */
static size_t
repeats(const struct store_match *matches, size_t i)
{
	for (size_t k = 0; k < i && matches[i].text != 0; k++)
		if (matches[k].text == matches[i].text && matches[k].also == matches[i].also)
			return k + 1;
	return 0;
}

/* What another one says word by word needs no excerpt. */
static void
put_reprint(struct page *p, const struct related *rel, size_t number, size_t of)
{
	char text[64];

	buf_printf(p->out, "\n  [%zu]", number);
	if (rel->published != DATE_NONE && p->published != DATE_NONE)
		buf_printf(p->out, " %s", date_format_delta(rel->published, p->published, text));
	buf_printf(p->out, " %s · reprint of [%zu]\n", provider_label(&rel->provider), of);
	if (related_link(rel) != NULL)
		buf_printf(p->out, "      %s\n", related_link(rel));
}

static void
put_coverage(struct page *p, const struct article *art, const struct store_match *matches)
{
	size_t related = 0;

	while (related < art->nrelated && !matches[related].also)
		related++;
	if (related > 0)
		buf_printf(p->out, "\nRELATED COVERAGE  %zu\n", related);
	for (size_t i = 0; i < art->nrelated; i++) {
		size_t of = repeats(matches, i);

		if (i == related)
			buf_puts(p->out, "\nSEE ALSO\n");
		else if (i == 0 && art->related[0].by == BY_PUBLISHER && related > 0 &&
		    art->related[related - 1].by == BY_DATELINE)
			buf_puts(p->out, "\n  given by the publisher\n");
		else if (i > 0 && i < related && art->related[i].by != art->related[i - 1].by)
			buf_puts(p->out, "\n  matched by dateline\n");
		if (of > 0)
			put_reprint(p, &art->related[i], i + 1, of);
		else
			put_related(p, &art->related[i], &matches[i], i + 1);
	}
}

static void
put_earlier(struct page *p, const struct store_article *sa)
{
	char until[64];

	if (sa->nearlier > 0)
		buf_puts(p->out, "\nEARLIER WORDING\n");
	for (size_t i = 0; i < sa->nearlier; i++) {
		const struct store_wording *w = &sa->earlier[i];

		buf_printf(p->out, "\n  until %s\n",
		    date_format_local(w->until, "%a %d %b %Y %H:%M", until, sizeof(until)));
		put_wrapped(p, is_given(w->title) ? w->title : "(no title)", 6);
		if (is_given(w->excerpt))
			put_wrapped(p, w->excerpt, 8);
	}
}

static void
put_source(struct page *p, const struct store_article *sa)
{
	if (!is_given(sa->source))
		return;
	buf_printf(p->out, "\nSOURCE  %s%s%s%s\n", sa->source, is_given(sa->art.guid) ? " · " : "",
	    is_given(sa->art.guid) ? sa->art.guid : "", sa->vanished ? " (the file is gone)" : "");
}

void
show_text(struct buf *out, const struct store_article *sa, const struct store_match *matches, int columns)
{
	struct page p = { .out = out, .columns = columns, .published = sa->art.published };
	const struct article *art = &sa->art;

	put_wrapped(&p, is_given(art->title) ? art->title : "(no title)", 0);
	buf_putc(out, '\n');
	put_facts(&p, sa);
	if (sa->ahead)
		put_wrapped(&p, "dated in the future: listed by the time when it came", 0);
	put_damage(&p, &art->damage);
	put_body(&p, art);
	put_coverage(&p, art, matches);
	put_links(&p, art);
	put_earlier(&p, sa);
	put_source(&p, sa);
	buf_done(&p.line);
}
