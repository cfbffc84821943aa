/* SPDX-License-Identifier: ISC */
/* How a source's document is had: by a request, or from a command, and through
 * its filter.  Commands wait for their turn, so that a list of many does not
 * start as many processes. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/url.h"
#include "desk/import_parts.h"
#include "desk/visit_parts.h"
#include "fetch/exec.h"
#include "fetch/http.h"
#include "wire/wire.h"
#include "wire/wire_pool.h"

enum { COMMANDS_AT_ONCE = 4, PASSWORD_MAX = 4096, PASSWORD_MS = 30000 };

static int64_t
tag_of(const struct visits *vs, const struct visit *v)
{
	return v - vs->list;
}

/* -- the network */

static const char *
page_of(const struct visit *v)
{
	return v->page != NULL ? v->page : v->in.src->location;
}

/* Asked for the whole, whatever is known. */
static bool
is_again(const struct visits *vs)
{
	const struct import_options *o = vs->im->options;

	return o->all || (o->force && o->nids > 0);
}

static bool
ask(struct visits *vs, struct visit *v)
{
	const struct source_options *o = &v->in.src->options;
	struct err why = { 0 };
	struct http_request r = { .tag = tag_of(vs, v), .url = page_of(v), .user = o->user,
		.password = v->password, .user_agent = o->user_agent, .proxy = o->proxy };

	if (v->page == NULL && !is_again(vs)) {
		r.etag = v->had.etag;
		r.last_modified = v->had.last_modified;
	}
	/* A page's address comes from a document. */
	if (v->page != NULL)
		r.reach = v->answer.private_first ? HTTP_PRIVATE_OK : HTTP_PRIVATE_NEVER;
	if (o->nheaders > 0) {
		const char **headers = arena_array(&v->arena, o->nheaders + 1, sizeof(*headers));

		memcpy(headers, o->headers, o->nheaders * sizeof(*headers));
		r.headers = headers;
	}
	v->state = VISIT_ASKED;
	return http_add(vs->http, &r, &why) ||
	    visit_end(vs, v, arena_printf(&v->arena, "%s: %s", page_of(v), why.text));
}

/* -- the document */

/* What a parser would make of it depends on nothing else, but its own version. */
static int64_t
hash_of(const struct wire_document *doc)
{
	const char *const words[] = { VERSION_TEXT, doc->kind, doc->base,
		doc->charset != NULL ? doc->charset : "" };
	uint64_t hash = 0;

	for (size_t i = 0; i < COUNT(words); i++)
		hash = hash_large(hash, words[i], strlen(words[i]));
	hash = hash_large(hash, doc->bytes, doc->n);
	return hash != 0 ? (int64_t)hash : 1;
}

/* The same as last time, from a server that has no validators or has changed
 * them: as good as a 304. */
static bool
is_the_same(const struct visits *vs, struct visit *v, const struct wire_document *doc)
{
	if (v->page != NULL)
		return false;
	v->read = hash_of(doc);
	v->answer.not_modified = v->read == v->had.body && v->answer.error == NULL && !is_again(vs);
	return v->answer.not_modified;
}

static bool
send_document(struct visits *vs, struct visit *v, const struct buf *body)
{
	const struct source *src = v->in.src;
	const char *kind = src->options.kind;
	struct wire_document doc = {
		/* What a site answers instead of its list is said better by looking. */
		.kind = kind != NULL && strcmp(kind, source_kind_name(SOURCE_SMARTABLE)) != 0 ? kind : "",
		.base = v->answer.base != NULL ? v->answer.base : "",
		.name = v->answer.url != NULL ? v->answer.url : src->location,
		.bytes = buf_str(body),
		.n = body->n,
		.charset = v->answer.charset,
		.articles_max = (size_t)vs->im->options->articles_max,
		.looks = import_wants_words(&v->in),
	};
	struct err why = { 0 };

	if (is_the_same(vs, v, &doc))
		return visit_next_or_end(vs, v);
	if (doc.n > WIRE_DOCUMENT_MAX && !wire_document_spool(&doc, &why))
		return visit_end(vs, v, why.text);
	v->state = VISIT_READ;
	wire_pool_send(vs->im->pool, &doc, (uint64_t)tag_of(vs, v));
	return true;
}

/* -- commands */

static void
queue(struct visits *vs, struct visit *v, enum visit_command command)
{
	v->state = VISIT_QUEUED;
	v->command = command;
	v->next = NULL;
	*vs->queue_last = v;
	vs->queue_last = &v->next;
}

/* The body goes into the filter if there is one. */
static bool
take_body(struct visits *vs, struct visit *v, struct buf *body)
{
	if (v->in.src->options.filter == NULL)
		return send_document(vs, v, body);
	buf_done(&v->body);
	v->body = *body;
	*body = (struct buf){ 0 };
	queue(vs, v, COMMAND_FILTER);
	return true;
}

static struct visit_password *
find_password(struct visits *vs, const char *line)
{
	for (struct visit_password *p = vs->passwords; p != NULL; p = p->next)
		if (strcmp(p->line, line) == 0)
			return p;
	return NULL;
}

static bool
use_password(struct visits *vs, struct visit *v, const struct visit_password *p)
{
	v->password = p->password;
	return p->error == NULL ? ask(vs, v) :
	    visit_end(vs, v, arena_printf(&v->arena, "no password: %s", p->error));
}

/* Its first line, kept for all sources that have the same command. */
static bool
take_password(struct visits *vs, struct visit *v, const struct buf *out, const char *error)
{
	struct visit_password *p = arena_alloc(&vs->arena, sizeof(*p));
	size_t n = strcspn(buf_str(out), "\r\n");

	*p = (struct visit_password){ v->in.src->options.password_command, NULL, error, vs->passwords };
	if (error == NULL && n == 0)
		p->error = "its command wrote nothing";
	else if (error == NULL)
		p->password = arena_strndup(&vs->arena, buf_str(out), n);
	p->error = arena_strdup(&vs->arena, p->error);
	vs->passwords = p;
	return use_password(vs, v, p);
}

static const char *
line_of(const struct visit *v)
{
	const struct source *src = v->in.src;

	switch (v->command) {
	case COMMAND_PASSWORD:
		return src->options.password_command;
	case COMMAND_FILTER:
		return src->options.filter;
	case COMMAND_DOCUMENT:
		break;
	}
	return src->location + strlen("exec:");
}

static bool
start(struct visits *vs, struct visit *v)
{
	static const struct exec_limits short_answer = { PASSWORD_MS, PASSWORD_MAX };
	const struct exec_limits document = { .bytes_max = vs->im->options->http->bytes_max };
	const struct exec_limits *limits = v->command == COMMAND_PASSWORD ? &short_answer : &document;
	bool filter = v->command == COMMAND_FILTER;
	struct err why = { 0 };

	v->exec = exec_start(line_of(v), filter ? buf_str(&v->body) : NULL, filter ? v->body.n : 0, limits,
	    &why);
	buf_done(&v->body);
	v->body = (struct buf){ 0 };
	if (v->exec == NULL)
		return visit_end(vs, v, why.text);
	v->state = VISIT_RUNNING;
	v->reached = v->reached || v->command != COMMAND_PASSWORD;
	vs->running++;
	return true;
}

static bool
finish(struct visits *vs, struct visit *v)
{
	struct buf out = { 0 };
	struct err why = { 0 };
	bool well = exec_result(v->exec, &out, &why), ok;

	exec_free(v->exec);
	v->exec = NULL;
	vs->running--;
	if (v->command == COMMAND_PASSWORD)
		ok = take_password(vs, v, &out, well ? NULL : why.text);
	else if (!well)
		ok = visit_end(vs, v, v->command == COMMAND_FILTER ?
		    arena_printf(&v->arena, "the filter: %s", why.text) : why.text);
	else if (v->command == COMMAND_DOCUMENT)
		ok = take_body(vs, v, &out);
	else
		ok = send_document(vs, v, &out);
	buf_done(&out);
	return ok;
}

/* One password command at a time: others may want the same. */
static bool
may_start(const struct visits *vs, const struct visit *v)
{
	if (v->command != COMMAND_PASSWORD)
		return true;
	for (size_t i = 0; i < vs->n; i++)
		if (vs->list[i].state == VISIT_RUNNING && vs->list[i].command == COMMAND_PASSWORD)
			return false;
	return true;
}

static bool
start_next(struct visits *vs)
{
	struct visit *v = vs->queue;
	const struct visit_password *p;

	vs->queue = v->next;
	if (vs->queue == NULL)
		vs->queue_last = &vs->queue;
	v->next = NULL;
	if (v->command == COMMAND_PASSWORD && (p = find_password(vs, line_of(v))) != NULL)
		return use_password(vs, v, p);
	return start(vs, v);
}

bool
visit_turn_commands(struct visits *vs)
{
	bool ok = true;
	size_t running = vs->running;

	for (size_t i = 0; ok && running > 0 && i < vs->n; i++) {
		struct visit *v = &vs->list[i];

		if (v->state != VISIT_RUNNING)
			continue;
		running--;
		/* What it wrote may have to wait for a parser. */
		bool room = v->command == COMMAND_PASSWORD || !wire_pool_is_full(vs->im->pool);
		if (exec_turn(v->exec) && room)
			ok = finish(vs, v);
	}
	while (ok && vs->queue != NULL && vs->running < COMMANDS_AT_ONCE && may_start(vs, vs->queue))
		ok = start_next(vs);
	return ok;
}

/* -- all together */

bool
visit_ask_page(struct visits *vs, struct visit *v, const char *url)
{
	v->page = url;
	v->pages = arena_grow(&v->arena, v->pages, v->npages, sizeof(*v->pages));
	v->pages[v->npages++] = page_of(v);
	return ask(vs, v);
}

bool
visit_begin(struct visits *vs, struct visit *v)
{
	const struct source *src = v->in.src;

	import_report_start(&v->in);
	v->fresh_for = v->retry_after = -1;
	if (!store_source_http(vs->im->st, src->id, &v->arena, &v->had, vs->im->err))
		return false;
	v->resume = v->walk = v->had.next_page;
	v->password = src->options.password;
	if (src->kind == SOURCE_EXEC)
		queue(vs, v, COMMAND_DOCUMENT);
	else if (src->options.password_command != NULL && v->password == NULL)
		queue(vs, v, COMMAND_PASSWORD);
	else
		return visit_ask_page(vs, v, NULL);
	return true;
}

static void
keep_answer(struct visit *v, const struct http_response *r)
{
	struct arena *a = &v->arena;

	v->answer = (struct visit_answer){ .status = r->status, .not_modified = r->not_modified,
		.private_first = r->private_first };
	v->answer.url = arena_strdup(a, r->url != NULL ? r->url : page_of(v));
	v->answer.charset = arena_strdup(a, r->charset);
	v->answer.base = r->content_location != NULL ? arena_strdup(a, r->content_location) : v->answer.url;
	v->status = r->status;
	v->fresh_for = v->page == NULL ? r->fresh_for : v->fresh_for;
	v->retry_after = r->retry_after;
	v->reached = r->asked;
	if (v->page != NULL)
		return;
	v->etag = arena_strdup(a, r->etag);
	v->last_modified = arena_strdup(a, r->last_modified);
	v->permanent = arena_strdup(a, r->permanent);
}

bool
visit_take_response(struct visits *vs, struct visit *v, struct http_response *r)
{
	keep_answer(v, r);
	if (r->error != NULL)
		v->answer.error = arena_printf(&v->arena, "%s: %s", v->answer.url, r->error);
	if (r->not_modified && r->error == NULL)
		return visit_next_or_end(vs, v);
	/* A body that was cut has a beginning, mostly the newest. */
	if (r->error != NULL && !(r->cut && r->body.n > 0))
		return visit_end(vs, v, v->answer.error);
	return take_body(vs, v, &r->body);
}
