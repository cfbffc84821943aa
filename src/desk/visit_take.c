/* SPDX-License-Identifier: ISC */
/* What a parser makes of a source's document.  A document without articles is
 * looked at closely: it may be a page, somebody's error message, or a feed that
 * lost them, and the source's user is told which. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/import_parts.h"
#include "desk/visit_parts.h"
#include "wire/wire.h"

enum {
	BETWEEN_LOOKS = 100,		/* articles */
	SURE_ENOUGH = 40,
	DAMAGES_MOST = 20,		/* of a document, in words */
	PAGES_FIRST = 100,		/* of a list that is new here */
	PAGES_MOST = 2000
};

static void
keep_feed(struct visit *v, const struct feed *feed)
{
	struct arena *a = &v->arena;

	v->answer.introduced = true;
	v->next_page = arena_strdup(a, feed->next);
	if (v->npages > 1)
		return;
	v->feed = *feed;
	v->feed.title = arena_strdup(a, feed->title);
	v->feed.home = arena_strdup(a, feed->home);
	v->feed.icon = arena_strdup(a, feed->icon);
	v->feed.language = arena_strdup(a, feed->language);
	v->feed.kind = v->feed.self = v->feed.next = NULL;
}

/* Before its articles come, which are listed by it. */
static bool
put_name(struct visits *vs, struct visit *v)
{
	struct source *src = v->in.src;
	const char *title = v->feed.title;

	if (title == NULL || (src->title != NULL && strcmp(src->title, title) == 0))
		return true;
	if (!import_batch_begin(vs->im) || !store_source_name(vs->im->st, src, title, vs->im->err))
		return false;
	if (src->options.title == NULL && title[0] != '\0')
		src->title = title;
	return true;
}

static void
keep_outline(struct visit *v, const struct outline *o)
{
	if (v->answer.outlines++ > 0)
		return;
	v->answer.outline.url = arena_strdup(&v->arena, o->url);
	v->answer.outline.sure = o->sure;
}

static const char *
name_of(const struct visit *v)
{
	return v->answer.url != NULL ? v->answer.url : v->in.src->location;
}

static void
keep_damage(struct visit *v, const struct wire_event *event)
{
	struct visit_answer *answer = &v->answer;
	struct arena *a = &v->arena;
	const char *place = event->line > 0 ? arena_printf(a, ":%d:%d", event->line, event->column) : "";

	if (answer->damage == NULL)
		answer->damage = arena_strdup(a, event->message);
	v->in.damaged++;
	if (answer->ndamages == DAMAGES_MOST)
		return;
	answer->damages = arena_grow(a, answer->damages, answer->ndamages, sizeof(*answer->damages));
	answer->damages[answer->ndamages++] =
	    arena_printf(a, "%s%s: %s", name_of(v), place, event->message);
}

/* -- pages */

static bool
was_asked(const struct visit *v, const char *url)
{
	for (size_t i = 0; i < v->npages; i++)
		if (strcmp(v->pages[i], url) == 0)
			return true;
	return false;
}

/* Older articles are asked for until some page has none that is new. */
static bool
goes_on(struct visits *vs, const struct visit *v)
{
	bool all = vs->im->options->all, first = v->had.status == 0 && v->walk == NULL;

	if (v->next_page == NULL || v->npages >= PAGES_MOST || was_asked(v, v->next_page) ||
	    (v->in.src->kind != SOURCE_SMARTABLE && !all))
		return false;
	if (all)
		return true;
	return v->answer.fresh > 0 && (!first || v->npages < PAGES_FIRST);
}

/* The walk can be taken up here should it be cut off. */
static bool
put_page(struct visits *vs, struct visit *v)
{
	struct store_http http = v->had;

	http.next_page = v->walk = v->next_page;
	return import_batch_begin(vs->im) &&
	    store_source_http_put(vs->im->st, v->in.src->id, &http, vs->im->err);
}

bool
visit_next_or_end(struct visits *vs, struct visit *v)
{
	const char *resume = v->resume;

	if (goes_on(vs, v))
		return put_page(vs, v) && visit_ask_page(vs, v, v->next_page);
	v->resume = NULL;
	if (resume != NULL && !was_asked(v, resume))
		return visit_ask_page(vs, v, resume);
	return visit_end(vs, v, v->answer.error);
}

/* -- documents without articles */

/* Guesses of where a feed might be are not worth naming. */
static const char *
page_words(struct visit *v)
{
	const struct outline *o = &v->answer.outline;

	if (o->sure < SURE_ENOUGH || strcmp(o->url, v->answer.url) == 0)
		return arena_printf(&v->arena, "%s: is a web page, not a feed", v->answer.url);
	return arena_printf(&v->arena, "%s: is a web page, not a feed; it names the feed %s: "
	    "`dateline add %s`", v->answer.url, o->url, o->url);
}

/* NULL: that is all right. */
static const char *
empty_words(struct visit *v, bool had)
{
	const struct visit_answer *answer = &v->answer;
	const char *what = NULL;

	if (answer->error != NULL)
		return answer->error;
	if (answer->outlines > 0 && answer->url != NULL)
		return page_words(v);
	if (answer->damage != NULL)
		what = answer->damage;
	else if (!answer->introduced)
		what = "there are no articles in it";
	else if (had && v->npages <= 1)
		what = "has no articles any more; those that it had are kept";
	return what != NULL ? arena_printf(&v->arena, "%s: %s", name_of(v), what) : NULL;
}

static bool
end_empty(struct visits *vs, struct visit *v)
{
	bool had = true;

	v->in.damaged -= (int64_t)v->answer.ndamages;
	return store_source_has_articles(vs->im->st, v->in.src->id, &had, vs->im->err) &&
	    visit_end(vs, v, empty_words(v, had));
}

static bool
end_document(struct visits *vs, struct visit *v)
{
	const struct visit_answer *answer = &v->answer;

	vs->im->batch_items++;
	/* Damage of what gave nothing is said as an error. */
	for (size_t i = 0; answer->articles > 0 && i < answer->ndamages; i++)
		import_report_line(vs->im, "damage", answer->damages[i]);
	if (answer->died)
		return visit_end(vs, v, arena_printf(&v->arena, "%s: %s", name_of(v),
		    answer->damage != NULL ? answer->damage : "the parser did not survive it"));
	return answer->articles > 0 ? visit_next_or_end(vs, v) : end_empty(vs, v);
}

bool
visit_take_event(struct visits *vs, struct visit *v, struct wire_event *event)
{
	int64_t before = v->in.fresh;
	bool ok;

	switch (event->kind) {
	case WIRE_ARTICLE:
		v->answer.articles++;
		ok = import_take_article(&v->in, event);
		v->answer.fresh += v->in.fresh - before;
		/* One with thousands of articles is left in its middle only for who waits. */
		if (ok && v->answer.articles % BETWEEN_LOOKS == 0 && import_batch_is_long(vs->im))
			ok = visits_commit(vs);
		return ok;
	case WIRE_DAMAGE:
		keep_damage(v, event);
		return true;
	case WIRE_FEED:
		keep_feed(v, &event->feed);
		return put_name(vs, v);
	case WIRE_OUTLINE:
		keep_outline(v, &event->outline);
		return true;
	case WIRE_END:
		v->answer.died = event->died;
		return end_document(vs, v);
	}
	return true;
}
