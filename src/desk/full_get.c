/* SPDX-License-Identifier: ISC */
/* One page: asked for, handed to a parser as what is to be read, kept.  The
 * address came from somebody's document, so it may lead to a private network
 * only when the source of that document is on one. */
#include "desk/full_get.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/url.h"
#include "desk/full_cache.h"
#include "desk/import.h"
#include "fetch/address.h"
#include "fetch/http.h"
#include "wire/wire.h"
#include "wire/wire_pool.h"

enum { PAGE_MOST = 16 * 1024 * 1024 };

struct get {
	const struct import_options *options;
	const struct full_wish *wish;
	struct err *err;
	struct arena arena, event_arena;
	struct http *http;
	struct wire_pool *pool;
	bool ended, kept;
	bool failed;			/* ERR says why */
};

/* What is no page, by the beginning of its type. */
static const struct {
	const char *type, *words;
} others[] = {
	{ "application/pdf", "a PDF document" },
	{ "video/", "a video" },
	{ "audio/", "a sound recording" },
	{ "image/", "a picture" },
	{ "application/json", "data, not a page to read" },
};

static const char *const pages[] = { "text/html", "application/xhtml+xml", "text/xml", "application/xml" };

/* NULL: it may be a page. */
static const char *
other_kind(struct arena *a, const struct http_response *r)
{
	const char *type = r->content_type;

	if (r->body.n >= 5 && memcmp(r->body.p, "%PDF-", 5) == 0)
		type = others[0].type;
	for (size_t i = 0; type != NULL && i < COUNT(others); i++)
		if (strncmp(type, others[i].type, strlen(others[i].type)) == 0)
			return others[i].words;
	for (size_t i = 0; type != NULL && i < COUNT(pages); i++)
		if (strcmp(type, pages[i]) == 0)
			return NULL;
	return type != NULL && type[0] != '\0' ? arena_printf(a, "%s, not a page", type) : NULL;
}

static void
fail(struct get *g, const char *words)
{
	if (!g->failed)
		err_set(g->err, "%s", words);
	g->failed = g->ended = true;
}

static void
take_response(struct get *g, struct http_response *r)
{
	struct wire_document doc = { .kind = "readable", .base = r->url, .name = r->url,
		.bytes = buf_str(&r->body), .n = r->body.n, .charset = r->charset };
	bool answered = r->status >= 200 && r->status < 300;
	const char *other = answered ? other_kind(&g->arena, r) : NULL;

	if (other != NULL)
		fail(g, arena_printf(&g->arena, "this is %s", other));
	else if (r->error != NULL)
		fail(g, r->error);
	else
		wire_pool_send(g->pool, &doc, 0);
}

static void
keep(struct get *g, const struct article *art)
{
	struct article dated = *art;

	dated.updated = date_now();
	if (!full_cache_put(g->wish->folder, g->wish->url, &dated, g->err))
		g->failed = g->ended = true;
	g->kept = true;
}

static void
take_event(struct get *g, const struct wire_event *event)
{
	if (event->kind == WIRE_ARTICLE && !g->kept)
		keep(g, &event->art);
	else if (event->kind == WIRE_DAMAGE && !g->kept)
		fail(g, event->message);
	if (event->kind != WIRE_END)
		return;
	if (!g->kept)
		fail(g, "no article text was found on this page");
	g->ended = true;
}

static bool
turn(struct get *g)
{
	struct pollfd fds[WIRE_POOL_FDS];
	struct http_response r;
	struct wire_event event;
	size_t n = wire_pool_poll_fds(g->pool, fds);

	if (!http_turn(g->http, fds, n, wire_pool_poll_timeout(g->pool), g->err))
		return false;
	while (http_next(g->http, &r)) {
		take_response(g, &r);
		http_response_done(&r);
	}
	if (!wire_pool_turn(g->pool, g->err))
		return false;
	while (wire_pool_next(g->pool, &g->event_arena, &event)) {
		take_event(g, &event);
		arena_reset(&g->event_arena);
	}
	return true;
}

static bool
is_private(struct arena *a, const char *source)
{
	const char *host = source != NULL ? url_host(a, source) : NULL;

	return host != NULL && address_name_is_private(host);
}

static bool
get(struct get *g)
{
	struct http_request r = { .url = g->wish->url, .reach = is_private(&g->arena, g->wish->beside) ?
		HTTP_PRIVATE_LIKE_FIRST : HTTP_PRIVATE_NEVER };

	if (!http_add(g->http, &r, g->err))
		return false;
	while (!g->ended && !*g->options->stop)
		if (!turn(g))
			return false;
	return !g->failed && (g->kept || err_set(g->err, "it was stopped"));
}

bool
full_get(const struct import_options *options, const struct full_wish *wish, struct err *err)
{
	struct get g = { .options = options, .wish = wish, .err = err,
		.pool = wire_pool_new(options->parser, 1) };
	struct http_options network = *options->http;

	network.gap_ms = 0;
	network.bytes_max = PAGE_MOST;
	g.http = http_new(&network, err);
	bool ok = g.http != NULL && get(&g);
	http_free(g.http);
	wire_pool_free(g.pool);
	arena_done(&g.arena);
	arena_done(&g.event_arena);
	return ok;
}
