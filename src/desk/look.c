/* SPDX-License-Identifier: ISC */
/* Looking at an address.  If it answers with a feed, that is it.  If it answers
 * with a page, the feeds that the page names are asked, and those that are ones
 * are reported, surest first.  A publisher's API goes before its feeds. */
#include "desk/look.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/url.h"
#include "base/utf8.h"
#include "desk/import.h"
#include "fetch/http.h"
#include "model/feed.h"
#include "model/source.h"
#include "wire/wire.h"
#include "wire/wire_pool.h"

enum {
	CANDIDATES_MOST = 12,		/* that a page's word is taken for */
	CLEAR_BY = 10,			/* so much surer than the next */
	SURE_API = 97
};

/* An address, and what it turned out to be. */
struct candidate {
	const char *url;
	const char *title;		/* as the page names it */
	int sure;
	bool ended;
	const char *error;
	bool unanswered;		/* nobody was there */
	struct feed feed;
	bool introduced;
	size_t outlines;
	int64_t articles, newest;
	bool died;
	const char *damage;
};

struct look {
	const struct import_options *options;
	struct err *err;
	struct arena arena, event_arena;
	struct http *http;
	struct wire_pool *pool;
	struct candidate *list;		/* the first is the address itself */
	size_t n, asked;		/* so many from the first on */
	bool page;
	bool private_first;		/* the address is on a network of its own */
};

static bool
is_feed(const struct candidate *c)
{
	return c->error == NULL && (c->introduced || c->articles > 0) && !c->died;
}

static void
add(struct look *lk, const char *url, const char *title, int sure)
{
	for (size_t i = 0; i < lk->n; i++)
		if (strcmp(lk->list[i].url, url) == 0)
			return;
	if (lk->n > CANDIDATES_MOST)
		return;
	lk->list = arena_grow(&lk->arena, lk->list, lk->n, sizeof(*lk->list));
	lk->list[lk->n++] = (struct candidate){ .url = arena_strdup(&lk->arena, url),
		.title = arena_strdup(&lk->arena, title), .sure = sure, .newest = DATE_NONE };
}

/* The next one on the list. */
static void
ask(struct look *lk)
{
	size_t i = lk->asked++;
	struct err why = { 0 };
	struct http_request r = { .tag = (int64_t)i, .url = lk->list[i].url,
		.reach = i == 0 || lk->private_first ? HTTP_PRIVATE_OK : HTTP_PRIVATE_NEVER };

	if (http_add(lk->http, &r, &why))
		return;
	lk->list[i].error = arena_strdup(&lk->arena, why.text);
	lk->list[i].ended = true;
}

/* A publisher's API may be there without a link to it. */
static void
guess_api(struct look *lk, const char *page)
{
	const char *url = url_resolve(&lk->arena, "api/news/index.json", page);

	if (url != NULL && source_kind_of(page) != SOURCE_SMARTABLE)
		add(lk, url, NULL, SURE_API);
}

static void
take_response(struct look *lk, struct http_response *r)
{
	struct candidate *c = &lk->list[r->tag];
	struct wire_document doc = { .kind = "", .base = r->url, .name = r->url,
		.bytes = buf_str(&r->body), .n = r->body.n, .charset = r->charset };

	if (r->tag == 0)
		lk->private_first = r->private_first;
	/* Where it leads for good is its address. */
	if (r->permanent != NULL)
		c->url = arena_strdup(&lk->arena, r->permanent);
	if (r->error == NULL) {
		if (r->tag == 0)
			guess_api(lk, r->url);
		wire_pool_send(lk->pool, &doc, (uint64_t)r->tag);
		return;
	}
	c->error = arena_strdup(&lk->arena, r->error);
	c->unanswered = r->status == 0 && !r->untrusted;
	c->ended = true;
}

static void
keep_feed(struct look *lk, struct candidate *c, const struct feed *feed)
{
	c->introduced = true;
	c->feed.kind = arena_strdup(&lk->arena, feed->kind);
	c->feed.title = arena_strdup(&lk->arena, feed->title);
}

static void
take_event(struct look *lk, const struct wire_event *event)
{
	struct candidate *c = &lk->list[event->tag];

	switch (event->kind) {
	case WIRE_ARTICLE:
		c->articles++;
		if (event->art.published != DATE_NONE && event->art.published > c->newest)
			c->newest = event->art.published;
		return;
	case WIRE_FEED:
		keep_feed(lk, c, &event->feed);
		return;
	case WIRE_OUTLINE:
		/* Pages name feeds, feeds do not name others. */
		if (event->tag == 0 && event->outline.sure > 0 && ++c->outlines > 0)
			add(lk, event->outline.url, event->outline.title, event->outline.sure);
		return;
	case WIRE_DAMAGE:
		if (c->damage == NULL)
			c->damage = arena_strdup(&lk->arena, event->message);
		return;
	case WIRE_END:
		c->died = event->died;
		c->ended = true;
		return;
	}
}

static bool
all_ended(const struct look *lk)
{
	for (size_t i = 0; i < lk->asked; i++)
		if (!lk->list[i].ended)
			return false;
	return true;
}

static bool
turn(struct look *lk)
{
	struct pollfd fds[WIRE_POOL_FDS];
	struct http_response r;
	struct wire_event event;
	size_t n = wire_pool_poll_fds(lk->pool, fds);

	if (!http_turn(lk->http, fds, n, wire_pool_poll_timeout(lk->pool), lk->err))
		return false;
	while (!wire_pool_is_full(lk->pool) && http_next(lk->http, &r)) {
		take_response(lk, &r);
		http_response_done(&r);
	}
	if (!wire_pool_turn(lk->pool, lk->err))
		return false;
	while (wire_pool_next(lk->pool, &lk->event_arena, &event)) {
		take_event(lk, &event);
		arena_reset(&lk->event_arena);
	}
	return true;
}

static bool
finish(struct look *lk)
{
	bool ok = true;

	while (ok && !all_ended(lk) && !*lk->options->stop)
		ok = turn(lk);
	return ok;
}

/* -- what came of it */

static void
put(struct buf *b, const char *text)
{
	buf_putc(b, '\t');
	if (text != NULL)
		utf8_clean(b, text, strlen(text), UTF8_LINE);
}

static void
report(struct look *lk, const struct candidate *c)
{
	struct buf b = { 0 };
	char when[32] = "";

	if (c->newest != DATE_NONE)
		date_format_utc(c->newest, when);
	put(&b, c->url);
	put(&b, c->feed.kind);
	buf_printf(&b, "\t%" PRId64 "\t%s", c->articles, when);
	put(&b, c->feed.title != NULL ? c->feed.title : c->title);
	fprintf(lk->options->report, "found%s\n", buf_str(&b));
	buf_done(&b);
}

/* The same in two formats, as far as one can see. */
static bool
is_same(const struct candidate *a, const struct candidate *b)
{
	const char *one = a->feed.title, *two = b->feed.title;

	return one != NULL && two != NULL && strcmp(one, two) == 0 && a->newest == b->newest &&
	    a->newest != DATE_NONE;
}

/* From C on, the next one that can be read; NULL: there is none. */
static const struct candidate *
next_feed(const struct look *lk, const struct candidate *c)
{
	for (; c < lk->list + lk->n; c++)
		if (is_feed(c))
			return c;
	return NULL;
}

static size_t
report_all(struct look *lk)
{
	const struct candidate *best = next_feed(lk, lk->list), *c;
	bool clear = true;
	size_t n = 0;

	for (c = best; c != NULL; c = next_feed(lk, c + 1), n++) {
		report(lk, c);
		clear = clear && (c == best || best->sure >= c->sure + CLEAR_BY || is_same(best, c) ||
		    source_kind_of(best->url) == SOURCE_SMARTABLE);
	}
	if (lk->page)
		fputs("page\n", lk->options->report);
	if (n > 0 && clear)
		fputs("clear\n", lk->options->report);
	return n;
}

static bool
say_why(struct look *lk)
{
	const struct candidate *c = &lk->list[0];

	if (c->error != NULL)
		return err_set(lk->err, "%s: %s", c->url, c->error);
	if (lk->page)
		return err_set(lk->err, "%s: is a web page; none of the feeds that it names can be read",
		    c->url);
	return err_set(lk->err, "%s: %s", c->url,
	    c->damage != NULL ? c->damage : "is no feed and names none");
}

/* Nobody said https.  One who is not who they say is not asked without. */
static bool
try_http(struct look *lk)
{
	struct candidate https = lk->list[0];

	if (!lk->options->guessed || !https.unanswered || strncmp(https.url, "https:", 6) != 0)
		return true;
	lk->n = lk->asked = 0;
	add(lk, arena_printf(&lk->arena, "http:%s", https.url + 6), NULL, 100);
	ask(lk);
	if (!finish(lk))
		return false;
	if (lk->list[0].unanswered)
		lk->list[0] = https;
	return true;
}

static bool
look(struct look *lk, const char *url)
{
	add(lk, url, NULL, 100);
	ask(lk);
	if (!finish(lk) || !try_http(lk))
		return false;
	if (!is_feed(&lk->list[0]) && lk->list[0].outlines > 0) {
		lk->page = true;
		while (lk->asked < lk->n)
			ask(lk);
		if (!finish(lk))
			return false;
	}
	return report_all(lk) > 0 || say_why(lk);
}

bool
look_run(const struct import_options *options, const char *url, struct err *err)
{
	struct look lk = { .options = options, .err = err, .pool = wire_pool_new(options->parser, 0) };

	/* A handful of requests that somebody waits for. */
	struct http_options network = *options->http;
	network.gap_ms = 0;
	lk.http = http_new(&network, err);
	bool ok = lk.http != NULL && look(&lk, url);
	http_free(lk.http);
	wire_pool_free(lk.pool);
	arena_done(&lk.arena);
	arena_done(&lk.event_arena);
	return ok;
}
