/* SPDX-License-Identifier: ISC */
/* From top to bottom: title, facts, excerpt, content, media, coverage, links,
 * where it came from. */
#include "ui/detail_text.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "desk/reading.h"
#include "desk/why.h"
#include "model/row.h"
#include "model/text.h"
#include "ui/canvas.h"
#include "ui/detail_layout.h"
#include "ui/keymap.h"
#include "ui/when.h"

enum { TITLE_LINES = 6, WHY_OUTLETS = 8 };

static bool
is_given(const char *s)
{
	return s != NULL && s[0] != '\0';
}

/* A title as long as a book must not push the rest out of sight. */
static void
put_title(struct detail_layout *l, const char *title)
{
	bool given = is_given(title);

	detail_wrap(l, 0, given ? ROLE_STRONG : ROLE_DIM, given ? title : "(no title)");
	if (l->out->count > TITLE_LINES) {
		l->out->count = TITLE_LINES;
		detail_line_begin(l);
		detail_span_at(l, 0, 1, ROLE_DIM, canvas_sign(l->view->canvas, SIGN_ELLIPSIS));
	}
	detail_blank(l);
}

static void
put_provider(struct detail_layout *l, const struct provider *p)
{
	detail_fact(l, p->name);
	if (is_given(p->domain) && (!is_given(p->name) || strcmp(p->domain, p->name) != 0))
		detail_fact(l, p->domain);
}

static void
put_time(struct detail_layout *l, int64_t published, int64_t updated)
{
	char age[32];

	if (published != DATE_NONE) {
		detail_fact(l, when_full(l->a, published));
		detail_fact(l, arena_strdup(l->a, date_format_age(published, date_now(), age)));
	}
	if (updated != DATE_NONE && updated > published)
		detail_fact(l, arena_printf(l->a, "changed %s", date_format_age(updated, date_now(), age)));
	detail_facts_end(l, ROLE_DIM);
}

/* Without a time of its own an article stands where it was first seen. */
static void
put_first_seen(struct detail_layout *l, int64_t t)
{
	char age[32];

	detail_fact(l, arena_printf(l->a, "~%s", when_full(l->a, t)));
	detail_fact(l, arena_printf(l->a, "first seen %s", date_format_age(t, date_now(), age)));
}

static void
put_number(struct detail_layout *l, const char *name, bool given, int n)
{
	if (given)
		detail_fact(l, arena_printf(l->a, "%s %d", name, n));
}

/* What is computed can be told from what the publisher says. */
static void
put_figure(struct detail_layout *l, const char *name, const int *own, const int *computed)
{
	if (own != NULL)
		detail_fact(l, arena_printf(l->a, "%s %d", name, *own));
	else if (computed != NULL)
		detail_fact(l, arena_printf(l->a, "%s ~%d", name, *computed));
}

/* A heat of -1 says that the article is listed in another one's coverage. */
static bool
is_folded(const struct article *art)
{
	return art->is_published == PUBLISHED_NO && art->has_heat && art->heat == -1;
}

static void
put_state(struct detail_layout *l, const struct store_article *sa)
{
	const struct article *art = &sa->art;

	put_figure(l, "quality", art->has_quality ? &art->quality : NULL, sa->rated ? &sa->quality : NULL);
	put_figure(l, "heat", art->has_heat ? &art->heat : NULL, sa->rated ? &sa->heat : NULL);
	if (is_given(art->type) && strcmp(art->type, "article") != 0)
		detail_fact(l, art->type);
	if (sa->marks & MARK_STARRED)
		detail_fact(l, arena_printf(l->a, "%s starred", canvas_sign(l->view->canvas, SIGN_STAR)));
	if (sa->marks & MARK_HIDDEN)
		detail_fact(l, "hidden");
	if (sa->marks & MARK_MUTED)
		detail_fact(l, "muted");
	if (sa->marks & MARK_FOLLOWED)
		detail_fact(l, "followed");
	for (size_t i = 0; i < sa->nlabels; i++)
		detail_fact(l, sa->labels[i]);
	if (!article_is_listed(art))
		detail_fact(l, is_folded(art) ? "folded into another story" : "withdrawn by the publisher");
	detail_facts_end(l, ROLE_TEXT);
}

static void
put_names(struct detail_layout *l, const char *const *names, size_t n, enum role role)
{
	for (size_t i = 0; i < n; i++)
		detail_fact(l, names[i]);
	detail_facts_end(l, role);
}

/* The sums of quality and heat. */
static void
put_why(struct detail_layout *l, const struct why *why)
{
	detail_blank(l);
	if (why->quality == NULL) {
		detail_wrap(l, 0, ROLE_DIM, "It is not rated yet: that is done when sources are read.");
		return;
	}
	detail_wrap(l, 0, ROLE_DIM, why->quality);
	detail_wrap(l, 0, ROLE_DIM, why->heat);
	for (size_t i = 0; i < why->noutlets && i < WHY_OUTLETS; i++)
		detail_wrap(l, 2, ROLE_DIM, why_outlet_line(l->a, why, i));
	if (why->noutlets > WHY_OUTLETS)
		detail_wrap(l, 2, ROLE_DIM, arena_printf(l->a, "and %zu more", why->noutlets - WHY_OUTLETS));
	detail_wrap(l, 0, ROLE_DIM, why->hot);
}

static void
put_damage(struct detail_layout *l, const struct damage *d)
{
	if (!is_given(d->message))
		return;
	detail_wrap(l, 0, ROLE_WARNING, d->line == 0 ? arena_printf(l->a, "damaged: %s", d->message) :
	    arena_printf(l->a, "damaged in line %d, column %d: %s", d->line, d->column, d->message));
}

static void
put_text(struct detail_layout *l, const char *text)
{
	const char *plain = is_given(text) ? detail_plain(l->a, text) : NULL;

	if (!is_given(plain))
		return;
	detail_blank(l);
	detail_wrap(l, 0, ROLE_TEXT, plain);
}

/* What stands below is not the publisher's feed's. */
static void
put_full(struct detail_layout *l)
{
	const struct reading *rd = l->view->reading;
	const char *host = url_host(l->a, rd->full_url), *when = "";

	if (rd->full_at != DATE_NONE)
		when = arena_printf(l->a, " on %s", when_full(l->a, rd->full_at));
	detail_blank(l);
	detail_wrap(l, 0, ROLE_DIM, arena_printf(l->a,
	    "Full text, read from %s%s; %s shows the excerpt again",
	    host != NULL ? host : rd->full_url, when, keymap_first(l->view->keymap, ACTION_FULL)));
}

/* An excerpt that is the beginning of the text says nothing new. */
static void
put_body(struct detail_layout *l, const struct article *art)
{
	const char *text = is_given(art->text) ? art->text : art->content;
	bool full = l->view->reading->full;

	if (l->view->reading->place.step > 0) {
		detail_step(l);
		return;
	}
	if (full)
		put_full(l);
	else if (!is_given(art->excerpt) || !is_given(text) || !text_begins_with(text, art->excerpt))
		put_text(l, art->excerpt);
	if (!is_given(art->text)) {
		put_text(l, text);
		return;
	}
	detail_blank(l);
	detail_content(l, text);
}

/* Whether the content has the image, which is then named in its text.  There
 * an address may be written with entities. */
static bool
is_in_text(const struct article *art, const struct image *im)
{
	char beginning[256];
	size_t n = is_given(im->url) ? strcspn(im->url, "&") : 0;

	if (!is_given(art->text) || !is_given(art->content) || n == 0 || n >= sizeof(beginning))
		return false;
	memcpy(beginning, im->url, n);
	beginning[n] = '\0';
	return strstr(art->content, beginning) != NULL;
}

/* Facts that end in an address: cut, not broken. */
static void
put_one_line(struct detail_layout *l)
{
	detail_line_begin(l);
	detail_span_at(l, 0, l->width, ROLE_TEXT, l->facts);
	l->facts = NULL;
}

static void
put_media(struct detail_layout *l, const struct article *art)
{
	size_t before = l->out->count, after;

	detail_heading(l, "MEDIA", NULL);
	after = l->out->count;
	for (size_t i = 0; i < art->nimages; i++) {
		const struct image *im = &art->images[i];

		if (is_in_text(art, im))
			continue;
		detail_fact(l, "image");
		if (im->width > 0 && im->height > 0)
			detail_fact(l, arena_printf(l->a, "%dx%d", im->width, im->height));
		detail_fact(l, is_given(im->title) ? im->title : im->url);
		put_one_line(l);
	}
	for (size_t i = 0; i < art->nenclosures; i++) {
		const struct enclosure *e = &art->enclosures[i];

		detail_fact(l, is_given(e->type) ? e->type : "file");
		if (e->length > 0)
			detail_fact(l, arena_printf(l->a, "%lld kB", (long long)(e->length + 999) / 1000));
		detail_fact(l, e->url);
		put_one_line(l);
	}
	if (l->out->count == after)
		l->out->count = before;
}

/* "[o]"; nothing for what no key opens. */
static const char *
key_of(struct detail_layout *l, enum action action)
{
	const char *key = keymap_first(l->view->keymap, action);

	return *key == '\0' ? "" : arena_printf(l->a, "[%s]", key);
}

/* Keys may be sequences: the addresses stay in line. */
static int
key_columns(struct detail_layout *l)
{
	static const enum action actions[] = { ACTION_OPEN, ACTION_OPEN_WEB, ACTION_OPEN_AMP };
	int most = 3;

	for (size_t i = 0; i < COUNT(actions); i++) {
		const char *key = key_of(l, actions[i]);
		int columns = utf8_columns(key, strlen(key));

		most = columns > most ? columns : most;
	}
	return most;
}

static void
put_link(struct detail_layout *l, enum action action, const char *name, const char *url)
{
	int x = key_columns(l) + 1;

	if (!is_given(url))
		return;
	l->action = action;
	detail_line_begin(l);
	l->action = ACTION_NONE;
	detail_span_at(l, 0, x, ROLE_LINK, key_of(l, action));
	detail_span_at(l, x, 9, ROLE_TEXT, name);
	detail_span_at(l, x + 9, l->width - x - 9, ROLE_DIM, url);
	if (l->width > x + 9)
		detail_span_link(l, url);
}

static void
put_links(struct detail_layout *l)
{
	const struct reading *rd = l->view->reading;
	const struct article *art = &rd->shown.art;
	const struct related *rel = rd->outside;
	const char *web = rel != NULL ? rel->web_url : art->web_url;
	const char *amp = rel != NULL ? rel->amp_url : art->amp_url;
	const char *first = reading_link(rd);

	if (first == NULL && !is_given(web) && !is_given(amp)) {
		detail_heading(l, "LINKS", "none");
		return;
	}
	detail_heading(l, "LINKS", NULL);
	put_link(l, ACTION_OPEN, rel != NULL ? "page" : "original", first);
	if (first == NULL || !is_given(web) || strcmp(web, first) != 0)
		put_link(l, ACTION_OPEN_WEB, "web", web);
	put_link(l, ACTION_OPEN_AMP, "AMP", amp);
}

static void
put_source(struct detail_layout *l, const struct store_article *sa)
{
	if (!is_given(sa->source))
		return;
	detail_blank(l);
	detail_fact(l, is_given(sa->source_title) ? sa->source_title : sa->source);
	detail_fact(l, sa->art.guid);
	if (sa->vanished)
		detail_fact(l, "the file is gone");
	detail_facts_end(l, ROLE_DIM);
}

/* A related item that the store has no article of. */
static void
put_outside(struct detail_layout *l)
{
	const struct reading *rd = l->view->reading;
	const struct related *rel = rd->outside;

	put_title(l, rel->title);
	put_provider(l, &rel->provider);
	detail_facts_end(l, ROLE_TEXT);
	put_time(l, rel->published, DATE_NONE);
	put_number(l, "quality", rel->has_quality, rel->quality);
	if (is_given(rel->type) && strcmp(rel->type, "article") != 0)
		detail_fact(l, rel->type);
	detail_facts_end(l, ROLE_TEXT);
	put_text(l, rel->excerpt);
	detail_blank(l);
	detail_wrap(l, 0, ROLE_DIM, arena_printf(l->a, "%s as coverage of \"%s\"; %s goes back to it",
	    rel->by == BY_DATELINE ? "Matched by dateline" : "Listed by the publisher",
	    is_given(rd->shown.art.title) ? rd->shown.art.title : "(no title)",
	    keymap_first(l->view->keymap, ACTION_BACK)));
	put_links(l);
}

static void
put_earlier(struct detail_layout *l, const struct store_article *sa)
{
	char until[64];

	for (size_t i = 0; i < sa->nearlier; i++) {
		const struct store_wording *w = &sa->earlier[i];

		detail_blank(l);
		detail_wrap(l, 0, ROLE_DIM, arena_printf(l->a, "Until %s it said:",
		    date_format_local(w->until, "%a %d %b %Y %H:%M", until, sizeof(until))));
		detail_wrap(l, 2, ROLE_DIM, is_given(w->title) ? w->title : "(no title)");
		if (is_given(w->excerpt))
			detail_wrap(l, 2, ROLE_DIM, w->excerpt);
	}
}

static void
put_article(struct detail_layout *l)
{
	const struct store_article *sa = &l->view->reading->shown;
	const struct article *art = &sa->art;

	put_title(l, art->title);
	put_provider(l, &art->provider);
	for (size_t i = 0; i < art->nauthors; i++)
		detail_fact(l, art->authors[i]);
	detail_facts_end(l, ROLE_TEXT);
	if ((art->published == DATE_NONE || sa->ahead) && sa->first_seen > 0)
		put_first_seen(l, sa->first_seen);
	put_time(l, art->published, art->updated);
	put_state(l, sa);
	put_names(l, art->topics, art->ntopics, ROLE_TOPIC);
	if (l->view->why != NULL)
		put_why(l, l->view->why);
	put_damage(l, &art->damage);
	put_body(l, art);
	detail_related(l);
	put_links(l);
	put_media(l, art);
	put_earlier(l, sa);
	put_source(l, sa);
}

static void
put_nothing(struct detail_layout *l)
{
	const struct keymap *km = l->view->keymap;
	const char *text = "Nothing is selected. What is selected in the list is shown here.";

	if (l->view->nothing == DETAIL_NO_MATCH)
		text = arena_printf(l->a, "Nothing matches the filter. %s clears it, %s edits it.",
		    keymap_first(km, ACTION_FILTER_CLEAR), keymap_first(km, ACTION_FILTER));
	if (l->view->nothing == DETAIL_NO_ARTICLES)
		text = arena_printf(l->a, "The article that is selected in the list is shown here. There is"
		    " none yet: %s adds a source.", keymap_first(km, ACTION_ADD));
	detail_wrap(l, 0, ROLE_DIM, text);
}

void
detail_text_make(struct arena *a, const struct detail_view *view, struct detail_text *out)
{
	struct detail_layout l = { .a = a, .view = view, .out = out,
		.width = view->canvas->width - 2 * DETAIL_MARGIN };

	*out = (struct detail_text){ 0 };
	if (l.width < 4)
		l.width = 4;
	if (view->reading->outside != NULL)
		put_outside(&l);
	else if (view->reading->id != 0)
		put_article(&l);
	else
		put_nothing(&l);
}

void
detail_text_find(const struct detail_text *t, size_t i, size_t *from, size_t *to)
{
	*from = *to = 0;
	for (size_t y = 0; i > 0 && y < t->count; y++) {
		if (t->lines[y].related != i)
			continue;
		if (*to == 0)
			*from = y;
		*to = y + 1;
	}
}
