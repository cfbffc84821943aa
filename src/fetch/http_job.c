/* SPDX-License-Identifier: ISC */
/* One transfer: the libcurl handle of a hop, what it is told, and what it tells.
 * libcurl 7.88 does not count decoded bytes, so the write callback does. */
#include "fetch/http_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"

enum {
	READ_SIZE = 65536,		/* at once from a connection */
	HEAD_MAX = 256 * 1024,		/* bytes of all header lines of a hop */
	IGNORED_MAX = 256 * 1024	/* of a body that nobody wants, before it is broken off */
};

#define ACCEPT "Accept: application/atom+xml, application/rss+xml, application/feed+json, " \
	"application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, " \
	"text/html;q=0.7, */*;q=0.5"

bool
job_has_validators(const struct job *j)
{
	return !j->unconditional && (j->request.etag != NULL || j->request.last_modified != NULL);
}

static char *
url_part(struct arena *a, const char *url, CURLUPart part, unsigned flags)
{
	CURLU *u = curl_url();
	char *text = NULL, *copy = NULL;

	if (u != NULL && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(u, part, &text, flags) == CURLUE_OK)
		copy = arena_strdup(a, text);
	curl_free(text);
	curl_url_cleanup(u);
	return copy;
}

const char *
job_host_name(struct job *j)
{
	char *name = url_part(&j->arena, j->url, CURLUPART_HOST, 0);

	for (char *c = name; c != NULL && *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 'a' - 'A');
	/* Addresses come from strangers, and this one is shown. */
	return name != NULL ? utf8_clean_dup(&j->arena, name, strlen(name), UTF8_LINE) : "";
}

/* The address that is sent: what the URL bears of user and password goes into
 * the request's own, and the fragment stays here. */
static bool
take_url(struct job *j, const char *url)
{
	struct arena *a = &j->arena;
	CURLU *u = curl_url();
	char *text = NULL;
	char *user = url_part(a, url, CURLUPART_USER, CURLU_URLDECODE);
	char *password = url_part(a, url, CURLUPART_PASSWORD, CURLU_URLDECODE);

	if (url_is_web(url) && u != NULL &&
	    curl_url_set(u, CURLUPART_URL, url, CURLU_URLENCODE) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_USER, NULL, 0) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_PASSWORD, NULL, 0) == CURLUE_OK &&
	    curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_URL, &text, 0) == CURLUE_OK)
		j->url = j->request.url = arena_strdup(a, text);
	curl_free(text);
	curl_url_cleanup(u);
	if (user != NULL && j->request.user == NULL) {
		j->request.user = user;
		j->request.password = password;
	}
	if (j->request.user != NULL && j->request.password == NULL)
		j->request.password = "";
	return j->url != NULL;
}

static const char *const *
copy_list(struct arena *a, const char *const *list)
{
	const char **copy = NULL;
	size_t n = 0;

	for (; list != NULL && list[n] != NULL; n++) {
		copy = arena_grow(a, copy, n, sizeof(*copy));
		copy[n] = arena_strdup(a, list[n]);
	}
	if (copy != NULL) {
		copy = arena_grow(a, copy, n, sizeof(*copy));
		copy[n] = NULL;
	}
	return (const char *const *)copy;
}

static const char *
copy_given(struct arena *a, const char *s)
{
	return s != NULL && s[0] != '\0' ? arena_strdup(a, s) : NULL;
}

struct job *
job_new(struct http *h, const struct http_request *r, const char *url, struct err *err)
{
	struct job *j = mem_alloc(sizeof(*j));
	struct arena *a = &j->arena;

	j->http = h;
	j->request = (struct http_request){ r->tag, NULL, copy_given(a, r->etag),
		copy_given(a, r->last_modified), copy_list(a, r->headers), copy_given(a, r->user),
		arena_strdup(a, r->password), arena_strdup(a, r->user_agent),
		arena_strdup(a, r->proxy), r->reach };
	j->left_ms = h->options.total_ms;
	http_head_init(&j->head);
	if (!take_url(j, url)) {
		job_free(j);
		err_set(err, "%.200s is no web address", url);
		return NULL;
	}
	return j;
}

void
job_free(struct job *j)
{
	if (j == NULL)
		return;
	job_put_away(j);
	buf_done(&j->body);
	arena_done(&j->arena);
	free(j);
}

void
job_put_away(struct job *j)
{
	if (j->easy != NULL)
		curl_easy_cleanup(j->easy);
	curl_slist_free_all(j->lines);
	j->easy = NULL;
	j->lines = NULL;
}

/* Text of a user's header that can end no line early. */
static bool
is_line(const char *s)
{
	return strpbrk(s, "\r\n") == NULL && strchr(s, ':') != NULL;
}

static void
add_line(struct job *j, const char *line)
{
	struct curl_slist *more = curl_slist_append(j->lines, line);

	if (more == NULL)
		mem_fail();
	j->lines = more;
}

/* Whether this hop goes to where the request was meant to go: what is secret is
 * sent there only, and never in the clear after it was encrypted. */
static bool
is_own_host(struct job *j)
{
	static const CURLUPart parts[] = { CURLUPART_HOST, CURLUPART_SCHEME, CURLUPART_PORT };
	bool same[3];
	char *a = NULL, *b = NULL;

	if (j->redirects == 0)
		return true;
	for (size_t i = 0; i < COUNT(parts); i++) {
		a = url_part(&j->arena, j->request.url, parts[i], CURLU_DEFAULT_PORT);
		b = url_part(&j->arena, j->url, parts[i], CURLU_DEFAULT_PORT);
		same[i] = a != NULL && b != NULL && strcasecmp(a, b) == 0;
	}
	/* From http to https, both at their usual ports, is the same place made safe. */
	bool safer = !same[1] && strncmp(j->url, "https:", 6) == 0 && a != NULL && b != NULL &&
	    strcmp(a, "80") == 0 && strcmp(b, "443") == 0;
	return same[0] && ((same[1] && same[2]) || safer);
}

static void
add_lines(struct job *j, bool own)
{
	const char *const *headers = own ? j->request.headers : NULL;
	bool has_accept = false;

	for (; headers != NULL && *headers != NULL; headers++)
		if (is_line(*headers)) {
			add_line(j, *headers);
			has_accept = has_accept || strncasecmp(*headers, "accept:", 7) == 0;
		}
	if (!has_accept)
		add_line(j, ACCEPT);
	if (j->plain)
		add_line(j, "Accept-Encoding: identity");
	if (!job_has_validators(j))
		return;
	if (j->request.etag != NULL)
		add_line(j, arena_printf(&j->arena, "If-None-Match: %s", j->request.etag));
	if (j->request.last_modified != NULL)
		add_line(j, arena_printf(&j->arena, "If-Modified-Since: %s", j->request.last_modified));
}

static size_t
on_header(char *line, size_t size, size_t n, void *data)
{
	struct job *j = data;

	n *= size;
	j->heard = date_clock_ms();
	j->head_bytes += n;
	if (j->head_bytes > HEAD_MAX) {
		j->verdict = VERDICT_HEAD_TOO_LARGE;
		return 0;
	}
	http_head_line(&j->head, &j->arena, line, n);
	return n;
}

/* Pauses are made between two turns, but within one a bomb can become as large
 * as it may.  Past the limit and one body more only the chosen one goes on. */
static bool
may_grow(struct job *j, size_t n)
{
	struct http *h = j->http;

	if (h->held + n <= h->options.waiting_max + h->options.bytes_max)
		return true;
	if (h->chosen == NULL && h->done == NULL)
		h->chosen = j;
	return h->chosen == j;
}

static size_t
on_body(char *bytes, size_t size, size_t n, void *data)
{
	struct job *j = data;
	size_t max = j->http->options.bytes_max, take;

	n *= size;
	j->heard = date_clock_ms();
	if (j->head.status < 200 || j->head.status >= 300) {
		j->ignored += n;
		if (j->ignored <= IGNORED_MAX)
			return n;
		j->verdict = VERDICT_ENOUGH;
		return 0;
	}
	take = n < max - j->body.n ? n : max - j->body.n;
	if (!may_grow(j, take)) {
		j->verdict = VERDICT_LATER;
		return 0;
	}
	buf_add(&j->body, bytes, take);
	j->http->held += take;
	if (take == n)
		return n;
	j->verdict = VERDICT_TOO_LARGE;
	return 0;
}

static void
allow_protocols(CURL *easy)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
}

static void
set_connection(struct job *j)
{
	const struct http_options *o = &j->http->options;
	const char *proxy = j->request.proxy != NULL ? j->request.proxy : o->proxy;
	CURL *easy = j->easy;

	allow_protocols(easy);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)READ_SIZE);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_ms);
	reach_watch(j);
	curl_easy_setopt(easy, CURLOPT_RESOLVE, j->http->resolve);
	/* One handshake, then both at once over the same connection, where HTTP/2 can. */
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, (long)(strncasecmp(j->url, "https:", 6) == 0));
	curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, (long)j->fresh);
#if LIBCURL_VERSION_NUM >= 0x075700
	/* A search for an address that hangs must not be waited for when it is given up. */
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
	if (proxy != NULL)
		curl_easy_setopt(easy, CURLOPT_PROXY, proxy);
	if (o->ca_file != NULL)
		curl_easy_setopt(easy, CURLOPT_CAINFO, o->ca_file);
}

static void
set_request(struct job *j)
{
	const struct http_options *o = &j->http->options;
	bool own = is_own_host(j);
	CURL *easy = j->easy;

	add_lines(j, own);
	curl_easy_setopt(easy, CURLOPT_URL, j->url);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, j->lines);
	curl_easy_setopt(easy, CURLOPT_USERAGENT,
	    j->request.user_agent != NULL ? j->request.user_agent : o->user_agent);
	curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, (long)!j->plain);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, j->plain ? NULL : "");
	curl_easy_setopt(easy, CURLOPT_NETRC, (long)(o->netrc ? CURL_NETRC_OPTIONAL : CURL_NETRC_IGNORED));
	curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	curl_easy_setopt(easy, CURLOPT_USERNAME, own ? j->request.user : NULL);
	curl_easy_setopt(easy, CURLOPT_PASSWORD, own ? j->request.password : NULL);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, j);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, j);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, j->words);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, j);
}

/* Used for all hops: what is not said anew stays, and so do the cookies, which
 * some sites redirect for. */
static CURL *
new_easy(void)
{
	CURL *easy = curl_easy_init();

	if (easy == NULL)
		mem_fail();
	curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");
	return easy;
}

void
job_prepare(struct job *j)
{
	j->connected = false;
	j->words[0] = '\0';
	if (j->easy == NULL)
		j->easy = new_easy();
	curl_slist_free_all(j->lines);
	j->lines = NULL;
	set_connection(j);
	set_request(j);
}
